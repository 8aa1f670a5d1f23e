"""A document's text cut into pieces at the edges of spans, so that a page can mark evidence without touching the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ondit.records import Claim

SLOTS = ("actor", "object", "target", "quantity", "when", "where")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. `claims`: numbers (from 1) of the claims whose evidence holds it; `slots`: (number, slot) that it is
    quoted for; `opens` and `closes`: numbers of the claims whose first evidence begins, or ends, with it."""

    text: str
    claims: tuple[int, ...] = ()
    slots: tuple[tuple[int, str], ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()


def pieces(text: str, claims: Sequence[Claim]) -> list[Piece]:
    """The whole text, in order; joined again the pieces are the text. Offsets are code points."""
    evidence = [(s.start, s.end, n) for n, c in enumerate(claims, 1) for s in (c.evidence, *c.also)]
    slots = [(start, end, (n, slot)) for n, c in enumerate(claims, 1) for start, end, slot in _slots(c)]
    edges = sorted({0, len(text), *(edge for start, end, _ in (*evidence, *slots) for edge in (start, end))})
    opens, closes = defaultdict(list), defaultdict(list)
    for number, claim in enumerate(claims, 1):
        opens[claim.evidence.start].append(number)
        closes[claim.evidence.end].append(number)
    return [
        Piece(
            text[start:end],
            tuple(sorted({n for low, high, n in evidence if low <= start and end <= high})),
            tuple(dict.fromkeys(of for low, high, of in slots if low <= start and end <= high)),
            tuple(opens[start]),
            tuple(closes[end]),
        )
        for start, end in pairwise(edges)
    ]


def _slots(claim: Claim) -> list[tuple[int, int, str]]:
    found = [(span.start, span.end, slot) for slot in SLOTS if (span := getattr(claim, slot)) is not None]
    return [*found, *((voice.start, voice.end, "source") for voice in claim.attribution)]
