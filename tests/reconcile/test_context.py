"""What is learned of outlets (families, records), what a user sets, and how both count."""

from __future__ import annotations

import pytest
from tests.reconcile.stories import report, settle

from ondit.reconcile import Context, reconcile_and_learn
from ondit.reconcile.accounts import accounts
from ondit.reconcile.context import NO_CONTEXT, read_settings
from ondit.reconcile.facts import facts_of
from ondit.reconcile.reliability import MOST, UNKNOWN, Record, weigh
from ondit.records import Claim, Decision, Document

Told = list[tuple[Document, list[Claim]]]
SAID = [("One", "the Indian defence minister"), ("Two", "the Vietnamese navy"), ("Three", "the French navy")]


def shipments(count: int, *more: tuple[str, str]) -> Told:
    """So many shipments, each told by outlets with a voice of their own."""
    return [
        report(f"{o}{n}", f"20{20 + n // 12}-{n % 12 + 1:02}-0{k + 1}", o, f"Boats go, {v} said in report {n}.", {
            "actor": "IND", "target": "VNM", "category": "ship", "quantity": (10 + n, 10 + n), "voices": [v],
            "when": (f"20{20 + n // 12}-{n % 12 + 1:02}-01",) * 2, "status": "done"})
        for n in range(count) for k, (o, v) in enumerate((*SAID, *more))
    ]  # fmt: skip


def learned(told: Told, decisions: tuple[Decision, ...] = ()) -> Context:
    return reconcile_and_learn([d for d, _ in told], [c for _, cs in told for c in cs], decisions)[1]


def test_records_come_from_statements_that_are_settled() -> None:
    context = learned(shipments(4))
    assert context.records[("one", "transfer")] == Record(4, 4)
    assert context.rating("One", "transfer")[0] in "AB"
    assert context.rating("One", "losses")[0] == "F"
    assert learned(shipments(4)).version == context.version


def test_a_claim_against_what_held_did_not_hold() -> None:
    told = shipments(1)
    line = "Boats do not go, the Thai navy said."
    told.append(report("x", "2020-01-05", "Fourth", line, {
        "actor": "IND", "target": "VNM", "category": "ship", "quantity": (10, 10), "voices": ["the Thai navy"],
        "when": ("2020-01-01",) * 2, "status": "done", "polarity": "denied"}))  # fmt: skip
    assert learned(told).records[("fourth", "transfer")] == Record(0, 1)
    assert learned(told).records[("one", "transfer")] == Record(1, 1)


def test_people_settle_what_the_machine_cannot() -> None:
    told = shipments(1)[:1]
    (claim,) = told[0][1]
    assert ("one", "transfer") not in learned(told).records
    for action, held in (("accept", 1), ("reject", 0)):
        word = Decision("x", action, claim.id, "me", "2025-01-01")
        assert learned(told, (word,)).records[("one", "transfer")] == Record(held, 1)


def test_a_retelling_that_changed_the_figure_did_not_hold() -> None:
    told = shipments(1)
    copy = "Boats go, the Indian defence minister said in report 0, and more of them."
    told.append(report("x", "2020-01-02", "Copier", copy, {
        "actor": "IND", "target": "VNM", "category": "ship", "quantity": (15, 15), "voices": [SAID[0][1]],
        "when": ("2020-01-01",) * 2, "status": "done"}))  # fmt: skip
    propositions, findings = settle(told)
    (whole,) = propositions
    assert ("drift", "quantity") in {(f.type, f.what) for f in findings}
    tellings = {t.id: t for d, cs in told for t in facts_of(d, cs).tellings}
    outlets = {d.id: (d.outlet or "").lower() for d, _ in told}
    rows = {a.outlet: (a.first, a.held, a.settled) for a in accounts(whole, findings, tellings, outlets)}
    assert rows == {"one": (1, 1, 1), "two": (1, 1, 1), "three": (1, 1, 1), "copier": (0, 0, 1)}


def test_outlets_that_print_the_same_words_become_one_origin() -> None:
    told: Told = []
    for n in range(32):
        for k, outlet in enumerate(("Alpha", "Beta")):
            line = f"India hands {10 + n} boats to Vietnam."
            told.append(report(f"{outlet}{n}", f"20{20 + n // 12}-{n % 12 + 1:02}-0{1 + k}", outlet,
                f"{line}\n" + " ".join(f"{outlet}{w}{n}" for w in range(30)), {"actor": "IND", "target": "VNM",
                "category": "ship", "quantity": (10 + n, 10 + n), "when": (f"20{20 + n // 12}-{n % 12 + 1:02}-01",) * 2,
                "status": "done"}))  # fmt: skip
    alone, _ = settle(told)
    assert {len(p.origins) for p in alone} == {2}
    (together, _), context = reconcile_and_learn([d for d, _ in told], [c for _, cs in told for c in cs])
    assert context.families == {"alpha": "alpha", "beta": "alpha"}
    assert {len(p.origins) for p in together} == {1}


def test_a_better_record_weighs_more_in_steps() -> None:
    assert weigh(Record(2, 2)) == UNKNOWN
    assert weigh(Record(0, 10)) < weigh(Record(7, 10)) < weigh(Record(200, 200)) == MOST
    assert weigh(Record(700, 1000)) == weigh(Record(701, 1001))


def test_a_figure_counts_by_the_record_of_its_outlet() -> None:
    values = (10, 11, 20)
    told = [
        report(f"d{n}", f"2025-04-0{n + 1}", outlet, f"Boats go, {voice} said.", {
            "actor": "IND", "target": "VNM", "category": "ship", "quantity": (v, v), "voices": [voice], "status": "planned"})
        for n, ((outlet, voice), v) in enumerate(zip(SAID, values, strict=True))
    ]  # fmt: skip
    (plain,) = settle(told)[0]
    assert plain.estimate is not None
    assert plain.estimate["median"] == 11
    (weighed,) = settle(told, context=Context(records={("three", "transfer"): Record(50, 50)}))[0]
    assert weighed.estimate is not None
    assert weighed.estimate["median"] == 20
    assert (weighed.low, weighed.high, weighed.credibility) == (plain.low, plain.high, plain.credibility)


def test_what_a_user_sets() -> None:
    given = read_settings('[reliability]\n"The Herald" = "B"\n[calibration.transfer]\n1 = 0.93\n')
    assert given.rating("the  HERALD", "losses")[0] == "B"
    assert given.likelihood("transfer", 1) == "very likely"
    assert given.likelihood("losses", 1) is None
    assert NO_CONTEXT.likelihood("transfer", 1) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("x = [", "not TOML"),
        ("[trust]", "unknown table 'trust'"),
        ('[reliability]\nHerald = "Q"', "'Herald': 'Q' is none of A"),
        ("[calibration.gossip]\n1 = 0.5", "no kind of claim"),
        ("[calibration.transfer]\n7 = 0.5", "not a credibility"),
        ("[calibration.transfer]\n1 = 7", "between 0 and 1"),
        ("reliability = 3", "is no table"),
    ],
)
def test_settings_that_are_none(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        read_settings(text)
