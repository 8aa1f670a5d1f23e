"""Times in every language against one publication date, and properties that hold for any text."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extract import gold

from ondit.extract.dates import jalali_day, part_of, read_published
from ondit.extract.times import TimeMention, find_times
from ondit.languages import available, load
from ondit.languages.lexicon import compile_language

TUESDAY = "2025-11-18"


def read(code: str, text: str, published: str | None = TUESDAY, **more: object) -> list[TimeMention]:
    language = load(code)
    return find_times(text, 0, len(text), language.mentions(text), language, published, **more)  # type: ignore[arg-type]


def only(code: str, text: str, published: str | None = TUESDAY, **more: object) -> tuple[str | None, str | None]:
    found = read(code, text, published, **more)
    assert len(found) == 1, (code, text, found)
    return found[0].since, found[0].until


CASES = [
    # days, months, years in every order
    ("fr", "le 3 décembre", "2024-12-03", "2024-12-03"),
    ("fr", "le 1er octobre 2025", "2025-10-01", "2025-10-01"),
    ("en", "June 19 last year", "2024-06-19", "2024-06-19"),
    ("en", "On Friday, 14 November 2025, they", "2025-11-14", "2025-11-14"),
    ("en", "May 20, 2024", "2024-05-20", "2024-05-20"),
    ("en", "2025-10-04", "2025-10-04", "2025-10-04"),
    ("ru", "19 июня 2024 года", "2024-06-19", "2024-06-19"),
    ("ru", "15.06.2025", "2025-06-15", "2025-06-15"),
    ("ko", "2024년 10월 23일", "2024-10-23", "2024-10-23"),
    ("ko", "11일", "2025-11-11", "2025-11-11"),
    ("ko", "지난달 28일", "2025-10-28", "2025-10-28"),
    ("ja", "９月６日", "2025-09-06", "2025-09-06"),
    ("ja", "令和7年11月", "2025-11-01", "2025-11-30"),
    ("ar", "في 17 سبتمبر الماضي", "2025-09-17", "2025-09-17"),
    ("tr", "12 Mart 2025", "2025-03-12", "2025-03-12"),
    ("uk", "у жовтні минулого року", "2024-10-01", "2024-10-31"),
    ("ko", "지난해 10월", "2024-10-01", "2024-10-31"),
    ("ja", "昨年10月", "2024-10-01", "2024-10-31"),
    ("en", "in October", "2025-10-01", "2025-10-31"),
    ("en", "the 2024 treaty", "2024-01-01", "2024-12-31"),
    ("de", "am 17. Januar", "2025-01-17", "2025-01-17"),
    ("vi", "ngày 19 tháng 6 năm 2024", "2024-06-19", "2024-06-19"),
    ("vi", "chiều 21/8", "2025-08-21", "2025-08-21"),
    ("zh", "上月28日", "2025-10-28", "2025-10-28"),
    ("zh", "九月三日", "2025-09-03", "2025-09-03"),
    ("pl", "17 stycznia 2025 r.", "2025-01-17", "2025-01-17"),
    ("it", "lo scorso 3 settembre", "2025-09-03", "2025-09-03"),
    # seasons, quarters, halves, parts
    ("fr", "l'été dernier", "2025-06-01", "2025-08-31"),
    ("ru", "осенью 2024 года", "2024-09-01", "2024-11-30"),
    ("en", "in the winter of 2024", "2024-12-01", "2025-02-28"),
    ("ru", "в I квартале 2026 года", "2026-01-01", "2026-03-31"),
    ("ko", "올해 하반기", "2025-07-01", "2025-12-31"),
    ("en", "late October", "2025-10-21", "2025-10-31"),
    ("ja", "10月下旬", "2025-10-21", "2025-10-31"),
    ("ko", "지난달 말", "2025-10-21", "2025-10-31"),
    # relative
    ("en", "on Monday", "2025-11-17", "2025-11-17"),
    ("en", "on Tuesday", "2025-11-18", "2025-11-18"),
    ("fr", "mardi dernier", "2025-11-11", "2025-11-11"),
    ("en", "yesterday", "2025-11-17", "2025-11-17"),
    ("fr", "la semaine dernière", "2025-11-10", "2025-11-16"),
    ("ja", "来月", "2025-12-01", "2025-12-31"),
    ("uk", "торік", "2024-01-01", "2024-12-31"),
    ("ru", "в ночь на понедельник", "2025-11-16", "2025-11-17"),
    ("de", "in der Nacht zum Montag", "2025-11-16", "2025-11-17"),
    ("zh", "上周三", "2025-11-12", "2025-11-12"),
    ("pt", "na semana passada", "2025-11-10", "2025-11-16"),
    # since, until, before, after
    ("fr", "depuis juin 2025", "2025-06-01", None),
    ("ko", "내년 3월부터", "2026-03-01", None),
    ("tr", "2021'den bu yana", "2021-01-01", None),
    ("ko", "2030년까지", None, "2030-12-31"),
    ("ja", "年内に", None, "2025-12-31"),
    ("tr", "yıl sonuna kadar", None, "2025-12-31"),
    ("fr", "d'ici à la fin de 2026", None, "2026-12-31"),
    ("ar", "قبل نهاية العام المقبل", None, "2026-12-31"),
    ("fr", "avant 2020", None, "2019-12-31"),
    ("en", "before February 2022", None, "2022-01-31"),
    ("ru", "с начала года", "2025-01-01", None),
    ("de", "bis Ende des Jahres", None, "2025-12-31"),
    ("pl", "do końca 2026 roku", None, "2026-12-31"),
    ("it", "entro il 2027", None, "2027-12-31"),
    # ranges
    ("en", "from October to March", "2024-10-01", "2025-03-31"),
    ("en", "from October 2023 to March", "2023-10-01", "2024-03-31"),
    ("de", "vom 3. bis 5. März", "2025-03-03", "2025-03-05"),
    ("vi", "từ 3 đến 5/3", "2025-03-03", "2025-03-05"),
    ("zh", "3月至5月", "2025-03-01", "2025-05-31"),
    ("es", "entre marzo y octubre", "2025-03-01", "2025-10-31"),
    ("tr", "6-10 Ekim tarihlerinde", "2025-10-06", "2025-10-10"),
    ("ru", "с 2 марта по 24 апреля", "2025-03-02", "2025-04-24"),
    ("fr", "entre mars et octobre", "2025-03-01", "2025-10-31"),
    ("en", "between June 2023 and May 2024", "2023-06-01", "2024-05-31"),
    ("en", "in 2022 and 2023", "2022-01-01", "2023-12-31"),
    ("fr", "de 2000 à 2019", "2000-01-01", "2019-12-31"),
    ("ja", "3月から5月まで", "2025-03-01", "2025-05-31"),
    ("ko", "10~12일", "2025-11-10", "2025-11-12"),
    # lengths
    ("vi", "trong hai năm tới", "2025-11-18", "2027-11-18"),
    ("vi", "trong 11 tháng đầu năm nay", "2025-01-01", "2025-11-30"),
    ("zh", "过去五年", "2020-11-18", "2025-11-18"),
    ("en", "two years ago", "2023-01-01", "2023-12-31"),
    ("fr", "dans trois ans", "2028-01-01", "2028-12-31"),
    ("en", "over the past five years", "2020-11-18", "2025-11-18"),
    ("ko", "최근 5년간", "2020-11-18", "2025-11-18"),
    ("en", "over the next two years", "2025-11-18", "2027-11-18"),
    ("ru", "за первые девять месяцев 2025 года", "2025-01-01", "2025-09-30"),
]


@pytest.mark.parametrize(("code", "text", "since", "until"), CASES)
def test_resolves(code: str, text: str, since: str | None, until: str | None) -> None:
    assert only(code, text) == (since, until)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "recently"), ("en", "in recent months"), ("en", "in the 1990s"), ("fr", "les années 1990"),
        ("ja", "1990年代"),
        ("en", "for three years"), ("en", "12,000 shells and 2,000 men"), ("ko", "노동자 2000명"), ("fr", "récemment"),
        ("en", "KN-23 and Su-35"), ("fr", "a été livré"), ("en", "the following year"),
    ],
)  # fmt: skip
def test_gives_nothing(code: str, text: str) -> None:
    assert read(code, text) == []


def test_future_turns_the_choice() -> None:
    assert only("en", "in January") == ("2025-01-01", "2025-01-31")
    assert only("en", "in January", future=True) == ("2026-01-01", "2026-01-31")
    assert read("en", "in January")[0].other == ("2026-01-01", "2026-01-31")
    assert read("en", "in January 2025")[0].other is None
    assert only("en", "on Friday", future=True) == ("2025-11-21", "2025-11-21")


def test_the_same_day_is_the_day_told_before() -> None:
    told = read("fr", "le 15 août 2022")[0]
    assert only("fr", "le même jour", previous=told) == ("2022-08-15", "2022-08-15")
    assert only("fr", "en décembre de la même année", previous=told) == ("2022-12-01", "2022-12-31")
    assert read("fr", "le même jour") == []


def test_coarse_and_missing_publication_dates() -> None:
    assert read("en", "on Monday", "2025-11") == []
    assert only("en", "last year", "2025") == ("2024-01-01", "2024-12-31")
    assert only("en", "last month", "2025-11") == ("2025-10-01", "2025-10-31")
    assert read("en", "in October and on Monday, two years ago", None) == []
    assert only("en", "on 3 March 2024", None) == ("2024-03-03", "2024-03-03")
    assert read_published("2025-13-40") is None


def test_solar_hijri_calendar() -> None:
    assert [jalali_day(y, 1, 1).isoformat() for y in (1399, 1403, 1404, 1405)] == [
        "2020-03-20",
        "2024-03-20",
        "2025-03-21",
        "2026-03-21",
    ]


def test_persian_dates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a lexicon of three lines: a language with another calendar needs data only."""
    monkeypatch.setenv("ONDIT_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "fa"
    folder.mkdir()
    (folder / "grammar.toml").write_text(
        'code = "fa"\nname = "Persian"\norder = "SOV"\nwords = "spaced"\n', encoding="utf-8"
    )
    (folder / "times.txt").write_text(
        "[calendar jalali 7]\nمهر\n[year]\nسال\n[year-rel -1]\nسال گذشته\n", encoding="utf-8"
    )
    language = compile_language(folder)
    for text, days in (
        ("۱۵ مهر ۱۴۰۴", ("2025-10-07", "2025-10-07")),
        ("مهر ۱۴۰۴", ("2025-09-23", "2025-10-22")),
        ("سال ۱۴۰۳", ("2024-03-20", "2025-03-20")),
        ("۱۵ مهر", ("2025-10-07", "2025-10-07")),
        ("مهر سال گذشته", ("2024-09-22", "2024-10-21")),
    ):
        found = find_times(text, 0, len(text), language.mentions(text), language, TUESDAY)
        assert [(t.since, t.until) for t in found] == [days], text


def test_parts_of_a_month_cover_it_without_gaps() -> None:
    for year, month in ((2024, 2), (2025, 2), (2025, 11), (2025, 12)):
        whole = (date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1))
        start, mid, end = (part_of(whole, part) for part in ("start", "mid", "end"))
        assert (start[0], end[1]) == whole
        assert (mid[0] - start[1]).days == (end[0] - mid[1]).days == 1


