"""Search over claims, newest report first: a page at a time, and what the matches are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from ondit.ledger.query import ClaimFilter, Found, conditions, found_in, with_sources
from ondit.ledger.schema import UNDATED, claim, document, token
from ondit.ledger.store import Ledger, LedgerError, parts

Asked = Sequence[Collection[frozenset[str]]]
"""What a text must hold: of each group one alternative, of the alternative all its search words (`ondit.ledger.words`)."""

FEW = 4000
"""Up to so many documents the text is looked up first; beyond, claims are walked from the newest on."""
FACETS = ("kind", "status", "actor", "target", "language")


def find_newest(ledger: Ledger, wanted: ClaimFilter, asked: Asked, limit: int, after: int | None = None) -> list[Found]:
    """Claims, newest report first and undated ones last. `after`: the key at which the last page ended. LedgerError for a
    key that is none. `wanted.text` is not looked at."""
    with ledger.reading() as connection:
        keys = _keys(connection, ledger, wanted, asked, limit, after)
        found = {
            row.key: found_in(row)
            for some in parts(keys)
            for row in connection.execute(with_sources().where(claim.c.key.in_(some)))
        }
    return [found[key] for key in keys]


def facets(
    ledger: Ledger, wanted: ClaimFilter, asked: Asked, most: int
) -> tuple[dict[str, list[tuple[str, int]]], int]:
    """(values with their numbers by facet, number of claims looked at): over the newest `most` matches."""
    counted: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    with ledger.reading() as connection:
        keys = _keys(connection, ledger, wanted, asked, most, None)
        names = [document.c[name] if name == "language" else claim.c[name] for name in FACETS]
        rows = select(*names).join(document, document.c.key == claim.c.document)
        for some in parts(keys):
            for row in connection.execute(rows.where(claim.c.key.in_(some))):
                for name, value in row._mapping.items():
                    counted[name][value] += 1
    return {
        name: sorted(((v, n) for v, n in counter.items() if v), key=lambda item: (-item[1], item[0]))
        for name, counter in counted.items()
    }, len(keys)


def _keys(
    connection: Connection, ledger: Ledger, wanted: ClaimFilter, asked: Asked, limit: int, after: int | None
) -> list[int]:
    """Keys of matching claims in order."""
    found: list[int] = []
    cursor = None
    if after is not None:
        cursor = connection.execute(select(claim.c.reported, claim.c.key).where(claim.c.key == after)).one_or_none()
        if cursor is None:
            raise LedgerError(f"{ledger.name}: no claim with the key {after}")
    by_text, first = _text(connection, asked)
    rows = select(claim.c.key).where(*conditions(replace(wanted, text=None)), *by_text)
    if wanted.outlet or wanted.language or wanted.document:
        rows = rows.join(document, document.c.key == claim.c.document)
    # A function of the column keeps the database from walking the index by day where the text finds few documents.
    day: ColumnElement[Any] = func.coalesce(claim.c.reported, "") if first else claim.c.reported
    for phase in ("dated", "undated"):
        if len(found) < limit and not (phase == "dated" and cursor is not None and cursor.reported == UNDATED):
            page = rows.where(day < UNDATED if phase == "dated" else day == UNDATED)
            if cursor is not None and (cursor.reported == UNDATED) == (phase == "undated"):
                page = page.where(or_(day < cursor.reported, and_(day == cursor.reported, claim.c.key < cursor.key)))
            page = page.order_by(day.desc(), claim.c.key.desc()).limit(limit - len(found))
            found += connection.scalars(page)
    return found


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
