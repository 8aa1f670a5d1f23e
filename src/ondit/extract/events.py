"""Events of a sentence: each event word with its frame and object, before roles are filled from outside the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ondit.extract import frames as fr
from ondit.extract.frames import Frame, Roles
from ondit.extract.functions import same_words
from ondit.extract.place import Place, as_party
from ondit.extract.quantities import QuantityMention
from ondit.extract.rivals import without_accusations, without_rivals
from ondit.extract.scene import Item, Scene
from ondit.extract.times import TimeMention
from ondit.languages import Mention
from ondit.records import GROUP_OF

# An instrument, visit, exercise … as a noun is an event word itself.
_FRAME_OF_NOUN = {
    "treaty": "sign", "contract": "sign", "memorandum": "sign", "declaration": "sign", "visit": "visit", "meeting": "meet",
    "call": "call", "exercise": "drill", "course": "train", "monument": "unveil", "ceremony": "honour", "award": "award",
    "sanction": "impose", "embargo": "impose", "breach": "violate",
}  # fmt: skip
_WORKS = (("plant",), ("site",), ("building",), ("city",))  # where something is made, never a base


@dataclass(slots=True, eq=False)
class Event:
    """One event word with one object. `category` is the object's; `thing` the words that name it; `figure`: where its
    figure stands, if that is settled; `moment`: the time of a second telling that shares the event word («against 40,000
    last year»); `spent`: times that such a telling has taken."""

    trigger: Item
    frame: Frame
    mode: str
    kind: str
    category: str
    thing: Item
    roles: Roles
    implied: bool = False
    score: float = 0.0
    deal: Event | None = None
    figure: tuple[int, int] | None = None
    moment: TimeMention | None = None
    spent: tuple[TimeMention, ...] = ()


def events_of(scene: Scene, shared: bool, sums: Sequence[tuple[int, int]], places: Sequence[Place]) -> list[Event]:
    """Every event of the sentence with each of its objects; an object goes to the event that it fits best.

    Words of origin («comes from») tell a dependence only of a share (`shared`). `sums`: spans of money, the object of a gift
    that names no other."""
    found: list[Event] = []
    aims: set[int] = set()  # goods that a sum is to buy
    for trigger in scene.triggers:
        frame = fr.frames().get("arrive" if trigger.sense == "provenance" and not shared else trigger.sense)
        if frame is not None and (shared or not frame.share):
            told = _events(scene, trigger, frame)
            spent = _of_money(scene, trigger, frame, sums) if _spent_on(scene, told, sums) else []
            aims |= {e.thing.start for e in told if spent}
            found.extend(spent or told or _of_money(scene, trigger, frame, sums))
    found = [e for e in found if e.frame.name != "buy" or e.mode != "noun" or e.thing.start not in aims]
    if shared:
        found = [_as_share(scene, e) for e in found]
    found.extend(_noun_events(scene, found))
    found.extend(_presences(scene, found, places))
    found.extend(_held(scene, found, places))
    found.extend(_trainers_abroad(scene, found, places))
    found = _under_contract(scene, [_priced(scene, e, sums) for e in found])
    found.extend(_signed(scene, found))
    found.extend(_contracted(scene, found))
    return without_rivals(scene, without_accusations(scene, found))


def carried_events(
    scene: Scene, found: Sequence[Event], carried: Item | None, crowd: Item | None = None, things: bool = False
) -> list[Event]:
    """Event words without an object of their own, where a figure or definite phrase stands for the object spoken of before
    («61 of them are built»). `things`: the figures count things, no people."""
    if carried is None:
        return []
    taken = {e.trigger.start for e in found}
    events = []
    for trigger in scene.triggers:
        frame = fr.frames().get(trigger.sense)
        if frame is not None and not frame.share and trigger.start not in taken:
            dead = frame.kind == "losses" and crowd is not None and not things  # «some of them were killed»
            if things and fr.is_people(fr.category_of(carried)):
                continue  # «50 vehicles» are no soldiers
            events.extend(_carried(scene, trigger, frame, crowd if dead else carried))
    return without_rivals(scene, events)


def _as_share(scene: Scene, event: Event) -> Event:
    """«imports 75 % of its arms from X», «supplies half of its shells»: a share of what is had is a dependence on who gives."""
    if (
        event.kind != "transfer"
        or event.category == "money"
        or event.deal is not None
        or not _has_percent(scene, event)
    ):
        return event
    roles = event.roles
    swapped = Roles(roles.target, roles.actor, roles.targets, roles.actors, roles.target_score, roles.actor_score)
    return replace(event, kind="dependence", roles=swapped, frame=replace(event.frame, kind="dependence", status=None))


def _has_percent(scene: Scene, event: Event) -> bool:
    """A percent sign, word or fraction within the phrase of the object."""
    marks = [i for i in scene.items if i.type == "numbers" and i.sense in ("percent", "fraction")]
    return any(
        scene.crossings(min(m.end, event.thing.end), max(m.start, event.thing.start)) <= 1
        and not any(c in ";；" for c in scene.text[min(m.end, event.thing.end) : max(m.start, event.thing.start)])
        and abs(m.start - event.thing.start) <= 50
        for m in marks
    )


def _presences(scene: Scene, found: list[Event], places: Sequence[Place]) -> list[Event]:
    """Another state's people told to be in or for a state, whatever the verb («une centaine de militaires russes … au Mali»)."""
    taken = {id(e.thing) for e in found}
    frame = fr.frames()["serve"]
    located = [p for place in places if (p := as_party(place, scene.text)) is not None]
    events = []
    for thing in scene.objects:
        if any(same_words(t, thing) for t in scene.triggers) or "fallen" in thing.tags:
            continue
        if id(thing) in taken or not fr.is_people(fr.category_of(thing)) or not thing.owners:
            continue
        if {"to", "for"} & set(thing.functions) and not {"of", "in"} & set(thing.functions):
            continue  # whom something is given to
        if any(e.kind == "commemoration" for e in found):
            continue  # who is decorated or remembered need not serve there
        if any(0 <= thing.start - v.end <= 12 for v in scene.objects if fr.category_of(v) == "visit"):
            continue  # «a delegation of X's officers»
        if any(e.kind == "training" for e in found) and fr.category_of(thing) != "advisers":
            continue  # trainees abroad are training only
        home = thing.owners[0]
        hosts = [
            p
            for p in [*scene.parties, *located]
            if p.sense != home.sense and p.host is None and {"in", "to", "with"} & set(p.functions) and not p.spoken
        ]
        if hosts and min(scene.crossings(min(h.end, thing.end), max(h.start, thing.start)) for h in hosts) <= 2:
            roles = Roles(home, hosts[0], (home,), (hosts[0],), 0.6, 0.5)
            events.append(Event(thing, frame, "noun", frame.kind, fr.category_of(thing), thing, roles, False, 0.3))
    return events


