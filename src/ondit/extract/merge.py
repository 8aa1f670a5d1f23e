"""Claims that one document tells twice are one claim with more evidence; the body's wording goes before the headline's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ondit.records import Claim, Quantity


def merge(claims: Sequence[Claim]) -> list[Claim]:
    """One claim for each thing told, in reading order of the sentence that tells it most fully."""
    kept: list[Claim] = []
    for claim in claims:
        at = next((n for n, other in enumerate(kept) if _same(other, claim)), None)
        if at is None:
            kept.append(claim)
        else:
            kept[at] = _joined(kept[at], claim)
    unique: dict[str, Claim] = {}
    for claim in kept:
        unique.setdefault(claim.id, claim)
    return list(unique.values())


def _same(a: Claim, b: Claim) -> bool:
    """The same kind, parties, category and polarity, and nothing that sets them apart."""
    if (a.kind, a.object.category, a.polarity) != (b.kind, b.object.category, b.polarity):
        return False
    if _codes(a) != _codes(b):
        return False
    if a.evidence == b.evidence:
        return a.quantity == b.quantity and a.status == b.status and _designations_fit(a, b)
    if not _designations_fit(a, b) or not _quantities_fit(a.quantity, b.quantity):
        return False
    headline = a.evidence.start == 0
    if not headline and a.status != b.status:
        return False
    same_figure = a.quantity is not None and b.quantity is not None
    one_is_silent = same_figure and not (_voice(a) and _voice(b))
    if not headline and _voice(a) != _voice(b) and not one_is_silent:
        return False
    return not (a.when and b.when and (a.when.since, a.when.until) != (b.when.since, b.when.until))


def _codes(claim: Claim) -> tuple[str, ...]:
    codes = (claim.actor.code if claim.actor else "", claim.target.code if claim.target else "")
    return (
        tuple(sorted(codes)) if claim.kind in ("agreement", "contact") or claim.object.category == "exercise" else codes
    )


def _designations_fit(a: Claim, b: Claim) -> bool:
    return not (a.object.designation and b.object.designation) or a.object.designation == b.object.designation


def _quantities_fit(a: Quantity | None, b: Quantity | None) -> bool:
    if a is None or b is None:
        return True
    return (a.low, a.high, a.unit, a.per) == (b.low, b.high, b.unit, b.per)


def _voice(claim: Claim) -> str | None:
    return claim.attribution[0].text if claim.attribution else None


def _joined(first: Claim, second: Claim) -> Claim:
    """A headline gives way to the body; what one of them lacks the other gives."""
    main, other = (second, first) if first.evidence.start == 0 else (first, second)
    if main.evidence == other.evidence:
        return main
    spans = {
        (s.start, s.end): s
        for s in (*main.also, other.evidence, *other.also)
        if (s.start, s.end) != (main.evidence.start, main.evidence.end)
    }
    return replace(
        main, also=tuple(spans[key] for key in sorted(spans)), quantity=main.quantity or other.quantity,
        when=main.when or other.when, where=main.where or other.where,
        attribution=main.attribution or other.attribution, id="",
    )  # fmt: skip
