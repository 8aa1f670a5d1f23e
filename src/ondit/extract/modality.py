"""Status, polarity and certainty of an event, from its tense and from the words that govern it."""

from __future__ import annotations

from dataclasses import dataclass

from ondit.extract.frames import Frame, auxiliary_of, in_quotes, is_finite, voice
from ondit.extract.scene import Item, Scene
from ondit.records import GROUP_OF

_TENSE_STATUS = {
    "past": "done",
    "fut": "planned",
    "cond": "planned",
    "pres": "underway",
    "impf": "done",
    "ger": "underway",
}

_PUNCTUAL = (
    "sign",
    "order",
    "award",
    "unveil",
    "kill",
    "die",
)  # «En 2022, X signait …»: the narrative imperfect of an act

_SENDING = ("give", "deploy", "arrive", "receive", "buy", "return")


@dataclass(slots=True)
class Mode:
    """`silent`: the words say that nothing is claimed («declined to comment», a purpose, a condition)."""

    status: str
    polarity: str = "affirmed"
    certainty: str = "stated"
    silent: bool = False
    cues: tuple[str, ...] = ()


def phases_of(scene: Scene, trigger: Item) -> list[Item]:
    """Phases that one noun goes through («deliveries, halted in July, resumed in January»): ends and starts behind it."""
    if not trigger.is_noun:
        return []
    phases = [
        i
        for i in _governing(scene, trigger)
        if i.sense in ("end", "start") and i.start >= trigger.end and i.tags & {"past", "part"}
    ]
    return phases if {i.sense for i in phases} == {"end", "start"} and len(phases) == 2 else []


def read_mode(scene: Scene, trigger: Item, frame: Frame, phase: Item | None = None) -> Mode:
    """The event's mode, in one of its phases where it has several. The nearest governing word wins over tense; a denial
    keeps the status of what is denied."""
    governing = _governing(scene, trigger)
    if phase is not None:
        governing = [i for i in governing if i is phase or i.sense not in ("end", "start")]
    if trigger.is_noun and frame.kind == "contact" and "on" in trigger.functions:
        governing = [i for i in governing if i.sense not in ("plan", "consider")]  # «announced during the visit»
    senses = [item.sense for item in governing]
    cues = tuple(f"{item.sense}:{item.mention.form}" for item in governing)
    tense, hearsay = _tense(scene, trigger, governing)
    closing = _closing(scene, trigger) if tense == "none" else None
    later: list[Item] = []
    if closing is not None:  # «들여오고 … 짓기로 했다»: a connective form has the tense and the doubt of what closes it
        later = _governing(scene, closing)
        tense = _tense(scene, closing, later)[0]
        senses += [item.sense for item in later if item.sense == "hedge"]
    status = _TENSE_STATUS.get(tense, "done")
    if tense == "impf" and frame.name in _PUNCTUAL:
        status = "done"
    if trigger.mention.args[:1] == ("planned",):
        status = "planned"  # the entry itself says so («promised 350 soldiers»)
    if tense == "pres" and frame.name == "buy" and _counts(scene, trigger):
        status = "planned"  # «X buys 44 tanks»: they are not there yet; «X buys its powder abroad» goes on
    if tense == "pres" and scene.segment.kind in ("headline", "heading"):
        status = str(scene.language.grammar.get("headline_present", "done"))
    if frame.stative and tense in ("none", "pres", "impf"):
        status = "underway"
    if frame.kind == "dependence" and tense in ("past", "impf", "none"):
        status = "ended" if frame.name == "depend" and tense != "none" else "underway" if tense != "past" else status
    if frame.name == "impose" and tense == "none" and voice(scene, trigger) == "noun":
        status = "underway"  # «the UN embargo on X»: it is in force
    if tense == "inf" and _infinitive_marked(scene, trigger):
        governing = [
            i for i in governing if i.sense not in ("plan", "consider") or not _governs_another(scene, i, trigger)
        ]
    nearest = None if frame.kind == "stance" else _nearest_status(scene, governing, trigger, tense)
    if nearest is None and closing is not None and frame.kind != "stance":
        nearest = _nearest_status(scene, later, closing, tense)
    if frame.kind == "stance":
        status = "done"  # a view told is a view held
    if nearest is not None:
        status = nearest
    ending = {
        i.start for i in governing if i.sense == "end"
    }  # «no longer», «keine … mehr»: it ended, nothing is denied
    senses = [i.sense for i in governing if i.sense != "negation" or i.start not in ending]
    negated = senses.count("negation") + senses.count("deny") + senses.count("refuse") + ("neg" in trigger.tags)
    if "refuse" in senses:
        status = "planned"
    hedged = hearsay or ("hedge" in senses and "deny" not in senses) or "evid" in trigger.tags
    hedged = hedged or _rumoured(scene, trigger, governing)
    if (
        frame.stative
        and (tense == "cond" or any(i.sense == "plan" and "evid" in i.tags for i in governing))
        and "past" not in tense
    ):
        status, hedged = "underway", True  # «serviraient dans l'armée», «sollen in der Armee dienen»
    if "possible" in senses or "pot" in trigger.tags:
        hedged = True
        if tense in ("inf", "fut", "cond", "none", "pres") and nearest is None:
            status = "considered"
    if frame.status and not (frame.status == "planned" and status in ("considered", "ended")):
        status = frame.status if status != "ended" or frame.status == "ended" else status
        if frame.status == "ended" and tense in ("fut", "inf") and nearest == "planned":
            status = "planned"
    if tense == "inf" and nearest is None and not negated:
        status = "considered" if hedged and "possible" in senses else "planned"
    unruled = (
        tense == "inf"
        and nearest is None
        and "refuse" not in senses
        and _infinitive_marked(scene, trigger)
        and scene.segment.kind not in ("headline", "heading")
    )
    aimed = (
        (
            ("purpose" in senses and _purpose_fits(scene, trigger, governing, tense))
            or (unruled and not _after_instrument(scene, trigger))
        )
        and status != "considered"
        and not _negotiated(scene, trigger)
    )
    if "purpose" in senses and _negotiated(scene, trigger):
        status = "considered"
    silent = ("unconfirmed" in senses and not negated) or aimed or "condition" in senses
    return Mode(status, "denied" if negated else "affirmed", "hedged" if hedged else "stated", silent, cues)


