"""A document's text cut into pieces at the edges of spans, so that a page can mark evidence without touching the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ondit.records import Claim


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. `claims`: numbers (from 1) of the claims whose evidence holds it; `slot`: whether a slot quotes it."""

    text: str
    claims: tuple[int, ...] = ()
    slot: bool = False


def pieces(text: str, claims: Sequence[Claim]) -> list[Piece]:
    """The whole text, in order; joined again the pieces are the text. Offsets are code points."""
    evidence = [(s.start, s.end, n) for n, c in enumerate(claims, 1) for s in (c.evidence, *c.also)]
    slots = [(s.start, s.end) for c in claims for s in c.spans[1 + len(c.also) :]]
    edges = sorted({0, len(text), *(edge for start, end, *_ in (*evidence, *slots) for edge in (start, end))})
    return [
        Piece(
            text[start:end],
            tuple(sorted({n for low, high, n in evidence if low <= start and end <= high})),
            any(low <= start and end <= high for low, high in slots),
        )
        for start, end in pairwise(edges)
    ]
