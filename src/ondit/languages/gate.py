"""The gate before analysis: whether a text names a party and something military close together, which most texts don't.

An automaton of its own holds the forms of parties, arms and sport alone, a third of the lexicon, and passes over a text ten times
faster than the whole; only what it finds near each other is looked at as words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any

NEAR, BESIDE = 120, 100
"""Code points between a party and a word of war, or one that other news has as well (workers, a ceremony, a ship), which must
stand in the same sentence. In our gold the farthest are 62 apart."""
_STOP = re.compile(r"[.!?…]\s|[。！？؟\n]")

SENTENCE = 400
"""Code points that sentences seldom go beyond."""

Match = tuple[int, int, int]


PARTY, MILITARY, HARD, SPORT = 1, 2, 4, 8
"""What a form is for the gate: a party; military, `HARD` in any news; of sport or a game, whose sentences tell of no arms."""


class Gate:
    """The gate of one language. `stands` says whether the match of a pattern is a word there: (pattern, start, end)."""

    def __init__(self, automaton: Any, numbers: Sequence[int], roles: bytes) -> None:
        self._automaton = automaton
        self._numbers = numbers
        self._roles = roles

    def opens(self, folded: str, stands: Callable[[int, int, int], bool]) -> bool:
        """Whether a folded text is worth an analysis."""
        parties: list[Match] = []
        arms: list[tuple[Match, bool]] = []
        sport: list[Match] = []
        for start, end, at in self._automaton.find_overlapping(folded):
            role = self._roles[at]
            match = (start, end, self._numbers[at])
            if role & PARTY:
                parties.append(match)
            if role & MILITARY:
                arms.append((match, bool(role & HARD)))
            if role & SPORT:
                sport.append(match)
        if not parties or not arms:
            return False
        parties.sort()
        known: dict[Match, bool] = {}

        def is_word(match: Match) -> bool:
            if match not in known:
                known[match] = stands(match[2], match[0], match[1])
            return known[match]

        for match, hard in arms:
            reach = NEAR if hard else BESIDE
            first = bisect_left(parties, (match[0] - reach, 0, 0))
            for party in parties[first:]:
                if party[0] > match[1] + reach:
                    break
                if (
                    (hard or _together(folded, match, party))
                    and is_word(match)
                    and is_word(party)
                    and (hard or not any(_beside(folded, match, each) and is_word(each) for each in sport))
                ):
                    return True
        return False


def _beside(text: str, one: Match, other: Match) -> bool:
    """Whether another match stands in the same sentence, and is no part of this one (دوري in زورقي دورية)."""
    return (other[0] < one[0] or other[1] > one[1]) and _together(text, one, other)


def _together(text: str, one: Match, other: Match) -> bool:
    """Whether no sentence ends between two matches."""
    start, end = sorted((one, other))[0][1], max(one[0], other[0])
    return end - start < SENTENCE and _STOP.search(text, start, end) is None
