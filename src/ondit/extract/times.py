"""Times of events as intervals of ISO days, resolved against the publication date.

The grammar knows no language; words come from `times.txt` of each. What is vague («recently», the 1990s) gives nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from ondit.extract.dates import Closed, Expression, Interval, Published, Told, months_from, read_published, resolve
from ondit.extract.expressions import read_expression
from ondit.extract.lengths import Item, is_small, read_length
from ondit.extract.tokens import Sheet, Token, lex
from ondit.languages.boundaries import script
from ondit.languages.lexicon import Language, Mention

_RELATIONS = ("since", "until", "before", "after")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TimeMention:
    """The words text[start:end] for the days `since` to `until` (ISO, inclusive, None where open).

    `other`: the days if the clause pointed the other way in time (future for past), None where the
    words leave no choice. `day`: the last single day told, up to and with this mention."""

    start: int
    end: int
    since: str | None
    until: str | None
    other: tuple[str | None, str | None] | None = None
    day: str | None = None


def find_times(
    text: str, start: int, end: int, mentions: Sequence[Mention], language: Language, published: str | None,
    future: bool = False, previous: TimeMention | None = None, sheet: Sheet | None = None,
) -> list[TimeMention]:  # fmt: skip
    """The times in the sentence text[start:end], in order, not overlapping.

    `published`: ISO day, month or year; without it only absolute times are found. `future`: the clause tells what will
    be. `previous`: the last time told before the sentence, for «the same day». `sheet`: that of the sentence, if it is made."""
    if not any(char.isdigit() for char in text[start:end]) and not any(m.type == "times" for m in mentions):
        return []
    tokens = lex(sheet or Sheet(text, start, end, mentions, language))
    today = read_published(published)
    anchor = _told(previous)
    items = _related(tokens, _read(tokens, language.grammar, today), language.grammar)
    if not items:
        return []
    again = [replace(item, words=replace(item.words) if item.words else None) for item in items]
    backward = _resolved(tokens, items, today, future, anchor)
    forward = _resolved(tokens, again, today, not future, anchor)
    others = {(item.first, item.last): item.interval for item in forward}
    times: list[TimeMention] = []
    told = anchor
    for item in backward:
        if item.interval is None or item.interval == (None, None):
            continue
        other = others.get((item.first, item.last))
        days = _iso(item.interval)
        choice = _iso(other) if other is not None and other != item.interval and other != (None, None) else None
        told = told.then(item.interval)
        times.append(
            TimeMention(item.start, item.end, *days, other=choice, day=told.day.isoformat() if told.day else None)
        )
    return times


def _iso(interval: Interval) -> tuple[str | None, str | None]:
    since, until = interval
    return (since.isoformat() if since else None, until.isoformat() if until else None)


def _told(time: TimeMention | None) -> Told:
    if time is None:
        return Told()
    days = [date.fromisoformat(day) if day else None for day in (time.since, time.until)]
    told = Told(day=date.fromisoformat(time.day) if time.day else None)
    return told.then((days[0], days[1]))


def _read(tokens: Sequence[Token], grammar: Mapping[str, Any], today: Published | None) -> list[Item]:
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        item = None
        if _may_open(tokens[at]):
            item = read_length(tokens, at, grammar, today) or _item(tokens, at, grammar)
        if item is None:
            at += 1
            continue
        items.append(item)
        at = item.last
    return items


def _may_open(token: Token) -> bool:
    """Whether a token can begin a time: a figure, a date or a word that times.txt or numbers.txt knows."""
    return bool(token.times or token.numbers) or token.kind in ("figure", "date")


def _item(tokens: Sequence[Token], at: int, grammar: Mapping[str, Any]) -> Item | None:
    found = read_expression(tokens, at, grammar)
    return None if found is None else Item(at, found[1], found[0])


# --- since, until, ranges ---


def _related(tokens: Sequence[Token], items: list[Item], grammar: Mapping[str, Any]) -> list[Item]:
    """Give each item the relation that stands before it, or behind it where the language puts it there."""
    postposed = grammar.get("order") == "SOV"
    for index, item in enumerate(items):
        floor = items[index - 1].end if index else 0
        ceiling = items[index + 1].first if index + 1 < len(items) else len(tokens)
        item.start, item.end = item.first, item.last
        before, at = _before(tokens, item, floor)
        behind, end = _behind(tokens, item, ceiling, postposed)
        if behind and (postposed or not before):
            item.relation, item.end = behind, end
        elif before:
            item.relation, item.start = before, at
    return items


def _before(tokens: Sequence[Token], item: Item, floor: int) -> tuple[str | None, int]:
    at, gap = item.first - 1, 0
    while at >= floor and gap <= 2:
        token = tokens[at]
        relation = next(
            (
                r
                for r in ("before", "since", "until", "after", "between")
                if token.time(r) is not None and token.time(r) != "after"
            ),
            None,
        )
        if relation:
            return relation, at
        if not (
            is_small(token)
            or token.number("about") is not None
            or token.number("article") is not None
            or token.time("unit") is not None
            or token.time("part")
        ):
            return None, item.first
        gap += 1
        at -= 1
    return None, item.first


def _behind(tokens: Sequence[Token], item: Item, ceiling: int, postposed: bool) -> tuple[str | None, int]:
    at = item.last
    if at >= min(len(tokens), ceiling):
        return None, at
    token = tokens[at]
    if token.time("range") is not None and at + 1 >= ceiling and at + 1 < len(tokens):
        return None, at  # 3月至5月: a range, not «by March»
    free = postposed or (token.attached and script(token.text[0]) in "ch" and script(token.text[0]) != "")
    for relation in _RELATIONS:
        told = token.time(relation)
        if told is not None and (free or told == "after" or "post" in token.tags):
            if not postposed and token.marks & {"from", "to"}:
                return None, at  # 去年从以色列: the preposition of what follows
            return relation, at + 1
    return None, at


def _resolved(
    tokens: Sequence[Token], items: list[Item], today: Published | None, future: bool, anchor: Told
) -> list[Item]:
    done: list[Item] = []
    index = 0
    while index < len(items):
        item = items[index]
        pair = _joined(tokens, item, items[index + 1]) if index + 1 < len(items) else None
        if pair:
            interval = _between(item, items[index + 1], pair, today, future, anchor)
            if interval is not None:
                item.interval, item.last, item.end = interval, items[index + 1].last, items[index + 1].end
                index += 1
            else:
                pair = None
        if not pair:
            item.interval = (
                item.interval if item.words is None else _apply(item, _days(item.words, today, future, anchor))
            )
        if item.interval is not None:
            anchor = anchor.then(item.interval)
            item.start, item.end = tokens[item.start].start, tokens[item.end - 1].end
            done.append(item)
        index += 1
    return done


def _days(words: Expression, today: Published | None, future: bool, anchor: Told) -> Closed | None:
    if words.unit and words.unit.startswith("months "):
        year = resolve(replace(words, unit=None), today, future, anchor)
        return None if year is None else months_from(year[0].year, 1, int(words.unit.split(" ")[1]))
    return resolve(words, today, future, anchor)


def _apply(item: Item, days: Closed | None) -> Interval | None:
    """The interval that a relation makes of the days; «before the end of X» and «within X» reach to its end."""
    if days is None:
        return None
    words = item.words
    if words is not None and words.last_day and item.relation == "since":
        return days
    if item.relation == "since":
        return days[0], None
    if item.relation == "after":
        return days[1] + _DAY, None
    if item.relation == "until" or (words is not None and words.within):
        return None, days[1]
    if item.relation == "before":
        return None, days[1] if words is not None and words.part == "end" else days[0] - _DAY
    return days


def _joined(tokens: Sequence[Token], first: Item, second: Item) -> str | None:
    """`range` or `and` if the words between two expressions make them the ends of one interval, else None."""
    between = tokens[first.last : second.first]
    if not between or len(between) > 4 or first.words is None or second.words is None:
        return None
    ranged = any(t.time("range") is not None or t.time("until") is not None or t.text in "-~" for t in between)
    coordinates = any("and" in t.marks for t in between)
    plain = all(t.times or t.marks or t.text in "-~./" or is_small(t) for t in between)
    if not plain:
        return None
    if coordinates:
        enclosed = second.last < len(tokens) and tokens[second.last].time("between") is not None
        return "range" if enclosed or (first.relation == "between" and first.start < first.first) else "and"
    if first.relation == "since" and (ranged or second.relation == "until"):
        return "range"
    return "range" if ranged and first.relation in (None, "between", "since") else None


def _between(
    first: Item, second: Item, pair: str, today: Published | None, future: bool, anchor: Told
) -> Interval | None:
    a, b = first.words, second.words
    if a is None or b is None:
        return None
    if not a.dated:
        for name in ("year", "year_rel", "same", "shift"):
            setattr(a, name, getattr(b, name))
    if a.day and a.month is None and a.month_rel is None:
        a.month, a.month_rel, a.jalali = b.month, b.month_rel, b.jalali
    if a.weekday and b.weekday:
        a.night = None
    begin = _days(a, today, future, anchor)
    end = _days(
        replace(b, year=begin[0].year) if begin and a.dated and not b.dated and a.month and b.month else b,
        today,
        future,
        anchor,
    )
    if begin and end and end[0] < begin[0] and not b.dated and a.month and b.month:
        if a.dated or future:
            end = _days(replace(b, year=end[0].year + 1), today, future, anchor)
        else:  # «from October to March», told afterwards
            begin = _days(replace(a, year=begin[0].year - 1), today, future, anchor)
    if begin is None or end is None or end[0] <= begin[0]:
        return None
    if pair == "and" and (first.relation not in (None, "between") or (end[0] - begin[1]).days != 1):
        return None
    return begin[0], end[1]
