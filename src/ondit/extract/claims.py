"""Events to claims: roles filled from context, figures, times and places attached, voices given, spans checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ondit.extract.attribution import Speech, speech_for, speeches
from ondit.extract.context import Context, referent
from ondit.extract.events import Event, carried_events, events_of, listed_events
from ondit.extract.frames import category_of, is_people
from ondit.extract.interview import is_question
from ondit.extract.modality import Mode, phases_of, read_mode
from ondit.extract.place import Place, as_party, places_of
from ondit.extract.quantities import QuantityMention, find_quantities
from ondit.extract.scene import Item, Scene
from ondit.extract.times import TimeMention, find_times
from ondit.extract.views import views, weighed
from ondit.records import GROUP_OF, Claim, ClaimError, Document, Party, Quantity, Span, Thing, Voice, When, Where

EXTRACTOR = "ondit-rules/1"
NEEDS_BOTH = frozenset({"transfer", "agreement", "contact", "sanction", "stance", "commemoration", "training", "dependence"})


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


def analyse(document: Document, scene: Scene, previous: TimeMention | None = None) -> Analysis:
    """Speech, times, figures, places and events of a sentence. `previous`: the last time told before it."""
    text, segment = document.text, scene.segment
    if not scene.triggers and not scene.objects and not scene.of("speech", "say") and not scene.of("modality", "deny"):
        return Analysis(scene, [], [], [], [], [], False, [])
    inside = [i.mention for i in scene.items]
    said = speeches(scene)
    _mark_speakers(scene, said)
    times = find_times(text, segment.start, segment.end, inside, scene.language, document.published, _future(scene), previous)
    quantities = find_quantities(text, segment.start, segment.end, inside, scene.language, [(t.start, t.end) for t in times])
    places = places_of(scene)
    shared = any(q.role == "percent" for q in quantities)
    sums = [(q.start, q.end) for q in quantities if q.role == "money"]
    return Analysis(scene, said, times, quantities, places, events_of(scene, shared, sums, places), shared, sums)


def claims_of(document: Document, found: Analysis, context: Context) -> tuple[list[Claim], list[Draft]]:
    """The claims of one sentence and every candidate with its reasons, kept or rejected."""
    scene = found.scene
    said = found.said or _carried_on(scene, context)
    drafts: list[Draft] = []
    claims: list[Claim] = []
    asked = is_question(scene)
    for event in _all_events(found, said, context):
        for draft in _drafts(scene, event, said, found.places, context):
            drafts.append(draft)
            if asked:
                draft.rejected = draft.rejected or "a question"
            if draft.rejected is None:
                claim = _claim(document, draft, found, context)
                if claim is not None:
                    claims.append(claim)
                    if draft.actor is not None and draft.target is not None:
                        context.by_kind[event.kind] = (draft.actor, draft.target)
                        if event.kind == "transfer" and draft.mode.status == "done":
                            context.holder[event.category] = draft.target
    if not drafts:
        claims = _bare_denial(document, scene, said, context)
    if claims:
        context.told = claims
    for speech in said:
        context.voice = speech.voices[0]
        context.speaker = _speaking_party(scene, speech, context) or context.speaker
    return claims, drafts


def _all_events(found: Analysis, said: Sequence[Speech], context: Context) -> list[Event]:
    """The sentence's own events, those about an object carried on, views, and a bullet's under its heading."""
    scene = found.scene
    counted = any(q.role == "count" for q in found.quantities) or bool(scene.of("reference", "object")) or context.label_thing is not None
    events = list(found.events)
    if counted:
        events += carried_events(scene, events, context.label_thing or context.thing)
    events = [weighed(scene, e) for e in events]
    events += views(scene, said, events, context)
    if not events and scene.segment.kind == "bullet":
        events = listed_events(scene, context.announced)
    return events


def _carried_on(scene: Scene, context: Context) -> list[Speech]:
    """«He added that …», «…という»: wording that carries on the voice of the sentence before."""
    marks = scene.of("speech", "continue", "carry")
    if not marks or context.voice is None:
        return []
    return [Speech((context.voice,), marks[0], False, scene.segment.start, scene.segment.end)]


def _bare_denial(document: Document, scene: Scene, said: Sequence[Speech], context: Context) -> list[Claim]:
    """«Cairo denies this.»: the claims of the sentence before, denied by this voice."""
    denials = [s for s in said if s.denies]
    if not denials or scene.objects or scene.segment.end - scene.segment.start > 120 or scene.segment.kind in ("headline", "heading"):
        return []
    text, (start, end) = document.text, denials[0].voices[0]
    voice = Voice(start, end, text[start:end], verb=denials[0].verb.mention.form)
    evidence = _span(text, scene.segment.start, scene.segment.end)
    return [
        replace(c, polarity="denied", certainty="stated", attribution=(voice,), evidence=evidence, also=(), quantity=None, when=None, id="")
        for c in context.told if c.kind in ("transfer", "deployment", "training", "production", "use") and c.polarity == "affirmed"
    ]  # fmt: skip


def _mark_speakers(scene: Scene, said: Sequence[Speech]) -> None:
    for speech in said:
        for start, end in speech.voices:
            for party in scene.parties:
                if start <= party.start and party.end <= end:
                    party.spoken = True


def _drafts(scene: Scene, event: Event, said: Sequence[Speech], places: Sequence[Place], context: Context) -> list[Draft]:
    phases = phases_of(scene, event.trigger)
    if len(phases) < 2:
        return _drafts_in(scene, event, None, said, places, context)
    return [draft for phase in phases for draft in _drafts_in(scene, event, phase, said, places, context)]


def _drafts_in(
    scene: Scene, event: Event, phase: Item | None, said: Sequence[Speech], places: Sequence[Place], context: Context
) -> list[Draft]:
    """The candidates of an event, in one of its phases where the sentence tells several."""
    mode = read_mode(scene, event.trigger, event.frame if event.deal is None else event.deal.frame, phase)
    if event.deal is not None and mode.status in ("done", "underway"):
        mode.status = "planned"
    speech = speech_for(said, event.trigger.start)
    if speech is not None and speech.verb.start == event.trigger.start and event.kind != "stance":
        speech = None
    if speech is not None and event.mode == "noun" and event.implied and event.kind in ("contact", "agreement") and not speech.denies:
        speech = None  # «on a visit to Yerevan», «under their 2015 contract»: told by the way, in the outlet's own words
    if speech is not None and speech.denies:
        mode.polarity = "denied"
    actor, target = _filled(scene, event, speech, places, context)
    if event.kind in ("agreement", "contact") or event.category == "exercise":
        actor, target = _pair(event, actor, target, context)
    elif event.kind == "transfer":
        actor, target = _oriented(event, actor, target, context)
    if event.deal is not None:
        actor, target = _of_deal(event, actor, context)
    referred = any(r.sense in ("both", "one", "counterpart", "possessive", "other") for r in scene.of("reference"))
    drafts = []
    actors = [a for a in event.roles.actors if target is None or a.sense != target.sense] if event.roles.actor is actor and event.roles.target is target else []
    targets = [t for t in event.roles.targets if actor is None or t.sense != actor.sense] if event.roles.target is target is not None else []
    for a in actors or [actor]:
        for t in targets or [target]:
            if a is not None and t is not None and a.sense == t.sense:
                continue
            draft = Draft(event, a, t, mode, speech, referred, anchor=phase)
            draft.rejected = _rejection(draft)
            drafts.append(draft)
    return drafts


def _rejection(draft: Draft) -> str | None:
    """Why a candidate is no claim, None where it is one."""
    event = draft.event
    if draft.mode.silent:
        return "the words claim nothing: " + ", ".join(draft.mode.cues)
    if draft.actor is None and draft.target is None:
        return "no party"
    if event.kind in NEEDS_BOTH and (draft.actor is None or draft.target is None):
        return "only one party"
    if event.deal is not None and draft.mode.polarity == "denied":
        return "a contract that was not signed transfers nothing"
    if event.kind == "stance" and (event.roles.target_score <= 0 or event.mode == "noun"):
        return "nobody holds a view of a party"
    if event.kind in ("use", "production", "losses", "deployment") and draft.actor is None:
        return "nobody acts"
    if event.roles.actor is None and event.roles.target is None and event.implied and not draft.referred:
        return "no party in the sentence belongs to this noun"
    return None


def _pair(event: Event, actor: Item | None, target: Item | None, context: Context) -> tuple[Item | None, Item | None]:
    """Pacts, meetings and exercises: a coordinated subject («A and B signed») gives both sides."""
    if actor is not None and (target is None or event.roles.target is None) and len({m.sense for m in actor.group}) > 1:
        members = list({m.sense: m for m in actor.group}.values())
        return members[0], members[1]
    if target is not None and actor is None and len({m.sense for m in target.group}) > 1:
        members = list({m.sense: m for m in target.group}.values())
        return members[0], members[1]
    owners = list({o.sense: o for o in event.thing.owners}.values())
    if len(owners) >= 2 and (actor is None or target is None):
        return owners[0], owners[1]
    return actor, target


def _of_deal(event: Event, seller: Item | None, context: Context) -> tuple[Item | None, Item | None]:
    """Seller and buyer of a contract's goods: whose goods they are, who makes them, or who gave before."""
    assert event.deal is not None
    roles = event.deal.roles
    pair = [p for p in (roles.actor, roles.target) if p is not None]
    if len(pair) < 2:
        pair = [*pair, *[p for p in (context.by_kind.get("agreement") or context.pair or ()) if p.sense not in {q.sense for q in pair}]][:2]
    if len(pair) < 2:
        return seller, next((p for p in pair if seller is None or p.sense != seller.sense), None)
    maker = _maker(event.thing)
    known = context.by_kind.get("transfer")
    code = seller.sense if seller is not None and event.roles.actor_score > 0 else maker or (known[0].sense if known else None)
    if code not in (pair[0].sense, pair[1].sense):
        code = pair[0].sense
    return (pair[0], pair[1]) if pair[0].sense == code else (pair[1], pair[0])


