"""Extraction as a whole: spans, ids, silence, determinism; nothing here depends on one sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extract import gold

from ondit.extract import extract, relevant_sentences
from ondit.records import GROUP_OF, GROUPS_BY_KIND, Claim, Document

ROWS: list[dict[str, Any]] = [json.loads(path.read_text("utf-8")) for path in gold.PATHS]


def document(row: dict[str, Any]) -> Document:
    return Document.from_json({k: row[k] for k in ("id", "text", "published", "outlet") if row.get(k)})


def test_gold_is_there() -> None:
    assert len(ROWS) >= 60


@pytest.mark.parametrize("row", ROWS, ids=lambda r: str(r["id"]))
def test_claims_keep_the_contract(row: dict[str, Any]) -> None:
    claims = extract(document(row))
    ids = [claim.id for claim in claims]
    assert len(ids) == len(set(ids))
    for claim in claims:
        claim.check_against(row["text"])
        assert Claim.from_json(claim.to_json()) == claim
        assert GROUP_OF[claim.object.category] in GROUPS_BY_KIND[claim.kind]
        assert claim.actor is not None or claim.target is not None
        if claim.actor and claim.target:
            assert claim.actor.code != claim.target.code
        for slot in (
            claim.actor,
            claim.object,
            claim.target,
            claim.quantity,
            claim.when,
            claim.where,
            *claim.attribution,
        ):
            assert slot is None or len(slot.text) <= 100


@pytest.mark.parametrize("row", [r for r in ROWS if not r["claims"]], ids=lambda r: str(r["id"]))
def test_texts_about_something_else_yield_nothing(row: dict[str, Any]) -> None:
    assert extract(document(row)) == []


def test_reading_twice_gives_the_same_claims() -> None:
    row = ROWS[0]
    assert extract(document(row)) == extract(document(row))


def test_an_uncovered_language_yields_nothing() -> None:
    assert (
        extract(
            Document(
                id="x",
                text="Shqipëria dërgoi njëqind automjete ushtarake në Ukrainë javën e kaluar, tha ministri.",
                language="sq",
            )
        )
        == []
    )


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["fr", "en", "ru", "ko", "ja", "ar", "tr"]))
def test_any_text_is_read_without_an_error(text: str, language: str) -> None:
    if text:
        for claim in extract(Document(id="x", text=text, language=language)):
            claim.check_against(text)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_gold_texts_cut_anywhere_keep_their_spans(data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(ROWS))
    start = data.draw(st.integers(0, len(row["text"]) - 1))
    text = row["text"][start : start + data.draw(st.integers(1, 400))]
    for claim in extract(Document(id="x", text=text, published=row["published"], language=row["language"])):
        claim.check_against(text)


def test_relevant_sentences_gave_no_claim() -> None:
    for row in ROWS[:20]:
        doc = document(row)
        evidence = {(s.start, s.end) for c in extract(doc) for s in (c.evidence, *c.also)}
        for span in relevant_sentences(doc):
            assert doc.text[span.start : span.end] == span.text
            assert (span.start, span.end) not in evidence
