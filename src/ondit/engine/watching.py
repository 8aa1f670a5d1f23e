"""Watching feeds: what is due is asked for and read, the ledger settled, and findings that are new told, each once.

due address ──visit──▶ answer ──read_into──▶ ledger ──record──▶ when it is due again … settle ──announce──▶ due at sinks ──deliver──▶ told

Every arrow ends in a transaction of its own, and each step can be done twice: a process that is killed goes on where it was.
What a feed names is kept in the ledger together with the feed's ETag, and documents come before both, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from ondit.engine.flow import read_into, settle
from ondit.engine.watchlist import Watched, Watchlist
from ondit.ledger import Ledger, watched
from ondit.ledger.watched import Announced, Polled
from ondit.read import Reading, ReadProblem
from ondit.read.feeds import Feed, FeedError, feed_of, is_feed, read_items
from ondit.read.files import read_answer
from ondit.read.polite import DAY, PATIENCE, Polite, Seen, Visit, host_of, pause

ROUND = 60.0
"""Seconds after which what was read is settled and told, although more is due."""
DEEP = 2
"""Feeds that name feeds are followed so far: an index of sitemaps, and the sitemaps."""
ATTEMPTS = 8
"""An article that can't be read so many times in a row is given up; a feed never is."""
LONGEST = 600.0
"""Seconds of sleep at most, so that a changed clock does no harm."""


class Sink(Protocol):
    """Where findings go. `give` tells some, in order, and yields the ids of those that arrived, as soon as they did; what it
    doesn't yield stays due. `again`: the moment from which on it can be tried, seconds since 1970."""

    name: str
    again: float

    def give(self, findings: Sequence[Announced]) -> Iterator[Sequence[str]]: ...


Tell = Callable[[str, str], object]
"""Told (where, cause) of what could not be read."""


@dataclass(slots=True)
class Round:
    """What one round did: addresses asked, documents and claims added, findings that are new."""

    asked: int = 0
    documents: int = 0
    claims: int = 0
    findings: int = 0


