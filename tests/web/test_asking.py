"""A query finds by any name, in any script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ondit.web.asking import address, asked


@pytest.mark.parametrize(
    ("query", "tokens"),
    [
        ("Кн-23", {"kn", "23"}), ("북한", {"prk"}), ("North Korea", {"prk"}), ("corée du nord", {"prk"}), ("КНДР", {"prk"}),
        ("火星-17", {"hwasong", "17"}), ("Russia", {"rus"}),
    ],
)  # fmt: skip
def test_a_name_stands_for_its_code(query: str, tokens: set[str]) -> None:
    (group,) = asked(query)
    assert frozenset(tokens) in group


def test_names_and_words_stand_side_by_side() -> None:
    groups = asked("North Korea shells КН-23")
    assert len(groups) == 3
    assert frozenset({"prk"}) in groups[0]
    assert groups[1] == [frozenset({"shells"})]


def test_punctuation_asks_for_nothing() -> None:
    assert asked("!!! … «»") == []


@given(st.text(max_size=200))
def test_any_query_can_be_asked(query: str) -> None:
    assert all(alternative for group in asked(query) for alternative in group)


def test_addresses_leave_out_what_is_open() -> None:
    assert (
        address("/search", {"text": "Кн 23", "kind": None, "after": 0, "party": ""})
        == "/search?text=%D0%9A%D0%BD+23&after=0"
    )
    assert address("/search", {}) == "/search"
