"""Events to claims: roles filled from context, figures, times and places attached, voices given, spans checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ondit.extract.attribution import Speech, speech_for, speeches
from ondit.extract.carry import both_sides, filled, oriented, seller_and_buyer, speaking_party
from ondit.extract.context import Context
from ondit.extract.drafts import Analysis, Draft
from ondit.extract.events import Event, carried_events, events_of, listed_events, listed_shares
from ondit.extract.frames import category_of, is_people
from ondit.extract.functions import same_words
from ondit.extract.interview import is_question
from ondit.extract.modality import Mode, phases_of, read_mode
from ondit.extract.place import Place, places_of
from ondit.extract.quantities import find_quantities
from ondit.extract.rivals import describes, describes_another
from ondit.extract.scene import Item, Scene
from ondit.extract.seconds import compared, gapped
from ondit.extract.slots import (
    as_quantity,
    party_of,
    place_of,
    quantity_of,
    span_of,
    speaks_of_future,
    thing_of,
    voices_of,
    when_of,
    where_of,
)
from ondit.extract.times import TimeMention, find_times
from ondit.extract.tokens import Sheet
from ondit.extract.views import merely_says, views, weighed
from ondit.records import GROUP_OF, Claim, ClaimError, Document, Voice, When

EXTRACTOR = "ondit-rules/1"
_ABBREVIATED = re.compile(r"\s?\([^()]{2,12}\) (?:\w{1,4} )?\w+")
NEEDS_BOTH = frozenset(
    {"transfer", "agreement", "contact", "sanction", "stance", "commemoration", "training", "dependence"}
)


def analyse(document: Document, scene: Scene, previous: TimeMention | None = None) -> Analysis:
    """Speech, times, figures, places and events of a sentence. `previous`: the last time told before it."""
    text, segment = document.text, scene.segment
    if not scene.triggers and not scene.objects and not scene.of("speech", "say") and not scene.of("modality", "deny"):
        return Analysis(scene, [], [], [], [], [], False, [])
    inside = [i.mention for i in scene.items]
    said = speeches(scene)
    _mark_speakers(scene, said)
    scene.objects = [o for o in scene.objects if not _speaks_itself(text, o, said, [*scene.triggers, *scene.parties])]
    sentence = (text, max(segment.start, segment.dateline), segment.end, inside, scene.language)
    sheet = Sheet(*sentence)
    times = find_times(*sentence, document.published, speaks_of_future(scene), previous, sheet)
    words = [(t.start, t.end) for t in times] + [(i.start, i.end) for i in scene.unnamed]  # «both sides» count nothing
    quantities = find_quantities(*sentence, words, sheet)
    places = places_of(scene)
    shared = any(q.role == "percent" for q in quantities)
    sums = [(q.start, q.end) for q in quantities if q.role == "money"]
    return Analysis(scene, said, times, quantities, places, events_of(scene, shared, sums, places), shared, sums)


def claims_of(document: Document, found: Analysis, context: Context) -> tuple[list[Claim], list[Draft]]:
    """The claims of one sentence and every candidate with its reasons, kept or rejected."""
    scene = found.scene
    said = _own_outlet_left_out(document, [_antecedent(scene, s, context) for s in found.said])
    said = _relayed(scene, said, context) or _carried_on(scene, context)
    drafts: list[Draft] = []
    claims: list[Claim] = []
    asked = is_question(scene)
    scene.telling = [e.trigger for e in found.events]
    for event in _all_events(found, said, context):
        for draft in _drafts(scene, event, said, found.places, context):
            drafts.append(draft)
            if asked:
                draft.rejected = draft.rejected or "a question"
            if draft.rejected is None:
                claim = _claim(document, draft, found, context)
                if claim is not None:
                    claims.append(claim)
                    if (
                        draft.actor is not None
                        and draft.target is not None
                        and draft.actor.coded
                        and draft.target.coded
                    ):
                        context.by_kind[event.kind] = (draft.actor, draft.target)
                        if event.kind == "transfer" and draft.mode.status == "done":
                            context.holder[event.category] = context.holder[""] = draft.target
    claims += _denied_here(document, scene, said, claims)
    if not drafts:
        claims = _bare_denial(document, scene, said, context)
    if claims:
        context.told = claims
    if scene.segment.kind != "bullet":
        ends = scene.text[scene.segment.end - 1] in ":："
        context.listing = said[-1] if said and ends else None
    for speech in said:
        context.voice = speech.voices[0]
        context.speaker = speaking_party(scene, speech, context) or context.speaker
    return claims, drafts


def _all_events(found: Analysis, said: Sequence[Speech], context: Context) -> list[Event]:
    """The sentence's own events, those about an object carried on, views, and a bullet's under its heading."""
    scene = found.scene
    counted = (
        any(q.role == "count" for q in found.quantities)
        or bool(scene.of("reference", "object"))
        or context.label_thing is not None
    )
    events = list(found.events)
    if counted:
        counts = {q.unit for q in found.quantities if q.role == "count"}
        things = bool(counts) and not counts & {"person", "item?"}
        events += carried_events(scene, events, context.label_thing or context.thing, context.crowd, things)
    for event in events:
        if event.frame.name == "depend" and event.implied and context.thing is not None and scene.triggers:
            category = category_of(context.thing)
            if GROUP_OF.get(category) in ("materiel", "support", "people"):
                event.thing, event.category = context.thing, category  # «entirely dependent on these deliveries»
    for event in events:
        people = event.thing.type == "parties" and event.thing.mention.args[:1] != ("army",)
        if people and event.category == "troops" and context.people is not None:
            event.category = context.people  # «25,000 North Koreans» are the workers spoken of
    events = [e for e in (weighed(scene, e) for e in events) if not merely_says(scene, e)]
    events += listed_shares(scene, events, found.quantities)
    events += gapped(scene, events, found.quantities) + compared(scene, events, found.quantities, found.times)
    events += views(scene, said, events, context)
    if not events and scene.segment.kind == "bullet":
        events = listed_events(scene, context.announced)
    return events


def _relayed(scene: Scene, said: list[Speech], context: Context) -> list[Speech]:
    """«He said …, according to Tass»: the voice before speaks on, the one named here relays it."""
    opening = [i for i in scene.of("speech", "continue") if i.start <= scene.segment.start + 25]
    if len(said) != 1 or not opening or context.voice is None or said[0].voices[0][0] < opening[0].end:
        return said
    return [replace(said[0], voices=(context.voice, *(v for v in said[0].voices if v != context.voice)))]


def _carried_on(scene: Scene, context: Context) -> list[Speech]:
    """«He added that …», «…という», a list under «X said:»: wording and layout that carry on the voice before."""
    marks = scene.of("speech", "continue", "carry")
    if context.listing is not None and scene.segment.kind == "bullet":
        return [replace(context.listing, start=scene.segment.start, end=scene.segment.end)]
    if context.behind is not None:
        return [replace(context.behind, start=scene.segment.start, end=scene.segment.end)]
    voice = next((v for v in (_told_by(scene, mark) for mark in marks) if v), None) or context.voice
    if not marks or voice is None:
        return []
    return [Speech((voice,), marks[0], False, scene.segment.start, scene.segment.end)]


def _told_by(scene: Scene, mark: Item) -> tuple[int, int] | None:
    """«the agency added», «according to the source»: a definite noun that stands for the speaker is kept as it stands."""
    for noun in scene.of("reference", "speaker"):
        if noun.start <= mark.end + 1 and mark.start <= noun.end + 1:
            return noun.start, noun.end
    return None


def told_behind(following: Scene | None) -> Speech | None:
    """«This was announced by X», «Об этом сообщил X»: the voice that a sentence gets from the one behind it."""
    if following is None or following.segment.kind != "sentence":
        return None
    pointers = [i for i in following.of("speech", "this") if i.start <= following.segment.start + 3]
    said = speeches(following) if pointers else []
    near = bool(said) and min(said[0].verb.start, said[0].voices[0][0]) - pointers[0].end <= 60
    return said[0] if near and not said[0].denies else None


def _antecedent(scene: Scene, speech: Speech, context: Context) -> Speech:
    """«He also said …»: a speaker named by a pronoun is given by the words of its antecedent."""
    start, end = speech.voices[0]
    inside = [i for i in scene.items if start <= i.start and i.end <= end]
    named = any(i.type == "parties" or (i.type == "speech" and i.sense in ("voice", "office", "title")) for i in inside)
    pronoun = any(i.type == "reference" and i.sense == "one" for i in inside)
    if named or not pronoun or end - start > 16:
        return speech
    subject = context.subject
    before = context.voice or ((subject.start, subject.end) if subject is not None else None)
    return speech if before is None else replace(speech, voices=(before, *speech.voices[1:]))


def _own_outlet_left_out(document: Document, said: list[Speech]) -> list[Speech]:
    """The outlet itself is no hop: «UNN writes with reference to NHK» in UNN is NHK."""
    outlet = (document.outlet or "").casefold()
    kept = []
    for speech in said:
        voices = tuple(v for v in speech.voices if not _same_outlet(document.text[v[0] : v[1]].casefold(), outlet))
        if voices:
            kept.append(replace(speech, voices=voices))
    return kept


def _same_outlet(words: str, outlet: str) -> bool:
    return len(outlet) >= 2 and (words == outlet or words.endswith(" " + outlet) or words.strip("«»“”\"'") == outlet)


def _bare_denial(document: Document, scene: Scene, said: Sequence[Speech], context: Context) -> list[Claim]:
    """«Cairo denies this.»: the claims of the sentence before, denied by this voice."""
    denials = [s for s in said if s.denies]
    if (
        not denials
        or scene.objects
        or scene.segment.end - scene.segment.start > 120
        or scene.segment.kind in ("headline", "heading")
    ):
        return []
    return _denied(document, scene, denials[0], context.told)


def _denied_here(document: Document, scene: Scene, said: Sequence[Speech], claims: Sequence[Claim]) -> list[Claim]:
    """«A supplies B with drones, sources say, but C denied the allegations»: what the sentence told before, denied."""
    denied: list[Claim] = []
    for speech in said:
        if not speech.denies or speech.start <= scene.segment.start:
            continue
        inside = [c for c in claims if speech.start <= c.object.start < speech.end]
        before = [c for c in claims if c.object.start < speech.start and c.polarity == "affirmed"]
        if not inside and before:
            denied += _denied(document, scene, speech, before)
    return denied


def _denied(document: Document, scene: Scene, speech: Speech, told: Sequence[Claim]) -> list[Claim]:
    """The claims told before that a denial can be of, those of the denier's own state first, in its voice."""
    text, (start, end) = document.text, speech.voices[0]
    voice = Voice(start, end, text[start:end], verb=speech.verb.mention.form)
    evidence = span_of(text, scene.segment.start, scene.segment.end)
    denier = next((p.sense for p in scene.parties if start <= p.start and p.end <= end), None)
    own = [c for c in told if denier in {s.code for s in (c.actor, c.target) if s is not None}]
    return [
        replace(c, polarity="denied", certainty="stated", attribution=(voice,), evidence=evidence, also=(), quantity=None, when=None, id="")
        for c in own or told if c.kind in ("transfer", "deployment", "training", "production", "use") and c.polarity == "affirmed"
    ]  # fmt: skip


