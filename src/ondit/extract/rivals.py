"""Event words that compete for one object, or that only repeat what another tells: the best fit stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ondit.extract import frames as fr
from ondit.extract.functions import same_words
from ondit.extract.modality import read_mode
from ondit.extract.scene import Scene

if TYPE_CHECKING:
    from ondit.extract.events import Event


def _fit(scene: Scene, event: Event) -> float:
    """A verb beats a noun of the same object, and a bare participle that only describes it; explicit parties count."""
    verb = 0.0 if event.mode == "noun" or _is_attribute(scene, event) else 0.25
    if _is_attribute(scene, event) and event.trigger.mention.args[:1] == ("planned",):
        verb = -0.6  # «all tanks promised have now arrived»
    talks = 0.5 if event.frame.name == "negotiate" else 0.0  # «considering giving»: the giving tells who gives
    silent = 0.6 if event.mode != "noun" and read_mode(scene, event.trigger, event.frame).silent else 0.0
    return event.score + 0.4 * (event.roles.actor_score + event.roles.target_score) + verb - talks - silent


def _is_attribute(scene: Scene, event: Event) -> bool:
    """A passive participle without an auxiliary."""
    return "part" in event.trigger.tags and event.mode == "passive" and fr.auxiliary_of(scene, event.trigger) is None


def describes(scene: Scene, event: Event) -> bool:
    """«the sale of used S-300 systems»: a bare participle beside its noun, and nobody told to have done it."""
    left, right = sorted((event.thing, event.trigger), key=lambda i: i.start)
    return _is_attribute(scene, event) and right.start - left.end <= 2 and event.roles.target_score <= 0


def describes_another(scene: Scene, event: Event) -> bool:
    """«engineers restore damaged facilities»: a bare participle before a noun that is not the event's object."""
    between = (
        event.trigger.start - event.thing.end
        if event.thing.end <= event.trigger.start
        else event.thing.start - event.trigger.end
    )
    return _is_attribute(scene, event) and between > 2 and scene.crossings(event.thing.end, event.trigger.start) > 0


def without_rivals(scene: Scene, events: list[Event]) -> list[Event]:
    """Of several event words that claim one object for one kind, the best fit; two verbs that tell it differently («has not
    supplied and will not supply») both stay. An event word with an object is not also a visit or a meeting."""
    explicit = {
        e.trigger.start for e in events if not e.implied and e.thing is not e.trigger and e.frame.name != "serve"
    }
    kept: list[Event] = []
    for event in sorted(events, key=lambda e: _fit(scene, e), reverse=True):
        if event.kind == "stance" and _only_decides(scene, event, events):
            continue
        if event.frame.name == "host" and any(e.frame.name == "meet" for e in events):
            continue
        if event.frame.name == "host" and (drill := _hosted(event, events)) is not None:
            _lend_host(drill, event)
            continue
        if event.frame.name == "visit" and _moves_goods(scene, event):
            continue
        if event.implied and event.trigger.start in explicit and event.kind in ("contact", "sanction", "training"):
            continue
        if (
            event.frame.name == "deploy"
            and event.kind == "use"
            and any(k.thing is event.thing and k.trigger.start == event.trigger.start for k in events if k is not event)
        ):
            continue
        if event.frame.name == "make" and _attribute(scene, event, events):
            continue  # «received jets built by Saab»
        if event.kind == "use" and _sends(event, events):
            continue  # «officers are deployed there»
        if event.kind == "deployment" and event.category != "advisers" and _goes_to_learn(event, events):
            continue  # trainees abroad are training only
        if event.frame.name in ("deploy", "use", "fight") and any(
            k.trigger.start == event.trigger.start and k.thing is not k.trigger and k.kind in ("sanction", "agreement")
            for k in events
        ):
            continue  # «introduced sanctions», not troops
        if event.kind == "transfer" and event.mode == "noun" and _forbidden(scene, event):
            continue  # «an embargo on the sale of arms» tells no sale
        if event.kind == "deployment" and _is_trained(event, events):
            continue  # «helps: it trains Y's sailors»
        if event.kind in ("deployment", "use") and any(e.category == "exercise" for e in events):
            continue  # troops who join an exercise are training only
        if event.kind == "use" and any(e.kind == "dependence" and e.thing is event.thing for e in events):
            continue  # «shells used by the army came from …» tells a share, no use
        if event.kind == "use" and (lost := _lost_in(event, events)) is not None:
            _inflict(lost, event)
            continue
        if event.frame.name == "die" and any(e.kind == "commemoration" for e in events):
            continue  # «a monument to the soldiers who fell»: why they are honoured
        if event.implied and any(
            k.kind == event.kind and k.implied and k.frame is not event.frame and same_words(k.trigger, event.trigger)
            for k in kept
        ):
            continue  # one spelling for «trains» and «is trained»: what fits the parties beside it
        rival = next(
            (k for k in kept if k.kind == event.kind and k.thing is event.thing and k.thing is not k.trigger), None
        )
        if rival is None or _told_differently(scene, rival, event):
            kept.append(event)
        if rival is not None:
            if event.frame.name != "negotiate" or _partner(event):
                _lend(rival, event)
            _lend(event, rival)
    return sorted(kept, key=lambda e: (e.thing.start, e.trigger.start))


