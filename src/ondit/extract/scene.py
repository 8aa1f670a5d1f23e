"""One sentence as the later passes see it: its mentions, what each noun phrase's markers say, who owns what.

Nothing here knows a language: order, markers, cases and affixes come from the language's data.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from ondit.extract.segment import Segment
from ondit.languages import Language, Mention

CASES = frozenset({"nom", "gen", "dat", "acc", "ins", "loc"})
PUNCTUATION = ',;:.()—–…!?«»“”„"，、；：。（）「」『』【】،؛؟'
LISTING = frozenset({",", "、", "，", "،", "·", "・", "/", "-", "–"})
NOUNS = ("objects", "designations", "speech", "triggers", "places")


@dataclass(slots=True, eq=False)
class Item:
    """A mention in its sentence. `functions`: what markers and case say («to», «from», …); `owners`: parties that modify
    it; `host`: the noun that it modifies; `group`: what it is coordinated with, itself included."""

    mention: Mention
    functions: tuple[str, ...] = ()
    owners: list[Item] = field(default_factory=list)
    host: Item | None = None
    named: Item | None = None
    group: list[Item] = field(default_factory=list)
    spoken: bool = False

    @property
    def start(self) -> int:
        return self.mention.start

    @property
    def end(self) -> int:
        return self.mention.end

    @property
    def type(self) -> str:
        return self.mention.type

    @property
    def sense(self) -> str:
        return self.mention.sense

    @property
    def tags(self) -> frozenset[str]:
        return self.mention.tags

    @property
    def is_noun(self) -> bool:
        """Whether an event word is a noun («delivery») rather than a verb."""
        return "noun" in self.tags or bool(self.tags & CASES)


@dataclass(slots=True)
class Scene:
    """A segment with its items by type; offsets are code points of the whole text."""

    text: str
    segment: Segment
    language: Language
    items: list[Item]
    parties: list[Item]
    objects: list[Item]
    triggers: list[Item]
    breaks: list[int]

    def of(self, kind: str, *senses: str) -> list[Item]:
        return [i for i in self.items if i.type == kind and (not senses or i.sense in senses)]

    def clear(self, start: int, end: int) -> bool:
        """Whether no punctuation, verb or marker stands in text[start:end]."""
        at = bisect_left(self.breaks, start)
        return at >= len(self.breaks) or self.breaks[at] >= end

    def crossings(self, start: int, end: int) -> int:
        """How many of them stand there."""
        return bisect_left(self.breaks, end) - bisect_left(self.breaks, start)
