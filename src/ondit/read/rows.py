"""JSON documents: one object, a list of them, or one a line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from ondit.read.reading import MOST_BYTES, Known, Reading, ReadProblem, line, readings

FIELDS = ("title", "outlet", "url", "canonical", "credit", "language")
MEDIA = "application/json"
_WHITE = " \t\r\n"


def read_json(data: bytes, name: str, fallback: str) -> Iterator[Reading | ReadProblem]:
    """The documents of one JSON text; one that is JSON lines after all is read as such."""
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        yield ReadProblem(name, f"not UTF-8: byte {error.start + 1}")
        return
    try:
        parts = list(_objects(text))
    except (json.JSONDecodeError, RecursionError) as error:
        if text.count("\n{") and text.lstrip(_WHITE).startswith("{"):
            yield from read_lines(io.BytesIO(data), name, fallback)
        else:
            yield ReadProblem(name, _told(error))
        return
    for number, (row, source) in enumerate(parts, 1):
        part = name if len(parts) == 1 else f"{name}: document {number}"
        yield from read_row(row, source.encode(), part, fallback, number if len(parts) > 1 else 0)


def read_lines(lines: Iterable[bytes], name: str, fallback: str) -> Iterator[Reading | ReadProblem]:
    """One document a line; a bad line is a problem with its number. Blank lines are nothing."""
    for number, data in enumerate(lines, 1):
        part = f"{name}: line {number}"
        if len(data) > MOST_BYTES:
            yield ReadProblem(part, f"more than {MOST_BYTES // 1_000_000} MB")
            continue
        try:
            text = data.decode("utf-8-sig" if number == 1 else "utf-8").strip()
            row = json.loads(text) if text else None
        except UnicodeDecodeError as error:
            yield ReadProblem(part, f"not UTF-8: byte {error.start + 1} of the line")
            continue
        except (json.JSONDecodeError, RecursionError) as error:
            yield ReadProblem(part, _told(error))
            continue
        if text:
            yield from read_row(row, text.encode(), part, fallback, number)


def read_row(row: Any, original: bytes, name: str, fallback: str, number: int) -> Iterator[Reading | ReadProblem]:
    """A document row: `text`, and optionally `published` (or `date`), outlet, url, title, language, credit, id."""
    if not isinstance(row, dict):
        yield ReadProblem(name, "not a JSON object")
        return
    text, published = row.get("text"), row.get("published", row.get("date"))
    if not isinstance(text, str) or not text.strip():
        yield ReadProblem(name, "document lacks 'text'")
        return
    wrong = [field for field in FIELDS if not isinstance(row.get(field), str | None)]
    for field in wrong:
        yield ReadProblem(name, f"document {field!r} is not a string; read without it")
    own = row.get("id")
    own_id = line(str(own)) if isinstance(own, str | int) else None
    mark = own_id or (str(number) if number else None)
    known = Known(
        published=None if published is None else str(published), own_id=own_id,
        **{field: row.get(field) for field in FIELDS if field not in wrong},
    )  # fmt: skip
    yield from readings(text, known, name, original, MEDIA, f"{fallback}#{mark}" if mark else fallback)


def _objects(text: str) -> Iterator[tuple[Any, str]]:
    """Each document of a JSON text with the characters that say it."""
    decoder, at = json.JSONDecoder(), len(text) - len(text.lstrip(_WHITE))
    if not text.startswith("[", at):
        row = json.loads(text)
        rows = row.get("documents") if isinstance(row, dict) and "text" not in row else None
        yield from (
            ((each, json.dumps(each, ensure_ascii=False)) for each in rows) if isinstance(rows, list) else [(row, text)]
        )
        return
    json.loads(text)
    at = _skip(text, at + 1)
    while text[at] != "]":
        row, end = decoder.raw_decode(text, at)
        yield row, text[at:end]
        at = _skip(text, end)


def _skip(text: str, at: int) -> int:
    while text[at] in _WHITE + ",":
        at += 1
    return at


def _told(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return (
            f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
            if error.lineno > 1
            else (f"not JSON: {error.msg} at column {error.colno}")
        )
    return "not JSON: nested too deeply"