def _maker(thing: Item) -> str | None:
    """The state that a designation comes from, as `knowledge/designations.txt` says."""
    item = thing if thing.type == "designations" else thing.named
    return item.mention.args[1] if item is not None and len(item.mention.args) > 1 else None


def _oriented(event: Event, actor: Item | None, target: Item | None, context: Context) -> tuple[Item | None, Item | None]:
    """«A and B agreed on the export of jets»: who gives is known from the claims before, else the first named."""
    if actor is None or event.roles.target is not None or event.roles.actor is not actor:
        return actor, target
    members = {m.sense: m for m in actor.group}
    if len(members) != 2:
        return actor, target
    known = context.by_kind.get("transfer")
    if known is not None and {known[0].sense, known[1].sense} == set(members):
        return known
    first, second = members.values()
    return first, second


def _filled(scene: Scene, event: Event, speech: Speech | None, places: Sequence[Place], context: Context) -> tuple[Item | None, Item | None]:
    """Roles that the clause leaves open, from the bullet's heading, a pronoun, the place, the speaker, or the pair spoken of."""
    actor, target = event.roles.actor, event.roles.target
    both = any(r.sense == "both" for r in scene.of("reference"))
    if both and context.pair and actor is None and target is None and event.kind in ("agreement", "contact", "training"):
        return context.pair
    actor, target = _from_label(context.label, actor, target)
    if event.kind in ("use", "losses") and actor is None:
        actor = context.holder.get(event.category)
    actor, target = _from_place(scene, event, places, context, actor, target)
    receives = event.frame.name in ("receive", "buy", "order", "request", "learn", "negotiate") and event.mode != "noun" and event.kind != "dependence"
    open_role = target if receives else actor
    if open_role is None and not event.frame.intransitive:
        carried = _carried(scene, event, speech, context)
        other = actor if receives else target
        if carried is not None and (other is None or other.sense != carried.sense):
            actor, target = (actor, carried) if receives else (carried, target)
    if event.kind == "transfer" and actor is None and (maker := _maker(event.thing)) and (target is None or target.sense != maker):
        actor = context.named.get(maker) or _named_here(scene, maker)
    return _from_pair(event, context, actor, target)


