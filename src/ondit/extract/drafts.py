"""What extraction passes on within a sentence: its analysis, and each candidate claim with its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from ondit.extract.attribution import Speech
from ondit.extract.events import Event
from ondit.extract.modality import Mode
from ondit.extract.place import Place
from ondit.extract.quantities import QuantityMention
from ondit.extract.scene import Item, Scene
from ondit.extract.times import TimeMention


@dataclass(slots=True)
class Draft:
    """A claim in the making, with the cues for `--explain`; `rejected` says why it was not made. `anchor`: the word that
    the time and figure stand by, where it is not the event word («Deliveries, halted in July, resumed in January»)."""

    event: Event
    actor: Item | None
    target: Item | None
    mode: Mode
    speech: Speech | None
    referred: bool = False
    rejected: str | None = None
    anchor: Item | None = None
    titled: bool = False


@dataclass(slots=True)
class Analysis:
    """What one sentence says by itself, before anything is carried into it."""

    scene: Scene
    said: list[Speech]
    times: list[TimeMention]
    quantities: list[QuantityMention]
    places: list[Place]
    events: list[Event]
    shared: bool
    sums: list[tuple[int, int]]
