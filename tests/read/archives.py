"""Small web archives for the tests, made record by record."""

from __future__ import annotations

import gzip

PAGE = (
    "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p>"
    "<p>The council met on Tuesday, and the library by the river opens in spring after {0}.</p></article></body></html>"
)


def page(number: int, text: str = "Nothing of note happened in the valley this week, people there said.") -> bytes:
    return PAGE.format(f"Story number {number}", text).encode()


def answer(body: bytes, status: str = "200 OK", media: str = "text/html; charset=utf-8", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}\r\n".encode() + body


def record(
    block: bytes, address: str = "https://a.example/1", kind: str = "response", length: int | None = None
) -> bytes:
    media = "application/http; msgtype=response" if kind == "response" else "text/plain"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-06-19T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def member(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)


def story(number: int) -> bytes:
    return record(answer(page(number)), f"https://a.example/{number}")


def archive(count: int) -> list[bytes]:
    """A header and so many stories, each a gzip member."""
    return [member(record(b"software: test\r\n", "", "warcinfo")), *(member(story(number)) for number in range(count))]
