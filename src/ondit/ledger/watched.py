"""What watching keeps: when each address is asked next, which findings were told, and to whom they are still due."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, select, update

from ondit.ledger.derived import newest_key
from ondit.ledger.schema import about, announced, finding, outgoing, polled
from ondit.ledger.store import Ledger, compact, insert, parts
from ondit.records import finding_id

ANNOUNCED = "announced"
"""The name under which the key of the last finding that was looked at is kept; absent until watching begins."""
CHUNK = 5000


class Polled(NamedTuple):
    """An address: the feed it belongs to, how many steps behind it, what its server said last, when it is asked again (seconds
    since 1970; None: never), and how often in a row it could not be read."""

    url: str
    feed: str
    depth: int
    host: str
    etag: str | None = None
    modified: str | None = None
    next: float | None = 0.0
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Announced:
    """A finding that is told: its id, its place in the order of telling, when it was found, and its row."""

    id: str
    number: int
    made: str
    row: dict[str, Any]


def enrol(ledger: Ledger, feeds: Mapping[str, float], hosts: Mapping[str, str], now: float) -> None:
    """Have feeds asked, each every so many seconds: new ones now, known ones when they are due, at the latest after that time."""
    with ledger.writing() as connection:
        for url, every in feeds.items():
            row = connection.execute(select(polled).where(polled.c.url == url)).one_or_none()
            known = Polled(*row) if row else Polled(url, url, 0, hosts[url], next=now)
            due = now if known.next is None else known.next
            if not known.failures:
                due = min(due, now + every)
            _put(connection, [known._replace(feed=url, depth=0, next=due)])


def hosts_due(ledger: Ledger, feeds: Collection[str], now: float) -> dict[str, float]:
    """Hosts with something to ask, and since when it has been due."""
    rows = select(polled.c.host, func.min(polled.c.next)).where(polled.c.next <= now).group_by(polled.c.host)
    found: dict[str, float] = {}
    with ledger.reading() as connection:
        for some in parts(sorted(feeds)):
            for host, due in connection.execute(rows.where(polled.c.feed.in_(some))):
                found[host] = min(due, found.get(host, due))
    return found


def due_at(ledger: Ledger, feeds: Collection[str], host: str, now: float) -> Polled | None:
    """What a host is to be asked first: feeds before what they name, then what has been due longest."""
    rows = select(polled).where(polled.c.host == host, polled.c.next <= now)
    order = (polled.c.depth, polled.c.next, polled.c.url)
    found: list[Any] = []
    with ledger.reading() as connection:
        for some in parts(sorted(feeds)):
            found += connection.execute(rows.where(polled.c.feed.in_(some)).order_by(*order).limit(1)).all()
    first = min(found, key=lambda row: (row.depth, row.next, row.url), default=None)
    return Polled(*first) if first is not None else None


def next_due(ledger: Ledger, feeds: Collection[str]) -> float | None:
    """When the next address is due; None where none is."""
    with ledger.reading() as connection:
        times = [
            connection.scalar(select(func.min(polled.c.next)).where(polled.c.feed.in_(some)))
            for some in parts(sorted(feeds))
        ]
    return min((time for time in times if time is not None), default=None)


def record(ledger: Ledger, asked: Polled, named: Iterable[Polled] = (), held: float | None = None) -> None:
    """Keep what came of asking an address, together with the addresses it names (known ones stay as they are). `held`: until when
    its whole host is left alone."""
    with ledger.writing() as connection:
        _put(connection, [asked])
        fresh = {row.url: row for row in named}
        for some in parts(sorted(fresh)):
            for url in connection.scalars(select(polled.c.url).where(polled.c.url.in_(some))):
                del fresh[url]
        insert(connection, polled, fresh.values())
        if held is not None:
            put_off = update(polled).where(polled.c.host == asked.host, polled.c.next < held)
            connection.execute(put_off.values(next=held))


def begin(ledger: Ledger, made: str) -> bool:
    """Take the findings that stand already as told, once in a ledger's life; whether that was now."""
    with ledger.writing() as connection:
        if connection.scalar(select(about.c.value).where(about.c.name == ANNOUNCED)) is not None:
            return False
        last = -1
        rows = select(finding.c.key, finding.c.type, finding.c.what, finding.c.source, finding.c.later)
        while some := connection.execute(rows.where(finding.c.key > last).order_by(finding.c.key).limit(CHUNK)).all():
            last = some[-1].key
            ids = {finding_id(*row[1:]) for row in some}
            insert(connection, announced, [(name, 0, made, "") for name in sorted(ids - _known(connection, ids))])
        _reach(connection, newest_key(connection))
    return True


