"""Appending to the ledger, forgetting, and putting derived rows in place."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select, update

from ondit.ledger import chain, settling, watched
from ondit.ledger.schema import (
    UNDATED,
    archived,
    claim,
    claim_columns,
    content,
    decision,
    document,
    extraction,
    original,
    page,
    progress,
    removal,
    token,
)  # fmt: skip
from ondit.ledger.store import Ledger, LedgerError, compact, insert, parts
from ondit.ledger.words import words
from ondit.records import Claim, Decision, Document, last_day

BARE = ("id", "published")
"""What is kept of a document without claims, beside its address and the hash of its text."""
DESCRIBED = ("id", "published", "outlet", "url", "title", "language", "credit", "canonical")


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as it was read, and what `extractor` read out of it.

    `address`: what makes two texts versions of one document. `keep`: text and original bytes, not only address, hashes and
    date. `place`: the archive and position where the original stays, which is not copied then. `pages`: where in the text
    each page begins. `hash`: the text's SHA-256, for a document whose text is left out because it isn't kept.
    `original_hash`: that of the original, where its bytes are not at hand but stay at `place`."""

    document: Document
    address: str
    extractor: str
    claims: tuple[Claim, ...] = ()
    original: bytes | None = None
    media: str | None = None
    keep: bool = True
    place: tuple[str, int] | None = None
    pages: tuple[int, ...] = ()
    hash: str | None = None
    original_hash: str | None = None
    prepared: Prepared | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What of an entry's rows hangs on nothing in the ledger. `words`: its search words, sorted; `claims`: their columns;
    `original`, `packed`: hash and compressed bytes of the original."""

    words: tuple[str, ...] = ()
    claims: tuple[dict[str, Any], ...] = ()
    original: str | None = None
    packed: bytes | None = None


def prepare(entry: Entry) -> Entry:
    """The entry with all that can be worked out before it is appended, so that many processes can do it for one writer."""
    if entry.prepared is not None:
        return entry
    reported = last_day(entry.document.published) or UNDATED
    rows = tuple(
        claim_columns(record) | {"reported": reported, "json": compact(record.to_json())} for record in entry.claims
    )
    kept = entry.original if entry.keep else None
    found = words(entry.document.text) | _names(entry.claims) if entry.keep else ()
    known = entry.original_hash if entry.keep else None
    made = Prepared(
        tuple(sorted(found)), rows, hashlib.sha256(kept).hexdigest() if kept is not None else known,
        zlib.compress(kept) if kept is not None and entry.place is None else None,
    )  # fmt: skip
    return replace(entry, original=None, prepared=made)


@dataclass(frozen=True, slots=True)
class Appended:
    """How much an append added: documents that are new, those that replace an older version, claims."""

    documents: int = 0
    versions: int = 0
    claims: int = 0


def append(
    ledger: Ledger, entries: Iterable[Entry], made: str, reached: Iterable[tuple[str, str, str, int]] = ()
) -> Appended:
    """Append a batch in one transaction; what is known already adds nothing. `made`: the time now, ISO.

    `reached`: (archive, extractor, name, position) of archives read so far with this batch, kept with it or not at all."""
    with ledger.writing() as connection:
        batch = _Batch(connection, made)
        fresh = batch.unknown(entries)
        for archive, extractor, name, position in reached:
            own = (progress.c.archive == archive) & (progress.c.extractor == extractor)
            connection.execute(delete(progress).where(own))
            insert(connection, progress, [(archive, extractor, name, position)])
        return batch.take(fresh) if fresh else Appended()


def decide(ledger: Ledger, decisions: Sequence[Decision]) -> None:
    """Append people's decisions, one batch."""
    with ledger.writing() as connection:
        batch = chain.next_batch(connection)
        key = _last(connection, decision)
        rows: list[dict[str, Any]] = [
            {"key": key + i, "id": each.id, "json": compact(asdict(each)), "batch": batch}
            for i, each in enumerate(decisions, 1)
        ]
        _put(connection, decision, rows)
        settling.mark_stale(connection, _judged(connection, decisions), batch)
        chain.append_link(connection, batch, decisions[0].made, [row["digest"] for row in rows])


def _judged(connection: Connection, decisions: Sequence[Decision]) -> set[str]:
    """The documents (ids) of the claims that decisions, or those that they take back, are about."""
    every = [*decisions]
    for names in parts([each.revokes for each in decisions if each.revokes]):
        rows = connection.scalars(select(decision.c.json).where(decision.c.id.in_(names)))
        every += [Decision(**json.loads(row)) for row in rows]
    homes = {name for each in every for name in each.anchored}
    own = select(document.c.id).join(claim, claim.c.document == document.c.key)
    for ids in parts([name for each in every for name in (each.subject, each.other) if name]):
        homes |= set(connection.scalars(own.where(claim.c.id.in_(ids))))
    return homes