def _held(scene: Scene, found: list[Event], places: Sequence[Place]) -> list[Event]:
    """«Rwanda has 2,500 soldiers in Mozambique»: who has counted people somewhere keeps them there."""
    frame = fr.frames()["deploy"]
    figures = [i for i in scene.of("numbers") if i.sense[:1] == "="]
    events: list[Event] = []
    for verb in scene.of("modality", "have"):
        close = min((t.start for t in scene.triggers if t.start >= verb.end), default=scene.segment.end)
        thing = next((o for o in scene.objects if verb.end < o.start <= verb.end + 40 and o.start < close), None)
        if "pres" not in verb.tags or thing is None or not fr.is_people(fr.category_of(thing)):
            continue
        before = scene.text[verb.end : thing.start]
        figure = any(c.isdigit() for c in before) or any(verb.end <= f.start < thing.start for f in figures)
        if not figure or not scene.clear(verb.end, thing.start) or any(e.thing is thing for e in found):
            continue
        roles = fr.assign(scene, verb, frame, thing, "active")
        there = [p for p in places if p.state is not None and p.start >= thing.end]
        if roles.actor is not None and (roles.target is not None or there):
            events.append(Event(verb, frame, "active", "deployment", fr.category_of(thing), thing, roles, False, 0.5))
    return events