def _closing(scene: Scene, trigger: Item) -> Item | None:
    """Verb-final languages: the next verb with a tense of its own behind a connective form, on the same side of quotation marks."""
    if scene.language.grammar.get("order") != "SOV" or trigger.is_noun or trigger.tags - {"pass"}:
        return None
    inside = in_quotes(scene, trigger.start)
    behind = [
        t for t in scene.triggers if t.start > trigger.end and not t.is_noun and in_quotes(scene, t.start) == inside
    ]
    return next((t for t in behind if t.tags & _TENSE_STATUS.keys()), None)


def _counts(scene: Scene, trigger: Item) -> bool:
    """Whether a figure stands right behind the event word."""
    close = min(scene.segment.end, trigger.end + 30)
    words = any(trigger.end <= i.start < close and i.sense[0] == "=" for i in scene.of("numbers"))
    return words or any(char.isdigit() for char in scene.text[trigger.end : close])


def _rumoured(scene: Scene, trigger: Item, governing: list[Item]) -> bool:
    """«X livrerait des missiles», «envisagerait d'acheter»: a conditional that no verb of saying in the past, no condition
    and no duty («devrait») explains."""
    weighing = [i for i in governing if i.sense == "consider" and "cond" in i.tags]
    if not weighing and "cond" not in trigger.tags:
        return False
    first = min([trigger.start, *(i.start for i in weighing)])
    explained = any(i.sense in ("condition", "plan", "possible") for i in governing)
    told = any(i.end <= first for i in scene.of("speech", "say")) or any(
        i.end <= first for i in scene.of("modality", "plan")
    )
    return not explained and not told


def _governs_another(scene: Scene, modal: Item, trigger: Item) -> bool:
    """«decided to send sappers to rebuild …»: the decision is to send; the rebuilding is what for."""
    return any(
        modal.end <= t.start and t.end + 5 <= trigger.start and t.sense in _SENDING
        and any(t.end <= o.start and o.end <= trigger.start for o in scene.objects)
        for t in scene.triggers
    )  # fmt: skip


def _purpose_fits(scene: Scene, trigger: Item, governing: list[Item], tense: str) -> bool:
    """A purpose word tagged `inf` («pour») only governs infinitives, and what hangs on them («pour compenser ses pertes»)."""
    for item in governing:
        if item.sense == "purpose":
            hangs = any("inf" in t.tags and item.end <= t.start < trigger.start for t in scene.triggers)
            if "inf" not in item.tags or tense == "inf" or hangs:
                return True
    return False


def _after_instrument(scene: Scene, trigger: Item) -> bool:
    """«a deal to supply», «an agreement to train»: promised, not aimed at."""
    return any(GROUP_OF.get(o.sense) == "instrument" and 0 <= trigger.start - o.end <= 30 for o in scene.objects)


def _negotiated(scene: Scene, trigger: Item) -> bool:
    """Talks, meetings and requests in order to do something: it is considered."""
    return any(t is not trigger and t.sense in ("negotiate", "meet", "request") for t in scene.triggers)


