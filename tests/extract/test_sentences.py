"""Sentences of our own for what an event word does beyond its clause: lists of shares, denials of the same sentence, honours."""

from __future__ import annotations

import pytest

from ondit.extract import extract
from ondit.records import Claim, Document


def read(language: str, sentence: str) -> list[Claim]:
    return extract(Document(id="x", text=f"T\n{sentence}", published="2025-10-01", language=language))


def roles(claim: Claim) -> tuple[str, str | None, str, str | None]:
    return (
        claim.kind,
        claim.actor.code if claim.actor else None,
        claim.object.category,
        claim.target.code if claim.target else None,
    )


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Poland imports 64% of its weapons from the United States, 15% from South Korea and 11% from Israel."),
        ("de", "Polen bezieht 64 Prozent seiner Waffen aus den USA, gefolgt von Südkorea mit 15 Prozent und Israel mit 11 Prozent."),
        ("es", "Polonia importa el 64% de sus armas de Estados Unidos, seguido de Corea del Sur (15%) e Israel (11%)."),
    ],
)  # fmt: skip
def test_each_share_of_a_list_has_its_own_supplier(language: str, sentence: str) -> None:
    shares = {
        c.target.code: c.quantity.low
        for c in read(language, sentence)
        if c.kind == "dependence" and c.target and c.quantity
    }
    assert shares == {"USA": 64, "KOR": 15, "ISR": 11}


@pytest.mark.parametrize(
    "sentence",
    [
        "Qatar supplied the Libyan army with 30 drones last week, diplomats say, but Doha denied the allegations.",
        "Qatar supplied Libya with 30 drones last week; Doha denied this.",
    ],
)
def test_a_denial_behind_what_it_denies_leaves_that_told(sentence: str) -> None:
    told, denied = read("en", sentence)
    assert roles(told) == roles(denied) == ("transfer", "QAT", "drone", "LBY")
    assert (told.polarity, denied.polarity) == ("affirmed", "denied")
    assert "Doha" not in [v.text for v in told.attribution]
    assert [v.text for v in denied.attribution] == ["Doha"]


def test_a_monument_to_a_states_soldiers_honours_that_state() -> None:
    found = read("tr", "Moğolistan, Kore Savaşı'nda ölen Türk askerleri için bir anıt açtı.")
    assert [roles(c) for c in found] == [("commemoration", "MNG", "monument", "TUR")]


def test_quotation_marks_part_no_preposition_from_its_name() -> None:
    found = read("ar", "ينتشر نحو 200 مقاتل من «الفيلق الأفريقي» في النيجر.")
    assert [roles(c) for c in found] == [("deployment", "WAGNER", "troops", "NER")]


def test_a_name_without_capitals_belongs_to_the_word_for_its_place() -> None:
    found = read("ar", "سلّمت فرنسا لبنان 39 عربة مدرعة خلال حفل أقيم في قاعدة رياق الجوية.")
    assert [roles(c) for c in found] == [("transfer", "FRA", "armoured-vehicle", "LBN")]
    assert found[0].where is not None
    assert found[0].where.text == "قاعدة رياق الجوية"


def test_a_dual_counts_two_and_a_listed_firm_one() -> None:
    (boats,) = read("ar", "تسلمت ليبيا زورقي دورية من إيطاليا.")
    assert boats.quantity is not None
    assert boats.quantity.low == boats.quantity.high == 2
    found = extract(
        Document(
            id="x",
            text="T\nأدرجت وزارة الخزانة الأمريكية أربع شركات إماراتية على قائمة العقوبات.\nوهذا عن الدبابات.",
            published="2025-10-01",
            language="ar",
        )
    )
    assert [(roles(c), c.quantity.low if c.quantity else None) for c in found] == [
        (("sanction", "USA", "sanction", "ARE"), 4)
    ]


@pytest.mark.parametrize(
    "sentence",
    ["Türkiye ile Katar savunma alanında anlaşma yaptı.", "ABD, Türkiye'ye yönelik yaptırımları kaldırdı."],
)
def test_a_phrase_of_doing_holds_its_object(sentence: str) -> None:
    found = extract(
        Document(id="x", text=f"T\n{sentence}\nBurada tanklar da anlatıldı.", published="2025-10-01", language="tr")
    )
    assert len(found) == 1
    assert {c.code for c in (found[0].actor, found[0].target) if c} >= {"TUR"}


def test_a_postposition_governs_the_case_before_it() -> None:
    (lost,) = read("tr", "Pakistan, Hindistan'a ait beş savaş uçağını düşürdü.")
    assert roles(lost) == ("losses", "IND", "aircraft", "PAK")


def test_a_present_tense_with_a_time_to_come_is_planned() -> None:
    (claim,) = read("de", "Deutschland liefert der Ukraine im nächsten Jahr zwei Patriot-Systeme.")
    assert (roles(claim), claim.status) == (("transfer", "DEU", "air-defence", "UKR"), "planned")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "آلمان اعلام کرد که ۴۰ دستگاه تانک به لهستان تحویل خواهد داد.",
            ("transfer", "DEU", "armoured-vehicle", "POL"),
        ),
        ("ارتش لبنان توسط فرانسه به خودروهای زرهی مجهز شد.", ("transfer", "FRA", "armoured-vehicle", "LBN")),
        ("گفته می‌شود کلمبیا صدها مزدور به سودان فرستاده است.", ("deployment", "COL", "troops", "SDN")),
        ("کره جنوبی صادرات سلاح به اسرائیل را متوقف کرد.", ("transfer", "KOR", "weapons", "ISR")),
    ],
)
def test_persian_reads_its_verbs_at_the_end(sentence: str, expected: tuple[str, str, str, str]) -> None:
    assert [roles(c) for c in read("fa", sentence)] == [expected]


def test_half_spaces_and_solar_years_are_read() -> None:
    (joined,) = read("fa", "روسیه به ایران جنگندههای سوخو-۳۵ میدهد.")
    (parted,) = read("fa", "روسیه به ایران جنگنده‌های سوخو-۳۵ می‌دهد.")
    assert roles(joined) == roles(parted) == ("transfer", "RUS", "aircraft", "IRN")
    (dated,) = read("fa", "ایران از ۳ شهریور ۱۴۰۴ تحویل پهپاد به بلاروس را آغاز کرده است.")
    assert dated.when is not None
    assert (dated.when.since, dated.status, dated.quantity) == ("2025-08-25", "underway", None)


def test_a_pronoun_that_something_is_sent_to_is_the_party_named_last() -> None:
    found = read("fa", "ترکیه ۲۰۰ سرباز سومالیایی را آموزش داده و قرار است ۵۰۰ نظامی به این کشور بفرستد.")
    assert ("deployment", "TUR", "troops", "SOM") in [roles(c) for c in found]


def test_a_place_word_takes_the_unknown_names_before_it() -> None:
    (claim,) = read("tr", "İsrail, Almanya'nın Holzdorf üssünde 20 Alman askerini eğitti.")
    assert claim.where is not None
    assert claim.where.text == "Holzdorf üssü"


def test_a_converb_has_the_tense_of_the_verb_behind_it() -> None:
    found = read(
        "tr", "Ermenistan Savunma Bakanı geçen hafta Yeni Delhi'ye giderek Hintli general ile görüştü.\nTanklar."
    )
    assert {c.status for c in found} == {"done"}
