"""Write the coasts of the world, `src/ondit/export/charts/outline.txt`, from Natural Earth's land at 1:110 million.

    npm pack world-atlas && tar xzf world-atlas-*.tgz && python tools/compile_outline.py package/land-110m.json

Natural Earth is in the public domain; the npm package `world-atlas` holds it as TopoJSON. Needed only to renew the file.
"""

from __future__ import annotations

import json
import sys
from itertools import accumulate
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src/ondit/export/charts/outline.txt"
SOUTH = -600
"""In tenths of a degree: land that lies wholly below is left out (Antarctica, which no window shows)."""
HEAD = """\
# Coasts of the world: one closed line a row, longitude and latitude in tenths of a degree by turns.
# Written by tools/compile_outline.py from Natural Earth's land, 1:110 million (public domain).
"""


def main() -> None:
    topology = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    lines = [_degrees(arc, topology["transform"]) for arc in topology["arcs"]]
    rings = [_ring(ring, lines) for polygon in _polygons(topology["objects"]["land"]) for ring in polygon]
    rows = [
        " ".join(f"{x} {y}" for x, y in ring) for ring in rings if max(y for _, y in ring) > SOUTH and len(ring) > 3
    ]
    TARGET.write_text(HEAD + "\n".join(sorted(rows, key=len, reverse=True)) + "\n", "utf-8")


def _degrees(arc: list[list[int]], transform: dict[str, Any]) -> list[tuple[int, int]]:
    """An arc's points in tenths of a degree; TopoJSON holds differences of quantised points."""
    (kx, ky), (x, y) = transform["scale"], transform["translate"]
    return [
        (round((a * kx + x) * 10), round((b * ky + y) * 10))
        for a, b in zip(accumulate(p[0] for p in arc), accumulate(p[1] for p in arc), strict=True)
    ]


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    if geometry["type"] == "GeometryCollection":
        return [polygon for each in geometry["geometries"] for polygon in _polygons(each)]
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else list(geometry["arcs"])


def _ring(arcs: list[int], lines: list[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    points: list[tuple[int, int]] = []
    for number in arcs:
        for point in lines[number] if number >= 0 else reversed(lines[~number]):
            if not points or points[-1] != point:
                points.append(point)
    return points[:-1] if points[0] == points[-1] else points


if __name__ == "__main__":
    main()