def forget(ledger: Ledger, document_id: str, reason: str, made: str) -> int:
    """Drop a document's text, bytes and claims, keep their hashes. Returns the number of claims dropped."""
    with ledger.writing() as connection:
        found = connection.execute(select(document).where(document.c.id == document_id)).one_or_none()
        if found is None:
            raise LedgerError(f"{ledger.name}: no document {document_id!r}")
        columns = (claim.c.id, claim.c.batch, claim.c.digest)
        gone = connection.execute(select(*columns).where(claim.c.document == found.key)).all()
        batch = chain.next_batch(connection)
        row: dict[str, Any] = {
            "key": _last(connection, removal) + 1, "document": document_id, "reason": reason, "made": made,
            "digests": json.dumps([[each.batch, each.digest.hex()] for each in gone]), "batch": batch,
        }  # fmt: skip
        settling.forget_tellings(connection, document_id)
        watched.forget_findings(connection, [each.id for each in gone])
        connection.execute(delete(content).where(content.c.document == found.key))
        connection.execute(delete(token).where(token.c.document == found.key))
        connection.execute(delete(page).where(page.c.document == found.key))
        connection.execute(delete(claim).where(claim.c.document == found.key))
        connection.execute(update(document).where(document.c.key == found.key).values(title=None, live=0))
        shared = select(document.c.key).where(
            document.c.original == found.original, document.c.key != found.key, document.c.live == 1
        )
        if found.original and connection.execute(shared).first() is None:
            connection.execute(delete(original).where(original.c.hash == found.original))
            connection.execute(delete(archived).where(archived.c.hash == found.original))
        _put(connection, removal, [row])
        chain.append_link(connection, batch, made, [row["digest"]])
        return len(gone)


