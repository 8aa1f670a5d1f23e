"""What can be said of a figure: an interval, never a point alone. One value for each origin; open bounds are censored.

Several modes stay several. The leading one is where most weight of independent voices agrees exactly: near misses of one
definition (wheels off the ground) must not outvote agreement on another (left the gate).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

LINEAR = frozenset({"percent", "minute"})
"""Units whose differences count; of all others (counts, money) the ratios do."""
FEW = 3
"""Under so many origins only the hull is given."""
ROUNDS = 25


@dataclass(frozen=True, slots=True)
class Value:
    """One origin's figure: a closed interval, None an open bound. `label`: what it counts («planned», «done»)."""

    low: float | None
    high: float | None
    weight: float = 1.0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Mode:
    """A figure on which origins agree exactly."""

    low: float | None
    high: float | None
    weight: float
    origins: int
    label: str


def estimate(values: Sequence[Value], unit: str, told: Sequence[Value] | None = None) -> dict[str, Any] | None:
    """`unit`, `origins` (how many), `hull` [low, high]; from three origins on `median`, `band` (10th and 90th percentile) and
    `modes` (heaviest first) too. None where there are no values. `told`: all figures that become modes, those that count
    something else (the promise beside the delivery) included."""
    if not values:
        return None
    out: dict[str, Any] = {"unit": unit, "origins": len(values), "hull": hull(values)}
    if len(values) >= FEW:
        out["modes"] = [
            {"low": m.low, "high": m.high, "origins": m.origins, "weight": round(m.weight, 4), "label": m.label}
            for m in modes(values if told is None else told)
        ]
        low, median, high = quantiles(values, unit, (0.1, 0.5, 0.9))
        out |= {"median": median, "band": [low, high]}
    return out


def hull(values: Sequence[Value]) -> list[float | None]:
    """The interval that holds every value; an end is None only where no value bounds it."""
    lows = [v.low if v.low is not None else v.high for v in values]
    highs = [v.high if v.high is not None else v.low for v in values]
    low, high = min(x for x in lows if x is not None), max(x for x in highs if x is not None)
    return [
        None if all(v.low is None for v in values) else low,
        None if all(v.high is None for v in values) else high,
    ]


def modes(values: Sequence[Value]) -> list[Mode]:
    """The distinct figures, by weight, then number of origins, then size."""
    table: dict[tuple[float | None, float | None, str], list[Value]] = defaultdict(list)
    for v in values:
        table[v.low, v.high, v.label].append(v)
    made = [Mode(low, high, sum(v.weight for v in vs), len(vs), label) for (low, high, label), vs in table.items()]
    return sorted(
        made, key=lambda m: (-m.weight, -m.origins, m.low if m.low is not None else -math.inf, m.high or 0.0, m.label)
    )


def quantiles(values: Sequence[Value], unit: str, shares: Sequence[float]) -> list[float]:
    """Weighted quantiles: each value's weight lies on the points that its interval holds, in proportion to what the others
    put there (self-consistency), so that «more than N» says nothing of how much more."""
    to, back = (_same, _same) if unit in LINEAR else (math.log1p, math.expm1)
    spans = [
        (
            -math.inf if v.low is None else to(max(v.low, 0.0)),
            math.inf if v.high is None else to(max(v.high, 0.0)),
            v.weight,
        )
        for v in values
    ]
    points = sorted({_middle(low, high) for low, high, _ in spans})
    inside = [[i for i, p in enumerate(points) if low <= p <= high] for low, high, _ in spans]
    mass = [1.0] * len(points)
    for _ in range(1 if all(len(where) == 1 for where in inside) else ROUNDS):
        fresh = [0.0] * len(points)
        for where, (_, _, weight) in zip(inside, spans, strict=True):
            total = sum(mass[i] for i in where)
            for i in where:
                fresh[i] += weight * (mass[i] / total if total > 0 else 1 / len(where))
        mass = fresh
    return [_tidy(back(_quantile(points, mass, share))) for share in shares]


def _same(x: float) -> float:
    return x


def _middle(low: float, high: float) -> float:
    if math.isinf(low):
        return high
    return low if math.isinf(high) else (low + high) / 2


def _quantile(points: Sequence[float], mass: Sequence[float], share: float) -> float:
    total, reached = sum(mass), 0.0
    for point, weight in zip(points, mass, strict=True):
        reached += weight
        if reached >= share * total - 1e-9:
            return point
    return points[-1]


def _tidy(x: float) -> float:
    return float(f"{x:.6g}")
