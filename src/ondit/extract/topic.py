"""Texts about something else: sport, games, museums, charity, business. Silence is the right answer for them."""

from __future__ import annotations

from collections.abc import Sequence

from ondit.extract.scene import Scene

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


def beside_the_point(scene: Scene) -> bool:
    """A sentence of sport or games inside another text («FOOTBALL — …» in a digest)."""
    return any(item.sense in _NEVER_MILITARY for item in scene.of("topics"))