def _speaks_itself(text: str, thing: Item, said: Sequence[Speech], others: Sequence[Item]) -> bool:
    """«…, Ukrainian officers complain»: who says at the end what stands before is not who is spoken of."""
    return is_people(category_of(thing)) and any(
        start <= thing.start
        and thing.end <= end
        and text[: min(start, speech.verb.start)].rstrip()[-1:] in ',，»”"'
        and not any(o.start > max(end, speech.verb.end) for o in others)
        for speech in said
        for start, end in speech.voices
    )


def _behind_brackets(scene: Scene, end: int) -> int:
    """«the National Intelligence Service (NIS) of South Korea»: a voice goes on behind its abbreviation."""
    found = _ABBREVIATED.match(scene.text, end, scene.segment.end)
    return found.end() if found else end


def _mark_speakers(scene: Scene, said: Sequence[Speech]) -> None:
    for speech in said:
        for start, end in speech.voices:
            end = _behind_brackets(scene, end)
            for party in scene.parties:
                if start <= party.start and party.end <= end:
                    party.spoken = True


def _drafts(
    scene: Scene, event: Event, said: Sequence[Speech], places: Sequence[Place], context: Context
) -> list[Draft]:
    phases = phases_of(scene, event.trigger)
    if len(phases) < 2:
        return _drafts_in(scene, event, None, said, places, context)
    return [draft for phase in phases for draft in _drafts_in(scene, event, phase, said, places, context)]


