"""Drawing in SVG with presentation attributes only: no style, no script, every word escaped.

Each mark carries its colour for paper and a class, by which a page may give it another one (dark mode).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape

Point = tuple[float, float]

INKS = {
    "ink": "#1a1d21", "muted": "#555d67", "rule": "#d5cfc2", "paper": "#fdfcf9", "accent": "#0b5563", "soft": "#cfe2e4",
    "faint": "#8b949d", "drift": "#a3470b", "conflict": "#a11236", "land": "#e9e3d4", "coast": "#b9ae96",
    "shade1": "#e3eef0", "shade2": "#bcd8dc", "shade3": "#82b4bc", "shade4": "#2f7583", "shade5": "#0b4552",
}  # fmt: skip
"""The colours by name, for paper. Words on `shade4` and `shade5` are in `paper`, on lighter ones in `ink`."""
FONT = "system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif"
SMALL, PLAIN = 11, 13
"""Sizes of letters in pixels of the drawing."""


class Drawing:
    """A picture `width` by `height` pixels, drawn from top to bottom; `named` is what it shows, for those who don't see it."""

    def __init__(self, width: float, height: float, named: str) -> None:
        self.width, self.height, self.named = width, height, named
        self._marks: list[str] = []

    def rect(self, x: float, y: float, width: float, height: float, fill: str, *, round: float = 0) -> None:
        self._mark("rect", {"x": x, "y": y, "width": max(width, 0), "height": max(height, 0), "rx": round}, fill=fill)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, stroke: str, *, width: float = 1, dash: str = ""
    ) -> None:
        self._mark("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2}, stroke=stroke, width=width, dash=dash)

    def circle(self, x: float, y: float, radius: float, fill: str = "", *, stroke: str = "", width: float = 1) -> None:
        self._mark("circle", {"cx": x, "cy": y, "r": radius}, fill=fill, stroke=stroke, width=width)

    def path(self, d: str, fill: str = "", *, stroke: str = "", width: float = 1, dash: str = "") -> None:
        """A line inside another one is a hole."""
        self._mark("path", {"d": d, "fill-rule": "evenodd"}, fill=fill, stroke=stroke, width=width, dash=dash)

    def polygon(self, points: Sequence[Point], fill: str = "", *, stroke: str = "", width: float = 1) -> None:
        self.path(closed(points), fill, stroke=stroke, width=width)

    def text(
        self, x: float, y: float, words: str, *, fill: str = "ink", size: float = PLAIN, anchor: str = "start",
        bold: bool = False, halo: bool = False, turn: float = 0,
    ) -> None:  # fmt: skip
        """Words on a baseline. `anchor`: start, middle or end. `halo` keeps them readable over lines; `turn` in degrees."""
        more = f' transform="rotate({_n(turn)} {_n(x)} {_n(y)})"' if turn else ""
        place = f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" text-anchor="{anchor}"{more}'
        weight = ' font-weight="600"' if bold else ""
        if halo:
            self._marks.append(
                f'{place}{weight} class="f-paper s-paper" fill="{INKS["paper"]}" stroke="{INKS["paper"]}" stroke-width="4" '
                f'stroke-linejoin="round" aria-hidden="true">{_plain(words)}</text>'
            )
        self._marks.append(f'{place}{weight} class="f-{fill}" fill="{INKS[fill]}">{_plain(words)}</text>')

    @contextmanager
    def link(self, href: str, named: str) -> Iterator[None]:
        """What is drawn inside leads to `href`; `named` tells where, and is shown when pointed at."""
        self._marks.append(f'<a href="{_plain(href)}" aria-label="{_plain(named)}"><title>{_plain(named)}</title>')
        yield
        self._marks.append("</a>")

    @contextmanager
    def group(self, named: str) -> Iterator[None]:
        """What is drawn inside is one thing, told when pointed at."""
        self._marks.append(f"<g><title>{_plain(named)}</title>")
        yield
        self._marks.append("</g>")

    def svg(self) -> str:
        size = f'width="{_n(self.width)}" height="{_n(self.height)}" viewBox="0 0 {_n(self.width)} {_n(self.height)}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="group" aria-label="{_plain(self.named)}" '
            f'font-family="{FONT}">{"".join(self._marks)}</svg>'
        )

    def _mark(
        self, name: str, place: dict[str, float | str], *, fill: str = "", stroke: str = "", width: float = 1, dash: str = ""
    ) -> None:  # fmt: skip
        where = " ".join(f'{key}="{value if isinstance(value, str) else _n(value)}"' for key, value in place.items())
        classes = " ".join(f"{kind}-{ink}" for kind, ink in (("f", fill), ("s", stroke)) if ink)
        ink = f' fill="{INKS[fill] if fill else "none"}"'
        if stroke:
            ink += f' stroke="{INKS[stroke]}" stroke-width="{_n(width)}"' + (
                f' stroke-dasharray="{dash}"' if dash else ""
            )
        self._marks.append(f'<{name} {where} class="{classes}"{ink}/>')


def closed(points: Sequence[Point]) -> str:
    """The path data of a closed line."""
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points) + "Z"


def length(words: str, size: float = PLAIN) -> float:
    """About how many pixels the words take."""
    wide = sum(1.0 if unicodedata.east_asian_width(each) in "WF" else 0.56 for each in words)
    return wide * size


def shortened(words: str, room: float, size: float = PLAIN) -> str:
    """The words, cut with an ellipsis where they take more than `room` pixels."""
    if length(words, size) <= room:
        return words
    while words and length(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip() + "…"


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _plain(words: str) -> str:
    # Control characters are legal text but no legal XML.
    return escape(
        "".join(
            each if each >= " " and not "\ud800" <= each <= "\udfff" and each not in "\ufffe\uffff" else " "
            for each in words
        )
    )
