"""The whole: order of arrival, incremental settling, people's decisions, ratings."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reconcile.stories import groups, origins, report, settle

from ondit.reconcile.judgement import orphaned
from ondit.reconcile.reliability import Record, credibility, likelihood, reliability
from ondit.records import Claim, Decision, Document

VOICES = (
    "the Indian defence minister",
    "the Vietnamese navy",
    "a Russian foreign ministry spokesman",
    "two diplomats",
    "",
)
SPOTS = ("", "Haiphong", "Danang")
KINDS = (("transfer", "ship"), ("transfer", "aircraft"), ("agreement", "contract"))

slots = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(KINDS),
        "voice": st.sampled_from(VOICES),
        "spot": st.sampled_from(SPOTS),
        "figure": st.sampled_from((None, 5, 8, 24, 40)),
        "status": st.sampled_from(("considered", "planned", "underway", "done")),
        "polarity": st.sampled_from(("affirmed", "affirmed", "denied")),
        "certainty": st.sampled_from(("stated", "hedged")),
        "when": st.sampled_from((None, ("2025-04-01", "2025-04-30"), ("2025-11-10", "2025-11-10"))),
    }
)
reports = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 3), st.lists(slots, min_size=1, max_size=3)), min_size=1, max_size=9
)


def built(drawn: Any) -> list[tuple[Document, list[Claim]]]:
    out = []
    for number, (day, outlet, claims) in enumerate(drawn):
        lines = [f"Line {n}: boats, {c['voice']} said, {c['spot']} and {number % 3}." for n, c in enumerate(claims)]
        published = f"2025-{1 + day // 28:02}-{1 + day % 28:02}" if day < 290 else None
        rows = [
            {
                "line": line, "kind": c["kind"][0], "category": c["kind"][1], "actor": "IND", "target": "VNM", "status": c["status"],
                "polarity": c["polarity"], "certainty": c["certainty"], "voices": [c["voice"]] if c["voice"] else [],
                **({"quantity": (c["figure"], c["figure"])} if c["figure"] else {}), **({"when": c["when"]} if c["when"] else {}),
                **({"where": c["spot"]} if c["spot"] else {}),
            }
            for line, c in zip(lines, claims, strict=True)
        ]  # fmt: skip
        out.append(report(f"d{number}", published, f"Outlet {outlet}", "\n".join(lines), *rows))
    return out


def as_rows(settled: Any) -> list[str]:
    return sorted(json.dumps(x.to_json(), sort_keys=True) for part in settled for x in part)


@settings(max_examples=60, deadline=None)
@given(reports, st.randoms())
def test_the_order_of_input_changes_nothing(drawn: Any, rng: Any) -> None:
    told = built(drawn)
    whole = as_rows(settle(told))
    rng.shuffle(told)
    assert as_rows(settle(told)) == whole


@settings(max_examples=60, deadline=None)
@given(reports)
def test_every_claim_is_in_one_origin_of_one_proposition(drawn: Any) -> None:
    told = built(drawn)
    propositions, findings = settle(told)
    ids = sorted(c.id for _, claims in told for c in claims)
    assert sorted(i for p in propositions for i in p.claims) == ids
    assert sorted(i for p in propositions for o in p.origins for i in o) == ids
    assert all(sorted(p.claims) == sorted(i for o in p.origins for i in o) for p in propositions)
    home = {i: (p.id, n) for p in propositions for n, o in enumerate(p.origins) for i in o}
    for f in findings:
        same_origin = home[f.source] == home[f.to]
        assert home[f.source][0] == home[f.to][0]
        assert same_origin == (f.type in ("retelling", "drift"))
        assert (f.what is not None) == (f.type in ("drift", "conflict"))


def test_a_copy_of_a_text_that_was_read_in_two_ways_changes_nothing() -> None:
    voice = "the Indian defence minister"

    def told(name: str, day: str, status: str, text: str) -> tuple[Document, list[Claim]]:
        line = f"{text} boats, {voice} said."
        return report(name, day, "", line, {"actor": "IND", "target": "VNM", "voices": [voice], "status": status})

    three = [
        told("d1", "2025-01-01", "considered", "Some"),
        told("d2", "2025-01-12", "planned", "More"),
        told("d3", "2025-01-12", "considered", "More"),
    ]
    before = [p.credibility for p in settle(three)[0]]
    for name in ("a", "z"):
        copied = settle([*three, told(name, "2025-01-12", "considered", "More")])[0]
        assert [p.credibility for p in copied] == before


@settings(max_examples=60, deadline=None)
@given(reports, st.integers(0, 8), st.integers(1, 5))
def test_copies_never_change_credibility(drawn: Any, chosen: int, copies: int) -> None:
    told = built(drawn)
    document, claims = told[chosen % len(told)]
    before = {frozenset(p.claims): p.credibility for p in settle(told)[0]}
    rows = [
        {**c.to_json(), "id": f"copy{n}:{i}", "document": f"copy{n}"}
        for n in range(copies)
        for i, c in enumerate(claims)
    ]
    twins = [Document(f"copy{n}", document.text, document.published, f"Copier {n}") for n in range(copies)]
    added = [(d, [Claim.from_json(r) for r in rows if r["document"] == d.id]) for d in twins]
    after = {
        frozenset(i for i in p.claims if not i.startswith("copy")): p.credibility for p in settle([*told, *added])[0]
    }
    assert before == after


@given(st.integers(0, 6), st.integers(0, 6))
def test_agreement_never_worsens_and_conflict_never_betters(agree: int, conflict: int) -> None:
    def rated(sides: tuple[int, int]) -> int:
        a, c = sides
        return credibility([a - 1] * a + [c - 1] * c, [c] * a + [a] * c)[0]

    lead, other = max(agree, conflict) + 1, min(agree, conflict)
    now = rated((lead, other))
    assert rated((lead + 1, other)) <= now
    assert rated((lead, other + 1)) >= now


STATES = ("Indian", "Vietnamese", "French", "Polish", "Turkish", "German", "Japanese", "Chinese", "Iranian")
OFFICES = [f"the {state} navy" for state in STATES]


def boats(number: int, polarity: str) -> tuple[Document, list[Claim]]:
    """A report of its own, with a voice of its own, that affirms or denies one thing."""
    line = f"Boats: {OFFICES[number]} said, " + " ".join(f"word{n}of{number}" for n in range(20))
    row = {
        "actor": "IND", "target": "VNM", "category": "ship", "quantity": (8, 8), "status": "done", "polarity": polarity,
        "voices": [OFFICES[number]], "when": ("2025-04-01", "2025-04-01"),
    }  # fmt: skip
    return report(f"d{number}", f"2025-04-{2 + number:02}", f"Outlet {number}", line, row)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(("affirmed", "affirmed", "denied")), min_size=1, max_size=8), st.booleans())
def test_one_more_origin_moves_credibility_its_own_way_only(sides: list[str], agrees: bool) -> None:
    told = [boats(n, side) for n, side in enumerate(sides)]
    (before,) = settle(told)[0]
    lead = "affirmed" if sides.count("affirmed") >= sides.count("denied") else "denied"
    other = "denied" if lead == "affirmed" else "affirmed"
    if not agrees and sides.count(other) >= sides.count(lead):
        return  # an origin of the other half would lead itself
    (after,) = settle([*told, boats(len(sides), lead if agrees else other)])[0]
    assert len(after.origins) == len(before.origins) + 1
    assert after.credibility <= before.credibility if agrees else after.credibility >= before.credibility


def test_reliability_needs_evidence() -> None:
    assert reliability(Record())[0] == "F"
    assert reliability(Record(2, 2))[0] == "F"
    assert reliability(Record(2, 2), "B")[0] == "B"
    assert reliability(Record(40, 40), "E")[0] == "A"
    letters = [reliability(Record(held, 20))[0] for held in (20, 17, 13, 9, 2)]
    assert letters == sorted(letters)
    assert letters[0] == "A"
    assert letters[-1] == "E"


def test_likelihood_only_where_measured() -> None:
    assert likelihood(1, "transfer", {}) is None
    assert likelihood(1, "transfer", {("transfer", 1): 0.9}) == "very likely"


def decision(number: int, action: str, subject: str, other: str | None = None, **more: Any) -> Decision:
    return Decision(f"x{number}", action, subject, "me", f"2025-12-0{number}", other=other, **more)


def twins() -> list[tuple[Document, list[Claim]]]:
    base = {"actor": "IND", "target": "VNM", "category": "ship", "quantity": (8, 8)}
    return [
        report(
            "a",
            "2025-04-02",
            "One",
            "Boats go, the Indian defence minister said.",
            {**base, "voices": ["the Indian defence minister"]},
        ),
        report(
            "b",
            "2025-04-03",
            "Two",
            "Boats, says the Indian defence minister.",
            {**base, "voices": ["the Indian defence minister"]},
        ),
        report(
            "c",
            "2025-04-04",
            "Three",
            "Boats for them, the Vietnamese navy said.",
            {**base, "voices": ["the Vietnamese navy"]},
        ),
    ]


def test_decisions_are_stronger_than_the_machine() -> None:
    told = twins()
    assert origins(settle(told)[0]) == {frozenset({"a:0", "b:0"}), frozenset({"c:0"})}
    apart = [decision(1, "not-same-origin", "a:0", "b:0")]
    assert origins(settle(told, decisions=apart)[0]) == {frozenset({"a:0"}), frozenset({"b:0"}), frozenset({"c:0"})}
    one = [decision(1, "same-origin", "a:0", "c:0")]
    assert origins(settle(told, decisions=one)[0]) == {frozenset({"a:0", "b:0", "c:0"})}
    split = [decision(1, "not-same-proposition", "a:0", "c:0")]
    assert not any({"a:0", "c:0"} <= g for g in groups(settle(told, decisions=split)[0]))
    gone = [decision(1, "reject", "b:0")]
    assert groups(settle(told, decisions=gone)[0]) == {frozenset({"a:0", "c:0"})}


def test_decisions_are_reversible_and_the_last_counts() -> None:
    told = twins()
    plain = as_rows(settle(told))
    back = [decision(1, "reject", "b:0"), decision(2, "accept", "b:0", revokes="x1")]
    assert as_rows(settle(told, decisions=back)) == plain
    assert as_rows(settle(told, decisions=[decision(1, "reject", "b:0"), decision(2, "accept", "b:0")])) == plain
    flip = [decision(1, "not-same-origin", "a:0", "b:0"), decision(2, "same-origin", "a:0", "b:0")]
    assert origins(settle(told, decisions=flip)[0]) == {frozenset({"a:0", "b:0"}), frozenset({"c:0"})}


def test_two_blocks_become_one_where_a_person_says_so() -> None:
    a = report("a", "2025-04-02", "One", "Boats go.", {"actor": "IND", "target": "VNM", "category": "ship"})
    b = report(
        "b",
        "2025-04-02",
        "Two",
        "Training on boats.",
        {"kind": "training", "category": "course", "actor": "IND", "target": "VNM"},
    )
    assert len(groups(settle([a, b])[0])) == 2
    assert len(groups(settle([a, b], decisions=[decision(1, "same-proposition", "a:0", "b:0")])[0])) == 1


def test_a_corrected_slot_is_what_counts() -> None:
    told = twins()
    fixed = [decision(1, "correct", "c:0", slot="target", value="PHL")]
    assert groups(settle(told, decisions=fixed)[0]) == {frozenset({"a:0", "b:0"}), frozenset({"c:0"})}
    figure = [decision(1, "correct", "c:0", slot="quantity", value={"low": 9, "high": 9})]
    _, findings = settle(told, decisions=figure)
    assert ("conflict", "quantity") in {(f.type, f.what) for f in findings}
    wrong = [decision(1, "correct", "c:0", slot="status", value="nonsense")]
    assert as_rows(settle(told, decisions=wrong)) == as_rows(settle(told))


def test_a_decision_outlives_a_new_reading_by_its_anchor() -> None:
    told = twins()
    claim = told[1][1][0]
    anchor = {"document": "b", "start": claim.evidence.start, "end": claim.evidence.end, "kind": "transfer"}
    gone = [decision(1, "reject", "an id of an older extractor", anchor=anchor)]
    assert groups(settle(told, decisions=gone)[0]) == {frozenset({"a:0", "c:0"})}
    first = told[0][1][0]
    both = {
        "document": "a",
        "start": first.evidence.start,
        "end": first.evidence.end,
        "kind": "transfer",
        "other": anchor,
    }
    apart = [decision(1, "not-same-origin", "one of old", "another of old", anchor=both)]
    assert frozenset({"a:0"}) in origins(settle(told, decisions=apart)[0])
    lost = [decision(2, "reject", "gone"), decision(3, "same-origin", "a:0", "gone"), decision(4, "reject", "b:0")]
    claims = [c for _, cs in told for c in cs]
    assert orphaned([*gone, *apart, *lost], claims) == {"x2", "x3"}
    assert orphaned([*lost, decision(5, "undo", "gone", revokes="x2")], claims) == {"x3"}
