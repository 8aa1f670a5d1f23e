"""A stand-in for the room `read` until it is there: text and JSON documents, addresses by file name."""

from __future__ import annotations

import hashlib
import json
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from ondit.records import Document


@dataclass(frozen=True, slots=True)
class Reading:
    document: Document
    address: str
    original: bytes | None = None
    media: str | None = None


@dataclass(frozen=True, slots=True)
class ReadProblem:
    name: str
    cause: str


def read_path(path: Path) -> Iterator[Reading | ReadProblem]:
    try:
        data = path.read_bytes()
    except OSError as error:
        yield ReadProblem(str(path), str(error.strerror))
        return
    yield from _read(data, str(path), path.suffix)


def read_stdin(stream: BinaryIO) -> Iterator[Reading | ReadProblem]:
    yield from _read(stream.read(), "-", ".txt")


def _read(data: bytes, name: str, suffix: str) -> Iterator[Reading | ReadProblem]:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        yield ReadProblem(name, "not UTF-8")
        return
    if suffix == ".txt":
        yield _reading(Document("-", text.strip()), f"file:{name}", data, "text/plain")
        return
    for row in [text] if suffix == ".json" else text.splitlines():
        try:
            document = Document.from_json(json.loads(row))
        except ValueError as error:
            yield ReadProblem(name, str(error))
            continue
        yield _reading(document, document.url or f"{document.outlet}#{document.id}", row.encode(), "application/json")


def _reading(document: Document, address: str, data: bytes, media: str) -> Reading:
    name = hashlib.sha256(f"{address}\n{document.text}".encode()).hexdigest()[:24]
    return Reading(replace(document, id=name), address, data, media)


def install() -> None:
    module: Any = types.ModuleType("ondit.read")
    module.Reading, module.ReadProblem = Reading, ReadProblem
    module.read_path, module.read_stdin, module.read_url = read_path, read_stdin, lambda url: read_path(Path(url))
    sys.modules["ondit.read"] = module
