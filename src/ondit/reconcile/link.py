"""Stage one: which claims can be about the same thing in the world. `link(scene)` gives verified pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ondit.reconcile.context import NO_CONTEXT, Context
from ondit.reconcile.events import AHEAD, RANK, equal_figures, order, overlapping, same_days, times
from ondit.reconcile.facts import LAST, Facts, Telling
from ondit.reconcile.judgement import Judgements
from ondit.reconcile.lineage import Copy, Lineage
from ondit.reconcile.places import same_place, sound_of
from ondit.reconcile.voices import relation
from ondit.records import GROUP_OF, unordered

UMBRELLA = frozenset({"weapons", "equipment", "personnel", "troops"})


class Pair(NamedTuple):
    """Two claims that can share a proposition, and how well they fit."""

    a: str
    b: str
    score: float


def block_key(t: Telling) -> tuple[str, str, str, str]:
    """Claims are compared within their kind, parties and group of objects."""
    group = (
        GROUP_OF[t.category]
        if t.kind not in ("contact", "agreement", "training", "stance", "sanction", "commemoration")
        else t.category
    )
    actor, target = t.actor or "", t.target or ""
    if unordered(t.kind, t.category) and target < actor:
        actor, target = target, actor
    return t.kind, group, actor, target


def blocks(tellings: Iterable[Telling], judged: Judgements) -> list[list[Telling]]:
    """The tellings by block, each in order of report. A person's word that two claims are one joins their blocks."""
    table: dict[tuple[str, str, str, str], list[Telling]] = defaultdict(list)
    key_of: dict[str, tuple[str, str, str, str]] = {}
    for t in sorted(tellings, key=order):
        key_of[t.id] = key = block_key(t)
        table[key].append(t)
    for claim, others in sorted(judged.pairs.get("proposition", {}).items()):
        for other, same in sorted(others.items()):
            a, b = key_of.get(claim), key_of.get(other)
            if same and a and b and a != b:
                low, high = min(a, b), max(a, b)
                moved = table.pop(high)
                table[low] = sorted(table[low] + moved, key=order)
                key_of.update((t.id, low) for t in moved)
    return [table[key] for key in sorted(table)]


SMALL = 96
"""A block of so many claims is compared whole."""
NEAREST = 6
"""In a larger one a claim meets so many earlier ones by each key."""
CROWD = 256
CROWDED = 2.5
"""In a block larger than that many things look alike, and what speaks for one thing must weigh so much."""


@dataclass(frozen=True, slots=True)
class Board:
    """A block laid out for comparison. `kept`: its tellings in order of report, without those whose very text another
    document tells (`twins`, by the first of them). `met`: for each kept claim the earlier ones that it is compared with.
    `totals`: claims whose figure is a sum of others. `size`: how many claims the block has, of which a board may hold a part."""

    kept: Sequence[Telling]
    twins: Mapping[str, Sequence[Telling]]
    met: Mapping[str, Sequence[str]]
    totals: frozenset[str]
    size: int

    @classmethod
    def of(cls, block: Sequence[Telling]) -> Board:
        kept, twins = singled(block)
        met: dict[str, list[str]] = {t.id: [] for t in kept}
        for a, b in candidates(kept):
            met[b.id].append(a.id)
        return cls(kept, twins, met, totals_of(block), len(block))

    @property
    def crowded(self) -> bool:
        """Whether so many claims are of one kind and parties that mere likeness says little."""
        return self.size > CROWD


@dataclass(frozen=True, slots=True)
class Scene:
    """What pairs of one block are judged by: the documents' facts, their lineage, and the block as it is laid out."""

    lineage: Lineage
    board: Board

    @classmethod
    def of(cls, board: Board, facts: Mapping[str, Facts], context: Context = NO_CONTEXT) -> Scene:
        return cls(Lineage(facts, context), board)


def singled(block: Sequence[Telling]) -> tuple[list[Telling], dict[str, list[Telling]]]:
    """The block without claims that the same text tells elsewhere, and those by the first that tells it. A claim that
    people judged stands for itself."""
    firsts: dict[tuple[object, ...], Telling] = {}
    kept: list[Telling] = []
    twins: dict[str, list[Telling]] = defaultdict(list)
    for t in block:
        if not t.wording or t.judged:
            kept.append(t)
            continue
        first = firsts.setdefault((t.wording, _content(t)), t)
        if first.document == t.document:
            kept.append(t)
        else:
            twins[first.id].append(t)
    return kept, dict(twins)


