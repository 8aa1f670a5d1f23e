"""Texts about something else: sport, games, museums, charity, business. Silence is the right answer for them."""

from __future__ import annotations

from collections.abc import Sequence

from ondit.extract.scene import Scene

SHARE, FEWEST = 0.25, 2
_NEVER_MILITARY = ("sport", "game")


def off_topic(scenes: Sequence[Scene]) -> bool:
    """Whether at least two sentences, and a quarter of all, carry words of another topic."""
    marked = sum(1 for scene in scenes if scene.of("topics") and any(i.sense != "none" for i in scene.of("topics")))
    return marked >= FEWEST and marked >= SHARE * len(scenes)


def beside_the_point(scene: Scene) -> bool:
    """A sentence of sport or games inside another text («FOOTBALL — …» in a digest)."""
    return any(item.sense in _NEVER_MILITARY for item in scene.of("topics"))
