"""Stances told by words of praise or blame: a speaking party calls another «a reliable partner», «a threat»."""

from __future__ import annotations

from collections.abc import Sequence

from ondit.extract import frames as fr
from ondit.extract.attribution import Speech
from ondit.extract.context import Context
from ondit.extract.events import Event
from ondit.extract.frames import Roles
from ondit.extract.functions import same_words
from ondit.extract.scene import Item, Scene

_FRAME = {"positive": "praise", "negative": "criticise"}
_CATEGORY = {"positive": "support", "negative": "criticism"}


def views(scene: Scene, said: Sequence[Speech], found: Sequence[Event], context: Context) -> list[Event]:
    """One stance for each speaking party whose words praise or blame another party, where no event word says so already."""
    events: list[Event] = []
    for speech in said:
        holder = _holder(scene, speech)
        words = [w for w in scene.of("modality", "positive", "negative") if speech.start <= w.start < speech.end]
        words = words or _blaming(scene, speech)
        if (
            holder is None
            or not words
            or speech.denies
            or any(_told(e) and speech.start <= e.trigger.start < speech.end for e in found)
        ):
            continue
        word = next((w for w in words if fr.in_quotes(scene, w.start)), words[0])
        about = _about(scene, speech, holder, context)
        if about is not None:
            roles = Roles(holder, about, (holder,), (about,), 0.8, 0.5)
            events.append(_view(word, roles))
    if not said and not any(_told(e) or e.mode != "noun" for e in found):
        events += _quoted_view(scene)
    return events


def _blaming(scene: Scene, speech: Speech) -> list[Item]:
    """«“Belgrade stabs us in the back”, accuses Moscow»: the verb that closes a quotation blames or praises by itself."""
    closes = scene.text[: speech.verb.start].rstrip()[-2:]
    if not any(c in closes for c in '»”"'):
        return []
    return [t for t in scene.triggers if same_words(t, speech.verb) and t.sense in ("praise", "criticise")]


def _told(event: Event) -> bool:
    """A stance that an event word tells by itself."""
    return event.kind == "stance" and event.roles.actor is not None and event.roles.target is not None


def _view(word: Item, roles: Roles) -> Event:
    name = _FRAME.get(word.sense, word.sense)
    category = "support" if name == "praise" else "criticism"
    return Event(word, fr.frames()[name], "active", "stance", category, word, roles, True, 0.5)


def _quoted_view(scene: Scene) -> list[Event]:
    """«X a appelé l'aide à Y « un investissement »»: a party outside the quotation, words of praise or blame inside it."""
    words = [w for w in scene.of("modality", "positive", "negative") if fr.in_quotes(scene, w.start)]
    outside = [p for p in scene.parties if not fr.in_quotes(scene, p.start)]
    holders = [p for p in outside if not p.functions or "subj" in p.functions]
    if not words or not holders:
        return []
    about = next((p for p in scene.parties if p.sense != holders[0].sense), None)
    if about is None:
        return []
    return [_view(words[0], Roles(holders[0], about, (holders[0],), (about,), 0.6, 0.5))]


def weighed(scene: Scene, event: Event) -> Event:
    """A verb of calling («calls it a provocation») takes its colour from the words beside it."""
    if event.frame.name != "assess":
        return event
    for word in scene.of("modality", "positive", "negative"):
        event.category = _CATEGORY[word.sense]
        break
    return event


def merely_says(scene: Scene, event: Event) -> bool:
    """«losses are 600, Seoul assesses»: a verb of judging that only reports, with no word of praise, blame or quotation."""
    says = any(same_words(verb, event.trigger) for verb in scene.of("speech", "say"))
    quoted = any(c in '«“„「"' for c in scene.text[scene.segment.start : scene.segment.end])
    return event.frame.name == "assess" and event.category == "assessment" and says and not quoted


def _holder(scene: Scene, speech: Speech) -> Item | None:
    """Only parties hold views: the speaker must belong to one, and be no medium."""
    start, end = speech.voices[0]
    return next((p for p in scene.parties if start <= p.start and p.end <= end), None)


def _about(scene: Scene, speech: Speech, holder: Item, context: Context) -> Item | None:
    """Another party named in what is said, else the other one of the pair where a pronoun points at it."""
    others = [
        p for p in scene.parties if p.sense != holder.sense and not p.spoken and speech.start <= p.start < speech.end
    ]
    if others:
        return others[0]
    pointing = any(r.sense in ("one", "both", "other", "counterpart", "possessive") for r in scene.of("reference"))
    return context.other(holder) if pointing or fr.in_quotes(scene, scene.segment.end - 2) else None
