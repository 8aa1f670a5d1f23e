"""Reading the ledger: claims by filter, whole documents, what stands beside a claim."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, func, literal_column, or_, select

from ondit.ledger.schema import (
    archived,
    claim,
    content,
    decision,
    document,
    extraction,
    finding,
    member,
    page,
    progress,
    proposition,
    token,
)  # fmt: skip
from ondit.ledger.store import Ledger, LedgerError, parts
from ondit.ledger.words import words
from ondit.records import Claim, Decision, Document

ABOUT = ("id", "published", "outlet", "url", "title", "language")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim was reported; `id` is the document's."""

    id: str
    published: str | None
    outlet: str | None
    url: str | None
    title: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """A claim of the ledger with its source. `key` grows with every claim and is a cursor for the next page."""

    key: int
    claim: Claim
    source: Source


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims; None leaves a field open. `party` is actor or target; `since` and `until` are days of the report;
    `text` asks for documents that hold all of its words. Superseded claims come only with `superseded`."""

    kind: str | None = None
    party: str | None = None
    actor: str | None = None
    target: str | None = None
    category: str | None = None
    designation: str | None = None
    status: str | None = None
    polarity: str | None = None
    certainty: str | None = None
    outlet: str | None = None
    language: str | None = None
    document: str | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    superseded: bool = False


def find_claims(
    ledger: Ledger, wanted: ClaimFilter, limit: int | None = None, after: int | None = None
) -> Iterator[Found]:
    """Claims by day of report, then as they came. `after`: the key at which the last page ended."""
    with ledger.reading() as connection:
        rows = with_sources().where(*conditions(wanted)).order_by(claim.c.reported, claim.c.key).limit(limit)
        if after is not None:
            last = connection.execute(select(claim.c.reported, claim.c.key).where(claim.c.key == after)).one_or_none()
            if last is None:
                raise LedgerError(f"{ledger.name}: no claim with the key {after}")
            later = and_(claim.c.reported == last.reported, claim.c.key > last.key)
            rows = rows.where(or_(claim.c.reported > last.reported, later))
        for row in connection.execute(rows.execution_options(yield_per=1000)):
            yield found_in(row)


def count_claims(ledger: Ledger, wanted: ClaimFilter) -> int:
    """How many claims `find_claims` gives."""
    counted = select(func.count()).select_from(claim).join(document, document.c.key == claim.c.document)
    with ledger.reading() as connection:
        return connection.scalar(counted.where(*conditions(wanted))) or 0


def claim_named(ledger: Ledger, name: str) -> Found:
    """The claim whose id is, or begins with, `name`. LedgerError where there is none or several."""
    with ledger.reading() as connection:
        rows = connection.execute(
            with_sources().where(claim.c.id.startswith(name, autoescape=True), claim.c.live == 1).limit(2)
        ).all()
    if not rows:
        raise LedgerError(f"{ledger.name}: no claim {name!r}")
    if len(rows) > 1 and rows[0].id != name:
        raise LedgerError(f"{ledger.name}: {name!r} begins the id of several claims")
    return found_in(rows[0])


def claims_named(ledger: Ledger, ids: Collection[str]) -> dict[str, Claim]:
    """Live claims by id."""
    with ledger.reading() as connection:
        rows = select(claim.c.id, claim.c.json).where(claim.c.live == 1)
        found = [row for some in parts(sorted(ids)) for row in connection.execute(rows.where(claim.c.id.in_(some)))]
        return {row.id: Claim.from_json(json.loads(row.json)) for row in found}


def tracing(ledger: Ledger, name: str) -> dict[str, Any] | None:
    """The proposition whose id, or one of whose claims' ids, begins with `name`, as its JSON row.
    None where there is none, LedgerError where there are several."""
    of, claims = proposition.c.id, select(member.c.proposition)
    whole = (of == name, of.in_(claims.where(member.c.claim == name)))
    begun = or_(
        of.startswith(name, autoescape=True), of.in_(claims.where(member.c.claim.startswith(name, autoescape=True)))
    )
    with ledger.reading() as connection:
        # A whole id is looked up, the beginning of one is searched for in all.
        for held in (*whole, begun):
            rows = connection.scalars(select(proposition.c.json).where(held).limit(2)).all()
            if rows:
                break
    if len(rows) > 1:
        raise LedgerError(f"{ledger.name}: {name!r} begins the id of several")
    return json.loads(rows[0]) if rows else None


def known(ledger: Ledger, ids: Collection[str], extractor: str) -> set[str]:
    """Which of these documents this extractor has read already."""
    rows = (
        select(document.c.id)
        .join(extraction, extraction.c.document == document.c.key)
        .where(extraction.c.extractor == extractor)
    )
    with ledger.reading() as connection:
        return {name for some in parts(list(ids)) for name in connection.scalars(rows.where(document.c.id.in_(some)))}


def reached(ledger: Ledger, archive: str, extractor: str) -> int:
    """How far this extractor has read an archive: the byte before which all is done."""
    own = select(progress.c.position).where(progress.c.archive == archive, progress.c.extractor == extractor)
    with ledger.reading() as connection:
        return connection.scalar(own) or 0


def page_of(ledger: Ledger, document_id: str, offset: int) -> int | None:
    """The page of a paged document on which an offset of its text stands; None where it has no pages."""
    rows = select(func.max(page.c.number)).join(document, document.c.key == page.c.document)
    with ledger.reading() as connection:
        found: int | None = connection.scalar(rows.where(document.c.id == document_id, page.c.start <= offset))
    return found


def has_pages(ledger: Ledger) -> bool:
    """Whether any document of the ledger has pages."""
    with ledger.reading() as connection:
        return connection.execute(select(page.c.document).limit(1)).first() is not None


def original_places(ledger: Ledger) -> Iterator[tuple[str, str, str, int]]:
    """(document, hash, path, position) of the originals that stay in web archives."""
    rows = select(document.c.id, archived.c.hash, archived.c.path, archived.c.position)
    rows = rows.join(archived, archived.c.hash == document.c.original)
    with ledger.reading() as connection:
        for row in connection.execute(rows.execution_options(yield_per=1000)):
            yield row.id, row.hash, row.path, row.position


def documents(ledger: Ledger, ids: Collection[str]) -> dict[str, Document]:
    """Documents whose text is kept, by id."""
    with ledger.reading() as connection:
        return _documents(connection, ids)


def everything(ledger: Ledger) -> tuple[dict[str, Document], dict[str, Claim]]:
    """All live claims, and the documents they were made in, by id."""
    return _with_documents(ledger, claim.c.live == 1)


def in_documents(ledger: Ledger, ids: Collection[str]) -> tuple[dict[str, Document], dict[str, Claim]]:
    """The live claims made in documents, and these documents, by id."""
    found: dict[str, Claim] = {}
    with ledger.reading() as connection:
        rows = select(claim.c.json).join(document, document.c.key == claim.c.document).where(claim.c.live == 1)
        for some in parts(sorted(ids)):
            claims = (
                Claim.from_json(json.loads(row)) for row in connection.scalars(rows.where(document.c.id.in_(some)))
            )
            found |= {each.id: each for each in claims}
        return _documents(connection, {each.document for each in found.values()}), found


def at_addresses(ledger: Ledger, addresses: Collection[str]) -> set[str]:
    """Ids of the documents that were read at addresses, every version."""
    with ledger.reading() as connection:
        rows = select(document.c.id).where(document.c.address.in_(addresses))
        return set(connection.scalars(rows))


def decisions(ledger: Ledger) -> list[Decision]:
    """Every decision, as they were made."""
    with ledger.reading() as connection:
        rows = connection.scalars(select(decision.c.json).order_by(decision.c.key))
        return [Decision(**json.loads(row)) for row in rows]


def credibility_of(ledger: Ledger, claims: Collection[str]) -> dict[str, int]:
    """Credibility 1–6 of the proposition of each claim that stands in one."""
    rows = select(member.c.claim, proposition.c.credibility).join(proposition, proposition.c.id == member.c.proposition)
    with ledger.reading() as connection:
        return {
            row.claim: row.credibility
            for some in parts(sorted(claims))
            for row in connection.execute(rows.where(member.c.claim.in_(some)))
        }


def standing(ledger: Ledger, claims: Collection[str]) -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    """(proposition by claim id, findings that name one of the claims), as JSON rows."""
    held: dict[str, dict[str, Any]] = {}
    found: dict[int, dict[str, Any]] = {}
    with ledger.reading() as connection:
        for ids in parts(list(claims)):
            rows = select(member.c.claim, proposition.c.json).join(
                proposition, proposition.c.id == member.c.proposition
            )
            held |= {row.claim: json.loads(row.json) for row in connection.execute(rows.where(member.c.claim.in_(ids)))}
            named = select(finding.c.key, finding.c.json).where(finding.c.source.in_(ids) | finding.c.later.in_(ids))
            found |= {row.key: json.loads(row.json) for row in connection.execute(named)}
    return held, list(found.values())


def counts(ledger: Ledger) -> dict[str, int]:
    """Live documents and claims, propositions, and findings by type."""
    with ledger.reading() as connection:

        def many(table: Table, *but: ColumnElement[bool]) -> int:
            return connection.scalar(select(func.count()).select_from(table).where(*but)) or 0

        # The few that are no longer live have an index of their own; all are counted without a look at any row.
        gone = [table.c.live == literal_column("0") for table in (document, claim)]
        found = {
            "documents": many(document) - many(document, gone[0]),
            "claims": many(claim) - many(claim, gone[1]),
            "propositions": many(proposition),
        }
        types = connection.execute(
            select(finding.c.type, func.count()).group_by(finding.c.type).order_by(finding.c.type)
        )
        return found | dict(types.all())


def with_sources() -> Select[Any]:
    """Rows of claims beside their documents' `ABOUT`, for `found_in`."""
    source = [document.c[name].label(f"source_{name}") for name in ABOUT]
    return select(claim.c.key, claim.c.id, claim.c.json, *source).join(document, document.c.key == claim.c.document)


