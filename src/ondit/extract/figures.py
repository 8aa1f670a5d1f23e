"""Figures, number words, magnitudes and vague counts composed into one number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ondit.extract.numerals import add, amount, is_power, multiply
from ondit.extract.tokens import Token
from ondit.languages.boundaries import script


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens `first` to `last` (exclusive) read as one number in [low, high]. `kind`: figure, word or vague.

    `magnitude`: the last one applied (0 for none), `scaled`: what it was applied to. `more`: a few on top (1만여)."""

    first: int
    last: int
    low: float
    high: float
    kind: str
    approximate: bool = False
    magnitude: float = 0.0
    scaled: float = 0.0
    more: bool = False


def magnitude(token: Token) -> float:
    """10, 100, 1000 … of a magnitude word, else 0."""
    return next((amount(h.split(" ")[0]) for h in token.numbers if h[0] == "*"), 0.0)


def word_value(token: Token) -> float | None:
    """The value of a number word, else None."""
    return next((amount(h.split(" ")[0]) for h in token.numbers if h[0] == "="), None)


def _counted_in(token: Token) -> float:
    """10 for «dozens» of ten (два десятки), 100 for «hundreds» behind a number: what the number before it counts."""
    if any(h.startswith("=10 about") for h in token.numbers):
        return 10.0
    bounds = token.number("vague")
    low = float(bounds.split(" ")[0]) if bounds else 0.0
    return {24.0: 10.0, 200.0: 100.0, 2000.0: 1000.0}.get(low, 0.0) if not magnitude(token) else 0.0


def _itself_about(token: Token) -> bool:
    return "about" in token.tags or any(h[0] in "=*" and h.endswith(" about") for h in token.numbers)


def after_of(tokens: Sequence[Token], at: int) -> int:
    """The index after a word for «of» at `at`, else `at`."""
    if at >= len(tokens):
        return at
    token = tokens[at]
    plain = all(heading in ("between", "range", "of", "ratio") for heading in token.numbers)
    if token.number("of") is not None or (plain and token.marks & {"of", "from"}):
        return at + 1
    return at


def read_number(tokens: Sequence[Token], first: int) -> Number | None:
    """The number that begins at token `first`, None where none does. Fractions are not read here."""
    if vague := _read_vague(tokens, first):
        return vague
    parts: list[float] = []
    applied = scaled = 0.0
    about = linked = more = False
    end = at = first
    while at < len(tokens):
        token = tokens[at]
        times, value = magnitude(token), word_value(token)
        if parts and (scale := _counted_in(token)):
            times, about = scale, True
        if parts and value is not None and is_power(value) and parts[-1] < 10 and (value > 10 or token.attached):
            times = value
        if token.kind == "figure":
            if parts and not (applied and _joins(tokens, at, applied)):
                break
            parts.append(token.value)
        elif times and not linked and (parts or len(token.text) > 2 or script(token.text[0]) != "w"):
            scaled = sum(p for p in parts if p < times) or 1.0
            multiply(parts, times)
            applied = times
        elif value is not None and not (parts and (tokens[at - 1].kind == "figure" or token.time("unit") is not None)):
            if not add(parts, value, linked):
                break
        elif parts and not linked and _links(tokens, at):
            linked, more = (
                token.text != "-" and token.number("more after") is None,
                more or token.number("more after") is not None,
            )
            at += 1
            continue
        else:
            break
        about, linked = about or _itself_about(token), False
        at += 1
        end = at
    if end == first:
        return None
    kind = "figure" if any(t.kind == "figure" for t in tokens[first:end]) else "word"
    return Number(first, end, sum(parts), sum(parts), kind, about, applied, scaled, more and end > first + 1)


def _joins(tokens: Sequence[Token], at: int, applied: float) -> bool:
    """Whether a figure goes on with a number after a magnitude: 2만5000, «12 тысяч 500», but not «3 тысячи 155-мм»."""
    token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if not token.is_integer or token.value >= applied:
        return False
    if token.attached:
        return True
    return after is None or not (
        after.text[0] in "-/"
        or after.number("unit other") is not None
        or after.time("month")
        or (after.attached and after.kind in ("word", "name"))
    )


def _links(tokens: Sequence[Token], at: int) -> bool:
    """A hyphen or «and» inside a number word (twenty-five, treinta y cinco), or «more» inside a figure (2천여만)."""
    token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or (tokens[at - 1].kind == "figure" and not magnitude(after)):
        return False
    if token.number("more after") is not None or token.number("about after") is not None:
        return token.attached and after.attached and bool(magnitude(after))
    if token.text == "-":
        return token.attached and after.attached and word_value(after) is not None
    return "and" in token.marks and word_value(after) is not None


def _read_vague(tokens: Sequence[Token], first: int) -> Number | None:
    """Dozens, thousands, «several hundred thousand»: an interval by itself, scaled by the magnitudes that follow."""
    token = tokens[first]
    bounds, at = token.number("vague"), first + 1
    if bounds is not None:
        low, high = (float(b) for b in bounds.split(" ")[:2])
    elif token.number("few") is not None and first + 1 < len(tokens):
        at = after_of(tokens, at)
        if at < len(tokens) and tokens[at].number("vague") is not None:
            inner = _read_vague(tokens, at)
            return inner and Number(first, inner.last, inner.low, inner.high, "vague", True)
        times = magnitude(tokens[at]) if at < len(tokens) else 0.0
        value = word_value(tokens[at]) if at < len(tokens) else None
        times = times or (value if value is not None and is_power(value) else 0.0)
        if not times:
            return None
        low, high, at = 2 * times, 10 * times - 1, at + 1
    else:
        return None
    while (following := after_of(tokens, at)) < len(tokens) and (times := magnitude(tokens[following])):
        low = 20.0 if low == 24 else low
        low, high = low * times, high * times + (times - 1 if high > low else 0)
        at = following + 1
    return Number(first, at, low, high, "vague", True)


def is_lonely(tokens: Sequence[Token], number: Number, has_unit: bool) -> bool:
    """Whether a number word without a unit is too slight to count: Han characters or two syllables of Hangul."""
    if has_unit or number.kind != "word" or number.first == number.last:
        return False
    if any(t.time("unit") is not None for t in tokens[number.first : number.last]):
        return True  # năm is five, and year
    text = "".join(t.text for t in tokens[number.first : number.last])
    return script(text[0]) == "c" or (len(text) <= 2 and script(text[0]) == "h")
