"""Whose word a claim is: claims of one proposition share an origin where one repeats the other or both name the same voice.

In this order of trust: explicit credit, the same speaker's same statement, text reuse, a translation, the same telling figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ondit.reconcile.events import AHEAD, equal_figures, overlapping
from ondit.reconcile.facts import LAST, Facts, Telling
from ondit.reconcile.judgement import Judgements
from ondit.reconcile.lineage import Lineage
from ondit.reconcile.link import order
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


KEPT = 12
"""So many members of an origin a further claim is held against: its first, and the latest."""


def origins(cluster: Sequence[Telling], lineage: Lineage, judged: Judgements) -> tuple[list[list[Telling]], dict[str, str]]:
    """The claims of one proposition by origin, each in order of report, and for each later claim the reason that ties it."""
    groups: list[list[Telling]] = []
    reasons: dict[str, str] = {}
    said: dict[str, int] = {}
    for t in sorted(cluster, key=order):
        said[t.id] = t.seen
        best, home, partner = _closest(t, groups, lineage, said, judged)
        if home is None:
            groups.append([t])
            continue
        home.append(t)
        reasons[t.id] = best
        if partner is not None and (t.seen == LAST or t.seen - said[partner.id] > STATEMENT_DAYS):
            said[t.id] = said[partner.id]
    return groups, reasons


def _closest(
    t: Telling, groups: Sequence[list[Telling]], lineage: Lineage, said: Mapping[str, int], judged: Judgements
) -> tuple[str, list[Telling] | None, Telling | None]:
    """Why, in which origin, and beside whom a claim belongs; no origin where nothing ties it to one."""
    told = judged.same_origin(t.id)
    best: Tie | None = None
    home, partner = None, None
    for one in groups:
        if told and any(u.id in told for u in one):
            return "a person said so", one, None
        if judged.parts(t.id, (u.id for u in one), "origin"):
            continue
        for u in one if len(one) <= KEPT else (one[0], *one[1 - KEPT :]):
            found = tie(u, t, lineage, said[u.id])
            if found and (best is None or found.strength > best.strength) and _fits(t, one, found):
                best, home, partner = found, one, u
    return best.reason if best else "", home, partner


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
        return _both(a, b, gap, copy is not None, copy.reason if copy else "")
    if copy:
        return Tie(0.7, copy.reason)
    fa, fb = lineage.facts[a.document], lineage.facts[b.document]
    if a.voices or b.voices:
        return _one_voice(a, b, fa, fb, gap)
    if gap > STATEMENT_DAYS and not equal_figures(a, b):
        return None
    if a.document == b.document or _one_house(fa, fb):
        return Tie(0.9, "same outlet or agency")
    return Tie(0.6, "outlets that print one another's words") if lineage.context.kin(fa.outlet, fb.outlet) else None


def _both(a: Telling, b: Telling, gap: int, copied: bool, why: str) -> Tie | None:
    first = relation(a.voices[0], b.voices[0])
    content = _same_statement(a, b, gap)
    if first == "same":
        return Tie(0.9, "same voice, same statement", True) if content else None
    if (passed := _passed_on(a.voices, b.voices, first)) and (content or gap <= 30):
        return Tie(0.85, f"both through {passed}")
    if copied and (first != "different" or equal_figures(a, b) or not (a.measured and b.measured)):
        return Tie(0.75 if equal_figures(a, b) else 0.7, why)
    if first == "compatible" and content and gap <= REPEAT_DAYS:
        return Tie(0.6, "voices that can be one, same statement", True)
    if first in ("different", "unknown") and equal_figures(a, b) and gap <= 3 and a.voices[0].states & b.voices[0].states and a.status == b.status:
        if not (a.voices[0].is_media or b.voices[0].is_media):
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
    voiced, bare, house = (a, b, fb) if a.voices else (b, a, fa)
    if a.document == b.document:
        return None
    for name in house.names:
        if any(is_outlet(s, name) for s in voiced.voices):
            return Tie(0.9, "the voice is the outlet that told it")
    for credit in house.credits:
        if any(is_outlet(s, credit) for s in voiced.voices):
            return Tie(0.85, "credits the agency that the other names")
    if voiced is a and equal_figures(a, b) and _telling(a, b) and gap <= RECALL_DAYS:
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
    return any(is_outlet(x, y) for x in (*a.credits, *a.names) for y in (*b.credits, *b.names) if x in a.credits or y in b.credits)
