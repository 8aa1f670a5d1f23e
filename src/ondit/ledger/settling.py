"""What reconciliation keeps between two runs: which documents changed, tellings by block, what outlets made of propositions.

A change (documents read, superseded, forgotten, decided upon) puts its documents into `stale` in its own transaction.
`restate` turns them into tellings, due to be settled; `put` writes what they were settled to; `learned` what follows for
outlets. Each is one transaction, and each refuses (False) where another process changed what it was worked out from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, case, delete, func, or_, select, union, update

from ondit.ledger import derived
from ondit.ledger.schema import (
    about,
    claim,
    document,
    facts,
    kin,
    member,
    proposition,
    record,
    stale,
    telling,
    told,
    unlearned,
)
from ondit.ledger.store import Ledger, insert, parts
from ondit.records import Finding, Proposition

SETTLED, NEW, GONE = 0, 1, 2
"""A telling that is settled, one that is not yet, and one that was settled and no longer holds."""


class Row(NamedTuple):
    """One telling. `json` is reconciliation's own; `due`: to be settled anew; `component` as it was settled."""

    claim: str
    state: int
    due: int
    block: str
    document: str
    component: str | None
    json: str


class Told(NamedTuple):
    """What an outlet (folded) made of a proposition; see `reconcile.accounts`."""

    proposition: str
    outlet: str
    kind: str
    form: int | None
    claims: int
    first: int
    held: int
    settled: int


class Summary(NamedTuple):
    """What a proposition's row repeats of its first claim and of all: kind, parties, object, first and last day reported."""

    kind: str
    actor: str | None
    target: str | None
    category: str
    first: str
    last: str


@dataclass(slots=True)
class Outcome:
    """What some blocks were settled to. `component` by claim, for every claim settled anew; `gone`: claims that left;
    `reported`: the day on which each finding's later claim was, by claim."""

    stirs: int
    component: dict[str, str]
    gone: list[str]
    propositions: list[tuple[Proposition, Summary]]
    findings: list[Finding]
    told: list[Told]
    reported: dict[str, str]


def mark_stale(connection: Connection, documents: Iterable[str], batch: int) -> None:
    """Documents whose claims, or what people say of them, are no longer as they were settled."""
    names = sorted(set(documents))
    for some in parts(names):
        connection.execute(delete(stale).where(stale.c.document.in_(some)))
    insert(connection, stale, [(name, batch) for name in names])


def stale_documents(ledger: Ledger, limit: int | None = None) -> dict[str, int]:
    """Ids of documents to be stated anew, each with the batch that made it so."""
    with ledger.reading() as connection:
        rows = select(stale.c.document, stale.c.batch).order_by(stale.c.document).limit(limit)
        return {row.document: row.batch for row in connection.execute(rows)}


def restate_also(ledger: Ledger, documents: Collection[str]) -> None:
    """Documents that people's decisions tie to stale ones are stale as well."""
    with ledger.writing() as connection:
        known = {name for some in parts(sorted(documents)) for name in _stale_among(connection, some)}
        batch = connection.scalar(select(func.max(stale.c.batch))) or 0
        mark_stale(connection, set(documents) - known, batch)


def homes(ledger: Ledger, claims: Collection[str]) -> dict[str, str]:
    """The document (id) of each claim, superseded ones included."""
    rows = select(claim.c.id, document.c.id.label("home")).join(document, document.c.key == claim.c.document)
    with ledger.reading() as connection:
        return {
            row.id: row.home
            for some in parts(sorted(claims))
            for row in connection.execute(rows.where(claim.c.id.in_(some)))
        }


def blocks_of(ledger: Ledger, claims: Collection[str]) -> dict[str, str]:
    """The block of each claim that has a telling."""
    rows = select(telling.c.claim, telling.c.block).where(telling.c.state != GONE)
    with ledger.reading() as connection:
        return {
            row.claim: row.block
            for some in parts(sorted(claims))
            for row in connection.execute(rows.where(telling.c.claim.in_(some)))
        }


