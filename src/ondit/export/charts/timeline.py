"""What is reported when: a lane of bars for each kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from ondit.export import wording
from ondit.export.charts.chart import Cell, Chart
from ondit.export.charts.scales import Days
from ondit.export.charts.svg import SMALL, Drawing
from ondit.records import KINDS

RESOLUTIONS = ("week", "month", "quarter", "year")
LANE, LEFT, WIDTH = 52, 126, 980


@dataclass(frozen=True, slots=True)
class Told:
    """How many propositions of a kind were first reported on a day (of a month, where only the month is known); None: undated."""

    kind: str
    day: str | None
    propositions: int


@lru_cache(maxsize=1 << 14)
def start_of(day: str, resolution: str) -> str:
    """The first day of the week, month, quarter or year that a day lies in."""
    on = date.fromisoformat(day)
    if resolution == "week":
        return (on - timedelta(days=on.weekday())).isoformat()
    month = {"month": on.month, "quarter": (on.month - 1) // 3 * 3 + 1, "year": 1}[resolution]
    return date(on.year, month, 1).isoformat()


def next_start(day: str, resolution: str) -> str:
    """The first day of the period after the one that starts on `day`."""
    longest = {"week": 7, "month": 31, "quarter": 92, "year": 366}[resolution]
    return start_of((date.fromisoformat(day) + timedelta(days=longest)).isoformat(), resolution)


def timeline(told: Sequence[Told], resolution: str, language: str) -> Chart:
    """One lane a kind, one bar a period; bars of all lanes have one scale. Undated ones are counted at the right."""
    words = wording.table(language)["chart"]
    bars: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    undated: dict[str, int] = defaultdict(int)
    for each in told:
        if each.day is None:
            undated[each.kind] += each.propositions
        else:
            bars[each.kind][start_of(each.day, resolution)] += each.propositions
    kinds = [kind for kind in KINDS if kind in bars or kind in undated]
    periods = sorted({day for some in bars.values() for day in some})
    drawing = Drawing(WIDTH, 30 + LANE * len(kinds) + 30, words["timeline"])
    right = WIDTH - (74 if undated else 16)
    if periods:
        days = Days(periods[0], next_start(periods[-1], resolution), LEFT, right)
        _axis(drawing, days, 18 + LANE * len(kinds), language)
        most = max(n for some in bars.values() for n in some.values())
        for at, kind in enumerate(kinds):
            _lane(drawing, kind, bars[kind], days, 18 + LANE * (at + 1), most, resolution, language)
    for at, kind in enumerate(kinds):
        foot = 18 + LANE * (at + 1)
        drawing.text(LEFT - 10, foot - 6, wording.table(language)["kind"][kind], anchor="end")
        drawing.line(8, foot, WIDTH - 8, foot, "rule")
        if kind in undated:
            drawing.text(WIDTH - 12, foot - 6, str(undated[kind]), anchor="end", fill="muted")
    if undated:
        drawing.text(WIDTH - 12, 14, wording.table(language)["undated"], anchor="end", fill="muted", size=SMALL)
    columns, rows = _table(kinds, periods, bars, undated, resolution, language)
    return Chart(words["timeline"], words["timeline_about"], drawing.svg(), columns, rows)


def period(day: str, resolution: str, language: str) -> str:
    """«17 June 2025», «June 2025», «Q2 2025», «2025»: the name of a period by its first day."""
    if resolution == "quarter":
        quarter = (int(day[5:7]) - 1) // 3 + 1
        return str(wording.table(language)["chart"]["quarter"].format(n=quarter, year=day[:4]))
    return wording.date(day[: {"week": 10, "month": 7, "year": 4}[resolution]], language)


def _axis(drawing: Drawing, days: Days, foot: float, language: str) -> None:
    for day, label in days.ticks(7):
        x = days(day)
        drawing.line(x, 18, x, foot + 5, "rule", width=0.5)
        anchor = "end" if x > WIDTH - 70 else "middle"
        drawing.text(x, foot + 20, wording.date(label, language), size=SMALL, fill="muted", anchor=anchor)


def _lane(
    drawing: Drawing, kind: str, bars: dict[str, int], days: Days, foot: float, most: int, resolution: str, language: str
) -> None:  # fmt: skip
    for day, count in sorted(bars.items()):
        x, end = days(day), days(next_start(day, resolution))
        height = max((LANE - 20) * count / most, 3)
        named = f"{period(day, resolution, language)}, {wording.table(language)['kind'][kind]}: {count}"
        with drawing.group(named):
            drawing.rect(x + 0.5, foot - height, max(end - x - 1, 1.5), height, "accent")
            if end - x >= 9:
                drawing.text((x + end) / 2, foot - height - 4, str(count), size=SMALL, fill="muted", anchor="middle")


def _table(
    kinds: Sequence[str], periods: Sequence[str], bars: dict[str, dict[str, int]], undated: dict[str, int], resolution: str,
    language: str,
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:  # fmt: skip
    names = wording.table(language)["kind"]
    rows = [
        (
            Cell(period(day, resolution, language)),
            *(Cell(str(bars[kind].get(day, 0)) if kind in bars else "0", number=True) for kind in kinds),
        )
        for day in periods
    ]
    if undated:
        rows.append(
            (Cell(wording.table(language)["undated"]), *(Cell(str(undated.get(k, 0)), number=True) for k in kinds))
        )
    return (wording.table(language)["chart"]["period"], *(names[kind] for kind in kinds)), tuple(rows)
