"""What is written as Parquet comes back as it was, whatever a document lacks."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ondit.engine.spark.rows import DOCUMENTS, STAGED, entry_of, outcome_of, outcome_row, row_of, table
from ondit.engine.work import Outcome
from ondit.ledger import Entry
from ondit.read import Reached, ReadProblem
from ondit.records import Claim, Document, Party, Quantity, Span, Thing

pytest.importorskip("pyarrow")
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
named = st.none() | words
documents = st.builds(
    Document, words, words, published=named, outlet=named, url=named, title=named, language=named, credit=named, canonical=named
)  # fmt: skip
TEXT = "Berlin sends 5 tanks."
CLAIM = Claim(
    "d", "transfer", Thing(15, 20, "tanks", "armoured-vehicle"), Span(0, 21, TEXT), "x/1", 0.8765, actor=Party(0, 6, "Berlin", "DEU"),
    quantity=Quantity(13, 14, "5", 5, 5),
)  # fmt: skip


def again(entry: Entry) -> Entry:
    """Through Arrow and back; claims as text, as their own table holds them."""
    (row,) = table([row_of(entry, 3, 1)], STAGED).to_pylist()
    return entry_of({name: row[name] for name in DOCUMENTS}, row["claims"])


@settings(deadline=None)
@given(documents, words, named, st.none() | st.binary(max_size=20), st.lists(st.integers(0, 2**31 - 1)))
def test_a_kept_document(
    document: Document, address: str, media: str | None, data: bytes | None, pages: list[int]
) -> None:
    digest = hashlib.sha256(data).hexdigest() if data is not None else None
    entry = Entry(document, address, "x/1", (), data, media, pages=tuple(pages), hash=document.content_hash)
    assert again(entry) == replace(entry, original_hash=digest)
    placed = replace(entry, place=("archive", 2**40))
    assert again(placed) == replace(placed, original=None, original_hash=digest)


@settings(deadline=None)
@given(documents)
def test_a_bare_document_keeps_no_text(document: Document) -> None:
    entry = Entry(Document(document.id, "", document.published), "a", "x/1", keep=False, hash="abc")
    assert again(entry) == entry


def test_claims_come_back_as_the_ledger_writes_them() -> None:
    (claim,) = again(Entry(Document("d", TEXT), "a", "x/1", (CLAIM,))).claims
    assert claim.to_json() == CLAIM.to_json()


def test_what_became_of_an_item() -> None:
    outcome = Outcome(
        broken=1, passed=Counter({"HTTP 404": 2}), uncovered=Counter({"sw": 1}), size=7, reached=Reached("a", "b", 5, True),
        failed=[(Document("d", "", url="u", title="t"), "why")], problems=[ReadProblem("x", "y", 3, "z", True)],
    )  # fmt: skip
    assert outcome_of(outcome_row(outcome, 4)["outcome"]) == outcome