def _from_label(label: Item | None, actor: Item | None, target: Item | None) -> tuple[Item | None, Item | None]:
    """A bullet's heading names the acting party, or the other one where that is given."""
    if label is not None and actor is None and (target is None or target.sense != label.sense):
        return label, target
    if label is not None and target is None and actor is not None and actor.sense != label.sense:
        return actor, label
    return actor, target


def _from_place(
    scene: Scene, event: Event, places: Sequence[Place], context: Context, actor: Item | None, target: Item | None
) -> tuple[Item | None, Item | None]:
    """People who arrive or serve at a place of a state serve that state; a plant at a place is that state's."""
    place = next((p for p in places if p.state and {"in", "to", "on"} & set(p.functions)), None)
    if place is None or place.state is None:
        return actor, target
    state = place.state
    party = context.named.get(state) or _named_here(scene, state) or as_party(place, scene.text)
    if event.kind == "deployment" and target is None and (actor is None or actor.sense != state):
        return actor, party
    if event.kind == "production" and actor is None:
        return party, target
    if event.kind == "commemoration" and actor is None and (target is None or target.sense != state):
        return party, target
    return actor, target


def _named_here(scene: Scene, state: str) -> Item | None:
    return next((p for p in scene.parties if p.sense == state), None)


def _carried(scene: Scene, event: Event, speech: Speech | None, context: Context) -> Item | None:
    """The subject that a pronoun, the speaker or the sentence before gives to an event word without one."""
    speaker = _speaking_party(scene, speech, context)
    pointed = referent(scene, context, event.trigger.start, speaker)
    if pointed is not None:
        return pointed
    if event.mode != "active":
        return None
    return speaker if speaker is not None else context.subject if _subjectless(scene, event) else None


