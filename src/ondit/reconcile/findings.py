"""What changed in retelling, what disagrees, what moved on: findings between the claims of one proposition, with reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ondit.reconcile.events import RANK, order, overlapping
from ondit.reconcile.facts import LAST, Facts, Telling
from ondit.reconcile.places import BATTLEFIELD, names, same_place
from ondit.reconcile.voices import Speaker, is_outlet, relation
from ondit.records import Finding

MOMENT = 31
"""Reports within so many days speak of the same moment."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Between two origins: `conflict` (with `what`), `update`, `corroboration`, or nothing (None in its place)."""

    type: str
    what: str | None
    reason: str


def findings(
    proposition: str, groups: Sequence[Sequence[Telling]], ties: Mapping[str, str], facts: Mapping[str, Facts]
) -> list[Finding]:
    """Every finding of one proposition: along each origin, then between the origins."""
    found: list[Finding] = []
    roots = [root_of(g) for g in groups]
    for group, root in zip(groups, roots, strict=True):
        houses = tuple(s for t in group for s in (*facts[t.document].names, *t.voices[1:]))
        for t in group:
            if t.id == root.id:
                continue
            first, second = (root, t) if t.seen >= root.seen else (t, root)
            if t.document != root.document:
                found.append(
                    Finding("retelling", first.id, second.id, None, proposition, tuple(filter(None, (ties.get(t.id),))))
                )
            found += [
                Finding("drift", root.id, t.id, what, proposition, (why,))
                for what, why in drifts(root, t, group, houses)
            ]
    for i, a in enumerate(roots):
        for b in roots[i + 1 :]:
            first, second = (a, b) if order(a) <= order(b) else (b, a)
            difference = between(first, second)
            if difference is not None:
                found.append(
                    Finding(difference.type, first.id, second.id, difference.what, proposition, (difference.reason,))
                )
    return found


def root_of(group: Sequence[Telling]) -> Telling:
    """The claim nearest to the origin: the earliest day, then the fullest chain, then what most wordings of that day, and of
    all days, agree on, then the more cautious. Copies have no say: each wording counts once, however often it is printed."""
    day = min(t.seen for t in group)
    early = [t for t in group if t.seen <= day + (1 if day != LAST else 0)]
    full = max(_fullness(t) for t in early)
    best = [t for t in early if t.seen == day and _fullness(t) == full] or [t for t in early if t.seen == day]
    if len(best) == 1:
        return best[0]
    if len({_look(t) for t in best}) == 1:
        return min(best, key=lambda t: (t.headline, t.text, t.document, t.start, t.id))
    first = list({t.evidence or t.document: t for t in early}.values())
    whole = list({t.evidence or t.document: t for t in group}.values())[:40]
    votes = {t.id: (sum(_agree(t, u) for u in first), sum(_agree(t, u) for u in whole)) for t in best}
    return min(
        best,
        key=lambda t: (
            t.headline,
            -votes[t.id][0],
            -votes[t.id][1],
            RANK[t.status],
            t.certainty,
            t.place,
            t.low or 0,
            t.document,
            t.start,
            t.id,
        ),
    )


def _look(t: Telling) -> tuple[object, ...]:
    return t.status, t.certainty, t.category, t.low, t.high, t.place, t.voices[:1], t.headline


def _fullness(t: Telling) -> int:
    first = t.voices[0] if t.voices else None
    return 0 if first is None else 1 + (not first.is_media and (first.specific or bool(first.bodies)))


def _agree(t: Telling, u: Telling) -> int:
    voice = bool(t.voices and u.voices) and relation(t.voices[0], u.voices[0]) == "same"
    return (
        (t.status == u.status) + (t.certainty == u.certainty) + (t.category == u.category) + overlapping(t, u) + voice
    )


def drifts(
    root: Telling, t: Telling, group: Sequence[Telling], houses: Sequence[Speaker] = ()
) -> list[tuple[str, str]]:
    """What `t` changed against the root of its lineage: (what, in words)."""
    out = []
    if t.status != root.status:
        out.append(("status", f"{root.status} became {t.status}"))
    if t.polarity != root.polarity:
        out.append(("polarity", f"{root.polarity} became {t.polarity}"))
    if t.certainty != root.certainty:
        out.append(("certainty", "a hedge was lost" if root.certainty == "hedged" else "a hedge was added"))
    if t.category != root.category:
        out.append(("object", f"{root.category} became {t.category}"))
    if root.measured and t.measured and root.unit == t.unit and _figure_moved(root, t):
        out.append(("quantity", f"{_figure(root)} became {_figure(t)}"))
    if lost := _voice_moved(root, t, houses):
        out.append(("attribution", lost))
    if _place_moved(root, t, group):
        out.append(("place", f"{root.where} became {t.where}"))
    if _time_moved(root, t):
        out.append(("time", "the time of the event is another"))
    return out