def _tense(scene: Scene, trigger: Item, governing: list[Item]) -> tuple[str, bool]:
    """(tense, hearsay): the auxiliary's tense for participles; conditional auxiliary + participle is hearsay."""
    tags = trigger.tags
    if any(i.sense == "hedge" and "past" in i.tags and "governs=inf" in i.tags for i in governing):
        return "past", True  # Polish «miał przekazać»: said to have handed over
    for item in governing:
        if item.sense == "negation" and item.tags & {"past", "fut"} and "pres" in tags:
            return ("past" if "past" in item.tags else "fut"), False
    if "ger" in tags and voice(scene, trigger) == "active":
        told = any(i.sense == "deny" for i in governing) and auxiliary_of(scene, trigger) is None
        if scene.language.grammar.get("order") == "SOV":
            return _main_tense(scene, trigger), False
        return ("past" if told else "ger"), False  # «denied supplying»
    if "part" in tags or tags == frozenset({"noun"}) or trigger.is_noun:
        auxiliary = auxiliary_of(scene, trigger) if "part" in tags else None
        if auxiliary is None and "part" in tags and is_finite(scene, trigger):
            marked = _infinitive_marked(scene, trigger)
            return ("inf" if marked else "pres" if "pres" in tags else "past" if "past" in tags else "inf"), False
        if auxiliary is not None:
            if "cond" in auxiliary.tags:
                future_in_past = (
                    auxiliary.sense == "be"
                    and "act" not in tags
                    and any(i.type == "speech" and i.sense == "say" and i.end <= auxiliary.start for i in scene.items)
                )
                return ("cond", False) if future_in_past else ("past", True)
            for tense in ("fut", "inf", "pres", "impf", "past"):
                if tense in auxiliary.tags:
                    return (
                        "past"
                        if auxiliary.sense == "have"
                        or "act" in tags
                        or (tense in ("pres", "impf") and "past" in auxiliary.tags)
                        else tense
                    ), False
            return "past", False
        if "part" in tags:
            return "past", False
        return "none", False
    if tags & {"inf", "pres"} and _infinitive_marked(scene, trigger):
        return "inf", False
    for tense in ("past", "fut", "cond", "pres", "impf", "ger", "inf"):
        if tense in tags:
            return tense, False
    return "none", False


def _main_tense(scene: Scene, trigger: Item) -> str:
    """Where verbs close the sentence, a converb («giderek») has the tense of the finite verb behind it."""
    for item in [*scene.triggers, *scene.of("speech", "say")]:
        if item.start >= trigger.end and not item.is_noun:
            for tense in ("past", "fut", "pres", "impf"):
                if tense in item.tags:
                    return tense
    return "past"


def _infinitive_marked(scene: Scene, trigger: Item) -> bool:
    """English *to* right before the verb."""
    return any(
        0 <= trigger.start - i.end <= 14 and scene.text[i.end : trigger.start].count(" ") <= 2
        for i in scene.of("modality", "infinitive")
    )


def _governing(scene: Scene, trigger: Item) -> list[Item]:
    """Modal words in whose scope the event stands, farthest first."""
    order = scene.language.grammar.get("order", "SVO")
    if scene.language.grammar.get("adpositions") == "before":
        order = "SVO"  # Persian: the verb closes the sentence, but what governs it stands before it
    found = []
    for item in scene.of("modality"):
        own_words = trigger.start <= item.start and item.end <= trigger.end
        if (
            own_words and (item.sense in ("end", "start") or (item.start, item.end) == (trigger.start, trigger.end))
        ) or (item.sense in ("have", "be", "share", "none", "infinitive", "positive", "negative")):
            continue  # «ended up with»: a part of the event word governs nothing
        needed = {tag.partition("=")[2] for tag in item.tags if tag.startswith("governs=")}
        if (not needed or needed & trigger.tags) and _in_scope(scene, item, trigger, order):
            found.append(item)
    return found


