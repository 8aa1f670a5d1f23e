"""Which forms of numbers and times stand for themselves, and which are only a part of a longer name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from ondit.languages.lexicon import Mention

READ = ("numbers", "times", "markers")
NAMING = ("parties", "places", "objects", "designations", "triggers", "speech")
_NAMES = ("parties", "places", "designations")

Spans = dict[str, list[tuple[int, int]]]


class Cover:
    """Spans (start, end) of two code points or more, those that begin before the text left out."""

    def __init__(self, spans: Iterable[tuple[int, int]]):
        known = sorted((start, end) for start, end in spans if start >= 0 and end - start > 1)
        self.starts = [start for start, _ in known]
        self.reach = list(accumulate((end for _, end in known), max))
        self.longest = dict(known)  # sorted: the longest of each start comes last

    def hides(self, start: int, end: int) -> bool:
        """Whether a longer span lies around [start, end)."""
        before = bisect_left(self.starts, start)
        return (before > 0 and self.reach[before - 1] >= end) or self.longest.get(start, 0) > end

    def holds(self, at: int) -> bool:
        """Whether the code point `at` lies in a span."""
        begun = bisect_right(self.starts, at)
        return begun > 0 and self.reach[begun - 1] > at


def spans_by_type(mentions: Sequence[Mention], offset: int) -> Spans:
    """The spans of mentions by type of mention, counted from `offset`."""
    spans: Spans = {}
    for m in mentions:
        spans.setdefault(m.type, []).append((m.start - offset, m.end - offset))
    return spans


def readable(mentions: Sequence[Mention], spans: Spans, offset: int, classes: str) -> dict[int, list[Mention]]:
    """The mentions of numbers, times and markers by where they begin, without those inside a longer name.

    `classes`: the script of each character. A single Han character is hidden by any longer word; an approximator also by
    a verb («handed over | five»); a unit or magnitude never by a thing («millones de dólares» counts all the same)."""
    length = len(classes)

    def cover(kinds: Iterable[str]) -> Cover:
        return Cover([span for kind in kinds for span in spans.get(kind, ())])

    others = [kind for kind in spans if kind not in (*READ, "reference")]
    names, things = cover(_NAMES), cover((*_NAMES, "objects"))
    acts, every = cover((*_NAMES, "objects", "triggers")), cover(others)
    telling = cover(kind for kind in others if kind != "objects")
    none = cover(())
    forms: dict[int, list[Mention]] = {}
    for m in mentions:
        at, end = m.start - offset, m.end - offset
        if m.type not in READ or not 0 <= at < length or end > length:
            continue
        slight = end - at == 1 and classes[at] == "c"
        hiding = every if slight else things
        if m.type == "numbers":
            if m.sense == "unit" or m.sense[0] == "*":
                hiding = telling if slight else none if m.sense == "unit" else names
            elif m.sense in ("more", "less", "about"):
                hiding = acts
            elif not slight:
                hiding = names
        if not hiding.hides(at, end):
            forms.setdefault(at, []).append(m)
    return forms
