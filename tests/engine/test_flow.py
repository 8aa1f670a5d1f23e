"""The chain on a ledger: reading twice, resuming, documents that break the extractor, settling, checking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ondit import ledger as book
from ondit.engine import flow, work
from ondit.ledger import Ledger
from ondit.read import Reading
from ondit.records import Claim, Document

NOW = "2026-01-02T03:04:05Z"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, make_claim: Callable[..., Claim]) -> dict[str, list[dict[str, Any]]]:
    """Claims by document id, given instead of extracted ones; a document named «broken» makes the extractor fail."""
    claims: dict[str, list[dict[str, Any]]] = {}

    def extract(document: Document) -> list[Claim]:
        if document.id == "broken":
            raise ZeroDivisionError("no claim")
        return [make_claim(document, **slots) for slots in claims.get(document.id, [])]

    monkeypatch.setattr(work, "extract", extract)
    monkeypatch.setattr(work, "EXTRACTOR", "test/1")
    monkeypatch.setattr(flow, "relevant_sentences", lambda document: [])
    return claims


def reading(name: str, text: str = "Pyongyang sends workers to Russia.", address: str = "", **known: Any) -> Reading:
    return Reading(Document(name, text, **known), address or f"address {name}", text.encode(), "text/plain")


def read(ledger: Ledger, *readings: Reading) -> flow.Progress:
    *_, last = flow.read_into(ledger, readings, lambda: NOW, workers=1)
    flow.settle(ledger)
    return last


def test_what_is_known_is_not_extracted_again(ledger: Ledger, told: dict[str, list[dict[str, Any]]]) -> None:
    told["a"] = [{}]
    first = read(ledger, reading("a"), reading("b", "Rain tomorrow."))
    assert (first.documents, first.claims, first.known) == (2, 1, 0)
    again = read(ledger, reading("a"), reading("b", "Rain tomorrow."), reading("c"))
    assert (again.documents, again.claims, again.known) == (1, 0, 2)
    assert set(book.documents(ledger, ["a", "b", "c"])) == {"a"}  # documents without claims leave their hash only


def test_one_document_never_stops_the_others(ledger: Ledger, told: dict[str, list[dict[str, Any]]]) -> None:
    told["b"] = [{}]
    done = read(ledger, reading("broken"), reading("b"))
    assert [(document.id, cause) for document, cause in done.problems] == [
        ("broken", "extraction failed: ZeroDivisionError: no claim")
    ]
    assert done.claims == 1
    assert book.known(ledger, ["broken"], "test/1") == set()  # so that a mended extractor reads it


def test_claims_that_do_not_quote_are_dropped_and_counted(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, make_claim: Callable[..., Claim]
) -> None:
    other = Document("a", "Pyongyang sends workers to Russia!")
    monkeypatch.setattr(work, "extract", lambda document: [make_claim(document), make_claim(other)])
    done = read(ledger, reading("a"))
    assert (done.claims, done.broken) == (1, 1)


def test_uncovered_languages_are_kept_and_counted(ledger: Ledger, told: dict[str, list[dict[str, Any]]]) -> None:
    done = read(
        ledger, reading("a", "Пхеньян", language="xx"), reading("b", language="xx"), reading("c", language="fr")
    )
    assert done.uncovered == {"xx": 2}
    assert set(book.documents(ledger, ["a", "b", "c"])) == {"a", "b"}


def test_many_documents_come_in_batches(ledger: Ledger, told: dict[str, list[dict[str, Any]]]) -> None:
    many = [reading(f"d{number}") for number in range(2 * flow.BATCH + 1)]
    steps = [progress.documents for progress in flow.read_into(ledger, many, lambda: NOW, workers=1)]
    assert steps == [100, 200, 201, 201]
    assert list(book.verify(ledger)) == []


def test_settling_is_done_once_and_again_after_a_new_document(
    ledger: Ledger, told: dict[str, list[dict[str, Any]]]
) -> None:
    told["a"] = told["b"] = [{}]
    read(ledger, reading("a", published="2025-06-19", outlet="A"))
    assert book.unsettled(ledger) == (1, 1)
    assert book.counts(ledger)["propositions"] == 1
    read(ledger, reading("b", published="2025-06-20", outlet="B"))
    assert book.unsettled(ledger) == (2, 2)
    assert book.counts(ledger)["propositions"] == 1


def test_a_check_leaves_the_ledger_as_it_was(ledger: Ledger, told: dict[str, list[dict[str, Any]]]) -> None:
    told["a"] = [{"voices": ["NHK"]}]
    told["x"] = [{"status": "underway"}]
    text = "Pyongyang considers sending workers to Russia, NHK says."
    read(ledger, reading("a", text, published="2025-06-19", outlet="Ukrinform"))
    before = book.counts(ledger)
    checked = flow.check(ledger, reading("x", "Pyongyang has workers in Russia."))
    assert book.counts(ledger) == before
    (claim,) = checked.claims
    assert (claim.reports, claim.origins) == (1, 1)
    assert claim.earliest is not None
    assert claim.earliest.document.outlet == "Ukrinform"


def test_the_article_itself_is_no_report_about_itself(ledger: Ledger, told: dict[str, list[dict[str, Any]]]) -> None:
    told["x"] = told["old"] = [{}]
    read(ledger, reading("old", address="https://example.org/x"))
    (claim,) = flow.check(ledger, reading("x", address="https://example.org/x")).claims
    assert claim.reports == 0


def test_tracing_by_claim_and_by_proposition(ledger: Ledger, told: dict[str, list[dict[str, Any]]]) -> None:
    told["a"] = [{}]
    read(ledger, reading("a"))
    (claim,) = book.everything(ledger)[1]
    proposition, _, reports = flow.trace(ledger, claim[:8])
    assert proposition["claims"] == [claim]
    assert list(reports) == [claim]
    assert flow.trace(ledger, proposition["id"])[0] == proposition
    with pytest.raises(book.LedgerError, match="no claim and no proposition"):
        flow.trace(ledger, "zz")
