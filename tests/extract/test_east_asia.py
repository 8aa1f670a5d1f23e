"""Sentences of our own for what Korean, Japanese, Chinese and Vietnamese texts do: particles behind counting words, connective
verbs, bullets with other marks, interviews without question marks, names built on every state's name."""

from __future__ import annotations

import pytest

from ondit.extract import extract
from ondit.extract.segment import segments
from ondit.languages import load
from ondit.records import Claim, Document


def read(language: str, *lines: str) -> list[Claim]:
    return extract(Document(id="x", text="\n".join(("T", *lines)), published="2025-10-01", language=language))


def told(claim: Claim) -> tuple[str, str | None, str, str | None, float | None, str]:
    return (
        claim.kind,
        claim.actor.code if claim.actor else None,
        claim.object.category,
        claim.target.code if claim.target else None,
        claim.quantity.low if claim.quantity else None,
        claim.status,
    )


def test_a_second_verb_has_its_own_figure_and_time() -> None:
    first, second = read(
        "ja", "ノルウェーはこれまでに自走榴弾砲22両をウクライナに引き渡しており、来年にはさらに14両を送る。"
    )
    assert told(first) == ("transfer", "NOR", "artillery", "UKR", 22, "done")
    assert told(second) == ("transfer", "NOR", "artillery", "UKR", 14, "planned")
    assert first.when is None
    assert second.when is not None
    assert second.when.since == "2026-01-01"


def test_a_connective_verb_takes_the_status_of_the_verb_that_closes_it() -> None:
    claims = read("ko", "페루는 호위함 2척을 한국에서 들여오고 6척은 직접 건조하기로 했다.")
    assert [told(c)[0::4] for c in claims] == [("transfer", 2), ("production", 6)]
    assert {c.status for c in claims} == {"planned"}


def test_an_army_of_any_state_is_known_and_its_people_fight() -> None:
    claims = read("ko", "르완다군이 콩고민주공화국에서 싸우고 있다고 유엔이 밝혔다.", "소총 한 자루도 압수되지 않았다.")
    (claim,) = [c for c in claims if c.kind == "deployment"]
    assert told(claim)[:4] == ("deployment", "RWA", "troops", "COD")
    assert claim.certainty == "stated"


def test_another_states_office_is_not_ones_own_agency() -> None:
    claims = read("ko", "이라크 국방부는 러시아에서 헬기 4대를 인도받았다고 밝혔다.")
    assert [told(c)[:4] for c in claims] == [("transfer", "RUS", "aircraft", "IRQ")]


@pytest.mark.parametrize(
    ("language", "line", "label"),
    [
        ("ko", "▲독일 = 리투아니아에 전차 10대를 보냈다.", "▲독일 = "),
        ("ja", "■ドイツ　リトアニアに戦車10両を供与した。", "■ドイツ\u3000"),
    ],
)
def test_bullets_of_east_asia_have_their_heading(language: str, line: str, label: str) -> None:
    text = "T\n" + line
    segment = segments(text, load(language).grammar)[1]
    assert segment.kind == "bullet"
    assert segment.label is not None
    assert text[2 : segment.label[1]] == label
    assert [told(c)[:5] for c in read(language, line)] == [("transfer", "DEU", "armoured-vehicle", "LTU", 10)]


def test_an_interview_led_by_dashes_gives_its_answers_the_interviewee() -> None:
    claims = read(
        "ko",
        "탈린에서 에스토니아 국방차관을 만났다.",
        "― 우크라이나 지원은 계속되나.",
        '"그렇다. 우리는 올해 우크라이나에 포탄 1만 발을 보냈다."',
        "― 훈련은 어디서 하나.",
        '"여기서 한다."',
        "― 미국과의 관계는.",
        '"좋다."',
    )
    assert [told(c)[:5] for c in claims if c.kind == "transfer"] == [("transfer", "EST", "ammunition", "UKR", 10000)]
    assert {v.text for c in claims if c.kind == "transfer" for v in c.attribution} == {"에스토니아 국방차관"}


def test_hearsay_with_a_named_voice_is_stated() -> None:
    claims = read(
        "ja", "ポーランド国防省によると、韓国は戦車20両をポーランドに引き渡した。", "残る30両も年内に届けるという。"
    )
    assert [c.certainty for c in claims] == ["stated", "stated"]


def test_a_foreign_name_behind_a_part_of_a_land_is_the_place() -> None:
    sentence = "スウェーデンとウクライナの国防相は、スウェーデン南部リンショーピンで会談し、戦闘機の輸出を協議した。"
    (claim,) = [c for c in read("ja", sentence) if c.kind == "contact"]
    assert claim.where is not None
    assert claim.where.text == "南部リンショーピン"


def test_a_name_in_brackets_behind_a_medium_is_the_voice() -> None:
    (claim,) = read("ja", "軍事専門メディア「北の窓」は3日、北朝鮮がロシアに戦車5両を送ると伝えた。")
    assert told(claim) == ("transfer", "PRK", "armoured-vehicle", "RUS", 5, "planned")
    assert [v.text for v in claim.attribution] == ["北の窓"]


@pytest.mark.parametrize(
    ("language", "sentence", "claim"),
    [
        ("ja", "英軍はウクライナ兵5万人を訓練した。", ("training", "GBR", "course", "UKR", 50000, "done")),
        ("ko", "유럽연합은 러시아 제재를 6개월 연장했다.", ("sanction", "EU", "sanction", "RUS", None, "done")),
        ("ko", "말리는 러시아에서 병력 5천명을 받았다.", ("deployment", "RUS", "troops", "MLI", 5000, "done")),
        ("ko", "후티 반군이 이스라엘에 미사일 2발을 쐈다.", ("use", "HOUTHI", "missile", "ISR", 2, "done")),
        ("ja", "スーダン軍の戦闘機が町を爆撃した。", ("use", "SDN", "aircraft", None, None, "done")),
        ("zh", "英国制裁了五家伊朗无人机公司。", ("sanction", "GBR", "sanction", "IRN", 5, "done")),
        ("zh", "缅甸从中国进口了12架战机。", ("transfer", "CHN", "aircraft", "MMR", 12, "done")),
    ],
)
def test_a_plain_sentence(
    language: str, sentence: str, claim: tuple[str, str, str, str | None, float | None, str]
) -> None:
    titles = {"ja": "日本の兵器と戦車", "ko": "한국의 무기와 전차", "zh": "中国武器和坦克"}
    assert claim in {told(c) for c in read(language, titles[language], sentence)}


def test_the_voice_may_stand_behind_what_it_says() -> None:
    (claim,) = read("ja", "韓国がポーランドに戦車20両を送ったと国防省の報道官が発表した。")
    assert told(claim) == ("transfer", "KOR", "armoured-vehicle", "POL", 20, "done")
    assert [v.text for v in claim.attribution] == ["国防省の報道官"]
