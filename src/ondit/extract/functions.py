"""What each phrase is to an event word: by its markers, its case, or its side of the verb."""

from __future__ import annotations

from ondit.extract.scene import Item, Scene

VIEWS = ("praise", "criticise", "assess")  # whoever holds them also says them
CONTROLLING = ("criticise", "praise", "sanction", "impose")  # whom they name does what follows


def functions_for(scene: Scene, trigger: Item, item: Item, mode: str) -> tuple[str, ...]:
    """What `item` is to `trigger`: its markers, or its position where it has none."""
    functions = item.functions
    belongs = item.host is not None and same_words(item.host, trigger)
    if belongs and trigger.sense == "visit" and item.mention.args[:1] in (("capital",), ("name",)) and not functions:
        return ("to",)  # «Moscow visit» goes to Moscow; «Putin's visit» is Putin's
    if belongs:
        return (
            ("possessive", "of", *functions)
            if item.mention.args[:1] != ("adj",)
            else ("possessive", "owner", *functions)
        )
    bare = [f for f in functions if f != "and"]
    if inner := _inner_subject(scene, trigger, item, bare):
        return inner
    if _controls(scene, trigger, item):
        return ("by",) if mode == "noun" else ("subj",)
    headless = (
        set(bare) <= {"of", "from"}
        and bare != ["from"]
        and item.host is None
        and mode != "noun"
        and not scene.language.cases
    )
    if mode == "active" and {"subj", "obj"} <= set(bare) and scene.language.grammar.get("order") == "SVO":
        bare = _by_side(scene, trigger, item, bare)
    if bare and not (headless and scene.language.grammar.get("order") == "SVO"):
        return tuple(bare)
    return (
        *bare,
        *_by_position(scene, trigger, item, mode),
    )  # «a group of 120 Ukrainian defenders»: the head is unknown


def _controls(scene: Scene, trigger: Item, item: Item) -> bool:
    """«sanctions on three Chinese firms for supplying …», «accuses Y of selling»: whom a verb of blame or praise names
    right before an infinitive or gerund is its subject."""
    blamed = trigger.is_noun and any(m.end <= trigger.start <= m.end + 2 for m in scene.of("markers", "for"))
    if not (trigger.tags & {"inf", "ger"} or blamed) or "subj" in item.functions or item.end > trigger.start:
        return False
    verbs = [t for t in scene.triggers if t.end <= item.start and t.sense in CONTROLLING]
    between = [p for p in scene.parties if item.end <= p.start and p.end <= trigger.start]
    gap = scene.text[item.end : trigger.start]
    return bool(verbs) and not between and len(gap) <= 60 and not any(c in gap for c in ",;:")


def _by_side(scene: Scene, trigger: Item, item: Item, bare: list[str]) -> list[str]:
    """A name whose nominative and accusative coincide is subject before the verb; behind it, object of a subject before."""
    if item.end <= trigger.start:
        return [f for f in bare if f != ("subj" if _object_of_another(scene, trigger, item) else "obj")]
    before = any("subj" in p.functions and p.end <= trigger.start and p.host is None for p in scene.parties)
    return [f for f in bare if f != "subj"] if before else bare


def _object_of_another(scene: Scene, trigger: Item, item: Item) -> bool:
    """«the minister visited Kyiv and promised …»: a name right behind another verb that has its subject before it."""
    verbs = [t for t in scene.triggers if not t.is_noun and 0 <= item.start - t.end <= 2 and t.start != trigger.start]
    return bool(verbs) and any(
        "subj" in p.functions
        and p is not item
        and p.end <= verbs[0].start
        and p.sense != item.sense
        and (not p.spoken or trigger.sense in VIEWS)
        for p in scene.parties
    )


def _by_position(scene: Scene, trigger: Item, item: Item, mode: str) -> tuple[str, ...]:
    """What a phrase without a marker is, by its side of the event word and the order of the language."""
    order = scene.language.grammar.get("order", "SVO")
    if item.end <= trigger.start:
        if order == "SOV" and mode != "noun" and _modifies(scene, trigger, item):
            return ("of",)
        if order == "VSO" and mode == "noun":
            return ("by",)
        if order == "SOV" and mode == "active" and item.type == "objects" and _bare_subject(scene, item):
            return ("obj",)  # «İngiltere 500 Ukraynalı askeri eğitti»
        if scene.language.grammar.get("verb_second") and mode == "active" and _second_bare(scene, trigger, item):
            return ("to", "obj")
        return ("subj", "of") if mode == "noun" and trigger.start - item.end <= 2 else ("subj",)
    if order == "VSO" and mode == "noun":
        return ("of", "to")
    if order == "VSO":
        label = scene.segment.label[1] if scene.segment.label else scene.segment.start
        if any(
            p.host is None and not p.functions and p.start >= label and 0 <= trigger.start - p.end <= 12
            for p in scene.parties
        ):
            return ("obj",)
        nearest = min((p.start for p in scene.parties if p.start >= trigger.end and not p.functions), default=-1)
        return ("subj",) if item.start == nearest else ("obj",)
    if order == "SOV":
        return ("obj", "subj")
    if scene.language.grammar.get("verb_second") and mode == "active" and _inverted(scene, trigger, item):
        return ("subj",)
    if mode == "active" and _inverted_relative(scene, trigger, item):
        return ("subj",)
    return ("obj",)


