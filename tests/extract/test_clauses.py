"""Sentences of our own for what stands in other clauses: voices, times, second tellings, decisions, hearsay."""

from __future__ import annotations

import pytest

from ondit.extract import extract
from ondit.records import Claim, Document


def read(language: str, sentence: str) -> list[Claim]:
    return extract(Document(id="x", text=f"T\n{sentence}", published="2025-11-12", language=language))


def voices(claim: Claim) -> list[str]:
    return [v.text for v in claim.attribution]


@pytest.mark.parametrize(
    ("language", "sentence", "voice"),
    [
        ("en", "Qatar gave Kenya tanks, the army chief, General John Maina, told state radio.", "General John Maina"),
        ("en", "Qatar gave Kenya tanks, Kenyan spokesman David Maina said.", "spokesman David Maina"),
        ("en", "Qatar gave Kenya tanks, the official added.", "the official"),
        ("de", "Katar hat Kenia Panzer geliefert, wie ein Sprecher der Regierung am Dienstag mitteilte.", "ein Sprecher der Regierung"),
        ("de", "Katar hat Kenia Panzer geliefert, klagte im Juli ein Abgeordneter des Parlaments.", "ein Abgeordneter des Parlaments"),
    ],
)  # fmt: skip
def test_a_voice_is_who_says_it_not_who_is_told(language: str, sentence: str, voice: str) -> None:
    (claim,) = read(language, sentence)
    assert voices(claim)[0] == voice


def test_a_voice_behind_a_semicolon_says_nothing_of_what_stands_before() -> None:
    found = read("en", "Qatar gave Kenya tanks; the Sudanese army reported that Egypt had sent it drones.")
    told = {c.actor.code: voices(c) for c in found if c.actor and c.kind == "transfer"}
    assert told["QAT"] == []
    assert told["EGY"] == ["the Sudanese army"]


def test_a_word_of_adding_says_nothing_where_it_adds_a_firm_to_a_list() -> None:
    found = read(
        "en",
        "Canada blacklisted three Iranian arms makers over missiles, and in May added two Turkish banks to its list.",
    )
    assert found
    assert all(not c.attribution for c in found)


def test_a_time_belongs_to_the_clause_that_it_stands_in() -> None:
    found = read("en", "Kenya bought Turkish tanks in March 2024 and is now discussing the purchase of Chinese drones.")
    times = {c.object.category: c.when and (c.when.since, c.when.until) for c in found}
    assert times == {"armoured-vehicle": ("2024-03-01", "2024-03-31"), "drone": None}


def test_the_time_before_a_closing_voice_is_the_events() -> None:
    (claim,) = read("en", "Two Kenyan soldiers died near Lamu on 8 October, residents said.")
    assert claim.when is not None
    assert claim.when.since == claim.when.until == "2025-10-08"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Kenya agreed in September to hand over 24 tanks to Ghana."),
        ("de", "Kenias Parlament billigte am Dienstag die Abgabe von 24 Panzern an Ghana."),
    ],
)
def test_when_a_decision_was_made_is_not_when_it_comes_about(language: str, sentence: str) -> None:
    (claim,) = [c for c in read(language, sentence) if c.kind == "transfer"]
    assert (claim.status, claim.when) == ("planned", None)


def test_a_figure_with_a_receiver_of_its_own_is_a_second_telling() -> None:
    found = read("en", "Some 2,000 Kenyan soldiers are stationed in Somalia, and a further 300 in Haiti.")
    counts = {c.target.code: c.quantity.low for c in found if c.target and c.quantity}
    assert counts == {"SOM": 2000, "HTI": 300}


def test_a_figure_set_against_another_time_is_a_second_telling() -> None:
    found = read("fr", "L'usine kényane de Nakuru produira 60 000 obus en 2026, contre 40 000 en 2024.")
    counts = {c.quantity.low: (c.status, c.when and c.when.since) for c in found if c.quantity}
    assert counts == {60000: ("planned", "2026-01-01"), 40000: ("underway", "2024-01-01")}


def test_a_narrative_imperfect_is_done_and_a_lone_conditional_is_hearsay() -> None:
    (signed,) = read("fr", "En février 2022, Nairobi signait avec Accra un pacte de défense.")
    assert (signed.kind, signed.status) == ("agreement", "done")
    (weighed,) = read("fr", "Le Kenya envisagerait d'acheter des chars au Ghana.")
    assert (weighed.status, weighed.certainty) == ("considered", "hedged")


def test_what_ended_is_not_denied() -> None:
    (claim,) = read("de", "Kenia wird bis 2027 keine russischen Ersatzteile mehr kaufen.")
    assert (claim.status, claim.polarity) == ("ended", "affirmed")


def test_both_owners_take_part_and_both_sides_hold_a_view() -> None:
    (drill,) = read("de", "Im Mai übten kenianische und ghanaische Truppen in Nakuru.")
    assert {drill.actor and drill.actor.code, drill.target and drill.target.code} == {"KEN", "GHA"}
    found = extract(
        Document(
            id="x",
            text="T\nKenya signed a defence pact with Ghana.\nBoth sides condemned Eritrea.",
            published="2025-11-12",
            language="en",
        )
    )
    holders = {c.actor.code for c in found if c.kind == "stance" and c.actor and c.target and c.target.code == "ERI"}
    assert holders == {"KEN", "GHA"}


def test_who_is_sent_home_returns_and_is_no_gift() -> None:
    (claim,) = read("en", "Niger sent the last Kenyan troops home in September 2024.")
    assert (claim.kind, claim.actor and claim.actor.code, claim.status) == ("deployment", "KEN", "ended")


def test_a_view_of_sanctions_is_of_who_imposed_them() -> None:
    found = read("en", 'Ghana\'s president called the Kenyan sanctions on Eritrea "a crime".')
    (view,) = [c for c in found if c.kind == "stance"]
    assert view.target is not None
    assert view.target.code == "KEN"


def test_promised_goods_are_planned() -> None:
    (claim,) = read("de", "Kenia hat Ghana neun Radare versprochen.")
    assert (claim.kind, claim.object.category, claim.status) == ("transfer", "sensor", "planned")


def test_trainees_are_counted() -> None:
    (claim,) = read("fr", "Vingt soldats kényans s'entraînent depuis juin au Ghana.")
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.unit) == (20, "person")