def _drafts_in(
    scene: Scene, event: Event, phase: Item | None, said: Sequence[Speech], places: Sequence[Place], context: Context
) -> list[Draft]:
    """The candidates of an event, in one of its phases where the sentence tells several."""
    mode = read_mode(scene, event.trigger, event.frame if event.deal is None else event.deal.frame, phase)
    if event.kind == "contact" and event.mode == "noun" and _behind_after(scene, event.trigger):
        mode.status = "done"  # «promised after a meeting with X»
    if event.moment is not None:
        mode.status = "underway" if mode.status == "planned" else "done"
    if event.deal is not None and mode.status in ("done", "underway"):
        mode.status = "planned"
    speech = speech_for(scene, said, event.trigger.start)
    if speech is not None and speech.verb.start == event.trigger.start and event.kind != "stance":
        speech = None
    if (
        speech is not None
        and event.mode == "noun"
        and event.implied
        and event.kind in ("contact", "agreement")
        and not speech.denies
        and any(not t.is_noun and not same_words(t, speech.verb) for t in scene.triggers)
    ):
        speech = None  # «on a visit to Yerevan»: told by the way, in the outlet's own words
    if speech is not None and speech.denies:
        mode.polarity = "denied"
    if speech is not None and mode.certainty == "hedged" and _only_relays(scene, mode):
        mode.certainty = "stated"
    actor, target = filled(scene, event, speech, places, context)
    if event.kind in ("agreement", "contact") or event.category == "exercise":
        actor, target = both_sides(scene, event, actor, target, context)
    elif event.kind == "transfer":
        actor, target = oriented(event, actor, target, context)
    if event.deal is not None:
        actor, target = seller_and_buyer(event, actor, context)
    referred = any(r.sense in ("both", "one", "counterpart", "possessive", "other") for r in scene.of("reference"))
    drafts = []
    actors = (
        [a for a in event.roles.actors if target is None or a.sense != target.sense]
        if event.roles.actor is actor and event.roles.target is target
        else []
    )
    targets = (
        [t for t in event.roles.targets if actor is None or t.sense != actor.sense]
        if event.roles.target is target is not None
        else []
    )
    either: tuple[list[Item | None], list[Item | None]] = ([*actors] or [actor], [*targets] or [target])
    for a in either[0]:
        for t in either[1]:
            if a is not None and t is not None and a.sense == t.sense:
                continue
            draft = Draft(
                event, a, t, mode, speech, referred, anchor=phase, titled=scene.segment.kind in ("headline", "heading")
            )
            draft.rejected = _rejection(scene, draft)
            drafts.append(draft)
    return drafts