def _trainers_abroad(scene: Scene, found: list[Event], places: Sequence[Place]) -> list[Event]:
    """«Norwegian instructors train a brigade in Poland»: the instructors are told to be in another state too."""
    frame = fr.frames()["serve"]
    located = [p for place in places if (p := as_party(place, scene.text)) is not None]
    events = []
    for thing in [o for o in scene.objects if fr.category_of(o) == "advisers" and o.owners]:
        home = thing.owners[0]
        courses = [
            e for e in found
            if e.frame.name == "train" and e.mode == "active" and e.roles.actor is home and not e.trigger.tags & {"fut", "inf"}
        ]  # fmt: skip
        hosts = [
            p for p in [*located, *scene.parties]
            if p.sense != home.sense and p.host is None and "in" in p.functions and not p.spoken
        ]  # fmt: skip
        if courses and hosts and not any(e.kind == "deployment" and e.thing is thing for e in found):
            roles = Roles(home, hosts[0], (home,), (hosts[0],), 0.6, 0.5)
            events.append(Event(thing, frame, "noun", frame.kind, "advisers", thing, roles, False, 0.3))
    return events


def _priced(scene: Scene, event: Event, sums: Sequence[tuple[int, int]]) -> Event:
    """«a 950 million euro agreement», «договор на поставку танков»: what has a price or delivers goods is a contract."""
    if event.kind != "agreement" or event.category != "treaty" or event.frame.name == "expire":
        return event
    end = event.thing.end
    sale = any(
        t.is_noun
        and t.sense in ("give", "buy", "order")
        and 0 < t.start - end <= 14
        and not scene.of("reference", "both")
        for t in scene.triggers
    ) and any(GROUP_OF.get(fr.category_of(o)) == "materiel" and end < o.start <= end + 60 for o in scene.objects)
    price = any(scene.crossings(min(b, end), max(a, end)) <= 2 and abs(a - end) <= 45 for a, b in sums)
    return replace(event, category="contract") if sale or price else event


def _under_contract(scene: Scene, found: list[Event]) -> list[Event]:
    """«a contract for the delivery of 40 jets»: a noun of giving right behind the instrument tells what was agreed; whose
    the goods are may stand behind it («… from X»), the rest is the contract's."""
    deals = [e for e in found if e.kind == "agreement" and e.category in ("contract", "memorandum")]
    events = []
    for event in found:
        deal = next((d for d in deals if 0 <= event.trigger.start - d.thing.end <= 24), None)
        between = deal is not None and any(deal.thing.end <= t.start < event.trigger.start for t in scene.triggers)
        if deal is None or between or event.kind != "transfer" or event.mode != "noun" or event.deal is not None:
            events.append(event)
            continue
        seller = event.roles.actor
        behind = (
            seller is not None and seller.start > event.trigger.start and {"from", "by", "of"} & set(seller.functions)
        )
        owner = event.thing.owners[0] if event.thing.owners else None
        kept = seller if behind else owner
        roles = Roles(kept, None, (kept,) if kept else (), (), 0.5 if kept else 0.0, 0.0)
        events.append(replace(event, roles=roles, frame=fr.frames()["order"], deal=deal))
    return events


