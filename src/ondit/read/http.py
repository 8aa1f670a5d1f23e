"""HTTP answers as archives store them: status, headers, and the body unpacked, never larger than is read."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from ondit.read.reading import MOST_BYTES


class HttpError(Exception):
    """A block that is no HTTP answer, or one whose body can't be unpacked."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes = field(repr=False)

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        _, found, rest = self.headers.get("content-type", "").lower().partition("charset=")
        return rest.split(";")[0].strip(" \"'") or None if found else None


def answer_of(block: bytes) -> Answer:
    """The answer in a record's block. HttpError says why there is none."""
    head, gap, body = block.partition(b"\r\n\r\n")
    if not gap:
        head, gap, body = block.partition(b"\n\n")
    if not head.startswith(b"HTTP/"):
        raise HttpError("no HTTP answer")
    first, *lines = head.decode("latin-1").split("\n")
    said = first.split(None, 2)
    if len(said) < 2 or not said[1].isdigit():
        raise HttpError("no HTTP answer")
    headers: dict[str, str] = {}
    for row in lines:
        name, colon, value = row.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    if int(said[1]) == 200:
        if "chunked" in headers.get("transfer-encoding", "").lower():
            body = _joined(body)
        if packing := headers.get("content-encoding", "").strip().lower():
            body = _unpacked(body, packing)
    return Answer(int(said[1]), headers, body)


def _joined(body: bytes) -> bytes:
    """The chunks of a body as one. Many archives have joined them already and kept the header: then the body as it is."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at, at + 1000)
        try:
            size = int(body[at:end].split(b";")[0], 16) if end >= 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            return b"".join(parts) if parts and at >= len(body) else body
        if size == 0:
            return b"".join(parts)
        parts.append(body[end + 1 : end + 1 + size])
        at = end + 1 + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1


def _unpacked(body: bytes, packing: str) -> bytes:
    if packing in ("gzip", "x-gzip"):
        return _inflated(body, 31) if body.startswith(b"\x1f\x8b") else body
    if packing == "deflate":
        return _inflated(body, 15 if body[:1] == b"\x78" else -15)
    if packing == "br":
        return _brotli(body)
    if packing == "identity":
        return body
    raise HttpError(f"body packed as {packing[:20]}")


def _inflated(body: bytes, bits: int) -> bytes:
    unpacker = zlib.decompressobj(bits)
    try:
        data = unpacker.decompress(body, MOST_BYTES)
    except zlib.error:
        raise HttpError("body that can't be unpacked") from None
    if unpacker.unconsumed_tail:
        raise HttpError(f"body of more than {MOST_BYTES // 1_000_000} MB")
    return data


def _brotli(body: bytes) -> bytes:
    try:
        import brotli
    except ImportError:
        raise HttpError("body packed as br (needs the extra: pip install 'ondit[archives]')") from None
    unpacker, parts, size = brotli.Decompressor(), [], 0
    try:
        for at in range(0, len(body), 1 << 14):
            parts.append(unpacker.process(body[at : at + (1 << 14)]))
            size += len(parts[-1])
            if size > MOST_BYTES:
                raise HttpError(f"body of more than {MOST_BYTES // 1_000_000} MB")
    except brotli.error:
        raise HttpError("body that can't be unpacked") from None
    return b"".join(parts)
