"""The slots of a claim beside its roles: object, figure, time, place and voices, each as the words that say it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ondit.extract.attribution import Speech
from ondit.extract.context import Context
from ondit.extract.drafts import Draft
from ondit.extract.events import Event
from ondit.extract.frames import category_of, is_people
from ondit.extract.place import Place
from ondit.extract.quantities import QuantityMention
from ondit.extract.scene import Item, Scene
from ondit.extract.times import TimeMention
from ondit.records import GROUP_OF, Party, Quantity, Span, Thing, Voice, When, Where


def span_of(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def party_of(text: str, item: Item | None) -> Party | None:
    return (
        None if item is None or not item.coded else Party(item.start, item.end, text[item.start : item.end], item.sense)
    )


def thing_of(text: str, scene: Scene, event: Event) -> Thing:
    item = event.thing
    designation = item.sense if item.type == "designations" else _designation(scene, event)
    origin = next((o.sense for o in item.owners), None) if GROUP_OF.get(event.category) == "materiel" else None
    return Thing(item.start, item.end, text[item.start : item.end], event.category, designation, origin)


def _designation(scene: Scene, event: Event) -> str | None:
    """A designation in the noun's phrase («Su-35 fighters», «chars Leopard 2») names it more exactly."""
    named = event.thing.named
    if named is not None or scene.segment.label is None:
        return named.sense if named is not None else None
    start, end = scene.segment.label  # a bullet's heading names it: «Chonma-2 tanks: …»
    labels = [i for i in scene.of("designations") if start <= i.start < end]
    fits = [i for i in labels if i.mention.args[:1] == (event.category,)]
    return fits[0].sense if fits else None


def quantity_of(
    scene: Scene, event: Event, quantities: Sequence[QuantityMention], anchor: Item | None
) -> QuantityMention | None:
    """The figure that belongs to the object: percent for shares, money for prices, else the nearest count."""
    if event.figure is not None:
        return next((q for q in quantities if (q.start, q.end) == event.figure), None)
    thing = event.thing if scene.segment.start <= event.thing.start < scene.segment.end else event.trigger
    wanted = {"dependence": ("percent",), "agreement": ("money",), "stance": (), "contact": ()}.get(
        event.kind, ("count",)
    )
    if event.category in ("money", "weapons") and event.kind == "transfer":
        wanted = ("money", "count", "percent") if event.category == "money" else ("count", "money")
    hit = event.roles.target if event.kind == "sanction" else _trained(scene, event)  # «blacklisted four Emirati firms»
    best: tuple[float, QuantityMention] | None = None
    if "count" in wanted and (own := _own_count(scene, event, quantities)) is not None:
        return own
    for quantity in quantities:
        if quantity.role not in wanted or (
            quantity.unit == "person" and GROUP_OF.get(event.category) in ("materiel", "support")
        ):
            continue
        if quantity.role == "count" and event.implied and event.kind in ("contact", "agreement", "commemoration"):
            continue
        if quantity.role == "count" and _whole(scene, quantity, quantities):
            continue
        if quantity.role == "count" and _anothers(scene, event, thing, quantity):
            continue
        low, high = min(thing.end, event.trigger.end), max(thing.start, event.trigger.start)
        apart = sum(scene.text[i] in ",;，；、،" and not _inside_figure(scene.text, i) for i in range(low, high))
        cost = min(
            _cost(scene, quantity, thing, event) + 15 * apart,
            6 + _cost(scene, quantity, anchor or event.trigger, event),
            6 + _cost(scene, quantity, hit, event) if hit is not None else 999.0,
        )
        near = 45 if thing is event.thing else 110  # a figure that stands for a thing told before has no noun beside it
        limit = 160 if quantity.role in ("percent", "money") else near
        if quantity.role == "count" and _part_of(scene, quantity, thing, event.trigger):
            cost = 0  # «10,000 soldiers, of whom 2,000 died»
        if cost <= limit and (best is None or cost < best[0]):
            best = (cost, quantity)
    return best[1] if best else None


