"""Calendar arithmetic: what the parts of a time expression come to, given the day of publication."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

Interval = tuple[date | None, date | None]
Closed = tuple[date, date]
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date as an interval of days; it counts as its last day, and relative days need `precision` day."""

    first: date
    last: date
    precision: str


@dataclass(frozen=True, slots=True)
class Told:
    """The time told last, and the single day told last: what «the same year», «that day» go back to."""

    span: Closed | None = None
    day: date | None = None

    def then(self, days: Interval) -> Told:
        """What is told after one more interval; an open end counts as its known bound."""
        known = [day for day in days if day is not None]
        if not known:
            return self
        return Told((known[0], known[-1]), known[0] if days[0] == days[1] else self.day)


@dataclass(slots=True)
class Expression:
    """The parts of one time expression, in any order and language; None where the words do not give a part.

    `direction`: last, this or next (-1, 0, 1). `same`: the `day`, `month` or `year` told before, `shift` days or years later.
    `night`: `to`, `of` or `on` the day."""

    year: int | None = None
    year_rel: int | None = None
    month: int | None = None
    jalali: int | None = None
    month_rel: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    part: str | None = None
    day_rel: int | None = None
    week_rel: int | None = None
    direction: int | None = None
    unit: str | None = None
    within: str | None = None
    same: str | None = None
    shift: int = 0
    night: str | None = None

    @property
    def dated(self) -> bool:
        """Whether the words themselves give the year, so that future or past makes no difference."""
        given = (self.year, self.year_rel, self.month_rel, self.day_rel, self.week_rel, self.within, self.same)
        return any(part is not None for part in given)


def read_published(published: str | None) -> Published | None:
    """A day, month or year in ISO form; None for none or a malformed one."""
    try:
        numbers = [int(n) for n in (published or "")[:10].split("-")]
        if len(numbers) == 3:
            day = date(*numbers)
            return Published(day, day, "day")
        if len(numbers) == 2:
            return Published(*month_of(*numbers), "month")
        return Published(*year_of(numbers[0]), "year")
    except (ValueError, TypeError, IndexError):
        return None


def year_of(year: int) -> Closed:
    if 1300 <= year <= 1450:
        return jalali_day(year, 1, 1), jalali_day(year + 1, 1, 1) - _DAY
    return date(year, 1, 1), date(year, 12, 31)