def _in_scope(scene: Scene, item: Item, trigger: Item, order: str) -> bool:
    before = item.end <= trigger.start
    if trigger.type == "objects" and item.sense == "negation" and not (before and trigger.start - item.end <= 15):
        return False  # «will never forget the sacrifice of the troops in Kursk»
    left, right = (item.end, trigger.start) if before else (trigger.end, item.start)
    if right < left:
        return True
    between = scene.text[left:right]
    if any(mark in between for mark in ";；") or (
        item.sense != "deny" and any(mark in between for mark in (": ", "：", " — ", " – "))
    ):
        return False
    if order == "SOV" and not before and item.sense == "hedge" and scene.segment.end - item.end <= 4:
        finite = not trigger.is_noun and bool(trigger.tags & _TENSE_STATUS.keys())  # of a clause that only describes
        return not (finite and _other_event(scene, left, right)) and not _clause_between(scene, left, right)
    if order == "SOV" and not before:
        return not _other_event(scene, left, right) and right - left <= 40
    if order == "SOV" and before and item.sense == "condition" and item.start - scene.segment.start <= 12:
        return True  # «実現すれば、…»
    if order == "SOV" and before and item.sense == "done":
        return not _other_event(scene, left, right) and not _clause_between(scene, left, right)
    if order == "SOV" and before and item.sense not in ("hedge", "negation"):
        return right - left <= 12
    bracket = item.sense == "end" and bool(scene.language.grammar.get("verb_second"))  # «gibt keine Waffen mehr ab»
    if (
        not before
        and not trigger.is_noun
        and not bracket
        and item.sense in ("plan", "consider", "start", "end", "done")
    ):
        return False
    if not before:
        limit = 25 if item.sense in ("negation", "done", "start", "end", "hedge", "plan", "consider") else 0
        passive_plan = trigger.is_noun and item.sense in (
            "plan",
            "consider",
            "end",
            "start",
            "done",
            "deny",
            "refuse",
            "possible",
            "hedge",
            "negation",
        )
        return (
            right - left <= limit or (passive_plan and right - left <= 60 and not _other_event(scene, left, right))
        ) and not _clause_between(scene, left, right)
    if between.count(",") + between.count("،") + between.count("，") > 1 and item.sense != "deny":
        return False
    if item.sense in ("negation", "start", "done"):
        return (
            not _other_verb(scene, left, right)
            and not _clause_between(scene, left, right)
            and scene.crossings(left, right) <= 3
        )
    if item.sense == "purpose" and "inf" in item.tags and trigger.is_noun:
        return not _finite_between(scene, left, right) and "," not in between and right - left <= 90
    if item.sense in ("purpose", "condition"):
        return not _other_verb(scene, left, right) and "," not in between and right - left <= 40
    if item.sense == "unconfirmed" and "," not in between:
        return True  # «declined to comment on reports that …»
    if _clause_between(scene, left, right) and item.sense not in ("deny", "hedge", "plan", "consider", "refuse"):
        return False
    if item.sense in ("plan", "consider", "possible", "end", "refuse", "hedge"):
        return not _finite_between(scene, left, right) and not _finite_behind_and(scene, trigger, left)
    return True


def _other_event(scene: Scene, start: int, end: int) -> bool:
    return any(start <= i.start < end for i in scene.triggers)


def _other_verb(scene: Scene, start: int, end: int) -> bool:
    return any(start <= i.start < end and not i.is_noun for i in scene.triggers)


def _finite_between(scene: Scene, start: int, end: int) -> bool:
    """Another finite event between: the governor is that one's, unless both hang on it by a coordinator."""
    finite = [
        i
        for i in scene.triggers
        if start <= i.start < end and not i.is_noun and i.tags & {"past", "pres", "fut", "impf"} and "inf" not in i.tags
    ]
    return bool(finite)


def _finite_behind_and(scene: Scene, trigger: Item, start: int) -> bool:
    """«refuses deliveries and blames Kyiv»: a finite verb behind a coordinator stands on its own."""
    finite = trigger.tags & {"past", "pres", "impf"} and not trigger.tags & {"inf", "part", "ger", "noun"}
    return bool(finite) and any(start <= m.start < m.end <= trigger.start for m in scene.of("markers", "and"))


def _clause_between(scene: Scene, start: int, end: int) -> bool:
    return any(start <= i.start < end for i in scene.of("markers", "clause"))


def _nearest_status(scene: Scene, governing: list[Item], trigger: Item, tense: str) -> str | None:
    """The status that the nearest governing word gives. A finite past is not undone by a plan farther off."""
    mapping = {"plan": "planned", "consider": "considered", "start": "underway", "done": "done", "end": "ended"}
    candidates = [i for i in governing if i.sense in mapping]
    if not candidates:
        return None
    if tense == "past" and all(i.sense in ("plan", "consider") for i in candidates):
        near = [i for i in candidates if abs(i.start - trigger.start) <= 20]
        if not near:
            return None
    nearest = min(candidates, key=lambda i: trigger.start - i.end if i.end <= trigger.start else i.start - trigger.end)
    if nearest.sense == "start" and tense in ("past", "fut"):
        return None
    if nearest.sense == "done" and tense in ("ger", "impf"):
        return "underway"  # «is already undergoing»
    if nearest.sense == "start" and (ahead := _ahead(scene, nearest)) is not None:
        return ahead
    return mapping[nearest.sense]


def _ahead(scene: Scene, start: Item) -> str | None:
    """«is due to begin», «will start», «may start», «개시할 예정»: what has not begun yet is planned or considered."""
    if "fut" in start.tags:
        return "planned"
    for item in scene.of("modality"):
        near = 0 <= start.start - item.end <= 8 or (
            scene.language.grammar.get("order") == "SOV" and 0 <= item.start - start.end <= 8
        )
        if near and (item.sense == "plan" or (item.sense in ("have", "be") and item.tags & {"fut"})):
            return "planned"
        if near and item.sense in ("consider", "possible"):
            return "considered"
    return None
