"""Words in both languages: the same table, figures and dates as each writes them, every finding as a sentence."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ondit.export import wording
from ondit.reconcile.check import Remark, Report
from ondit.records import (
    CATEGORIES,
    CERTAINTIES,
    KINDS,
    PERIODS,
    POLARITIES,
    STATUSES,
    UNITS,
    Claim,
    Document,
    Quantity,
)

TEXT = (
    "Pyongyang considers sending 25,000 workers to Russia, to Alabuga, NHK reports.\n12,000 are at work there already."
)


def leaves(table: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(table, dict):
        for key, value in table.items():
            yield from leaves(value, (*path, key))
    elif isinstance(table, list):
        for at, value in enumerate(table):
            yield (*path, str(at)), value
    else:
        yield path, table


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_tables_have_the_same_keys_and_places() -> None:
    english, french = (dict(leaves(wording.table(language))) for language in wording.LANGUAGES)
    assert english.keys() == french.keys()
    assert {path: places(text) for path, text in english.items()} == {
        path: places(text) for path, text in french.items()
    }
    assert all(text for text in (*english.values(), *french.values()))


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_word_of_the_vocabulary_has_a_word(language: str) -> None:
    table = wording.table(language)
    for name, values in {
        "kind": KINDS, "category": CATEGORIES, "status": STATUSES, "polarity": POLARITIES, "certainty": CERTAINTIES,
        "unit": UNITS,
        "slot": ("status", "quantity", "certainty", "attribution", "object", "polarity", "place", "time"),
    }.items():  # fmt: skip
        assert set(table[name]) == set(values)
    assert set(PERIODS) <= set(table["amount"])


@pytest.mark.parametrize(
    ("low", "high", "unit", "approximate", "per", "english", "french"),
    [
        (25000, 25000, "person", False, None, "25,000", "25\u202f000"),
        (12000, 12000, "person", True, None, "about 12,000", "environ 12\u202f000"),
        (1000, None, "item", True, None, "at least 1,000", "au moins 1\u202f000"),
        (None, 50, "percent", True, None, "up to 50%", "jusqu'à 50 %"),
        (2000, 9999, "person", True, None, "2,000 to 9,999", "2\u202f000 à 9\u202f999"),
        (2.5, 2.5, "usd", False, None, "US$2.5", "2,5 dollars US"),
        (1200000.5, 1200000.5, "eur", False, "year", "€1,200,000.5 a year", "1\u202f200\u202f000,5 euros par an"),
    ],
)
def test_amounts(
    low: float | None, high: float | None, unit: str, approximate: bool, per: str | None, english: str, french: str
) -> None:
    quantity = Quantity(0, 1, "1", low, high, unit, approximate, per)
    assert wording.amount(quantity, "en") == english
    assert wording.amount(quantity, "fr").replace("\u00a0", " ") == french


@given(st.floats(1, 1e12), st.sampled_from(wording.LANGUAGES))
def test_any_figure_can_be_written(figure: float, language: str) -> None:
    assert wording.amount(Quantity(0, 1, "1", figure, figure, "item"), language)


@pytest.mark.parametrize(
    ("published", "english", "french"),
    [
        ("2025-06-19", "19 June 2025", "19 juin 2025"),
        ("2025-08", "August 2025", "août 2025"),
        ("2025", "2025", "2025"),
        (None, "undated", "sans date"),
    ],
)
def test_dates(published: str | None, english: str, french: str) -> None:
    assert (wording.date(published, "en"), wording.date(published, "fr")) == (english, french)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_CA"}, "fr"),
        ({"LANG": "en_GB", "LC_ALL": "fr_BE"}, "fr"),
        ({"LANG": "fr_FR", "LC_MESSAGES": "de_DE"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_chooses_the_language(environment: dict[str, str], language: str) -> None:
    assert wording.language_of(environment) == language


def test_a_headline_says_who_what_where_and_on_whose_word(
    make_document: Callable[..., Document], make_claim: Callable[..., Claim]
) -> None:
    quantity = (25000.0, 25000.0, "person", "25,000")
    claim = make_claim(make_document(TEXT), quantity=quantity, where="Alabuga", voices=["NHK"], certainty="hedged")
    assert wording.headline(claim, "en") == (
        "Deployment: 25,000 workers, North Korea → Russia, at Alabuga — being considered, with doubt, according to NHK"
    )
    assert wording.headline(claim, "fr").startswith(
        "Envoi : 25\u202f000 travailleurs, Corée du Nord → Russie, lieu : Alabuga"
    )


@pytest.mark.parametrize(
    ("remark", "english"),
    [
        (
            {"type": "drift", "what": ("status", "attribution")},
            "here *under way*; the report this goes back to, NHK (in Ukrinform, 19 June 2025), said "
            "*being considered*; the source was lost",
        ),
        (
            {"type": "drift", "what": ("quantity",)},
            "here *12,000*; the report this goes back to, NHK (in Ukrinform, 19 June 2025), said *25,000*",
        ),
        ({"type": "drift", "what": ("attribution",)}, "the source was lost; repeats NHK (in Ukrinform, 19 June 2025)"),
        (
            {"type": "drift", "what": ("status",), "later": True},
            "a later report, NHK (in Ukrinform, 19 June 2025), changed it: there *being considered*, here *under way*",
        ),
        (
            {"type": "conflict", "what": ("quantity",)},
            "here *12,000*; NHK (in Ukrinform, 19 June 2025) says *25,000*, from another origin",
        ),
        ({"type": "corroboration"}, "NHK (in Ukrinform, 19 June 2025) says the same, from another origin"),
        ({"type": "retelling"}, "repeats NHK (in Ukrinform, 19 June 2025)"),
        ({"type": "retelling", "later": True}, "repeated by NHK (in Ukrinform, 19 June 2025)"),
    ],
)
def test_findings_in_plain_words(
    remark: dict[str, Any], english: str, make_document: Callable[..., Document], make_claim: Callable[..., Claim]
) -> None:
    document = make_document(TEXT, published="2025-06-19", outlet="Ukrinform")
    report = Report(make_claim(document, quantity=(25000.0, 25000.0, "person", "25,000"), voices=["NHK"]), document)
    article = make_claim(document, quantity=(12000.0, 12000.0, "person", "12,000"), status="underway")
    assert wording.remark(article, Remark(report=report, **remark), "en") == english
    assert wording.remark(article, Remark(report=report, **remark), "fr") != english
