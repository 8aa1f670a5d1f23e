"""WARC files as news crawls write them: requests, pages, pictures, errors, redirects, compressed and chunked answers, broken records."""

from __future__ import annotations

import gzip
import random
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.pages import layouts, news

LEGACY = {
    "ru": "windows-1251", "uk": "windows-1251", "ja": "shift_jis", "zh": "gb18030", "ko": "euc-kr", "fr": "iso-8859-1",
    "de": "iso-8859-1", "es": "iso-8859-15", "pl": "iso-8859-2", "tr": "iso-8859-9", "ar": "windows-1256",
}  # fmt: skip
RELEVANT = 0.035
WHEN = "2025-06-19T08:30:00Z"


def write_warc(
    path: Path, pages: int, seed: int = 1, broken: bool = True, relevant: float = RELEVANT, first: int = 0
) -> Counter[str]:
    """A `.warc.gz` of so many pages and what stands around them; returns what was written, counted."""
    written: Counter[str] = Counter()
    with path.open("wb") as stream:
        for kind, data in _records(pages, seed, broken, relevant, first):
            written[kind] += 1
            stream.write(data)
    return written


def _records(pages: int, seed: int, broken: bool, relevant: float, first: int) -> Iterator[tuple[str, bytes]]:
    chance = random.Random(seed)
    yield "warcinfo", member(record("warcinfo", None, b"software: bench\r\n", "application/warc-fields"))
    languages = list(news.words())
    for number in range(first, first + pages):
        article = (
            news.relevant(number, chance)
            if chance.random() < relevant
            else news.neutral(number, chance.choice(languages), chance)
        )
        yield (
            "request",
            member(record("request", article.address, b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request")),
        )
        layout = chance.choice(list(layouts.PAGES))
        charset = LEGACY.get(article.language, "utf-8") if chance.random() < 0.12 else "utf-8"
        weight = int(chance.lognormvariate(10.3, 0.8))
        body = layouts.page(article, layout, chance, charset, min(weight, 300_000)).encode(charset, "xmlcharrefreplace")
        yield (
            "relevant" if article.relevant else "neutral",
            member(record("response", article.address, answer(body, charset, chance))),
        )
        if chance.random() < 0.15:
            yield _beside(number, chance)
        if broken and chance.random() < 0.004:
            yield "broken", chance.choice(_DAMAGES)(article.address, body, chance)


def answer(body: bytes, charset: str, chance: random.Random, status: str = "200 OK", media: str = "text/html") -> bytes:
    """An HTTP answer; a few are compressed or chunked, some don't name their charset."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media}" + (f"; charset={charset}" if chance.random() < 0.7 else "")]
    dice = chance.random()
    if dice < 0.03:
        body, more = gzip.compress(body, 3, mtime=0), "Content-Encoding: gzip"
    elif dice < 0.06:
        half = len(body) // 2
        parts = (body[:half], body[half:])
        body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts if part) + b"0\r\n\r\n"
        more = "Transfer-Encoding: chunked"
    else:
        more = f"Content-Length: {len(body)}"
    return "\r\n".join([*lines, more, "Server: bench", "", ""]).encode() + body


def record(
    kind: str,
    address: str | None,
    block: bytes,
    media: str = "application/http; msgtype=response",
    length: int | None = None,
) -> bytes:
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Date: {WHEN}",
        f"WARC-Record-ID: <urn:uuid:{zlib.crc32(block):08x}-0000-4000-8000-{len(block):012x}>",
    ]
    lines += [f"WARC-Target-URI: {address}"] if address else []
    lines += [f"Content-Type: {media}", f"Content-Length: {len(block) if length is None else length}", "", ""]
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


def member(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)


def _beside(number: int, chance: random.Random) -> tuple[str, bytes]:
    """What is no page: a picture, an error, a redirect, robots.txt, a revisit."""
    address = f"https://news{number % 97}.example/other/{number}"
    kinds = {
        "picture": answer(b"\xff\xd8\xff" + chance.randbytes(5000), "binary", chance, media="image/jpeg"),
        "error": answer(b"<html><body><h1>Not found</h1></body></html>", "utf-8", chance, "404 Not Found"),
        "redirect": answer(b"", "utf-8", chance, "301 Moved Permanently\r\nLocation: https://news.example/"),
        "robots": answer(b"User-agent: *\nDisallow:\n", "utf-8", chance, media="text/plain"),
        "empty": answer(b"", "utf-8", chance),
    }
    kind = chance.choice([*kinds, "revisit"])
    if kind == "revisit":
        return kind, member(record("revisit", address, b"HTTP/1.1 304 Not Modified\r\n\r\n"))
    return kind, member(record("response", address, kinds[kind]))


def _cut_member(address: str, body: bytes, chance: random.Random) -> bytes:
    whole = member(record("response", address + "?cut", answer(body, "utf-8", chance)))
    return whole[: len(whole) // 2]


def _flipped(address: str, body: bytes, chance: random.Random) -> bytes:
    whole = bytearray(member(record("response", address + "?flipped", answer(body, "utf-8", chance))))
    for _ in range(5):
        whole[chance.randrange(len(whole) // 3, len(whole))] ^= 0xFF
    return bytes(whole)


def _garbage(address: str, body: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(300)


def _wrong_length(address: str, body: bytes, chance: random.Random) -> bytes:
    return member(record("response", address + "?length", answer(body, "utf-8", chance), length=10_000_000))


def _no_http(address: str, body: bytes, chance: random.Random) -> bytes:
    return member(record("response", address + "?http", b"\x00\x01\x02 no http at all"))


def _no_header(address: str, body: bytes, chance: random.Random) -> bytes:
    return member(b"WARC/1.0\r\nnonsense without an end" + body[:200])


_DAMAGES = (_cut_member, _flipped, _garbage, _wrong_length, _no_http, _no_header)