def _lost_in(event: Event, events: list[Event]) -> Event | None:
    """«lost 17 soldiers in an attack by X»: who was lost did not attack."""
    return next((e for e in events if e.kind == "losses" and e.thing is event.thing), None)


def _inflict(lost: Event, attack: Event) -> None:
    """The attacker inflicted the losses of the attack."""
    loser = lost.roles.actor
    attackers = [p for p in (attack.roles.actor, attack.roles.target) if p is not None]
    attackers = [p for p in attackers if loser is not None and p.sense != loser.sense]
    if attackers and lost.roles.target is None:
        lost.roles.target, lost.roles.targets, lost.roles.target_score = attackers[0], (attackers[0],), 0.3


def _attribute(scene: Scene, event: Event, events: list[Event]) -> bool:
    """A bare participle that only tells whose make the goods of another event are."""
    bare = "part" in event.trigger.tags and event.mode == "passive" and fr.auxiliary_of(scene, event.trigger) is None
    return bare and any(
        e.kind == "transfer" and e.thing is event.thing and e.mode != "noun" and e.trigger.start != event.trigger.start
        for e in events
    )


def _hosted(event: Event, events: list[Event]) -> Event | None:
    """«X hosted an exercise with Y»: what is hosted is the exercise, nobody visits."""
    for other in events:
        apart = other.thing.start - event.trigger.end
        if other.category == "exercise" and event.mode != "noun" and 0 <= apart <= 60:
            return other
    return None


def _lend_host(drill: Event, event: Event) -> None:
    """Who hosts an exercise takes part in it; whom it is held with is the other side."""
    host, roles = event.roles.target, drill.roles
    if host is None or host.sense in {p.sense for p in (roles.actor, roles.target) if p is not None}:
        return
    if roles.actor is not None and roles.target is None:
        roles.target, roles.targets, roles.target_score = roles.actor, roles.actors, roles.actor_score
    elif roles.target is not None and len({p.sense for p in roles.targets}) < 2 and roles.actor is not None:
        return
    roles.actor, roles.actors, roles.actor_score = host, (host,), 0.5


def _only_decides(scene: Scene, event: Event, events: list[Event]) -> bool:
    """«a approuvé le transfert»: a word of approval that is also one of deciding, with what is decided behind it."""
    decides = any(same_words(m, event.trigger) for m in scene.of("modality", "plan"))
    return decides and any(e.kind != "stance" and e.trigger.start > event.trigger.start for e in events)


def _sends(event: Event, events: list[Event]) -> bool:
    return fr.is_people(event.category) and any(
        e.kind == "deployment" and e.thing is event.thing and e.trigger.start == event.trigger.start for e in events
    )


def _goes_to_learn(event: Event, events: list[Event]) -> bool:
    """«The cadets will travel to X for a course»: a move with a course behind it."""
    return event.frame.name in ("arrive", "give") and any(
        e.kind == "training" and e.mode == "noun" and e.trigger.start > event.trigger.start for e in events
    )