def _from_pair(event: Event, context: Context, actor: Item | None, target: Item | None) -> tuple[Item | None, Item | None]:
    """The other party of the pair spoken of; without any party, those of the last claim of this kind."""
    if target is None and actor is not None and (known := context.by_kind.get(event.kind)) and known[0].sense == actor.sense and event.kind == "sanction":
        return actor, known[1]
    paired = ("transfer", "deployment", "agreement", "contact", "training", "dependence", "commemoration")
    if actor is None and target is not None:
        return context.other(target), target
    if target is None and actor is not None and event.kind in paired:
        return actor, context.other(actor)
    if actor is None and target is None and not event.implied:
        return context.by_kind.get(event.kind) or context.pair or (None, None)
    return actor, target


def _subjectless(scene: Scene, event: Event) -> bool:
    """No party stands before the event word in its clause: the subject of the sentence before is carried on."""
    return not any(p.end <= event.trigger.start for p in scene.parties) and event.mode == "active"


def _speaking_party(scene: Scene, speech: Speech | None, context: Context) -> Item | None:
    if speech is None:
        return None
    start, end = speech.voices[0]
    named = next((p for p in scene.parties if start <= p.start and p.end <= end), None)
    if named is not None:
        return named
    pointing = any(i.type in ("reference", "speech") and i.sense in ("speaker", "one", "title", "office") and start <= i.start < end for i in scene.items)
    return context.speaker if pointing else None


def _claim(document: Document, draft: Draft, found: Analysis, context: Context) -> Claim | None:
    text, event, scene, times = document.text, draft.event, found.scene, found.times
    quantity = _quantity(scene, event, [q for q in found.quantities if draft.anchor is None or q.start > draft.anchor.end], draft.anchor)
    place = _place(scene, draft, found.places)
    flags = ("mistranslation",) if event.thing.sense == "mistranslation" else ()
    try:
        claim = Claim(
            document=document.id, kind=event.kind, actor=_party(text, draft.actor), target=_party(text, draft.target),
            object=_thing(text, scene, event), quantity=_as_quantity(text, event, quantity),
            when=_when(text, scene, draft, times), where=_where(text, place), status=draft.mode.status,
            polarity=draft.mode.polarity, certainty=draft.mode.certainty, attribution=_voices(text, draft, context),
            evidence=_span(text, scene.segment.start, scene.segment.end), flags=flags, extractor=EXTRACTOR,
            confidence=_confidence(draft),
        )  # fmt: skip
        claim.check_against(text)
    except ClaimError:
        return None
    return claim


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def _party(text: str, item: Item | None) -> Party | None:
    return None if item is None else Party(item.start, item.end, text[item.start : item.end], item.sense)


def _thing(text: str, scene: Scene, event: Event) -> Thing:
    item = event.thing
    designation = item.sense if item.type == "designations" else _designation(scene, event)
    origin = next((o.sense for o in item.owners), None) if GROUP_OF.get(event.category) == "materiel" else None
    return Thing(item.start, item.end, text[item.start : item.end], event.category, designation, origin)


