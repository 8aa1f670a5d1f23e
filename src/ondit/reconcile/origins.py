"""Whose word a claim is: claims of one proposition share an origin where one repeats the other or both name the same voice.

In this order of trust: explicit credit, the same speaker's same statement, text reuse, a translation, the same telling figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ondit.reconcile.events import AHEAD, equal_figures, order, overlapping
from ondit.reconcile.facts import LAST, Facts, Telling
from ondit.reconcile.judgement import Judgements
from ondit.reconcile.lineage import Copy, Lineage
from ondit.reconcile.voices import Speaker, is_outlet, relation

STATEMENT_DAYS = 10
"""Within so many days the same speaker's words on one thing are one statement."""
REPEAT_DAYS = 60
RECALL_DAYS = 400


@dataclass(frozen=True, slots=True)
class Tie:
    """Why a claim goes back to the same voice as an earlier one; `strength` 0–1."""

    strength: float
    reason: str
    by_voice: bool = False
    by_copy: bool = False


KEPT = 12
"""So many members of an origin a further claim is held against: its first, and the latest."""


def origins(
    cluster: Sequence[Telling],
    lineage: Lineage,
    judged: Judgements,
    twins: Mapping[str, Sequence[Telling]] | None = None,
) -> tuple[list[list[Telling]], dict[str, str]]:
    """The claims of one proposition by origin, each in order of report, and for each later claim the reason that ties it.

    `twins`: the same claims in the same text elsewhere, by the one of the cluster; they go where it goes, and tie as it does.
    """
    twins = twins or {}
    groups: list[list[Telling]] = []
    reasons: dict[str, str] = {}
    said: dict[str, int] = {}
    told: dict[str, list[Telling]] = defaultdict(list)
    for t in cluster:
        for u in (t, *twins.get(t.id, ())):
            told[u.document].append(u)
    for t in sorted(cluster, key=order):
        unit = (t, *twins.get(t.id, ()))
        reasons |= {u.id: "the same text" for u in unit[1:]}
        said |= {u.id: u.seen for u in unit}
        found = _closest(unit, groups, lineage, said, told, judged)
        if not found:
            groups.append([*unit])
            continue
        best, home, partner = found[0]
        home += unit
        reasons[t.id] = best.reason
        if t.seen == LAST or t.seen - said[partner.id] > STATEMENT_DAYS:
            said |= {u.id: said[partner.id] for u in unit}
        for other, one, _ in found[1:]:
            if other.strength >= SURE and best.strength >= SURE and _mergeable(home, one, judged):
                home[:] = sorted([*home, *one], key=order)
                groups.remove(one)
                reasons |= {u.id: other.reason for u in home[1:] if u.id not in reasons}
    for one in groups:
        one.sort(key=order)
    return groups, reasons


SURE = 0.85
"""Two ties so strong make the origins that they lead to one."""


def _mergeable(home: Sequence[Telling], other: Sequence[Telling], judged: Judgements) -> bool:
    """Whether two origins that one claim goes back to can be one: nobody said otherwise, and their voices do not differ."""
    if any(judged.parts(u.id, (v.id for v in other), "origin") for u in home):
        return False
    a, b = next((u.voices[0] for u in home if u.voices), None), next((u.voices[0] for u in other if u.voices), None)
    return a is None or b is None or relation(a, b) not in ("different", "unlikely")


def _closest(
    unit: Sequence[Telling], groups: Sequence[list[Telling]], lineage: Lineage, said: Mapping[str, int],
    told: Mapping[str, Sequence[Telling]], judged: Judgements,
) -> list[tuple[Tie, list[Telling], Telling]]:  # fmt: skip
    """The origins that a claim (or one of its twins) can belong to, the closest first: why, which, and beside whom."""
    first = unit[0]
    one_with = judged.same_origin(first.id)
    found: list[tuple[Tie, list[Telling], Telling]] = []
    for one in groups:
        if one_with and (partner := next((u for u in one if u.id in one_with), None)):
            return [(Tie(2.0, "a person said so"), one, partner)]
        if judged.parts(first.id, (u.id for u in one), "origin"):
            continue
        best: tuple[Tie, list[Telling], Telling] | None = None
        for u in one if len(one) <= KEPT else (one[0], *one[1 - KEPT :]):
            for t in unit[:KEPT]:
                tied = tie(u, t, lineage, said[u.id])
                if tied is None or (best and tied.strength <= best[0].strength) or not _fits(t, one, tied):
                    continue
                if not tied.by_copy or (_aligned(u, t, told[t.document]) and _aligned(t, u, told[u.document])):
                    best = tied, one, u
        if best:
            found.append(best)
    return sorted(found, key=lambda f: -f[0].strength)


def _aligned(t: Telling, twin: Telling, told: Sequence[Telling]) -> bool:
    """Whether of a document's claims in the proposition `twin` is the one that repeats `t`, or as near to it as any."""
    return len(told) == 1 or _likeness(t, twin) >= max(_likeness(t, u) for u in told)


