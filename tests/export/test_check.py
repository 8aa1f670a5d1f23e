"""A check written out: nothing in a document's text becomes markup, and silence never sounds like a yes."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from ondit.export.check import FEW, as_html, as_json, as_markdown, shown
from ondit.reconcile.check import Check, Checked, Remark, Report
from ondit.records import Claim, Document, Span

HOSTILE = "Pyongyang <script>alert(1)</script> sends **workers** to Russia & [x](y)."


@pytest.fixture
def check(make_document: Callable[..., Document], make_claim: Callable[..., Claim]) -> Check:
    report = make_document(
        "Pyongyang considers sending workers to Russia, NHK says.", published="2025", outlet="<b>O</b>"
    )
    article = make_document(HOSTILE + "\nRussia sends none.", title="A <i>title</i>")
    told = make_claim(article, status="done", object="workers")
    origin = Report(make_claim(report, voices=["NHK"]), report)
    unread = Span(len(HOSTILE) + 1, len(article.text), "Russia sends none.")
    drift = Remark("drift", origin, ("status", "attribution"))
    return Check(article, (Checked(told, origin, 1, 1, (drift,)), Checked(told)), (unread,))


def test_json_holds_everything(check: Check) -> None:
    told = json.loads(json.dumps(as_json(check, "en")))
    first, second = told["claims"]
    assert first["reports"] == first["origins"] == 1
    assert first["earliest"]["document"]["published"] == "2025"
    assert first["notes"][0]["what"] == ["status", "attribution"]
    assert "the source was lost" in first["notes"][0]["text"]
    assert second["held"] == "nothing in this ledger"
    assert told["unread"][0]["text"] == "Russia sends none."
    assert told["grave"] == 1
    assert told["sum"] == "1 drift or conflict found."


@pytest.mark.parametrize(
    ("language", "words"), [("en", "neither confirms nor refutes"), ("fr", "ne confirme ni n'infirme")]
)
def test_silence_is_never_a_yes(check: Check, language: str, words: str) -> None:
    for text in (as_markdown(check, language), as_html(check, language)):
        assert words in text.replace("&#x27;", "'")


def test_an_article_without_claims_says_so(make_document: Callable[..., Document]) -> None:
    told = as_json(Check(make_document("Rain tomorrow."), (), ()), "en")
    assert told["counted"] == "ondit took no claim from this text."
    assert told["sum"] == "Nothing in this ledger."


def test_hostile_text_stays_text(check: Check) -> None:
    page = as_html(check, "en")
    assert "<script" not in page
    assert "<b>O" not in page
    tree = LexborHTMLParser(page)
    assert {node.text() for node in tree.css("blockquote")} == {HOSTILE}
    assert [node.text() for node in tree.css("dt.grave")] == ["Drift"]
    assert len(tree.css("em")) == 2
    markdown = as_markdown(check, "en")
    assert "\\<script\\>" in markdown
    assert "\\*\\*workers\\*\\*" in markdown
    assert "\\[x\\](y)" in markdown


@given(st.lists(st.sampled_from(["drift", "conflict", "update", "corroboration"]), max_size=40))
def test_of_many_notes_the_grave_ones_are_all_shown(types: list[str]) -> None:
    kept = shown([{"type": kind, "text": "x", "label": "l"} for kind in sorted(types)], "en")
    for kind in set(types):
        count = sum(note["type"] == kind for note in kept)
        assert count == (types.count(kind) if kind in ("drift", "conflict") else min(types.count(kind), FEW + 1))
