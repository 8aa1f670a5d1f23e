"""Names across scripts: pairs that are one name, pairs that aren't, and pairs that letters can't tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ondit.knowledge import same_name

ONE = [
    ("Чхве Сон Хи", "Choe Son-hui"), ("최선희", "Choe Son-hui"), ("최선희", "Чхве Сон Хи"), ("チェ・ソンヒ", "최선희"),
    ("Choe Son Hui", "Son-hui Choe"), ("Сергей Шойгу", "Sergei Shoigu"), ("세르게이 쇼이구", "Sergei Shoigu"), ("쇼이구", "Шойгу"),
    ("ショイグ", "Shoigu"), ("绍伊古", "Shoigu"), ("Shoigu", "Sergei Shoigu"), ("Schoigu", "Shoigu"), ("Choïgou", "Shoigu"),
    ("Ким Чен Ын", "Kim Jong-un"), ("김정은", "Kim Jong Un"), ("김정은", "Ким Чен Ын"), ("キム・ジョンウン", "Kim Jong-un"),
    ("Володимир Зеленський", "Volodymyr Zelensky"), ("젤렌스키", "Zelensky"), ("ゼレンスキー", "Zelenskyy"), ("زيلينسكي", "Zelensky"),
    ("푸틴", "Putin"), ("プーチン", "Putin"), ("بوتين", "Putin"), ("Путин", "Poutine"), ("라브로프", "Lavrov"), ("拉夫罗夫", "Lavrov"),
    ("لافروف", "Lavrov"), ("Lawrow", "Lavrov"), ("أردوغان", "Erdogan"), ("Erdoğan", "Erdogan"), ("Пит Хегсет", "Pete Hegseth"),
    ("Кирило Буданов", "Kyrylo Budanov"), ("عراقجي", "Araghchi"), ("マクロン", "Macron"),
]  # fmt: skip
OTHERS = [
    ("Kim Jong-un", "Kim Jong-nam"), ("Kim Jong-un", "Kim Yo-jong"), ("김정은", "김여정"), ("Ким Чен Ын", "Ким Ё Чжон"),
    ("Kim", "Kim Jong-un"),
    ("Sergei Shoigu", "Sergei Lavrov"), ("Putin", "Patton"), ("Lavrov", "Lukashenko"), ("Peskov", "Pistorius"), ("Xi Jinping", "Li Qiang"),
    ("Reuters", "Bloomberg"), ("NHK", "NYT"), ("Fidan", "Biden"), ("Rubio", "Rybkov"),
]  # fmt: skip
# The same people; transliteration alone can't show it, and saying so would join strangers.
NOT_TOLD = [
    ("崔善姬", "Choe Son-hui"),
    ("普京", "Putin"),
    ("泽连斯基", "Zelensky"),
    ("شويغو", "Shoigu"),
    ("에르도안", "Erdoğan"),
]
PARTS = st.text("abcdefghijklmnopqrstuvwxyzабвгдежзийкл정은김アイウ", min_size=1, max_size=8)
NAMES = st.lists(PARTS, min_size=1, max_size=3).map(" ".join)


@pytest.mark.parametrize(("a", "b"), ONE)
def test_one_name(a: str, b: str) -> None:
    assert same_name(a, b)


@pytest.mark.parametrize(("a", "b"), OTHERS)
def test_two_names(a: str, b: str) -> None:
    assert not same_name(a, b)


@pytest.mark.parametrize(("a", "b"), NOT_TOLD)
def test_what_letters_cannot_tell_stays_apart(a: str, b: str) -> None:
    assert not same_name(a, b)


@given(NAMES, NAMES)
def test_the_order_of_two_names_does_not_matter(a: str, b: str) -> None:
    assert same_name(a, b) == same_name(b, a)


@given(st.lists(st.text("abdegiklmnoprstuv", min_size=4, max_size=8), min_size=1, max_size=3))
def test_the_order_of_the_parts_does_not_matter(parts: list[str]) -> None:
    assert same_name(" ".join(parts), "-".join(reversed(parts)))


@pytest.mark.parametrize("empty", ["", " ", "—", "'"])
def test_nothing_is_nobodys_name(empty: str) -> None:
    assert not same_name(empty, empty)
    assert not same_name(empty, "Putin")
