"""The compiled state names: reproducible, complete, and without a name for two states."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from ondit.knowledge import state_codes
from ondit.languages.syntax import GUARDS, expand, sections
from ondit.records import BLOCS

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "src" / "ondit" / "languages").glob("*/cldr.txt"))


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_states", ROOT / "tools" / "compile_states.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_committed_files_are_what_the_tool_writes() -> None:
    compiled = tool().compiled()
    assert len(compiled) >= 15
    stale = [
        path.parent.name
        for path, content in compiled.items()
        if not path.exists() or path.read_text(encoding="utf-8") != content
    ]
    assert stale == [], "run tools/compile_states.py"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_every_state_has_a_name_and_no_name_two_states(path: Path) -> None:
    owners: dict[str, set[str]] = {}
    named = set()
    for line in sections(path.read_text(encoding="utf-8"), path.name):
        assert line.sense in state_codes()
        assert line.args in (("name",), ("adj",), ("capital",), ("army",), ("demonym",))
        named.add(line.sense)
        for form in line.forms:
            (read,) = expand(form, {}, path.name)
            assert read.guard in (None, *GUARDS)
            owners.setdefault(read.text, set()).add(line.sense)
    assert {form: codes for form, codes in owners.items() if len(codes) > 1} == {}
    by_hand = {
        line.sense
        for file in path.parent.glob("parties.txt")
        for line in sections(file.read_text(encoding="utf-8"), file.name)
    }
    assert set(state_codes()) - named - by_hand - set(BLOCS) == set()


def test_spellings_drop_what_no_newspaper_writes() -> None:
    spellings = tool().spellings
    assert spellings("Myanmar (Burma)", "en") == ["Myanmar"]
    assert spellings("Bosnia & Herzegovina", "en") == ["Bosnia and Herzegovina"]
    assert spellings("St. Lucia", "en") == ["St. Lucia", "Saint Lucia", "St Lucia"]
    assert spellings("Congo - Kinshasa", "fr") == ["Congo-Kinshasa"]
    assert spellings("کرهٔ شمالی", "fa") == ["کرهٔ شمالی", "کره شمالی"]
