"""Into another file or database and back: the same, and whole; a ledger that holds something takes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from ondit.engine.flow import settle
from ondit.engine.judging import judge
from ondit.ledger import Entry, Ledger, LedgerError, append, open_ledger, verify
from ondit.ledger.copy import copy
from ondit.ledger.schema import metadata
from ondit.records import Claim, Document

NOW = "2026-01-01T00:00:00Z"


def fill(ledger: Ledger, make_claim: Callable[..., Claim]) -> None:
    text = Document(
        "d", "Pyongyang sends 10,000 workers to Russia, to Alabuga 🚀", published="2025-06-19", title="T\tt\\n"
    )
    claim = make_claim(text)
    append(ledger, [Entry(text, "a", "test/1", (claim,), original=b"\x00\xff\\N\t\n")], NOW)
    settle(ledger)
    judge(ledger, "accept", claim.id, author="Ana", made=NOW)


def held(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    with ledger.reading() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in metadata.tables.items()
        }


def test_a_ledger_is_copied_there_and_back(where: str, tmp_path: Path, make_claim: Callable[..., Claim]) -> None:
    with (
        open_ledger(tmp_path / "one.sqlite", create=True) as one,
        open_ledger(where, create=True) as two,
        open_ledger(tmp_path / "three.sqlite", create=True) as three,
    ):
        fill(one, make_claim)
        assert dict(copy(one, two))["claim"] == 1
        list(copy(two, three))
        assert held(one) == held(two) == held(three)
        assert list(verify(two)) == []
        with pytest.raises(LedgerError, match="holds documents already"):
            list(copy(three, two))
