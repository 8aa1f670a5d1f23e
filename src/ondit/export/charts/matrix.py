"""Who to whom: a matrix of parties, and a network of the same."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ondit.export import wording
from ondit.export.charts.chart import Cell, Chart
from ondit.export.charts.svg import SMALL, Drawing, length, shortened
from ondit.knowledge import party_name

MOST = 12
"""Parties on each side of the drawing; the table has all."""
CELL, ROW = 56, 34
SHADES = ("shade1", "shade2", "shade3", "shade4", "shade5")


@dataclass(frozen=True, slots=True)
class Flow:
    """What goes from a party to another: propositions by kind, and claims in all. None: nobody is named."""

    actor: str | None
    target: str | None
    kinds: Mapping[str, int]
    claims: int

    @property
    def propositions(self) -> int:
        return sum(self.kinds.values())


def matrix(flows: Sequence[Flow], language: str) -> Chart:
    """Actors down, targets across; each cell holds its number of propositions and leads to the pair's page."""
    words = wording.table(language)["chart"]
    rows, columns = _most(flows, "actor"), _most(flows, "target")
    cells = {(flow.actor, flow.target): flow for flow in flows}
    left = min(max(length(_name(code, language)) for code in rows) + 16, 190) if rows else 120
    top = min(max(length(_name(code, language)) for code in columns) * 0.64 + 26, 130) if columns else 40
    drawing = Drawing(max(left + CELL * len(columns) + 60, 320), top + ROW * len(rows) + 14, words["matrix"])
    for at, code in enumerate(columns):
        x = left + CELL * (at + 0.5)
        drawing.text(x - 4, top - 10, shortened(_name(code, language), 160), turn=-40)
        drawing.line(left + CELL * at, top, left + CELL * at, top + ROW * len(rows), "rule", width=0.5)
    most = max((flow.propositions for flow in flows), default=1)
    for down, actor in enumerate(rows):
        y = top + ROW * down
        drawing.line(8, y, left + CELL * len(columns), y, "rule", width=0.5)
        drawing.text(left - 10, y + ROW / 2 + 4.5, shortened(_name(actor, language), left - 14), anchor="end")
        for across, target in enumerate(columns):
            if (flow := cells.get((actor, target))) is not None:
                _cell(drawing, flow, left + CELL * across, y, most, language)
    return Chart(words["matrix"], words["matrix_about"], drawing.svg(), *_table(flows, language))


def network(flows: Sequence[Flow], language: str) -> Chart:
    """Parties on a circle, arrows from giver to taker, as thick as there are propositions."""
    words = wording.table(language)["chart"]
    weight: Counter[str] = Counter()
    for flow in flows:
        for code in {flow.actor, flow.target} - {None}:
            weight[str(code)] += flow.propositions
    codes = _around([code for code, _ in weight.most_common(MOST)])
    width, height, radius = 640.0, 430.0, 155.0
    drawing = Drawing(width, height, words["network"])
    places = {
        code: (
            width / 2 - 1.15 * radius * math.cos(2 * math.pi * n / len(codes)),
            height / 2 - radius * math.sin(2 * math.pi * n / len(codes)),
        )
        for n, code in enumerate(codes)
    }
    sizes = {code: 8 + 14 * math.sqrt(weight[code] / max(weight.values())) for code in codes}
    seen = [flow for flow in flows if flow.actor in places and flow.target in places and flow.actor != flow.target]
    most = max((flow.propositions for flow in seen), default=1)
    for flow in sorted(seen, key=lambda flow: flow.propositions):
        _arrow(drawing, flow, places, sizes, most, language)
    for code in codes:
        _node(drawing, code, places[code], sizes[code], weight[code], (width / 2, height / 2), language)
    return Chart(words["network"], words["network_about"], drawing.svg(), *_table(flows, language))


def _name(code: str | None, language: str) -> str:
    return party_name(code, language) if code else str(wording.table(language)["chart"]["nobody"])


def _most(flows: Sequence[Flow], side: str) -> list[str | None]:
    """The parties of a side with most propositions; «nobody named» last."""
    total: Counter[str | None] = Counter()
    for flow in flows:
        total[getattr(flow, side)] += flow.propositions
    named = [code for code, _ in sorted(total.items(), key=lambda item: (-item[1], item[0] or "")) if code][:MOST]
    return [*named, None] if None in total else list(named)


def _table(flows: Sequence[Flow], language: str) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    words = wording.table(language)["chart"]
    kinds = wording.table(language)["kind"]
    rows = []
    for flow in sorted(flows, key=lambda flow: (-flow.propositions, flow.actor or "", flow.target or "")):
        told = ", ".join(
            f"{kinds[kind]} {n}" for kind, n in sorted(flow.kinds.items(), key=lambda item: (-item[1], item[0]))
        )
        rows.append((
            Cell(_name(flow.actor, language), _href(flow)), Cell(_name(flow.target, language)),
            Cell(str(flow.propositions), number=True), Cell(str(flow.claims), number=True), Cell(told),
        ))  # fmt: skip
    return (words["from"], words["to"], words["propositions"], words["claims"], words["kinds"]), tuple(rows)


