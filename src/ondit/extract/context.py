"""What one sentence hands on to the next: the pair it is about, its subject, object and voice; and filling by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ondit.extract.attribution import Speech
from ondit.extract.events import Event
from ondit.extract.scene import Item, Scene
from ondit.records import GROUP_OF, Claim


@dataclass(slots=True)
class Context:
    """The state of reading. Items carried on keep the span of the words that named them (the antecedent)."""

    pair: tuple[Item, Item] | None = None
    main: tuple[Item, Item] | None = None
    dominant: bool = False
    protagonist: Item | None = None
    subject: Item | None = None
    speaker: Item | None = None
    thing: Item | None = None
    people: str | None = None
    crowd: Item | None = None
    voice: tuple[int, int] | None = None
    label: Item | None = None
    label_thing: Item | None = None
    label_pair: tuple[Item, Item] | None = None
    named: dict[str, Item] = field(default_factory=dict)
    by_kind: dict[str, tuple[Item, Item]] = field(default_factory=dict)
    holder: dict[str, Item] = field(default_factory=dict)
    interviewee: tuple[int, int] | None = None
    home: Item | None = None
    asked: Item | None = None
    announced: Event | None = None
    latest: Event | None = None
    listing: Speech | None = None
    behind: Speech | None = None
    topic: Item | None = None
    told: list[Claim] = field(default_factory=list)
    labelled: tuple[int, int] | None = None

    def open_item(self, label: tuple[int, int], parties: Sequence[Item]) -> None:
        """A list's item about other parties («India – Vietnam: …»): what the items before it told is not carried into it."""
        codes = list({p.sense: p for p in parties}.values())
        self.labelled = label
        self.pair = (codes[0], codes[1]) if len(codes) > 1 else None
        self.subject = codes[0]
        self.by_kind, self.holder = {}, {}

    def other(self, party: Item) -> Item | None:
        """The other party of the pair under discussion."""
        told = (self.main, self.pair) if self.dominant else (self.pair, self.main)
        for pair in (self.label_pair, *told):
            if pair and party.sense in (pair[0].sense, pair[1].sense):
                return pair[1] if pair[0].sense == party.sense else pair[0]
        return None


def main_pair(scenes: Sequence[Scene], events: Sequence[Event]) -> tuple[tuple[Item, Item] | None, bool]:
    """The two parties that the document is about: the pair that its events name most often, else those most often named
    in one sentence, the headline counting most; and whether half of all events that name two parties name these."""
    told: Counter[tuple[str, str]] = Counter()
    first: dict[str, Item] = {}
    for event in events:
        actor, target = event.roles.actor, event.roles.target
        if (
            actor is not None
            and target is not None
            and actor.coded
            and target.coded
            and event.kind not in ("stance", "losses", "use")
        ):
            told[_key(actor.sense, target.sense)] += 1
    named: Counter[tuple[str, str]] = Counter()
    for scene in scenes:
        weight = 4 if scene.segment.kind == "headline" else 2
        codes: list[str] = []
        for party in scene.parties:
            first.setdefault(party.sense, party)
            if party.sense not in codes and not party.spoken:
                codes.append(party.sense)
        for n, code in enumerate(codes):
            for other in codes[n + 1 :]:
                named[_key(code, other)] += weight
    for counts in (Counter({pair: n * 10 + named[pair] for pair, n in told.items()}), named):
        pairs = [pair for pair, _ in counts.most_common() if pair[0] in first and pair[1] in first]
        if pairs:
            a, b = sorted((first[code] for code in pairs[0]), key=lambda p: p.start)
            return (a, b), told[pairs[0]] >= 3 and told[pairs[0]] * 2 >= sum(told.values())
    return None, False


def protagonist(scenes: Sequence[Scene], events: Sequence[Event]) -> Item | None:
    """The party that a text is about: the one named most often. None where no event of the text names both its sides
    (such a text is hardly about military cooperation)."""
    if not any(
        e.roles.actor_score > 0 and e.roles.target_score > 0 and e.kind != "stance" and not e.implied for e in events
    ):
        return None
    named: Counter[str] = Counter()
    first: dict[str, Item] = {}
    for scene in scenes:
        for party in scene.parties:
            if not party.spoken:
                named[party.sense] += 3 if scene.segment.kind == "headline" else 1
                first.setdefault(party.sense, party)
    return first[named.most_common(1)[0][0]] if named else None


def _key(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def remember(context: Context, scene: Scene, pairs: Sequence[tuple[str, Item | None, Item | None]]) -> None:
    """Update the state after a sentence: its claims' parties first, else the parties it names.

    `pairs`: (kind, actor, target) of each claim made."""
    for party in scene.parties:
        context.named[party.sense] = party
    for kind, actor, target in pairs:
        if actor is not None and target is not None:
            context.by_kind[kind] = (actor, target)
            if kind not in ("stance", "sanction"):
                context.pair = (actor, target)
    distinct = list({p.sense: p for p in scene.parties if not p.spoken}.values())
    if not pairs and len(distinct) == 2:
        context.pair = (distinct[0], distinct[1])
    subjects = [
        p
        for p in scene.parties
        if not p.spoken
        and (
            "subj" in p.functions
            or (not p.functions and p.host is None)
            or (p.host is not None and p.host.type == "speech")
        )
    ]
    if subjects:
        context.subject = subjects[0]
    elif distinct and scene.segment.kind in ("headline", "heading"):
        context.subject = distinct[0]
    people = [o for o in scene.objects if GROUP_OF.get(o.sense) == "people"]
    if people:
        context.crowd, context.people = people[-1], people[-1].sense
    things = [o for o in scene.objects if o.type == "designations" or o.sense not in ("weapons", "personnel")]
    if things:
        context.thing = things[-1]


def referent(scene: Scene, context: Context, position: int, speaker: Item | None) -> Item | None:
    """The party that a pronoun or definite phrase near `position` stands for."""
    near = [r for r in scene.of("reference") if "dat" not in r.tags and abs(r.start - position) <= 120]
    for item in sorted(near, key=lambda r: abs(r.start - position)):
        if item.sense == "own" and context.home is not None:
            return context.home
        if item.sense in ("one", "possessive", "own"):
            return speaker or _earlier(scene, item) or context.subject
        if item.sense in ("other", "counterpart"):
            base = speaker or _earlier(scene, item) or context.subject
            return context.other(base) if base is not None else None
    return None


def _earlier(scene: Scene, item: Item) -> Item | None:
    before = [p for p in scene.parties if p.end <= item.start and p.mention.args[0] != "adj"]
    punished = any(t.sense in ("sanction", "impose") and t.end <= item.start for t in scene.triggers)
    if punished and item.sense == "one" and before:
        return before[-1]  # «sanctions on X because it had …»
    return before[0] if before else None
