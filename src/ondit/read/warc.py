"""Web archives: WARC files, compressed or not, and WACZ. Read in shares, ranges of bytes that a process can read by itself.

Each record of a `.warc.gz` is a gzip member of its own, so reading can begin at any member; after a broken record it goes
on at the next one. Positions are bytes of the file, those of a WACZ too: its WARCs are stored in it as they are.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from ondit.read.files import read_bytes
from ondit.read.html import read_html
from ondit.read.http import HttpError, answer_of
from ondit.read.places import cause_of, opened
from ondit.read.reading import MOST_BYTES, Passed, Reading, ReadProblem

SUFFIXES = (".warc", ".warc.gz", ".warc.zst", ".wacz")
SHARE = 2_000_000
"""Bytes of a share: some two hundred pages, so that shares end often and cost little to begin."""
_GZIP, _PLAIN = b"\x1f\x8b\x08", b"\r\nWARC/1."
_SWALLOWED = b"\r\n\r\nWARC/1."
_LOOK = 1 << 20
_PAGES = ("text/html", "application/xhtml+xml")
_TAKEN = {"application/pdf": ".pdf"}
TRUNCATED = "cut off inside its last record"
NOISE = "bytes between records that are none"
OWN = "record: "
TOO_LARGE = f"record of more than {MOST_BYTES // 1_000_000} MB"


@dataclass(frozen=True, slots=True)
class Share:
    """The records of an archive that begin in the bytes `start` to `end` of a file. `first`, `last`: where the archive's own
    bytes begin and end in it; `kind`: gzip, plain, or whole for one that can only be read from its beginning."""

    path: str
    archive: str
    start: int
    end: int
    first: int
    last: int
    kind: str = "gzip"

    @property
    def size(self) -> int:
        return self.end - self.start

    def read(self) -> Iterator[Reading | ReadProblem | Passed]:
        """The documents of the share; what is none is passed over, what is broken a problem."""
        return read_share(self)

    def split(self) -> list[Share]:
        """Shares of one record each, to find out which record a process died of."""
        starts = [found.position for found in records_of(self) if isinstance(found, Record)]
        return [replace(self, start=one, end=other) for one, other in zip(starts, [*starts[1:], self.end], strict=True)]

    def reached(self, position: int | None = None) -> Reached:
        """That the share is done, or what of it begins before the position at which the archive is cut off."""
        return Reached(self.archive, self.path, self.end if position is None else position, position is not None)

    def named(self) -> str:
        return f"{self.path}: byte {self.start}"


@dataclass(frozen=True, slots=True)
class Record:
    """A record with its whole block. `kind` as the WARC says: response, resource, conversion …"""

    position: int
    kind: str
    address: str
    media: str
    block: bytes


@dataclass(frozen=True, slots=True)
class Reached:
    """How far an archive has been read: all that begins before `position` is done. `is_end`: there it is cut off."""

    archive: str
    name: str
    position: int
    is_end: bool = False


def shares_of(path: str, size: int = SHARE) -> Iterator[Share | ReadProblem]:
    """An archive cut into shares, in order. `size`: bytes of each."""
    try:
        with opened(path) as stream:
            held = list(_held(stream, path))
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        yield ReadProblem(path, cause_of(error) if isinstance(error, OSError) else str(error))
        return
    if not held:
        yield ReadProblem(path, "no web archive in it")
    for share in held:
        starts = range(share.first, share.last, size) if share.kind != "whole" else [share.first]
        for start in starts:
            end = share.last if share.kind == "whole" else min(start + size, share.last)
            yield replace(share, start=start, end=end)


def read_share(share: Share) -> Iterator[Reading | ReadProblem | Passed]:
    for found in records_of(share):
        if isinstance(found, Record):
            yield from read_record(found, share.path, placed=share.kind != "whole")
        else:
            yield found


def read_record(record: Record, path: str, placed: bool = True) -> Iterator[Reading | ReadProblem | Passed]:
    """The document of a record, its original referenced by file and position (`placed`)."""
    name, media, body, charset = record.address or path, record.media, record.block, None
    if record.kind == "response":
        try:
            answer = answer_of(record.block)
        except HttpError as error:
            yield ReadProblem(path, str(error), record.position)
            return
        if answer.status != 200:
            yield Passed(f"HTTP {answer.status}")
            return
        media, body, charset = answer.media, answer.body, answer.charset
    page = media in _PAGES or (not media and b"<html" in body[:2000].lower())
    if not body.strip():
        yield Passed("empty")
    elif page:
        found = read_html(body, name, record.address, record.address, charset, thorough=False)
        yield from _placed(found, path, record.position if placed else None)
    elif media in _TAKEN or (record.kind != "response" and media == "text/plain"):
        found = read_bytes(body, name, _TAKEN.get(media, ".txt"), record.address, record.address or None, charset)
        yield from _placed(found, path, record.position if placed else None)
    else:
        yield Passed(media or "no media type")


def _placed(
    found: Iterator[Reading | ReadProblem], path: str, position: int | None
) -> Iterator[Reading | ReadProblem | Passed]:
    """What a page gives; that it has no text, or no date, is no fault of the archive."""
    for one in found:
        if isinstance(one, Reading):
            yield replace(one, place=(path, position)) if position is not None else one
        else:
            yield Passed(one.cause if one.kind is None else one.kind)


def hash_at(path: str, position: int) -> str | None:
    """SHA-256 of the original that a record at a position of a file holds; None where there is none that can be read."""
    try:
        with opened(path) as stream:
            held = [share for share in _held(stream, path) if share.first <= position < share.last]
            for share in held:
                record = next(_Reader(stream, replace(share, start=position, end=position + 1)).records(), None)
                if isinstance(record, Record) and record.position == position:
                    body = answer_of(record.block).body if record.kind == "response" else record.block
                    return hashlib.sha256(body).hexdigest()
    except (OSError, ValueError, zipfile.BadZipFile, HttpError):
        return None
    return None


def records_of(share: Share) -> Iterator[Record | ReadProblem]:
    """The records of a share that can hold documents; each broken place is one problem with its position."""
    try:
        with opened(share.path) as stream:
            yield from _Reader(stream, share).records()
    except OSError as error:
        yield ReadProblem(share.path, cause_of(error))


class _Reader:
    """A share as it is gone through, from record to record, over what is broken."""

    def __init__(self, stream: BinaryIO, share: Share) -> None:
        self.stream = stream
        self.share = share

    def records(self) -> Iterator[Record | ReadProblem]:
        share = self.share
        whole = share.kind == "whole"
        at = share.first if whole else self._next_start(share.start)
        while at is not None and at < share.end:
            last: int | None = None
            cause: str | None = None
            for position, found in self._from(at):
                if position is not None and position >= share.end and not whole:
                    return
                if isinstance(found, str):
                    cause = found
                    break
                last = position
                if found is not None:
                    yield found
            if cause is None:
                yield from self._tail(last if last is not None else at)
                return
            if whole:
                yield ReadProblem(share.path, f"{cause.removeprefix(OWN)}; the rest can't be read", at)
                return
            if cause.startswith(OWN) or last is None:
                # The record at hand is the broken one.
                broken = at if last is None else last
                at = self._next_start(broken + 1)
                ends = at is None and not cause.endswith(TOO_LARGE)
                yield ReadProblem(share.path, TRUNCATED if ends else cause.removeprefix(OWN), broken, is_end=ends)
            else:
                # What follows the last good record is broken, or no record at all.
                ended, at = self._end_of(last), self._next_start(last + 1)
                if at != ended:
                    ends = at is None
                    yield ReadProblem(share.path, TRUNCATED if ends else NOISE, ended, is_end=ends)

    def _from(self, at: int) -> Iterator[tuple[int | None, Record | str | None]]:
        """(position, record) from a place on, None for records of no use; a str says what went wrong, and ends it.
        One that begins with `OWN` is about the record at its position."""
        from fastwarc.warc import ArchiveIterator, WarcRecordType

        wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
        window = _Window(self.stream, at, self.share.last)
        rows = _guarded(lambda: iter(ArchiveIterator(window, parse_http=False)))
        while True:
            row = _guarded(lambda: next(rows, None)) if not isinstance(rows, str) else rows
            if row is None or isinstance(row, str):
                if row is not None:
                    yield None, row
                return
            position = int(row.stream_pos)
            if not row.record_type & wanted:
                yield position, None
                continue
            said = row.headers.get("Content-Length") or ""
            if said.isdigit() and int(said) > MOST_BYTES:
                yield position, None
                yield position, OWN + TOO_LARGE
                return
            block = _guarded(row.reader.read)
            if not said.isdigit() or isinstance(block, str) or len(block) < int(said) or _SWALLOWED in block:
                yield position, None
                yield position, OWN + "cut off, or its length is wrong"
                return
            headers = row.headers
            media = (headers.get("Content-Type") or "").split(";")[0].strip().lower()
            kind, address = headers.get("WARC-Type") or "", headers.get("WARC-Target-URI") or ""
            yield position, Record(position, kind, address.strip("<> "), media, block)

    def _next_start(self, at: int) -> int | None:
        """Where the next record begins, at or after a position, before the archive's end."""
        share = self.share
        if share.kind == "plain" and at == share.first:
            return at
        mark = _GZIP if share.kind == "gzip" else _PLAIN
        skip = 0 if share.kind == "gzip" else 2
        at = max(share.first, at - skip)
        while at < share.last:
            self.stream.seek(at)
            block = self.stream.read(min(_LOOK, share.last - at))
            found = block.find(mark)
            while found >= 0:
                if share.kind == "plain" or self._is_record(at + found):
                    return at + found + skip
                found = block.find(mark, found + 1)
            if at + len(block) >= share.last or not block:
                return None
            at += len(block) - len(mark) + 1
        return None

    def _is_record(self, at: int) -> bool:
        self.stream.seek(at)
        try:
            return zlib.decompressobj(31).decompress(self.stream.read(1024), 8).startswith(b"WARC/1.")
        except zlib.error:
            return False

    def _end_of(self, at: int) -> int:
        """Where the record that begins at a position ends; the archive's end, if it does not end before."""
        share = self.share
        self.stream.seek(at)
        if share.kind == "plain":
            head, _, _ = self.stream.read(1 << 14).partition(b"\r\n\r\n")
            said = re.search(rb"\ncontent-length:\s*(\d+)", head, re.IGNORECASE)
            return min(share.last, at + len(head) + 8 + int(said.group(1)) if said else share.last)
        return self._whole_member(at) or share.last

    def _tail(self, last: int) -> Iterator[ReadProblem]:
        """A problem where the archive ends inside a record, which libraries pass over in silence. `last`: the share's last
        record that could be read."""
        share = self.share
        if share.kind != "gzip" or self._next_start(share.end) is not None:
            return
        at = last
        while at < share.last and (end := self._whole_member(at)):
            at = end
        if at < share.last:
            yield ReadProblem(share.path, TRUNCATED, at, is_end=True)

    def _whole_member(self, at: int) -> int | None:
        """Where the gzip member that begins at a position ends; None where it does not."""
        self.stream.seek(at)
        unpacker = zlib.decompressobj(31)
        while at < self.share.last:
            block = self.stream.read(min(1 << 16, self.share.last - at))
            try:
                unpacker.decompress(block)
            except zlib.error:
                return None
            at += len(block) - len(unpacker.unused_data)
            if unpacker.eof:
                return at
        return None