def _inside_figure(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _trained(scene: Scene, event: Event) -> Item | None:
    """Who learns or is decorated, where a noun says it («Vingt pilotes indonésiens s'entraînent»): they are what is counted."""
    target = event.roles.target
    if event.category not in ("course", "award") or target is None:
        return None
    people = [o for o in scene.objects if is_people(category_of(o)) and any(p.sense == target.sense for p in o.owners)]
    return min(people, key=lambda o: abs(o.start - event.trigger.start), default=None)


def _own_count(scene: Scene, event: Event, quantities: Sequence[QuantityMention]) -> QuantityMention | None:
    """«delivered 26 guns and will send 18 more»: the count beside an event word whose object another event word told before."""
    thing, trigger = event.thing, event.trigger
    told = [t for t in scene.triggers if thing.end <= t.start and t.end <= trigger.start and not t.is_noun]
    if trigger.is_noun or not told:
        return None
    closes = min(
        (t.start for t in scene.triggers if t.start > trigger.end and not t.is_noun), default=scene.segment.end
    )
    if any(told[-1].end <= o.start < closes for o in scene.objects):
        return None
    return next((q for q in quantities if q.role == "count" and told[-1].end <= q.start < closes), None)


def _part_of(scene: Scene, quantity: QuantityMention, thing: Item, trigger: Item) -> bool:
    """A figure between a relative word and its verb counts a part of the noun before."""
    return (
        thing.end <= quantity.start
        and quantity.end <= trigger.start
        and any(
            thing.end <= c.start and c.end <= quantity.start and quantity.start - c.end <= 12
            for c in scene.of("markers", "clause")
        )
    )


def _whole(scene: Scene, quantity: QuantityMention, others: Sequence[QuantityMention]) -> bool:
    """«the first of six corvettes», «four of the five»: the figure counts all, of which some are spoken of."""
    parts = [i.end for i in scene.of("numbers", "ordinal")] + [q.end for q in others if q.role == "count"]
    return any(
        0 < quantity.start - part <= 10
        and any(0 <= m.start - part <= 1 and m.end <= quantity.start for m in scene.of("markers", "of"))
        for part in parts
    )


def _anothers(scene: Scene, event: Event, thing: Item, quantity: QuantityMention) -> bool:
    """A figure behind «a plane» («a plane and two boats»), or instructors' before whom they train."""
    single = event.kind in ("transfer", "production", "losses") and any(
        0 <= thing.start - i.end <= 1 for i in scene.of("numbers", "article")
    )
    if single and thing is event.thing and quantity.start >= thing.end:
        return True
    return event.kind == "training" and any(
        0 <= o.start - quantity.end <= 2 and category_of(o) == "advisers" for o in scene.objects
    )


def _cost(scene: Scene, quantity: QuantityMention, anchor: Item, event: Event) -> float:
    """How far a figure is from the noun or event word that it may count; another object between makes it that one's."""
    after = quantity.start >= anchor.end
    end = max(anchor.end, anchor.named.end if anchor.named is not None and anchor.named.end <= quantity.start else 0)
    left, right = (end, quantity.start) if after else (quantity.end, anchor.start)
    cost = max(0, right - left) * (1.4 if after else 1.0) + 12 * scene.crossings(left, max(left, right))
    if quantity.role != "count":
        return cost
    others = [o for o in scene.objects if o is not event.thing and _countable(event, o)]
    if event.kind != "sanction" and _counts_firms(scene, quantity, anchor):
        cost += 40
    if any(left <= o.start < right for o in others):
        cost += 40
    if (anchor is not event.thing or after) and any(0 <= o.start - quantity.end <= 25 for o in others):
        cost += 40
    return cost


def _countable(event: Event, other: Item) -> bool:
    """Whether a figure may count another object: trainees are who is trained, and nobody counts sanctions."""
    if event.kind in ("training", "commemoration"):
        return not is_people(category_of(other))
    return event.kind != "sanction" or GROUP_OF.get(category_of(other)) != "sanction"


def _counts_firms(scene: Scene, quantity: QuantityMention, anchor: Item) -> bool:
    """«sanctions on three firms for supplying components»: the figure counts those who act, not the goods."""
    return any(
        quantity.end <= i.start < anchor.start and i.start - quantity.end <= 25 and scene.clear(quantity.end, i.start)
        for i in scene.of("speech", "office", "voice")
    )


def as_quantity(text: str, event: Event, q: QuantityMention | None) -> Quantity | None:
    if q is None or (q.low is None and q.high is None):
        return None
    unit = q.unit
    if unit == "item?":
        unit = (
            "person" if GROUP_OF.get(event.category) in ("people", "training") or event.category == "award" else "item"
        )
    return Quantity(q.start, q.end, text[q.start : q.end], q.low, q.high, unit, q.approximate, q.per)


def when_of(text: str, scene: Scene, draft: Draft, times: Sequence[TimeMention]) -> When | None:
    """The time nearest to the event word that is neither the time of saying nor another event's."""
    trigger, mode = draft.anchor or draft.event.trigger, draft.mode
    if draft.event.deal is not None:
        return None  # when a contract was signed is not when its goods come
    moment = draft.event.moment
    if moment is not None:
        return When(moment.start, moment.end, text[moment.start : moment.end], moment.since, moment.until)
    best: tuple[float, TimeMention] | None = None
    for time in times:
        if (
            time in draft.event.spent
            or _time_of_deciding(scene, draft, time)
            or _of_the_next(scene, draft, time.start, time.end)
        ):
            continue
        if (
            draft.speech is not None
            and draft.event.kind != "stance"
            and _time_of_saying(scene, draft.speech, time, trigger)
        ):
            continue
        cost = _reach(scene, time.start, time.end, trigger)
        if _fronted(scene, time.start) and not any(
            time.end <= t.start < trigger.start for t in scene.telling if not t.is_noun
        ):
            cost = min(cost, 200.0)  # it holds for the first clause, however long
        if draft.anchor is not None and time.start < trigger.end:
            continue
        if (
            draft.anchor is None
            and not _fronted(scene, time.start)
            and _belongs_elsewhere(scene, time.start, time.end, trigger, cost)
        ):
            continue
        if best is None or cost < best[0]:
            best = (cost, time)
    if best is None or best[0] > 220:
        return None
    t = best[1]
    since, until = t.since, t.until
    if t.other is not None and (mode.status in ("planned", "considered")) != speaks_of_future(scene):
        since, until = t.other
    if (since is None and until is None) or (
        mode.status == "underway"
        and since == until
        and draft.event.kind not in ("contact", "stance")
        and _today(text, t)
    ):
        return None
    return When(t.start, t.end, text[t.start : t.end], since, until)


def _of_the_next(scene: Scene, draft: Draft, start: int, end: int) -> bool:
    """Verb-final languages: what stands behind a verb and before another one belongs to that, unless the first only
    describes the thing that both speak of («수출한 K9 12문이 17일 … 도착했다»)."""
    trigger = draft.anchor or draft.event.trigger
    if draft.event.thing.start >= trigger.end:
        return False
    if scene.language.grammar.get("order") != "SOV" or trigger.is_noun or start < trigger.end:
        return False
    return any(end <= t.start and not t.is_noun for t in scene.triggers)


def _time_of_deciding(scene: Scene, draft: Draft, time: TimeMention) -> bool:
    """«agreed in September to hand over», «approved the transfer on Tuesday»: when a decision in the past was made is not when
    what it decided comes about."""
    trigger = draft.event.trigger
    finite = bool(trigger.tags & {"past", "pres", "fut"}) and "inf" not in trigger.tags
    if draft.mode.status not in ("planned", "considered") or time.other is None or finite:
        return False
    for modal in scene.of("modality", "plan", "consider"):
        if not modal.tags & {"past", "part"} or modal.tags & {"fut", "pres", "cond"} or modal.end > trigger.start:
            continue
        between = modal.start - 14 <= time.start and time.end <= trigger.start
        day = time.since is not None and time.since == time.until
        if between or (day and trigger.is_noun):
            return True
    return False


def _today(text: str, time: TimeMention) -> bool:
    """A word for today beside something that goes on means «now»."""
    return not any(char.isdigit() for char in text[time.start : time.end])


def speaks_of_future(scene: Scene) -> bool:
    """Whether the sentence as a whole speaks of what will be; times are first read that way."""
    modal = any(i.sense == "plan" or "fut" in i.tags for i in scene.of("modality"))
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
    next_clause = any(
        0 <= m.start - end <= 3 for m in scene.of("markers", "and", "clause") if "pre" in m.mention.args
    )  # «… in 2022 and handed over»: what follows is another clause's
    tail = trigger.mention.tail or (0, 0)  # «suivent … une formation à X»: one event word
    others = [t for t in scene.telling if t.start != trigger.start and not tail[0] <= t.start < tail[1]]
    if any(_reach(scene, start, end, t) + (80 if next_clause and t.start >= end else 20) < cost for t in others):
        return True
    if scene.language.grammar.get("order") == "SOV":
        return False
    return end <= trigger.start and _closed_clause(scene, end, trigger.start) and any(
        t.end <= start and not t.is_noun and not _closed_clause(scene, t.end, start) for t in others
    )  # fmt: skip


def _closed_clause(scene: Scene, start: int, end: int) -> bool:
    """Whether a clause may end in text[start:end]: a comma, a semicolon or a coordinator."""
    between = scene.text[start:end]
    joined = any(start <= m.start and m.end <= end for m in scene.of("markers", "and", "clause"))
    return joined or ", " in between or any(c in ";；、，،" for c in between)


def _time_of_saying(scene: Scene, speech: Speech, time: TimeMention, trigger: Item) -> bool:
    """A time beside the verb of saying, with no event word nearer."""
    verb, (voice_start, voice_end) = speech.verb, speech.voices[0]
    if verb.sense == "source" and time.end <= verb.start:
        return False  # «… desde mayo, según fuentes»
    if time.since is None or time.until is None:
        return False  # nobody says something since January
    if _opens_with(scene, time, voice_start) and voice_end <= verb.start <= trigger.start:
        return not _longer_than_a_month(time)  # «In April, Moscow confirmed the deployment»
    if scene.language.grammar.get("order") == "SOV" and 0 <= time.start - voice_end <= 3:
        return True  # «同省は12日、…と発表した»
    gap = time.start - verb.end if time.start >= verb.end else verb.start - time.end
    if verb.end <= voice_start and 0 <= time.start - voice_end <= 4:
        gap = time.start - voice_end  # «said the minister on Tuesday»
    if trigger.end <= time.start and time.end <= voice_end - 1 and "," in scene.text[time.end : verb.end]:
        return False  # «died near X on 8 October, residents said»
    if _fronted(scene, time.start) and _longer_than_a_month(time):
        return False  # «In the second quarter, reports indicated that …»
    to_event = time.start - trigger.end if time.start >= trigger.end else trigger.start - time.end
    return 0 <= gap <= 18 and gap <= to_event


def _opens_with(scene: Scene, time: TimeMention, voice_start: int) -> bool:
    return _fronted(scene, time.start) and 0 <= voice_start - time.end <= 3


def _longer_than_a_month(time: TimeMention) -> bool:
    """Nobody says something for a quarter or a year."""
    if time.since is None or time.until is None:
        return False
    return (date.fromisoformat(str(time.until)) - date.fromisoformat(str(time.since))).days > 31


def place_of(scene: Scene, draft: Draft, places: Sequence[Place]) -> Place | None:
    """The place nearest to the event word in its clause; never the words of a party already named."""
    trigger, event = draft.event.trigger, draft.event
    if event.kind in ("stance", "dependence", "sanction") or event.deal is not None:
        return None
    if (event.kind == "contact" or event.frame.name == "withdraw") and (named := _named_capital(draft)) is not None:
        return named
    best: tuple[float, Place] | None = None
    for place in places:
        if any(_names(item, place) for item in (draft.actor, draft.target)) or _receives(draft, place):
            continue
        cost = _reach(scene, place.start, place.end, trigger)
        if _of_the_next(scene, draft, place.start, place.end):
            continue
        served = event.kind == "deployment" and draft.target is not None and place.state == draft.target.sense
        if served:
            cost = min(cost, 140.0)  # wherever the sentence names it: «to help rebuild houses in the Kursk region»
        elif not _fronted(scene, place.start) and _belongs_elsewhere(scene, place.start, place.end, trigger, cost):
            continue
        cost += 0 if {"in", "to", "on"} & set(place.functions) else 30
        if best is None or cost < best[0]:
            best = (cost, place)
    return best[1] if best and best[0] <= 150 else None


def _receives(draft: Draft, place: Place) -> bool:
    """«a vendu à Bamako»: a capital that takes the goods is no place."""
    item = draft.target
    return (
        item is not None and draft.event.kind == "transfer" and draft.event.frame.name != "arrive"
        and item.mention.args[:1] == ("capital",)
        and "to" in item.functions and item.start < place.end and place.start < item.end
    )  # fmt: skip


def _names(item: Item | None, place: Place) -> bool:
    """Whether a party's own name overlaps the place's words (a state known only by its place does not count)."""
    if item is not None and item.mention.args[:1] == ("capital",) and "in" in item.functions:
        return False  # «a plant opened in Pyongyang» names state and place
    if item is not None and item.mention.args[:1] == ("company",) and place.state == item.sense:
        return False  # a firm named after the place where it stands
    if item is not None and item.mention.args[:1] == ("adj",) and place.head is not None:
        return False  # «en una base rusa»
    return (
        item is not None and item.mention.args[:1] != ("place",) and item.start < place.end and place.start < item.end
    )


def _named_capital(draft: Draft) -> Place | None:
    """Who visits or meets in a capital is there."""
    for item in (draft.target, draft.actor):
        if item is None or item.mention.args[:1] != ("capital",):
            continue
        if {"in", "to", "obj"} & set(item.functions) or (
            item is draft.target and not item.functions and item.host is None
        ):
            return Place(item.start, item.end, None, None, item.functions, item.sense)
    return None


def where_of(text: str, place: Place | None) -> Where | None:
    if place is None:
        return None
    words = text[place.start : place.end]
    return Where(place.start, place.end, words, words, place.latitude, place.longitude)


def voices_of(text: str, draft: Draft, context: Context) -> tuple[Voice, ...]:
    if draft.event.kind == "stance" and draft.speech is None:
        holder = draft.actor
        if holder is None:
            return ()
        noun = holder.host if holder.host is not None and holder.host.type == "speech" else None
        start, end = (
            min(holder.start, noun.start if noun else holder.start),
            max(holder.end, noun.end if noun else holder.end),
        )
        return (Voice(start, end, text[start:end], holder.sense),)
    if draft.speech is None:
        if context.interviewee is None:
            return ()
        start, end = context.interviewee
        return (Voice(start, end, text[start:end]),)
    return tuple(Voice(a, b, text[a:b], verb=draft.speech.verb.mention.form) for a, b in draft.speech.voices)
