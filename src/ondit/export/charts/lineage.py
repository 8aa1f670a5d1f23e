"""How a proposition was told: origins as lanes, retellings along them, drift marked where it happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ondit.export import wording
from ondit.export.charts.chart import Cell, Chart
from ondit.export.charts.scales import Days
from ondit.export.charts.svg import SMALL, Drawing, Point, shortened

UNDATED = "9999"
LEFT, WIDTH, TOP, STEP = 290, 980, 22, 17
MOST, DEEP = 24, 8
"""Lanes drawn, and reports of one day drawn one below the other; the table has all."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One report of the proposition. `changed`: numbers of the drifts that happened in it; `conflicts`: it has some.
    `root`: it stands nearest to the origin."""

    id: str
    outlet: str
    day: str | None
    says: str
    href: str
    changed: tuple[int, ...] = ()
    conflicts: bool = False
    root: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One origin with its reports, the earliest first. `voice`: who it goes back to; `says`: what it said at first."""

    voice: str
    says: str
    tellings: tuple[Telling, ...]
    more: int = field(default=0)


def lineage(lanes: Sequence[Lane], language: str) -> Chart:
    """Lanes from the earliest origin down; a report of no date stands at the right edge."""
    words = wording.table(language)["chart"]
    days = sorted(each.day for lane in lanes for each in lane.tellings if each.day)
    shown = lanes[:MOST]
    undated = any(each.day is None for lane in shown for each in lane.tellings)
    scale = Days(days[0], days[-1], LEFT + 22, WIDTH - (90 if undated else 40)) if days else None
    tops, foot = [], float(TOP)
    for lane in shown:
        tops.append(foot)
        foot += 50 + STEP * (_depth(lane, scale) - 1)
    drawing = Drawing(WIDTH, foot + 30, words["lineage"])
    if scale is not None:
        _axis(drawing, scale, foot, language)
    if undated:
        drawing.text(WIDTH - 30, 14, wording.table(language)["undated"], anchor="middle", size=SMALL, fill="muted")
    for at, (lane, top) in enumerate(zip(shown, tops, strict=True), 1):
        bottom = tops[at] if at < len(tops) else foot
        _lane(drawing, lane, at, top, bottom, scale, language)
    return Chart(words["lineage"], words["lineage_about"], drawing.svg(), *_table(lanes, language))


def _axis(drawing: Drawing, scale: Days, foot: float, language: str) -> None:
    for day, label in scale.ticks(5):
        x = scale(day)
        if x >= LEFT:
            drawing.line(x, TOP - 4, x, foot + 4, "rule", width=0.5)
            anchor = "end" if x > WIDTH - 60 else "middle"
            drawing.text(x, foot + 20, wording.date(label, language), size=SMALL, fill="muted", anchor=anchor)


def _spots(lane: Lane, scale: Days | None) -> list[tuple[Telling, float, int]]:
    """Each report with its x, and how far down it stands so that it covers no other one."""
    rows: list[list[float]] = []
    found = []
    # What stands at the origin and what changed something comes first: it must not be among those that are only counted.
    for each in sorted(lane.tellings, key=lambda each: (not each.root, not each.changed, each.day or UNDATED)):
        x = scale(each.day) if scale is not None and each.day else WIDTH - 30.0
        down = next((n for n, taken in enumerate(rows) if all(abs(x - other) >= STEP for other in taken)), len(rows))
        if down == len(rows):
            rows.append([])
        rows[down].append(x)
        found.append((each, x, down))
    return found


def _depth(lane: Lane, scale: Days | None) -> int:
    return min(max((down for _, _, down in _spots(lane, scale)), default=0) + 1, DEEP)


def _lane(
    drawing: Drawing, lane: Lane, number: int, top: float, bottom: float, scale: Days | None, language: str
) -> None:
    line = top + 20
    drawing.line(8, bottom, WIDTH - 8, bottom, "rule", width=0.5)
    drawing.text(10, line + 1, str(number), fill="muted", bold=True)
    drawing.text(30, line - 1, shortened(lane.voice, LEFT - 40), bold=True)
    drawing.text(30, line + 15, shortened(lane.says, LEFT - 40, SMALL), fill="muted", size=SMALL)
    spots = _spots(lane, scale)
    if len(spots) > 1:
        drawing.line(min(x for _, x, _ in spots), line, max(x for _, x, _ in spots), line, "faint", width=2)
    for each, x, down in reversed(spots):
        if down < DEEP - 1:
            if down:
                drawing.line(x, line, x, line + STEP * down, "faint", width=1)
            _mark(drawing, each, (x, line + STEP * down), first=each.root)
    hidden = Counter(round(x) for _, x, down in spots if down >= DEEP - 1)
    for x, count in hidden.items():
        drawing.text(x, line + STEP * (DEEP - 1) + 4, f"+{count}", anchor="middle", size=SMALL, fill="muted", halo=True)


def _mark(drawing: Drawing, each: Telling, at: Point, *, first: bool) -> None:
    x, y = at
    with drawing.group(f"{each.outlet}: {each.says}"):
        if each.changed:
            drawing.polygon([(x, y - 10), (x + 10, y), (x, y + 10), (x - 10, y)], "drift", stroke="paper", width=1.5)
            drawing.text(x, y + 3.5, str(each.changed[0]), anchor="middle", size=10, fill="paper", bold=True)
        elif first:
            drawing.circle(x, y, 7, "accent", stroke="paper", width=1.5)
        else:
            drawing.circle(x, y, 4.5, "paper", stroke="accent", width=2)
        if each.conflicts:
            _unequal(drawing, x + 10, y - 9)


def _unequal(drawing: Drawing, x: float, y: float) -> None:
    """The sign ≠ in lines: letters for it differ too much between fonts."""
    for dy in (-2, 2):
        drawing.line(x - 4, y + dy, x + 4, y + dy, "conflict", width=1.8)
    drawing.line(x - 2.5, y + 5, x + 2.5, y - 5, "conflict", width=1.8)


def _table(lanes: Sequence[Lane], language: str) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    words = wording.table(language)["chart"]
    rows = tuple(
        (
            Cell(str(number), number=True), Cell(wording.date(each.day, language)), Cell(each.outlet, each.href),
            Cell(each.says), Cell(", ".join(map(str, each.changed))), Cell("≠" if each.conflicts else ""),
        )
        for number, lane in enumerate(lanes, 1)
        for each in lane.tellings
    )  # fmt: skip
    finding = wording.table(language)["finding"]
    return (
        words["origin"], words["reported"], words["outlet"], words["says"], finding["drift"], finding["conflict"],
    ), rows  # fmt: skip
