"""One figure as many tell it: an interval for each origin, its copies faded below it, the pooled estimate across all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ondit.export import wording
from ondit.export.charts.chart import Cell, Chart
from ondit.export.charts.scales import Scale, log_bounds
from ondit.export.charts.svg import SMALL, Drawing, shortened
from ondit.reconcile.estimate import LINEAR
from ondit.records import Quantity

ROW, LEFT, WIDTH, TOP = 44, 280, 980, 34
MOST = 30


@dataclass(frozen=True, slots=True)
class Figure:
    """What one origin gives; None is an open bound. `copies`: the intervals that its retellings give."""

    who: str
    day: str | None
    low: float | None
    high: float | None
    status: str
    href: str | None = None
    copies: tuple[tuple[float | None, float | None], ...] = ()


def figures(told: Sequence[Figure], unit: str, estimate: Mapping[str, Any] | None, title: str, language: str) -> Chart:
    """`unit` of all figures; `estimate` as a proposition holds it (its `median` and `band` are drawn where it has them)."""
    words = wording.table(language)["chart"]
    shown = sorted(told, key=lambda each: (each.day or "9999", each.who))[:MOST]
    scale = _scale(shown, unit, estimate)
    foot = TOP + ROW * len(shown)
    drawing = Drawing(WIDTH, foot + 30, f"{words['figures']}: {title}")
    _pooled(drawing, estimate, scale, foot, unit, language)
    for value in scale.ticks():
        x = scale(value)
        drawing.line(x, TOP, x, foot + 5, "rule", width=0.5)
        drawing.text(x, foot + 20, _amount(value, value, unit, language), size=SMALL, fill="muted", anchor="middle")
    for at, each in enumerate(shown):
        _row(drawing, each, TOP + ROW * at, scale, unit, language)
    return Chart(title, words["figures_about"], drawing.svg(), *_table(told, unit, language))


def _scale(shown: Sequence[Figure], unit: str, estimate: Mapping[str, Any] | None) -> Scale:
    pairs = [pair for each in shown for pair in ((each.low, each.high), *each.copies)]
    values = [value for pair in pairs for value in pair if value is not None]
    if estimate and estimate.get("band"):
        values += [estimate["median"], *estimate["band"]]
    if unit in LINEAR:
        return Scale(0, max([*values, 1]) * 1.1, LEFT, WIDTH - 60)
    low, high = log_bounds(values)
    return Scale(low, high, LEFT, WIDTH - 60, log=True)


def _pooled(
    drawing: Drawing, estimate: Mapping[str, Any] | None, scale: Scale, foot: float, unit: str, language: str
) -> None:
    if not estimate or not estimate.get("band"):
        return
    words = wording.table(language)["chart"]
    low, high, middle = scale(estimate["band"][0]), scale(estimate["band"][1]), scale(estimate["median"])
    drawing.rect(low - 1, TOP, max(high - low, 2) + 2, foot - TOP, "soft")
    drawing.line(middle, TOP - 6, middle, foot, "accent", width=2)
    said = words["pooled"].format(amount=_amount(estimate["median"], estimate["median"], unit, language))
    anchor = "end" if middle > WIDTH - 160 else "start"
    drawing.text(middle, TOP - 12, said, anchor=anchor, fill="accent", bold=True, size=SMALL + 1)


def _row(drawing: Drawing, each: Figure, y: float, scale: Scale, unit: str, language: str) -> None:
    middle = y + ROW / 2 - 2
    drawing.line(8, y + ROW - 1, WIDTH - 8, y + ROW - 1, "rule", width=0.5)
    drawing.text(LEFT - 16, middle, shortened(each.who, LEFT - 24), anchor="end")
    status = wording.table(language)["status"][each.status]
    told = f"{wording.date(each.day, language)}, {status}"
    drawing.text(LEFT - 16, middle + 15, shortened(told, LEFT - 24, SMALL), anchor="end", fill="muted", size=SMALL)
    for at, (low, high) in enumerate(dict.fromkeys(each.copies)):
        if at < 3:
            _interval(drawing, low, high, scale, middle + 9 + 4 * at, "faint", 1.5, 2.5)
    with drawing.group(f"{each.who}: {_amount(each.low, each.high, unit, language)}"):
        end = _interval(drawing, each.low, each.high, scale, middle, "ink", 3, 5)
        said = _amount(each.low, each.high, unit, language)
        anchor, at_x = ("end", end[0] - 10) if end[1] > WIDTH - 120 else ("start", end[1] + 10)
        drawing.text(at_x, middle + 4, said, anchor=anchor, size=SMALL + 1, halo=True)


def _interval(
    drawing: Drawing, low: float | None, high: float | None, scale: Scale, y: float, ink: str, thick: float, dot: float
) -> tuple[float, float]:  # fmt: skip
    """Draws it, an arrow where it is open; the pixels at its ends."""
    start = scale(low if low is not None else scale.low)
    end = scale(high if high is not None else scale.high)
    if low is not None and high is not None and end - start < 2:
        drawing.circle((start + end) / 2, y, dot, ink)
        return start - dot, end + dot
    drawing.line(start, y, end, y, ink, width=thick)
    for x, bound, way in ((start, low, -1), (end, high, 1)):
        if bound is None:
            drawing.polygon([(x + way * dot * 2, y), (x, y - dot), (x, y + dot)], ink)
        else:
            drawing.line(x, y - dot, x, y + dot, ink, width=thick * 0.7)
    return start - dot * 2, end + dot * 2


def _amount(low: float | None, high: float | None, unit: str, language: str) -> str:
    said = "x"
    return wording.amount(Quantity(0, len(said), said, low=low, high=high, unit=unit), language)


def _table(told: Sequence[Figure], unit: str, language: str) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    words = wording.table(language)
    rows = tuple(
        (
            Cell(each.who, each.href), Cell(wording.date(each.day, language)),
            Cell(_amount(each.low, each.high, unit, language)), Cell(words["status"][each.status]),
            Cell(str(len(each.copies)), number=True),
        )
        for each in sorted(told, key=lambda each: (each.day or "9999", each.who))
    )  # fmt: skip
    chart = words["chart"]
    return (chart["origin"], chart["reported"], chart["figure"], words["slot"]["status"], chart["copies"]), rows
