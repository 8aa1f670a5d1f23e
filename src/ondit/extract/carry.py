"""Roles that a clause leaves open: from a bullet's heading, a pronoun, the place, the speaker, or the pair spoken of."""

from __future__ import annotations

from collections.abc import Sequence

from ondit.extract.attribution import Speech
from ondit.extract.context import Context, referent
from ondit.extract.events import Event
from ondit.extract.frames import frames
from ondit.extract.functions import same_words
from ondit.extract.place import Place, as_party
from ondit.extract.scene import Item, Scene

_BETWEEN_TWO = ("transfer", "training", "agreement", "dependence", "deployment")


def both_sides(
    scene: Scene, event: Event, actor: Item | None, target: Item | None, context: Context
) -> tuple[Item | None, Item | None]:
    """Pacts, meetings and exercises: a coordinated subject («A and B signed») gives both sides."""
    if actor is not None and (target is None or event.roles.target is None) and len({m.sense for m in actor.group}) > 1:
        members = list({m.sense: m for m in actor.group}.values())
        return members[0], members[1]
    named = actor is not None and event.roles.actor is not None
    if target is not None and not named and len({m.sense for m in target.group}) > 1:
        members = list({m.sense: m for m in target.group}.values())
        return members[0], members[1]
    owners = list({o.sense: o for o in event.thing.owners}.values())
    carried = event.roles.actor is None and event.roles.target is None
    for thing in [*scene.objects, *scene.of("speech", "office", "title")] if len(owners) < 2 and carried else ():
        owners = max(owners, list({o.sense: o for o in thing.owners}.values()), key=len)
    if len(owners) >= 2 and (actor is None or target is None or carried):
        event.roles.actor, event.roles.target = owners[0], owners[1]
        event.roles.actors, event.roles.targets = (owners[0],), (owners[1],)
        return owners[0], owners[1]
    return actor, target


def seller_and_buyer(event: Event, seller: Item | None, context: Context) -> tuple[Item | None, Item | None]:
    """Seller and buyer of a contract's goods: whose goods they are, who makes them, or who gave before."""
    assert event.deal is not None
    roles = event.deal.roles
    pair = [p for p in (roles.actor, roles.target) if p is not None]
    if len(pair) < 2:
        pair = [
            *pair,
            *[
                p
                for p in (context.by_kind.get("agreement") or context.pair or ())
                if p.sense not in {q.sense for q in pair}
            ],
        ][:2]
    if len(pair) < 2:
        return seller, next((p for p in pair if seller is None or p.sense != seller.sense), None)
    maker = _maker(event.thing)
    known = context.by_kind.get("transfer")
    code = (
        seller.sense
        if seller is not None and event.roles.actor_score > 0
        else maker or (known[0].sense if known else None)
    )
    if code not in (pair[0].sense, pair[1].sense):
        code = pair[0].sense
    return (pair[0], pair[1]) if pair[0].sense == code else (pair[1], pair[0])


def _maker(thing: Item) -> str | None:
    """The state that a designation comes from, as `knowledge/designations.txt` says."""
    item = thing if thing.type == "designations" else thing.named
    return item.mention.args[1] if item is not None and len(item.mention.args) > 1 else None


def oriented(
    event: Event, actor: Item | None, target: Item | None, context: Context
) -> tuple[Item | None, Item | None]:
    """«A and B agreed on the export of jets»: who gives is known from the claims before, else the first named. Where nothing
    but context tells the sides, the state that makes the goods gives them."""
    weak = event.roles.actor_score <= 0.3 and event.roles.target_score <= 0.3
    if weak and actor is not None and target is not None and _maker(event.thing) == target.sense:
        return target, actor
    if actor is not None and target is not None and _maker(event.thing) == target.sense and target in actor.group:
        return target, actor  # «Cyprus and Israel discuss the purchase of Barak MX»
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


