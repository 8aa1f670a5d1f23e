"""A chart: a drawing, and the table that says the same."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Cell:
    """A word or figure of the table, with the page it leads to."""

    text: str
    href: str | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """`about`: how to read it, one or two sentences. `columns` and `rows`: its table twin; rows are as long as `columns`."""

    title: str
    about: str
    svg: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def csv(self) -> str:
        """The table as CSV. Words that a spreadsheet would take for a formula get an apostrophe."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        for row in self.rows:
            writer.writerow([cell.text if cell.number else _harmless(cell.text) for cell in row])
        return out.getvalue()

    def png(self, zoom: float = 2) -> bytes:
        """The drawing as PNG on white. ModuleNotFoundError without the extra `web`."""
        import resvg_py

        return bytes(resvg_py.svg_to_bytes(svg_string=self.svg, zoom=zoom, background="#ffffff"))


def _harmless(word: str) -> str:
    return f"'{word}" if word.startswith(FORMULA) else word
