"""Roles: for an event word, which party acts, which receives, and what is the object.

`knowledge/frames.toml` maps grammatical functions to roles; every candidate gets a score from its function's rank, the
boundaries between it and the event word, and the distance. The best pair of different parties wins.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ondit.extract.functions import functions_for, same_words
from ondit.extract.scene import Item, Scene
from ondit.records import GROUP_OF, OBJECT_GROUPS

RANKS = (1.0, 0.9, 0.8, 0.72, 0.65, 0.58, 0.52, 0.46)
BREAK, DISTANCE, SPOKEN, APART = 0.13, 0.0022, 0.55, 0.5
FLOOR = 0.12
MADE_BY_COMPANIES = ("make", "openplant")
TOGETHER = (
    "agreement",
    "contact",
    "training",
    "dependence",
    "stance",
)  # kinds that a coordinated pair can hold between them
_WITH_UNNAMED = ("transfer", "deployment", "training", "use", "losses", "agreement")
ACTED_BY_PEOPLE = ("use", "attack", "kill", "unveil")  # «Israeli jets struck», «a monument to Russian fighters»
_EXERCISED = ("ship", "aircraft")  # «ships of X took part in manoeuvres», «X's cargo planes flew in shells»
VIEWS = ("praise", "criticise", "assess")
VIEWS = ("praise", "criticise", "assess")  # «called X's manoeuvres a provocation»: a view of X
GENERIC = ("vehicle", "weapons", "equipment")  # nouns that a designation makes more exact


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of frames.toml. `voices`: active/passive/noun → role → functions, the likeliest first."""

    name: str
    kind: str
    categories: frozenset[str]
    voices: dict[str, dict[str, tuple[str, ...]]]
    implied: str | None = None
    status: str | None = None
    intransitive: bool = False
    explicit: bool = False
    plant: bool = False
    share: bool = False
    stative: bool = False


@cache
def frames() -> dict[str, Frame]:
    """Every frame by name."""
    path = Path(__file__).parent.parent / "knowledge" / "frames.toml"
    return {name: _frame(name, row) for name, row in tomllib.loads(path.read_text("utf-8")).items()}


def _frame(name: str, row: dict[str, Any]) -> Frame:
    categories: set[str] = set()
    for group in row.get("objects", ()):
        categories.update(OBJECT_GROUPS.get(group, (group,)))
    voices = {
        voice: {role: tuple(functions.split()) for role, functions in row[voice].items()}
        for voice in ("active", "passive", "noun")
    }
    return Frame(
        name, row["kind"], frozenset(categories), voices, row.get("implied"), row.get("status"),
        row.get("intransitive", False), row.get("explicit", False), row.get("plant", False),
        row.get("share", False), row.get("stative", False),
    )  # fmt: skip


def voice(scene: Scene, trigger: Item) -> str:
    """`active`, `passive` or `noun`, from the form's tags and the auxiliary before it."""
    tags = trigger.tags
    if "pass" in tags:
        return "passive"
    if "ger" in tags and _progressive(scene, trigger):
        return "active"
    if trigger.is_noun and not tags & {"past", "pres", "fut", "part"}:
        return "active" if _predicate(scene, trigger) else "noun"
    if "part" in tags:
        auxiliary = auxiliary_of(scene, trigger)
        if auxiliary is None and is_finite(scene, trigger):
            return "active"
        if auxiliary is None:
            return "active" if "past" in tags and _clause_start(scene, trigger) else "passive"
        if "inf" in tags and _follows_subject(scene, auxiliary):
            return "active"
        return "passive" if auxiliary.sense == "be" and "act" not in tags else "active"
    return "active"


def _follows_subject(scene: Scene, auxiliary: Item) -> bool:
    """German «Berlin wird Kiew Haubitzen überlassen»: a party right before the auxiliary of a form that is infinitive and
    participle acts; of goods it would be said that they are given."""
    return bool(scene.language.grammar.get("verb_second")) and any(
        0 <= auxiliary.start - p.end <= 2 and "of" not in p.functions and "to" not in p.functions for p in scene.parties
    )