def restate(
    ledger: Ledger, marks: Mapping[str, int], texts: Mapping[str, str], rows: Sequence[Row], rejected: Sequence[Told]
) -> None:
    """Put the tellings of stale documents in place, due to be settled. `marks`: documents with the batches that were seen;
    `texts`: their facts; `rejected`: what people said is wrong, under the documents' names."""
    with ledger.writing() as connection:
        names = sorted(marks)
        for some in parts(names):
            _unsettle(connection, some)
            connection.execute(delete(facts).where(facts.c.document.in_(some)))
            connection.execute(delete(telling).where(telling.c.document.in_(some), telling.c.state == NEW))
            connection.execute(
                update(telling)
                .where(telling.c.document.in_(some), telling.c.state == SETTLED)
                .values(state=GONE, due=1)
            )
        insert(connection, facts, texts.items())
        insert(connection, telling, rows)
        _tell(connection, [f"-{name}" for name in names], rejected)
        for name, batch in marks.items():
            connection.execute(delete(stale).where(stale.c.document == name, stale.c.batch == batch))
        _bump(connection, "stirs")


def forget_tellings(connection: Connection, name: str) -> None:
    """Drop every word that is kept of a document, and have its blocks settled anew as wholes."""
    _unsettle(connection, [name])
    own = select(telling.c.block).where(telling.c.document == name)
    blocks = list(connection.scalars(own.distinct()))
    connection.execute(delete(telling).where(telling.c.document == name))
    connection.execute(delete(facts).where(facts.c.document == name))
    connection.execute(delete(stale).where(stale.c.document == name))
    for some in parts(blocks):
        connection.execute(update(telling).where(telling.c.block.in_(some)).values(due=1))
    _tell(connection, [f"-{name}"], [])
    _bump(connection, "stirs")


def due_blocks(ledger: Ledger) -> list[str]:
    """Blocks with tellings to be settled."""
    with ledger.reading() as connection:
        return list(
            connection.scalars(select(telling.c.block).where(telling.c.due == 1).distinct().order_by(telling.c.block))
        )


def tellings(ledger: Ledger, blocks: Sequence[str]) -> tuple[int, list[Row]]:
    """The tellings of blocks, and how often tellings had been restated when they were read."""
    with ledger.reading() as connection:
        rows = [
            Row(*row)
            for some in parts(blocks)
            for row in connection.execute(select(telling).where(telling.c.block.in_(some)))
        ]
        return _count(connection, "stirs"), rows


def facts_named(ledger: Ledger, documents: Collection[str]) -> tuple[dict[str, str], list[Row]]:
    """The facts of documents, and all their tellings as they stand now."""
    texts: dict[str, str] = {}
    rows: list[Row] = []
    with ledger.reading() as connection:
        for some in parts(sorted(documents)):
            texts |= dict(connection.execute(select(facts).where(facts.c.document.in_(some))).all())
            own = select(telling).where(telling.c.document.in_(some), telling.c.state != GONE)
            rows += [Row(*row) for row in connection.execute(own)]
    return texts, rows


def put(ledger: Ledger, outcome: Outcome) -> bool:
    """Write what blocks were settled to in the place of what stood there."""
    with ledger.writing() as connection:
        if _count(connection, "stirs") != outcome.stirs:
            return False
        names = _propositions_of(connection, list(outcome.component))
        pairs = derived.drop(connection, names)
        derived.add(connection, outcome.propositions, outcome.findings, outcome.reported)
        derived.add_up(connection, pairs | {(each.actor, each.target) for _, each in outcome.propositions})
        _tell(connection, names, outcome.told)
        for some in parts(outcome.gone):
            connection.execute(delete(telling).where(telling.c.claim.in_(some), telling.c.state == GONE))
        mark = "?" if ledger.is_file else "%s"
        if outcome.component:
            connection.exec_driver_sql(
                f"UPDATE telling SET state = 0, due = 0, component = {mark} WHERE claim = {mark} AND state <> {GONE}",
                [(component, name) for name, component in outcome.component.items()],
            )
        return True


def unlearned_outlets(ledger: Ledger) -> tuple[int, list[str]]:
    """Outlets of which something was told since the context was last drawn from it, and how often that had happened."""
    with ledger.reading() as connection:
        return _count(connection, "tells"), list(
            connection.scalars(select(unlearned.c.outlet).order_by(unlearned.c.outlet))
        )


