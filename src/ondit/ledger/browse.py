"""What pages list: pairs of parties, the propositions between two of them, when and where, the newest findings, originals."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import and_, func, literal_column, or_, select, tuple_

from ondit.ledger.query import ABOUT, Source
from ondit.ledger.schema import UNDATED, archived, claim, document, finding, original, proposition, tally
from ondit.ledger.store import Ledger, LedgerError, parts


def flows(
    ledger: Ledger, limit: int, kind: str | None = None, since: str | None = None, until: str | None = None
) -> tuple[list[dict[str, Any]], int]:
    """(the `limit` pairs with most propositions, number of all pairs). A pair has `actor`, `target` (None where nobody is
    named), `propositions`, `claims` and `kinds` (propositions by kind): sums over what was first reported in the months from
    `since` to `until` (YYYY-MM). Undated ones count only where the period is open at its end."""
    of = tally.c
    wanted = [of.kind == kind] if kind is not None else []
    wanted += [of.month >= since] if since is not None else []
    wanted += [of.month <= until] if until is not None else []
    many, claims = func.sum(of.propositions).label("propositions"), func.sum(of.claims).label("claims")
    pairs = select(of.actor, of.target, many, claims, func.count().over().label("pairs")).where(*wanted)
    pairs = pairs.group_by(of.actor, of.target).order_by(many.desc(), of.actor, of.target).limit(limit)
    kinds = select(of.actor, of.target, of.kind, func.sum(of.propositions)).where(*wanted)
    kinds = kinds.group_by(of.actor, of.target, of.kind)
    with ledger.reading() as connection:
        found = connection.execute(pairs).all()
        by_kind: dict[tuple[str, str], dict[str, int]] = {(row.actor, row.target): {} for row in found}
        for some in parts(list(by_kind)):
            for row in connection.execute(kinds.where(tuple_(of.actor, of.target).in_(some))):
                by_kind[row.actor, row.target][row.kind] = int(row[3])
    return [
        {
            "actor": row.actor or None, "target": row.target or None, "propositions": int(row.propositions),
            "claims": int(row.claims), "kinds": by_kind[row.actor, row.target],
        }
        for row in found
    ], found[0].pairs if found else 0  # fmt: skip


def years(ledger: Ledger) -> list[str]:
    """The years in which anything was first reported, in order; undated ones left out."""
    year = func.substr(tally.c.month, 1, 4)
    with ledger.reading() as connection:
        return [name for name in connection.scalars(select(year).distinct().order_by(year)) if name != UNDATED[:4]]


def between(
    ledger: Ledger, one: str, other: str, limit: int, kind: str | None = None, after: str | None = None
) -> list[dict[str, Any]]:
    """Propositions between two parties in either direction, newest report first, undated ones last: their JSON rows with
    `kind`, `first` and `last`. `after`: id of the proposition at which the last page ended."""
    of = proposition.c
    with ledger.reading() as connection:
        cursor = None
        if after is not None:
            cursor = connection.execute(select(of.last, of.id).where(of.id == after)).one_or_none()
            if cursor is None:
                raise LedgerError(f"{ledger.name}: no proposition {after!r}")
        found: list[Any] = []
        # Each direction and each phase walks an index and stops at the limit.
        for undated in (False, True):
            if len(found) >= limit or (cursor is not None and cursor.last == UNDATED and not undated):
                continue
            bounds = [of.last == UNDATED if undated else of.last < UNDATED]
            if kind is not None:
                bounds.append(of.kind == kind)
            if cursor is not None and (cursor.last == UNDATED) == undated:
                bounds.append(or_(of.last < cursor.last, and_(of.last == cursor.last, of.id < cursor.id)))
            for actor, target in dict.fromkeys(((one, other), (other, one))):
                rows = select(of.id, of.kind, of.first, of.last, of.json)
                rows = rows.where(of.actor == actor, of.target == target, *bounds)
                found += connection.execute(rows.order_by(of.last.desc(), of.id.desc()).limit(limit)).all()
        found.sort(key=lambda row: (row.last != UNDATED, row.last, row.id), reverse=True)
        return [
            json.loads(row.json) | {"kind": row.kind, "first": row.first, "last": row.last} for row in found[:limit]
        ]


def told(ledger: Ledger, one: str, other: str, kind: str | None, by: int) -> list[tuple[str, str | None, int]]:
    """(kind, day, number) of propositions between two parties, by the first `by` letters of the day of their first report
    (10: the day, 7: the month); None: undated."""
    of = proposition.c
    start = func.substr(of.first, 1, by)
    found: dict[tuple[str, str], int] = {}
    with ledger.reading() as connection:
        for actor, target in dict.fromkeys(((one, other), (other, one))):
            rows = select(of.kind, start, func.count()).where(of.actor == actor, of.target == target)
            if kind is not None:
                rows = rows.where(of.kind == kind)
            for name, day, number in connection.execute(rows.group_by(of.kind, start)):
                found[name, day] = found.get((name, day), 0) + number
    return [(name, None if day == UNDATED[:by] else day, number) for (name, day), number in sorted(found.items())]


def figured(ledger: Ledger, one: str, other: str, limit: int, kind: str | None = None) -> list[dict[str, Any]]:
    """Propositions between two parties that give a figure, most origins first, as JSON rows with `kind`."""
    of = proposition.c
    with ledger.reading() as connection:
        found: list[Any] = []
        for actor, target in dict.fromkeys(((one, other), (other, one))):
            rows = select(of.kind, of.origins, of.json).where(
                of.actor == actor, of.target == target, of.unit.is_not(None)
            )
            if kind is not None:
                rows = rows.where(of.kind == kind)
            found += connection.execute(rows.order_by(of.origins.desc()).limit(limit)).all()
        found.sort(key=lambda row: -row.origins)
        return [json.loads(row.json) | {"kind": row.kind} for row in found[:limit]]


def spots(ledger: Ledger, one: str, other: str, limit: int = 200) -> list[dict[str, Any]]:
    """`latitude`, `longitude`, `place` (one of its names) and `claims`: places of live claims between two parties."""
    of = claim.c
    count = func.count().label("claims")
    found: dict[tuple[float, float], dict[str, Any]] = {}
    with ledger.reading() as connection:
        for actor, target in dict.fromkeys(((one, other), (other, one))):
            rows = select(of.latitude, of.longitude, func.min(of.place).label("place"), count)
            rows = rows.where(
                of.actor == actor, of.target == target, of.latitude.is_not(None), of.live == literal_column("1")
            )
            rows = rows.group_by(of.latitude, of.longitude).order_by(count.desc()).limit(limit)
            for row in connection.execute(rows):
                held = found.setdefault((row.latitude, row.longitude), dict(row._mapping) | {"claims": 0})
                held["claims"] += row.claims
    return sorted(found.values(), key=lambda row: -row["claims"])[:limit]


def newest(ledger: Ledger, types: Sequence[str], limit: int) -> list[dict[str, Any]]:
    """The findings of these types whose later report is newest, as JSON rows with `reported`; undated ones never."""
    of = finding.c
    rows = select(of.reported, of.json).where(of.reported < UNDATED, of.type.in_(types))
    rows = rows.order_by(of.reported.desc(), of.key.desc()).limit(limit)
    with ledger.reading() as connection:
        return [json.loads(row.json) | {"reported": row.reported} for row in connection.execute(rows)]


def findings_of(ledger: Ledger, name: str, limit: int) -> list[dict[str, Any]]:
    """The findings between the claims of a proposition, earliest report first, as JSON rows."""
    of = finding.c
    rows = select(of.json).where(of.proposition == name).order_by(of.reported, of.key).limit(limit)
    with ledger.reading() as connection:
        return [json.loads(row) for row in connection.scalars(rows)]


def sources(ledger: Ledger, ids: Collection[str]) -> dict[str, Source]:
    """Where documents were published, by id, without their texts."""
    rows = select(*(document.c[name] for name in ABOUT))
    with ledger.reading() as connection:
        return {
            row.id: Source(**row._mapping)
            for some in parts(sorted(ids))
            for row in connection.execute(rows.where(document.c.id.in_(some)))
        }


def original_place(ledger: Ledger, name: str) -> str | None:
    """Where the bytes that a document was read from are: `ledger`, or «PATH, at byte N» of an archive; None: nowhere."""
    kept = select(original.c.hash).join(document, document.c.original == original.c.hash).where(document.c.id == name)
    rows = select(archived.c.path, archived.c.position).join(document, document.c.original == archived.c.hash)
    with ledger.reading() as connection:
        if connection.execute(kept).first() is not None:
            return "ledger"
        row = connection.execute(rows.where(document.c.id == name)).first()
        return None if row is None else f"{row.path}, at byte {row.position:,}"


def original_of(ledger: Ledger, name: str) -> tuple[bytes, str | None] | None:
    """The bytes that a document was read from, and their media type; None where they aren't kept."""
    rows = select(original.c.bytes, document.c.media).join(document, document.c.original == original.c.hash)
    with ledger.reading() as connection:
        row = connection.execute(rows.where(document.c.id == name)).one_or_none()
        return None if row is None else (zlib.decompress(row.bytes), row.media)