def _from_denier(
    scene: Scene, event: Event, speech: Speech | None, actor: Item | None, target: Item | None
) -> tuple[Item | None, Item | None]:
    """«Iran denied supplying Russia with missiles»: who denies an event that names one party is the other one."""
    if speech is None or not speech.denies or (actor is None) == (target is None):
        return actor, target
    start, end = speech.voices[0]
    known = actor or target
    denier = next((p for p in scene.parties if start <= p.start and p.end <= end), None)
    if denier is None or known is None or denier.sense == known.sense or event.kind not in ("transfer", "deployment"):
        return actor, target
    return (denier, known) if actor is None or event.mode == "noun" else (known, denier)


def filled(
    scene: Scene, event: Event, speech: Speech | None, places: Sequence[Place], context: Context
) -> tuple[Item | None, Item | None]:
    """Roles that the clause leaves open, from the bullet's heading, a pronoun, the place, the speaker, or the pair spoken of."""
    actor, target = event.roles.actor, event.roles.target
    both = any(r.sense == "both" for r in scene.of("reference"))
    if (
        both
        and context.pair
        and actor is None
        and target is None
        and event.kind in ("agreement", "contact", "training")
    ):
        return context.pair
    if event.kind == "stance" and actor is None and target is not None and (sides := _both_hold(scene, event, context)):
        event.roles.actor, event.roles.actors, event.roles.actor_score = sides[0], sides, 0.6
        return sides[0], target
    if actor is None or event.kind not in ("losses", "production", "use"):
        actor, target = _from_label(context.label, actor, target)
    given = context.by_kind.get("transfer")
    if given is None and (known := context.by_kind.get("dependence")) is not None:
        given = (known[1], known[0])
    theirs = actor is not None and (actor in event.thing.owners or event.trigger is event.thing)
    owned = event.kind == "use" and theirs and target is None
    if owned and actor is not None and given is not None and given[0].sense == actor.sense:
        actor = given[1]  # «North Korean guns were also deployed»: whoever got them uses them
    if event.kind in ("use", "losses") and actor is None:
        owner = event.thing.owners[0] if event.thing.owners else None
        user = context.other(owner) if owner is not None else None
        actor = context.holder.get(event.category) or user or context.holder.get("")
    if event.kind == "production" and (owner := _owner_of_plant(scene, event, places, context)) is not None:
        actor, target = owner, target if target is not None and target.sense != owner.sense else None
    actor, target = _from_place(scene, event, places, context, actor, target)
    receives = (
        event.frame.name in ("receive", "buy", "order", "request", "learn", "negotiate")
        and event.mode != "noun"
        and event.kind != "dependence"
    )
    target = _pointed_to(scene, event, context, actor) if target is None else target
    actor, target = _from_denier(scene, event, speech, actor, target)
    open_role = target if receives else actor
    if open_role is None and not event.frame.intransitive:
        carried = _carried(scene, event, speech, context)
        other = actor if receives else target
        if carried is not None and (other is None or other.sense != carried.sense):
            actor, target = (actor, carried) if receives else (carried, target)
    if target is None and actor is not None and event.kind == "transfer" and not receives and event.mode != "noun":
        target = _addressed(scene, event, actor, context)
    if (
        event.kind == "transfer"
        and actor is None
        and (maker := _maker(event.thing))
        and (target is None or target.sense != maker)
    ):
        actor = context.named.get(maker) or _named_here(scene, maker)
    if event.kind == "dependence":
        actor, target = _importer_and_supplier(scene, actor, target)
    if event.kind == "contact" and event.mode == "noun" and (event.roles.actor is None) != (event.roles.target is None):
        actor, target = _met(scene, event, speech, context, actor, target)
    if event.kind == "stance" and target is None and actor is not None and event.mode != "noun":
        target = _blamed(scene, event, context, actor)
    named = target is not None
    actor, target = _from_pair(scene, event, context, actor, target)
    if (
        event.kind == "transfer"
        and event.mode == "noun"
        and not named
        and target is not None
        and _punishes(scene, target)
    ):
        target = None  # «sanctions on Iran for deliveries of drones»: they went to another
    return _from_speaker(scene, event, speech, context, actor, target)