def _forbidden(scene: Scene, event: Event) -> bool:
    """A noun of giving right behind an embargo or a ban."""
    return any(
        0 <= event.trigger.start - o.end <= 8 and scene.crossings(o.end, event.trigger.start) <= 1
        for o in scene.objects
        if o.sense == "embargo"
    )


def _is_trained(event: Event, events: list[Event]) -> bool:
    """Whether an event's people are those whom a verb of training names."""
    return event.category != "advisers" and any(
        e.frame.name in ("train", "learn") and e.mode != "noun" and e.roles.target is not None and e.roles.target in event.thing.owners
        and e.trigger.start != event.trigger.start
        for e in events
    )  # fmt: skip


def _partner(event: Event) -> bool:
    """Talks with a named partner say who sells; one who only discusses a sale may be either."""
    return event.roles.actor is not None and "with" in event.roles.actor.functions


def _moves_goods(scene: Scene, event: Event) -> bool:
    """«flights from X landed», «not one has arrived»: arrivals of things are no visit; a visitor is a bare subject."""
    arrives = any(t.sense == "arrive" and same_words(t, event.trigger) for t in scene.triggers)
    visitor = event.roles.actor
    return arrives and event.mode != "noun" and (visitor is None or visitor.functions not in ((), ("subj",)))


def _lend(event: Event, other: Event) -> None:
    """Roles that one event word of an object lacks and another has."""
    if event.roles.actor is None and other.roles.actor is not None and other.roles.actor is not event.roles.target:
        event.roles.actor, event.roles.actors, event.roles.actor_score = other.roles.actor, other.roles.actors, 0.3
    if event.roles.target is None and other.roles.target is not None and other.roles.target is not event.roles.actor:
        event.roles.target, event.roles.targets, event.roles.target_score = other.roles.target, other.roles.targets, 0.3


def _told_differently(scene: Scene, first: Event, second: Event) -> bool:
    """Two finite verbs of one object with another status or polarity."""
    if "noun" in (first.mode, second.mode) or first.trigger.start == second.trigger.start:
        return False
    if any("part" in e.trigger.tags and not fr.auxiliary_of(scene, e.trigger) for e in (first, second)):
        return False  # a bare participle only describes («a monument dedicated to … will be built»)
    a, b = read_mode(scene, first.trigger, first.frame), read_mode(scene, second.trigger, second.frame)
    return (a.status, a.polarity) != (b.status, b.polarity) and not a.silent and not b.silent


def _opposed(event: Event) -> bool:
    """«X opposes deliveries to Y»: a noun behind the verb of blame that only its subject could be the giver of."""
    actor = event.roles.actor
    return (
        event.mode == "noun" and event.kind in ("transfer", "deployment")
        and actor is not None and not actor.functions and actor.host is not event.trigger
        and actor not in event.thing.owners and actor.end < event.trigger.start
    )  # fmt: skip


def without_accusations(scene: Scene, events: list[Event]) -> list[Event]:
    """«X accuses Y of doing Z» says that Y did Z, on X's word, and is no view beside it."""
    says = {(i.start, i.end) for i in scene.of("speech", "say")}
    done = [
        (e.trigger.start, e.roles.actor.sense) for e in events
        if e.kind != "stance" and e.frame.name not in ("sanction", "impose") and e.roles.actor is not None
    ]  # fmt: skip
    holders = {
        e.roles.actor.sense: e.trigger.start
        for e in events
        if e.frame.name == "criticise" and e.roles.actor is not None
    }
    return [
        e for e in events
        if not (_opposed(e) and holders.get(e.roles.actor.sense if e.roles.actor else "", e.trigger.end) < e.trigger.start)
        and not (e.frame.name == "criticise" and e.trigger.tags & {"pres", "past"} and (e.trigger.start, e.trigger.end) in says
                and scene.text[: e.trigger.start].rstrip()[-1:] in ",»")  # «…, accusent les experts»: only who says it
        and not (
            e.frame.name == "criticise" and (e.trigger.start, e.trigger.end) in says and e.roles.target is not None
            and any(at > e.trigger.start and code == e.roles.target.sense for at, code in done)
        )
    ]  # fmt: skip
