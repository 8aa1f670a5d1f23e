"""The rows that can be rebuilt from what was appended: propositions with their members and sums, and findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, func, select

from ondit.ledger.schema import about, finding, link, member, proposition, tally
from ondit.ledger.store import Ledger, compact, insert, parts
from ondit.records import Finding, Proposition

if TYPE_CHECKING:
    from ondit.ledger.settling import Summary

Pair = tuple[str | None, str | None]
KEYS = "findings"
"""The name under which the last key given to a finding is kept."""


def unsettled(ledger: Ledger) -> tuple[int, int]:
    """(last batch that the derived rows know of, last batch appended); equal where nothing is to be done."""
    with ledger.reading() as connection:
        settled = connection.scalar(select(about.c.value).where(about.c.name == "settled"))
        return int(settled or 0), connection.scalar(select(func.max(link.c.batch))) or 0


def replace(
    ledger: Ledger, propositions: Sequence[tuple[Proposition, Summary]], findings: Iterable[Finding], reported: Mapping[str, str]
) -> None:  # fmt: skip
    """Put propositions and findings that were worked out elsewhere in the place of all that stand. `reported`: day by claim."""
    with ledger.writing() as connection:
        for table in (member, proposition, tally, finding):
            connection.execute(delete(table))
        add(connection, propositions, findings, reported)
        add_up(connection, {(of.actor, of.target) for _, of in propositions})


def add(
    connection: Connection, propositions: Sequence[tuple[Proposition, Summary]], findings: Iterable[Finding],
    reported: Mapping[str, str],
) -> None:  # fmt: skip
    """Insert propositions with their members, and findings. `reported`: the day of report by claim."""
    insert(connection, proposition, [_proposition_row(each, summary) for each, summary in propositions])
    members = [
        (name, each.id, number) for each, _ in propositions for number, ids in enumerate(each.origins) for name in ids
    ]
    for some in parts([row[0] for row in members]):
        connection.execute(delete(member).where(member.c.claim.in_(some)))
    insert(connection, member, members)
    first = newest_key(connection) + 1
    rows = [_finding_row(key, each, reported[each.to]) for key, each in enumerate(findings, first)]
    insert(connection, finding, rows)
    if rows:
        # A key is never given twice, so that what came after a certain one can be told.
        connection.execute(delete(about).where(about.c.name == KEYS))
        insert(connection, about, [(KEYS, str(rows[-1][0]))])


def newest_key(connection: Connection) -> int:
    """The greatest key that any finding has or had."""
    given = connection.scalar(select(about.c.value).where(about.c.name == KEYS))
    return max(connection.scalar(select(func.max(finding.c.key))) or 0, int(given or 0))


def drop(connection: Connection, propositions: Sequence[str]) -> set[Pair]:
    """Delete propositions and what hangs on them; their (actor, target)."""
    gone: set[Pair] = set()
    for names in parts(propositions):
        pairs = select(proposition.c.actor, proposition.c.target).where(proposition.c.id.in_(names))
        gone |= {(row.actor, row.target) for row in connection.execute(pairs)}
        connection.execute(delete(finding).where(finding.c.proposition.in_(names)))
        connection.execute(delete(proposition).where(proposition.c.id.in_(names)))
        connection.execute(delete(member).where(member.c.proposition.in_(names)))
    return gone


def add_up(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Bring the sums of these pairs in line with the propositions."""
    of = proposition.c
    actor, target = func.coalesce(of.actor, ""), func.coalesce(of.target, "")
    month = func.substr(of.first, 1, 7)
    sums = select(actor, target, of.kind, month, func.count(), func.sum(of.claims)).group_by(
        actor, target, of.kind, month
    )
    names = [column.name for column in tally.columns]
    for one, other in sorted(set(pairs), key=str):
        connection.execute(delete(tally).where(tally.c.actor == (one or ""), tally.c.target == (other or "")))
        own = sums.where(of.actor.is_not_distinct_from(one), of.target.is_not_distinct_from(other))
        connection.execute(tally.insert().from_select(names, own))


def _proposition_row(each: Proposition, of: Summary) -> tuple[Any, ...]:
    return (
        each.id, of.kind, of.actor, of.target, of.category, each.low, each.high, each.unit, of.first, of.last,
        len(each.claims), len(each.origins), each.credibility, compact(each.to_json()),
    )  # fmt: skip


def _finding_row(key: int, each: Finding, reported: str) -> tuple[Any, ...]:
    return key, each.type, each.what, each.source, each.to, each.proposition, reported, compact(each.to_json())