def _likeness(t: Telling, u: Telling) -> float:
    voice = (
        relation(t.voices[0], u.voices[0])
        if t.voices and u.voices
        else "same"
        if not (t.voices or u.voices)
        else "unknown"
    )
    same = {"same": 3.0, "compatible": 1.5, "different": -1.0}.get(voice, 0.0)
    figures = 2.0 if equal_figures(t, u) else 0.5 if t.measured == u.measured else 0.0
    return same + figures + (t.status == u.status) + (t.category == u.category) + (t.certainty == u.certainty) / 2


def _fits(t: Telling, group: Sequence[Telling], strongest: Tie) -> bool:
    """A tie by voice does not bring a claim into a group whose own voice is another."""
    root = group[0]
    if not strongest.by_voice or not (t.voices and root.voices):
        return True
    return any(relation(t.voices[0], v) not in ("different", "unlikely") for v in root.voices)


def tie(a: Telling, b: Telling, lineage: Lineage, said: int) -> Tie | None:
    """The strongest tie between an earlier claim `a` and a later `b` of one proposition, or None.

    `said`: the day of the statement that `a` reports, which a recall of it months later does not move."""
    if a.polarity != b.polarity:
        return None
    gap = 0 if LAST in (said, b.seen) else b.seen - said
    copy = lineage.copy(b.document, a.document)
    if a.voices and b.voices:
        return _both(a, b, gap, copy)
    if copy:
        return Tie(copy.tie, copy.reason, by_copy=True)
    fa, fb = lineage.facts[a.document], lineage.facts[b.document]
    if a.voices or b.voices:
        return _one_voice(a, b, fa, fb, gap)
    if gap > STATEMENT_DAYS and not equal_figures(a, b):
        return None
    if a.document == b.document or _one_house(fa, fb):
        return Tie(0.9, "same outlet or agency")
    return Tie(0.6, "outlets that print one another's words") if lineage.context.kin(fa.outlet, fb.outlet) else None


def _both(a: Telling, b: Telling, gap: int, copy: Copy | None) -> Tie | None:
    first = relation(a.voices[0], b.voices[0])
    content = _same_statement(a, b, gap)
    if first == "same":
        return Tie(0.9, "same voice, same statement", True) if content else None
    if (passed := _passed_on(a.voices, b.voices, first)) and (content or gap <= 30):
        return Tie(0.85, f"both through {passed}")
    if copy and (first != "different" or equal_figures(a, b) or not (a.measured and b.measured)):
        return Tie(copy.tie + (0.02 if equal_figures(a, b) else 0.0), copy.reason, by_copy=True)
    if first == "compatible" and content and gap <= REPEAT_DAYS:
        return Tie(0.6, "voices that can be one, same statement", True)
    if (
        first in ("different", "unknown")
        and equal_figures(a, b)
        and gap <= 3
        and a.voices[0].states & b.voices[0].states
        and a.status == b.status
    ) and not (a.voices[0].is_media or b.voices[0].is_media):
        return Tie(0.65, "same state's word, same figure, same days")
    return None


def _passed_on(a: Sequence[Speaker], b: Sequence[Speaker], first: str) -> str:
    """The agency or outlet through which both claims came, where their first voices do not exclude it; else ''."""
    if first == "different" and not (a[0].is_media or b[0].is_media or len(a) == 1 or len(b) == 1):
        return ""
    for x in a:
        for y in b:
            if (x is a[0] and y is b[0]) or not (x.is_media or y.is_media or x.name or y.name):
                continue
            if is_outlet(x, y):
                return y.name or "/".join(sorted(y.media)) or "one outlet"
    return ""


def _same_statement(a: Telling, b: Telling, gap: int) -> bool:
    if gap <= STATEMENT_DAYS:
        return True
    if a.status != b.status:
        return False
    if a.measured and b.measured:
        return gap <= RECALL_DAYS and (equal_figures(a, b) or (gap <= REPEAT_DAYS and overlapping(a, b)))
    return gap <= REPEAT_DAYS


def _one_voice(a: Telling, b: Telling, fa: Facts, fb: Facts, gap: int) -> Tie | None:
    voiced, _bare, house = (a, b, fb) if a.voices else (b, a, fa)
    if a.document == b.document:
        return None
    for name in house.names:
        if any(is_outlet(s, name) for s in voiced.voices):
            return Tie(0.9, "the voice is the outlet that told it")
    for credit in house.credits:
        if any(is_outlet(s, credit) for s in voiced.voices):
            return Tie(0.85, "credits the agency that the other names")
    if (voiced is a or a.seen == b.seen) and equal_figures(a, b) and _telling(a, b) and gap <= RECALL_DAYS:
        return Tie(0.6, "repeats the figure that the other gives with its source")
    return None


def _telling(a: Telling, b: Telling) -> bool:
    """Whether a shared figure speaks for one source: an announcement's, or one that is not merely round."""
    value = a.low if a.low is not None else a.high
    digits = len(f"{value:.0f}".rstrip("0")) if value else 0
    return a.status in AHEAD or (digits >= 2 and not b.approximate)


def _one_house(a: Facts, b: Facts) -> bool:
    """The same outlet, or the same agency behind both."""
    if a.outlet and a.outlet == b.outlet:
        return True
    return any(
        is_outlet(x, y)
        for x in (*a.credits, *a.names)
        for y in (*b.credits, *b.names)
        if x in a.credits or y in b.credits
    )