def _contracted(scene: Scene, found: list[Event]) -> list[Event]:
    """A contract for goods is also their transfer, still to come («a contract for 40 jets»)."""
    taken = {id(e.thing) for e in found}
    events = []
    for deal in [e for e in found if e.kind == "agreement" and e.category in ("contract", "memorandum")]:
        for thing in scene.objects:
            near = min(abs(thing.start - deal.thing.end), abs(deal.thing.start - thing.end))
            left, right = sorted((deal.thing, thing), key=lambda i: i.start)
            if (
                id(thing) in taken
                or GROUP_OF.get(fr.category_of(thing)) != "materiel"
                or near > 45
                or scene.crossings(left.end, right.start) > 2
            ):
                continue
            seller = thing.owners[0] if thing.owners else None
            roles = Roles(seller, None, (seller,) if seller else (), (), 0.5 if seller else 0.0, 0.0)
            events.append(
                Event(
                    deal.trigger,
                    fr.frames()["order"],
                    "noun",
                    "transfer",
                    fr.category_of(thing),
                    thing,
                    roles,
                    False,
                    0.3,
                    deal,
                )
            )
            taken.add(id(thing))
    return events


def _signed(scene: Scene, found: list[Event]) -> list[Event]:
    """«signed the purchase of 28 jets with Italy»: what is signed is a contract, and the goods are still to come."""
    deals = []
    for event in [e for e in found if e.kind == "transfer" and e.mode == "noun" and e.deal is None]:
        for verb in scene.triggers:
            gap = event.trigger.start - verb.end
            if verb.sense != "sign" or verb.is_noun or not 0 <= gap <= 45:
                continue
            if any(t is not verb and verb.end <= t.start < event.trigger.start for t in scene.triggers) or any(
                GROUP_OF.get(fr.category_of(o)) == "instrument" for o in scene.objects
            ):
                continue
            event.frame = replace(event.frame, status="planned")
            frame, mode = fr.frames()["sign"], fr.voice(scene, verb)
            roles = fr.assign(scene, verb, frame, None, mode)
            deals.append(Event(verb, frame, mode, "agreement", "contract", event.trigger, roles, False, 0.4))
            break
    return deals[:1]


def listed_events(scene: Scene, announced: Event | None) -> list[Event]:
    """A bullet without an event word, under a heading that has one («What Russia paid with: – Oil: …»): its objects are
    what the heading speaks of."""
    if announced is None or announced.kind not in ("transfer", "deployment", "use"):
        return []
    events = []
    for thing in scene.objects:
        category = fr.category_of(thing)
        kind = (
            "transfer"
            if GROUP_OF.get(category) in ("materiel", "support")
            else "deployment"
            if fr.is_people(category)
            else None
        )
        if announced.kind == "use" and kind is not None:
            kind = "use"
        label = scene.segment.label
        repeated = (
            label is not None
            and thing.end <= label[1]
            and len([o for o in scene.objects if fr.category_of(o) == category]) > 1
        )
        if kind is not None and not repeated:
            events.append(Event(thing, announced.frame, "noun", kind, category, thing, announced.roles, False, 0.2))
    return events


def listed_shares(scene: Scene, events: Sequence[Event], quantities: Sequence[QuantityMention]) -> list[Event]:
    """«64 % from the US, followed by France (15 %) and Israel (11 %)»: each further share with its own supplier."""
    shares = [q for q in quantities if q.role == "percent"]
    told = [e for e in events if e.kind == "dependence" and e.roles.actor is not None and e.roles.target is not None]
    if len(shares) < 2 or len(told) != 1:
        return []
    actor, first = told[0].roles.actor, told[0].roles.target
    assert actor is not None
    assert first is not None
    suppliers = [p for p in scene.parties if p.sense != actor.sense and not p.spoken]
    pairs = max((_beside(shares, suppliers, before) for before in (True, False)), key=len)
    rest = [q for q in shares if all(q is not taken for taken, _ in pairs)]
    own = next((q for q, p in pairs if p.sense == first.sense), rest[0] if rest else None)
    pairs = [(q, p) for q, p in pairs if q is not own and p.sense != first.sense]
    if own is None:
        return []
    if pairs:
        told[0].figure = (own.start, own.end)
    return [
        replace(
            told[0],
            roles=Roles(actor, supplier, (actor,), (supplier,), told[0].roles.actor_score, 0.5),
            figure=(share.start, share.end),
        )
        for share, supplier in pairs
    ]


