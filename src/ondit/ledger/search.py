"""Search over claims, newest report first: a page at a time, and what the matches are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from ondit.ledger.query import ClaimFilter, Found, conditions, found_in, with_sources
from ondit.ledger.schema import UNDATED, claim, document, token
from ondit.ledger.store import Ledger, LedgerError, parts

Asked = Sequence[Collection[frozenset[str]]]
"""What a text must hold: of each group one alternative, of the alternative all its search words (`ondit.ledger.words`)."""

FEW, WALK = 4000, 6000
"""Up to `FEW` documents the text is looked up first; beyond, claims are walked from the newest on. Facets walk `WALK` at most."""
DATED = "9999-12-30"
"""The last day that a report can have and not be undated."""
FACETS = ("kind", "status", "actor", "target", "language")


@dataclass(frozen=True, slots=True)
class Look:
    """A page of matches, and what the newest matches are made of: values with their numbers by facet, of `counted` claims
    reported since a day (no day: of all matches)."""

    found: list[Found]
    facets: dict[str, list[tuple[str, int]]]
    counted: int
    since: str | None


def find_newest(ledger: Ledger, wanted: ClaimFilter, asked: Asked, limit: int, after: int | None = None) -> list[Found]:
    """Claims, newest report first and undated ones last. `after`: the key at which the last page ended. LedgerError for a
    key that is none. `wanted.text` is not looked at."""
    with ledger.reading() as connection:
        cursor = _cursor(connection, ledger, after)
        by_text, first = _text(connection, asked)
        return _found(connection, _page(connection, wanted, by_text, first, limit, cursor))


def look(ledger: Ledger, wanted: ClaimFilter, asked: Asked, limit: int, most: int, after: int | None = None) -> Look:
    """`find_newest`, with facets over the newest `most` matches; where the text is found in many documents, over those of them
    that are dated and among the newest `WALK` claims."""
    with ledger.reading() as connection:
        cursor = _cursor(connection, ledger, after)
        by_text, first = _text(connection, asked)
        since = None if first else _day_of(connection, wanted, WALK)
        bounded = wanted
        if since is not None:
            bounded = replace(wanted, since=max(since, wanted.since or since), until=min(wanted.until or DATED, DATED))
        keys = _page(connection, bounded, by_text, first, most, None)
        values, oldest = _counted(connection, keys)
        whole = after is None and (len(keys) >= limit or (since is None and len(keys) < most))
        page = keys[:limit] if whole else _page(connection, wanted, by_text, first, limit, cursor)
        return Look(_found(connection, page), values, len(keys), oldest if len(keys) == most else since)


def _cursor(connection: Connection, ledger: Ledger, after: int | None) -> Any:
    if after is None:
        return None
    cursor = connection.execute(select(claim.c.reported, claim.c.key).where(claim.c.key == after)).one_or_none()
    if cursor is None:
        raise LedgerError(f"{ledger.name}: no claim with the key {after}")
    return cursor


def _found(connection: Connection, keys: Sequence[int]) -> list[Found]:
    rows = with_sources()
    found = {
        row.key: found_in(row) for some in parts(keys) for row in connection.execute(rows.where(claim.c.key.in_(some)))
    }
    return [found[key] for key in keys]


def _counted(connection: Connection, keys: Sequence[int]) -> tuple[dict[str, list[tuple[str, int]]], str]:
    """Values with their numbers by facet, most first, and the oldest day of report among these claims."""
    counted: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    names = [document.c[name] if name == "language" else claim.c[name] for name in FACETS]
    rows = select(claim.c.key, claim.c.reported, *names).join(document, document.c.key == claim.c.document)
    oldest = UNDATED
    for some in parts(keys):
        for row in connection.execute(rows.where(claim.c.key.in_(some))):
            oldest = min(oldest, row.reported)
            for name in FACETS:
                counted[name][row._mapping[name]] += 1
    return {
        name: sorted(((v, n) for v, n in counter.items() if v), key=lambda item: (-item[1], item[0]))
        for name, counter in counted.items()
    }, oldest


def _page(
    connection: Connection, wanted: ClaimFilter, by_text: Sequence[ColumnElement[bool]], first: bool, limit: int, cursor: Any
) -> list[int]:  # fmt: skip
    """Keys of matching claims in order, after the cursor (a row with `reported` and `key`)."""
    # A function of the column keeps the database from walking an index by day where the text finds few documents.
    day: ColumnElement[Any] = func.coalesce(claim.c.reported, "") if first else claim.c.reported
    found: list[int] = []
    for phase in ("dated", "undated"):
        if len(found) >= limit or (phase == "dated" and cursor is not None and cursor.reported == UNDATED):
            continue
        bounds = [day < UNDATED if phase == "dated" else day == UNDATED]
        if cursor is not None and (cursor.reported == UNDATED) == (phase == "undated"):
            bounds.append(or_(day < cursor.reported, and_(day == cursor.reported, claim.c.key < cursor.key)))
        page: list[Any] = []
        for branch in _branches(wanted, first):
            rows = select(day, claim.c.key).where(*branch, *by_text, *bounds)
            if wanted.outlet or wanted.language or wanted.document:
                rows = rows.join(document, document.c.key == claim.c.document)
            rows = rows.order_by(day.desc(), claim.c.key.desc()).limit(limit - len(found))
            page += connection.execute(rows).all()
        found += [key for _, key in sorted(map(tuple, page), reverse=True)[: limit - len(found)]]
    return found


def _branches(wanted: ClaimFilter, first: bool) -> list[list[ColumnElement[bool]]]:
    """Conditions to be asked one after the other: those on either of two columns would keep an index from giving the order.
    Where the text comes first (`first`), no other condition may be what the database begins with."""
    bare = replace(wanted, text=None)
    if wanted.party is None or first:
        return [conditions(bare, hidden=first)]
    sides = (replace(bare, party=None, actor=wanted.party), replace(bare, party=None, target=wanted.party))
    other = claim.c.actor.is_distinct_from(wanted.party)
    asked_of_both = [claim.c[name] == value for name in ("actor", "target") if (value := getattr(wanted, name))]
    return [[*conditions(sides[0]), *asked_of_both], [*conditions(sides[1]), *asked_of_both, other]]


def _day_of(connection: Connection, wanted: ClaimFilter, place: int) -> str | None:
    """The day of report of the dated claim at a place in the order that an index gives; None where there are fewer."""
    rows = select(claim.c.reported).where(claim.c.reported < UNDATED)
    for name in ("kind", "actor", "target"):
        if value := getattr(wanted, name) or (wanted.party if name == "actor" else None):
            rows = rows.where(claim.c[name] == value)
            break
    return connection.scalar(rows.order_by(claim.c.reported.desc()).limit(1).offset(place))


def _text(connection: Connection, asked: Asked) -> tuple[list[ColumnElement[bool]], bool]:
    """Conditions on a claim's document, and whether they are to be looked up before anything else."""
    if not asked:
        return [], False
    few = False
    for group in asked:
        sizes = [min(_size(connection, word) for word in alternative) for alternative in group]
        few = few or sum(sizes) <= FEW
    return [or_(*(_holds(alternative, few) for alternative in group)) for group in asked], few


def _size(connection: Connection, word: str) -> int:
    """How many documents hold a word, counted up to a little more than `FEW`."""
    some = select(token.c.document).where(token.c.token == word).limit(FEW + 1).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0


def _holds(alternative: Collection[str], first: bool) -> ColumnElement[bool]:
    return and_(*(_has(word, first) for word in sorted(alternative)))


def _has(word: str, first: bool) -> ColumnElement[bool]:
    rows: Select[Any] = select(token.c.document).where(token.c.token == word)
    if first:
        return claim.c.document.in_(rows)
    return rows.where(token.c.document == claim.c.document).correlate(claim).exists()