def _figure_moved(root: Telling, t: Telling) -> bool:
    if not overlapping(root, t):
        return True
    return root.low is None and t.low is not None and t.low == t.high


def _figure(t: Telling) -> str:
    low, high = (f"{x:,.10g}" if x is not None else None for x in (t.low, t.high))
    if low == high:
        return f"{'about ' if t.approximate else ''}{low}"
    return f"up to {high}" if low is None else f"{low} or more" if high is None else f"{low} to {high}"


def _voice_moved(root: Telling, t: Telling, houses: Sequence[Speaker]) -> str:
    """How the first voice was lost or replaced; '' where it stands. `houses`: the outlets and relays of the lineage."""
    if not root.voices:
        return ""
    if not t.voices:
        return f"{root.voice!r} is no longer named"
    first, now = root.voices[0], t.voices[0]
    verdict = relation(first, now)
    relay = now.is_media or any(is_outlet(now, h) for h in houses)
    if verdict not in ("same", "compatible") and relay and not first.is_media:
        return f"{root.voice!r} was lost, {t.voice!r} is left"
    if verdict == "different" or (verdict == "compatible" and relay and not first.is_media and first.specific):
        return f"{root.voice!r} became {t.voice!r}"
    return ""


def _place_moved(root: Telling, t: Telling, group: Sequence[Telling]) -> bool:
    """Another place than the root's; not a wider or narrower one that a sentence of the lineage names beside it."""
    if not t.place or not root.place:
        return False
    if t.place == BATTLEFIELD:
        return root.place != BATTLEFIELD
    verdict = same_place(root, t)
    kin = [u for u in group if u.id != t.id and (u.id == root.id or same_place(root, u) == "same")]
    if verdict == "unknown":
        near = [same_place(u, t) for u in kin if u.seen <= t.seen]
        verdict = "different" if "different" in near and "same" not in near else "unknown"
    return (
        verdict == "different"
        and not any(names(t.place, u.evidence) for u in kin)
        and not names(root.place, t.evidence)
    )


def _time_moved(root: Telling, t: Telling) -> bool:
    if not (root.timed and t.timed) or None in (root.since, root.until, t.since, t.until):
        return False
    assert root.since is not None
    assert root.until is not None
    assert t.since is not None
    assert t.until is not None
    return root.until < t.since or t.until < root.since


def between(a: Telling, b: Telling) -> Difference | None:
    """How a later origin's claim `b` stands to an earlier one's `a`; each is its origin's root."""
    gap = (b.seen - a.seen) if LAST not in (a.seen, b.seen) else MOMENT + 1
    soon = gap <= MOMENT
    if a.polarity != b.polarity:
        if a.polarity == "denied" and not soon:
            return Difference("update", None, "denied, then affirmed later")
        return Difference("conflict", "polarity", f"{a.polarity} against {b.polarity}")
    if a.status != b.status and a.polarity == "affirmed":
        return _moved(a, b, soon)
    if a.measured and b.measured and a.unit == b.unit and not overlapping(a, b) and not (_vague(a) or _vague(b)):
        if not soon and (a.high or 0) < (b.low or 0):
            return Difference("update", None, f"grew from {_figure(a)} to {_figure(b)}")
        return Difference("conflict", "quantity", f"{_figure(a)} against {_figure(b)}")
    return Difference("corroboration", None, "agree on status, polarity and figure") if a.status == b.status else None


def _moved(a: Telling, b: Telling, soon: bool) -> Difference | None:
    forward = RANK[b.status] > RANK[a.status]
    told = f"{a.status}, then {b.status}"
    if not forward:
        if a.status == "done" and b.status == "ended":
            return None
        return Difference("conflict", "status", f"{told}: a step back")
    if a.kind == "contact" and a.status == "underway":
        return Difference("update", None, told)
    begun = b.since if b.timed else None
    if begun is not None and a.seen != LAST and begun < a.seen - 3 and b.status == "underway":
        return Difference("conflict", "status", f"{b.status} already when the other said {a.status}")
    return Difference("conflict", "status", f"{told} within a month") if soon else Difference("update", None, told)


def _vague(t: Telling) -> bool:
    """Words such as «thousands»: no figure that another can contradict."""
    return t.approximate and t.low is not None and t.high is not None and t.high > t.low