def month_of(year: int, month: int) -> Closed:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_later(year: int, month: int, shift: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + shift
    return index // 12, index % 12 + 1


def season_of(year: int, season: str) -> Closed:
    """Three months from March, June, September or December; winter is named after the year in which it begins."""
    start = _SEASONS[season]
    return date(year, start, 1), month_of(*months_later(year, start, 2))[1]


def months_from(year: int, first: int, count: int) -> Closed:
    return date(year, first, 1), month_of(*months_later(year, first, count - 1))[1]


def week_of(day: date, shift: int) -> Closed:
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
    return monday, monday + timedelta(days=6)


def part_of(span: Closed, part: str) -> Closed:
    """Beginning, middle or end: ten days of a month, the outer two or the middle two months of a year, else a third."""
    first, last = span
    length = (last - first).days + 1
    if 28 <= length <= 31 and first.day == 1:
        cut = {"start": (1, 10), "mid": (11, 20), "end": (21, last.day)}[part]
        return first.replace(day=cut[0]), first.replace(day=cut[1])
    if length >= 365 and first.day == 1:
        cut = {"start": (1, 2), "mid": (6, 7), "end": (11, 12)}[part]
        return date(first.year, cut[0], 1), month_of(first.year, cut[1])[1]
    third = max(1, length // 3)
    begin = {"start": first, "mid": first + timedelta(days=third), "end": last - timedelta(days=third - 1)}[part]
    return begin, last if part == "end" else begin + timedelta(days=third - 1)


def jalali_day(year: int, month: int, day: int) -> date:
    """A day of the Solar Hijri calendar, by its 33-year cycle of leap years (right for 1244–1531)."""
    leaps = sum(1 for y in range(1244, year) if y % 33 in (1, 5, 9, 13, 17, 22, 26, 30))
    before = 31 * min(month - 1, 6) + 30 * max(0, month - 7)
    return date(1865, 3, 21) + timedelta(days=365 * (year - 1244) + leaps + before + day - 1)


def resolve(words: Expression, published: Published | None, future: bool, anchor: Told) -> Closed | None:
    """The days that an expression names, None where the publication date that it needs is unknown or it names none.

    `anchor`: the time told before, for «the same year». Without a year the last one is meant, or the next one."""
    future = future if not words.direction else words.direction > 0
    try:
        span = _span(words, published, future, anchor)
        if span is None:
            return None
        if words.part and not (words.day or words.weekday or words.day_rel is not None):
            span = part_of(span, words.part)
        if words.night == "to":
            return span[0] - _DAY, span[1]
        return (span[0], span[1] + _DAY) if words.night == "of" else span
    except (ValueError, OverflowError):
        return None


def _span(words: Expression, published: Published | None, future: bool, anchor: Told) -> Closed | None:
    today = published.last if published else None
    exact = today if published and published.precision == "day" else None
    year = _year(words, today, anchor)
    if words.same == "day" and words.day is None and (anchor.day or words.day_rel is None):
        return (anchor.day + words.shift * _DAY,) * 2 if anchor.day else None
    if words.day_rel is not None and words.day is None:
        return None if exact is None else (exact + words.day_rel * _DAY,) * 2
    if words.jalali is not None:
        return _jalali(words, year, today, future)
    if words.day is not None:
        return _days(words, year, published, future, anchor)
    if words.month is not None:
        found = (
            year if year is not None else _nearest_year(words, today, future, lambda y: month_of(y, words.month or 1))
        )
        return None if found is None else month_of(found, words.month)
    if words.month_rel is not None:
        known = today is not None and published is not None and published.precision != "year"
        return month_of(*months_later(today.year, today.month, words.month_rel)) if known and today else None
    if words.same == "month":
        return month_of(anchor.span[0].year, anchor.span[0].month) if anchor.span else None
    if (begins := _division(words)) is not None:
        found = year if year is not None else _nearest_year(words, today, future, begins)
        return None if found is None else begins(found)
    if words.weekday is not None:
        return _weekday(words, exact, future)
    if words.week_rel is not None:
        return None if exact is None else week_of(exact, words.week_rel)
    if words.night and exact is not None and year is None:
        return exact, exact
    return None if year is None else year_of(year)


def _year(words: Expression, today: date | None, anchor: Told) -> int | None:
    if words.year is not None:
        return words.year
    if words.same == "year":
        return anchor.span[1].year + words.shift if anchor.span else None
    return today.year + words.year_rel if today is not None and words.year_rel is not None else None


def _division(words: Expression):  # type: ignore[no-untyped-def]
    if words.season is not None:
        return lambda year: season_of(year, words.season)
    if words.quarter is not None:
        return lambda year: months_from(year, 3 * words.quarter - 2, 3)
    if words.half is not None:
        return lambda year: months_from(year, 6 * words.half - 5, 6)
    return None


def _nearest_year(words: Expression, today: date | None, future: bool, span) -> int | None:  # type: ignore[no-untyped-def]
    """The year that brings a month, season or quarter nearest: begun by now, or with `future` not yet over."""
    if today is None:
        return None
    years = range(today.year - 2, today.year + 3)
    if words.direction == 0:
        return next((y for y in years if span(y)[0] <= today <= span(y)[1]), today.year)
    if words.direction == 1:
        return next(y for y in years if span(y)[0] > today)
    if words.direction == -1:
        return max(y for y in years if span(y)[1] < today)
    if future:
        return next(y for y in years if span(y)[1] >= today)
    return max(y for y in years if span(y)[0] <= today)


def _days(
    words: Expression, year: int | None, published: Published | None, future: bool, anchor: Told
) -> Closed | None:
    day, last = words.day or 1, words.last_day or words.day or 1
    today = published.last if published else None
    if words.month is not None:
        if year is None:
            if today is None:
                return None
            years = (y for y in (today.year, today.year - 1, today.year + 1) if _valid(y, words.month, day))
            wanted = [
                y
                for y in years
                if (date(y, words.month, day) >= today if future else date(y, words.month, day) <= today)
            ]
            if not wanted:
                return None
            year = min(wanted, key=lambda y: abs(y - today.year))
        begin = date(year, words.month, day)
        return begin, date(year, words.month, last) if last >= day else begin
    if words.same == "month":
        return (anchor.span[0].replace(day=day), anchor.span[0].replace(day=last)) if anchor.span else None
    if today is None or published is None or published.precision == "year":
        return None
    shifts = [words.month_rel] if words.month_rel is not None else [0, 1, 2] if future else [0, -1, -2]
    for shift in shifts:
        at = months_later(today.year, today.month, shift or 0)
        if _valid(*at, day) and _valid(*at, last):
            begin = date(*at, day)
            if words.month_rel is not None or (begin >= today if future else begin <= today):
                return begin, date(*at, last)
    return None


def _valid(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _jalali(words: Expression, year: int | None, today: date | None, future: bool) -> Closed | None:
    month = words.jalali or 1
    if words.year_rel is not None and today is not None:
        year = (today - jalali_day(1404, 1, 1)).days // 365 + 1404 + words.year_rel
    if year is not None and year > 1500:
        year -= 621
    candidates = (
        [year] if year is not None else [] if today is None else [today.year - 621, today.year - 622, today.year - 620]
    )
    for candidate in candidates:
        begin = jalali_day(candidate, month, words.day or 1)
        after = jalali_day(candidate + month // 12, month % 12 + 1, 1)
        end = jalali_day(candidate, month, words.last_day or words.day) if words.day else after - _DAY
        if year is not None or (today is not None and (end >= today if future else begin <= today)):
            return begin, end
    return None


def _weekday(words: Expression, today: date | None, future: bool) -> Closed | None:
    if today is None or words.weekday is None:
        return None
    if words.week_rel is not None or words.direction == 0:
        day = week_of(today, words.week_rel or 0)[0] + timedelta(days=words.weekday - 1)
        return day, day
    ahead = (words.weekday - 1 - today.weekday()) % 7
    back = (ahead - 7) % -7
    shift = ahead if future else back
    if words.direction is not None:
        shift = (ahead or 7) if words.direction > 0 else (back or -7)
    return (today + shift * _DAY,) * 2


def shifted(day: date, amount: int, unit: str) -> date:
    """`day` moved by so many days, weeks, months or years; a day that the month lacks becomes its last one."""
    if unit in ("day", "week"):
        return day + timedelta(days=amount * (7 if unit == "week" else 1))
    year, month = months_later(day.year, day.month, amount * (12 if unit == "year" else 1))
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def around(day: date, unit: str) -> Closed:
    """The day, week, month or year that a day lies in."""
    if unit == "day":
        return day, day
    if unit == "week":
        return week_of(day, 0)
    return month_of(day.year, day.month) if unit == "month" else year_of(day.year)