def _addressed(scene: Scene, event: Event, actor: Item, context: Context) -> Item | None:
    """«gave us», «przekażemy jej»: a pronoun in the dative beside the verb takes what is given."""
    for word in scene.of("reference", "own", "one"):
        gap = word.start - event.trigger.end if word.start >= event.trigger.end else event.trigger.start - word.end
        if "dat" not in word.tags or gap > 25:
            continue
        party = context.home or context.speaker if word.sense == "own" else context.other(actor)
        if party is None and word.sense == "one":
            before = [p for p in context.named.values() if p.end <= scene.segment.start and p.sense != actor.sense]
            party = max(before, key=lambda p: p.start, default=None)
        if party is not None and party.sense != actor.sense:
            return party
    return None


def _from_speaker(
    scene: Scene, event: Event, speech: Speech | None, context: Context, actor: Item | None, target: Item | None
) -> tuple[Item | None, Item | None]:
    """«The White House said that no troops would be sent to Poland», «Kenyan officials confirmed that jets were received from
    Italy»: where nothing else names one side of what is to come or was taken, it is who speaks for a state."""
    speaker = speaking_party(scene, speech, context)
    sides = {p.sense for p in (actor, target) if p is not None}
    refuses = speech is not None and any(same_words(m, speech.verb) for m in scene.of("modality", "refuse"))
    if refuses and actor is None and target is not None and speaker is not None and speaker.sense != target.sense:
        return speaker, target  # «Seoul rules out deliveries to Kyiv»
    if speaker is None or speech is None or speech.denies or len(sides) != 1 or speaker.sense in sides:
        return actor, target
    if event.kind not in ("transfer", "deployment") or event.mode == "active" or speaker.mention.args[:1] == ("media",):
        return actor, target
    receives = event.frame.name in ("receive", "buy", "order") and target is None
    denies = event.mode == "passive" and any(n.end <= event.trigger.start for n in scene.of("modality", "negation"))
    if receives or (actor is None and (denies or event.trigger.tags & {"fut", "cond"})):
        return (actor, speaker) if receives else (speaker, target)
    return actor, target


def _owner_of_plant(scene: Scene, event: Event, places: Sequence[Place], context: Context) -> Item | None:
    """«workers for a Russian plant that makes drones», «the Alabuga plant, where drones are made»: whose plant it is, or in
    whose land it stands, makes them, unless the maker is named with «by»."""
    maker = event.roles.actor
    if maker is not None and "by" in maker.functions:
        return None
    for plant in scene.of("places", "head"):
        left, right = sorted((plant, event.trigger), key=lambda i: i.start)
        if right.start - left.end <= 60 and scene.crossings(left.end, right.start) <= 2:
            owner = next((p for p in scene.parties if _owns(p, plant)), None)
            if owner is not None:
                return owner
    for place in places if event.mode == "passive" else ():
        if place.head == "plant" and place.state and 0 <= event.trigger.start - place.end <= 30:
            return context.named.get(place.state) or _named_here(scene, place.state) or as_party(place, scene.text)
    return None


def _owns(party: Item, plant: Item) -> bool:
    """«Russian plant», «usine russe», «Russia's plant»: what modifies the word beside it."""
    if party.host is not None:
        return same_words(party.host, plant)
    left, right = sorted((party, plant), key=lambda i: i.start)
    adjective = party.mention.args[:1] in (("adj",), ("demonym",)) or "adj" in party.tags
    return adjective and 0 <= right.start - left.end <= 2


def _importer_and_supplier(scene: Scene, actor: Item | None, target: Item | None) -> tuple[Item | None, Item | None]:
    """«Russian weapons make up 64 % of Algeria's arms imports»: whose imports they are depends on whose arms they are."""
    imports = [t for t in scene.triggers if t.sense in ("receive", "buy") and t.is_noun]
    if len(imports) != 1:
        return actor, target
    noun = imports[0]

    def beside(item: Item) -> bool:
        left, right = sorted((item, noun), key=lambda i: i.start)
        return right.start - left.end <= 8

    owners = [
        p for p in scene.parties
        if not p.spoken and "from" not in p.functions[:1]
        and (p.host is noun or (p.host is not None and beside(p.host)) or (p.host is None and beside(p)))
    ]  # fmt: skip
    importer = owners[0] if owners else None
    others = [p for p in scene.parties if importer is not None and p.sense != importer.sense and not p.spoken]
    if not others:
        return actor, target
    return importer, next((p for p in others if "from" in p.functions), others[0])


