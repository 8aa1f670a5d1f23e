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
ITEMS = 20_000
"""So many items are looked at; more change nothing but the time."""


def families(forms: Iterable[Mapping[str, str]], threshold: float = THRESHOLD, shared: int = SHARED) -> dict[str, str]:
    """Outlet -> name of its family (its first member), for every outlet that occurs.

    `forms`: for each item (a proposition, a flight's departure) the surface form that each outlet gives it.
    """
    together: Counter[tuple[str, str]] = Counter()
    agreed: Counter[tuple[str, str]] = Counter()
    seen: set[str] = set()
    for number, item in enumerate(forms):
        seen.update(item)
        if number >= ITEMS:
            continue
        told = sorted(item.items())
        for i, (one, form) in enumerate(told):
            for other, second in told[i + 1 :]:
                together[one, other] += 1
                agreed[one, other] += form == second
    head = {outlet: outlet for outlet in seen}

    def first(outlet: str) -> str:
        while head[outlet] != outlet:
            outlet = head[outlet]
        return outlet

    for pair, count in sorted(together.items()):
        if count >= shared and agreed[pair] >= threshold * count:
            a, b = sorted(first(outlet) for outlet in pair)
            head[b] = a
    return {outlet: first(outlet) for outlet in sorted(seen)}