def _beside(
    shares: Sequence[QuantityMention], parties: Sequence[Item], before: bool
) -> list[tuple[QuantityMention, Item]]:
    """Each share with the party nearest on one side of it; a list names all of them on the same side."""
    pairs: list[tuple[QuantityMention, Item]] = []
    for share in shares:
        gaps = [(share.start - p.end if before else p.start - share.end, p.start, p) for p in parties]
        near = [gap for gap in gaps if 0 <= gap[0] <= 40]
        if near and all(min(near)[2] is not taken for _, taken in pairs):
            pairs.append((share, min(near)[2]))
    return pairs


def _spent_on(scene: Scene, events: list[Event], sums: Sequence[tuple[int, int]]) -> bool:
    """«will give 400 million dollars to buy shells»: what stands behind the purpose of a sum is not what is given."""
    aims = [p.start for p in scene.of("modality", "purpose")]
    aims += [t.start for t in scene.triggers if t.is_noun and t.sense == "buy" and {"to", "for"} & set(t.functions)]
    return bool(events) and all(
        any(sum_[1] <= aim < e.thing.start and e.trigger.start < aim for aim in aims for sum_ in sums) for e in events
    )


def _of_money(scene: Scene, trigger: Item, frame: Frame, sums: Sequence[tuple[int, int]]) -> list[Event]:
    """«allotted Ukraine 200 million euros»: the sum itself is the object."""
    if "money" not in frame.categories or frame.status == "considered" or frame.name in ("buy", "order") or not sums:
        return []
    start, end = min(sums, key=lambda s: abs(s[0] - trigger.end))
    if scene.crossings(min(end, trigger.end), max(start, trigger.start)) > 3 or abs(start - trigger.end) > 120:
        return []
    mention = replace(
        trigger.mention, start=start, end=end, type="objects", sense="money", args=(), tags=frozenset({"noun"})
    )
    own = next((o for o in scene.objects if same_words(o, trigger) and fr.category_of(o) == "weapons"), None)
    thing = own or Item(mention)  # «a military aid package worth 615 million»
    mode = fr.voice(scene, trigger)
    roles = fr.assign(scene, trigger, frame, thing, mode)
    return [Event(trigger, frame, mode, "transfer", fr.category_of(thing), thing, roles, False, 0.5)]


def _carried(scene: Scene, trigger: Item, frame: Frame, carried: Item | None) -> list[Event]:
    """An event whose object is only a figure («61 of them are built»): the object spoken of before."""
    if (
        carried is None
        or not frame.categories
        or fr.category_of(carried) not in frame.categories
        or any(fr.category_of(o) in frame.categories for o in scene.objects)
    ):
        return []
    kind = _kind(frame, fr.category_of(carried))
    if kind is None:
        return []
    mode = fr.voice(scene, trigger)
    roles = fr.assign(scene, trigger, frame, None, mode)
    if kind in ("losses", "deployment") and carried.owners and roles.actor is None:
        roles.actor, roles.actors, roles.actor_score = carried.owners[0], (carried.owners[0],), 0.4
    return [Event(trigger, frame, mode, kind, fr.category_of(carried), carried, roles, False, 0.3)]


