"""The rows that can be rebuilt from what was appended: propositions with their members and sums, and findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from ondit.ledger.schema import DERIVED, UNDATED, about, finding, link, member, proposition, tally
from ondit.ledger.store import Ledger, compact, insert, parts
from ondit.records import Claim, Document, Finding, Proposition, last_day

Pair = tuple[str | None, str | None]


def unsettled(ledger: Ledger) -> tuple[int, int]:
    """(last batch that the derived rows know of, last batch appended); equal where nothing is to be done."""
    with ledger.reading() as connection:
        settled = connection.scalar(select(about.c.value).where(about.c.name == "settled"))
        return int(settled or 0), connection.scalar(select(func.max(link.c.batch))) or 0


def replace(
    ledger: Ledger,
    propositions: Sequence[Proposition],
    findings: Sequence[Finding],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    settled: int,
    *,
    everything: bool = True,
) -> None:
    """Put propositions and findings in the place of older ones, in one transaction.

    `claims` and `documents`: by id, those that were reconciled.
    Without `everything` only the derived rows of these claims are replaced.
    `settled`: the last batch that was taken into account.
    """
    with ledger.writing() as connection:
        reported = {name: last_day(documents[claim.document].published) or UNDATED for name, claim in claims.items()}
        rows = [_proposition_row(each, claims, reported) for each in propositions]
        if everything:
            for table in DERIVED:
                connection.execute(delete(table))
            touched = None
        else:
            touched = _drop(connection, list(claims)) | {(row[2], row[3]) for row in rows}
        insert(connection, proposition, rows)
        _sum(connection, touched)
        members = {
            name: (name, each.id, number)
            for each in propositions
            for number, ids in enumerate(each.origins)
            for name in ids
        }
        insert(connection, member, members.values())
        first = (connection.scalar(select(func.max(finding.c.key))) or 0) + 1
        insert(
            connection,
            finding,
            [_finding_row(key, each, reported[each.to]) for key, each in enumerate(findings, first)],
        )
        connection.execute(update(about).where(about.c.name == "settled").values(value=str(settled)))


def _drop(connection: Connection, claims: list[str]) -> set[Pair]:
    """Delete what follows from these claims; (actor, target) of the propositions that went."""
    gone: set[Pair] = set()
    for ids in parts(claims):
        touched = select(member.c.proposition).where(member.c.claim.in_(ids))
        for names in parts(list(connection.scalars(touched.distinct()))):
            pairs = select(proposition.c.actor, proposition.c.target).where(proposition.c.id.in_(names))
            gone |= {(row.actor, row.target) for row in connection.execute(pairs)}
            connection.execute(delete(finding).where(finding.c.proposition.in_(names)))
            connection.execute(delete(proposition).where(proposition.c.id.in_(names)))
            connection.execute(delete(member).where(member.c.proposition.in_(names)))
        connection.execute(delete(finding).where(finding.c.source.in_(ids) | finding.c.later.in_(ids)))
    return gone


def _sum(connection: Connection, pairs: set[Pair] | None) -> None:
    """Bring the sums of these pairs, or of all, in line with the propositions."""
    of = proposition.c
    actor, target = func.coalesce(of.actor, ""), func.coalesce(of.target, "")
    month = func.substr(of.first, 1, 7)
    sums = select(actor, target, of.kind, month, func.count(), func.sum(of.claims)).group_by(
        actor, target, of.kind, month
    )
    names = [column.name for column in tally.columns]
    if pairs is None:
        connection.execute(tally.insert().from_select(names, sums))
        return
    for one, other in sorted(pairs, key=str):
        connection.execute(delete(tally).where(tally.c.actor == (one or ""), tally.c.target == (other or "")))
        own = sums.where(of.actor.is_not_distinct_from(one), of.target.is_not_distinct_from(other))
        connection.execute(tally.insert().from_select(names, own))


def _proposition_row(each: Proposition, claims: Mapping[str, Claim], reported: Mapping[str, str]) -> tuple[Any, ...]:
    model, days = claims[each.claims[0]], sorted(reported[name] for name in each.claims)
    return (
        each.id, model.kind, model.actor and model.actor.code, model.target and model.target.code,
        model.object.category,
        each.low, each.high, each.unit, days[0], days[-1], len(each.claims), len(each.origins), each.credibility,
        compact(each.to_json()),
    )  # fmt: skip


def _finding_row(key: int, each: Finding, reported: str) -> tuple[Any, ...]:
    return key, each.type, each.what, each.source, each.to, each.proposition, reported, compact(each.to_json())
