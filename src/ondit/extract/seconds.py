"""Second tellings that share an event word: «2,000 in Mali and 300 in Burkina Faso», «60,000 next year, against 40,000 now»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ondit.extract.events import Event
from ondit.extract.frames import Roles
from ondit.extract.quantities import QuantityMention
from ondit.extract.scene import Item, Scene
from ondit.extract.slots import quantity_of
from ondit.extract.times import TimeMention

_GAPPED = ("transfer", "deployment")
_COMPARED = ("transfer", "deployment", "dependence", "production", "training")
_BESIDE = ("against", "from", "with", "to", "in")


def gapped(scene: Scene, events: Sequence[Event], quantities: Sequence[QuantityMention]) -> list[Event]:
    """Events whose verb and object stand in the clause before, with a figure and a receiver of their own."""
    found = []
    for quantity in quantities:
        before = [e for e in events if e.kind in _GAPPED and not e.implied and _last_word(e) < quantity.start]
        receiver = _receiver(scene, quantity)
        if quantity.role != "count" or not before or receiver is None:
            continue
        event = max(before, key=_last_word)
        target = event.roles.target
        if (
            target is None
            or target.start > quantity.start
            or target.sense == receiver.sense
            or _verb(scene, target.end, quantity.start)
        ):
            continue
        roles = event.roles
        own = Roles(roles.actor, receiver, roles.actors, (receiver,), roles.actor_score, 0.6)
        found.append(replace(event, roles=own, figure=(quantity.start, quantity.end)))
    return found


def compared(
    scene: Scene, events: Sequence[Event], quantities: Sequence[QuantityMention], times: Sequence[TimeMention]
) -> list[Event]:
    """The same event told of another time beside it, with another figure: «48 % in 2024, against 67 % in 2019»."""
    found = []
    for event in events:
        main = quantity_of(scene, event, quantities, None) if event.kind in _COMPARED and event.moment is None else None
        for quantity in quantities if main is not None else ():
            assert main is not None
            if (
                quantity.role != main.role
                or quantity.start <= main.end
                or not _set_against(scene, main.end, quantity.start)
            ):
                continue
            time = next((t for t in times if 0 <= t.start - quantity.end <= 12), None)
            if time is not None and not _verb(scene, main.end, quantity.start):
                event.spent = (*event.spent, time)
                found.append(replace(event, figure=(quantity.start, quantity.end), moment=time, spent=()))
    return found


def _last_word(event: Event) -> int:
    return max(event.trigger.end, event.thing.end)


def _receiver(scene: Scene, quantity: QuantityMention) -> Item | None:
    """A state with a preposition right behind a bare figure («300 in Burkina Faso»)."""
    for party in scene.parties:
        gap = scene.text[quantity.end : party.start]
        if 0 < len(gap) <= 14 and {"in", "to", "for"} & set(party.functions) and party.host is None and "," not in gap:
            nouns = [o for o in scene.objects if quantity.end <= o.start < party.start]
            return None if nouns else party
    return None


def _set_against(scene: Scene, start: int, end: int) -> bool:
    """Whether a comma or bracket and a preposition open what stands before a second figure."""
    between = scene.text[start:end]
    near = any(start <= m.start and 0 <= end - m.end <= 3 and m.sense in _BESIDE for m in scene.of("markers"))
    return near and end - start <= 90 and any(char in between for char in ",(،，")


def _verb(scene: Scene, start: int, end: int) -> bool:
    return any(start <= t.start < end and not t.is_noun for t in scene.telling)