def _events(scene: Scene, trigger: Item, frame: Frame) -> list[Event]:
    mode = fr.voice(scene, trigger)
    things = (
        [(t, fr.category_of(t)) for t in fr.objects_of(scene, trigger, frame, mode, frame.categories)]
        if frame.categories
        else []
    )
    if frame.name == "honour":
        things = [(t, c) for t, c in things if c != "monument" or "in" not in t.functions]  # «a wreath at the memorial»
    things = [(trigger, tag) for tag in _slot_tag(trigger, "object")] or things or _itself(scene, trigger, frame)
    things = things or [(trigger, tag) for tag in _slot_tag(trigger, "implied")]
    implied = False
    if not things and frame.kind in ("deployment", "losses", "transfer") and frame.categories & {"troops"}:
        things = [(p, "troops") for p in _armies(scene, trigger, frame, mode)]
    if not things and frame.implied:
        things, implied = [(trigger, frame.implied)], True
    if frame.plant and not any(h.mention.args[:1] in _WORKS for h in scene.of("places", "head")):
        return []
    events = []
    for thing, category in _counted_once(scene, things):
        if frame.name == "use" and fr.is_people(category) and category not in ("troops", "personnel"):
            frame = fr.frames()["serve"]  # «workers are employed»: they serve, they are no weapon
        kind = _kind(frame, category)
        if kind == "deployment" and "fallen" in thing.tags:
            continue  # «received the bodies of the fallen»
        if kind == "dependence" and category == "money":
            continue  # «a loan covering 60 % of the price»
        if kind is not None:
            sending = _of_people(frame, mode) if kind == "deployment" and frame.kind == "transfer" else frame
            roles = fr.assign(scene, trigger, sending, thing if thing is not trigger else None, mode)
            _slots_inside(trigger, roles)
            if same_words(thing, trigger) and thing is not trigger and None in (roles.actor, roles.target):
                continue  # aid without giver and taker beside it
            score = (
                fr.object_score(scene, trigger, thing, frame.voices[mode].get("object") or (), mode)
                if thing is not trigger
                else 0.5
            )
            events.append(Event(trigger, frame, mode, kind, category, thing, roles, implied, score))
    return events


def _of_people(frame: Frame, mode: str) -> Frame:
    """People belong to whom they are named after, whoever brings them: «Russia plans to bring in 12,000 North Koreans»."""
    roles = dict(frame.voices[mode])
    roles["actor"] = ("owner", *(f for f in roles["actor"] if f != "owner"))
    roles["target"] = (*roles["target"], *(("subj",) if "subj" not in roles["target"] else ()))
    return replace(frame, voices={**frame.voices, mode: roles})


def _itself(scene: Scene, trigger: Item, frame: Frame) -> list[tuple[Item, str]]:
    """«military aid», «budget support»: a noun of giving that is its own object; «anlaşma yaptı»: a verb that holds it."""
    held = [
        o for o in scene.objects
        if trigger.start <= o.start and o.end <= trigger.end and o.end - o.start < trigger.end - trigger.start
        and fr.category_of(o) in frame.categories
    ]  # fmt: skip
    if held:
        return [(held[0], fr.category_of(held[0]))]
    if not trigger.is_noun or frame.kind != "transfer":
        return []
    same = [o for o in scene.objects if same_words(o, trigger) and fr.category_of(o) in frame.categories]
    return [(o, fr.category_of(o)) for o in same[:1]]


def _counted_once(scene: Scene, things: list[tuple[Item, str]]) -> list[tuple[Item, str]]:
    """Coordinated nouns of one category behind one figure («1,500 advisers and trainers») are one object."""
    kept: list[tuple[Item, str]] = []
    for thing, category in things:
        before = next((k for k, c in kept if c == category and thing in k.group), None)
        figure = (before is not None and any(before.end <= i.start < thing.start for i in scene.of("numbers"))) or (
            before is not None and any(c.isdigit() for c in scene.text[before.end : thing.start])
        )
        if (
            before is None
            or figure
            or thing.named is not None
            or before.named is not None
            or "designations" in (thing.type, before.type)
        ):
            kept.append((thing, category))
    return kept