@dataclass(slots=True)
class Watcher:
    """Watches the feeds of a list. `now` gives the time, ISO; each problem is told once, until it is another one."""

    ledger: Ledger
    feeds: Watchlist
    polite: Polite
    sinks: Collection[Sink]
    now: Callable[[], str]
    tell: Tell
    _told: dict[str, str] = field(default_factory=dict)

    def begin(self) -> bool:
        """Enrol the feeds. At the first start on a ledger its findings count as told; whether this was the first."""
        settle(self.ledger)
        first = watched.begin(self.ledger, self.now())
        every = {url: feed.every for url, feed in self.feeds.feeds.items()}
        watched.enrol(self.ledger, every, {url: host_of(url) for url in every}, self.polite.clock())
        return first

    def round(self) -> Round:
        """Ask for what is due, settle, and tell what is new."""
        done = Round()
        until = self.polite.clock() + ROUND
        while self.polite.clock() < until and (row := self._turn()) is not None:
            done.asked += 1
            self._visit(row, done)
        settle(self.ledger)
        done.findings = watched.announce(self.ledger, [sink.name for sink in self.sinks], self.now())
        self.deliver()
        return done

    def deliver(self) -> None:
        """Tell each sink that can be tried what is due there."""
        for sink in self.sinks:
            if sink.again <= self.polite.clock():
                deliver(self.ledger, sink)

    def is_done(self) -> bool:
        """Whether nothing is due any more that could be asked soon."""
        due = watched.hosts_due(self.ledger, self.feeds.feeds, self.polite.clock())
        return not due or min(self._ready(host) for host in due) > self.polite.clock() + DAY / 24

    def rest(self) -> float:
        """Seconds until there is something to ask."""
        now = self.polite.clock()
        due = watched.hosts_due(self.ledger, self.feeds.feeds, now)
        times = [self._ready(host) for host in due]
        if (later := watched.next_due(self.ledger, self.feeds.feeds)) is not None and later > now:
            times.append(later)
        times += [sink.again for sink in self.sinks if sink.again > now]
        return max(0.0, min(LONGEST, min(times, default=now + LONGEST) - now))

    def _ready(self, host: str) -> float:
        return self.polite.hosts.ready(host)

    def _turn(self) -> Polled | None:
        """The address that is asked next, among those whose hosts can be asked soon."""
        now = self.polite.clock()
        due = watched.hosts_due(self.ledger, self.feeds.feeds, now)
        soon = [host for host in due if self._ready(host) <= now + PATIENCE]
        if not soon:
            return None
        host = min(soon, key=lambda each: (max(now, self._ready(each)), due[each], each))
        return watched.due_at(self.ledger, self.feeds.feeds, host, now)

    def _visit(self, row: Polled, done: Round) -> None:
        feed = self.feeds.feeds[row.feed]
        visit = self.polite.visit(row.url, Seen(row.etag, row.modified), private=_private(row, feed))
        now = self.polite.clock()
        if visit.outcome == "new":
            self._take(row, feed, visit, done)
        elif visit.outcome == "same":
            self._well(row)
            watched.record(self.ledger, row._replace(next=now + feed.every, failures=0))
        elif visit.outcome == "later":
            watched.record(self.ledger, row._replace(next=now + visit.wait))
        elif visit.outcome == "forbidden":
            self._problem(row.url, visit.cause)
            watched.record(self.ledger, row._replace(next=now + DAY if row.depth == 0 else None))
        else:
            self._failed(row, visit)

    def _failed(self, row: Polled, visit: Visit) -> None:
        failures = row.failures + 1
        given_up = row.depth > 0 and (visit.final or failures >= ATTEMPTS)
        again = self.polite.clock() + pause(failures, visit.wait)
        self._problem(row.url, f"{visit.cause}; given up" if given_up else visit.cause)
        held = again if visit.busy else None
        watched.record(self.ledger, row._replace(next=None if given_up else again, failures=failures), held=held)

    def _take(self, row: Polled, feed: Watched, visit: Visit, done: Round) -> None:
        """Read what came into the ledger, then keep that it was read, and what it names."""
        assert visit.answer is not None
        named: list[str] = []
        again = None
        if row.depth == 0 or is_feed(visit.answer.body):
            try:
                held = feed_of(visit.answer.body, visit.answer.url)
            except FeedError as error:
                self._failed(row, Visit("failed", cause=str(error)))
                return
            found = _documents(held, row, feed, named)
            again = self.polite.clock() + feed.every
        else:
            found = read_answer(visit.answer, row.url)
        self._well(row)
        self._read(row, found, done)
        seen = visit.seen
        items = [Polled(url, row.feed, row.depth + 1, host_of(url), next=self.polite.clock()) for url in named]
        asked = row._replace(etag=seen.etag, modified=seen.modified, next=again, failures=0)
        watched.record(self.ledger, asked, [item for item in items if item.host])

    def _read(self, row: Polled, found: Iterator[Reading | ReadProblem], done: Round) -> None:
        for progress in read_into(self.ledger, self._readings(row, found), self.now, workers=1):
            last = progress
        done.documents += last.documents
        done.claims += last.claims
        for problem in last.unread:
            self._problem(problem.name, problem.cause)
        for document, cause in last.problems:
            self._problem(f"document {document.url or document.title or document.id}", cause)

    def _readings(self, row: Polled, found: Iterator[Reading | ReadProblem]) -> Iterator[Reading]:
        try:
            for one in found:
                if isinstance(one, Reading):
                    yield one
                else:
                    self._problem(one.name, one.cause)
        except Exception as error:  # noqa: BLE001 - whatever a page provokes must not end the watch over all others
            self._problem(row.url, f"reading failed: {type(error).__name__}")

    def _problem(self, where: str, cause: str) -> None:
        if self._told.get(where) != cause:
            self._told[where] = cause
            self.tell(where, cause)

    def _well(self, row: Polled) -> None:
        if row.failures and row.url in self._told:
            del self._told[row.url]
            self.tell(row.url, "can be read again")


def deliver(ledger: Ledger, sink: Sink, some: int = 100) -> int:
    """Give a sink what is due there, in order; how many arrived."""
    count = 0
    while rows := watched.due_to(ledger, sink.name, some):
        arrived = 0
        for names in sink.give(rows):
            watched.delivered(ledger, sink.name, names)
            arrived += len(names)
        count += arrived
        if arrived < len(rows):
            break
    return count


def _documents(held: Feed, row: Polled, feed: Watched, named: list[str]) -> Iterator[Reading | ReadProblem]:
    """The documents that a feed carries; the addresses it only names go into `named`."""
    if not held.items and not held.maps:
        return iter(())
    follow = partial(_name, named) if feed.follow and row.depth < DEEP else None
    return read_items(held, row.url, row.url, follow)


def _name(named: list[str], address: str) -> Iterator[Reading | ReadProblem]:
    named.append(address)
    return iter(())


def _private(row: Polled, feed: Watched) -> bool:
    """A feed that may be private does not make every address private that it names: only those of its own host."""
    return feed.private and row.host == host_of(feed.url)