def found_in(row: Row[Any]) -> Found:
    """A row of `with_sources` as records."""
    return Found(
        row.key,
        Claim.from_json(json.loads(row.json)),
        Source(**{name: getattr(row, f"source_{name}") for name in ABOUT}),
    )


def conditions(wanted: ClaimFilter, *, hidden: bool = False) -> list[ColumnElement[bool]]:
    """What a claim joined with its document must hold. `hidden` from the database's choice of an index: for rows that were
    narrowed down by other means."""

    def column(of: ColumnElement[Any]) -> ColumnElement[Any]:
        return func.coalesce(of, "") if hidden else of

    same = ("kind", "actor", "target", "category", "designation", "status", "polarity", "certainty")
    found = [column(claim.c[name]) == value for name in same if (value := getattr(wanted, name)) is not None]
    found += [
        document.c[name] == value for name in ("outlet", "language") if (value := getattr(wanted, name)) is not None
    ]
    if wanted.document is not None:
        found.append(document.c.id == wanted.document)
    if wanted.party is not None:
        found.append(or_(column(claim.c.actor) == wanted.party, column(claim.c.target) == wanted.party))
    if wanted.since is not None:
        found.append(column(claim.c.reported) >= wanted.since)
    if wanted.until is not None:
        found.append(column(claim.c.reported) <= wanted.until)
    found += [
        claim.c.document.in_(select(token.c.document).where(token.c.token == word))
        for word in sorted(words(wanted.text or ""))
    ]
    return found if wanted.superseded else [*found, claim.c.live == 1]


def _with_documents(ledger: Ledger, condition: ColumnElement[bool]) -> tuple[dict[str, Document], dict[str, Claim]]:
    rows = (
        select(claim.c.json).join(document, document.c.key == claim.c.document).where(condition).order_by(claim.c.key)
    )
    with ledger.reading() as connection:
        claims = [Claim.from_json(json.loads(row)) for row in connection.scalars(rows)]
        return _documents(connection, {each.document for each in claims}), {each.id: each for each in claims}


def _documents(connection: Connection, ids: Collection[str]) -> dict[str, Document]:
    names = [field.name for field in fields(Document) if field.name != "text"]
    rows = select(*(document.c[name] for name in names), content.c.text).join(
        content, content.c.document == document.c.key
    )
    found = {}
    for some in parts(sorted(ids)):
        for row in connection.execute(rows.where(document.c.id.in_(some))):
            found[row.id] = Document(**row._mapping)
    return found
