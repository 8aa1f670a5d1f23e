"""`verify` finds any change: each kind of tampering is made and must be told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ondit import ledger as book
from ondit.ledger import Entry, Ledger
from ondit.records import Claim, Decision, Document

NOW = "2026-01-02T03:04:05Z"


@pytest.fixture
def whole(ledger: Ledger, make_document: Callable[..., Document], make_claim: Callable[..., Claim]) -> Ledger:
    for number in range(3):
        document = make_document(
            f"Pyongyang sends workers to Russia, part {number}.", id=f"d{number}", published="2025"
        )
        entry = Entry(document, f"a{number}", "test/1", (make_claim(document),), document.text.encode(), "text/plain")
        book.append(ledger, [entry], NOW)
    book.decide(ledger, [Decision("x", "accept", "c", "ann", NOW)])
    book.forget(ledger, "d2", "asked to", NOW)
    assert list(book.verify(ledger)) == []
    return ledger


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE document SET outlet = 'Other' WHERE key = 1", "document d0: changed since"),
        ("UPDATE document SET published = '2024' WHERE key = 2", "document d1: changed since"),
        ("UPDATE content SET text = text || '.' WHERE document = 1", "document d0: its text is not the one"),
        ("DELETE FROM content WHERE document = 1", "document d0: its text is gone"),
        ("DELETE FROM original", "document d0: its original bytes are gone"),
        ("UPDATE original SET bytes = digest FROM claim WHERE claim.key = 1", "its original bytes are not those"),
        ("UPDATE claim SET json = replace(json, 'considered', 'done') WHERE key = 1", "changed since"),
        ("UPDATE claim SET status = 'done' WHERE key = 1", "its columns no longer say"),
        ("DELETE FROM claim WHERE key = 2", "batch 2: 3 rows were appended, 2 are there"),
        ("DELETE FROM decision", "batch 4: 1 rows were appended, 0 are there"),
        ("UPDATE decision SET json = replace(json, 'ann', 'bob')", "decision x: changed since"),
        ("UPDATE extraction SET claims = 7 WHERE document = 1", "extraction 1: changed since"),
        ("UPDATE removal SET digests = '[]'", "removal d2: changed since"),
        ("UPDATE document SET batch = 1 WHERE key = 2", "batch 1: 3 rows were appended, 4 are there"),
        ("DELETE FROM link WHERE batch = 2", "batch 3: does not follow"),
        ("DELETE FROM link WHERE batch = 5", "batch 5: rows without a link"),
        ("UPDATE link SET made = '2020' WHERE batch = 1", "batch 1: its rows are not those"),
    ],
)
def test_every_change_is_told(whole: Ledger, change: str, told: str) -> None:
    with whole.writing() as connection:
        connection.exec_driver_sql(change)
    lines = list(book.verify(whole))
    assert any(told in line for line in lines), lines
