"""Voices across scripts, and the data that they are recognised by."""

from __future__ import annotations

from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pytest

from ondit.reconcile.places import place_name, places
from ondit.reconcile.voices import fold, is_outlet, relation, speaker_of
from ondit.records import BLOCS

LINES = [
    [part.strip() for part in line.split("|")]
    for line in (Path(__file__).parent / "voices_in_scripts.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("names", LINES, ids=lambda names: names[0])
def test_one_speaker_in_many_scripts(names: list[str]) -> None:
    first, *others = names[1:]
    odd = [o for o in others if relation(speaker_of(first), speaker_of(o)) not in ("same", "compatible")]
    assert not odd
    assert "official" in names[0] or all(relation(speaker_of(first), speaker_of(o)) == "same" for o in others)


def test_different_speakers_stay_apart() -> None:
    clash = [
        (a, b) for one, other in combinations(LINES, 2) for a in one[1:] for b in other[1:]
        if relation(speaker_of(a), speaker_of(b)) in ("same", "compatible")
    ]  # fmt: skip
    assert not clash


@pytest.mark.parametrize(
    ("a", "b", "known"),
    [
        ("Sergei Shoigu", "쇼이구", "same"),
        ("Sergei Shoigu", "رئيس مجلس الأمن القومي الروسي", "same"),
        ("Sergei Shoigu", "Sergei Lavrov", "different"),
        ("TASS", "俄罗斯媒体", "compatible"),
        ("TASS", "РИА Новости", "different"),
        ("Ivan Petrenko", "Іван Петренко", "same"),
        ("the Polish defence minister", "the Polish foreign minister", "different"),
        ("diplomats", "the defence ministry", "different"),
        ("sources", "Reuters", "unknown"),
    ],
)
def test_relations(a: str, b: str, known: str) -> None:
    found = relation(speaker_of(a), speaker_of(b))
    assert found == known or (known == "unknown" and found not in ("same", "compatible"))
    assert relation(speaker_of(b), speaker_of(a)) == found


@pytest.mark.parametrize(
    ("voice", "outlet", "one"),
    [
        ("RDA", "Rheinische Depeschenagentur", True),
        ("ハンヌリ通信", "한누리통신", True),
        ("Корниш газетт", "Corniche Gazette", True),
        ("Hannuri", "港北新聞", False),
    ],
)
def test_outlets_by_sound_and_initials(voice: str, outlet: str, one: bool) -> None:
    assert is_outlet(speaker_of(voice), speaker_of(outlet)) is one


@pytest.mark.parametrize(
    ("a", "b", "known"),
    [
        ("그디니아항", "Gdynia", "same"), ("グディニャ港", "Gdynia", "same"), ("Danzig", "그디니아항", "different"), ("Ідар-Оберштайні", "Idar-Oberstein", "same"),
        ("卡拉奇造船厂", "Karachi Shipyard", "same"), ("xưởng đóng tàu Gwadar", "Karachi Shipyard", "different"), ("Алабузі", "Alabuga SEZ", "same"),
        ("Trung Quốc", "Karachi", "unknown"), ("岘港", "Hai Phong", "unknown"), ("la région de Koursk", "Kursk Oblast", "same"),
    ],
)  # fmt: skip
def test_places_by_sound(a: str, b: str, known: str) -> None:
    assert places(place_name(a), place_name(b)) == known


SENSES = {"state": 1, "body": 1, "field": 1, "role": 1, "media": 2, "person": 3}


@pytest.mark.parametrize("name", ["voices.txt", "definitions.txt"])
def test_data_is_folded_sorted_and_single(name: str) -> None:
    section, sections, forms = "", [], []
    for line in (files("ondit") / "knowledge" / name).read_text("utf-8").splitlines():
        if line.startswith("["):
            assert forms == sorted(set(forms)) or name != "voices.txt", section
            section, forms = line, []
            sections.append(line)
        elif line and not line.startswith("#"):
            forms += [f.strip() for f in line.split(";") if f.strip()]
            assert all(f == fold(f) for f in forms), [f for f in forms if f != fold(f)]
    bare = [s.strip("[]") for s in sections]
    assert bare == sorted(set(bare))


def test_sections_name_known_senses_and_codes() -> None:
    for line in (files("ondit") / "knowledge" / "voices.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            words = line.strip("[]").split()
            assert words[0] in SENSES
            codes = (
                [words[2]]
                if words[0] in ("media", "person")
                else [v for s, v in zip(words[::2], words[1::2], strict=True) if s == "state"]
            )
            assert all((len(c) == 3 and c.isupper()) or c in BLOCS for c in codes), line
