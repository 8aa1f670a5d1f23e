"""Where it is said to happen: points on a light outline of the land, never finer than the place a report names."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ondit.export import wording
from ondit.export.charts.chart import Cell, Chart
from ondit.export.charts.svg import SMALL, Drawing, Point, closed, length
from ondit.knowledge import capitals

WIDTH, TALLEST, LEAST = 980.0, 560.0, 56.0
"""Pixels; and the fewest degrees of longitude shown, so that a single place stands among its surroundings."""
DRAWN, LABELS = 80, 24
"""The most named places; the table has all."""
Box = tuple[float, float, float, float]
_OUTLINE = Path(__file__).parent / "outline.txt"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place named, in WGS 84 degrees, and how many claims name it."""

    name: str
    latitude: float
    longitude: float
    claims: int
    href: str | None = None


def places(spots: Sequence[Spot], language: str) -> Chart:
    """A map of the places, larger where more claims name them; labels where there is room, all names in the table."""
    words = wording.table(language)["chart"]
    view = View.around(spots)
    drawing = Drawing(WIDTH, view.height, words["places"])
    drawing.rect(0, 0, WIDTH, view.height, "paper")
    if land := _land(view):
        drawing.path(land, "land", stroke="coast", width=0.8)
    view.graticule(drawing)
    drawing.path(f"M0 0H{WIDTH:g}V{view.height:.1f}H0Z", stroke="rule", width=2)
    ordered = sorted(spots, key=lambda spot: (-spot.claims, spot.name))
    shown = ordered[:DRAWN]
    here = {(round(spot.latitude, 1), round(spot.longitude, 1)) for spot in spots}
    seats = [s for s in _seats() if view.holds(s) and (round(s.latitude, 1), round(s.longitude, 1)) not in here]
    for seat in seats:
        drawing.circle(*view.at(seat.longitude, seat.latitude), 2, "faint")
    for spot in shown:
        x, y = view.at(spot.longitude, spot.latitude)
        with drawing.group(f"{spot.name}: {spot.claims}"):
            drawing.circle(x, y, _size(spot, ordered[0]), "accent", stroke="paper", width=1.5)
    _labels(drawing, shown, seats, view)
    rows = tuple(
        (
            Cell(spot.name, spot.href), Cell(str(spot.claims), number=True),
            Cell(f"{spot.latitude:.2f}", number=True), Cell(f"{spot.longitude:.2f}", number=True),
        )
        for spot in ordered
    )  # fmt: skip
    columns = (words["place"], words["claims"], words["latitude"], words["longitude"])
    return Chart(words["places"], words["places_about"], drawing.svg(), columns, rows)


@dataclass(frozen=True, slots=True)
class View:
    """A window of the earth in degrees; lengths east–west are right at its middle latitude."""

    west: float
    east: float
    south: float
    north: float

    @classmethod
    def around(cls, spots: Sequence[Spot]) -> View:
        """The window that holds all spots with air around them."""
        lats, lons = [s.latitude for s in spots] or [20.0], [s.longitude for s in spots] or [0.0]
        middle = math.cos(math.radians((min(lats) + max(lats)) / 2))
        width = max((max(lons) - min(lons)) * 1.2 + 4, LEAST)
        width = min(max(width, ((max(lats) - min(lats)) * 1.3 + 4) / middle * WIDTH / TALLEST), 360.0)
        x, y = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
        west = max(min(x - width / 2, 180 - width), -180.0)
        height = max((max(lats) - min(lats)) * 1.3 + 4, width * middle * 0.42)
        south = max(min(y - height / 2, 84 - height), -60.0)
        return cls(west, west + width, south, min(south + height, 84.0))

    @property
    def height(self) -> float:
        return WIDTH * (self.north - self.south) / ((self.east - self.west) * self._middle)

    @property
    def _middle(self) -> float:
        return math.cos(math.radians((self.south + self.north) / 2))

    def at(self, longitude: float, latitude: float) -> Point:
        """Pixels of a point on the earth."""
        return (
            WIDTH * (longitude - self.west) / (self.east - self.west),
            self.height * (self.north - latitude) / (self.north - self.south),
        )

    def holds(self, spot: Spot) -> bool:
        return self.west < spot.longitude < self.east and self.south < spot.latitude < self.north

    def cut(self, ring: Sequence[Point]) -> list[Point]:
        """The part of a closed line that lies in the window (Sutherland and Hodgman), in degrees."""
        found = list(ring)
        for axis, bound, keep in ((0, self.west, 1), (0, self.east, -1), (1, self.south, 1), (1, self.north, -1)):
            found = _half(found, axis, bound, keep)
        return found

    def graticule(self, drawing: Drawing) -> None:
        step = next(s for s in (2, 5, 10, 15, 30, 60) if (self.east - self.west) / s <= 9)
        for degree in range(-180, 181, step):
            x, y = self.at(degree, degree)
            if 0 < x < WIDTH:
                drawing.line(x, 0, x, self.height, "rule", width=0.6, dash="2 4")
                drawing.text(x + 3, self.height - 5, _degrees(degree, "EW"), size=10, fill="muted")
            if 14 < y < self.height - 20:
                drawing.line(0, y, WIDTH, y, "rule", width=0.6, dash="2 4")
                drawing.text(4, y - 3, _degrees(degree, "NS"), size=10, fill="muted")


