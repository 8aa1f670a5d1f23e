"""Spanish, Portuguese and Italian sentences of our own: what the prepositions and the free word order of these languages ask for."""

from __future__ import annotations

import pytest

from ondit.extract import extract
from ondit.records import Claim, Document

TITLES = {
    "es": "Armas y tanques de la semana",
    "pt": "Armas e tanques da semana",
    "it": "Armi e carri armati della settimana",
}


def read(language: str, text: str) -> list[Claim]:
    return extract(Document(id="x", text=f"{TITLES[language]}\n{text}", published="2025-09-12", language=language))


def told(claims: list[Claim]) -> set[tuple[str, str | None, str, str | None, str]]:
    return {
        (c.kind, c.actor.code if c.actor else None, c.object.category, c.target.code if c.target else None, c.status)
        for c in claims
    }


@pytest.mark.parametrize(
    ("language", "sentence", "claim"),
    [
        ("es", "En 2012 Perú ya había comprado a Seúl 20 aviones.", ("transfer", "KOR", "aircraft", "PER", "done")),
        ("es", "Rusia atacó Ucrania con misiles norcoreanos.", ("use", "RUS", "missile", "UKR", "done")),
        ("es", "Israel lanzó bombas guiadas contra el sur del Líbano.", ("use", "ISR", "ammunition", "LBN", "done")),
        ("es", "Putin condecoró a soldados norcoreanos.", ("commemoration", "RUS", "award", "PRK", "done")),
        ("es", "Irán ha empezado a fabricar drones en Tayikistán.", ("production", "IRN", "drone", None, "underway")),
        ("es", "Egipto y Grecia harán ejercicios navales en mayo.", ("training", "EGY", "exercise", "GRC", "planned")),
        ("es", "Un portavoz de la Cancillería china elogió a Nicaragua.", ("stance", "CHN", "support", "NIC", "done")),
        ("pt", "A Índia vai entregar à Arménia quatro radares.", ("transfer", "IND", "sensor", "ARM", "planned")),
        ("pt", "Lisboa cedeu a Angola dois blindados.", ("transfer", "PRT", "armoured-vehicle", "AGO", "done")),
        ("pt", "Luanda acolheu manobras navais com o Brasil.", ("training", "AGO", "exercise", "BRA", "done")),
        ("pt", "Os ministros da Defesa da Turquia e da Síria reuniram-se em Ancara.", ("contact", "TUR", "meeting", "SYR", "done")),
        ("pt", "O Irão terá transferido para a Rússia tecnologia de drones.", ("transfer", "IRN", "technology", "RUS", "done")),
        ("it", "Il Kuwait ha firmato con l'Italia l'acquisto di 28 caccia.", ("transfer", "ITA", "aircraft", "KWT", "planned")),
        ("it", "La consegna dei sottomarini tedeschi a Singapore slitta al 2027.", ("transfer", "DEU", "ship", "SGP", "planned")),
        ("it", "Ankara ha ceduto all'aeronautica kosovara tre elicotteri.", ("transfer", "TUR", "aircraft", "XKX", "done")),
        ("it", "Le forze indiane hanno usato missili contro basi pachistane.", ("use", "IND", "missile", "PAK", "done")),
    ],
)  # fmt: skip
def test_prepositions_and_order(
    language: str, sentence: str, claim: tuple[str, str | None, str, str | None, str]
) -> None:
    assert claim in told(read(language, sentence))


def test_a_signed_purchase_is_a_contract_too() -> None:
    found = told(read("es", "Kuwait firmó con Italia la compra de 28 cazas."))
    assert ("agreement", "KWT", "contract", "ITA", "done") in found


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("es", "El Gobierno noruego ha destinado 500 millones de euros a la compra de munición para Ucrania."),
        ("pt", "O Governo norueguês destinou 500 milhões de euros à compra de munições para a Ucrânia."),
        ("it", "Il governo norvegese ha destinato 500 milioni di euro all'acquisto di munizioni per l'Ucraina."),
    ],
)
def test_a_sum_for_buying_goods_is_money(language: str, sentence: str) -> None:
    assert {c.object.category for c in read(language, sentence)} == {"money"}


@pytest.mark.parametrize(
    ("language", "sentence", "voice"),
    [
        ("pt", "A Suécia vai comprar ao Brasil quatro aviões, anunciou nesta quinta-feira o ministro da Defesa sueco.", "o ministro da Defesa sueco"),
        ("it", "Gli Emirati Arabi Uniti, da parte loro, negano di aver fornito armi all'Etiopia.", "Gli Emirati Arabi Uniti"),
        ("es", "España enviará 20 morteros a Estonia.\nLo anunció este martes el ministro de Exteriores estonio.", "el ministro de Exteriores estonio"),
        ("es", "La agencia Meridian publicó las fotos.\nMeridian sostiene que Irán envió drones a Etiopía.", "Meridian"),
    ],
)  # fmt: skip
def test_voices_behind_a_time_an_aside_or_the_sentence(language: str, sentence: str, voice: str) -> None:
    claims = [c for c in read(language, sentence) if c.kind == "transfer"]
    assert [c.attribution[0].text for c in claims] == [voice]


def test_a_name_behind_an_abbreviation_is_still_the_voice() -> None:
    found = told(
        read("es", "Según el Servicio Nacional de Inteligencia (NIS) surcoreano, Irán envió 300 soldados a Etiopía.")
    )
    assert {(c[1], c[3]) for c in found if c[0] == "deployment"} == {("IRN", "ETH")}


def test_the_heading_of_a_list_is_a_side_of_what_it_lists() -> None:
    text = "Quién arma a Ereván:\n- India: cuatro baterías de lanzacohetes ya entregadas.\n- Francia: 36 obuses, entregados en mayo."
    assert {(c[1], c[3]) for c in told(read("es", text)) if c[0] == "transfer"} == {("IND", "ARM"), ("FRA", "ARM")}


def test_a_plane_is_not_counted_by_the_figure_behind_it() -> None:
    counts = {c.object.category: c.quantity for c in read("es", "Washington donó a Quito un avión y dos patrulleras.")}
    assert counts["aircraft"] is None
    assert counts["ship"] is not None
    assert counts["ship"].low == 2


def test_a_question_names_the_other_side_of_the_answer() -> None:
    text = (
        "Habla la ministra de Defensa de Letonia.\nP. ¿Tienen bastantes cañones?\nR. No nos sobran.\n"
        "P. ¿Qué han dado a Ucrania?\nR. Hemos entregado 40 misiles.\nP. ¿Y a Moldavia?\nR. Hemos donado dos radares."
    )
    found = {
        (c.object.category, c.actor.code if c.actor else None, c.target.code if c.target else None)
        for c in read("es", text)
    }
    assert {("missile", "LVA", "UKR"), ("sensor", "LVA", "MDA")} <= found


def test_nobody_deploys_the_fallen() -> None:
    claims = read("es", "Kim recibió en el aeropuerto de Pyongyang los cuerpos de los caídos norcoreanos en Rusia.")
    assert all(c.kind != "deployment" for c in claims)
