"""Drift along an origin; conflict, update and corroboration between origins: the contract's settled questions one by one."""

from __future__ import annotations

from typing import Any

import pytest
from tests.reconcile.stories import groups, report, settle, told

MINISTER = "the Indian defence minister"
LATER = "the Vietnamese navy"


def pair(
    first: dict[str, Any],
    second: dict[str, Any],
    days: tuple[str, str] = ("2025-04-02", "2025-08-19"),
    same_voice: bool = False,
):
    """Two reports of one transfer from two voices (or one)."""
    base = {"actor": "IND", "target": "VNM", "category": "ship"}
    voice = MINISTER if same_voice else LATER
    one, two = f"Boats go to Hanoi (Haiphong), said {MINISTER}.", f"Danang or conflict zones: of boats spoke {voice}."
    a = report("a", days[0], "One", one, {**base, "voices": [MINISTER], **first})
    b = report("b", days[1], "Two", two, {**base, "voices": [voice], **second})
    return settle([a, b])


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        ({"status": "considered"}, {"status": "planned"}, "status"),
        ({"certainty": "hedged"}, {"certainty": "stated"}, "certainty"),
        ({"certainty": "stated"}, {"certainty": "hedged"}, "certainty"),
        ({"quantity": (8, 8)}, {"quantity": (9, 9)}, "quantity"),
        ({"quantity": (None, 8)}, {"quantity": (8, 8)}, "quantity"),
        ({"where": "Haiphong"}, {"where": "Danang"}, "place"),
        ({"where": "Haiphong"}, {"where": "conflict zones"}, "place"),
        ({"quantity": (8, 8)}, {"quantity": (8, 8), "category": "aircraft"}, "object"),
        ({"when": ("2025-12-01", "2025-12-31")}, {"when": ("2025-11-21", "2025-11-30")}, "time"),
    ],
)
def test_drift(first: dict[str, Any], second: dict[str, Any], what: str) -> None:
    _, findings = pair(first, second, ("2025-04-02", "2025-04-03"), same_voice=True)
    assert told(findings, "drift") == {(what, "a:0", "b:0")}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"quantity": (8, 8)}, {}),
        ({"where": "Haiphong"}, {}),
        ({"quantity": (8, 8)}, {"quantity": (None, 8)}),
        ({"quantity": (2000, 9999, "item", True)}, {"quantity": (5000, 5000)}),
        ({"when": ("2025-04-02", "2027-04-02")}, {"when": ("2025-04-03", "2027-04-03")}),
    ],
)
def test_no_drift(first: dict[str, Any], second: dict[str, Any]) -> None:
    _, findings = pair(first, second, ("2025-04-02", "2025-04-03"), same_voice=True)
    assert not told(findings, "drift")
    assert told(findings, "retelling")


@pytest.mark.parametrize(
    ("first", "second", "days", "kind", "what"),
    [
        ({"status": "planned"}, {"status": "done"}, ("2025-04-02", "2025-08-19"), "update", None),
        ({"status": "planned"}, {"status": "done"}, ("2025-04-02", "2025-04-12"), "conflict", "status"),
        ({"status": "done"}, {"status": "planned"}, ("2025-04-02", "2025-04-12"), "conflict", "status"),
        ({"status": "done", "quantity": (5, 5)}, {"status": "done", "quantity": (7, 7)}, ("2025-04-02", "2025-04-12"), "conflict", "quantity"),
        ({"status": "underway", "quantity": (300, 300)}, {"status": "underway", "quantity": (520, 520)}, ("2025-04-02", "2025-06-20"), "update", None),
        ({"status": "underway", "quantity": (520, 520)}, {"status": "underway", "quantity": (300, 300)}, ("2025-04-02", "2025-06-20"), "conflict", "quantity"),
        ({}, {"polarity": "denied"}, ("2025-04-02", "2025-04-05"), "conflict", "polarity"),
        ({"polarity": "denied"}, {}, ("2025-04-02", "2025-04-05"), "conflict", "polarity"),
        ({"polarity": "denied"}, {}, ("2025-04-02", "2025-07-05"), "update", None),
        ({"quantity": (8, 8)}, {"quantity": (8, 8)}, ("2025-04-02", "2025-04-05"), "corroboration", None),
        ({"quantity": (8, 8)}, {}, ("2025-04-02", "2025-04-05"), "corroboration", None),
        ({"quantity": (2000, 9999, "item", True)}, {"quantity": (12000, 12000)}, ("2025-04-02", "2025-04-05"), "corroboration", None),
    ],
)  # fmt: skip
def test_between_origins(
    first: dict[str, Any], second: dict[str, Any], days: tuple[str, str], kind: str, what: str | None
) -> None:
    propositions, findings = pair(first, second, days)
    assert groups(propositions) == {frozenset({"a:0", "b:0"})}
    assert {(f.type, f.what) for f in findings} == {(kind, what)}


def test_every_finding_has_reasons() -> None:
    _, findings = pair(
        {"status": "planned", "quantity": (8, 8)}, {"status": "done", "quantity": (5, 5)}, ("2025-04-02", "2025-04-09")
    )
    assert findings
    assert all(f.reasons and all(f.reasons) and f.proposition for f in findings)


def test_drift_is_measured_against_the_root() -> None:
    base = {"actor": "IND", "target": "VNM", "category": "ship", "voices": [MINISTER], "quantity": (8, 8)}
    text = f"Boats go to Hanoi, said {MINISTER}."
    reports = [
        report("a", "2025-04-02", "One", text, {**base, "status": "considered"}),
        report("b", "2025-04-03", "Two", text + " Two.", {**base, "status": "done"}),
        report("c", "2025-04-04", "Three", text + " Three.", {**base, "status": "done"}),
    ]
    _, findings = settle(reports)
    assert told(findings, "drift") == {("status", "a:0", "b:0"), ("status", "a:0", "c:0")}