def worded(ledger: Ledger, outlets: Sequence[str], shared: int) -> list[tuple[str, str, int, int]]:
    """(one, other, propositions that both tell, those they tell in the same words) of pairs with one of `outlets`, where they
    have `shared` or more in common."""
    a, b = told.alias(), told.alias()
    same = func.sum(case((a.c.form == b.c.form, 1), else_=0))
    rows = (
        select(b.c.outlet, func.count(), same)
        .join_from(a, b, and_(a.c.proposition == b.c.proposition, a.c.outlet != b.c.outlet))
        .where(a.c.form.is_not(None), b.c.form.is_not(None))
        .group_by(b.c.outlet)
        .having(func.count() >= shared)
    )
    found = {}
    with ledger.reading() as connection:
        often = select(told.c.outlet).group_by(told.c.outlet).having(func.count() >= shared)
        many = {o for some in parts(outlets) for o in connection.scalars(often.where(told.c.outlet.in_(some)))}
        for one in sorted(many):
            for other, together, agreed in connection.execute(rows.where(a.c.outlet == one)):
                low, high = sorted((one, other))
                found[low, high] = together, agreed
    return [(*pair, *counts) for pair, counts in sorted(found.items())]


def records(ledger: Ledger, outlets: Collection[str] | None = None) -> dict[tuple[str, str], tuple[int, int]]:
    """(outlet, kind) -> how many of its settled statements held, and how many there are; of all outlets unless named."""
    return {
        (row.outlet, row.kind): (row.held, row.settled) for row in told_by(ledger, outlets) if row.settled
    }  # fmt: skip


class Telltale(NamedTuple):
    """Sums over what an outlet told of a kind: propositions, claims, origins that it began, and what became of them."""

    outlet: str
    kind: str
    propositions: int
    claims: int
    first: int
    held: int
    settled: int


def told_by(ledger: Ledger, outlets: Collection[str] | None = None) -> list[Telltale]:
    """One row for each outlet and kind, by outlet."""
    of = told.c
    # A claim that a person rejected is of no proposition: its row stands under its document's name.
    counted = func.sum(case((of.proposition.like("-%"), 0), else_=1))
    rows = select(
        of.outlet, of.kind, counted, func.sum(of.claims), func.sum(of.first), func.sum(of.held), func.sum(of.settled)
    )
    rows = rows.group_by(of.outlet, of.kind).order_by(of.outlet, of.kind)
    with ledger.reading() as connection:
        if outlets is None:
            return [Telltale(*map(_plain, row)) for row in connection.execute(rows)]
        return [
            Telltale(*map(_plain, row))
            for some in parts(sorted(outlets))
            for row in connection.execute(rows.where(of.outlet.in_(some)))
        ]


def outlet_names(ledger: Ledger) -> dict[str, int]:
    """Outlets as live documents write them, with how many do."""
    rows = select(document.c.outlet, func.count()).where(document.c.live == 1, document.c.outlet.is_not(None))
    with ledger.reading() as connection:
        return {name: int(count) for name, count in connection.execute(rows.group_by(document.c.outlet))}


def _plain(value: Any) -> Any:
    """PostgreSQL sums integers to decimals."""
    return value if isinstance(value, str) else int(value)


def context_rows(ledger: Ledger) -> tuple[list[tuple[str, str]], dict[tuple[str, str], tuple[int, int]]]:
    """The pairs of outlets that are kin, and the records, as results were made with them."""
    with ledger.reading() as connection:
        pairs = [(row.one, row.other) for row in connection.execute(select(kin))]
        rows = connection.execute(select(record))
        return pairs, {(row.outlet, row.kind): (row.held, row.settled) for row in rows}


