"""What is appended, what a second reading adds, versions, forgetting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from ondit import ledger as book
from ondit.ledger import ClaimFilter, Entry, Ledger, LedgerError
from ondit.ledger.schema import content, original, token
from ondit.records import Claim, Decision, Document

NOW = "2026-01-02T03:04:05Z"
TEXT = "Pyongyang considers sending 25,000 workers to Russia\nThe plant lies at Alabuga, NHK reports."


@pytest.fixture
def entry(make_document: Callable[..., Document], make_claim: Callable[..., Claim]) -> Entry:
    document = make_document(TEXT, id="d1", published="2025-06-19", outlet="Ukrinform", language="en")
    claim = make_claim(
        document, quantity=(25000.0, 25000.0, "person", "25,000 workers"), where="Alabuga", voices=["NHK"]
    )
    return Entry(document, "https://example.org/1", "test/1", (claim,), b"<html>", "text/html")


def test_what_is_appended_comes_back_whole(ledger: Ledger, entry: Entry) -> None:
    assert book.append(ledger, [entry], NOW) == book.Appended(1, 0, 1)
    documents, claims = book.everything(ledger)
    assert documents == {"d1": entry.document}
    assert list(claims.values()) == list(entry.claims)


def test_the_same_document_twice_adds_nothing(ledger: Ledger, entry: Entry) -> None:
    book.append(ledger, [entry, entry], NOW)
    assert book.append(ledger, [entry], NOW) == book.Appended()
    assert book.counts(ledger)["documents"] == 1
    assert book.counts(ledger)["claims"] == 1
    assert book.known(ledger, ["d1", "d2"], "test/1") == {"d1"}
    assert book.known(ledger, ["d1"], "test/2") == set()


def test_changed_text_at_an_address_is_a_new_version(
    ledger: Ledger, entry: Entry, make_claim: Callable[..., Claim]
) -> None:
    newer = replace(entry.document, id="d2", text=TEXT.replace("25,000", "12,000"))
    claim = make_claim(newer)
    book.append(ledger, [entry], NOW)
    assert book.append(ledger, [replace(entry, document=newer, claims=(claim,))], NOW).versions == 1
    documents, claims = book.everything(ledger)
    assert set(documents) == {"d2"}
    assert set(claims) == {claim.id}
    every = list(book.find_claims(ledger, ClaimFilter(superseded=True)))
    assert [found.source.id for found in every] == ["d1", "d2"]


def test_two_versions_in_one_batch_leave_the_later_one(
    ledger: Ledger, entry: Entry, make_claim: Callable[..., Claim]
) -> None:
    newer = replace(entry.document, id="d2", text=TEXT.replace("25,000", "12,000"))
    book.append(ledger, [entry, replace(entry, document=newer, claims=(make_claim(newer),))], NOW)
    assert set(book.everything(ledger)[0]) == {"d2"}
    assert list(book.verify(ledger)) == []


def test_a_newer_extractor_supersedes_the_older_readings(ledger: Ledger, entry: Entry) -> None:
    book.append(ledger, [entry], NOW)
    (claim,) = entry.claims
    again = replace(entry, extractor="test/2", claims=(replace(claim, extractor="test/2", status="planned", id=""),))
    assert book.append(ledger, [again], NOW) == book.Appended(0, 0, 1)
    assert [found.claim.status for found in book.find_claims(ledger, ClaimFilter())] == ["planned"]
    assert book.count_claims(ledger, ClaimFilter(superseded=True)) == 2


def test_documents_that_are_not_kept_leave_their_hash_only(ledger: Ledger, entry: Entry) -> None:
    book.append(ledger, [replace(entry, claims=(), keep=False)], NOW)
    assert book.documents(ledger, ["d1"]) == {}
    assert book.known(ledger, ["d1"], "test/1") == {"d1"}
    with ledger.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(original)) == 0
    assert list(book.verify(ledger)) == []


def test_one_original_serves_several_documents(ledger: Ledger, entry: Entry, make_claim: Callable[..., Claim]) -> None:
    second = replace(entry.document, id="d2")
    book.append(ledger, [entry, replace(entry, document=second, address="other", claims=(make_claim(second),))], NOW)
    with ledger.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(original)) == 1
    book.forget(ledger, "d1", "asked to", NOW)
    with ledger.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(original)) == 1
    assert list(book.verify(ledger)) == []


def test_forgetting_drops_words_and_keeps_the_chain(ledger: Ledger, entry: Entry) -> None:
    book.append(ledger, [entry], NOW)
    assert book.forget(ledger, "d1", "asked to", NOW) == 1
    for table in (content, original, token):
        with ledger.reading() as connection:
            assert connection.scalar(select(func.count()).select_from(table)) == 0
    assert book.count_claims(ledger, ClaimFilter(superseded=True)) == 0
    assert list(book.verify(ledger)) == []
    assert book.append(ledger, [entry], NOW) == book.Appended()  # what was forgotten does not come back by itself
    with pytest.raises(LedgerError, match="no document 'd9'"):
        book.forget(ledger, "d9", "asked to", NOW)


def test_decisions_are_appended_and_come_back(ledger: Ledger) -> None:
    made = [
        Decision("x1", "accept", "c1", "ann", NOW),
        Decision("x2", "correct", "c2", "bob", NOW, slot="status", value="planned"),
    ]
    book.decide(ledger, made[:1])
    book.decide(ledger, made[1:])
    assert book.decisions(ledger) == made
    assert list(book.verify(ledger)) == []
