"""The chain of ondit, in one place. Read this first.

bytes ──read──▶ Document ──extract──▶ Claim ──▶ ledger ◀──▶ reconcile: propositions, origins, findings
"""

from __future__ import annotations

from dataclasses import dataclass

from ondit.extract import extract
from ondit.records import Claim, ClaimError, Document


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read out of one document. `broken` counts claims dropped because a span did not quote the text;
    `problem` says why a document could not be read at all (then it has no claims)."""

    document: Document
    claims: tuple[Claim, ...] = ()
    broken: int = 0
    problem: str | None = None


def extracted(document: Document) -> Extraction:
    """The claims of one document that hold the span rule. Never raises: one document must not stop the others."""
    try:
        claims = extract(document)
    except Exception as error:  # noqa: BLE001 - whatever a text provokes is reported with its document, and the rest goes on
        return Extraction(document, problem=f"extraction failed: {type(error).__name__}: {error}")
    kept = tuple(claim for claim in claims if _quotes(claim, document.text))
    return Extraction(document, kept, broken=len(claims) - len(kept))


def _quotes(claim: Claim, text: str) -> bool:
    try:
        claim.check_against(text)
    except ClaimError:
        return False
    return True