def _progressive(scene: Scene, trigger: Item) -> bool:
    """English «is training a brigade»: a gerund behind an auxiliary, though spelt like the noun."""
    auxiliary = auxiliary_of(scene, trigger)
    return auxiliary is not None and auxiliary.sense == "be" and trigger.start - auxiliary.end <= 12


def is_finite(scene: Scene, trigger: Item) -> bool:
    """German and French spell some participles like finite verbs (verkauft, produit): without an auxiliary the finite one counts."""
    if scene.language.grammar.get("verb_second"):
        return bool(trigger.tags & {"pres", "past", "inf"})
    return trigger.tags >= {"pres", "part"} and "past" not in trigger.tags and _clause_start(scene, trigger)


def _predicate(scene: Scene, trigger: Item) -> bool:
    """Korean, Japanese: a bare event noun that closes the sentence or headline is its verb («北, 러에 포탄 제공»)."""
    if scene.language.grammar.get("order") != "SOV" or scene.language.grammar.get("possessed") or trigger.functions:
        return False
    rest = scene.text[trigger.end : scene.segment.end].strip(' 。.!…」”"』')
    modal = [i for i in scene.of("modality") if trigger.end <= i.start]
    return not rest or (len(rest) <= 5 and bool(modal) and modal[0].start - trigger.end <= 1)


def auxiliary_of(scene: Scene, trigger: Item) -> Item | None:
    """The nearest auxiliary before a participle, with no other verb or punctuation between."""
    found: Item | None = None
    bracket = bool(scene.language.grammar.get("verb_second"))  # «hat … geliefert» frames the sentence
    for item in scene.items:
        if (
            item.type == "modality"
            and item.sense in ("have", "be")
            and item.end <= trigger.start
            and trigger.start - item.end <= (150 if bracket else 30)
            and not (bracket and any(c in ",;:" for c in scene.text[item.end : trigger.start]))
        ) and not any(
            item.end <= i.start < trigger.start and not i.is_noun and not _shares_auxiliary(scene, i, trigger)
            for i in scene.triggers
        ):
            found = item
    if bracket and found is None:  # «… geliefert hat», «… geliefert zu haben»
        found = next((i for i in scene.of("modality", "have", "be") if 0 < i.start - trigger.end <= 4), None)
    return found


def _shares_auxiliary(scene: Scene, first: Item, second: Item) -> bool:
    """«hat Panzer geliefert und Haubitzen erhalten»: a participle behind a coordinator has the auxiliary of the one before."""
    joined = any(first.end <= m.start and m.end <= second.start for m in scene.of("markers", "and"))
    return joined and "part" in first.tags and not any(c in ",;:" for c in scene.text[first.end : second.start])


def _clause_start(scene: Scene, trigger: Item) -> bool:
    """English *delivered*: finite when a subject stands right before it without a noun it could modify, or a bare noun
    right behind («Ukrainian troops used drones»)."""
    if any(
        not o.functions and 0 <= o.start - trigger.end <= 40 and scene.clear(trigger.end, o.start)
        for o in [*scene.objects, *(p for p in scene.parties if p.host is None)]
    ):
        return True
    subjects = [p for p in scene.parties if p.end <= trigger.start and p.host is None]
    if subjects and scene.crossings(subjects[-1].end, trigger.start) == 0:
        return True
    owners = [i for i in scene.of("speech", "office", "voice", "title") if i.end <= trigger.start]
    pronouns = [i for i in scene.of("reference") if i.end <= trigger.start]
    near = [*owners, *pronouns]
    return (
        bool(near) and trigger.start - near[-1].end <= 25 and scene.crossings(near[-1].end, trigger.start) == 0
    ) or not _object_before(scene, trigger)


def _object_before(scene: Scene, trigger: Item) -> bool:
    return any(
        o.end <= trigger.start and trigger.start - o.end <= 25 and scene.crossings(o.end, trigger.start) == 0
        for o in scene.objects
    )


def _other_sentence(scene: Scene, left: int, right: int) -> bool:
    """A semicolon parts what is told as two sentences: an object does not reach across."""
    return any(char in ";；؛" for char in scene.text[left:right])


