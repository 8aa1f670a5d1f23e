"""Documents from the web: one request at a time, to public addresses only, bounded in size and time."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from ondit.read.reading import MOST_BYTES

REDIRECTS = 6
SECONDS = 30.0
AGENT = "ondit (reader of open reporting)"
PORTS = {"http": 80, "https": 443}


class FetchError(Exception):
    """What could not be fetched, and why, in one line."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: `url` is where redirects led, `headers` have lower-case names."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        _, found, rest = self.headers.get("content-type", "").lower().partition("charset=")
        return rest.split(";")[0].strip(" \"'") or None if found else None


def fetch(
    url: str,
    *,
    private: bool = False,
    headers: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
    most: int = MOST_BYTES,
    before: Callable[[str], object] | None = None,
) -> Fetched:
    """What stands at an address after redirects, whatever its status. FetchError where nothing came.

    `before` is called with each address to which a redirect leads, and may refuse it with a FetchError.

    Addresses that are not public (loopback, private, link-local, multicast) are refused unless `private`; the one that
    was checked is the one connected to. `seconds` bounds the whole, `most` the bytes of the body, unpacked."""
    deadline = time.monotonic() + seconds
    for _ in range(REDIRECTS):
        answer = _one(url, private, headers or {}, deadline, most)
        if answer.status not in (301, 302, 303, 307, 308) or "location" not in answer.headers:
            return answer
        try:
            url = str(httpx.URL(url).join(answer.headers["location"]))
        except (httpx.InvalidURL, ValueError):
            raise FetchError("a redirect to what is no address") from None
        if before is not None:
            before(url)
    raise FetchError(f"more than {REDIRECTS - 1} redirects")


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, private: bool = False, seconds: float = SECONDS
) -> Fetched:
    """The answer to what is sent to an address, whatever its status; redirects are not followed. FetchError where none came."""
    return _one(url, private, headers, time.monotonic() + seconds, MOST_BYTES, body)


def public_address(host: str, port: int, private: bool = False) -> str:
    """An address of `host` to connect to. FetchError where it has none, or one that is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError("no such host") from None
    addresses = [str(each[4][0]).split("%")[0] for each in found]
    if not private:
        for address in addresses:
            if not is_public(address):
                raise FetchError(f"refused: {address} is not a public address")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also when it hides another one."""
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        hidden = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if hidden is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            hidden = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        ip = hidden or ip
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _one(
    url: str, private: bool, headers: Mapping[str, str], deadline: float, most: int, sent: bytes | None = None
) -> Fetched:
    try:
        target = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        raise FetchError("not an address") from None
    if target.scheme not in PORTS or not target.host:
        raise FetchError(f"refused: {target.scheme or 'no'} address, only http and https are read")
    address = public_address(target.host, target.port or PORTS[target.scheme], private)
    host = target.host if target.port is None else f"{target.host}:{target.port}"
    asked = {"host": host, "user-agent": AGENT, "accept-encoding": "gzip, deflate", **headers}
    # The request goes to the address that was checked; name and certificate stay those of the host.
    with _client(deadline) as client, _told():
        request = client.build_request(
            "GET" if sent is None else "POST",
            target.copy_with(host=address),
            headers=asked,
            content=sent,
            extensions={"sni_hostname": target.host} | _timeout(deadline),
        )
        answer = client.send(request, stream=True)
        try:
            body = b"" if answer.is_redirect else _body(answer.iter_bytes(), deadline, most)
        finally:
            answer.close()
        return Fetched(url, answer.status_code, {k.lower(): v for k, v in answer.headers.items()}, body)


def _client(deadline: float) -> httpx.Client:
    # No proxy of the environment: it would connect to addresses that were not checked.
    return httpx.Client(
        trust_env=False, follow_redirects=False, timeout=max(0.1, min(10.0, deadline - time.monotonic()))
    )


def _timeout(deadline: float) -> dict[str, dict[str, float]]:
    left = max(0.1, min(10.0, deadline - time.monotonic()))
    return {"timeout": {"connect": left, "read": left, "write": left, "pool": left}}


def _body(chunks: Iterable[bytes], deadline: float, most: int) -> bytes:
    parts, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise FetchError(f"more than {most // 1_000_000} MB")
        if time.monotonic() > deadline:
            raise FetchError("took too long")
        parts.append(chunk)
    return b"".join(parts)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except httpx.TimeoutException:
        raise FetchError("took too long") from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise FetchError(" ".join(str(error).split()) or type(error).__name__) from None
