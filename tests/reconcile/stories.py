"""Short invented reports with their claims, for the tests of reconciliation: slots by name, spans on the first line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ondit.reconcile import reconcile
from ondit.records import Claim, Document, Finding, Party, Proposition, Quantity, Span, Thing, Voice, When, Where


def report(
    name: str, day: str | None, outlet: str, text: str, *claims: dict[str, Any], **known: Any
) -> tuple[Document, list[Claim]]:
    """A document and its claims. Of a claim: `line` (its sentence, default the first line) and any slot."""
    document = Document(name, text, published=day, outlet=outlet, **known)
    return document, [_claim(document, number, **slots) for number, slots in enumerate(claims)]


def _claim(document: Document, number: int, **slots: Any) -> Claim:
    line = slots.get("line") or document.text.split("\n")[0]
    start = document.text.index(line)
    brief = (start, start + 4, document.text[start : start + 4])

    def span(words: str) -> tuple[int, int, str]:
        at = document.text.index(words)
        return at, at + len(words), words

    target = slots.get("target", "UKR")
    low, high, *unit = slots.get("quantity", (None, None))
    since, until = slots.get("when", (None, None))
    return Claim(
        document.id, slots.get("kind", "transfer"), Thing(*brief, slots.get("category", "artillery"), slots.get("designation")),
        Span(start, start + len(line), line), "test/1", 1.0,
        actor=Party(*brief, slots.get("actor", "DEU")), target=Party(*brief, target) if target else None,
        quantity=Quantity(*brief, low, high, *unit) if low is not None or high is not None else None,
        when=When(*brief, since, until) if since or until else None,
        where=Where(*span(slots["where"]), slots["where"]) if "where" in slots else None,
        status=slots.get("status", "planned"), polarity=slots.get("polarity", "affirmed"), certainty=slots.get("certainty", "stated"),
        attribution=tuple(Voice(*span(v)) for v in slots.get("voices", ())), id=f"{document.id}:{slots.get('key', number)}",
    )  # fmt: skip


def settle(reports: Sequence[tuple[Document, list[Claim]]], **more: Any) -> tuple[list[Proposition], list[Finding]]:
    return reconcile([d for d, _ in reports], [c for _, claims in reports for c in claims], **more)


def told(findings: Sequence[Finding], kind: str) -> set[tuple[str | None, str, str]]:
    return {(f.what, f.source, f.to) for f in findings if f.type == kind}


def groups(propositions: Sequence[Proposition]) -> set[frozenset[str]]:
    return {frozenset(p.claims) for p in propositions}


def origins(propositions: Sequence[Proposition]) -> set[frozenset[str]]:
    return {frozenset(o) for p in propositions for o in p.origins}
