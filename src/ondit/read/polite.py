"""Asking servers politely: what robots.txt allows, with time between two requests, only for what changed, and less often where it fails.

What to do when is worked out by functions of numbers; clock and sleep are given from outside, so that a test needs no time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import urlsplit

from ondit.read.fetch import PORTS, SECONDS, Fetched, FetchError, fetch, public_address
from ondit.read.robots import Robots, robots_of

NAME = "ondit"
"""How rules in robots.txt name this reader."""
DELAY = 2.0
"""Seconds between two requests to a host, unless it asks for more."""
PATIENCE = 10.0
"""Seconds that a request waits for its turn; one that has to wait longer is put off."""
MINUTE, DAY = 60.0, 86_400.0
BUSY = (429, 503)
ROBOTS_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Seen:
    """What a server said of an address when it was last read, to ask only for something newer."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        asked = {"if-none-match": self.etag, "if-modified-since": self.modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of asking. `new`: `answer` holds it; `same`: nothing since; `forbidden` by robots.txt; `later`: its turn comes in
    `wait` seconds; `failed`, and why, with the seconds that the server wants to be left alone as `wait`."""

    outcome: Literal["new", "same", "forbidden", "later", "failed"]
    answer: Fetched | None = None
    cause: str = ""
    wait: float = 0.0
    busy: bool = False
    """The host as a whole asks for fewer requests."""

    @property
    def seen(self) -> Seen:
        """What to ask with next time."""
        headers = self.answer.headers if self.answer else {}
        return Seen(headers.get("etag"), headers.get("last-modified"))

    @property
    def final(self) -> bool:
        """Whether asking again is of no use."""
        status = self.answer.status if self.answer else 0
        return 400 <= status < 500 and status not in (408, 425, 429)


def pause(failures: int, asked_for: float = 0.0) -> float:
    """Seconds until the next attempt after so many failures in a row: a minute, doubled each time up to a day; never less than
    the server asked for."""
    return max(asked_for, min(DAY, MINUTE * 2.0 ** min(failures - 1, 20)))


def asked_for(headers: Mapping[str, str], now: float) -> float:
    """Seconds that `Retry-After` asks for, as a number or a date; 0 where it says nothing that can be read, a day at most."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return min(DAY, float(said[:9]))
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return 0.0
    moment = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, min(DAY, (moment - datetime.fromtimestamp(now, UTC)).total_seconds()))


def host_of(url: str) -> str:
    """The host (and port) whose requests are counted together; empty where an address has none, or a port that is none."""
    try:
        parts = urlsplit(url)
        return parts.netloc.rpartition("@")[2].lower() if parts.port is None or parts.port else ""
    except ValueError:
        return ""


@dataclass(slots=True)
class Hosts:
    """When each host may be asked next."""

    delay: float = DELAY
    own: dict[str, float] = field(default_factory=dict)
    """Seconds that a host asks for between two requests."""
    free: dict[str, float] = field(default_factory=dict)

    def ready(self, host: str) -> float:
        """The moment from which on it may be asked."""
        return self.free.get(host, 0.0)

    def asked(self, host: str, now: float) -> None:
        self.hold(host, now + max(self.delay, self.own.get(host, 0.0)))

    def hold(self, host: str, until: float) -> None:
        self.free[host] = max(until, self.ready(host))


@dataclass(frozen=True, slots=True)
class Rules:
    """A host's robots.txt until it is asked for again; while it has a `problem`, nothing is allowed."""

    until: float
    robots: Robots = field(default_factory=Robots)
    problem: str = ""


class Polite:
    """Asks for addresses one after the other. `clock` gives seconds since 1970; `limit`: seconds that one request may take."""

    def __init__(
        self, *, delay: float = DELAY, clock: Callable[[], float] = time.time, sleep: Callable[[float], None] = time.sleep,
        limit: float = SECONDS,
    ) -> None:  # fmt: skip
        self.hosts = Hosts(delay)
        self.clock, self.sleep, self.limit = clock, sleep, limit
        self._rules: dict[str, Rules] = {}

    def visit(self, url: str, seen: Seen = Seen(), *, private: bool = False) -> Visit:
        """Ask for an address, if its host allows it and its turn comes soon; `private` also allows ones that are not public."""
        try:
            self._may(url, private)
            answer = fetch(
                url, private=private, headers=seen.headers(), seconds=self.limit,
                before=lambda further: self._follows(url, further, private),
            )  # fmt: skip
        except _Forbidden:
            return Visit("forbidden", cause="robots.txt forbids it")
        except _Later as later:
            return Visit("later", wait=later.seconds)
        except FetchError as error:
            self.hosts.asked(host_of(url), self.clock())
            return Visit("failed", cause=str(error))
        self.hosts.asked(host_of(url), self.clock())
        return self._judged(url, answer, seen)

    def _judged(self, url: str, answer: Fetched, seen: Seen) -> Visit:
        if answer.status == 200:
            return Visit("new", answer)
        if answer.status == 304 and seen.headers():
            return Visit("same", answer)
        wait = asked_for(answer.headers, self.clock())
        busy = answer.status in BUSY
        if busy:
            self.hosts.hold(host_of(url), self.clock() + max(wait, MINUTE))
        return Visit("failed", answer, f"HTTP {answer.status}", wait, busy)

    def _may(self, url: str, private: bool) -> None:
        """Wait for the turn of an address, or say why it can't be asked."""
        if not host_of(url):
            raise FetchError("not an address")
        self._turn(url)
        rules = self.rules(url, private)
        if rules.problem:
            raise FetchError(f"robots.txt: {rules.problem}")
        if not rules.robots.allows(url):
            raise _Forbidden("robots.txt forbids it")
        self._turn(url)
        self.hosts.asked(host_of(url), self.clock())

    def _follows(self, url: str, further: str, private: bool) -> None:
        """Whether a redirect may be gone after; one to another host must lead to a public address, whatever the first was."""
        own = private and host_of(url) == host_of(further)
        if private and not own and host_of(further):
            parts = urlsplit(further)
            public_address(parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0))
        self._may(further, own)

    def _turn(self, url: str) -> None:
        left = self.hosts.ready(host_of(url)) - self.clock()
        if left > PATIENCE:
            raise _Later(left)
        if left > 0:
            self.sleep(left)

    def rules(self, url: str, private: bool = False) -> Rules:
        """What the robots.txt of an address's host says, asked for once a day. One that isn't there allows everything, one that
        can't be reached nothing for now (RFC 9309)."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        held = self._rules.get(root)
        if held is None or self.clock() >= held.until:
            held = self._rules[root] = self._read_rules(f"{root}/robots.txt", private)
            self.hosts.own[host_of(url)] = held.robots.delay
            self.hosts.asked(host_of(url), self.clock())
        return held

    def _read_rules(self, url: str, private: bool) -> Rules:
        now = self.clock()
        try:
            answer = fetch(url, private=private, seconds=self.limit, most=ROBOTS_BYTES)
        except FetchError as error:
            return Rules(now + MINUTE, problem=str(error))
        if answer.status == 200:
            return Rules(now + DAY, robots_of(answer.body.decode("utf-8-sig", "replace"), NAME))
        if answer.status >= 500 or answer.status == 429:
            return Rules(now + max(MINUTE, asked_for(answer.headers, now)), problem=f"HTTP {answer.status}")
        return Rules(now + DAY)


class _Forbidden(FetchError):
    pass


class _Later(FetchError):
    def __init__(self, seconds: float) -> None:
        super().__init__("its turn has not come")
        self.seconds = seconds
