"""Figures in every language: fixed sentences of ours, figures rendered and read back, and text that nobody wrote."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extract import gold

from ondit.extract.quantities import QuantityMention, find_quantities
from ondit.extract.times import find_times
from ondit.languages import available, load


def read(code: str, text: str, published: str | None = "2025-11-18") -> list[QuantityMention]:
    language = load(code)
    mentions = language.mentions(text)
    times = find_times(text, 0, len(text), mentions, language, published)
    return find_quantities(text, 0, len(text), mentions, language, [(t.start, t.end) for t in times])


def first(code: str, text: str) -> tuple[float | None, float | None, str, bool, str | None]:
    found = [q for q in read(code, text) if q.role in ("count", "percent", "money")]
    assert found, f"{code}: nothing in {text!r}"
    q = found[0]
    return (
        q.low,
        q.high,
        q.unit.rstrip("?"),
        q.approximate,
        q.per,
    )  # whether a noun is listed as a unit is the lexicon's


def none(code: str, text: str) -> bool:
    return not [q for q in read(code, text) if q.role in ("count", "percent", "money")]


CASES = [
    # figures by shape and by language
    ("fr", "livrer 12 000 obus", (12000, 12000, "item", False, None)),
    ("fr", "livrer 12\u202f000 obus", (12000, 12000, "item", False, None)),
    ("fr", "livrer 12.000 obus", (12000, 12000, "item", False, None)),
    ("fr", "une hausse de 1,5 %", (1.5, 1.5, "percent", False, None)),
    ("en", "some 12,000 shells", (12000, 12000, "item", True, None)),
    ("en", "a contract worth $1.75 billion", (1.75e9, 1.75e9, "usd", False, None)),
    ("en", "aid of €800m", (8e8, 8e8, "eur", False, None)),
    ("en", "US$ 3.5bn", (3.5e9, 3.5e9, "usd", False, None)),
    ("ru", "12 тыс. снарядов", (12000, 12000, "item", False, None)),
    ("ru", "25 тысяч рабочих", (25000, 25000, "person", False, None)),
    ("ru", "3,5 млрд долларов", (3.5e9, 3.5e9, "usd", False, None)),
    ("ko", "노동자 2만5000명", (25000, 25000, "person", False, None)),
    ("ko", "병력 1만 2천여 명", (12000, None, "person", True, None)),
    ("ko", "65억 달러", (6.5e9, 6.5e9, "usd", False, None)),
    ("ko", "약 1천200만 발", (12000000, 12000000, "item", True, None)),
    ("ja", "２万５０００人", (25000, 25000, "person", False, None)),
    ("ja", "約1万2000人", (12000, 12000, "person", True, None)),
    ("ar", "٤٠٠ صاروخ", (400, 400, "item", False, None)),
    ("de", "48.000 Schuss", (48000, 48000, "item", False, None)),
    ("de", "6,5 Mrd. Dollar", (6.5e9, 6.5e9, "usd", False, None)),
    ("es", "mil millones de dólares", (1e9, 1e9, "usd", False, None)),
    ("pl", "6,5 mld dolarów", (6.5e9, 6.5e9, "usd", False, None)),
    ("vi", "12 triệu viên đạn", (12000000, 12000000, "item", False, None)),
    ("zh", "约2.8万个集装箱", (28000, 28000, "container", True, None)),
    ("zh", "二十億元", (2e9, 2e9, "cny", False, None)),
    # number words
    ("de", "fünfundzwanzig Panzer", (25, 25, "item", False, None)),
    ("it", "trentacinquemila uomini", (35000, 35000, "person", False, None)),
    ("pt", "vinte e cinco tanques", (25, 25, "item", False, None)),
    ("pl", "dwadzieścia pięć czołgów", (25, 25, "item", False, None)),
    ("tr", "yirmi bir tank", (21, 21, "item", False, None)),
    ("vi", "hai mươi lăm tàu", (25, 25, "item", False, None)),
    ("vi", "năm chiếc", (5, 5, "item", False, None)),
    ("zh", "三十五架", (35, 35, "item", False, None)),
    ("fr", "vingt et un chars", (21, 21, "item", False, None)),
    ("fr", "deux cent vingt-trois mille obus", (223000, 223000, "item", False, None)),
    ("en", "twenty-five howitzers", (25, 25, "item", False, None)),
    ("ru", "двадцать пять танков", (25, 25, "item", False, None)),
    ("ru", "полтора миллиона снарядов", (1500000, 1500000, "item", False, None)),
    ("uk", "двадцять п'ять танків", (25, 25, "item", False, None)),
    ("ja", "三十五人", (35, 35, "person", False, None)),
    ("ko", "이십오 명", (25, 25, "person", False, None)),
    ("ko", "두 문을 파괴", (2, 2, "item", False, None)),
    ("ar", "خمسة وعشرين جنديا", (25, 25, "person", False, None)),
    ("ar", "ملياري دولار", (2e9, 2e9, "usd", False, None)),
    # bounds
    ("fr", "plus de 80 000 soldats", (80000, None, "person", True, None)),
    ("fr", "jusqu'à 200 000 tonnes", (None, 200000, "tonne", True, None)),
    ("en", "at least 40 drones", (40, None, "item", True, None)),
    ("ko", "220문 이상", (220, None, "item", True, None)),
    ("ja", "6000人超", (6000, None, "person", True, None)),
    ("tr", "3 binden fazla subay", (3000, None, "person", True, None)),
    # ranges
    ("fr", "entre 2 000 et 2 500 hommes", (2000, 2500, "person", False, None)),
    ("fr", "50-100 %", (50, 100, "percent", False, None)),
    ("ru", "от 4 до 6 млн боеприпасов", (4000000, 6000000, "item", False, None)),
    ("en", "100 to 150 aircraft", (100, 150, "item", False, None)),
    ("ko", "50~100대", (50, 100, "item", False, None)),
    ("de", "zwei bis drei Systeme", (2, 3, "item", False, None)),
    ("tr", "100 ile 150 arasında tank", (100, 150, "item", False, None)),
    ("zh", "100至150架", (100, 150, "item", False, None)),
    # shares
    ("tr", "yüzde 40'ı", (40, 40, "percent", False, None)),
    ("zh", "百分之八十", (80, 80, "percent", False, None)),
    ("zh", "大约四成", (40, 40, "percent", True, None)),
    ("de", "jede dritte Granate", (33.3, 33.3, "percent", False, None)),
    ("en", "2/3 of its arms", (66.7, 66.7, "percent", False, None)),
    ("es", "más de la mitad", (50, None, "percent", True, None)),
    ("fr", "près de la moitié des obus", (50, 50, "percent", True, None)),
    ("ru", "две трети снарядов", (66.7, 66.7, "percent", False, None)),
    ("en", "two of three shells", (66.7, 66.7, "percent", False, None)),
    ("en", "one in five shells", (20, 20, "percent", False, None)),
    ("en", "three quarters of its arms", (75, 75, "percent", False, None)),
    ("ja", "4割の砲弾", (40, 40, "percent", False, None)),
    # vague counts
    ("fr", "une trentaine de cadets", (30, 30, "person", True, None)),
    ("fr", "des milliers d'obus", (2000, 9999, "item", True, None)),
    ("en", "tens of thousands of shells", (20000, 99999, "item", True, None)),
    ("en", "several hundred thousand shells", (200000, 999999, "item", True, None)),
    ("ru", "сотни тысяч снарядов", (200000, 999999, "item", True, None)),
    ("uk", "два десятки медиків", (20, 20, "item", True, None)),
    ("ko", "포탄 수백 발", (200, 999, "item", True, None)),
    # rates, inversion, comparison
    ("en", "2,700 drones a month", (2700, 2700, "item", False, "month")),
    ("fr", "30 000 obus par mois", (30000, 30000, "item", False, "month")),
    ("ru", "штук двести снарядов", (200, 200, "item", True, None)),
    ("ru", "человек двадцать лётчиков", (20, 20, "person", True, None)),
    ("en", "half a million shells", (500000, 500000, "item", False, None)),
    ("en", "seven more Patriot batteries", (7, 7, "battery", False, None)),
]


@pytest.mark.parametrize(("code", "text", "expected"), CASES)
def test_reads(code: str, text: str, expected: tuple[float | None, float | None, str, bool, str | None]) -> None:
    assert first(code, text) == expected


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "KN-23 and T-72 with 155 mm guns"), ("en", "the 28th brigade"), ("en", "for three years"),
        ("ru", "танк Т-72 и снаряды калибра 152 мм"),
        ("fr", "le 3 décembre 2024"), ("ko", "지난달 28일"), ("ja", "第3艦隊"),
        ("en", "half an hour"), ("tr", "155. Tugay"), ("vi", "mười năm"), ("en", "a missile"), ("zh", "一艘潜艇"),
        ("en", "call +33 1 23 45 67 89"), ("en", "an 8x8 truck"), ("fr", "l'armée compte plusieurs chars"),
    ],
)  # fmt: skip
def test_no_quantity(code: str, text: str) -> None:
    assert none(code, text), read(code, text)


def test_second_sum_in_brackets() -> None:
    sums = [q for q in read("fr", "12,9 milliards de couronnes (environ 1,2 milliard d'euros)") if q.role == "money"]
    assert [(q.low, q.unit) for q in sums] == [(1.2e9, "eur")]
    sums = [q for q in read("en", "$1.2 billion (1.1 billion euros)") if q.role == "money"]
    assert [(q.low, q.unit) for q in sums] == [(1.2e9, "usd")]


def test_a_fall_is_no_range() -> None:
    shares = [(q.low, q.high) for q in read("ru", "доля упала с 90 % до 10 %")]
    assert shares == [(90, 90), (10, 10)]


def test_a_contract_over_something_is_no_bound() -> None:
    assert first("de", "ein Vertrag über zwölf Kampfjets")[:2] == (12, 12)
    assert first("de", "über hundert Panzer")[:2] == (100, None)


def test_rate_carries_to_what_it_is_compared_with() -> None:
    found = read("en", "output is 2,700 drones a month, up from fewer than 500 two years ago")
    assert [(q.low, q.high, q.per) for q in found if q.role == "count"] == [(2700, 2700, "month"), (None, 500, "month")]


@cache
def codes() -> tuple[str, ...]:
    with_numbers = tuple(c for c in available() if any(e.type == "numbers" for e in load(c).entries))
    assert with_numbers, "no language has numbers"
    return with_numbers


@given(st.integers(min_value=1, max_value=999_999_999), st.data())
@settings(max_examples=150, deadline=None)
def test_rendered_figures_are_read_back(number: int, data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(codes()))
    grammar = load(code).grammar
    sign = data.draw(st.sampled_from(["", *grammar.get("thousands", [","])]))
    figure = f"{number:,}".replace(",", sign)
    found = read(code, f"{figure} %", None)
    assert [(q.low, q.high, q.unit) for q in found] == [(number, number, "percent")], (code, figure)


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=1, max_value=99), st.data())
@settings(max_examples=80, deadline=None)
def test_rendered_decimals_are_read_back(whole: int, part: int, data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(codes()))
    figure = f"{whole}{load(code).grammar.get('decimal', '.')}{part:02d}"
    assert [q.low for q in read(code, f"{figure} %", None)] == [pytest.approx(float(f"{whole}.{part:02d}"))], (
        code,
        figure,
    )


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_number_words_of_the_lexicon_are_read_back(data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(codes()))
    language = load(code)
    words = [
        e
        for e in language.entries
        if e.type == "numbers" and e.sense[0] == "=" and e.sense != "=0" and not e.tags and not e.args and not e.guard
    ]
    entry = data.draw(st.sampled_from(words))
    sign = "%" if language.grammar.get("words") != "unspaced" else "人"
    found = read(code, f"{entry.form} {sign}" if sign == "%" else f"{entry.form}{sign}", None)
    assert any(q.low == float(entry.sense[1:]) for q in found), (code, entry.form)


PIECES = st.one_of(
    st.text(max_size=6),
    st.sampled_from(["12 000", "1,5", "2만5000", "%", "$", "€", "-", "–", ".", ",",
         "50", "2024", "de", "и", "to", "万", "人", "الف", "'", "(", ")"]),
    st.integers(0, 10**18).map(str),
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map(" ".join), st.data())
@settings(max_examples=300, deadline=None)
def test_spans_are_inside_and_not_empty(text: str, data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(codes()))
    language = load(code)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    mentions = [m for m in language.mentions(text) if start <= m.start and m.end <= end]
    at = start
    for q in find_quantities(text, start, end, mentions, language):
        assert at <= q.start < q.end <= end
        at = q.end
        assert text[q.start : q.end].strip()
        assert q.low is not None or q.high is not None
        assert q.low is None or q.high is None or q.low <= q.high


def test_time_grows_linearly() -> None:
    """Counted in tokens looked at, not in seconds: ten times the text gives ten times the tokens and the quantities."""
    language = load("fr")
    sentence = "entre 2 000 et 2 500 hommes, une trentaine de chars et 12,9 milliards de couronnes. "
    once, many = (find_quantities(t, 0, len(t), language.mentions(t), language) for t in (sentence, sentence * 10))
    assert len(many) == 10 * len(once)


def test_gold_quantities_are_found() -> None:
    hits = [
        any(_same(value, q) for sentence in evidence for q in read(language, sentence, published))
        for language, published, evidence, value in gold.slots("quantity")
        if language in codes()
    ]
    assert hits
    assert sum(hits) / len(hits) > 0.9, f"{sum(hits)} of {len(hits)}"


def _same(value: dict[str, float | str | None], q: QuantityMention) -> bool:
    unit = q.unit == value["unit"] or (q.unit == "item?" and value["unit"] in ("item", "person"))
    return unit and (q.low, q.high, q.per) == (value["low"], value["high"], value.get("per") or None)


def test_no_language_is_named_in_the_grammar() -> None:
    folder = Path(__file__).parents[2] / "src" / "ondit" / "extract"
    for name in (
        "numerals",
        "tokens",
        "figures",
        "units",
        "quantities",
        "dates",
        "timeparts",
        "expressions",
        "lengths",
        "times",
    ):
        source = (folder / f"{name}.py").read_text(encoding="utf-8")
        assert not re.search(r'(code|language)\s*(==|in)\s*[("\']', source), name