@cache
def outline() -> tuple[tuple[Point, ...], ...]:
    """The coasts of the world as closed lines of (longitude, latitude); what `tools/compile_outline.py` wrote."""
    rings = []
    for line in _OUTLINE.read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            numbers = [int(word) / 10 for word in line.split()]
            rings.append(tuple(zip(numbers[::2], numbers[1::2], strict=True)))
    return tuple(rings)


@cache
def _seats() -> tuple[Spot, ...]:
    """The capitals, for orientation: nothing is said of them."""
    return tuple(Spot(each.forms[0], each.latitude, each.longitude, 0) for each in capitals().values())


@lru_cache(maxsize=256)
def _land(view: View) -> str:
    """Path data of the coasts in a window."""
    near = [ring for ring, (west, east, south, north) in zip(outline(), _extents(), strict=True)
            if west < view.east and east > view.west and south < view.north and north > view.south]  # fmt: skip
    return "".join(closed([view.at(*point) for point in cut]) for ring in near if (cut := view.cut(ring)))


@cache
def _extents() -> tuple[tuple[float, float, float, float], ...]:
    """West, east, south and north of each line of the outline."""
    return tuple(
        (min(x for x, _ in ring), max(x for x, _ in ring), min(y for _, y in ring), max(y for _, y in ring))
        for ring in outline()
    )


def _half(ring: list[Point], axis: int, bound: float, keep: int) -> list[Point]:
    found: list[Point] = []
    for a, b in zip(ring[-1:] + ring[:-1], ring, strict=True):
        inside = [(point[axis] - bound) * keep >= 0 for point in (a, b)]
        if inside[0] != inside[1]:
            share = (bound - a[axis]) / (b[axis] - a[axis])
            found.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
        if inside[1]:
            found.append(b)
    return found


def _degrees(value: int, sides: str) -> str:
    return f"{abs(value)}°{'' if value == 0 else sides[0 if value > 0 else 1]}"


def _size(spot: Spot, largest: Spot) -> float:
    return 5 + 9 * math.sqrt(spot.claims / largest.claims)


def _labels(drawing: Drawing, ordered: Sequence[Spot], seats: Sequence[Spot], view: View) -> None:
    """Names beside their points, the most named first, then capitals; one that would lie on another name or point is left out."""
    taken = _Taken()
    for spot in (*ordered, *seats):
        x, y = view.at(spot.longitude, spot.latitude)
        size = _size(spot, ordered[0]) if spot.claims else 2
        taken.add((x - size, y - size, x + size, y + size))
    for spot in (*ordered[:LABELS], *seats):
        x, y = view.at(spot.longitude, spot.latitude)
        size, letters = (_size(spot, ordered[0]), SMALL + 1) if spot.claims else (2, SMALL - 1)
        wide = length(spot.name, letters)
        own = (x - size, y - size, x + size, y + size)
        for left, anchor in ((x + size + 4, "start"), (x - size - 4 - wide, "end")):
            box = (left, y - 8, left + wide, y + 6)
            if box[0] < 2 or box[2] > WIDTH - 2 or taken.meets(box, own):
                continue
            place = left if anchor == "start" else left + wide
            fill = "ink" if spot.claims else "muted"
            drawing.text(place, y + 4, spot.name, anchor=anchor, size=letters, fill=fill, halo=bool(spot.claims))
            taken.add(box)
            break


class _Taken:
    """Boxes that are drawn on already, by the rows of the map that they touch."""

    def __init__(self) -> None:
        self._rows: dict[int, list[Box]] = defaultdict(list)

    def add(self, box: Box) -> None:
        for row in range(int(box[1] // 24), int(box[3] // 24) + 1):
            self._rows[row].append(box)

    def meets(self, box: Box, own: Box) -> bool:
        rows = range(int(box[1] // 24), int(box[3] // 24) + 1)
        return any(_meet(box, other) for row in rows for other in self._rows[row] if other != own)


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
