"""The parts of a time expression: what one or two tokens say of a day, month, year, weekday or season."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ondit.extract.figures import read_number
from ondit.extract.tokens import Token
from ondit.languages.boundaries import script

Parts = list[tuple[str, Any]]
PLACES_IN_TIME = frozenset({"in", "of", "on", "from", "at"})


def is_short(token: Token) -> bool:
    """An article or a particle, as far as a grammar without languages can tell."""
    return token.kind == "word" and len(token.text) <= 4 and script(token.text[0]) == "w"


def read_part(
    tokens: Sequence[Token], at: int, found: dict[str, Any], grammar: Mapping[str, Any]
) -> tuple[Parts, int] | None:
    token = tokens[at]
    if token.kind == "date":
        pieces = _literal(tokens, at, grammar)
        return (pieces, at + 1) if pieces else None
    if token.kind == "figure" or (
        token.kind == "form" and token.text[0].isdecimal() and token.number("ordinal") is not None
    ):
        return _figure(tokens, at, found, grammar)
    if token.kind == "form" and (token.times or token.numbers):
        return _before_figure(tokens, at) or _word(tokens, at) or _in_han(tokens, at, found)
    return None


def _literal(tokens: Sequence[Token], at: int, grammar: Mapping[str, Any]) -> Parts | None:
    """2025-10-04, 4.10.2025, 7/2023; 21/8 only where the language writes days so or a word says that it is one."""
    numbers = [int(n) for n in re.split(r"[./-]", tokens[at].text)]
    if len(numbers) == 3:
        year, month, day = numbers if numbers[0] > 31 else reversed(numbers)
        if month > 12 or (grammar.get("date_order") == "MDY" and day <= 12):
            month, day = day, month
        year += 2000 if year < 100 else 0
        fits = 1 <= month <= 12 and 1 <= day <= 31 and (1900 <= year <= 2100 or 1300 <= year <= 1450)
        name = "jalali" if year < 1500 else "month"
        return [("year", year), (name, month), ("day", day)] if fits else None
    first, second = numbers
    if second > 1900:
        return [("year", second), ("month", first)] if 1 <= first <= 12 and second <= 2100 else None
    told = at and (
        tokens[at - 1].time("date") is not None
        or tokens[at - 1].time("weekday") is not None
        or tokens[at - 1].time("unit") == "day"
    )
    if not told and first < second <= 5:
        return None  # 2/3 of its arms
    if (told or grammar.get("slash_dates")) and "." not in tokens[at].text and 1 <= first <= 31 and 1 <= second <= 12:
        return [("day", first), ("month", second)]
    return None


def _figure(
    tokens: Sequence[Token], at: int, found: dict[str, Any], grammar: Mapping[str, Any]
) -> tuple[Parts, int] | None:
    token = tokens[at]
    value, after = int(re.match(r"\d+", token.text).group()) if token.kind == "form" else int(token.value), at + 1  # type: ignore[union-attr]
    if token.kind == "figure" and not token.is_integer:
        return None
    following = tokens[after] if after < len(tokens) else None
    if (following is not None and _decade(tokens, after)) or (
        at and value % 10 == 0 and tokens[at - 1].time("decade") is not None
    ):
        return None
    if (year := _year(tokens, at, value, found)) is not None:
        return year
    if following is not None and value <= 12 and following.time("date") == "month" and following.attached:
        return [("month", value)], after + 1
    if following is not None and 1 <= value <= 31 and says_day(tokens, after):
        return [("day", value), ("day_alone", True)], after + 1
    if 1 <= value <= 31 and (days := _days_joined(tokens, after, value, grammar)) is not None:
        return days
    if 1 <= value <= 4 and following is not None and following.time("unit") == "quarter":
        return [("quarter", value)], after + 1
    if not 1 <= value <= 31 or (token.kind == "figure" and token.digits > 2):
        return None
    if (days := _day_before_month(tokens, at, value)) is not None:
        return days
    return _day_after_month(tokens, at, value, found, grammar)


def _days_joined(tokens: Sequence[Token], at: int, value: int, grammar: Mapping[str, Any]) -> tuple[Parts, int] | None:
    """«từ 3 đến 5/3», «10～12日»: a bare figure whose partner behind the connecting word says that both are days."""
    if at + 1 >= len(tokens) or not _connects(tokens[at]):
        return None
    second = tokens[at + 1]
    if re.fullmatch(r"\d{1,2}/\d{1,2}", second.text) and _literal(tokens, at + 1, grammar):
        return [("day", value), ("day_alone", True)], at
    if at + 2 < len(tokens) and second.is_integer and value < second.value <= 31 and says_day(tokens, at + 2):
        return [("day", value), ("last_day", int(second.value)), ("day_alone", True)], at + 3
    return None


def _decade(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].time("decade") is not None and (tokens[at].attached or tokens[at - 1].digits == 4)


def says_day(tokens: Sequence[Token], at: int) -> bool:
    """Whether 日, 일, 号 directly behind a figure make it a day of the month, not a length of time (11日間)."""
    token = tokens[at]
    if not token.attached or (
        token.time("date") != "day"
        and not (token.time("unit") == "day" and script(token.text[-1]) in "ch" and len(token.text) == 1)
    ):
        return False
    return not (at + 1 < len(tokens) and tokens[at + 1].attached and tokens[at + 1].text[0] in "間间간")


def _year(tokens: Sequence[Token], at: int, value: int, found: dict[str, Any]) -> tuple[Parts, int] | None:
    token, after = tokens[at], _skip_ending(tokens, at + 1)
    following = tokens[after] if after < len(tokens) else None
    marked = following is not None and following.time("year") is not None
    if (
        token.kind != "figure"
        or token.digits != 4
        or not (1900 <= value <= 2100 or (1300 <= value <= 1450 and (marked or "jalali" in found)))
    ):
        return None
    if marked:
        return [("year", value)], after + 1
    if (value < 1900 and "jalali" not in found) or (not found and not _bare_year(tokens, at, after, value)):
        return None
    return [("year", value)], after


def _skip_ending(tokens: Sequence[Token], at: int) -> int:
    """The index after a case ending written onto a figure: 2026-й, 28-го, 28th."""
    if at < len(tokens) and tokens[at].attached and tokens[at].number("ordinal") is not None:
        return at + 1
    if (
        at + 1 < len(tokens)
        and tokens[at].text == "-"
        and tokens[at].attached
        and tokens[at + 1].attached
        and tokens[at + 1].kind in ("word", "name")
        and len(tokens[at + 1].text) <= 3
    ):
        return at + 2
    return at


def _bare_year(tokens: Sequence[Token], at: int, after: int, value: int) -> bool:
    """Whether four digits alone are a year: not with a unit or an approximator, and not a round figure on its own."""
    before = tokens[at - 1] if at else None
    following = tokens[after] if after < len(tokens) else None
    if following is not None and (
        following.number("unit") is not None
        or following.number("percent") is not None
        or following.text == "%"
        or any(h[0] == "*" for h in following.numbers)
    ):
        return False
    if before is not None and (
        before.text in "$€£"
        or (any(before.number(n) == "" for n in ("about", "more", "less")) and not before.times and not before.marks)
    ):
        return False
    connected = after + 1 < len(tokens) and _connects(tokens[after]) and 1900 <= tokens[after + 1].value <= 2100
    if (
        value % 100 == 0
        and not connected
        and not (before is not None and (before.marks & PLACES_IN_TIME or before.times))
    ):
        return False
    return (
        following is None
        or script(following.text[0]) not in ("c", "h")
        or not following.attached
        or bool(following.times)
    )


def _day_before_month(tokens: Sequence[Token], at: int, value: int) -> tuple[Parts, int] | None:
    """«17 January», «17. Januar», «le 1er de mai», «6-10 Ekim»: a day, or two, with the month behind."""
    after = _skip_day_ending(tokens, at + 1)
    month = _month_ahead(tokens, after)
    if month is not None:
        return [("day", value)], month
    if after + 1 >= len(tokens) or not _connects(tokens[after]):
        return None
    second = after + 1
    while (
        second < len(tokens)
        and second <= after + 2
        and tokens[second].kind in ("word", "form")
        and not tokens[second].text[0].isdecimal()
        and len(tokens[second].text) <= 4
    ):
        second += 1
    if second >= len(tokens) or not tokens[second].is_integer or not value < tokens[second].value <= 31:
        return None
    month = _month_ahead(tokens, _skip_day_ending(tokens, second + 1))
    return None if month is None else ([("day", value), ("last_day", int(tokens[second].value))], month)


def _relative_month(tokens: Sequence[Token], at: int) -> bool:
    """«du mois | dernier», «прошлого | месяца»."""
    pair = tokens[at : at + 2]
    return (
        len(pair) == 2
        and any(t.time("unit") == "month" for t in pair)
        and any(t.time(name) is not None for t in pair for name, _ in DIRECTIONS)
    )


def _connects(token: Token) -> bool:
    return (
        token.time("range") is not None or token.time("until") is not None or token.text in "-~" or "and" in token.marks
    )


def _skip_day_ending(tokens: Sequence[Token], at: int) -> int:
    at = _skip_ending(tokens, at)
    return at + 1 if at < len(tokens) and tokens[at].text == "." and tokens[at].attached else at


def _month_ahead(tokens: Sequence[Token], at: int) -> int | None:
    """The index of a month within two short words, None without one."""
    for position in range(at, min(at + 3, len(tokens))):
        token = tokens[position]
        if any(token.time(heading) is not None for heading in ("month", "calendar", "month-rel")) or _relative_month(
            tokens, position
        ):
            return position
        if token.time("date") == "month" and position + 1 < len(tokens) and tokens[position + 1].is_integer:
            return position
        if not (
            token.marks & PLACES_IN_TIME
            or token.time("between") is not None
            or is_short(token)
            or token.time("unit") == "month"
            or token.time("date") == "day"
        ):
            return None
    return None


def _day_after_month(
    tokens: Sequence[Token], at: int, value: int, found: dict[str, Any], grammar: Mapping[str, Any]
) -> tuple[Parts, int] | None:
    if (
        "month" not in found
        or "day" in found
        or not grammar.get("month_first")
        or at == 0
        or tokens[at - 1].time("month") is None
    ):
        return None
    after = _skip_day_ending(tokens, at + 1) if not (at + 1 < len(tokens) and tokens[at + 1].text == ".") else at + 1
    if after < len(tokens) and (
        tokens[after].number("unit") is not None
        or tokens[after].number("percent") is not None
        or _is_magnitude(tokens[after])
    ):
        return None
    if (
        after + 1 < len(tokens)
        and _connects(tokens[after])
        and tokens[after + 1].is_integer
        and value < tokens[after + 1].value <= 31
    ):
        return [("day", value), ("last_day", int(tokens[after + 1].value))], after + 2
    return [("day", value)], after


def _is_magnitude(token: Token) -> bool:
    return any(h[0] == "*" for h in token.numbers)


def _before_figure(tokens: Sequence[Token], at: int) -> tuple[Parts, int] | None:
    """A word that makes the figure behind it a year, month or day: năm 2025, tháng 7, ngày 12, 令和7年."""
    token, after = tokens[at], at + 1
    if after >= len(tokens) or not tokens[after].is_integer:
        return None
    value, digits = int(tokens[after].value), tokens[after].digits
    if (era := token.time("era")) and digits <= 3:
        last = after + 2 if after + 1 < len(tokens) and tokens[after + 1].time("year") is not None else after + 1
        return [("year", int(era) + value)], last
    if token.time("year") is not None and digits == 4 and (1900 <= value <= 2100 or 1300 <= value <= 1450):
        return [("year", value)], _skip_ending(tokens, after + 1)
    if token.time("date") == "month" and 1 <= value <= 12 and digits <= 2:
        return [("month", value)], after + 1
    if token.time("date") == "day" and 1 <= value <= 31 and digits <= 2 and not tokens[after].attached:
        return [("day", value), ("day_alone", True)], after + 1
    return None


_SLOTS: tuple[tuple[str, str], ...] = (
    ("month", "month"), ("weekday", "weekday"), ("season", "season"), ("quarter", "quarter"), ("half", "half"),
    ("day", "day_rel"), ("week", "week_rel"), ("month-rel", "month_rel"), ("year-rel", "year_rel"),
    ("within", "within"),
)  # fmt: skip
DIRECTIONS = (("last", -1), ("this", 0), ("next", 1))


def _word(tokens: Sequence[Token], at: int) -> tuple[Parts, int] | None:
    token = tokens[at]
    if (same := token.time("same")) and same.startswith("day"):
        fallback = token.time("day")
        shift = int(same.partition(" ")[2] or 0)
        return [("same", "day"), ("shift", shift), *([("day_rel", int(fallback))] if fallback else [])], at + 1
    for heading, slot in _SLOTS:
        if told := token.time(heading):
            return [(slot, told.split(" ")[0] if slot in ("season", "within") else int(told))], at + 1
    if calendar := token.time("calendar"):
        return [("jalali", int(calendar.split(" ")[1]))], at + 1
    if same:
        name, _, years = same.partition(" ")
        return [("same", name), ("shift", int(years or 0))], at + 1
    for name in ("year", "month"):
        if part := token.time(f"{name}-part"):
            return [("part", part), ("default", name)], at + 1
    if part := token.time("part"):
        return [("part", part)], at + 1
    for name, way in DIRECTIONS:
        if token.time(name) is not None:
            return [("direction", way)], at + 1
    if token.time("night") is not None:
        return [("night", _night(tokens, at))], at + 1
    if (unit := token.time("unit")) and unit in ("day", "week", "month", "year"):
        return [("unit", unit)], at + 1
    return ([("unit", "year")], at + 1) if token.time("year") is not None else None


def _night(tokens: Sequence[Token], at: int) -> str:
    """`to` the day behind (in der Nacht zum Montag), `of` the day behind, or `on` the day before the word."""
    if at and any(tokens[at - 1].time(name) is not None for name in ("day", "date", "weekday", "month")):
        return "on"
    if tokens[at].time("night") == "of":
        return "of"
    marks = tokens[at + 1].marks if at + 1 < len(tokens) else frozenset()
    return "of" if marks & {"of", "from"} and "to" not in marks else "to"


def _in_han(tokens: Sequence[Token], at: int, found: dict[str, Any]) -> tuple[Parts, int] | None:
    """九月三日 and 上周三: a number word made a day of the month or of the week by what is written before it."""
    number = read_number(tokens, at)
    if number is None or script(tokens[at].text[0]) != "c" or number.low != int(number.low) or not tokens[at].attached:
        return None
    following = tokens[number.last] if number.last < len(tokens) else None
    if "month" in found and 1 <= number.low <= 31 and following is not None and says_day(tokens, number.last):
        return [("day", int(number.low))], number.last + 1
    unit = following is not None and following.number("unit") is not None and following.attached
    if "week_rel" in found and 1 <= number.low <= 6 and number.last == at + 1 and not unit:
        return [("weekday", int(number.low))], at + 1
    return None
