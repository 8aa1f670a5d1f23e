"""A lineage drawn: origins in order of time, drift at the step where it happened, conflicts beside."""

from __future__ import annotations

from collections.abc import Callable

from ondit.export.trace import lineage
from ondit.reconcile.check import Report
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
    assert lines.index(f"● May 2025  C  being considered  [{c[:8]}]") < lines.index(
        f"● 19 June 2025  A  being considered  [{a[:8]}]"
    )
    step = lines.index(f"└─ 21 June 2025  B  under way  [{b[:8]}]")
    assert lines[step + 1].strip() == "*Drift* status: being considered → under way"
    assert lines[-1] == "*Conflict* C, May 2025: denied ↔ A, 19 June 2025: affirmed"