def _bare_subject(scene: Scene, item: Item) -> bool:
    """Whether a party without any marker stands before a noun, in its own right."""
    return any(p.end <= item.start and not p.functions and p.host is None for p in scene.parties)


def _modifies(scene: Scene, trigger: Item, item: Item) -> bool:
    """Korean and Japanese mark subjects: behind one that is marked, a bare name belongs to the noun it stands before
    («英軍はウクライナ兵を訓練した»)."""
    if not any("subj" in told for told in scene.language.suffixes.values()):
        return False
    if scene.text[item.end : item.end + 1] in ",、，(（・·" or (
        scene.text[item.end : item.end + 1].isspace() and (scene.text[item.end + 1 : item.end + 2] in "(（")
    ):
        return False
    return any(
        "subj" in _outer_functions(p)
        and p.end <= item.start
        and p.sense != item.sense
        and (not p.spoken or trigger.sense in VIEWS)
        for p in scene.parties
    )


def _outer_functions(party: Item) -> tuple[str, ...]:
    """The functions of a party, or of the office that stands for it."""
    host = party.host
    if host is not None and host.type in ("speech", "objects") and not party.functions:
        return host.functions
    return party.functions


def _second_bare(scene: Scene, trigger: Item, item: Item) -> bool:
    """«Berlin wird Kiew Panzer liefern»: of two bare names before the closing verb the second receives."""
    opens = max((b for b in scene.breaks if b < item.start and scene.text[b] in ",;:"), default=scene.segment.start)
    if any(item.end <= i.start <= trigger.end + 2 for i in scene.of("modality", "infinitive")):
        return True  # «…, Moskau Raketen geliefert zu haben»
    return any(
        opens <= p.start
        and p.end < item.start
        and (not p.functions or "subj" in p.functions)
        and p.host is None
        and p not in item.group
        for p in scene.parties
    )


def _inverted(scene: Scene, trigger: Item, item: Item) -> bool:
    """«Demnach schickt Nordkorea …»: a bare name right behind the verb is its subject where none stands before it."""
    office = item.host is not None and item.host.type == "speech"  # «legte der russische Botschafter»
    if item.start - trigger.end > (7 if office else 3):
        return False
    opens = max((b for b in scene.breaks if b < trigger.start and scene.text[b] in ",;:"), default=scene.segment.start)
    return not any(
        opens <= p.start
        and p.end <= trigger.start
        and (
            p.host.type == "speech" and "subj" in p.host.functions + ("subj",) * (not p.host.functions)
            if p.host
            else not p.functions or "subj" in p.functions
        )
        for p in scene.parties
    )


def _inverted_relative(scene: Scene, trigger: Item, item: Item) -> bool:
    """«las armas que importó Marruecos», «gli obici che ha comprato la Polonia»: behind the verb of a relative clause about
    goods stands its subject, where the word order is free."""
    if not scene.language.grammar.get("objects_drop") or not 0 < item.start - trigger.end <= 6:
        return False
    opens = [c for c in scene.of("markers", "clause") if c.end < trigger.start and trigger.start - c.end <= 14]
    if not opens or any(opens[-1].end <= p.start < trigger.start for p in scene.parties):
        return False
    return any(0 <= opens[-1].start - o.end <= 2 for o in scene.objects)


def _inner_subject(scene: Scene, trigger: Item, item: Item, functions: list[str]) -> tuple[str, ...]:
    """Turkish clauses inside a sentence: the subject of a nominalised verb (`nmz`, «X'in verdiğini») stands in the genitive,
    that of a participle (`rel`, «yakıt veren X») behind it; a bare party before them then belongs to the outer verb."""
    if "rel" in trigger.tags:
        nearest = min((p.start for p in scene.parties if p.start >= trigger.end), default=-1)
        return ("subj",) if item.start == nearest else () if functions or item.start > nearest >= 0 else ("outer",)
    if "nmz" not in trigger.tags or item.end > trigger.start:
        return ()
    genitives = [p for p in scene.parties if "of" in p.functions and p.end <= trigger.start and p.host is None]
    if "of" in functions and item in genitives[:1]:
        return (*functions, "subj")
    return ("outer",) if genitives and not functions else ()


def same_words(a: Item, b: Item) -> bool:
    """Whether two items are readings of the same words (a noun as object and as event word)."""
    return a.start == b.start and a.end == b.end
