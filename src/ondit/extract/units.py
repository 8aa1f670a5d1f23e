"""What a number counts: the unit, currency, percent sign or ordinal ending that stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ondit.extract.figures import after_of
from ondit.extract.tokens import Token
from ondit.languages.boundaries import script

MONEY = frozenset(("usd", "eur", "rub", "krw", "cny"))
_SIGNS = {
    "$": "usd", "€": "eur", "₽": "rub", "₩": "krw", "£": "other", "¥": "other", "₴": "other", "₺": "other",
    "₹": "other", "₪": "other",
    "usd": "usd", "eur": "eur", "rub": "rub", "krw": "krw", "cny": "cny", "rmb": "cny", "gbp": "other",
    "jpy": "other", "chf": "other",
    "pln": "other", "uah": "other", "sek": "other", "nok": "other", "inr": "other", "aud": "other", "cad": "other",
}  # fmt: skip

_NUMBERED = ("battalion", "brigade", "battery", "other")
_CARRIERS = ("container", "battalion", "brigade", "battery", "barrel", "tonne")


@dataclass(slots=True)
class Reading:
    """A quantity while it is being read; `first` and `last` are token indices, `last` exclusive."""

    first: int
    last: int
    low: float | None
    high: float | None
    unit: str = "item?"
    approximate: bool = False
    role: str = "count"
    start: int | None = None
    article: bool = False


def take_unit(tokens: Sequence[Token], reading: Reading, floor: int) -> None:
    """Move `reading` over the unit or ordinal ending behind it, or the currency or ordinal sign before it."""
    if reading.role == "percent":
        return
    if "ordinal" in tokens[reading.last - 1].tags:
        reading.role, reading.unit = "ordinal", "other"
        return
    at = reading.last
    while at < len(tokens) and tokens[at].attached and tokens[at].kind == "form" and is_approximator(tokens[at]):
        at += 1
    if at + 1 < len(tokens) and tokens[at].text == "-" and tokens[at].attached and tokens[at + 1].attached:
        if tokens[at + 1].kind in ("word", "name") and "object" not in tokens[at + 1].tags:
            reading.role, reading.unit = "other", "other"
            return
        at += 1 if tokens[at + 1].kind == "form" and unit_of(tokens[at + 1])[0] else 0
    joining = at < len(tokens) and all(heading in ("between", "range") for heading in tokens[at].times)
    candidates = [at, after_of(tokens, at)] if joining else [at]
    for position in candidates:
        if position < len(tokens) and (unit := unit_of(tokens[position]))[0]:
            if position > at and unit[1] != "money" and not (unit[0] == "other" and tokens[position].number("unit")):
                break
            set_unit(reading, *unit)
            reading.last = position + 1
            break
    if reading.unit in ("item", "item?"):
        _take_prefix(tokens, reading, floor)
    if reading.unit == "item?" and reading.role == "count":
        reading.unit = _carrier_ahead(tokens, reading.last) or reading.unit


def _carrier_ahead(tokens: Sequence[Token], at: int) -> str | None:
    """«two more Patriot batteries», «сорок новых морских контейнеров»: a unit up to three plain words behind."""
    for token in tokens[at : at + 4]:
        unit = token.number("unit")
        if unit in _CARRIERS[:4]:
            return unit
        if token.text == "-" and token.attached:
            continue
        if token.kind not in ("word", "name", "barred") and (
            token.kind != "form" or unit or token.marks or token.times
        ):
            return None
    return None


def _take_prefix(tokens: Sequence[Token], reading: Reading, floor: int) -> None:
    if reading.first <= floor:
        return
    before = tokens[reading.first - 1]
    unit, role = unit_of(before)
    adjacent = before.end == tokens[reading.first].start
    if (
        role == "money"
        or (unit == "other" and before.text in _SIGNS)
        or (role == "percent" and (adjacent or before.text.isalpha()) and not _counts(tokens, reading.first - 2))
    ):
        set_unit(reading, unit, role)
        reading.first -= 1
        if (
            before.text == "$"
            and reading.first > floor
            and tokens[reading.first - 1].end == before.start
            and tokens[reading.first - 1].text.isalpha()
        ):
            reading.first -= 1
            if tokens[reading.first].text not in ("us", "u.s.", "usa"):
                set_unit(reading, "other", "other")
    elif before.number("ordinal") is not None and (
        adjacent or not before.text[-1].isalpha() or before.number("ordinal") == "pre"
    ):
        reading.role = "ordinal"
    elif (
        unit in _NUMBERED
        and before.number("per") is None
        and tokens[reading.first].is_integer
        and not _counts(tokens, reading.first - 2)
    ):
        if script(before.text[-1]) == "w" and reading.unit == "item?":
            reading.role = "ordinal"  # «Brigade 155», «километр 30»
    elif before.time("date") is not None and tokens[reading.first].kind == "figure":
        reading.role, reading.unit = "other", "other"
    elif reading.unit in ("item", "item?") and unit in _CARRIERS and script(before.text[-1]) in ("c", "h"):
        reading.unit = unit


def _counts(tokens: Sequence[Token], at: int) -> bool:
    return at >= 0 and (tokens[at].kind == "figure" or any(h[0] in "=*" for h in tokens[at].numbers))


def set_unit(reading: Reading, unit: str, role: str) -> None:
    factor = 1.0
    if role == "percent" and unit != "percent":
        unit, factor = "percent", float(unit)
    reading.unit, reading.role = unit, role
    reading.low = None if reading.low is None else reading.low * factor
    reading.high = None if reading.high is None else reading.high * factor


def unit_of(token: Token) -> tuple[str, str]:
    """(unit, role) that a token gives to the number beside it; ("", "") where it gives none."""
    percent = token.number("percent")
    if percent is not None or token.text == "%":
        return percent or "percent", "percent"
    if token.attached and token.number("ordinal") is not None:
        return "other", "ordinal"
    unit = token.number("unit")
    if token.text in _SIGNS and unit is None:
        unit = _SIGNS[token.text]
    if unit is not None:
        return unit, "money" if unit in MONEY else "other" if unit == "other" else "count"
    if (
        token.time("unit") is not None
        or token.time("date") is not None
        or token.time("year") is not None
        or token.time("month") is not None
    ):
        return "other", "other"
    return "", ""


def is_approximator(token: Token) -> bool:
    return any(token.number(f"{word} after") is not None for word in ("about", "more", "less"))
