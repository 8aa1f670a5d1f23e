"""A local server that says what a test tells it to, and a clock that only moves when it is told to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    slow: float = 0.0


@dataclass
class Asked:
    """A request as it came. `at`: the clock of the test."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float


class Site:
    """`pages` by path; what stands under none is a 404. An answer with an ETag is a 304 for who knows it."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self.clock = clock
        self.url = ""

    def paths(self) -> list[str]:
        return [each.path for each in self.asked if each.path != "/robots.txt"]

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        found = self.pages.get(asked.path, Answer(status=404))
        etag = found.headers.get("ETag")
        if etag and asked.headers.get("if-none-match") == etag:
            return Answer(status=304, headers={"ETag": etag})
        return found


@contextmanager
def serving(clock: Callable[[], float] = time.time) -> Iterator[Site]:
    site = Site(clock)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            said = site.answer(Asked(self.command, self.path, headers, self.rfile.read(size), site.clock()))
            if said.slow:
                time.sleep(said.slow)
            body = said.body.encode() if isinstance(said.body, str) else said.body
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(OSError):  # a reader may not wait
                self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        site.url = f"http://127.0.0.1:{running.server_port}"
        yield site
        running.shutdown()


class Clock:
    """Seconds since 1970; sleeping takes no time."""

    def __init__(self, now: float = 1_750_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.now += seconds


def rss(*items: str) -> str:
    return f"<?xml version='1.0'?><rss><channel><title>Outlet</title>{''.join(items)}</channel></rss>"


def item(link: str, title: str, text: str = "") -> str:
    told = f"<description>{text}</description>" if text else ""
    return f"<item><link>{link}</link><guid>{link}</guid><title>{title}</title>{told}<pubDate>Thu, 19 Jun 2025 10:00:00 GMT</pubDate></item>"


def article(title: str, *lines: str) -> str:
    told = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{told}</article></body></html>"
