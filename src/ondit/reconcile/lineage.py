"""Which document repeats which: by credit, by text reuse, by the claims and figures of a translation. Facts only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ondit.reconcile.context import NO_CONTEXT, Context
from ondit.reconcile.events import equal_figures, overlapping, times
from ondit.reconcile.facts import LAST, Facts, Telling
from ondit.reconcile.voices import Speaker, is_outlet, relation

DAYS = 10
"""A copy follows its source within so many days."""


@dataclass(frozen=True, slots=True)
class Copy:
    """How surely one document repeats another (0–1), and why."""

    strength: float
    reason: str

    @property
    def tie(self) -> float:
        """How strongly it ties one claim to another: a translation less than shared text or a credit."""
        return 0.65 + 0.25 * self.strength if self.strength < 0.9 else 0.9


class Lineage:
    """Who copies whom among the documents of given facts; each pair is looked at once."""

    __slots__ = ("_known", "context", "facts")

    def __init__(self, facts: Mapping[str, Facts], context: Context = NO_CONTEXT) -> None:
        self.facts = facts
        self.context = context
        self._known: dict[tuple[str, str], Copy | None] = {}

    def copy(self, later: str, earlier: str) -> Copy | None:
        """Whether document `later` repeats `earlier`."""
        a, b = self.facts[later], self.facts[earlier]
        if later == earlier or (a.day - b.day > DAYS and a.day != LAST and not (a.address or a.canonical)):
            return None
        key = (later, earlier)
        if key not in self._known:
            # Of one day neither is known to be the first: either may repeat the other.
            self._known[key] = copies(a, b) or (copies(b, a) if a.day == b.day else None)
        return self._known[key]


def copies(later: Facts, earlier: Facts) -> Copy | None:
    """Whether `later` repeats `earlier`; None where nothing shows it. Symmetric only for equal texts of one day."""
    if later.id == earlier.id or later.day < earlier.day:
        return None
    if later.address and later.address == earlier.address:
        return Copy(1.0, "another version of the same page")
    if (later.canonical and later.canonical == earlier.address) or (
        earlier.canonical and earlier.canonical == later.address
    ):
        return Copy(1.0, "its canonical address is the other's")
    gap = later.day - earlier.day
    undated = later.day == LAST
    if gap > DAYS and not undated:
        return None
    if later.shingles and later.shingles == earlier.shingles:
        return Copy(1.0, "the same text")
    shared = len(later.shingles & earlier.shingles)
    smaller = min(len(later.shingles), len(earlier.shingles))
    contained = shared / smaller if smaller >= 8 else 0.0
    if contained >= 0.3 and (contained >= 0.8 or _same_news(later, earlier)):
        return Copy(min(1.0, 0.8 + contained / 4), f"{contained:.0%} of the shorter text's word runs are shared")
    if (named := credited(later, earlier)) and (_common(later, earlier) or contained >= 0.1):
        return Copy(0.8, f"credits {named}")
    return None if undated else _translated(later, earlier, gap)


def _same_news(later: Facts, earlier: Facts) -> bool:
    """Whether one told claim at least is common, where both tell any with a voice: shared background alone is no copy."""
    told = [any(t.voices for t in f.tellings) for f in (later, earlier)]
    return not all(told) or any(t.voices or u.voices for t, u in _common(later, earlier))


def credited(later: Facts, earlier: Facts) -> str:
    """The name under which `later` credits the outlet of `earlier`, in a credit line or as a relay; '' where it doesn't."""
    if not earlier.names or not (later.credits or later.named):
        return ""
    for speaker in (*later.credits, *later.named):
        if any(is_outlet(speaker, name) for name in earlier.names) and not any(
            is_outlet(speaker, name) for name in later.names
        ):
            return speaker.name or "/".join(sorted(speaker.media)) or "it"
    return ""


def _common(a: Facts, b: Facts) -> list[tuple[Telling, Telling]]:
    """Pairs of claims, each used once, that tell the same: parties, polarity, object or figure, and no other figure."""
    free = list(b.tellings)
    pairs = []
    for t in a.tellings:
        match = next((u for u in free if same_content(t, u)), None)
        if match is not None:
            free.remove(match)
            pairs.append((t, match))
    return pairs


def same_content(t: Telling, u: Telling) -> bool:
    """Same kind, parties and polarity; the same object or the same figure, and no figures that exclude one another."""
    if (t.kind, t.actor, t.target, t.polarity) != (u.kind, u.actor, u.target, u.polarity):
        return False
    if t.measured and u.measured:
        return equal_figures(t, u) or (t.category == u.category and overlapping(t, u))
    return t.category == u.category and times(t, u)


def _translated(later: Facts, earlier: Facts, gap: int) -> Copy | None:
    """A retelling in other words or another language: most claims, the voices, and figures outside the claims agree."""
    alone = min(len(later.tellings), len(earlier.tellings)) < 2
    if gap > 7 or (alone and not later.figures & earlier.figures):
        return None
    pairs = _common(later, earlier)
    if not pairs or (gap < 1 and not all(t.voices and t.voices[0].is_media for t, _ in pairs)):
        return None
    if _other_relays(later, earlier):
        return None
    share = len(pairs) / min(len(later.tellings), len(earlier.tellings))
    relations = [
        relation(t.voices[0], u.voices[0]) for t, u in pairs if t.voices and u.voices and not t.voices[0].is_media
    ]
    agree = sum(r in ("same", "compatible") for r in relations)
    differ = sum(r == "different" for r in relations)
    told = {x for pair in pairs for t in pair for x in (t.low, t.high)}
    beyond = sum(x > 31 for x in (later.figures & earlier.figures) - told)
    figures = sum(t.measured and u.measured for t, u in pairs)
    if differ > agree and beyond < 2:
        return None
    if share >= 0.5 and figures and (len(pairs) >= 2 or beyond >= 2 or (beyond and agree)):
        return Copy(
            min(0.3, 0.1 * len(pairs) + 0.05 * beyond) + (0.1 if _relays(later) and _agency(earlier) else 0.0),
            f"{len(pairs)} claims and {beyond} further figures agree, {gap} days later",
        )
    return None


def _agency(facts: Facts) -> bool:
    """Whether the outlet is a news agency: of two possible sources of a retelling that names one, the likelier."""
    return any(n.is_media for n in facts.names)


def _other_relays(later: Facts, earlier: Facts) -> bool:
    """Both name agencies that they had it from, and not one in common: then neither had it from the other."""
    a, b = _relays(later), _relays(earlier)
    return bool(a and b) and not any(is_outlet(x, y) or _of_state(x, y) or _of_state(y, x) for x in a for y in b)


def _relays(facts: Facts) -> list[Speaker]:
    chains = [s for t in facts.tellings for s in t.voices if s.is_media or s in t.voices[1:]]
    return [*facts.credits, *chains]


def _of_state(generic: Speaker, outlet: Speaker) -> bool:
    """«Russian media» covers every outlet of the state."""
    return generic.is_media and not (generic.media or generic.name) and bool(generic.states & outlet.states)