def _both_hold(scene: Scene, event: Event, context: Context) -> tuple[Item, Item] | None:
    """«Both sides expressed concern about China»: each of the pair spoken of holds the view."""
    pair, target = context.pair or context.main, event.roles.target
    subject = any(r.sense == "both" and r.end <= event.trigger.start <= r.end + 25 for r in scene.of("reference"))
    if not subject or pair is None or target is None or target.sense in (pair[0].sense, pair[1].sense):
        return None
    return pair


def _met(
    scene: Scene, event: Event, speech: Speech | None, context: Context, actor: Item | None, target: Item | None
) -> tuple[Item | None, Item | None]:
    """«said the Serbian president after a call with X»: who speaks or stands as subject in the sentence met the one named."""
    known = event.roles.actor or event.roles.target
    assert known is not None
    others = [
        p for p in scene.parties if p.sense != known.sense and (p.spoken or not p.functions) and p not in known.group
    ]
    if not others:
        return actor, target
    near = min(others, key=lambda p: (not p.spoken, abs(p.start - event.trigger.start)))
    return (near, known) if event.roles.actor is None else (known, near)


def _pointed_to(scene: Scene, event: Event, context: Context, actor: Item | None) -> Item | None:
    """«… has trained Somali soldiers and will send 2,500 men to this country»: the party named last that is not the giver."""
    if event.kind not in ("transfer", "deployment") or event.frame.name in ("receive", "buy", "order"):
        return None
    for pronoun in scene.of("reference", "one"):
        to = any(
            m.sense == "to" and ("pre" in m.mention.args and 0 <= pronoun.start - m.end <= 1)
            for m in scene.of("markers", "to")
        )
        if not to or abs(event.trigger.start - pronoun.start) > 60:
            continue
        before = [p for p in scene.parties if p.end <= pronoun.start and (actor is None or p.sense != actor.sense)]
        if before:
            return before[-1]
        return context.other(actor) if actor is not None else context.subject
    return None


def _blamed(scene: Scene, event: Event, context: Context, actor: Item) -> Item | None:
    """«condemned the planned deployment», «called the sale a provocation»: the view is of who does it."""
    kinds = {frames()[t.sense].kind for t in scene.triggers if t.is_noun and t.start > event.trigger.start}
    for kind in ("deployment", "transfer", "training"):
        known = context.by_kind.get(kind)
        if kind in kinds and known is not None:
            return known[0] if known[0].sense != actor.sense else known[1]
    return None


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
    anywhere = (event.frame.name in ("withdraw", "return") and event.mode == "active") or event.frame.name == "attack"
    against = event.kind == "sanction"
    marks = {"in", "to", "on"} | ({"against"} if against else set())
    place = next((p for p in places if p.state and (anywhere or marks & set(p.functions))), None)
    if place is None or place.state is None:
        return actor, target
    state = place.state
    party = context.named.get(state) or _named_here(scene, state) or as_party(place, scene.text)
    arrives = event.kind == "deployment" or (event.kind == "transfer" and event.frame.name == "arrive")
    if arrives and target is None and (actor is None or actor.sense != state):
        return actor, party
    if against and event.category == "embargo" and target is None and (actor is None or actor.sense != state):
        return actor, party
    if event.kind == "production" and actor is None:
        return party, target
    hit = next((p for p in places if p.state and {"on", "against"} & set(p.functions)), None)
    if event.kind == "use" and target is None and actor is not None and hit is not None and hit.state != actor.sense:
        assert hit.state is not None
        struck = context.named.get(hit.state) or _named_here(scene, hit.state) or as_party(hit, scene.text)
        return actor, struck  # «fired missiles at Kharkiv»
    if event.frame.name == "attack" and actor is not None and target is None and actor.sense != state:
        return actor, party  # «struck the plant in Alabuga»
    if event.kind == "commemoration" and actor is None and (target is None or target.sense != state):
        return party, target
    return actor, target