def score(scene: Scene, trigger: Item, item: Item, wanted: Sequence[str], mode: str) -> float:
    """How well `item` fits a role that wants these functions; 0 or less where it does not."""
    functions = functions_for(scene, trigger, item, mode)
    ranks = [RANKS[min(wanted.index(f), len(RANKS) - 1)] for f in functions if f in wanted]
    if not ranks:
        return 0.0
    left, right = (item.end, trigger.start) if item.end <= trigger.start else (trigger.end, item.start)
    crossed = max(0, scene.crossings(left, right) - (1 if item.functions and item.start >= trigger.end else 0))
    value = max(ranks) - BREAK * crossed - DISTANCE * max(0, right - left)
    if stands_apart(scene, trigger, item, functions):
        value = max(value, 0.7 * max(ranks))
    if in_quotes(scene, item.start) and not in_quotes(scene, trigger.start):
        value -= 0.4
    final = scene.language.grammar.get("order") == "SOV"
    says = final and any(same_words(verb, trigger) for verb in scene.of("speech", "say"))
    return value - (SPOKEN if item.spoken and not says else 0.0)  # «批判した»: who criticises is who says so


def stands_apart(scene: Scene, trigger: Item, item: Item, functions: Sequence[str]) -> bool:
    """Where verbs close the sentence and no particle marks a subject, the first bare phrase is it, and what is marked as
    the object is that, however much stands between them and the verb."""
    if scene.language.grammar.get("order") != "SOV" or trigger.is_noun or item.end > trigger.start or item.spoken:
        return False
    if any("subj" in told for told in scene.language.suffixes.values()):
        return False
    if any(c in ";؛；" for c in scene.text[item.end : trigger.start]):
        return False
    if any(item.end <= c.start < trigger.start for c in scene.of("markers", "clause")):
        return False
    if "obj" in item.functions:
        return True
    return "subj" in functions and not any(
        p.end <= item.start and p.host is None and not p.functions and not p.spoken for p in scene.parties
    )


@dataclass(slots=True)
class Roles:
    """The parties chosen for one event and object, with the cues that chose them (for `--explain`)."""

    actor: Item | None = None
    target: Item | None = None
    actors: tuple[Item, ...] = ()
    targets: tuple[Item, ...] = ()
    actor_score: float = 0.0
    target_score: float = 0.0


def assign(scene: Scene, trigger: Item, frame: Frame, thing: Item | None, mode: str) -> Roles:
    """The best pair of different parties for actor and target. A role nobody fits stays empty."""
    wanted = frame.voices[mode]
    of_people = trigger.sense in ACTED_BY_PEOPLE or frame.kind == "commemoration" or thing is None
    through = (*OBJECT_GROUPS["people"], *(OBJECT_GROUPS["materiel"] if frame.kind == "sanction" else ()))
    allowed = through if of_people or frame.kind == "sanction" else ()
    if frame.name == "drill":
        allowed = (*OBJECT_GROUPS["people"], *_EXERCISED)
    carriers = _EXERCISED if frame.name in ("give", "use", "attack") and mode == "active" else ()
    actors = list(_candidates(scene, trigger, thing, wanted["actor"], mode, (*allowed, *carriers)))
    targets = list(_candidates(scene, trigger, thing, wanted["target"], mode, allowed))
    if frame.kind == "commemoration":
        actors = [(p, v) for p, v in actors if not _honoured(p)]
    if frame.kind in _WITH_UNNAMED:
        actors += _unnamed(scene, trigger, wanted["actor"], mode)
        targets += _unnamed(scene, trigger, wanted["target"], mode)
    if frame.kind == "production":
        targets = [(p, t) for p, t in targets if "in" not in p.functions]  # where a plant stands is no customer
    if frame.name in MADE_BY_COMPANIES:
        actors = _makers(scene, trigger, actors, mode)
    best, chosen = 0.0, Roles()
    for actor, a in [*actors, (None, 0.0)]:
        for target, t in [*targets, (None, 0.0)]:
            if (
                actor is not None
                and target is not None
                and (actor.sense == target.sense or (target in actor.group and frame.kind not in TOGETHER))
            ):
                continue  # «A and B unveiled»: both act
            if a + t > best + 1e-9:
                best = a + t
                chosen = Roles(actor, target, actor_score=a, target_score=t)
    if frame.kind == "stance" and chosen.actor is not None and chosen.target is None:
        chosen.target, chosen.target_score = _quoted(scene, trigger, chosen.actor)
    chosen.actors = _members(chosen.actor, chosen.target)
    chosen.targets = _members(chosen.target, chosen.actor)
    return chosen


