"""Addresses: what is refused, bounded and told; on a local server that misbehaves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ondit.read import Reading, ReadProblem, read_url
from ondit.read.fetch import FetchError, fetch, is_public

PAGE = b"<html><h1>Shells for Moscow</h1><p>Pyongyang has sent shells to Moscow, officials in Seoul said.</p></html>"


class Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path[4:])
            self.end_headers()
            return
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"x" * 5000 if self.path == "/large" else PAGE)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_a_page_is_read_with_its_address(server: str) -> None:
    (reading,) = read_url(f"{server}/to//page", private=True)
    assert isinstance(reading, Reading)
    assert reading.address == f"{server}/to//page"
    assert reading.document.text.startswith("Shells for Moscow\nPyongyang has sent")


def test_what_goes_wrong_is_told(server: str) -> None:
    (problem,) = read_url(f"{server}/gone", private=True)
    assert problem == ReadProblem(f"{server}/gone", "HTTP 404")
    with pytest.raises(FetchError, match="more than 0 MB"):
        fetch(f"{server}/large", private=True, most=4000)
    with pytest.raises(FetchError, match="redirects"):
        fetch(server + "/to/" * 9 + "x", private=True)
    with pytest.raises(FetchError, match="only http"):
        fetch(f"{server}/to/file:///etc/passwd", private=True)


def test_addresses_that_are_not_public_are_refused(server: str) -> None:
    (problem,) = read_url(f"{server}/page")
    assert isinstance(problem, ReadProblem)
    assert "127.0.0.1 is not a public address" in problem.cause


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "224.0.0.1", "0.0.0.0", "::1", "fe80::1", "fc00::1", "ff02::1",
     "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "100.64.0.1"],
)  # fmt: skip
def test_private_addresses_in_every_form(address: str) -> None:
    assert not is_public(address)


def test_public_addresses() -> None:
    assert is_public("1.1.1.1")
    assert is_public("2606:4700:4700::1111")
