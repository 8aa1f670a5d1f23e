"""Order, times and figures of claims: whether two can be of one event, its planning and its outcome included."""

from __future__ import annotations

from ondit.reconcile.facts import LAST, Telling

RANK = {"considered": 0, "planned": 1, "underway": 2, "done": 3, "ended": 4}
AHEAD = ("considered", "planned")


def order(t: Telling) -> tuple[object, ...]:
    """By day of report, then text, place in it, and what is claimed there: the order in which everything is decided. The
    document comes last, so that a copy under another name changes nothing."""
    return (
        t.seen, t.text, t.start, t.status, t.polarity, t.certainty, t.category, t.low or 0.0, t.high or 0.0, t.document, t.id,
    )  # fmt: skip


def equal_figures(t: Telling, u: Telling) -> bool:
    """The same figure in the same unit, «up to» and «about» set aside."""
    if t.unit is None or t.unit != u.unit or t.per != u.per:
        return False
    if t.low == u.low and t.high == u.high:
        return True
    if None not in (t.low, t.high, u.low, u.high):
        return False
    a, b = (t.low if t.low is not None else t.high), (u.low if u.low is not None else u.high)
    c, d = (t.high if t.high is not None else t.low), (u.high if u.high is not None else u.low)
    return a == b and c == d


def overlapping(t: Telling, u: Telling) -> bool:
    """Whether two quantities of one unit can be one; open bounds reach to infinity."""
    if t.unit != u.unit:
        return True
    return (t.low or float("-inf")) <= (u.high if u.high is not None else float("inf")) and (
        u.low or float("-inf")
    ) <= (t.high if t.high is not None else float("inf"))


def times(a: Telling, b: Telling) -> bool:
    """Whether both can be of one event, its planning and its outcome included."""
    first, second = (a, b) if RANK[a.status] <= RANK[b.status] else (b, a)
    gap = abs(a.seen - b.seen) if LAST not in (a.seen, b.seen) else 0
    if a.timed and b.timed and _apart(a, b) <= 3 and not (first.status in AHEAD and second.status not in AHEAD):
        return True
    if first.status in AHEAD:
        if second.status in AHEAD:
            return gap <= 400 and not (a.timed and b.timed and _apart(a, b) > 45)
        return _outcome(first, second, gap)
    if first.status == "underway" and second.status in ("done", "ended"):
        end = second.until or second.seen
        if a.kind == "contact" and second.timed and first.seen != LAST and end < first.seen - 7:
            return False
        return (
            gap <= 400
            and (first.seen == LAST or end >= first.seen - 45)
            and not (first.timed and second.timed and _apart(a, b) > 200)
        )
    if a.timed and b.timed:
        return _apart(a, b) <= (45 if first.status == "underway" else 3)
    return gap <= _reach(a, b)


def _outcome(plan: Telling, fact: Telling, gap: int) -> bool:
    if gap > 800:
        return False
    if plan.seen == LAST or fact.polarity == "denied":
        return True
    if fact.timed:
        begun, over = fact.since or fact.until or fact.seen, fact.until or fact.seen
        return (
            over >= plan.seen - 5
            and begun >= plan.seen - 120
            and not (plan.timed and plan.since is not None and over < plan.since - 45)
        )
    return fact.seen == LAST or fact.seen >= plan.seen - 45


def _reach(a: Telling, b: Telling) -> int:
    """Days between reports of one event whose time is not told."""
    if a.kind == "contact":
        return 21
    if a.kind in ("losses", "deployment", "stance", "dependence", "production"):
        return 200
    return 400 if a.measured and b.measured and overlapping(a, b) else 120


def same_days(a: Telling, b: Telling) -> bool:
    """Whether both tell the time of the event, a month at most, and the times touch."""
    return a.timed and b.timed and all(u - s <= 31 for s, u in (_span(a), _span(b))) and _apart(a, b) == 0


def _apart(a: Telling, b: Telling) -> int:
    """Days between two times; 0 where they touch. An open end reaches to the day of report, an open beginning a year back."""
    (s, e), (u, v) = _span(a), _span(b)
    return max(0, u - e, s - v)


def _span(t: Telling) -> tuple[int, int]:
    end = t.until if t.until is not None else max(t.seen, t.since or 0) if t.seen != LAST else (t.since or LAST)
    return (t.since if t.since is not None else min(end, t.seen) - 365), end