def _only_relays(scene: Scene, mode: Mode) -> bool:
    """«…という» behind a named voice carries that voice on and marks no doubt."""
    relays = {"hedge:" + i.mention.form for i in scene.of("speech", "carry")}
    doubts = {cue for cue in mode.cues if cue.partition(":")[0] in ("hedge", "possible")}
    return bool(doubts) and doubts <= relays


def _all_carried(draft: Draft) -> bool:
    roles = draft.event.roles
    return roles.actor_score <= 0 and roles.target_score <= 0


def _rejection(scene: Scene, draft: Draft) -> str | None:
    """Why a candidate is no claim, None where it is one."""
    event = draft.event
    if draft.mode.silent:
        return "the words claim nothing: " + ", ".join(draft.mode.cues)
    if not any(p is not None and p.coded for p in (draft.actor, draft.target)):
        return "no party"
    if event.kind in NEEDS_BOTH and (draft.actor is None or draft.target is None):
        return "only one party"
    if (
        event.kind == "transfer"
        and event.mode == "noun"
        and event.deal is None
        and _all_carried(draft)
        and draft.titled
    ):
        return "neither side is named with this noun"
    if event.kind == "contact" and event.mode == "noun" and not scene.parties and not draft.referred:
        return "nobody is said to meet"  # «Negotiations about the sale are at an early stage»
    if event.frame.name == "pay" and event.implied and _all_carried(draft):
        return "nobody is said to pay"
    if event.deal is not None and draft.mode.polarity == "denied":
        return "a contract that was not signed transfers nothing"
    if event.kind == "stance" and (event.mode == "noun" or event.roles.actor_score <= 0 or draft.target is None):
        return "nobody holds a view of a party"
    if (
        event.kind == "stance"
        and "inf" in event.trigger.tags
        and draft.actor is not None
        and "of" in draft.actor.functions
    ):
        return "nobody voices it"  # «X's commitment to support Y»
    if event.kind in ("use", "production", "losses", "deployment") and draft.actor is None:
        return "nobody acts"
    if event.kind == "use" and draft.mode.status == "considered":
        return "what a weapon can do is no use of it"
    if (event.kind == "use" and describes(scene, event)) or (
        event.kind == "losses" and describes_another(scene, event)
    ):
        return "the participle only describes its noun"
    if (
        event.roles.actor is None
        and event.roles.target is None
        and event.implied
        and not draft.referred
        and not draft.mode.cues
    ):
        return "no party in the sentence belongs to this noun"
    return None


