"""What a text as a whole adds to a sentence, and what times, places and voices belong to: examples of our own."""

from __future__ import annotations

import pytest

from ondit.extract import extract
from ondit.records import Claim, Document


def read(text: str, language: str = "en") -> list[Claim]:
    return extract(Document(id="x", text=text, published="2026-02-10", language=language))


def roles(claim: Claim) -> tuple[str, str | None, str, str | None]:
    return (
        claim.kind,
        claim.actor.code if claim.actor else None,
        claim.object.category,
        claim.target.code if claim.target else None,
    )


def test_the_side_left_out_is_the_party_that_the_text_is_about() -> None:
    claims = read(
        "Who arms Armenia?\nFrance delivered 12 guns to Armenia in May.\nGreece donated four air defence systems."
    )
    assert ("transfer", "GRC", "air-defence", "ARM") in [roles(c) for c in claims]


def test_without_any_event_between_two_parties_nobody_is_added() -> None:
    assert read("A day in Greece\nGreece donated four air defence systems.") == []


def test_a_list_of_objects_goes_on_behind_each_designation() -> None:
    claims = read("Title\nSweden has delivered to Ukraine 12 howitzers Archer, 50 vehicles CV90 and two radars.")
    assert {(c.object.category, c.quantity.low) for c in claims if c.quantity} >= {("artillery", 12), ("sensor", 2)}


def test_since_is_when_it_happened_and_a_day_beside_the_voice_when_it_was_said() -> None:
    since, said = read(
        "Title\nThe Emirates have shipped 30 drones to Sudan since January, the ministry said.\n"
        "In April, Moscow confirmed the deployment of North Korean troops to Russia."
    )
    assert since.when is not None
    assert (since.when.since, since.when.until) == ("2026-01-01", None)
    assert said.when is None


def test_the_goods_of_a_contract_have_not_its_date_nor_its_place() -> None:
    claims = read("Title\nPoland and South Korea signed a contract for 180 tanks in Warsaw on 3 February.")
    contract = next(c for c in claims if c.kind == "agreement")
    goods = next(c for c in claims if c.kind == "transfer")
    assert contract.when is not None
    assert (goods.when, goods.where, goods.status) == (None, None, "planned")


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Training of Ukrainian crews in Germany is due to begin in March.", "planned"),
        ("Training of Ukrainian crews in Germany will begin in March.", "planned"),
        ("Training of Ukrainian crews in Germany has begun.", "underway"),
    ],
)
def test_what_has_not_begun_is_planned(sentence: str, status: str) -> None:
    assert [c.status for c in read("Title\n" + sentence) if c.kind == "training"] == [status]


def test_whose_plant_it_is_makes_what_is_made_there() -> None:
    claims = read(
        "Title\nNorth Korea is considering the dispatch of 25,000 workers to a Russian plant that makes drones."
    )
    assert ("production", "RUS", "drone", None) in [roles(c) for c in claims]


def test_importer_and_supplier_of_a_share() -> None:
    shares = [
        c
        for c in read("Title\nRussian weapons make up 64 percent of Algeria's arms imports.")
        if c.kind == "dependence"
    ]
    assert [roles(c) for c in shares] == [("dependence", "DZA", "weapons", "RUS")]


def test_a_headline_opens_or_closes_with_its_source() -> None:
    first = read("NHK: North Korea is sending 25,000 workers to Russia\nMore soon.")
    last = read("North Korea to send 25,000 workers to Russia – Kremlin\nMore soon.")
    assert [[v.text for v in c.attribution] for c in (*first, *last)] == [["NHK"], ["Kremlin"]]


def test_a_definite_noun_for_the_speaker_stays_as_it_stands() -> None:
    claims = read(
        "Title\nThe United States will send Ukraine 40 missiles, a Pentagon spokesman said on Thursday. "
        "Germany will send Ukraine 10 tanks, the spokesman added."
    )
    assert [v.text for v in claims[-1].attribution] == ["the spokesman"]


def test_an_item_of_a_list_carries_nothing_in_from_the_items_before() -> None:
    claims = read(
        "Deals of the week\n- Norway – Ukraine: Oslo delivered 40 missiles to Kyiv.\n"
        "- India – Vietnam: the two navies ended a three-day exercise."
    )
    assert {c.code for c in (claims[-1].actor, claims[-1].target) if c} == {"IND", "VNM"}


@pytest.mark.parametrize(
    ("language", "sentence", "wanted"),
    [
        ("es", "Nicaragua: Rusia mantiene en Managua a unos 250 instructores.", ("deployment", "RUS", "advisers", "NIC")),
        ("it", "Dal 2023 alcuni consiglieri militari francesi lavorano presso il ministero armeno.", ("deployment", "FRA", "advisers", "ARM")),
        ("pt", "Angola recebe ajuda: a Espanha entregou ao país três aviões C-295.", ("transfer", "ESP", "aircraft", "AGO")),
    ],
)  # fmt: skip
def test_a_preposition_belongs_to_its_own_phrase(
    language: str, sentence: str, wanted: tuple[str, str, str, str]
) -> None:
    assert wanted in [roles(c) for c in read("T\n" + sentence, language)]


def test_a_share_behind_a_semicolon_is_another_sentences() -> None:
    claims = read("Venezuela y Rusia\nMoscú entregó a Caracas 24 cazas Su-30; vuelan menos de la mitad.", "es")
    assert [roles(c) for c in claims] == [("transfer", "RUS", "aircraft", "VEN")]


def test_an_unsure_claim_follows_the_sure_ones_about_the_same_things() -> None:
    claims = read(
        "Workers for the plant\nNorth Korea will send 1,000 workers to Russia, Moscow said. North Korea sent Russia 500 workers in May. "
        "The dispatch of workers between Russia and North Korea goes on."
    )
    assert {roles(c)[1] for c in claims if c.kind == "deployment"} == {"PRK"}