def _designation(scene: Scene, event: Event) -> str | None:
    """A designation in the noun's phrase («Su-35 fighters», «chars Leopard 2») names it more exactly."""
    named = event.thing.named
    return named.sense if named is not None else None


def _quantity(
    scene: Scene, event: Event, quantities: Sequence[QuantityMention], anchor: Item | None
) -> QuantityMention | None:
    """The figure that belongs to the object: percent for shares, money for prices, else the nearest count."""
    thing = event.thing if scene.segment.start <= event.thing.start < scene.segment.end else event.trigger
    wanted = {"dependence": ("percent",), "agreement": ("money",), "stance": (), "contact": ()}.get(event.kind, ("count",))
    if event.category in ("money", "weapons") and event.kind == "transfer":
        wanted = ("money", "count", "percent") if event.category == "money" else ("count", "money")
    best: tuple[float, QuantityMention] | None = None
    for quantity in quantities:
        if quantity.role not in wanted:
            continue
        if quantity.role == "count" and event.implied and event.kind in ("contact", "agreement", "commemoration"):
            continue
        apart = sum(char in ",;，；、،" for char in scene.text[min(thing.end, event.trigger.end) : max(thing.start, event.trigger.start)])
        cost = min(_cost(scene, quantity, thing, event) + 15 * apart, 6 + _cost(scene, quantity, anchor or event.trigger, event))
        limit = 160 if quantity.role in ("percent", "money") else 45
        if cost <= limit and (best is None or cost < best[0]):
            best = (cost, quantity)
    return best[1] if best else None


def _cost(scene: Scene, quantity: QuantityMention, anchor: Item, event: Event) -> float:
    """How far a figure is from the noun or event word that it may count; another object between makes it that one's."""
    after = quantity.start >= anchor.end
    left, right = (anchor.end, quantity.start) if after else (quantity.end, anchor.start)
    cost = max(0, right - left) * (1.4 if after else 1.0) + 12 * scene.crossings(left, max(left, right))
    trainees = event.kind in ("training", "commemoration")
    if quantity.role == "count" and any(o is not event.thing and left <= o.start < right and not (trainees and is_people(category_of(o))) for o in scene.objects):
        cost += 40
    if quantity.role == "count" and anchor is not event.thing and any(
        o is not event.thing and 0 <= o.start - quantity.end <= 25 and not (trainees and is_people(category_of(o))) for o in scene.objects
    ):
        cost += 40
    return cost


def _as_quantity(text: str, event: Event, q: QuantityMention | None) -> Quantity | None:
    if q is None or (q.low is None and q.high is None):
        return None
    unit = q.unit
    if unit == "item?":
        unit = "person" if GROUP_OF.get(event.category) in ("people", "training") else "item"
    return Quantity(q.start, q.end, text[q.start : q.end], q.low, q.high, unit, q.approximate, q.per)


def _when(text: str, scene: Scene, draft: Draft, times: Sequence[TimeMention]) -> When | None:
    """The time nearest to the event word that is neither the time of saying nor another event's."""
    trigger, mode = draft.anchor or draft.event.trigger, draft.mode
    best: tuple[float, TimeMention] | None = None
    for time in times:
        if draft.speech is not None and draft.event.kind != "stance" and _time_of_saying(scene, draft.speech, time, trigger):
            continue
        cost = _reach(scene, time.start, time.end, trigger)
        if draft.anchor is not None and time.start < trigger.end:
            continue
        if draft.anchor is None and not _fronted(scene, time.start) and _belongs_elsewhere(scene, time.start, time.end, trigger, cost):
            continue
        if best is None or cost < best[0]:
            best = (cost, time)
    if best is None or best[0] > 220:
        return None
    t = best[1]
    since, until = t.since, t.until
    if t.other is not None and (mode.status in ("planned", "considered")) != _future(scene):
        since, until = t.other
    if since is None and until is None or (mode.status == "underway" and since == until and draft.event.kind not in ("contact", "stance") and _today(text, t)):
        return None
    return When(t.start, t.end, text[t.start : t.end], since, until)


def _today(text: str, time: TimeMention) -> bool:
    """A word for today beside something that goes on means «now»."""
    return not any(char.isdigit() for char in text[time.start : time.end])


def _future(scene: Scene) -> bool:
    """Whether the sentence as a whole speaks of what will be; times are first read that way."""
    modal = any(i.sense == "plan" or (i.sense in ("have", "be") and "fut" in i.tags) for i in scene.of("modality"))
    return modal or any("fut" in t.tags for t in scene.triggers)


