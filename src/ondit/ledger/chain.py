"""The evidence chain: each batch links the hashes of what it appended to the head before it; `verify` finds changes."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, func, select

from ondit.ledger.schema import (
    archived,
    claim,
    claim_columns,
    content,
    decision,
    document,
    extraction,
    link,
    original,
    removal,
)
from ondit.ledger.store import Ledger, insert
from ondit.records import Claim

START = "0" * 64
CHAINED = (document, extraction, claim, decision, removal)
COVERED: dict[str, tuple[str, ...]] = {
    "document": (
        "key", "id", "address", "hash", "published", "outlet", "url", "language", "credit", "canonical", "original",
        "media",
    ),
    "extraction": ("document", "extractor", "claims"),
    "claim": ("key", "document", "json"),
    "decision": ("key", "id", "json"),
    "removal": ("key", "document", "reason", "made", "digests"),
}  # fmt: skip
"""The columns that a row's digest covers; the others are derived from them (or, like a title, repeat the text)."""


def digest(table: Table, row: dict[str, Any]) -> bytes:
    """SHA-256 of the covered columns of a row, each with its length before it, so that no two rows read the same."""
    name = table.name
    said = [row[column] for column in COVERED[name]]
    absent = "".join(["-" if value is None else "+" for value in said])
    values = [name, absent, *["" if value is None else str(value) for value in said]]
    body = "".join([f"{len(value)}:{value}" for value in values])
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).digest()


def next_batch(connection: Connection) -> int:
    return (connection.scalar(select(func.max(link.c.batch))) or 0) + 1


def append_link(connection: Connection, batch: int, made: str, digests: Sequence[bytes]) -> None:
    """Close a batch: its head covers the head before it, its time, and every digest."""
    previous = connection.scalar(select(link.c.head).where(link.c.batch == batch - 1)) or START
    insert(connection, link, [(batch, previous, _head(batch, previous, made, digests), made, len(digests))])


def verify(ledger: Ledger) -> Iterator[str]:
    """One line for each thing that is no longer as it was appended; nothing where all is whole."""
    with ledger.reading() as connection:
        digests = _removed(connection)
        for table in CHAINED:
            for row in connection.execute(select(table).execution_options(yield_per=5000)):
                digests.setdefault(row.batch, []).append(row.digest)
                yield from _row_faults(table, row)
        yield from _link_faults(connection, digests)
        yield from _content_faults(connection)


def _head(batch: int, previous: str, made: str, digests: Sequence[bytes]) -> str:
    body = hashlib.sha256(f"{batch}\n{previous}\n{made}\n".encode())
    for each in sorted(digests):
        body.update(each)
    return body.hexdigest()


def _removed(connection: Connection) -> dict[int, list[bytes]]:
    """Digests of claims that were forgotten, by the batch in which they came."""
    removed: dict[int, list[bytes]] = {}
    for row in connection.execute(select(removal)):
        for batch, gone in json.loads(row.digests):
            removed.setdefault(batch, []).append(bytes.fromhex(gone))
    return removed


def _row_faults(table: Table, row: Row[Any]) -> Iterator[str]:
    values = dict(row._mapping)
    name = f"{table.name} {values.get('id') or values.get('document') or values['key']}"
    if digest(table, values) != row.digest:
        yield f"{name}: changed since it was appended"
    elif table is claim:
        said = claim_columns(Claim.from_json(json.loads(row.json)))
        if any(values[column] != value for column, value in said.items()):
            yield f"{name}: its columns no longer say what its record says"


def _link_faults(connection: Connection, digests: dict[int, list[bytes]]) -> Iterator[str]:
    head, expected = START, 1
    for row in connection.execute(select(link).order_by(link.c.batch)):
        own = digests.pop(row.batch, [])
        if row.batch != expected or row.previous != head:
            yield f"batch {row.batch}: does not follow the batch before it"
        elif row.items != len(own):
            yield f"batch {row.batch}: {row.items} rows were appended, {len(own)} are there"
        elif _head(row.batch, row.previous, row.made, own) != row.head:
            yield f"batch {row.batch}: its rows are not those that were appended"
        head, expected = row.head, row.batch + 1
    for batch in digests:
        yield f"batch {batch}: rows without a link in the chain"


def _content_faults(connection: Connection) -> Iterator[str]:
    later = select(document.c.id).join(removal, removal.c.document == document.c.id)
    forgotten = set(connection.scalars(later.where(removal.c.batch > document.c.batch)))
    kept = select(
        document.c.id, document.c.hash, content.c.text, original.c.bytes, document.c.original, archived.c.path
    )
    kept = kept.join_from(document, content, content.c.document == document.c.key, isouter=True)
    kept = kept.join(original, original.c.hash == document.c.original, isouter=True)
    kept = kept.join(archived, archived.c.hash == document.c.original, isouter=True)
    claims = select(extraction.c.document).where(extraction.c.claims > 0)
    must = set(connection.scalars(select(document.c.id).where(document.c.key.in_(claims)))) - forgotten
    for row in connection.execute(kept.execution_options(yield_per=100)):
        if row.text is None and row.id in must:
            yield f"document {row.id}: its text is gone"
        if row.text is not None and _sha256(row.text.encode("utf-8", "surrogatepass")) != row.hash:
            yield f"document {row.id}: its text is not the one that was appended"
        if row.text is not None and row.original and row.bytes is None and row.path is None:
            yield f"document {row.id}: its original bytes are gone"
        if row.bytes is not None and _unpacked_hash(row.bytes) != row.original:
            yield f"document {row.id}: its original bytes are not those that were kept"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _unpacked_hash(packed: bytes) -> str | None:
    try:
        return _sha256(zlib.decompress(packed))
    except zlib.error:
        return None
