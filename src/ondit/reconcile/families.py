"""Outlets that print one another's words: families, found from how often two outlets' surface forms agree.

Agreement on values alone proves nothing, since the truth is one value; agreement on the very wording, time after time, does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

THRESHOLD = 0.7
"""Share of common items on which two outlets' forms must be the same (`bench/truth.py`: the best, or next to it, on both halves of days)."""
SHARED = 30
"""Fewer common items tell nothing."""

Kin = tuple[str, str]


def families(
    forms: Iterable[Mapping[str, object]], threshold: float = THRESHOLD, shared: int = SHARED
) -> dict[str, str]:
    """Outlet -> name of its family (its first member), for every outlet that occurs.

    `forms`: for each item (a proposition, a flight's departure) the surface form that each outlet gives it.
    """
    items = list(forms)
    alone = {outlet: outlet for item in items for outlet in item}
    return alone | families_of(kin(items, threshold, shared))


def kin(forms: Iterable[Mapping[str, object]], threshold: float = THRESHOLD, shared: int = SHARED) -> set[Kin]:
    """Pairs of outlets, each in order of name, that agree often enough."""
    together: Counter[Kin] = Counter()
    agreed: Counter[Kin] = Counter()
    for item in forms:
        told = sorted(item.items())
        for i, (one, form) in enumerate(told):
            for other, second in told[i + 1 :]:
                together[one, other] += 1
                agreed[one, other] += form == second
    return {pair for pair, count in together.items() if count >= shared and agreed[pair] >= threshold * count}


def families_of(pairs: Iterable[Kin]) -> dict[str, str]:
    """Outlet -> name of its family, for the outlets of pairs that are kin."""
    head: dict[str, str] = {}

    def first(outlet: str) -> str:
        while head.setdefault(outlet, outlet) != outlet:
            outlet = head[outlet]
        return outlet

    for one, other in sorted(pairs):
        a, b = sorted((first(one), first(other)))
        head[b] = a
    return {outlet: first(outlet) for outlet in sorted(head)}
