"""The tables, one schema for SQLite and PostgreSQL.

Appended and covered by the hash chain: link, document, extraction, claim, decision, removal. Content that can be
forgotten lies apart: text, original, archived, page. Derived and rebuildable: the `live` columns, token, proposition, tally, member, finding,
and what reconciliation keeps between two runs: stale, facts, telling, told, unlearned, kin, record.
What people keep beside it, neither proved nor rebuilt: checked (articles compared on a page), saved (searches).
What `ondit watch` keeps: polled (when each address is asked next), announced (findings that were told), outgoing (to whom they still are).
Days are ISO strings; `reported` is the last day that a document's date can mean, so undated ones sort last.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Float, Index, Integer, LargeBinary, MetaData, SmallInteger, Table, Text

from ondit.records import Claim

VERSION = 6
UNDATED = "9999-12-31"

metadata = MetaData()


def text(name: str, **options: Any) -> Column[str]:
    return Column(name, Text, **{"nullable": True} | options)


def number(name: str, **options: Any) -> Column[int]:
    return Column(name, Integer, **{"nullable": False, "autoincrement": False} | options)


def chained() -> tuple[Column[int], Column[bytes]]:
    """The hash chain's columns: the batch in which a row came, and the SHA-256 of its content."""
    return number("batch"), Column("digest", LargeBinary(32), nullable=False)


about = Table("ledger", metadata, text("name", primary_key=True), text("value", nullable=False))

link = Table(
    "link",
    metadata,
    number("batch", primary_key=True),
    text("previous", nullable=False),
    text("head", nullable=False),
    text("made", nullable=False),
    number("items"),
)

document = Table(
    "document",
    metadata,
    number("key", primary_key=True),
    text("id", nullable=False, unique=True),
    text("address", nullable=False, index=True),
    text("hash", nullable=False),
    text("published"),
    text("reported", nullable=False),
    text("outlet"),
    text("url"),
    text("title"),
    text("language"),
    text("credit"),
    text("canonical"),
    text("original"),
    text("media"),
    Column("live", SmallInteger, nullable=False),
    *chained(),
)

content = Table("content", metadata, number("document", primary_key=True), text("text", nullable=False))

original = Table("original", metadata, text("hash", primary_key=True), Column("bytes", LargeBinary, nullable=False))

archived = Table(
    "archived",
    metadata,
    text("hash", primary_key=True),
    text("path", nullable=False),
    Column("position", BigInteger, nullable=False),
)
"""Originals that are not copied: the web archive that holds them, and the byte at which their record begins."""

page = Table(
    "page",
    metadata,
    number("document", primary_key=True),
    number("number", primary_key=True),
    number("start"),
)
"""Where in its text each page of a paged document begins."""

progress = Table(
    "progress",
    metadata,
    text("archive", primary_key=True),
    text("extractor", primary_key=True),
    text("name", nullable=False),
    Column("position", BigInteger, nullable=False),
)
"""How far each archive has been read; the only table that says nothing of the world, and is not in the chain."""

extraction = Table(
    "extraction",
    metadata,
    number("document", primary_key=True),
    text("extractor", primary_key=True),
    number("claims"),
    *chained(),
)

claim = Table(
    "claim",
    metadata,
    number("key", primary_key=True),
    text("id", nullable=False),
    number("document", index=True),
    text("extractor", nullable=False),
    text("kind", nullable=False),
    text("actor"),
    text("target"),
    text("category", nullable=False),
    text("designation"),
    Column("low", Float),
    Column("high", Float),
    text("unit"),
    text("since"),
    text("until"),
    text("place"),
    Column("latitude", Float),
    Column("longitude", Float),
    text("status", nullable=False),
    text("polarity", nullable=False),
    text("certainty", nullable=False),
    text("voice"),
    Column("confidence", Float, nullable=False),
    text("reported", nullable=False),
    Column("live", SmallInteger, nullable=False),
    text("json", nullable=False),
    *chained(),
    Index("claim_identity", "id", "extractor", unique=True),
    Index("claim_reported", "reported", "key"),
    Index("claim_actor", "actor", "target", "reported"),
    Index("claim_acts", "actor", "reported"),
    Index("claim_unsure", "confidence", "key"),
    Index("claim_target", "target", "reported"),
    Index("claim_kind", "kind", "reported"),
)
# An index that begins with `live` would be taken for a narrow one, though nearly every row has the same value there.
Index("claim_gone", claim.c.key, sqlite_where=claim.c.live == 0, postgresql_where=claim.c.live == 0)
Index("document_gone", document.c.key, sqlite_where=document.c.live == 0, postgresql_where=document.c.live == 0)
Index(
    "claim_spot", claim.c.actor, claim.c.target, claim.c.latitude, claim.c.longitude, claim.c.place,
    sqlite_where=claim.c.latitude.is_not(None) & (claim.c.live == 1),
    postgresql_where=claim.c.latitude.is_not(None) & (claim.c.live == 1),
)  # fmt: skip

decision = Table(
    "decision",
    metadata,
    number("key", primary_key=True),
    text("id", nullable=False, unique=True),
    text("json", nullable=False),
    *chained(),
)

checked = Table(
    "checked", metadata, text("id", primary_key=True), text("made", nullable=False), text("json", nullable=False)
)
saved = Table(
    "saved", metadata, text("name", primary_key=True), text("query", nullable=False), text("author", nullable=False), text("made", nullable=False)
)  # fmt: skip

removal = Table(
    "removal",
    metadata,
    number("key", primary_key=True),
    text("document", nullable=False),
    text("reason", nullable=False),
    text("made", nullable=False),
    text("digests", nullable=False),
    *chained(),
)

