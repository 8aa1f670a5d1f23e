"""One ledger into another place or another database: everything, as it stands, proved afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sqlalchemy import delete, func, select

from ondit.ledger.chain import verify
from ondit.ledger.schema import about, document, metadata
from ondit.ledger.store import Ledger, LedgerError, insert

CHUNK = 5000


def copy(source: Ledger, target: Ledger) -> Iterator[tuple[str, int]]:
    """Copy every table into an empty ledger, in one transaction; yields (table, rows so far) after each chunk.

    LedgerError where the target holds documents already (then nothing is copied), or where what arrived does not verify."""
    with source.reading() as reading, target.writing() as writing:
        if writing.scalar(select(func.count()).select_from(document)):
            raise LedgerError(f"{target.name}: holds documents already; copy into a new ledger")
        writing.execute(delete(about))
        for table in metadata.sorted_tables:
            # The order of the key: what is appended must come in the order of its chain.
            rows = iter(
                reading.execute(select(table).order_by(*table.primary_key.columns).execution_options(yield_per=CHUNK))
            )
            count = 0
            while chunk := list(islice(rows, CHUNK)):
                insert(writing, table, [tuple(row) for row in chunk])
                count += len(chunk)
                yield table.name, count
    for fault in islice(verify(target), 1):
        raise LedgerError(f"{target.name}: the copy does not verify ({fault})")
