"""Which part of a text lies inside given spans, answered in constant time."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate


class Cover:
    """Spans (start, end) over a text of `length` code points; those that begin outside it are left out."""

    def __init__(self, spans: Iterable[tuple[int, int]], length: int):
        self.longest = [0] * length
        for start, end in spans:
            if 0 <= start < length and end - start > 1:
                self.longest[start] = max(self.longest[start], end)
        self.before = [0, *accumulate(self.longest, max)]

    def hides(self, start: int, end: int) -> bool:
        """Whether a longer span lies around [start, end)."""
        return self.before[start] >= end or self.longest[start] > end

    def holds(self, at: int) -> bool:
        """Whether the code point `at` lies in a span."""
        return self.before[at + 1] > at