class _Window:
    """A stream that ends where the archive does."""

    def __init__(self, stream: BinaryIO, at: int, last: int) -> None:
        self.stream, self.at, self.last = stream, at, last

    def read(self, size: int = -1) -> bytes:
        left = self.last - self.at
        self.stream.seek(self.at)
        data = self.stream.read(left if size < 0 else min(size, left))
        self.at += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = offset if whence == 0 else self.at + offset if whence == 1 else self.last + offset
        return self.at

    def tell(self) -> int:
        return self.at

    def close(self) -> None:
        """The stream goes on being read by others."""


def _guarded(step: Any) -> Any:
    """What a step of the library gives; a str says what went wrong. Its panics are no `Exception`."""
    try:
        return step()
    except (OSError, ValueError) as error:
        return " ".join(str(error).split()).lower() or "can't be read"
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        return "can't be read"


def _held(stream: BinaryIO, path: str) -> Iterator[Share]:
    """The archives in a file, each as one share."""
    stream.seek(0, 2)
    size = stream.tell()
    stream.seek(0)
    if stream.read(4) == b"PK\x03\x04":
        with zipfile.ZipFile(stream) as box:
            inner = [one for one in box.infolist() if one.filename.endswith((".warc.gz", ".warc")) and not one.is_dir()]
        for one in inner:
            if one.compress_type != zipfile.ZIP_STORED:
                raise ValueError(f"{one.filename} in it is compressed once more; unpack it first")
            stream.seek(one.header_offset + 26)
            lengths = stream.read(4)
            first = (
                one.header_offset + 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
            )
            yield _share(stream, path, first, first + one.file_size)
    elif size:
        yield _share(stream, path, 0, size)


def _share(stream: BinaryIO, path: str, first: int, last: int) -> Share:
    stream.seek(first)
    head = stream.read(min(1 << 16, last - first))
    # The first record names crawl and moment, and stays as it is while an archive grows.
    name = hashlib.sha256(head[:1024]).hexdigest()[:24]
    share = Share(path, name, first, last, first, last)
    if head.startswith(b"WARC/1."):
        return replace(share, kind="plain")
    if head.startswith(_GZIP):
        unpacker = zlib.decompressobj(31)
        try:
            said = unpacker.decompress(head, 1 << 16)
        except zlib.error:
            said = b""
        if said.count(_SWALLOWED) == 0:
            return share
    return replace(share, kind="whole")