def _kind(frame: Frame, category: str) -> str | None:
    """The claim kind that a frame makes of an object's category, None where they don't go together."""
    group = GROUP_OF.get(category)
    if frame.kind == "transfer":
        return "deployment" if group == "people" else "agreement" if group == "instrument" else "transfer"
    if frame.kind == "deployment":
        return "deployment" if group == "people" else "use" if frame.name in ("deploy", "fight") else None
    return frame.kind


def _slot_tag(trigger: Item, slot: str) -> list[str]:
    """Values of `slot=…` tags: a word that contains its object or party (파병, 방북)."""
    return [tag.partition("=")[2] for tag in sorted(trigger.tags) if tag.startswith(slot + "=")]


def _slots_inside(trigger: Item, roles: Roles) -> None:
    for slot, role in (
        ("to", "target"),
        ("against", "target"),
        ("in", "target"),
        ("with", "target"),
        ("from", "actor"),
        ("by", "actor"),
    ):
        for code in _slot_tag(trigger, slot):
            party = Item(_as_party(trigger, code))
            setattr(roles, role, party)
            setattr(roles, role + "s", (party,))
            setattr(roles, role + "_score", 1.0)


def _as_party(trigger: Item, code: str) -> Mention:
    return replace(trigger.mention, type="parties", sense=code, args=("name",), tags=frozenset())


def _armies(scene: Scene, trigger: Item, frame: Frame, mode: str) -> list[Item]:
    """An army's or people's name may stand for its troops where an event needs people."""
    wanted = frame.voices[mode].get("object") or ("subj",)
    people = [p for p in scene.parties if p.mention.args[0] in ("army", "demonym")]
    people += [i for i in scene.of("numbers", "unit") if i.mention.args[:1] == ("person",) and i.owners]
    ranked = [(fr.score(scene, trigger, p, wanted, mode), p) for p in people]
    best = max(ranked, key=lambda pair: pair[0], default=(0.0, None))
    return [best[1]] if best[1] is not None and best[0] > fr.FLOOR else []


def _trainees(scene: Scene, course: Item) -> Roles | None:
    """«300 Somali cadets will travel to Ethiopia for a course»: whose people they are learns, the place teaches."""
    learners = [o for o in scene.objects if o.end <= course.start and o.owners and fr.is_people(fr.category_of(o))]
    if not learners or fr.category_of(learners[0]) == "advisers" or course.owners:
        return None
    home = learners[0].owners[0]
    for party in scene.parties:
        if (
            party.sense != home.sense
            and party.host is None
            and {"in", "to"} & set(party.functions)
            and not party.spoken
        ):
            return Roles(party, home, (party,), (home,), 0.6, 0.6)
    return None


def _noun_events(scene: Scene, found: list[Event]) -> list[Event]:
    """Instruments, visits, exercises, sanctions … named without an event word of their own."""
    taken = {(e.thing.start, e.thing.end) for e in found} | {(e.trigger.start, e.trigger.end) for e in found}
    events = []
    for item in scene.objects:
        category = fr.category_of(item)
        name = _FRAME_OF_NOUN.get(category)
        if name is None or item.mention.type != "objects" or (item.start, item.end) in taken:
            continue
        if any(
            e.frame.kind == fr.frames()[name].kind and e.category == category and abs(e.trigger.start - item.start) < 60
            for e in found
        ):
            continue
        if category == "monument" and "in" in item.functions:
            continue  # «a wreath at the memorial»: a place
        if category in ("embargo", "sanction") and any(
            e.frame.name == "violate"
            and e.trigger.end <= item.start
            and scene.crossings(e.trigger.end, item.start) <= 1
            for e in found
        ):
            continue  # «broke the UN embargo»: told as broken, not as issued
        frame = fr.frames()[name]
        roles = (name == "train" and _trainees(scene, item)) or fr.assign(scene, item, frame, item, "noun")
        _slots_inside(item, roles)
        events.append(Event(item, frame, "noun", frame.kind, category, item, roles, True, 0.4))
    return events
