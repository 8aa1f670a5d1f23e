"""A lineage drawn: origins in order of time, drift at the step where it happened, conflicts beside."""

from __future__ import annotations

from collections.abc import Callable

from ondit.export.trace import lineage
from ondit.reconcile import Context
from ondit.reconcile.check import Report
from ondit.reconcile.reliability import Record
from ondit.records import Claim, Document, Finding, Proposition


def test_lanes_drift_and_conflicts(make_document: Callable[..., Document], make_claim: Callable[..., Claim]) -> None:
    reports = {}
    for name, day, slots in (
        ("a", "2025-06-19", {}),
        ("b", "2025-06-21", {"status": "underway"}),
        ("c", "2025-05", {"polarity": "denied"}),
    ):
        document = make_document(
            f"Pyongyang sends workers to Russia, {name} says.", id=name, published=day, outlet=name.upper()
        )
        claim = make_claim(document, **slots)
        reports[claim.id] = Report(claim, document)
    a, b, c = reports
    proposition = Proposition("p1", (a, b, c), ((a, b), (c,)), credibility=4)
    findings = [
        Finding("retelling", a, b), Finding("drift", a, b, "status"), Finding("conflict", c, a, "polarity"),
    ]  # fmt: skip
    lines = lineage(proposition.to_json(), [finding.to_json() for finding in findings], reports, "en")
    assert lines[0] == "*Deployment* workers, North Korea → Russia"
    assert lines[1] == "3 reports, 2 distinct origins; credibility 4 of 6; proposition p1"
    assert [line for line in lines if line.startswith("Origin")] == ["Origin 1", "Origin 2"]
    assert lines.index(f"● May 2025  C (F)  being considered  [{c[:8]}]") < lines.index(
        f"● 19 June 2025  A (F)  being considered  [{a[:8]}]"
    )
    step = lines.index(f"└─ 21 June 2025  B (F)  under way  [{b[:8]}]")
    assert lines[step + 1].strip() == "*Drift* status: being considered → under way"
    assert lines[-1] == "*Conflict* C, May 2025: denied ↔ A, 19 June 2025: affirmed"


def test_figures_ratings_and_likelihood(
    make_document: Callable[..., Document], make_claim: Callable[..., Claim]
) -> None:
    text = "Pyongyang sends 5,000 workers to Russia."
    document = make_document(text, id="a", published="2025-06-19", outlet="Herald")
    claim = make_claim(document, quantity=(5000.0, 5000.0, "person", "5,000"))
    pooled = {
        "unit": "person", "origins": 3, "hull": [4000.0, 8000.0], "median": 5000.0, "band": [4000.0, 8000.0],
        "modes": [
            {"low": 5000.0, "high": 5000.0, "origins": 2, "weight": 2.0, "label": "done"},
            {"low": 8000.0, "high": None, "origins": 1, "weight": 1.0, "label": "month, planned"},
        ],
    }  # fmt: skip
    row = Proposition("p", (claim.id,), ((claim.id,),), credibility=1, reasons=("three agree",), estimate=pooled)
    context = Context(records={("herald", "deployment"): Record(30, 30)}, calibrated={("deployment", 1): 0.9})
    lines = lineage(row.to_json(), [], {claim.id: Report(claim, document)}, "en", context)
    assert lines[2:7] == [
        "three agree",
        "Figure: 4,000 to 8,000, from 3 distinct origins; median 5,000, the middle 80% from 4,000 to 8,000",
        "  2 × 5,000 (done)",
        "  1 × at least 8,000 (month, planned)",
        "Likelihood: very likely, as measured for such propositions",
    ]
    assert lines[-1] == f"● 19 June 2025  Herald (A)  5,000, being considered  [{claim.id[:8]}]"
