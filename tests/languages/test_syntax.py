"""The syntax of the data files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ondit.languages.syntax import LexiconError, expand, read_paradigms, sections

PARADIGMS = read_paradigms(
    "[er]\ner:inf; é:part; a:past\n[s]\n-:noun; s:noun,pl\n[m]\n-:nom; ом:ins\n[a]\nый:nom; ым:ins\n", "paradigms.txt"
)


def forms(written: str) -> dict[str, frozenset[str]]:
    return {f.text: f.tags for f in expand(written, PARADIGMS, "test:1")}


def test_a_stem_takes_every_ending_with_its_tags() -> None:
    assert forms("livr+er") == {"livrer": {"inf"}, "livré": {"part"}, "livra": {"past"}}


def test_braces_give_every_alternative() -> None:
    assert set(forms("{un,une} accord{,s}")) == {"un accord", "un accords", "une accord", "une accords"}


def test_words_of_one_form_agree_in_case() -> None:
    assert forms("нов+a танк+m") == {"новый танк": {"nom"}, "новым танком": {"ins"}}


def test_tags_and_guard_in_either_order() -> None:
    for written in ("char:noun ?arms", "char ?arms:noun"):
        (form,) = expand(written, PARADIGMS, "test:1")
        assert (form.text, form.tags, form.guard) == ("char", frozenset({"noun"}), "arms")


def test_split_forms_and_wildcards() -> None:
    (form,) = expand("gibt ... ab", PARADIGMS, "test:1")
    assert (form.text, form.rest) == ("gibt", ("ab",))
    (form,) = expand("достав~", PARADIGMS, "test:1")
    assert form.wild
    assert form.text == "достав"


@pytest.mark.parametrize("written", ["x+nowhere", "tank ?never"])
def test_unknown_names_are_refused_with_file_and_line(written: str) -> None:
    with pytest.raises(LexiconError, match="test:1"):
        list(expand(written, PARADIGMS, "test:1"))


def test_a_form_outside_a_section_is_refused() -> None:
    with pytest.raises(LexiconError, match=r"file\.txt:1"):
        list(sections("form; form", "file.txt"))


@given(
    st.text(alphabet="abcé {},", min_size=1, max_size=12).filter(
        lambda t: t.strip(" {},") != "" and t.count("{") == t.count("}") == 0
    )
)
def test_plain_text_expands_to_itself(text: str) -> None:
    plain = " ".join(text.split())
    if plain:
        assert plain in forms(plain)