@cache
def codes() -> tuple[str, ...]:
    with_times = tuple(c for c in available() if any(e.type == "times" for e in load(c).entries))
    assert with_times, "no language has times"
    return with_times


@given(st.dates(date(1990, 1, 1), date(2039, 12, 31)), st.data())
@settings(max_examples=150, deadline=None)
def test_rendered_dates_are_read_back(day: date, data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(codes()))
    form = data.draw(st.sampled_from(["{:%Y-%m-%d}", "{0.day}.{0.month}.{0.year}", "{0.year}/{0.month}/{0.day}"]))
    if form.startswith("{0.day}") and load(code).grammar.get("date_order") == "MDY":
        form = "{0.month}.{0.day}.{0.year}"
    assert only(code, form.format(day), None) == (day.isoformat(), day.isoformat()), (code, form)


@given(st.dates(date(2000, 1, 1), date(2039, 12, 31)), st.data())
@settings(max_examples=150, deadline=None)
def test_month_names_are_read_back(day: date, data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(codes()))
    language = load(code)
    names = [
        e
        for e in language.entries
        if e.type == "times" and e.sense == "month" and e.args == (str(day.month),) and not e.tags and not e.guard
    ]
    name = data.draw(st.sampled_from(names)).form
    words = language.grammar.get("words")
    if words == "unspaced" or code == "ko":
        text = f"{day.year}年{name}{day.day}日" if words == "unspaced" else f"{day.year}년 {name} {day.day}일"
    elif code == "vi":
        text = f"ngày {day.day} {name} năm {day.year}"
    else:
        text = f"{day.day} {name} {day.year}"
    if name[:1].isdigit() or name[-1] != ".":
        assert only(code, text, None) == (day.isoformat(), day.isoformat()), (code, text)


