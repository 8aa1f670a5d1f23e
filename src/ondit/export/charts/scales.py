"""From figures and days to pixels, with ticks where a reader would put them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

STEPS = (1, 2, 5, 10)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True)
class Scale:
    """Figures from `low` to `high` onto pixels from `start` to `end`; `log` for figures whose ratios count (low > 0 then)."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        a, b, x = (math.log(max(v, self.low * 0.5)) if self.log else v for v in (self.low, self.high, value))
        share = (x - a) / (b - a) if b > a else 0.5
        return self.start + min(max(share, -0.05), 1.05) * (self.end - self.start)

    def ticks(self, most: int = 6) -> list[float]:
        """Round figures inside the scale, at most about `most`."""
        if self.log:
            return self._log_ticks(most)
        span = self.high - self.low or 1
        rough = 10 ** math.floor(math.log10(span / most))
        step = next(rough * s for s in (*STEPS, 20) if span / (rough * s) <= most)
        first = math.ceil(self.low / step - 1e-9)
        return [n * step for n in range(first, math.floor(self.high / step + 1e-9) + 1)]

    def _log_ticks(self, most: int) -> list[float]:
        decades = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        for steps in ((1, 2, 5), (1, 3), (1,)):
            found = [s * 10.0**d for d in decades for s in steps if self.low <= s * 10.0**d <= self.high]
            if len(found) <= most:
                return found
        return found[:: math.ceil(len(found) / most)]


@dataclass(frozen=True, slots=True)
class Days:
    """ISO days from `first` to `last` onto pixels from `start` to `end`."""

    first: str
    last: str
    start: float
    end: float

    def __call__(self, day: str) -> float:
        low, high = ordinal(self.first), ordinal(self.last)
        share = (ordinal(day) - low) / (high - low) if high > low else 0.5
        return self.start + share * (self.end - self.start)

    def ticks(self, most: int = 8) -> list[tuple[str, str]]:
        """(day, label) at the starts of months or years: «2025», «Mar 2025» is left to the caller's words: label is YYYY or YYYY-MM."""
        first, last = date.fromisoformat(self.first), date.fromisoformat(self.last)
        months = (last.year - first.year) * 12 + last.month - first.month
        step = next((m for m in MONTHS if months / m <= most), MONTHS[-1])
        start = first.year * 12 + first.month - 1
        start += -start % step
        found = []
        for at in range(start, last.year * 12 + last.month, step):
            day = date(at // 12, at % 12 + 1, 1).isoformat()
            if day >= self.first:
                found.append((day, day[:4] if step >= 12 else day[:7]))
        return found or [(self.first, self.first)]


def ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def log_bounds(values: Sequence[float]) -> tuple[float, float]:
    """Bounds of a log scale that holds all values with some air; figures under 1 stand at its foot."""
    some = [max(v, 1.0) for v in values] or [1.0]
    return max(min(some) / 1.6, 0.5), max(some) * 1.6
