"""What people keep beside the ledger: checks of articles under their permalinks, and searches under names."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import delete, select

from ondit.ledger.schema import checked, saved
from ondit.ledger.store import Ledger, LedgerError, compact, insert


def keep_check(ledger: Ledger, name: str, made: str, row: dict[str, Any]) -> None:
    """Keep a check under a name; the same name again replaces it."""
    with ledger.writing() as connection:
        connection.execute(delete(checked).where(checked.c.id == name))
        insert(connection, checked, [(name, made, compact(row))])


def kept_check(ledger: Ledger, name: str) -> tuple[str, dict[str, Any]] | None:
    """(when it was made, the check) of a name; None where there is none."""
    with ledger.reading() as connection:
        row = connection.execute(select(checked.c.made, checked.c.json).where(checked.c.id == name)).one_or_none()
    return (row.made, json.loads(row.json)) if row else None


def save_search(ledger: Ledger, name: str, query: str, author: str, made: str) -> None:
    """Keep a search; LedgerError where the name is taken by another one."""
    with ledger.writing() as connection:
        held = connection.scalar(select(saved.c.query).where(saved.c.name == name))
        if held is None:
            insert(connection, saved, [(name, query, author, made)])
        elif held != query:
            raise LedgerError(f"a search named {name!r} is kept already")


def drop_search(ledger: Ledger, name: str) -> None:
    """Forget a kept search; one that is not there is no error."""
    with ledger.writing() as connection:
        connection.execute(delete(saved).where(saved.c.name == name))


def searches(ledger: Ledger) -> list[dict[str, str]]:
    """Every kept search by name: `name`, `query` (as in its address), `author`, `made`."""
    with ledger.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(select(saved).order_by(saved.c.name))]
