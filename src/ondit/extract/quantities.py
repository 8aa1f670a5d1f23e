"""Figures that count something: numbers with their approximator, magnitude and unit, as closed or half-open intervals.

The grammar knows no language; words come from `numbers.txt` of each. Run `find_times` first, pass its spans as `taken`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ondit.extract.figures import Number, after_of, is_lonely, magnitude, read_number
from ondit.extract.tokens import Sheet, Spans, Token, lex
from ondit.extract.units import Reading, set_unit, take_unit, unit_of
from ondit.languages.boundaries import script
from ondit.languages.lexicon import Language, Mention
from ondit.records import PERIODS

_LOOSE = ("item?", "item", "person")
_FRACTION = re.compile(r"([1-4])/([2-5])")


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A figure in text[start:end] with its approximator and unit, without the noun counted.

    `low`, `high`: closed bounds, None where open. `unit`: of the contract, `item?` where no word says, or `other`.
    `role`: count, percent, money, ordinal, article (a bare «one», perhaps an article) or other (measures, ages …)."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str
    approximate: bool
    per: str | None
    role: str


def find_quantities(
    text: str, start: int, end: int, mentions: Sequence[Mention], language: Language, taken: Spans = (),
    sheet: Sheet | None = None,
) -> list[QuantityMention]:  # fmt: skip
    """The quantities of the sentence text[start:end], in order. Figures inside `taken` (times) are none.

    A second sum in brackets is `other`, unless the first has a currency without a unit in the contract and is `other`
    itself: «12,9 milliards de couronnes (environ 1,2 milliard d'euros)» gives euros."""
    tokens = lex(sheet or Sheet(text, start, end, mentions, language), taken)
    readings: list[Reading] = []
    at = 0
    while at < len(tokens):
        found = _read(tokens, at, _floor(tokens, readings))
        if found is None:
            at += 1
            continue
        readings.extend(found)
        at = max(at + 1, found[-1].last)
    _demote_second_sums(tokens, readings)
    counted = {index for reading in readings for index in range(reading.first, reading.last)}
    found_here = [_mention(tokens, reading, counted, text) for reading in readings]
    for index in range(1, len(readings)):
        found_here[index] = _compared(tokens, readings[index], found_here[index - 1], found_here[index])
    duals = (d for d in _duals(start, end, mentions) if all(d.end <= q.start or q.end <= d.start for q in found_here))
    return sorted([*found_here, *duals], key=lambda q: q.start)


def _floor(tokens: Sequence[Token], readings: Sequence[Reading]) -> int:
    """The first token that may modify the next number; «to» behind a number belongs to the change that both tell."""
    floor = readings[-1].last if readings else 0
    return floor + 1 if readings and floor < len(tokens) and tokens[floor].number("range") is not None else floor


def _duals(start: int, end: int, mentions: Sequence[Mention]) -> list[QuantityMention]:
    """Two of something where the noun itself says so (Arabic dual)."""
    spans: dict[tuple[int, int], str] = {}
    for m in mentions:
        if "dual" in m.tags and start <= m.start and m.end <= end and m.type in ("objects", "numbers"):
            unit = m.args[0] if m.sense == "unit" and m.args else "item?"
            spans.setdefault((m.start, m.end), unit)
    found: list[QuantityMention] = []
    for s, e in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not found or found[-1].end <= s:
            found.append(QuantityMention(s, e, 2.0, 2.0, spans[s, e], False, None, "count"))
    return found


def _mention(tokens: Sequence[Token], reading: Reading, counted: set[int], text: str) -> QuantityMention:
    first, last = tokens[reading.first], tokens[reading.last - 1]
    per = _period(tokens, reading, counted) if reading.role in ("count", "money") else None
    role = (
        "article"
        if reading.article and reading.role == "count" and not reading.approximate and reading.unit in _LOOSE
        else reading.role
    )
    start, end = first.start if reading.start is None else reading.start, last.end
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return QuantityMention(start, end, reading.low, reading.high, reading.unit, reading.approximate, per, role)


# --- one quantity ---


def _read(tokens: Sequence[Token], at: int, floor: int) -> list[Reading] | None:
    """The quantity whose number begins at token `at`, or the two ends of what looked like a range but is none."""
    if (share := _slashed(tokens[at])) is not None:
        return [_modified(tokens, Reading(at, at + 1, share, share, "percent", role="percent"), floor)]
    number = _number(tokens, at)
    if number is None or (number.kind == "word" and number.low == 0 and number.last > number.first):
        return None  # a word for nought is mostly «no»
    fraction = _with_fraction(tokens, number)
    if fraction is None and number.first == number.last:
        return None
    reading = fraction or Reading(number.first, number.last, number.low, number.high, approximate=number.approximate)
    reading.article = (
        fraction is None and number.kind == "word" and number.low == 1 and tokens[at].number("article") is not None
    )
    if _is_ratio(tokens, number, reading):
        second = read_number(tokens, number.last + 1)
        assert second is not None
        share = round(100 * number.low / second.low, 1)
        return [_modified(tokens, Reading(at, second.last, share, share, "percent", role="percent"), floor)]
    take_unit(tokens, reading, floor)
    if reading.role not in ("ordinal", "barred") and (span := _range(tokens, number, reading, floor)):
        reading = span
    if number.more:
        reading.approximate, reading.high = True, None
    if reading.role == "barred" or is_lonely(tokens, number, reading.unit != "item?" or reading.role != "count"):
        return None
    return [_modified(tokens, reading, floor)]


def _slashed(token: Token) -> float | None:
    """2/3 as percent, where it is no date."""
    found = _FRACTION.fullmatch(token.text) if token.kind == "date" else None
    return round(100 * int(found[1]) / int(found[2]), 1) if found and found[1] < found[2] else None


def _number(tokens: Sequence[Token], at: int) -> Number | None:
    token = tokens[at]
    if token.kind == "barred" or token.kind in ("word", "name", "mark", "date"):
        return None
    if token.number("fraction") is not None and not token.number("vague"):
        return Number(at, at, 0.0, 0.0, "word")
    return read_number(tokens, at)


def _with_fraction(tokens: Sequence[Token], number: Number) -> Reading | None:
    """Half, two thirds, three quarters as percent; half a million, two and a half thousand as a count."""
    at = number.last
    joined = number.last > number.first and at < len(tokens) and "and" in tokens[at].marks
    if joined:
        at += 1
    share = tokens[at].number("fraction") if at < len(tokens) else None
    if share is None:
        return None
    value, times = float(share.split(" ")[0]), number.magnitude
    following = after_of(tokens, at + 1)
    if following < len(tokens) and len(tokens[following].text) <= 3:
        following += tokens[following].kind == "word" or tokens[following].number("article") is not None
    scaled = read_number(tokens, following) if following < len(tokens) else None
    by = scaled.magnitude if scaled and scaled.kind == "word" and scaled.scaled == 1 else 0.0
    if joined or (number.last > number.first and number.magnitude):
        if value != 0.5:
            return None
        total = number.low + value * (times or 1)
        last = at + 1 if not by or times else following + 1
        return Reading(
            number.first, last, total * (1 if times or not by else by), total * (1 if times or not by else by)
        )
    if by:
        return Reading(number.first, following + 1, value * by, value * by)
    if number.last == number.first and following < len(tokens) and unit_of(tokens[following])[1] == "other":
        return Reading(number.first, following + 1, value, value, "other", role="other")  # half an hour
    if (
        at
        and number.last == number.first
        and unit_of(tokens[at - 1])[1] == "other"
        and tokens[at - 1].end <= tokens[at].start
    ):
        return None  # 두 시간 반, «deux ans et demi»
    if "bound" in tokens[at].tags:
        return None
    if number.last > number.first:
        if number.low * value > 1 or number.kind == "vague" or not tokens[number.first].number(f"={number.low:.0f}"):
            return None
        value *= number.low
    percent = round(100 * value, 1)
    reading = Reading(number.first, at + 1, percent, percent, "percent", "about" in share, "percent")
    if "more" in share:
        reading.high, reading.approximate = None, True
    return reading


def _is_ratio(tokens: Sequence[Token], number: Number, reading: Reading) -> bool:
    """«two of three», «one in five»: both small number words, nothing counted between."""
    at = number.last
    if reading.role != "count" or number.kind != "word" or at + 1 >= len(tokens) or tokens[at].number("ratio") is None:
        return False
    second = read_number(tokens, at + 1)
    if second is None or second.kind != "word" or not number.low < second.low <= 10 or number.low != int(number.low):
        return False
    return number.low >= 2 or not tokens[at].marks & {"of", "from"}


# --- ranges ---


def _range(tokens: Sequence[Token], number: Number, reading: Reading, floor: int) -> Reading | None:
    """«50-100 %», «entre X et Y», «от 4 до 6 млн»: magnitude and unit of the second number hold for the first too."""
    at = reading.last
    if at + 1 >= len(tokens) or reading.role == "other":
        return None
    opener = reading.first - 1
    opened = opener >= floor and tokens[opener].number("between") is not None
    token = tokens[at]
    coordinates = "and" in token.marks
    if not (token.number("range") is not None or token.text in "-~" or coordinates):
        return None
    told_from = reading.first > floor and bool(
        tokens[opener].marks & {"from"} or tokens[opener].time("since") is not None
    )
    changes = token.number("less") is not None and told_from
    if not opened and ((coordinates and not _enclosed(tokens, at + 1)) or changes):
        return None  # «с 50 до 10» tells a change, «50 и 10» two figures
    second_at = at + 1
    while second_at < len(tokens) - 1 and (
        tokens[second_at].number("about") is not None or tokens[second_at].text in ("$", "€")
    ):
        second_at += 1
    second = _number(tokens, second_at)
    if second is None or second.last == second.first or second.kind == "vague":
        return None
    other = Reading(second_at, second.last, second.low, second.high)
    take_unit(tokens, other, at + 1)
    low, high = number.low, second.high
    if reading.unit == "percent" and number.low != reading.low and reading.low is not None:
        low = reading.low
    if second.magnitude >= 1000 and not number.magnitude and number.low < second.scaled:
        low *= second.magnitude
    if other.unit == "percent" and other.high is not None:
        high = other.high
    if low >= high or {reading.unit, other.unit} - {"item?"} > {other.unit} or other.role == "ordinal":
        return None
    unit, role = (other.unit, other.role) if other.unit != "item?" else (reading.unit, reading.role)
    return Reading(
        opener if opened else reading.first,
        other.last,
        low,
        high,
        unit,
        reading.approximate or second.approximate,
        role,
    )


def _enclosed(tokens: Sequence[Token], at: int) -> bool:
    """«50 ve 100 arasında», «50と100の間»: the word for «between» stands up to three tokens behind."""
    return any(token.number("between") is not None for token in tokens[at + 1 : at + 4])


# --- what stands around a number ---


def _modified(tokens: Sequence[Token], reading: Reading, floor: int) -> Reading:
    """Apply the approximators before and after, and look for a unit before an inverted number (штук двести)."""
    low, high = reading.low, reading.high
    before = reading.first - 1
    if reading.unit == "item?" and before >= floor and _inverts(tokens, before):
        reading.unit, reading.first, reading.approximate = tokens[before].number("unit") or "item?", before, True
        before -= 1
    if before >= floor and tokens[before].number("article") is not None and magnitude(tokens[reading.first]):
        reading.first, before = before, before - 1  # at least | a million
    gaps = 1 if reading.role == "percent" else 0
    while before >= floor:
        token = tokens[before]
        if token.marks and before > floor and "deal" in tokens[before - 1].tags:
            break  # «Vertrag über zwölf Jets», «talks about 40 tanks»
        if token.number("more") == "":
            reading.low, reading.high, reading.approximate = low, None, True
        elif token.number("less") == "":
            reading.low, reading.high, reading.approximate = None, high, True
        elif token.number("about") == "":
            reading.approximate = True
        elif gaps and (
            (token.kind == "word" and len(token.text) <= 4) or token.marks or token.number("article") is not None
        ):
            gaps -= 1
            before -= 1
            continue
        else:
            break
        reading.first = before
        before -= 1
    _modify_after(tokens, reading, low, high)
    return reading


def _inverts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a unit word stands before its number, the Slavic way to say «about»."""
    token = tokens[at]
    if token.number("unit") not in ("item", "person", "tonne", "barrel") or not "\u0400" <= token.text[0] <= "\u04ff":
        return False
    return not (at and (tokens[at - 1].kind == "figure" or tokens[at - 1].numbers))


def _modify_after(tokens: Sequence[Token], reading: Reading, low: float | None, high: float | None) -> None:
    at, gap = reading.last, 0
    inner = range(reading.first + 1, reading.last)
    places = [*inner, *range(at, min(at + 3, len(tokens)))]
    for position in places:
        token = tokens[position]
        if token.number("more after") is not None:
            reading.low, reading.high, reading.approximate = low, None, True
        elif token.number("less after") is not None:
            reading.low, reading.high, reading.approximate = None, high, True
        elif token.number("about after") is not None:
            reading.approximate = True
        elif position in inner:
            continue
        elif token.kind == "mark" or token.kind == "figure" or token.numbers or gap:
            break
        else:
            gap += 1
            continue
        if position >= at and not gap:
            reading.last = position + 1
            if reading.unit == "item?" and position + 1 < len(tokens) and (unit := unit_of(tokens[position + 1]))[0]:
                set_unit(reading, *unit)
                reading.last = position + 2


def _period(tokens: Sequence[Token], reading: Reading, counted: set[int]) -> str | None:
    """The period of a rate, in the same clause: «a month» up to six words behind, «monthly» up to four before."""
    for step, limit in ((1, 6), (-1, 4)):
        at, seen = (reading.last if step > 0 else reading.first - 1), 0
        while 0 <= at < len(tokens) and seen < limit and at not in counted:
            token = tokens[at]
            period = token.number("per")
            if period in PERIODS and not (
                step < 0 and token.number("unit") is not None and script(token.text[0]) == "w"
            ):
                return period
            if token.kind == "mark" and token.text in ",;:.!?()，。；：、（）«»":
                break
            seen += 1 if script(token.text[0]) != "c" or token.numbers else 0
            at += step
    return None


def _compared(
    tokens: Sequence[Token], reading: Reading, earlier: QuantityMention, quantity: QuantityMention
) -> QuantityMention:
    """«2,700 drones a month, up from 500 | two years ago»: a bare figure compared with a rate is a rate too."""
    bare = reading.last >= len(tokens) or tokens[reading.last].kind in ("mark", "barred")
    if not bare or not earlier.per or quantity.per or earlier.role != quantity.role or quantity.unit != "item?":
        return quantity
    return replace(quantity, per=earlier.per, unit=earlier.unit)


def _demote_second_sums(tokens: Sequence[Token], readings: list[Reading]) -> None:
    for first, second in pairwise(readings):
        between = tokens[first.last : second.first]
        if (
            first.role == "money"
            and second.role == "money"
            and any(t.text in "(（" for t in between)
            and len(between) <= 4
        ):
            second.role, second.unit = "other", "other"
