"""An article that somebody brings: pasted, dropped as a file, or at an address; read, and compared with the ledger."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from ondit.engine import flow
from ondit.export.check import as_json
from ondit.ledger import Ledger
from ondit.read import Reading, ReadProblem, read_stdin, read_url
from ondit.read.files import read_bytes
from ondit.records import iso_date


def pasted(text: str, published: str | None = None) -> Reading:
    """A text as it is pasted, its title on the first line. ValueError, in one line, where no document is in it."""
    reading = _first(list(read_stdin(BytesIO(text.encode()))))
    document = reading.document
    return replace(reading, document=replace(document, published=iso_date(published)) if published else document)


def dropped(name: str, data: bytes) -> Reading:
    """A file by its name's ending and its bytes. ValueError where it can't be read."""
    return _first(list(read_bytes(data, name, PurePosixPath(name).suffix.lower(), f"file:{name}")))


def fetched(address: str) -> Reading:
    """What stands at a public http address. ValueError where it is none, is refused or can't be read."""
    if not address.startswith(("http://", "https://")):
        raise ValueError(f"{address}: not an http address")
    return _first(list(read_url(address)))


def compared(ledger: Ledger, reading: Reading, language: str) -> dict[str, Any]:
    """The check as JSON, as `ondit check --json` writes it. ValueError where the article can't be read."""
    return as_json(flow.check(ledger, reading), language)


def _first(found: list[Reading | ReadProblem]) -> Reading:
    for one in found:
        if isinstance(one, Reading):
            return one
    causes = [f"{one.name}: {one.cause}" for one in found if isinstance(one, ReadProblem)]
    raise ValueError("; ".join(causes).replace("-: ", "") or "no document in it")