def _honoured(party: Item) -> bool:
    """«un monument aux soldats cubains»: people behind a word that is both «to» and «in» are who it is for."""
    host = party.host
    return host is not None and host.type == "objects" and is_people(category_of(host)) and "to" in host.functions


def _unnamed(scene: Scene, trigger: Item, wanted: Sequence[str], mode: str) -> list[tuple[Item, float]]:
    """Sides without a code («rebels», «both sides») keep others out of the role that is theirs."""
    ranked = [(side, score(scene, trigger, side, wanted, mode)) for side in scene.unnamed]
    return [(side, value) for side, value in ranked if value > FLOOR]


def _makers(scene: Scene, trigger: Item, actors: list[tuple[Item, float]], mode: str) -> list[tuple[Item, float]]:
    """«Iran has begun to build drones in Tajikistan»: where somebody is said to build, where it is done builds nothing."""
    doing = [(p, v) for p, v in actors if {"subj", "by"} & set(functions_for(scene, trigger, p, mode))]
    return doing or actors


def _quoted(scene: Scene, trigger: Item, actor: Item) -> tuple[Item | None, float]:
    """Whom a quotation speaks of: the view is about a party named inside it."""
    for party in scene.parties:
        if party.sense != actor.sense and in_quotes(scene, party.start) and not in_quotes(scene, trigger.start):
            return party, 0.3
    return None, 0.0


def in_quotes(scene: Scene, at: int) -> bool:
    """Whether a position stands inside a quotation that opens in this sentence."""
    text = scene.text[scene.segment.start : at]
    pairs = (("「", "」"), ("“", "”"), ("«", "»"), ("『", "』"), ("„", "“"))
    return any(text.count(a) > text.count(b) for a, b in pairs) or text.count('"') % 2 == 1


def _members(item: Item | None, other: Item | None) -> tuple[Item, ...]:
    if item is None:
        return ()
    alike = [m for m in item.group if m.spoken == item.spoken]  # «According to the ministry, X has …» is no list
    return tuple(m for m in alike if other is None or m.sense != other.sense) or (item,)


def _candidates(
    scene: Scene, trigger: Item, thing: Item | None, wanted: Sequence[str], mode: str, through: Sequence[str]
) -> Iterator[tuple[Item, float]]:
    """Parties with what they score. `through`: categories of what a party may stand in the role through («a monument to Thai
    soldiers», «sanctions on 15 Russian ships»)."""
    label = scene.segment.label
    for party in scene.parties:
        host = party.host
        if label is not None and party.end <= label[1] <= trigger.start:
            continue  # the heading of a bullet is no part of its clause
        if host is not None and same_words(host, trigger):
            host = None
        if trigger.sense in ("use", "attack") and _other_subject(scene, party, trigger):
            continue
        if host is not None and host.type in ("parties", "reference"):
            continue  # «Russia's Africa Corps» is not Russia, «Syrian rebels» are not Syria
        if party is thing and "owner" in wanted:
            value = 0.9  # an army's name for its troops
        elif host is not None and host is not thing and host.type == "objects" and category_of(host) in through:
            value = score(scene, trigger, host, wanted, mode)  # whom one trains, decorates, meets: «Ukrainian sappers»
        elif (
            host is not None
            and trigger.sense in VIEWS
            and host.type == "objects"
            and host.sense in ("sanction", "embargo")
        ):
            value = score(scene, trigger, host, wanted, mode)  # «called the US sanctions on X a crime»
        elif trigger.sense in VIEWS and _punished(scene, party, trigger):
            value = 0.0
        elif trigger.sense in VIEWS and _given_to(scene, party, trigger):
            value = 0.25
        elif host is not None and trigger.sense == "violate" and host.sense in ("sanction", "embargo"):
            value = 0.85 if "owner" in wanted and "against" not in party.functions else 0.0  # whose measure is broken
        elif host is not None and host is thing and _compound(scene, host, trigger, mode) and "of" in party.functions:
            value = (
                RANKS[wanted.index("possessive")] if "possessive" in wanted and "from" not in party.functions else 0.0
            )
        elif (
            host is not None
            and host is thing
            and "from" in party.functions
            and trigger.sense == "attack"
            and "subj" not in wanted
        ):
            value = 0.0  # whose arms they are is not whom they hit
        elif host is not None and host is thing and _own_arms(scene, trigger, party, thing, mode):
            value = 0.9 * score(scene, trigger, thing, wanted, mode)
        elif host is not None and host.type in ("objects", "designations"):
            viewed = trigger.sense in VIEWS and "obj" in wanted and party.start >= trigger.end
            value = max(
                _owner_score(party, thing, wanted), 0.5 if viewed else 0.0, _left(scene, trigger, party, wanted, mode)
            ) - (SPOKEN if party.spoken else 0.0)
        else:
            value = score(scene, trigger, party, wanted, mode)
        if party.mention.args[:1] == ("company",) and trigger.sense not in MADE_BY_COMPANIES:
            leads = scene.language.grammar.get("order") == "SVO" and party.end <= trigger.start
            value -= 0.3 if not party.functions and not leads else 0.1
        if in_label(scene, party):
            value -= 0.4
        if value > FLOOR and not (in_label(scene, party) and _paired_label(scene)):
            yield party, value


