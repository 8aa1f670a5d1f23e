"""Which reader takes an input: by what its bytes are, then by its name. Files, standard input, addresses."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from ondit.read.charset import decode, is_binary
from ondit.read.html import read_html
from ondit.read.places import cause_of, is_remote, opened
from ondit.read.reading import MOST_BYTES, Reading, ReadProblem, readings
from ondit.read.rows import read_json, read_lines
from ondit.read.text import markdown, plain

if TYPE_CHECKING:
    from ondit.read.fetch import Fetched
    from ondit.read.warc import Share

    Keeper = Callable[[Fetched], object]
    Follower = Callable[[str], Iterator[Reading | ReadProblem]]

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
    "application/pdf": ".pdf",
    "message/rfc822": ".eml",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/feed+json": ".json",
}
ARCHIVES = (".warc", ".warc.gz", ".wacz")
_BLANK = b"\xef\xbb\xbf \t\r\n"
_MOST = f"more than {MOST_BYTES // 1_000_000} MB"


@dataclass(frozen=True, slots=True)
class Files:
    """Files that a process reads by itself, as a share of a folder. `size`: bytes of all."""

    paths: tuple[str, ...]
    size: int = 0

    def read(self) -> Iterator[Reading | ReadProblem]:
        """Their documents, in order."""
        for path in self.paths:
            for found in read_path(path):
                if isinstance(found, Reading | ReadProblem):
                    yield found

    def split(self) -> list[Files]:
        """Each file a share, to find out which one a process died of."""
        return [Files((path,)) for path in self.paths]

    def named(self) -> str:
        return self.paths[0]


def is_archive(name: str) -> bool:
    """Whether a file is a web archive, by its name."""
    return name.lower().endswith(ARCHIVES)


def read_path(name: str | Path, follow: Follower | None = None) -> Iterator[Reading | ReadProblem | Share]:
    """The documents of a file, in order; what can't be read is a problem, and the rest goes on. Of an archive: its shares.

    `follow` reads the addresses that a feed only names."""
    name = str(name)
    suffix = PurePosixPath(name).suffix.lower()
    fallback = name if is_remote(name) else f"file:{name}"
    if is_archive(name):
        from ondit.read.warc import shares_of

        yield from shares_of(name)
        return
    try:
        with opened(name) as stream:
            if suffix in LINES:
                yield from _or_empty(read_lines(bounded_lines(stream), name, fallback), name)
                return
            data = stream.read(MOST_BYTES + 1)
            if len(data) > MOST_BYTES:
                yield ReadProblem(name, _MOST)
            else:
                yield from read_bytes(data, name, suffix, fallback, follow=follow)
    except OSError as error:
        yield ReadProblem(name, cause_of(error))


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
        yield ReadProblem("-", cause_of(error))


def read_url(
    url: str, *, private: bool = False, keep: Keeper | None = None, follow: int = 0
) -> Iterator[Reading | ReadProblem]:
    """The documents at an address. `private` also allows addresses that are not public (for tests); `keep` gets the answer;
    `follow`: what a feed there only names is fetched too, so many feeds deep."""
    from ondit.read.fetch import FetchError, fetch

    try:
        answer = fetch(url, private=private)
    except FetchError as error:
        yield ReadProblem(url, str(error))
        return
    if answer.status != 200:
        yield ReadProblem(url, f"HTTP {answer.status}")
        return
    if keep is not None:
        keep(answer)
    yield from read_answer(
        answer, url, partial(read_url, private=private, keep=keep, follow=follow - 1) if follow else None
    )


def read_answer(answer: Fetched, url: str, follow: Follower | None = None) -> Iterator[Reading | ReadProblem]:
    """The documents in what a server answered when `url` was asked for."""
    suffix = _TYPES.get(answer.media) or PurePosixPath(urlsplit(answer.url).path).suffix.lower()
    yield from read_bytes(answer.body, url, suffix, url, url=url, charset=answer.charset, follow=follow)


def read_bytes(
    data: bytes,
    name: str,
    suffix: str,
    fallback: str,
    url: str | None = None,
    charset: str | None = None,
    follow: Follower | None = None,
) -> Iterator[Reading | ReadProblem]:
    """The documents in `data`. `suffix` says what it should be; `fallback` is the address of one that brings none."""
    if not data.strip():
        yield ReadProblem(name, "empty")
    elif data.startswith(b"%PDF-"):
        from ondit.read.pdf import read_pdf

        yield from read_pdf(data, name, fallback, url)
    elif data.startswith(b"PK\x03\x04"):
        from ondit.read.docx import read_docx

        yield from read_docx(data, name, fallback, url)
    elif suffix == ".eml":
        from ondit.read.mail import read_mail

        yield from read_mail(data, name, fallback)
    elif _maybe_feed(data, suffix):
        from ondit.read.feeds import read_feed

        yield from read_feed(data, name, fallback, url, follow)
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


def _maybe_feed(data: bytes, suffix: str) -> bool:
    if suffix in PAGES + MARKDOWN + LINES:
        return False
    from ondit.read.feeds import is_feed

    return is_feed(data)


def _is_json(data: bytes) -> bool:
    if data.lstrip(_BLANK)[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return _is_row(data.split(b"\n", 1)[0])
    return True
