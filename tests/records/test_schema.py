"""The schema that is derived from the records accepts and rejects what the contract's does, and so do the records."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import ondit
from ondit.export.schema import claim_schema
from ondit.records import OBJECT_GROUPS, Claim, ClaimError, Document

CONTRACT = Path(ondit.__file__).parent / "contract"
THEIRS = Draft202012Validator(json.loads((CONTRACT / "claim.schema.json").read_text("utf-8")))
OURS = Draft202012Validator(claim_schema())

TEXT = "Pyongyang considers sending 25,000 workers to Russia in 2026, to Alabuga, NHK says."


def span(words: str, **more: Any) -> dict[str, Any]:
    at = TEXT.index(words)
    return {"start": at, "end": at + len(words), "text": words} | more


FULL: dict[str, Any] = {
    "id": "c1", "document": "d1", "kind": "deployment",
    "actor": span("Pyongyang", code="PRK", entity=None),
    "object": span("workers", category="workers", designation=None, origin=None),
    "target": span("Russia", code="RUS"),
    "quantity": span("25,000", low=25000, high=25000, unit="person", approximate=False, per=None),
    "when": span("2026", **{"from": "2026-01-01", "to": "2026-12-31"}),
    "where": span("Alabuga", name="Alabuga", latitude=55.8, longitude=None),
    "status": "considered", "polarity": "affirmed", "certainty": "stated",
    "attribution": [span("NHK", verb="says")],
    "evidence": span(TEXT), "also": [span("Russia")], "flags": ["mistranslation"],
    "extractor": "test/1", "confidence": 0.5,
}  # fmt: skip
WITHIN = [(name, key) for name, value in FULL.items() if isinstance(value, dict) for key in value]
LISTED = [("attribution", 0), ("attribution", 0, "verb"), ("attribution", 0, "start"), ("also", 0), ("also", 0, "text")]
PATHS = [*((name,) for name in FULL), *WITHIN, *LISTED, ("flags", 0)]
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=5),
    st.sampled_from(["day", "percent", "troops", "transfer", "ended", "denied", "hedged", "2026-02-30", "2026-02-28"]),
    st.just([]), st.just({}), st.just([{}]), st.just(["x"]), st.just(span("NHK")),
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """A full claim with one to three places taken out or given another value."""
    row = copy.deepcopy(FULL)
    for path in draw(st.lists(st.sampled_from(PATHS), min_size=1, max_size=3, unique=True)):
        at: Any = row
        try:
            for step in path[:-1]:
                at = at[step]
            if draw(st.booleans()) and isinstance(at, dict):
                at.pop(path[-1], None)
            else:
                at[path[-1]] = draw(VALUES)
        except (KeyError, IndexError, TypeError):
            continue
    return row


@given(mutated())
@settings(max_examples=600, deadline=None)
def test_both_schemas_and_the_records_agree(row: dict[str, Any]) -> None:
    accepted = THEIRS.is_valid(row)
    assert OURS.is_valid(row) == accepted
    try:
        claim = Claim.from_json(row)
    except ClaimError:
        return
    assert accepted, f"the records took what the contract refuses: {claim}"
    assert THEIRS.is_valid(claim.to_json())


def test_a_full_claim_survives_the_journey() -> None:
    assert THEIRS.is_valid(FULL)
    claim = Claim.from_json(FULL)
    assert Claim.from_json(json.loads(json.dumps(claim.to_json()))) == claim
    claim.check_against(TEXT)
    with pytest.raises(ClaimError, match="the text at"):
        claim.check_against(TEXT.replace("Alabuga", "Yelabug"))


def test_the_vocabulary_is_the_contracts() -> None:
    vocabulary = json.loads((CONTRACT / "vocabulary.json").read_text("utf-8"))
    assert {group: list(names) for group, names in OBJECT_GROUPS.items()} == vocabulary["objects"]


def test_the_published_schema_is_the_derived_one() -> None:
    published = Path(ondit.__file__).parents[2] / "docs" / "claim.schema.json"
    assert json.loads(published.read_text("utf-8")) == claim_schema(), "run: ondit schema > docs/claim.schema.json"


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"kind": "transfer"}, "can't have the object"),
        ({"when": span("2026", **{"from": "2026-13-01", "to": None})}, "not a date"),
        ({"when": span("2026", **{"from": "2026", "to": None})}, "not a day"),
        ({"quantity": span("25,000", low=5, high=2, unit="person", approximate=False)}, "can't be from 5 to 2"),
        ({"quantity": span("25,000", low=None, high=None, unit="person", approximate=False)}, "can't be from None"),
        ({"evidence": {"start": 0, "end": 5, "text": "four"}}, "does not fit"),
        ({"confidence": 1.5}, "outside 0–1"),
    ],
)
def test_what_no_schema_can_say_is_refused_too(change: dict[str, Any], cause: str) -> None:
    with pytest.raises(ClaimError, match=cause):
        Claim.from_json(FULL | change)


def test_ids_follow_what_is_said(make_document: Callable[..., Document], make_claim: Callable[..., Claim]) -> None:
    document = make_document("Pyongyang sends 500 workers to Russia, NHK and KCNA say.", id="d1")
    first = make_claim(document)
    assert make_claim(document, confidence=0.9, certainty="hedged").id == first.id
    others = [
        make_claim(document, status="done"), make_claim(document, polarity="denied"),
        make_claim(document, voices=["NHK"]),
        make_claim(document, voices=["KCNA"]), make_claim(document, quantity=(500.0, 500.0, "person", "500")),
        make_claim(document, actor_code="KOR"), make_claim(document, category="engineers"),
    ]  # fmt: skip
    assert len({first.id, *(claim.id for claim in others)}) == len(others) + 1