def _reach(scene: Scene, start: int, end: int, trigger: Item) -> float:
    """How far text[start:end] is from an event word: code points, with the boundaries between."""
    left, right = (end, trigger.start) if end <= trigger.start else (trigger.end, start)
    right = max(left, right)
    strong = sum(scene.text[i] in ";；" for i in range(left, right))
    return right - left + 25 * scene.crossings(left, right) + 150 * strong


def _fronted(scene: Scene, start: int) -> bool:
    """At the head of the sentence an adverbial holds for all of it."""
    head = scene.segment.label[1] if scene.segment.label and scene.segment.label[1] <= start else scene.segment.start
    return start - head <= 12


def _belongs_elsewhere(scene: Scene, start: int, end: int, trigger: Item, cost: float) -> bool:
    """Another event word is clearly nearer."""
    return any(t.start != trigger.start and _reach(scene, start, end, t) + 20 < cost for t in scene.triggers)


def _time_of_saying(scene: Scene, speech: Speech, time: TimeMention, trigger: Item) -> bool:
    """A time beside the verb of saying, with no event word nearer."""
    verb, voice_end = speech.verb, speech.voices[0][1]
    gap = time.start - verb.end if time.start >= verb.end else verb.start - time.end
    if verb.end <= speech.voices[0][0] and 0 <= time.start - voice_end <= 4:
        gap = time.start - voice_end  # «said the minister on Tuesday»
    to_event = time.start - trigger.end if time.start >= trigger.end else trigger.start - time.end
    return 0 <= gap <= 18 and gap <= to_event


def _place(scene: Scene, draft: Draft, places: Sequence[Place]) -> Place | None:
    """The place nearest to the event word in its clause; never the words of a party already named."""
    trigger, event = draft.event.trigger, draft.event
    if event.kind in ("stance", "dependence", "sanction"):
        return None
    if event.kind == "contact" and (named := _named_capital(draft)) is not None:
        return named
    best: tuple[float, Place] | None = None
    for place in places:
        if any(i is not None and i.start < place.end and place.start < i.end for i in (draft.actor, draft.target)):
            continue
        cost = _reach(scene, place.start, place.end, trigger)
        if not _fronted(scene, place.start) and _belongs_elsewhere(scene, place.start, place.end, trigger, cost):
            continue
        cost += 0 if {"in", "to", "on"} & set(place.functions) else 30
        if best is None or cost < best[0]:
            best = (cost, place)
    return best[1] if best and best[0] <= 150 else None


def _named_capital(draft: Draft) -> Place | None:
    """Who visits or meets in a capital is there."""
    for item in (draft.target, draft.actor):
        if item is None or item.mention.args[:1] != ("capital",):
            continue
        if {"in", "to", "obj"} & set(item.functions) or (item is draft.target and not item.functions and item.host is None):
            return Place(item.start, item.end, None, None, item.functions, item.sense)
    return None


def _where(text: str, place: Place | None) -> Where | None:
    if place is None:
        return None
    words = text[place.start : place.end]
    return Where(place.start, place.end, words, words, place.latitude, place.longitude)


def _voices(text: str, draft: Draft, context: Context) -> tuple[Voice, ...]:
    if draft.event.kind == "stance" and draft.speech is None:
        holder = draft.actor
        if holder is None:
            return ()
        noun = holder.host if holder.host is not None and holder.host.type == "speech" else None
        start, end = min(holder.start, noun.start if noun else holder.start), max(holder.end, noun.end if noun else holder.end)
        return (Voice(start, end, text[start:end], holder.sense),)
    if draft.speech is None:
        if context.interviewee is None:
            return ()
        start, end = context.interviewee
        return (Voice(start, end, text[start:end]),)
    return tuple(Voice(a, b, text[a:b], verb=draft.speech.verb.mention.form) for a, b in draft.speech.voices)


def _confidence(draft: Draft) -> float:
    """From the scores of roles and object: explicit markers near the event word make a sure claim."""
    roles = draft.event.roles
    parts = [min(1.0, roles.actor_score), min(1.0, roles.target_score), min(1.0, draft.event.score)]
    return round(0.2 + 0.75 * sum(parts) / len(parts), 3)
