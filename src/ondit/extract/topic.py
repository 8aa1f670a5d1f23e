"""Texts about something else: sport, games, museums, charity, business. Silence is the right answer for them."""

from __future__ import annotations

from collections.abc import Sequence

from ondit.extract.scene import Scene
from ondit.records import GROUP_OF

SHARE, FEWEST = 0.25, 2
_NEVER_MILITARY = ("sport", "game")
_OF_THE_PAST = frozenset({"history", "museum"})
_REMEMBERED = ("unveil", "honour", "award")


def off_topic(scenes: Sequence[Scene]) -> bool:
    """Whether at least two sentences, and a quarter of all, carry words of another topic."""
    marked = sum(1 for scene in scenes if _marked(scene))
    return marked >= FEWEST and marked >= SHARE * len(scenes)


def _marked(scene: Scene) -> bool:
    """A monument or a wreath is about the past, and a claim all the same."""
    senses = {i.sense for i in scene.of("topics")} - {"none"}
    return bool(senses) and not (senses <= _OF_THE_PAST and any(t.sense in _REMEMBERED for t in scene.triggers))


_CIVIL = frozenset(
    {"vehicle", "equipment", "technology", "fuel", "food", "money", "medics", "workers", "personnel", "technicians"}
)  # fmt: skip


def armed(scenes: Sequence[Scene]) -> bool:
    """Whether a text names arms, forces or an attack anywhere outside sport, museums and the like: goods that civilians use
    too (lorries, machines, fuel, money) are told of states only in such a text."""
    for scene in scenes:
        if _marked(scene):
            continue
        goods = any(
            i.type == "designations" or (GROUP_OF.get(i.sense) in ("materiel", "people", "training", "sanction") and i.sense not in _CIVIL)
            for i in scene.objects
        )  # fmt: skip
        if goods or any(p.mention.args[:1] == ("army",) for p in scene.parties):
            return True
        if any(t.sense in ("attack", "kill", "fight") for t in scene.triggers):
            return True
    return False


def civil(category: str) -> bool:
    """Whether goods or people of a category are as often civilian."""
    return category in _CIVIL


def beside_the_point(scene: Scene) -> bool:
    """A sentence of sport or games inside another text («FOOTBALL — …» in a digest)."""
    return any(item.sense in _NEVER_MILITARY for item in scene.of("topics"))
