"""An article's claims beside what is held: for each, who reported it first, from how many origins, what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ondit.records import Claim, Document, Finding, Proposition, Span, last_day

GRAVE = ("drift", "conflict")
"""Findings that a check warns of."""
_ORDER = ("drift", "conflict", "update", "corroboration", "retelling")


@dataclass(frozen=True, slots=True)
class Report:
    """A claim as one held document reports it."""

    claim: Claim
    document: Document

    @property
    def age(self) -> tuple[str, str, int]:
        """What reports are ordered by, the oldest first: last day that the date can mean, document, place in it."""
        return last_day(self.document.published) or "9999-12-31", self.document.id, self.claim.evidence.start


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding between a claim of the article and a report. `what`: every slot that changed.
    `later`: the report came after the article."""

    type: str
    report: Report
    what: tuple[str, ...] = ()
    later: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """One claim of the article. `reports` counts documents, `origins` distinct voices, the article left out.
    `rating`: of the earliest report as the ledger has it, such as C3, with the `grounds` for letter and number."""

    claim: Claim
    earliest: Report | None = None
    reports: int = 0
    origins: int = 0
    remarks: tuple[Remark, ...] = ()
    rating: str = ""
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """`unread`: sentences on the subject from which no claim was taken."""

    article: Document
    claims: tuple[Checked, ...]
    unread: tuple[Span, ...]

    @property
    def grave(self) -> int:
        """How many drifts and conflicts there are."""
        return sum(remark.type in GRAVE for checked in self.claims for remark in checked.remarks)


def compare(
    article: Document,
    claims: Sequence[Claim],
    unread: Sequence[Span],
    held: Mapping[str, Report],
    propositions: Sequence[Proposition],
    findings: Sequence[Finding],
) -> Check:
    """What `held` (reports by claim id) says beside the article's claims, given the reconciliation of both together."""
    home = {name: proposition for proposition in propositions for name in proposition.claims}
    own = {claim.id for claim in claims}
    remarks: dict[str, list[Finding]] = {name: [] for name in own}
    for finding in findings:
        for name, other in ((finding.source, finding.to), (finding.to, finding.source)):
            if name in own and other in held:
                remarks[name].append(finding)
    for claim in claims:
        remarks[claim.id] += _inherited(claim, home.get(claim.id), held, findings)
    checked = [_checked(claim, home.get(claim.id), remarks[claim.id], held) for claim in claims]
    return Check(article, tuple(checked), tuple(unread))


def _inherited(
    claim: Claim, home: Proposition | None, held: Mapping[str, Report], findings: Sequence[Finding]
) -> list[Finding]:
    """Conflicts stand between roots of origins: those of the claim's root are its own where it says the same."""
    origin = next((o for o in home.origins if claim.id in o), ()) if home else ()
    found = []
    for finding in findings:
        for root, other in ((finding.source, finding.to), (finding.to, finding.source)):
            if finding.type != "conflict" or root not in origin or root == claim.id or other not in held:
                continue
            if root in held and _says(claim, finding.what) == _says(held[root].claim, finding.what):
                found.append(Finding("conflict", other, claim.id, finding.what, finding.proposition, finding.reasons))
    return found


def _says(claim: Claim, what: str | None) -> object:
    if what == "quantity":
        return claim.quantity and (claim.quantity.low, claim.quantity.high, claim.quantity.unit)
    return getattr(claim, what) if what in ("status", "polarity") else None


def _checked(
    claim: Claim, home: Proposition | None, findings: Sequence[Finding], held: Mapping[str, Report]
) -> Checked:
    reports = [held[name] for name in home.claims if name in held] if home else []
    if not reports:
        return Checked(claim, remarks=_remarks(claim, findings, held))
    origins = sum(any(name in held for name in origin) for origin in home.origins) if home else 0
    return Checked(
        claim,
        earliest=min(reports, key=lambda report: report.age),
        reports=len({report.document.id for report in reports}),
        origins=origins,
        remarks=_remarks(claim, findings, held),
    )


def _remarks(claim: Claim, findings: Sequence[Finding], held: Mapping[str, Report]) -> tuple[Remark, ...]:
    """Findings of one type with one report become one remark; the gravest first, then the oldest report."""
    grouped: dict[tuple[str, str, bool], list[str]] = {}
    for finding in findings:
        later = finding.source == claim.id
        other = finding.to if later else finding.source
        grouped.setdefault((finding.type, other, later), []).extend([finding.what] if finding.what else [])
    for kind, other, later in list(grouped):
        if kind == "drift":  # a drift is a retelling already
            grouped.pop(("retelling", other, later), None)
    made = [
        Remark(kind, held[other], tuple(dict.fromkeys(what)), later) for (kind, other, later), what in grouped.items()
    ]
    return tuple(sorted(made, key=lambda remark: (_ORDER.index(remark.type), remark.report.age)))
