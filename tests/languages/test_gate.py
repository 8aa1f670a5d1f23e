"""The gate lets through what analysis finds claims in; folding a long text gives what folding its characters gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ondit.languages import available, load
from ondit.languages.gate import BESIDE, NEAR
from ondit.languages.lexicon import LONG

FILLER = "The city council opened a new library beside the river, and children read stories there. "


def opens(code: str, text: str) -> bool:
    return bool(load(code).mentions(text, gated=True))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "North Korea sent missiles to Russia."),
        ("fr", "La Corée du Nord a envoyé 25 000 ouvriers en Russie."),
        ("ru", "КНДР отправила в Россию 25 тысяч рабочих."),
        ("ko", "북한이 러시아에 노동자 2만5000명을 보냈다."),
        ("ja", "北朝鮮がロシアに労働者2万5000人を派遣した。"),
        ("zh", "朝鲜向俄罗斯派遣了2.5万名工人。"),
        ("ar", "أرسلت كوريا الشمالية صواريخ إلى روسيا."),
    ],
)
def test_opens_where_a_party_and_arms_stand_together(code: str, text: str) -> None:
    assert opens(code, text)
    assert opens(code, FILLER * 20 + text + FILLER * 20)


def test_stays_shut_where_one_of_them_is_missing_or_far() -> None:
    assert not opens("en", FILLER * 5)
    assert not opens("en", "North Korea " + FILLER * 5)
    assert not opens("en", "The missiles were old. " + FILLER * 5)
    assert not opens("en", "North Korea is far. " + FILLER * (NEAR // len(FILLER) + 2) + "The missiles were old.")


def test_words_of_other_news_count_only_in_the_party_s_sentence() -> None:
    assert opens("en", "North Korea sent workers to build a dam.")
    assert not opens("en", "Two novelists came from France. The factory has three hundred workers.")
    assert not opens("en", "France " + "and so on " * (BESIDE // 10 + 1) + "workers")


def test_a_part_of_another_word_is_no_party() -> None:
    assert not opens("en", "The Chadwick missiles exhibition was shut.")


@pytest.mark.parametrize("code", available())
def test_every_character_is_folded_alike_in_short_and_long(code: str) -> None:
    language = load(code)
    for first in range(0x20, 0x3100, 0x40):
        for char in map(chr, range(first, first + 0x40)):
            assert language.fold(char * LONG) == language.fold(char) * LONG


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(available())), st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_a_long_text_is_folded_as_its_characters_are(code: str, text: str) -> None:
    language = load(code)
    whole = (text + " ΑΣ İI ’ – Ünlü Ёж ４２ أ ") * (LONG // 20)
    assert language.fold(whole) == "".join(map(language.fold, whole))