def announce(ledger: Ledger, sinks: Collection[str], made: str) -> int:
    """Put the findings that were never told as due at each sink; how many they are."""
    count = 0
    while (fresh := _announce_some(ledger, sinks, made)) is not None:
        count += fresh
    return count


def _announce_some(ledger: Ledger, sinks: Collection[str], made: str) -> int | None:
    """Some of them in one transaction; None where every finding has been looked at."""
    with ledger.writing() as connection:
        reached = int(connection.scalar(select(about.c.value).where(about.c.name == ANNOUNCED)) or 0)
        rows = select(finding.c.key, finding.c.json).where(finding.c.key > reached).order_by(finding.c.key).limit(CHUNK)
        some = connection.execute(rows).all()
        if not some:
            return None
        fresh = {}
        for row in (json.loads(each.json) for each in some):
            fresh[finding_id(row["type"], row["what"], row["from"], row["to"])] = row
        for name in _known(connection, fresh):
            del fresh[name]
        first = (connection.scalar(select(func.max(announced.c.number))) or 0) + 1
        told = [(name, number, made, compact(row)) for number, (name, row) in enumerate(fresh.items(), first)]
        insert(connection, announced, told)
        insert(connection, outgoing, [(name, sink) for name in fresh for sink in sorted(sinks)])
        _reach(connection, some[-1].key)
        return len(fresh)


def due_to(ledger: Ledger, sink: str, limit: int) -> list[Announced]:
    """The first `limit` findings that are due at a sink, in order."""
    rows = select(announced).join(outgoing, outgoing.c.finding == announced.c.id).where(outgoing.c.sink == sink)
    with ledger.reading() as connection:
        return _announced(connection.execute(rows.order_by(announced.c.number).limit(limit)).all())


def delivered(ledger: Ledger, sink: str, ids: Sequence[str]) -> None:
    """These findings have reached a sink."""
    with ledger.writing() as connection:
        for some in parts(ids):
            connection.execute(delete(outgoing).where(outgoing.c.sink == sink, outgoing.c.finding.in_(some)))


def forget_findings(connection: Connection, claims: Iterable[str]) -> None:
    """Drop what is kept of findings between claims that are forgotten; their ids stay, so that they are not told again."""
    for claim in claims:
        names = select(announced.c.id).where(announced.c.json.contains(f'"{claim}"', autoescape=True))
        for some in parts(list(connection.scalars(names))):
            connection.execute(update(announced).where(announced.c.id.in_(some)).values(json=""))
            connection.execute(delete(outgoing).where(outgoing.c.finding.in_(some)))


def newest_announced(ledger: Ledger, limit: int) -> list[Announced]:
    """The findings told last, the newest first."""
    rows = (
        select(announced)
        .where(announced.c.number > 0, announced.c.json != "")
        .order_by(announced.c.number.desc())
        .limit(limit)
    )
    with ledger.reading() as connection:
        return _announced(connection.execute(rows).all())


def _announced(rows: Iterable[Any]) -> list[Announced]:
    return [Announced(row.id, row.number, row.made, json.loads(row.json)) for row in rows]


def _put(connection: Connection, rows: Sequence[Polled]) -> None:
    for some in parts([row.url for row in rows]):
        connection.execute(delete(polled).where(polled.c.url.in_(some)))
    insert(connection, polled, rows)


def _known(connection: Connection, ids: Iterable[str]) -> set[str]:
    rows = select(announced.c.id)
    return {name for some in parts(sorted(ids)) for name in connection.scalars(rows.where(announced.c.id.in_(some)))}


def _reach(connection: Connection, key: int) -> None:
    connection.execute(delete(about).where(about.c.name == ANNOUNCED))
    insert(connection, about, [(ANNOUNCED, str(key))])
