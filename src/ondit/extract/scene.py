"""One sentence as the later passes see it: its mentions, what each noun phrase's markers say, who owns what.

Nothing here knows a language: order, markers, cases and affixes come from the language's data.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

from ondit.extract.segment import Segment
from ondit.languages import Language, Mention

CASES = frozenset({"nom", "gen", "dat", "acc", "ins", "loc"})
PUNCTUATION = ',;:.()—–…!?«»“”„"，、；：。（）「」『』【】،؛؟'
LISTING = frozenset({",", "、", "，", "،", "·", "・", "/", "-", "–"})
NOBODY = "nobody"  # the sense of what takes part but has no code
_NONE: list[Any] = []
NOUNS = ("objects", "designations", "speech", "triggers", "places")


class Item:
    """A mention in its sentence. `functions`: what markers and case say («to», «from», …); `owners`: parties that modify
    it; `host`: the noun that it modifies; `group`: what it is coordinated with, itself included.

    `start`, `end`, `type`, `sense`, `tags` are the mention's, kept as plain slots: they are read a thousand times a sentence."""

    __slots__ = (
        "_mention", "end", "functions", "group", "host", "named", "owners", "sense", "spoken", "start", "tags", "type"
    )  # fmt: skip

    def __init__(self, mention: Mention, functions: tuple[str, ...] = ()) -> None:
        self.mention = mention
        self.functions = functions
        self.owners: list[Item] = []
        self.host: Item | None = None
        self.named: Item | None = None
        self.group: list[Item] = []
        self.spoken = False

    @property
    def mention(self) -> Mention:
        return self._mention

    @mention.setter
    def mention(self, mention: Mention) -> None:
        self._mention = mention
        self.start, self.end = mention.start, mention.end
        self.type, self.sense, self.tags = mention.type, mention.sense, mention.tags

    @property
    def coded(self) -> bool:
        """Whether a party has a code; «rebels» are a side of an event, but none that a claim can name."""
        return self.sense != NOBODY

    @property
    def is_noun(self) -> bool:
        """Whether an event word is a noun («delivery») rather than a verb."""
        return "noun" in self.tags or bool(self.tags & CASES)


@dataclass(slots=True)
class Scene:
    """A segment with its items by type; offsets are code points of the whole text. `telling`: the event words of its events,
    once they are read; only these compete for times and places. `unnamed`: sides without a code («rebels», «both sides»)."""

    text: str
    segment: Segment
    language: Language
    items: list[Item]
    parties: list[Item]
    objects: list[Item]
    triggers: list[Item]
    breaks: list[int]
    unnamed: list[Item] = field(default_factory=list)
    by_type: dict[str, list[Item]] = field(init=False)
    telling: list[Item] = field(init=False)

    def __post_init__(self) -> None:
        self.by_type = {}
        self.telling = []
        for item in self.items:
            self.by_type.setdefault(item.type, []).append(item)

    def of(self, kind: str, *senses: str) -> list[Item]:
        """The items of a type, and of these senses where some are given; in reading order, not to be changed."""
        found = self.by_type.get(kind, _NONE)
        return [i for i in found if i.sense in senses] if senses and found else found

    def clear(self, start: int, end: int) -> bool:
        """Whether no punctuation, verb or marker stands in text[start:end]."""
        at = bisect_left(self.breaks, start)
        return at >= len(self.breaks) or self.breaks[at] >= end

    def crossings(self, start: int, end: int) -> int:
        """How many of them stand there."""
        return bisect_left(self.breaks, end) - bisect_left(self.breaks, start)