def _claim(document: Document, draft: Draft, found: Analysis, context: Context) -> Claim | None:
    text, event, scene, times = document.text, draft.event, found.scene, found.times
    quantity = quantity_of(
        scene, event, [q for q in found.quantities if draft.anchor is None or q.start > draft.anchor.end], draft.anchor
    )
    _announced_for(draft, times)
    when = when_of(text, scene, draft, times)
    if _still_to_come(document, draft, when):
        draft.mode.status = "planned"
    place = place_of(scene, draft, found.places)
    flags = ("mistranslation",) if event.thing.sense == "mistranslation" else ()
    try:
        claim = Claim(
            document=document.id, kind=event.kind, actor=party_of(text, draft.actor), target=party_of(text, draft.target),
            object=thing_of(text, scene, event), quantity=as_quantity(text, event, quantity),
            when=when, where=where_of(text, place), status=draft.mode.status,
            polarity=draft.mode.polarity, certainty=draft.mode.certainty, attribution=voices_of(text, draft, context),
            evidence=span_of(text, scene.segment.start, scene.segment.end), flags=flags, extractor=EXTRACTOR,
            confidence=_confidence(draft),
        )  # fmt: skip
        claim.check_against(text)
    except ClaimError:
        return None
    return claim


def _behind_after(scene: Scene, noun: Item) -> bool:
    """Whether a word for «after» opens the phrase of a noun."""
    return any(
        0 <= noun.start - t.end <= 24 and not any(c in ",;:.!?" for c in scene.text[t.end : noun.start])
        for t in scene.of("times", "after")
    )


def _announced_for(draft: Draft, times: Sequence[TimeMention]) -> None:
    """«flies to Moscow on Friday»: a visit in the present tense on a day that may lie ahead is still to come."""
    event = draft.event
    present = "pres" in event.trigger.tags and not event.trigger.tags & {"past", "part"}
    ahead = any(t.other is not None and abs(t.start - event.trigger.end) <= 40 for t in times)
    if event.kind == "contact" and event.mode == "active" and present and ahead and draft.mode.status == "underway":
        draft.mode = replace(draft.mode, status="planned")


def _still_to_come(document: Document, draft: Draft, when: When | None) -> bool:
    """«Berlin liefert im März»: a present tense with a time after the report speaks of what is to come."""
    if draft.mode.status != "underway" or draft.mode.cues or "pres" not in draft.event.trigger.tags:
        return False
    return (
        when is not None
        and when.since is not None
        and bool(document.published)
        and when.since > str(document.published)
    )


def _confidence(draft: Draft) -> float:
    """From the scores of roles and object: explicit markers near the event word make a sure claim."""
    roles = draft.event.roles
    parts = [min(1.0, roles.actor_score), min(1.0, roles.target_score), min(1.0, draft.event.score)]
    return round(0.2 + 0.75 * sum(parts) / len(parts), 3)