def _href(flow: Flow) -> str | None:
    if flow.actor and flow.target:
        return f"/pair/{flow.actor}/{flow.target}"
    code = flow.actor or flow.target
    return f"/search?party={code}" if code else None


def _told(flow: Flow, language: str) -> str:
    kinds = wording.table(language)["kind"]
    parts = [f"{n} {kinds[kind]}" for kind, n in sorted(flow.kinds.items(), key=lambda item: (-item[1], item[0]))]
    return f"{_name(flow.actor, language)} → {_name(flow.target, language)}: {', '.join(parts)}"


def _cell(drawing: Drawing, flow: Flow, x: float, y: float, most: int, language: str) -> None:
    step = round(4 * math.log1p(flow.propositions) / math.log1p(most)) if most > 1 else 2
    href = _href(flow)
    box = drawing.link(href, _told(flow, language)) if href else drawing.group(_told(flow, language))
    with box:
        drawing.rect(x + 2, y + 2, CELL - 4, ROW - 4, SHADES[step], round=3)
        fill = "paper" if step >= 3 else "ink"
        drawing.text(x + CELL / 2, y + ROW / 2 + 4.5, str(flow.propositions), fill=fill, anchor="middle", bold=True)


def _around(codes: list[str]) -> list[str]:
    """An order for the circle, clockwise from the left: the two weightiest face each other, the others lie between by turns."""
    half = (len(codes) + 1) // 2
    above, below = codes[2::2][: half - 1], codes[3::2]
    below += codes[2::2][half - 1 :]
    return [*codes[:1], *above, *codes[1:2], *reversed(below)]


def _arrow(
    drawing: Drawing, flow: Flow, places: Mapping[str, tuple[float, float]], sizes: Mapping[str, float], most: int, language: str
) -> None:  # fmt: skip
    a, b = str(flow.actor), str(flow.target)
    (x1, y1), (x2, y2) = places[a], places[b]
    span = math.hypot(x2 - x1, y2 - y1) or 1
    ux, uy = (x2 - x1) / span, (y2 - y1) / span
    thick = 1 + 7 * math.sqrt(flow.propositions / most)
    head = 5 + thick * 1.3
    # The bend to one side keeps the two directions of a pair apart.
    bend = 0.16 * span
    cx, cy = (x1 + x2) / 2 - uy * bend, (y1 + y2) / 2 + ux * bend
    tx, ty = _toward((x2, y2), (cx, cy), sizes[b] + 3)
    bx, by = _toward((tx, ty), (cx, cy), head)
    sx, sy = _toward((x1, y1), (cx, cy), sizes[a] + 2)
    ink = "shade4" if flow.propositions * 4 >= most else "shade3"
    side = head * 0.6
    nx, ny = (ty - by) / head * side, -(tx - bx) / head * side
    with drawing.group(_told(flow, language)):
        drawing.path(f"M{sx:.1f} {sy:.1f}Q{cx:.1f} {cy:.1f} {bx:.1f} {by:.1f}", stroke=ink, width=thick)
        drawing.polygon([(tx, ty), (bx + nx, by + ny), (bx - nx, by - ny)], ink)


def _toward(start: tuple[float, float], end: tuple[float, float], steps: float) -> tuple[float, float]:
    span = math.hypot(end[0] - start[0], end[1] - start[1]) or 1
    return start[0] + (end[0] - start[0]) / span * steps, start[1] + (end[1] - start[1]) / span * steps


def _node(
    drawing: Drawing, code: str, place: tuple[float, float], size: float, weight: int, middle: tuple[float, float], language: str
) -> None:  # fmt: skip
    x, y = place
    name = party_name(code, language)
    lean = (x - middle[0]) / 100
    anchor = "start" if lean > 0.5 else "end" if lean < -0.5 else "middle"
    dx = size + 6 if anchor == "start" else -size - 6 if anchor == "end" else 0
    dy = 4.5 if anchor != "middle" else -size - 8 if y < middle[1] else size + 16
    with drawing.link(f"/search?party={code}", f"{name}: {weight}"):
        # A transparent disc makes small parties as easy to hit as large ones.
        drawing.circle(x, y, max(size, 13), "paper")
        drawing.circle(x, y, size, "accent")
        drawing.text(x + dx, y + dy, shortened(name, 124), anchor=anchor, halo=True)
        if size >= 14:
            drawing.text(x, y + 4, str(weight), anchor="middle", fill="paper", size=SMALL, bold=True)
