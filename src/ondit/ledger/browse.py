"""What pages list: pairs of parties, and the propositions between two of them."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import and_, func, or_, select

from ondit.ledger.schema import proposition
from ondit.ledger.store import Ledger


def pairs(ledger: Ledger, kind: str | None = None, limit: int = 100) -> list[dict[str, Any]]:
    """Actor and target (either may be None) with their number of propositions and claims, most propositions first."""
    table = proposition.c
    count = func.count().label("propositions")
    rows = select(table.actor, table.target, count, func.sum(table.claims).label("claims"))
    if kind is not None:
        rows = rows.where(table.kind == kind)
    rows = rows.group_by(table.actor, table.target).order_by(count.desc(), table.actor, table.target).limit(limit)
    with ledger.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(rows)]


def between(ledger: Ledger, one: str, other: str, limit: int, offset: int = 0) -> list[dict[str, Any]]:
    """Propositions between two parties in either direction, newest report first: their JSON rows, `first` and `last`."""
    table = proposition.c
    rows = select(table.json, table.first, table.last).where(
        or_(and_(table.actor == one, table.target == other), and_(table.actor == other, table.target == one))
    )
    rows = rows.order_by(table.last.desc(), table.id).limit(limit).offset(offset)
    with ledger.reading() as connection:
        return [json.loads(row.json) | {"first": row.first, "last": row.last} for row in connection.execute(rows)]