PIECES = st.one_of(
    st.text(max_size=6),
    st.sampled_from(["12", "mars", "2024", "29 February", "31.02.2025", "-",
         "и", "to", "年", "月", "日", "11일", "до", "since", "ago", "'"]),
    st.integers(0, 3000).map(str),
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map(" ".join), st.data())
@settings(max_examples=300, deadline=None)
def test_spans_are_inside_ordered_and_not_empty(text: str, data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(codes()))
    language = load(code)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    published = data.draw(st.sampled_from([None, "2025", "2024-02", "2024-02-29", TUESDAY, "nonsense"]))
    mentions = [m for m in language.mentions(text) if start <= m.start and m.end <= end]
    at = start
    for time in find_times(text, start, end, mentions, language, published, data.draw(st.booleans())):
        assert at <= time.start < time.end <= end
        assert text[time.start : time.end].strip()
        assert time.since or time.until
        assert not (time.since and time.until) or time.since <= time.until
        at = time.end


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_words_of_the_lexicon_in_any_order_never_crash(data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(codes()))
    language = load(code)
    words = [e.form for e in language.entries if e.type in ("times", "numbers")]
    text = " ".join(data.draw(st.lists(st.sampled_from([*words, "12", "2024", "31", "1,5"]), max_size=8)))
    find_times(text, 0, len(text), language.mentions(text), language, TUESDAY, data.draw(st.booleans()))


def test_gold_times_are_found() -> None:
    hits = [
        any(
            tuple(value) in ((t.since, t.until), t.other)
            for sentence in evidence
            for t in read(language, sentence, published)
        )
        for language, published, evidence, value in gold.slots("when")
        if language in codes()
    ]
    assert hits
    assert sum(hits) / len(hits) > 0.85, f"{sum(hits)} of {len(hits)}"