def _own_arms(scene: Scene, trigger: Item, party: Item, thing: Item, mode: str) -> bool:
    """«Sudanese jets bombed a town»: whose arms are the subject of an attack makes it; whose make they are does not."""
    return (
        trigger.sense == "attack"
        and mode == "active"
        and "from" not in party.functions
        and thing.end <= trigger.start
        and "subj" in functions_for(scene, trigger, thing, mode)
    )


def in_label(scene: Scene, party: Item) -> bool:
    """Whether a party stands in the heading of a bullet."""
    return scene.segment.label is not None and party.end <= scene.segment.label[1]


def _paired_label(scene: Scene) -> bool:
    """«Egypt – South Korea: …»: the heading names both sides; who does what is said behind it."""
    return len({p.sense for p in scene.parties if in_label(scene, p)}) >= 2


def _compound(scene: Scene, thing: Item, trigger: Item, mode: str) -> bool:
    """«国軍の兵器輸入», «이라크의 무기 수입»: thing and event noun are one word, whose possessor is the event's."""
    close = scene.language.grammar.get("order") == "SOV" and 0 <= trigger.start - thing.end <= 1
    return mode == "noun" and close and not thing.functions


def _punished(scene: Scene, party: Item, trigger: Item) -> bool:
    """Whom sanctions that a view is about hit: «the sanctions on X»."""
    return bool({"on", "against"} & set(party.functions)) and any(
        trigger.end <= o.start and 0 <= party.start - o.end <= 14 and o.sense in ("sanction", "embargo")
        for o in scene.objects
    )


def _given_to(scene: Scene, party: Item, trigger: Item) -> bool:
    """«called X's arms sales to Y a provocation»: the view is of who sells."""
    return "to" in party.functions and any(
        t.is_noun
        and t.sense in ("give", "share", "deploy")
        and trigger.end <= t.start
        and 0 < party.start - t.end <= 20
        for t in scene.triggers
    )


def _other_subject(scene: Scene, party: Item, trigger: Item) -> bool:
    """«X sold drones, and these aircraft strike …»: the arms spoken of stand as subject between a party and the verb."""
    return party.end <= trigger.start and any(
        party.end < r.start and 0 <= trigger.start - r.end <= 2 for r in scene.of("reference", "object")
    )


def _left(scene: Scene, trigger: Item, party: Item, wanted: Sequence[str], mode: str) -> float:
    """«a retiré ses troupes du Tchad»: where «from» and «of» are one word, whom one leaves may stand behind the noun."""
    if wanted[:1] != ("from",) or not {"of", "from"} <= set(party.functions) or party.start < trigger.end:
        return 0.0
    return score(scene, trigger, party, wanted, mode)