class _Batch:
    """One append under way: the rows it will add, and the keys they get."""

    def __init__(self, connection: Connection, made: str) -> None:
        self.connection = connection
        self.made = made
        self.number = chain.next_batch(connection)
        self.keys: dict[str, int] = {}

    def unknown(self, entries: Iterable[Entry]) -> list[Entry]:
        """The entries that add something, one for each document and extractor."""
        wanted = list({(entry.document.id, entry.extractor): entry for entry in reversed(list(entries))}.values())[::-1]
        known: set[tuple[str, str]] = set()
        for ids in parts([entry.document.id for entry in wanted]):
            self.keys |= dict(
                self.connection.execute(select(document.c.id, document.c.key).where(document.c.id.in_(ids))).all()
            )
            pairs = select(document.c.id, extraction.c.extractor).join(
                extraction, extraction.c.document == document.c.key
            )
            known |= set(self.connection.execute(pairs.where(document.c.id.in_(ids))).all())
        return [entry for entry in wanted if (entry.document.id, entry.extractor) not in known]

    def take(self, entries: list[Entry]) -> Appended:
        entries = [prepare(entry) for entry in entries]
        revived = self._revive(entries)
        new = [entry for entry in entries if entry.document.id not in self.keys]
        self._keep(new)
        versions = self._supersede(entries)
        documents = self._documents(new)
        made = self._extractions(entries)
        claims = self._claims(entries)
        fresh = {entry.document.id for entry in new}
        changed = {e.document.id for e in entries if e.claims or e.document.id not in fresh}
        settling.mark_stale(self.connection, changed | versions, self.number)
        chain.append_link(
            self.connection, self.number, self.made, [row["digest"] for row in documents + made + claims + revived]
        )
        return Appended(len(new), len(versions), len(claims))

    def _revive(self, entries: list[Entry]) -> list[dict[str, Any]]:
        """Documents of which only the hash was kept, and in which this extractor finds something: their bare rows give way to
        whole ones. The rows of the removals that say so."""
        wanted = {self.keys[e.document.id]: e.document.id for e in entries if e.keep and e.document.id in self.keys}
        rows: list[dict[str, Any]] = []
        last = _last(self.connection, removal) if wanted else 0
        for keys in parts(list(wanted)):
            bare = select(document.c.key, document.c.batch, document.c.digest, document.c.live).where(
                document.c.key.in_(keys)
            )
            whole = select(content.c.document).where(content.c.document == document.c.key).exists()
            forgotten = select(removal.c.key).where(
                removal.c.document == document.c.id, removal.c.batch > document.c.batch
            )
            for row in self.connection.execute(bare.where(~whole, ~forgotten.exists())).all():
                read = select(extraction.c.batch, extraction.c.digest).where(extraction.c.document == row.key)
                gone = [row, *self.connection.execute(read).all()]
                self.connection.execute(delete(extraction).where(extraction.c.document == row.key))
                self.connection.execute(delete(document).where(document.c.key == row.key))
                del self.keys[wanted[row.key]]
                rows.append(
                    {
                        "key": last + len(rows) + 1, "document": wanted[row.key], "reason": "read again", "made": self.made,
                        "digests": json.dumps([[each.batch, each.digest.hex()] for each in gone]), "batch": self.number,
                    }
                )  # fmt: skip
        _put(self.connection, removal, rows)
        return rows

    def _keep(self, new: list[Entry]) -> None:
        """Original bytes, or where they stay, each content once."""
        kept = [entry for entry in new if _made(entry).original is not None]
        for table, referenced in ((original, False), (archived, True)):
            rows = {
                str(_made(e).original): e.place or (_made(e).packed,)
                for e in kept
                if (e.place is not None) == referenced
            }
            for hashes in parts(list(rows)):
                for known in self.connection.scalars(select(table.c.hash).where(table.c.hash.in_(hashes))):
                    del rows[known]
            insert(self.connection, table, [(name, *copy) for name, copy in rows.items()])

    def _supersede(self, entries: list[Entry]) -> set[str]:
        """Older texts of the same addresses, and older readings of the same documents, stop being the current ones.
        Ids of the older texts."""
        older: dict[int, str] = {}
        for addresses in parts([e.address for e in entries if e.document.id not in self.keys]):
            rows = select(document.c.key, document.c.id).where(document.c.address.in_(addresses), document.c.live == 1)
            older |= {row.key: row.id for row in self.connection.execute(rows)}
        again = {self.keys[e.document.id] for e in entries if e.document.id in self.keys}
        for keys in parts(sorted(older)):
            self.connection.execute(update(document).where(document.c.key.in_(keys)).values(live=0))
        for keys in parts(sorted(older.keys() | again)):
            self.connection.execute(update(claim).where(claim.c.document.in_(keys)).values(live=0))
        return set(older.values())

    def _documents(self, new: list[Entry]) -> list[dict[str, Any]]:
        last = _last(self.connection, document)
        latest = {entry.address: entry.document.id for entry in new}
        rows = []
        for key, entry in enumerate(new, last + 1):
            self.keys[entry.document.id] = key
            known = entry.document
            rows.append(
                {name: getattr(known, name) if entry.keep or name in BARE else None for name in DESCRIBED}
                | {
                    "key": key, "address": entry.address, "hash": entry.hash or known.content_hash, "media": entry.media if entry.keep else None,
                    "reported": last_day(entry.document.published) or UNDATED, "batch": self.number,
                    "original": _made(entry).original,
                    "live": int(latest[entry.address] == entry.document.id),
                }
            )  # fmt: skip
        _put(self.connection, document, rows)
        kept = [entry for entry in new if entry.keep]
        insert(self.connection, content, [(self.keys[e.document.id], e.document.text) for e in kept])
        paged = [(self.keys[e.document.id], n, at) for e in kept for n, at in enumerate(e.pages, 1)]
        insert(self.connection, page, paged)
        insert(self.connection, token, _by_word(kept, self.keys))
        return rows

    def _extractions(self, entries: list[Entry]) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = [
            {
                "document": self.keys[e.document.id],
                "extractor": e.extractor,
                "claims": len(e.claims),
                "batch": self.number,
            }
            for e in entries
        ]
        _put(self.connection, extraction, rows)
        return rows

    def _claims(self, entries: list[Entry]) -> list[dict[str, Any]]:
        key = _last(self.connection, claim)
        current = dict(
            pair
            for keys in parts([self.keys[e.document.id] for e in entries])
            for pair in self.connection.execute(
                select(document.c.key, document.c.live).where(document.c.key.in_(keys))
            ).all()
        )
        rows = []
        for entry in entries:
            home = self.keys[entry.document.id]
            for row in _made(entry).claims:
                key += 1
                rows.append(row | {"key": key, "document": home, "live": current[home], "batch": self.number})
        _put(self.connection, claim, rows)
        return rows


def _put(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Append rows of a chained table, each with its digest (which is added to the rows given)."""
    names = [column.name for column in table.columns]
    for row in rows:
        row["digest"] = chain.digest(table, row)
    insert(connection, table, list(map(itemgetter(*names), rows)))


def _by_word(entries: list[Entry], keys: dict[str, int]) -> list[tuple[str, int]]:
    """The words of entries with their documents, in the order of the table's key, as a tree is filled fastest."""
    homes: dict[str, list[int]] = {}
    for entry in entries:
        home = keys[entry.document.id]
        for word in _made(entry).words:
            if word in homes:
                homes[word].append(home)
            else:
                homes[word] = [home]
    return [(word, home) for word in sorted(homes) for home in homes[word]]


def _made(entry: Entry) -> Prepared:
    return entry.prepared or Prepared()


def _names(claims: Iterable[Claim]) -> set[str]:
    """Search words that claims add to the text's own: designations in their one spelling, codes of parties."""
    names = [
        (record.object.designation, record.actor and record.actor.code, record.target and record.target.code)
        for record in claims
    ]
    return words(" ".join(name for three in names for name in three if name))


def _last(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.max(table.c.key))) or 0
