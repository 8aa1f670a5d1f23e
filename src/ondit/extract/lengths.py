"""Lengths of time that point to a date: «two years ago», «over the past five years», «the first months of 2025»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ondit.extract.dates import Expression, Interval, Published, around, shifted
from ondit.extract.expressions import read_expression
from ondit.extract.figures import read_number
from ondit.extract.timeparts import says_day
from ondit.extract.tokens import Token
from ondit.languages.boundaries import script


@dataclass(slots=True)
class Item:
    """An expression or a length of time, over tokens `first` to `last` (exclusive); `span` is filled when resolved."""

    first: int
    last: int
    words: Expression | None = None
    interval: Interval | None = None
    relation: str | None = None
    start: int = 0
    end: int = 0


def read_length(tokens: Sequence[Token], at: int, grammar: Mapping[str, Any], today: Published | None) -> Item | None:
    """«two years ago», «in three weeks», «over the past five years», «the first nine months of 2025»."""
    found = _amount_of_time(tokens, at)
    if found is None:
        return None
    amount, unit, first, last = found
    if unit == "month" and (item := _first_months(tokens, at, first, last, amount, grammar)):
        return item
    sense, begin, end = _direction(tokens, at, last)
    if sense is None or (end == last and sense in ("past", "next") and says_day(tokens, last - 1)):
        return None
    item = Item(begin, end)
    if (
        today is None
        or (today.precision == "year" and unit != "year")
        or (today.precision == "month" and unit in ("day", "week"))
    ):
        item.interval = (None, None)
        return item
    day = today.last
    try:
        if sense in ("ago", "in"):
            item.interval = around(shifted(day, -amount if sense == "ago" else amount, unit), unit)
        elif sense == "since":
            item.interval = shifted(day, -amount, unit), None
        else:
            item.interval = (shifted(day, -amount, unit), day) if sense == "past" else (day, shifted(day, amount, unit))
    except (ValueError, OverflowError):
        item.interval = (None, None)
    return item


def _amount_of_time(tokens: Sequence[Token], at: int) -> tuple[int, str, int, int] | None:
    """(amount, unit, index of the number, index after the unit) of a length of time whose words begin at `at`."""
    first = at
    while (
        first < len(tokens) and first < at + 4 and (_sense(tokens[first]) or (first > at and is_small(tokens[first])))
    ):
        first += 1
    if first >= len(tokens):
        return None
    if (unit := tokens[first].time("unit")) and "dual" in tokens[first].tags:
        return 2, unit, first, first + 1
    number = read_number(tokens, first)
    if number is None or number.kind == "vague" or not 1 <= number.low <= 200 or number.low != int(number.low):
        return None
    after = number.last
    while (
        after < len(tokens)
        and after < number.last + 2
        and (_sense(tokens[after]) in ("past", "next") or tokens[after].time("part") is not None)
    ):
        after += 1
    told = next((tokens[i].time("past") or tokens[i].time("next") for i in range(at, first)), None)
    if told in ("years", "months") and first < number.last and after > number.last:
        return int(number.low), told[:-1], first, after
    if after >= len(tokens):
        return None
    unit = tokens[after].time("unit") or ("year" if tokens[after].time("year") is not None else None)
    if unit not in ("day", "week", "month", "year") or (
        tokens[first].digits == 4 and tokens[after].time("year") is not None
    ):
        return None
    return int(number.low), unit, first, after + 1


def _sense(token: Token) -> str | None:
    if "post" in token.tags:
        return None
    if token.time("past") is not None:
        return "past"
    if token.time("next") is not None:
        return "next"
    return (
        "past"
        if token.time("last") is not None
        else next((s for s in ("ago", "in", "since") if token.time(s) is not None), None)
    )


def _means_in(token: Token) -> bool:
    """A word for «after» that also means «next» («sau 3 năm»): before a number it is «in»."""
    return token.time("in") is not None and token.time("next") == ""


def is_small(token: Token) -> bool:
    return (token.kind == "word" and len(token.text) <= 4 and script(token.text[0]) == "w") or (
        bool(token.marks) and not token.numbers
    )


def _direction(tokens: Sequence[Token], at: int, last: int) -> tuple[str | None, int, int]:
    """Which way a length of time points, from the words before, inside and behind it; and the span with those words."""
    number = next((i for i in range(at, last) if not _sense(tokens[i]) and not is_small(tokens[i])), at)
    end = last
    behind = None
    if last < len(tokens):
        token = tokens[last]
        sense = "ago" if token.time("ago") is not None else _sense(token)
        if sense == "in" and token.marks:
            sense = None  # «three years in the army»
        behind = sense if sense != "since" else None
        end += behind is not None
        if behind == "ago" and end < len(tokens) and tokens[end].time("since") is not None:
            return "since", at, end + 1
    inside = [s for s in (_sense(t) for t in tokens[number:last]) if s in ("past", "next")]
    before = ["in" if _means_in(t) else s for t, s in ((t, _sense(t)) for t in tokens[at:number]) if s]
    if any(t.time("this") is not None for t in tokens[at:number]):
        before.append("past")
    told = [*inside, *([behind] if behind else []), *before[::-1]]
    sense = next((s for s in told if s in ("past", "next")), told[0] if told else None)
    return (sense, at if before else number, end) if sense else (None, at, last)


def _first_months(
    tokens: Sequence[Token], at: int, first: int, last: int, amount: int, grammar: Mapping[str, Any]
) -> Item | None:
    """«11 tháng đầu năm nay», «за первые девять месяцев 2025 года»: the months from January of that year."""
    around_it = [tokens[i] for i in (first - 1, *range(first + 1, last), last) if 0 <= i < len(tokens)]
    if amount > 12 or not any(
        t.time("part") == "start"
        or t.time("year-part") == "start"
        or (t.number("ordinal") is not None and t.kind == "form")
        for t in around_it
    ):
        return None
    for begin in range(last, min(last + 4, len(tokens))):
        found = read_expression(tokens, begin, grammar)
        if found and (found[0].year is not None or found[0].year_rel is not None) and found[0].month is None:
            return Item(min(at, first), found[1], replace(found[0], part=None, unit=f"months {amount}"))
    return None