def _owner_score(party: Item, thing: Item | None, wanted: Sequence[str]) -> float:
    """A party that modifies the object («North Korean shells») owns it; one that modifies another noun says nothing."""
    if thing is not None and "owner" in wanted and not thing.owners and any(m is party.host for m in thing.group):
        return RANKS[min(wanted.index("owner"), 4)]  # «sappers and builders of the North Korean army»: all are its own
    if thing is None or party.host is not thing or "owner" not in wanted:
        measure = thing is not None and thing.sense in ("sanction", "embargo") and not party.functions
        if thing is not None and party.host is thing and "of" in wanted and ("of" in party.functions or measure):
            return 0.6  # «러시아 제재»
        return 0.0
    return RANKS[min(wanted.index("owner"), 4)] + 0.05


def objects_of(scene: Scene, trigger: Item, frame: Frame, mode: str, allowed: frozenset[str]) -> list[Item]:
    """The objects of an event: the best noun of a fitting category, and those coordinated with it."""
    wanted = frame.voices[mode].get("object") or ()
    ranked = []
    for item in scene.objects:
        if category_of(item) not in allowed or item.mention is trigger.mention:
            continue
        value = object_score(scene, trigger, item, wanted, mode)
        if value > FLOOR:
            ranked.append((value, item))
    if not ranked:
        return []
    best = max(ranked, key=lambda pair: pair[0])[1]
    fitting = {id(item) for _, item in ranked}
    return [m for m in best.group if id(m) in fitting] or [best]


def object_score(scene: Scene, trigger: Item, item: Item, wanted: Sequence[str], mode: str) -> float:
    """Objects need no marker of their own: side and distance count most."""
    functions = functions_for(scene, trigger, item, mode)
    if is_people(category_of(item)) and functions[:1] == (scene.language.grammar.get("personal_object"),):
        functions = ("obj",)  # «mantiene a 250 instructores»
    after = item.start >= trigger.end
    left, right = (trigger.end, item.start) if after else (item.end, trigger.start)
    if right < left:
        return 0.0
    order = scene.language.grammar.get("order", "SVO")
    ranks = [RANKS[min(wanted.index(f), 7)] for f in functions if f in wanted]
    elsewhere = {"to", "from", "against", "for"} & set(functions) and not {"of", "in", "on"} & set(functions)
    base = max(ranks, default=0.1 if elsewhere else 0.35)
    if wanted[:1] == ("subj",) and "with" in functions and is_people(category_of(item)):
        base = 0.1  # «fight alongside Russian troops»
    if order == "SVO" and not after and mode == "active" and _antecedent(scene, item, trigger):
        base = max(base, 0.8)
    if mode == "noun" and scene.clear(left, right):
        base = max(base, 0.95 if right - left <= 3 else 0.8)
    if order == "SOV" and after and mode != "noun":
        base = (
            0.8 if right - left <= 12 and scene.clear(left, right) else base - 0.35
        )  # a relative clause before its noun
    apart = APART if _other_sentence(scene, left, right) else 0.0
    return base - apart - BREAK * max(0, scene.crossings(left, right) - 1) - DISTANCE * (right - left)


def _antecedent(scene: Scene, item: Item, trigger: Item) -> bool:
    """«the jets that it ordered»: a noun right before the word that opens the clause of the verb."""
    return any(
        0 <= c.start - item.end <= 2 and c.end <= trigger.start and scene.crossings(c.end, trigger.start) == 0
        for c in scene.of("markers", "clause")
    )


def category_of(item: Item) -> str:
    """The category of an object mention: its own, its designation's, or the one that a mistranslation stands for."""
    mention = item.mention
    if mention.type == "designations":
        return mention.args[0] if mention.args else ""
    if mention.sense == "mistranslation":
        return mention.args[0]
    named = item.named.mention.args[:1] if item.named is not None else ()
    if named and (mention.sense in GENERIC or (mention.sense, named[0]) == ("aircraft", "drone")):
        return named[0]  # «a Bayraktar aircraft» flies without a pilot
    return mention.sense


def is_people(category: str) -> bool:
    return GROUP_OF.get(category) == "people"