def learned(
    ledger: Ledger, tells: int, outlets: Sequence[str], pairs: Iterable[tuple[str, str]],
    weighed: Mapping[tuple[str, str], tuple[int, int]], moved: Mapping[str, Collection[str]],
) -> bool:  # fmt: skip
    """Keep what was learned of `outlets`: with whom they are kin, and the records whose weight changed (`weighed`; one without
    settled claims is dropped). Propositions that used what changed are due. `moved`: outlets in another family than before,
    with the members of either."""
    with ledger.writing() as connection:
        if _count(connection, "tells") != tells:
            return False
        for some in parts(outlets):
            connection.execute(delete(kin).where(or_(kin.c.one.in_(some), kin.c.other.in_(some))))
            connection.execute(delete(unlearned).where(unlearned.c.outlet.in_(some)))
        insert(connection, kin, sorted(set(pairs)))
        for outlet, kind in weighed:
            connection.execute(delete(record).where(record.c.outlet == outlet, record.c.kind == kind))
            figures = select(told.c.proposition).join(proposition, proposition.c.id == told.c.proposition)
            figures = figures.where(told.c.outlet == outlet, told.c.kind == kind, proposition.c.unit.is_not(None))
            _make_due(connection, list(connection.scalars(figures)))
        insert(connection, record, [(*key, *counts) for key, counts in weighed.items() if counts[1]])
        for outlet, family in moved.items():
            a, b = told.alias(), told.alias()
            shared = select(a.c.proposition).join(b, a.c.proposition == b.c.proposition).where(a.c.outlet == outlet)
            for some in parts(sorted(family)):
                _make_due(connection, list(connection.scalars(shared.where(b.c.outlet.in_(some)).distinct())))
        return True


def settled_up_to(ledger: Ledger, batch: int) -> None:
    """The derived rows know of everything up to this batch."""
    with ledger.writing() as connection:
        connection.execute(update(about).where(about.c.name == "settled").values(value=str(batch)))


def _stale_among(connection: Connection, documents: Sequence[str]) -> list[str]:
    return list(connection.scalars(select(stale.c.document).where(stale.c.document.in_(documents))))


def _unsettle(connection: Connection, documents: Sequence[str]) -> None:
    """Drop the propositions that documents have a part in; what else was in them is due."""
    own = select(member.c.proposition).join(telling, telling.c.claim == member.c.claim)
    live = select(member.c.proposition).join(claim, claim.c.id == member.c.claim)
    live = live.join(document, document.c.key == claim.c.document).where(document.c.id.in_(documents))
    both = union(own.where(telling.c.document.in_(documents), telling.c.state != GONE), live)
    names = list(connection.scalars(both))
    _make_due(connection, names)
    derived.add_up(connection, derived.drop(connection, names))
    _tell(connection, names, [])


def _make_due(connection: Connection, propositions: Sequence[str]) -> None:
    """The components of propositions are to be settled anew."""
    for some in parts(propositions):
        own = select(telling.c.component).join(member, member.c.claim == telling.c.claim)
        names = list(connection.scalars(own.where(member.c.proposition.in_(some), telling.c.state != GONE).distinct()))
        for few in parts(names):
            due = update(telling).where(telling.c.component.in_(few), telling.c.state != GONE)
            connection.execute(due.values(due=1))


def _propositions_of(connection: Connection, claims: Sequence[str]) -> list[str]:
    rows = select(member.c.proposition).distinct()
    return sorted({name for some in parts(claims) for name in connection.scalars(rows.where(member.c.claim.in_(some)))})


def _tell(connection: Connection, names: Sequence[str], rows: Sequence[Told]) -> None:
    """Put what outlets made of propositions in the place of what is told of `names`; outlets of which something else is told
    than before are to be learned of."""
    before = Counter[Told]()
    for some in parts(names):
        before.update(Told(*row) for row in connection.execute(select(told).where(told.c.proposition.in_(some))))
        connection.execute(delete(told).where(told.c.proposition.in_(some)))
    insert(connection, told, rows)
    after = Counter(rows)
    outlets = sorted({row.outlet for row in (*(before - after), *(after - before))})
    for some in parts(outlets):
        connection.execute(delete(unlearned).where(unlearned.c.outlet.in_(some)))
    insert(connection, unlearned, [(outlet,) for outlet in outlets])
    if outlets:
        _bump(connection, "tells")


def _count(connection: Connection, name: str) -> int:
    return int(connection.scalar(select(about.c.value).where(about.c.name == name)) or 0)


def _bump(connection: Connection, name: str) -> None:
    now = _count(connection, name)
    connection.execute(delete(about).where(about.c.name == name))
    insert(connection, about, [(name, str(now + 1))])
