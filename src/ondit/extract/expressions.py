"""One time expression: the parts that belong together (day, month, year, weekday …), in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from ondit.extract.dates import Expression
from ondit.extract.timeparts import PLACES_IN_TIME, Parts, is_short, read_part
from ondit.extract.tokens import Token

_YEARS = ("year", "year_rel", "same")
_GROUPS = (
    "year month day", "year jalali day", "year_rel month day", "year_rel jalali day", "same month day",
    "direction month day", "month part year", "month part year_rel", "direction month part", "jalali part year",
    "season year part", "season same", "season year_rel part", "season direction part", "quarter year part",
    "quarter year_rel", "quarter direction", "half year part", "half year_rel", "half direction", "month_rel day",
    "month_rel part", "month_rel weekday", "week_rel weekday part", "year_rel part", "same part",
    "weekday day month year", "weekday year_rel", "weekday day_rel", "weekday direction", "weekday part",
    "weekday unit", "day_rel day month", "day_rel part", "day_rel unit", "night weekday", "night day month year",
    "night day_rel", "night direction", "night unit", "unit part", "unit direction", "unit month", "unit day",
    "year_rel unit", "within year_rel", "within month_rel",
)  # fmt: skip
_FITTING = frozenset(frozenset(pair) for group in _GROUPS for pair in combinations(group.split(), 2))


def read_expression(tokens: Sequence[Token], first: int, grammar: Mapping[str, Any]) -> tuple[Expression, int] | None:
    """The expression that begins at token `first` and the index after it; None where none begins."""
    found: dict[str, Any] = {}
    weak: list[bool] = []
    at = end = first
    while at < len(tokens):
        piece = read_part(tokens, at, found, grammar)
        if (
            piece is None
            or not _fits(piece[0], found)
            or (at > end and not _may_skip(tokens, end, at, piece[0], found))
        ):
            skipped = _skippable(tokens, at) if found and at - end < 3 else False
            if not skipped:
                break
            at += 1
            continue
        pieces, after = piece
        weak.append("weak" in tokens[at].tags)
        found.update(pieces)
        at = end = after
    if not found or all(weak) or not _complete(found):
        return None
    return Expression(**{name: value for name, value in found.items() if name in Expression.__slots__}), end


def _complete(found: dict[str, Any]) -> bool:
    """Makes «last» + «year», «end» + «of the year» relative parts; False where nothing is left that names a time."""
    unit, direction = found.get("unit"), found.get("direction")
    if default := found.get("default"):
        if direction is not None or (default == "month" and "month" not in found):
            found.setdefault(f"{default}_rel", found.pop("direction", 0))
        elif not any(name in found for name in (*_YEARS, "month_rel")):
            found["year_rel"] = 0
    if unit in ("week", "month", "year") and (direction is not None or found.get("part")):
        found.setdefault(f"{unit}_rel", direction or 0)
        found.pop("direction", None)
    if (within := found.get("within")) and not any(name in found for name in _YEARS):
        found.setdefault(f"{within}_rel", 0)
    if (
        found.get("part")
        and any(found.get(name) is not None for name in _YEARS)
        and found.get("unit") == "month"
        and not found.get("month")
    ):
        return False
    if found.get("night") and set(found) <= {"night", "direction", "unit"}:
        found["day_rel"] = 0
    names = set(found) - {"part", "direction", "unit", "shift", "night", "last_day", "default"}
    if "day" in names and names == {"day"} and not found.get("day_alone") and direction is None:
        return False
    return bool(names - {"day_alone"})


def _fits(pieces: Parts, found: dict[str, Any]) -> bool:
    names = [name for name, _ in pieces if name in Expression.__slots__ and name not in ("last_day", "shift")]
    return all(
        name not in found and all(frozenset((name, other)) in _FITTING for other in found if _matters(other))
        for name in names
    )


def _matters(name: str) -> bool:
    return name not in ("last_day", "shift", "day_alone", "default")


def _skippable(tokens: Sequence[Token], at: int) -> bool:
    """Words that may stand inside an expression: articles, «of», «in», a comma, a slash, «month of»."""
    token = tokens[at]
    if token.text in (",", "/", "(", "（", "،", "."):
        return True
    return bool(token.marks & PLACES_IN_TIME) or is_short(token) or token.number("article") is not None


def _may_skip(tokens: Sequence[Token], start: int, end: int, pieces: Parts, found: dict[str, Any]) -> bool:
    """Whether the words between two parts join them: a comma only beside a weekday or before a year, and the like."""
    texts = [t.text for t in tokens[start:end]]
    if set(found) == {"direction"} and not all("of" in t.marks for t in tokens[start:end]):
        return False
    names = {name for name, _ in pieces}
    if "direction" in names or ("part" in names and "year" not in found):
        return all(t not in ",،(（/" for t in texts)
    if "," in texts or "،" in texts:
        return ("weekday" in found and bool(names & {"day", "month"})) or (
            "day" in found and bool(names & {"year", "weekday"})
        )
    if "(" in texts or "（" in texts:
        return ("day_rel" in found and "day" in names) or ("day" in found and "weekday" in names)
    if "/" in texts:
        return "year" in names and bool({"month", "quarter"} & set(found))
    return "." not in texts or ("day" in found and "month" in names)
