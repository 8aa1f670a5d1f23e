"""What case, person and dropped subjects tell in Russian, Ukrainian and Polish. All sentences are invented."""

from __future__ import annotations

import pytest

from ondit.extract import extract
from ondit.records import Claim, Document


def read(language: str, *sentences: str) -> list[Claim]:
    """Claims of a text under a title that names arms, so that the gate is open."""
    title = {"ru": "О танках", "uk": "Про танки", "pl": "O czołgach"}[language]
    text = "\n".join((title, *sentences))
    return extract(Document(id="x", text=text, published="2025-09-12", language=language))


def roles(claim: Claim) -> tuple[str, str | None, str, str | None]:
    return (
        claim.kind,
        claim.actor.code if claim.actor else None,
        claim.object.category,
        claim.target.code if claim.target else None,
    )


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("pl", "Wietnam rozważa zakup koreańskich haubic K9.", ("transfer", "KOR", "artillery", "VNM")),
        ("ru", "Вьетнам рассматривает закупку южнокорейских гаубиц K9.", ("transfer", "KOR", "artillery", "VNM")),
        ("pl", "Ponad 80 proc. uzbrojenia Armenii pochodziło z Rosji.", ("dependence", "ARM", "weapons", "RUS")),
        ("ru", "Россия атаковала Одессу иранскими дронами.", ("use", "RUS", "drone", "UKR")),
        ("uk", "Російська сторона звинуватила Варшаву в ескалації.", ("stance", "RUS", "criticism", "POL")),
    ],
)
def test_roles_of_nouns_shares_and_strikes(language: str, sentence: str, expected: tuple[str, ...]) -> None:
    assert [roles(c) for c in read(language, sentence)] == [expected]


def test_what_a_contract_delivers_is_still_to_come() -> None:
    found = read("pl", "Kontrakt na dostawę 30 samolotów Rafale Egipt podpisał z Francją w maju 2021 roku.")
    by_kind = {c.kind: c for c in found}
    assert roles(by_kind["transfer"]) == ("transfer", "FRA", "aircraft", "EGY")
    assert (by_kind["transfer"].status, by_kind["agreement"].status) == ("planned", "done")


def test_a_sum_to_buy_shells_is_money() -> None:
    (claim,) = read("uk", "Канада виділить Україні 400 млн доларів на закупівлю боєприпасів.")
    assert roles(claim) == ("transfer", "CAN", "money", "UKR")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("pl", "Jeńcy, jak mówią, widzieli już, że Rosja miała otrzymać od Iranu 200 rakiet."),
        ("pl", "Rosja miała otrzymać od Iranu 200 rakiet."),
    ],
)
def test_polish_hearsay_is_told_as_done(language: str, sentence: str) -> None:
    claim = next(c for c in read(language, sentence) if c.kind == "transfer")
    assert (claim.status, claim.certainty) == ("done", "hedged")


@pytest.mark.parametrize(
    ("language", "sentence", "voice"),
    [
        ("pl", "Norwegia przekazała Ukrainie myśliwce, poinformowało norweskie ministerstwo obrony.", "norweskie ministerstwo obrony"),
        ("ru", "Норвегия передала Украине истребители, сообщает норвежское министерство обороны.", "норвежское министерство обороны"),
        ("uk", "Армія КНДР втратила понад 600 військових, вважають у південнокорейській розвідці.", "південнокорейській розвідці"),
    ],
)  # fmt: skip
def test_who_tells_stands_behind_a_finite_verb_without_its_preposition(
    language: str, sentence: str, voice: str
) -> None:
    assert [v.text for v in read(language, sentence)[0].attribution] == [voice]


def test_ships_at_manoeuvres_are_those_of_both_sides() -> None:
    (claim,) = read("ru", "В манёврах в Аравийском море участвовали корабли Китая и Пакистана.")
    assert roles(claim) == ("training", "CHN", "exercise", "PAK")


def test_instructors_abroad_train_and_are_there() -> None:
    found = read("pl", "Francuscy instruktorzy szkolą ukraińskich pilotów na lotnisku w Rumunii.")
    assert {roles(c) for c in found} == {
        ("training", "FRA", "course", "UKR"),
        ("deployment", "FRA", "advisers", "ROU"),
    }


def test_firms_under_sanctions_did_what_they_are_for() -> None:
    found = read("ru", "США ввели санкции против трёх китайских фирм за поставки компонентов в Иран.")
    assert [(roles(c), c.quantity.low if c.quantity else None) for c in found] == [
        (("sanction", "USA", "sanction", "CHN"), 3),
        (("transfer", "CHN", "component", "IRN"), None),
    ]


@pytest.mark.parametrize("sign", [":", "."])
def test_a_bullet_is_headed_by_a_party(sign: str) -> None:
    (claim,) = read("ru", f"• Нигер{sign} Из Турции доставлены шесть беспилотников.")
    assert roles(claim) == ("transfer", "TUR", "drone", "NER")


def test_two_parties_at_the_head_of_a_bullet_are_the_pair() -> None:
    (claim,) = read("pl", "• Egipt – Korea Płd.: Kair odebrał sześć armatohaubic.")
    assert roles(claim) == ("transfer", "KOR", "artillery", "EGY")


def test_an_interview_speaks_of_us_and_of_those_asked_about() -> None:
    found = read(
        "ru",
        "Интервью с министром обороны Эстонии Ханно Певкуром",
        "– Что вы дадите Украине?",
        "– Передадим ей 10 тысяч снарядов.",
        "– А дальше?",
        "– Увидим.",
        "– Как с закупками?",
        "– Сеул поставил нам 36 гаубиц.",
    )
    assert [roles(c) for c in found] == [
        ("transfer", "EST", "ammunition", "UKR"),
        ("transfer", "KOR", "artillery", "EST"),
    ]
    assert all(c.attribution for c in found)


def test_a_name_behind_another_verb_is_no_subject() -> None:
    found = read("uk", "Литовський міністр відвідав Київ і пообіцяв надіслати міни.")
    assert ("transfer", "LTU", "ammunition", "UKR") in [roles(c) for c in found]


def test_a_priced_agreement_is_a_contract() -> None:
    (claim,) = read("uk", "Литва та Німеччина уклали договір на 950 млн євро.")
    assert roles(claim) == ("agreement", "LTU", "contract", "DEU")


@pytest.mark.parametrize(("title", "count"), [("Новости недели", 0), ("Новости недели: танки и снаряды", 1)])
def test_lorries_are_told_of_states_only_where_arms_are_named(title: str, count: int) -> None:
    text = f"{title}\nСербия передала Армении десять грузовиков.\nДоговор стороны подписали в мае."
    found = extract(Document(id="x", text=text, published="2025-09-12", language="ru"))
    assert sum(c.kind == "transfer" for c in found) == count


def test_a_ban_on_sales_tells_no_sale_and_silence_has_no_voice() -> None:
    assert [c.kind for c in read("pl", "Szwecja znosi embargo na sprzedaż broni Turcji.")] == ["sanction"]
    (claim,) = read("pl", "Egipt ma otrzymać z Chin 40 myśliwców, choć Kair tego nie potwierdza.")
    assert (roles(claim), claim.attribution) == (("transfer", "CHN", "aircraft", "EGY"), ())


def test_promised_goods_are_planned() -> None:
    (claim,) = read("uk", "Міністр оборони Китаю пообіцяв Камбоджі 200 мінометів.")
    assert (roles(claim), claim.status) == (("transfer", "CHN", "artillery", "KHM"), "planned")