token = Table(
    "token",
    metadata,
    text("token", primary_key=True),
    number("document", primary_key=True),
    sqlite_with_rowid=False,
)

proposition = Table(
    "proposition",
    metadata,
    text("id", primary_key=True),
    text("kind", nullable=False),
    text("actor"),
    text("target"),
    text("category", nullable=False),
    Column("low", Float),
    Column("high", Float),
    text("unit"),
    text("first", nullable=False),
    text("last", nullable=False),
    number("claims"),
    number("origins"),
    number("credibility"),
    text("json", nullable=False),
    Index("proposition_actor", "actor", "target", "last"),
    Index("proposition_target", "target", "last"),
    Index("proposition_last", "last"),
    Index("proposition_pair", "actor", "target", "kind", "first", "claims"),
)
Index(
    "proposition_figure", proposition.c.actor, proposition.c.target, proposition.c.origins,
    sqlite_where=proposition.c.unit.is_not(None), postgresql_where=proposition.c.unit.is_not(None),
)  # fmt: skip

tally = Table(
    "tally",
    metadata,
    text("actor", primary_key=True),
    text("target", primary_key=True),
    text("kind", primary_key=True),
    text("month", primary_key=True),
    number("propositions"),
    number("claims"),
    sqlite_with_rowid=False,
)
"""Sums over propositions by the month of their first report; an empty actor or target is one that nobody names."""

member = Table(
    "member",
    metadata,
    text("claim", primary_key=True),
    text("proposition", nullable=False, index=True),
    number("origin"),
)

finding = Table(
    "finding",
    metadata,
    number("key", primary_key=True),
    text("type", nullable=False),
    text("what"),
    text("source", nullable=False, index=True),
    text("later", nullable=False, index=True),
    text("proposition", index=True),
    text("reported", nullable=False),
    text("json", nullable=False),
    Index("finding_type", "type", "reported"),
    Index("finding_reported", "reported"),
)

stale = Table("stale", metadata, text("document", primary_key=True), number("batch"))
"""Documents whose claims are not settled as they now stand."""

facts = Table("facts", metadata, text("document", primary_key=True), text("json", nullable=False))

telling = Table(
    "telling",
    metadata,
    text("claim", primary_key=True),
    Column("state", SmallInteger, primary_key=True, autoincrement=False),
    Column("due", SmallInteger, nullable=False),
    text("block", nullable=False),
    text("document", nullable=False, index=True),
    text("component", index=True),
    text("json", nullable=False),
    Index("telling_block", "block"),
)
"""Live claims as reconciliation compares them, by block; a claim that was settled and then changed stands here twice."""
Index("telling_due", telling.c.block, sqlite_where=telling.c.due == 1, postgresql_where=telling.c.due == 1)

told = Table(
    "told",
    metadata,
    text("proposition", primary_key=True),
    text("outlet", primary_key=True),
    text("kind", primary_key=True),
    Column("form", BigInteger),
    number("claims"),
    number("first"),
    number("held"),
    number("settled"),
    Index("told_outlet", "outlet", "kind"),
    sqlite_with_rowid=False,
)
"""What each outlet (folded) made of each proposition; a document's rejected claims stand under its id with a `-` before it."""

unlearned = Table("unlearned", metadata, text("outlet", primary_key=True))

kin = Table("kin", metadata, text("one", primary_key=True), text("other", primary_key=True, index=True))

record = Table(
    "record",
    metadata,
    text("outlet", primary_key=True),
    text("kind", primary_key=True),
    number("held"),
    number("settled"),
)
"""The records that figures were weighed by: with `kin` the context of what is settled."""

polled = Table(
    "polled",
    metadata,
    text("url", primary_key=True),
    text("feed", nullable=False),
    number("depth"),
    text("host", nullable=False),
    text("etag"),
    text("modified"),
    Column("next", Float),
    number("failures"),
)
"""Addresses of watched feeds (depth 0), and those that they name, each under its feed. `next`: when it is asked again, in seconds
since 1970; none for what has been read or given up."""
Index(
    "polled_next", polled.c.host, polled.c.next,
    sqlite_where=polled.c.next.is_not(None), postgresql_where=polled.c.next.is_not(None),
)  # fmt: skip

announced = Table(
    "announced",
    metadata,
    text("id", primary_key=True),
    number("number"),
    text("made", nullable=False),
    text("json", nullable=False),
    Index("announced_number", "number"),
)
"""Findings that were told, or are due to be; those that stood when watching began have the number 0 and no JSON."""

outgoing = Table("outgoing", metadata, text("finding", primary_key=True), text("sink", primary_key=True))
"""Where announced findings are still due."""


def claim_columns(record: Claim) -> dict[str, Any]:
    """The columns of a claim's row that repeat its record, for filters and order."""
    quantity, when = record.quantity, record.when
    return {
        "id": record.id, "extractor": record.extractor, "kind": record.kind,
        "actor": record.actor and record.actor.code, "target": record.target and record.target.code,
        "category": record.object.category, "designation": record.object.designation,
        "low": quantity and quantity.low, "high": quantity and quantity.high, "unit": quantity and quantity.unit,
        "since": when and when.since, "until": when and when.until, "place": record.where and record.where.name,
        "latitude": record.where and record.where.latitude, "longitude": record.where and record.where.longitude,
        "status": record.status, "polarity": record.polarity, "certainty": record.certainty,
        "voice": record.attribution[0].text if record.attribution else None, "confidence": record.confidence,
    }  # fmt: skip
