"""Every language's data, found by its folder: a new language is tested without an edit here."""

from __future__ import annotations

import pytest

from ondit.languages import FOLDER, available, load
from ondit.languages.check import FRAMES, faults
from ondit.records import CATEGORIES, OBJECT_GROUPS

NO_NOUN = {*OBJECT_GROUPS["stance"]}  # stances are told by verbs and by words of praise and blame


@pytest.mark.parametrize("code", available())
def test_data_has_no_faults(code: str) -> None:
    assert faults(FOLDER / code) == []


@pytest.mark.parametrize("code", available())
def test_every_frame_has_event_words(code: str) -> None:
    told = {e.sense for e in load(code).entries if e.type == "triggers"}
    assert set(FRAMES) - told == set()


@pytest.mark.parametrize("code", available())
def test_every_category_has_nouns(code: str) -> None:
    named = {e.sense for e in load(code).entries if e.type == "objects"}
    assert set(CATEGORIES) - NO_NOUN - named == set()


@pytest.mark.parametrize("code", available())
def test_closed_classes_are_there(code: str) -> None:
    entries = load(code).entries
    modality = {e.sense for e in entries if e.type == "modality"}
    assert {
        "negation",
        "deny",
        "refuse",
        "hedge",
        "possible",
        "consider",
        "plan",
        "start",
        "end",
        "positive",
        "negative",
    } <= modality
    assert {"say", "voice", "office"} <= {e.sense for e in entries if e.type == "speech"}
    months = {e.args[0] for e in entries if e.type == "times" and e.sense == "month"}
    assert {str(n) for n in range(1, 13)} <= months
    assert len({e.sense for e in entries if e.type == "parties" and e.args[0] == "name"}) >= 190


@pytest.mark.parametrize("code", available())
def test_every_form_of_the_lexicon_is_found_in_itself(code: str) -> None:
    """A plain form that stands alone is matched, unless a boundary rule of its script forbids one letter to stand alone."""
    language = load(code)
    for entry in language.entries[:: max(1, len(language.entries) // 1500)]:
        if entry.rest or entry.type in ("markers", "numbers") or "attached" in entry.tags:
            continue
        found = language.mentions(entry.form)
        assert any(m.type == entry.type and m.sense == entry.sense for m in found), entry
