"""Claims that wait for a person's word: live ones that nobody accepted or rejected, the least sure first."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import and_, or_, select

from ondit.ledger.query import ClaimFilter, Found, conditions, found_in, with_sources
from ondit.ledger.schema import claim, decision
from ondit.ledger.store import Ledger, LedgerError
from ondit.records import Decision

CHUNK = 200


def waiting(ledger: Ledger, wanted: ClaimFilter, limit: int, after: int | None = None) -> list[Found]:
    """The first `limit` of them behind the claim with the key `after`; LedgerError for a key that is none."""
    with ledger.reading() as connection:
        judged = _judged(
            Decision(**json.loads(row)) for row in connection.scalars(select(decision.c.json).order_by(decision.c.key))
        )
        cursor = None
        if after is not None:
            cursor = connection.execute(
                select(claim.c.confidence, claim.c.key).where(claim.c.key == after)
            ).one_or_none()
            if cursor is None:
                raise LedgerError(f"{ledger.name}: no claim with the key {after}")
        found: list[Found] = []
        while len(found) < limit:
            rows = with_sources().add_columns(claim.c.confidence).where(*conditions(wanted))
            if cursor is not None:
                same = and_(claim.c.confidence == cursor.confidence, claim.c.key > cursor.key)
                rows = rows.where(or_(claim.c.confidence > cursor.confidence, same))
            some = connection.execute(rows.order_by(claim.c.confidence, claim.c.key).limit(CHUNK)).all()
            found += [found_in(row) for row in some if row.id not in judged]
            if len(some) < CHUNK:
                break
            cursor = some[-1]
        return found[:limit]


def _judged(decisions: Iterable[Decision]) -> set[str]:
    """Ids of the claims that a decision in force accepts or rejects."""
    made = list(decisions)
    revoked = {each.revokes for each in made if each.revokes}
    return {each.subject for each in made if each.action in ("accept", "reject") and each.id not in revoked}
