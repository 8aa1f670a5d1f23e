"""Sides that have no code keep their role empty, and other plain sentences of English and French that a journalist writes."""

from __future__ import annotations

import pytest

from ondit.extract import extract
from ondit.records import Claim, Document

TITLES = {"en": "Arms and troops: the week in brief", "fr": "Armes et troupes : la semaine en bref"}


def read(language: str, text: str) -> list[Claim]:
    return extract(Document(id="x", text=f"{TITLES[language]}\n{text}", published="2026-02-01", language=language))


def told(claims: list[Claim]) -> set[tuple[str, str | None, str, str | None]]:
    return {
        (c.kind, c.actor.code if c.actor else None, c.object.category, c.target.code if c.target else None)
        for c in claims
    }


@pytest.mark.parametrize(
    ("language", "sentence", "claim"),
    [
        ("en", "Rebels in northern Mali got 30 rifles from Algeria.", ("transfer", "DZA", "small-arms", None)),
        ("en", "Poland sold shells to both sides in Sudan.", ("transfer", "POL", "ammunition", None)),
        ("en", "Syrian rebels received rifles from Qatar.", ("transfer", "QAT", "small-arms", None)),
        ("en", "Houthi rebels fired two missiles at Israel.", ("use", "HOUTHI", "missile", "ISR")),
        ("fr", "Des rebelles du nord du Mali ont reçu 30 fusils d'Algérie.", ("transfer", "DZA", "small-arms", None)),
        ("fr", "La Pologne a vendu des obus aux deux camps au Soudan.", ("transfer", "POL", "ammunition", None)),
        ("en", "Rwanda has 2,500 soldiers in Mozambique.", ("deployment", "RWA", "troops", "MOZ")),
        ("en", "Emirati cargo planes flew howitzers to Chad.", ("transfer", "ARE", "artillery", "TCD")),
        ("en", "Russia fired 40 missiles at Kharkiv in January.", ("use", "RUS", "missile", "UKR")),
        ("en", "Taiwan depends on American shells.", ("dependence", "TWN", "ammunition", "USA")),
        ("en", "Uganda is accused of breaking the UN embargo on South Sudan.", ("sanction", "UGA", "breach", "UN")),
        ("fr", "Un monument aux soldats cubains a été inauguré à Luanda.", ("commemoration", "AGO", "monument", "CUB")),
    ],
)
def test_one_claim(language: str, sentence: str, claim: tuple[str, str | None, str, str | None]) -> None:
    assert told(read(language, sentence)) == {claim}


def test_who_opposes_deliveries_gives_nothing() -> None:
    assert {c.kind for c in read("en", "Hungary opposes arms deliveries to Ukraine.")} == {"stance"}


def test_a_refusal_with_an_infinitive_is_told() -> None:
    (claim,) = read("en", "Austria has no plans to send tanks to Moldova.")
    assert (claim.status, claim.polarity) == ("planned", "denied")


@pytest.mark.parametrize(
    ("sentence", "low"),
    [
        ("The first of six corvettes was handed over to Vietnam by India.", None),
        ("Four of the five Ukrainian helicopters were destroyed.", 4),
    ],
)
def test_a_whole_of_which_a_part_is_told_counts_nothing(sentence: str, low: float | None) -> None:
    (claim,) = read("en", sentence)
    assert (claim.quantity.low if claim.quantity else None) == low


def test_the_month_of_may_is_no_doubt() -> None:
    (claim,) = read("en", "Deliveries of Chinese drones to Riyadh resumed in May.")
    assert (claim.status, claim.certainty) == ("underway", "stated")