def _content(t: Telling) -> tuple[object, ...]:
    return (
        t.category, t.designation, t.low, t.high, t.unit, t.per, t.place, t.status, t.polarity, t.certainty, t.voices, t.start,
        t.actor, t.target, t.kind,
    )  # fmt: skip


def link(scene: Scene, only: Collection[str] | None = None) -> list[Pair]:
    """Verified pairs of one block that can share a proposition, with their scores; of `only` these claims where given."""
    by_id = {t.id: t for t in scene.board.kept if only is None or t.id in only}
    pairs = []
    for b in by_id.values():
        for name in scene.board.met[b.id]:
            a = by_id.get(name)
            score = fit(a, b, scene) if a is not None else None
            if score is not None:
                pairs.append(Pair(name, b.id, score))
    return pairs


def candidates(block: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Pairs (earlier, later) worth a comparison, each once."""
    if len(block) <= SMALL:
        for j, b in enumerate(block):
            for a in block[:j]:
                yield a, b
        return
    shelves: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for j, b in enumerate(block):
        met: set[int] = set()
        for key in keys(b):
            shelf = shelves[key]
            met.update(shelf[-NEAREST:])
            shelf.append(j)
        for i in sorted(met):
            yield block[i], b


def keys(t: Telling) -> list[tuple[object, ...]]:
    """What a claim can be found by in a large block: figure, time of event, place, designation, voice, week of report."""
    out: list[tuple[object, ...]] = []
    if t.measured:
        out.append(("figure", t.unit, t.low if t.low is not None else t.high, t.designation or ""))
    if t.timed and t.until is not None and t.until < t.seen:
        out.append(("time", t.category, t.until // 4, t.designation or ""))
    if t.place:
        out.append(("place", t.category, sound_of(t.place)[:3], t.designation or ""))
    if t.voices:
        out.append(("voice", t.category, t.voices[0], t.designation or ""))
    if not out or not (t.measured or t.timed):
        out.append(("week", t.category, t.seen // 14, t.designation or ""))
    return out


def fit(a: Telling, b: Telling, scene: Scene) -> float | None:
    """How well two claims of a block (a reported first) fit one proposition; None where they can't."""
    if not _comparable(a, b):
        return None
    copy = scene.lineage.copy(b.document, a.document)
    voice = relation(a.voices[0], b.voices[0]) if a.voices and b.voices else "unknown"
    equal = equal_figures(a, b)
    kept = equal or a.unit is None or b.unit is None
    drifted = kept and (copy is not None or (voice == "same" and abs(b.seen - a.seen) <= 45))
    kin = _objects(a, b, equal, copy, voice, scene)
    if kin is None or not _same_definition(a, b, scene.board.totals):
        return None
    if not drifted and not (times(a, b) and _amounts(a, b, equal)):
        return None
    where = same_place(a, b)
    if where == "different" and not drifted and not _may_move(a, b, equal):
        return None
    score = kin + (2.0 if equal else -1.0 if a.measured and b.measured and not overlapping(a, b) else 0.0)
    score += _VOICE.get(voice, 0.0) + (1.0 if copy else 0.0) + (1.0 if a.timed and b.timed and same_days(a, b) else 0.0)
    score += _WHERE.get(where, 0.0) + (0.5 if a.status == b.status else 0.0)
    return None if scene.board.crowded and score < CROWDED else score


def _comparable(a: Telling, b: Telling) -> bool:
    """A quick look at the objects: whether a closer one can find them to be one."""
    if a.designation and b.designation:
        return a.designation == b.designation or _one_designation(a.designation, b.designation)
    if a.category == b.category:
        return True
    near = b.seen - a.seen <= 45 or b.seen == LAST
    return near and (a.low, a.high, a.unit) == (b.low, b.high, b.unit)


_VOICE = {"same": 1.0, "compatible": 0.5}
_WHERE = {"same": 0.5, "different": -0.5}


def _objects(a: Telling, b: Telling, equal: bool, copy: Copy | None, voice: str, scene: Scene) -> float | None:
    """Points for the objects: the same category, or another one where a retelling may have changed it."""
    named = bool(a.designation and b.designation)
    if a.category == b.category:
        return 2.5 if named else 2.0
    near = abs(b.seen - a.seen) <= 45 or b.seen == LAST
    if named and near:
        return 1.5
    if (
        not near
        or (voice == "different" and not copy)
        or (a.document == b.document and not (UMBRELLA & {a.category, b.category}))
    ):
        return None
    told = {
        t.category
        for t in scene.lineage.facts[b.document].tellings
        if (t.kind, t.actor, t.target) == (b.kind, b.actor, b.target)
    }
    exact = equal and (a.low, a.high) == (b.low, b.high) and (copy is not None or a.status == b.status)
    if exact and (copy or voice in ("same", "compatible") or (not b.voices and UMBRELLA & {a.category, b.category})):
        return 0.5 if a.category in told else 1.0
    if copy and not (a.measured or b.measured) and a.category not in told and UMBRELLA & {a.category, b.category}:
        return 0.5
    return None


def _one_designation(a: str, b: str) -> bool:
    """Equal, or one a variant of the other: k2 and k2pl, geran and geran-2, not su-3 and su-34."""
    if a == b:
        return True
    short, long = (a, b) if len(a) < len(b) else (b, a)
    return long.startswith(short) and not (short[-1].isdigit() and long[len(short)].isdigit())


def totals_of(block: Sequence[Telling]) -> frozenset[str]:
    """Claims whose figure is the sum of two others that stand together in one document of the block: a total, not a part."""
    parts: dict[str, list[Telling]] = defaultdict(list)
    for t in block:
        if t.measured and t.low is not None and t.low == t.high and t.status in AHEAD:
            parts[t.document].append(t)
    sums: dict[tuple[float, str | None], int] = {}
    for rows in parts.values():
        for i, x in enumerate(rows):
            for y in rows[i + 1 :]:
                if x.category != y.category and x.unit == y.unit and x.low and y.low:
                    sums.setdefault((x.low + y.low, x.unit), x.seen)
    return frozenset(
        t.id
        for t in block
        if t.low is not None
        and t.low == t.high
        and (t.low, t.unit) in sums
        and (abs(t.seen - sums[t.low, t.unit]) <= 60 or t.seen == LAST)
    )


def _same_definition(a: Telling, b: Telling, totals: frozenset[str]) -> bool:
    if a.definition != b.definition and (
        (a.definition and b.definition) or "nationwide" in (a.definition, b.definition)
    ):
        return False
    if a.measured and b.measured:
        if (a.per or b.per) and a.per != b.per:
            return False
        if (a.id in totals) != (b.id in totals):
            return False
        if a.document == b.document and a.status == b.status and a.polarity == b.polarity and not overlapping(a, b):
            return bool(a.voices and b.voices) and relation(a.voices[0], b.voices[0]) == "different"
    return True


def _amounts(a: Telling, b: Telling, equal: bool) -> bool:
    """More can't have been done than was meant to be; a long running total is no part."""
    if equal or not (a.measured and b.measured) or a.unit != b.unit or overlapping(a, b):
        return True
    plan, fact = (a, b) if RANK[a.status] < RANK[b.status] else (b, a)
    if plan.status in AHEAD and fact.status not in AHEAD:
        top = plan.high if plan.high is not None else plan.low
        if top is not None and fact.low is not None and plan.high is not None and fact.low > 2.5 * top:
            return False
    if min(a.high or a.low or 1, b.high or b.low or 1) * 30 < max(a.low or a.high or 1, b.low or b.high or 1):
        return False
    return not (_running(a) or _running(b))


def _running(t: Telling) -> bool:
    """A total of many months."""
    end = t.until if t.until is not None else t.seen
    return t.since is not None and LAST > end >= t.since + 300 and t.status in ("done", "ended")


def _may_move(a: Telling, b: Telling, equal: bool) -> bool:
    """Whether the same event can be told of two places without a copy between them."""
    if a.kind == "production":
        return False
    return equal or not (a.measured and b.measured) or a.status in AHEAD or b.status in AHEAD