def _named_here(scene: Scene, state: str) -> Item | None:
    return next((p for p in scene.parties if p.sense == state), None)


def _carried(scene: Scene, event: Event, speech: Speech | None, context: Context) -> Item | None:
    """The subject that a pronoun, the speaker or the sentence before gives to an event word without one."""
    speaker = speaking_party(scene, speech, context)
    if "own" in event.trigger.tags:  # «Przekażemy …», «Передадим …»: the verb itself says that the speaker acts
        return context.home or speaker or context.subject
    behind = speech is not None and event.trigger.end <= speech.voices[0][0] < scene.segment.end
    ours = any(r.sense == "own" for r in scene.of("reference"))  # «it received drones, diplomats say»: it is another
    pointed = referent(scene, context, event.trigger.start, None if behind and not ours else speaker)
    if pointed is not None:
        return pointed
    if event.mode != "active":
        return None
    return speaker if speaker is not None else (context.home or context.subject) if _subjectless(scene, event) else None


def _from_pair(
    scene: Scene, event: Event, context: Context, actor: Item | None, target: Item | None
) -> tuple[Item | None, Item | None]:
    """The other party of the pair spoken of; without any party, those of the last claim of this kind."""
    if (
        target is None
        and actor is not None
        and (known := context.by_kind.get(event.kind))
        and known[0].sense == actor.sense
        and event.kind == "sanction"
    ):
        return actor, known[1]
    paired = ("transfer", "deployment", "agreement", "contact", "training", "dependence", "commemoration")
    topic = context.topic if scene.segment.kind == "bullet" and event.kind in paired else None
    if (
        context.home is not None
        and event.kind in paired
        and context.home.sense in {p.sense for p in (actor, target) if p}
    ):
        topic = context.asked  # «And Ukraine? – We have given all our missiles.»
    side = actor or target
    if topic is not None and side is not None and (actor is None or target is None) and topic.sense != side.sense:
        return (actor or topic), (target or topic)
    if actor is None and target is not None:
        return context.other(target) or _protagonist(event, context, target), target
    if target is None and actor is not None and event.kind in paired:
        return actor, context.other(actor) or _protagonist(event, context, actor)
    if actor is None and target is None and (not event.implied or event.kind in ("agreement", "contact", "training")):
        last = context.by_kind.get(event.kind) or context.pair
        if last is not None:
            return last if event.kind in paired else (last[0], None)
    return actor, target


def _protagonist(event: Event, context: Context, known: Item) -> Item | None:
    """«Who arms Armenia? … Greece: talks on used systems»: who is left out is the party that the text is about."""
    party = context.protagonist
    return party if event.kind in _BETWEEN_TWO and party is not None and party.sense != known.sense else None


def _punishes(scene: Scene, party: Item) -> bool:
    """Whether a party of the sentence imposes a sanction or voices a view in it."""
    verbs = [
        t for t in scene.triggers
        if not t.is_noun and t.sense in frames() and frames()[t.sense].kind in ("sanction", "stance")
    ]  # fmt: skip
    return any(p.sense == party.sense and p.end <= verb.start for verb in verbs for p in scene.parties)


def _subjectless(scene: Scene, event: Event) -> bool:
    """No party stands before the event word in its clause: the subject of the sentence before is carried on."""
    return not any(p.end <= event.trigger.start for p in scene.parties) and event.mode == "active"


def speaking_party(scene: Scene, speech: Speech | None, context: Context) -> Item | None:
    if speech is None:
        return None
    start, end = speech.voices[0]
    named = next((p for p in scene.parties if start <= p.start and p.end <= end), None)
    if named is not None:
        return named
    pointing = any(
        i.type in ("reference", "speech")
        and i.sense in ("speaker", "one", "title", "office")
        and start <= i.start < end
        for i in scene.items
    )
    return context.speaker if pointing else None
