"""Which reader takes an input: by what its bytes are, then by its name. Files, standard input, addresses."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit

from ondit.read.charset import decode, is_binary
from ondit.read.html import read_html
from ondit.read.reading import MOST_BYTES, Reading, ReadProblem, readings
from ondit.read.rows import read_json, read_lines
from ondit.read.text import markdown, plain

LINES = (".jsonl", ".ndjson")
MARKDOWN = (".md", ".markdown")
PAGES = (".html", ".htm", ".xhtml", ".shtml")
_PAGE_MARKS = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<article",
    b"<!--",
    b"<?xml",
    b"<div",
    b"<p>",
    b"<meta",
)
_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/json": ".json",
    "text/markdown": ".md",
    "text/plain": ".txt",
}
_BLANK = b"\xef\xbb\xbf \t\r\n"
_MOST = f"more than {MOST_BYTES // 1_000_000} MB"


def read_path(path: Path) -> Iterator[Reading | ReadProblem]:
    """The documents of a file, in order; what can't be read is a problem, and the rest goes on."""
    name, suffix = str(path), path.suffix.lower()
    try:
        with path.open("rb") as stream:
            if suffix in LINES:
                yield from _or_empty(read_lines(bounded_lines(stream), name, f"file:{name}"), name)
                return
            data = stream.read(MOST_BYTES + 1)
            if len(data) > MOST_BYTES:
                yield ReadProblem(name, _MOST)
            else:
                yield from read_bytes(data, name, suffix, f"file:{name}")
    except OSError as error:
        yield ReadProblem(name, _cause(error))


def read_stdin(stream: BinaryIO) -> Iterator[Reading | ReadProblem]:
    """The documents piped in: JSON, JSON lines, a page or text, told by their first bytes."""
    try:
        first = stream.readline(MOST_BYTES + 1)
        if _is_row(first):
            yield from read_lines(chain((first,), bounded_lines(stream)), "-", _piped(first))
            return
        data = first + stream.read(MOST_BYTES + 1 - len(first))
        if len(data) > MOST_BYTES:
            yield ReadProblem("-", _MOST)
        else:
            yield from read_bytes(data, "-", "", _piped(data))
    except OSError as error:
        yield ReadProblem("-", _cause(error))


def read_url(url: str, *, private: bool = False) -> Iterator[Reading | ReadProblem]:
    """The documents at an address. `private` also allows addresses that are not public (for tests)."""
    from ondit.read.fetch import FetchError, fetch

    try:
        answer = fetch(url, private=private)
    except FetchError as error:
        yield ReadProblem(url, str(error))
        return
    if answer.status != 200:
        yield ReadProblem(url, f"HTTP {answer.status}")
        return
    suffix = _TYPES.get(answer.media) or PurePosixPath(urlsplit(answer.url).path).suffix.lower()
    yield from read_bytes(answer.body, url, suffix, url, url=url, charset=answer.charset)


def read_bytes(
    data: bytes, name: str, suffix: str, fallback: str, url: str | None = None, charset: str | None = None
) -> Iterator[Reading | ReadProblem]:
    """The documents in `data`. `suffix` says what it should be; `fallback` is the address of one that brings none."""
    if not data.strip():
        yield ReadProblem(name, "empty")
    elif is_binary(data):
        yield ReadProblem(name, "not text (a binary file)")
    elif suffix in (".json", *LINES) or (suffix not in PAGES + MARKDOWN and _is_json(data)):
        yield from (
            read_json(data, name, fallback) if suffix not in LINES else read_lines(data.splitlines(), name, fallback)
        )
    elif suffix in PAGES or (suffix not in MARKDOWN and _is_page(data)):
        yield from read_html(data, name, fallback, url, charset)
    else:
        yield from _text(data, name, suffix, fallback, url, charset)


def bounded_lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; of one that is too long only its beginning, just longer than is read."""
    while line := stream.readline(MOST_BYTES + 1):
        yield line
        while len(line) > MOST_BYTES and not line.endswith(b"\n"):
            if not (line := stream.readline(MOST_BYTES + 1)):
                return


def _text(
    data: bytes, name: str, suffix: str, fallback: str, url: str | None, charset: str | None
) -> Iterator[Reading | ReadProblem]:
    try:
        text, known = (markdown if suffix in MARKDOWN else plain)(decode(data, charset))
    except ValueError as error:
        yield ReadProblem(name, str(error))
        return
    known = replace(known, url=known.url or url)
    yield from readings(text, known, name, data, "text/markdown" if suffix in MARKDOWN else "text/plain", fallback)


def _or_empty(found: Iterator[Reading | ReadProblem], name: str) -> Iterator[Reading | ReadProblem]:
    first = next(found, None)
    if first is None:
        yield ReadProblem(name, "empty")
    else:
        yield first
        yield from found


def _piped(data: bytes) -> str:
    """What is piped in has no name: its content makes one, so that two texts are not two versions of one document."""
    return f"file:-#{hashlib.sha256(data).hexdigest()[:12]}"


def _is_row(first: bytes) -> bool:
    """Whether a first line is a whole JSON object, so that others may follow."""
    try:
        return first.lstrip(_BLANK)[:1] == b"{" and isinstance(json.loads(first.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


def _is_page(data: bytes) -> bool:
    head = data[:1024].lstrip(_BLANK).lower()
    return head.startswith(_PAGE_MARKS)


def _is_json(data: bytes) -> bool:
    if data.lstrip(_BLANK)[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return _is_row(data.split(b"\n", 1)[0])
    return True


def _cause(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__
