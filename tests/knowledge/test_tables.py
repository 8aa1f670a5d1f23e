"""The tables of the knowledge room are data checked like code: sorted, without doubles, known categories, guarded words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
import simplemma

import ondit.knowledge
from ondit.knowledge import KnowledgeError, capitals, designations, party_name, places, state_codes, tables, valid_party
from ondit.languages.syntax import GUARDS, expand, sections
from ondit.records import BLOCS, OBJECT_GROUPS

LANGUAGES = Path(ondit.knowledge.__file__).parent.parent / "languages"
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FORMS = [(id, form) for table in (designations(), places()) for id, entry in table.items() for form in entry.forms]


def bare(form: str) -> str:
    return form.partition(" ?")[0]


def doubles(items: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [item for item in items if item in seen or seen.add(item)]  # type: ignore[func-returns-value]


def test_there_is_knowledge() -> None:
    assert len(designations()) > 400
    assert len(places()) > 300
    assert len(state_codes()) > 195
    assert len(capitals()) > 190


@pytest.mark.parametrize("table", ["designations.txt", "places.txt"])
def test_ids_are_sorted_unique_and_well_formed(table: str) -> None:
    ids = [words[0] for _, words, _ in tables.sections(table)]
    assert ids == sorted(ids)
    assert not doubles(ids)
    assert [id for id in ids if not ID.fullmatch(id)] == []


def test_every_designation_is_materiel_of_a_known_state() -> None:
    faults = [id for id, d in designations().items() if d.category not in OBJECT_GROUPS["materiel"] or not d.forms]
    assert faults == []
    assert [id for id, d in designations().items() if d.origin is not None and d.origin not in state_codes()] == []


def test_every_place_is_on_earth_in_a_known_state() -> None:
    assert [
        id for id, p in places().items() if not (-90 <= p.latitude <= 90 and -180 <= p.longitude <= 180) or not p.forms
    ] == []
    assert [id for id, p in places().items() if p.state is not None and p.state not in state_codes()] == []
    assert [code for code in capitals() if code not in state_codes()] == []


@pytest.mark.parametrize("table", [designations, places], ids=["designations", "places"])
def test_a_form_stands_under_one_id_once(table: object) -> None:
    owners: dict[str, set[str]] = {}
    for id, entry in table().items():  # type: ignore[operator]
        assert not doubles(entry.forms), id
        for form in entry.forms:
            if " ?" not in form:
                owners.setdefault(form.lower(), set()).add(id)
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


def test_no_form_is_guarded_in_vain() -> None:
    for id, entry in (*designations().items(), *places().items()):
        free = {form for form in entry.forms if " ?" not in form}
        assert [form for form in entry.forms if " ?" in form and bare(form) in free] == [], id


def test_the_language_loader_reads_every_form() -> None:
    for id, form in FORMS:
        read = list(expand(form, {}, id))
        assert [(f.guard in (None, *GUARDS), f.tags) for f in read] == [(True, frozenset())], (id, form)
        assert not set("~{}[]") & set(read[0].text), (id, form)
        assert "+" not in read[0].text[:-1], (id, form)


def test_wildcards_have_four_letters() -> None:
    assert [form for _, form in FORMS if "~" in form and len(bare(form).rstrip("~").split()[-1]) < 4] == []


def everyday(form: str) -> bool:
    """A single word of letters that English has as a common word; short all-capital forms only match capitals."""
    if " ?" in form or not re.fullmatch(r"[A-Za-z]+", form) or (form.isupper() and len(form) <= 5):
        return False
    return simplemma.is_known(form.lower(), lang="en")


# Words of simplemma's dictionary that are first of all the name: proper names it knows, and plurals nobody else uses.
NAMES = {"AccuLAR", "Bradleys", "nEUROn", "Ospreys", "Scud", "Scuds", "Tomahawks"}


def test_no_everyday_word_names_equipment_without_a_guard() -> None:
    assert [
        (id, form) for id, d in designations().items() for form in d.forms if everyday(form) and form not in NAMES
    ] == []


def test_no_name_is_written_in_lower_case() -> None:
    """A lower-case Latin or Cyrillic form matches any casing, so a name written so would match everyday words."""
    common_nouns = {"kałasznikow", "kałasznikowa", "kałasznikowów"}
    words = [
        (id, form)
        for id, form in FORMS
        if " ?" not in form and form.isalpha() and form.islower() and form[0] < "\u0530"
    ]
    assert [(id, form) for id, form in words if form not in common_nouns] == []


@pytest.mark.parametrize("kind", ["designations", "places"])
def test_languages_spell_known_ids_only(kind: str) -> None:
    known = designations() if kind == "designations" else places()
    unknown = {
        f"{path.parent.name}/{path.name}:{line.number} {line.sense}"
        for path in LANGUAGES.glob(f"*/{kind}.txt")
        for line in sections(path.read_text(encoding="utf-8"), path.name)
        if line.sense != "head" and line.sense not in known
    }
    assert unknown == set()


def test_parties_have_names() -> None:
    assert set(BLOCS) <= {code for code in BLOCS if valid_party(code)}
    assert party_name("PRK", "en") == "North Korea"
    assert party_name("PRK", "fr") == "Corée du Nord"
    assert party_name("CSTO", "fr") == "Organisation du traité de sécurité collective"
    assert valid_party("XKX")
    assert not valid_party("ZZZ")
    assert party_name("ZZZ", "en") == "ZZZ"
    with pytest.raises(ValueError, match="'de'"):
        party_name("PRK", "de")


def test_a_bad_table_names_file_line_and_cause(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_FOLDER", tmp_path)
    for name, read in (("designations.txt", designations), ("places.txt", places), ("capitals.txt", capitals)):
        (tmp_path / name).write_text("# comment\n[only-an-id]\nForm\n", encoding="utf-8")
        with pytest.raises(KnowledgeError, match=rf"{name}:2: "):
            read.__wrapped__()
        (tmp_path / name).write_text("Form\n", encoding="utf-8")
        with pytest.raises(KnowledgeError, match=rf"{name}:1: a form before"):
            read.__wrapped__()
