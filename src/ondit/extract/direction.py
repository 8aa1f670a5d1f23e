"""Who gives and who gets, by what the whole text says: an unsure claim follows the sure ones about the same things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ondit.records import Claim

_DIRECTED = ("transfer", "deployment", "training", "dependence", "commemoration")
UNSURE = 0.55


def settled(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those turned round that are unsure of their roles and alone against surer ones of their kind and object."""
    weight: dict[tuple[str, str, str, str], float] = defaultdict(float)
    for claim in claims:
        if (key := _key(claim)) is not None:
            weight[key] += max(0.0, claim.confidence - 0.3)
    return [_turned(claim, weight) for claim in claims]


def _key(claim: Claim) -> tuple[str, str, str, str] | None:
    """Kind, object, actor and target of a claim that has a direction."""
    if claim.kind not in _DIRECTED or claim.object.category == "exercise" or not claim.actor or not claim.target:
        return None
    return claim.kind, claim.object.category, claim.actor.code, claim.target.code


def _turned(claim: Claim, weight: dict[tuple[str, str, str, str], float]) -> Claim:
    key = _key(claim)
    if key is None or claim.confidence >= UNSURE:
        return claim
    kind, category, actor, target = key
    if weight.get((kind, category, target, actor), 0.0) <= 2 * weight[key]:
        return claim
    return replace(claim, actor=claim.target, target=claim.actor, id="")
