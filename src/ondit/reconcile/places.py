"""Names of places across scripts: whether two words can mean one place, by sound. Nothing finer than the words is derived."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from anyascii import anyascii
from rapidfuzz import fuzz

from ondit.knowledge import consonants, generic
from ondit.reconcile.definitions import senses
from ondit.reconcile.voices import UNSPACED, fold, known_forms, speaker_of

if TYPE_CHECKING:
    from ondit.reconcile.facts import Telling

BATTLEFIELD = "@front"
"""A place told only as where the fighting is."""


@lru_cache(maxsize=20_000)
def place_name(text: str) -> str:
    """The proper part of a place in Latin letters, marked `~` where the script writes no sounds (Han characters), or ''.

    A state, or a capital that may stand for it, is `#` and its code."""
    said = speaker_of(text)
    if (said.fields and "ministry" in said.roles) or said.fields & {"foreign"}:
        return ""
    if said.states and not said.name:
        return "#" + next(iter(said.states)) if len(said.states) == 1 else ""
    proper = _unspaced_generic().sub(" ", text)
    if UNSPACED.search(proper):
        words = [anyascii(w).lower() for w in re.findall(r"\w+", proper)]
    elif re.search(r"[a-zа-яёіїєґ]", text.casefold()):
        words = [
            fold(w) for w in re.findall(r"[^\W\d_]+", proper) if w[0].isupper() and fold(w) not in generic("place")
        ]
        words = [anyascii(w).lower() for w in words]
    else:
        words = [anyascii(w).lower() for w in re.findall(r"\w+", fold(proper)) if w not in generic("place")]
    name = " ".join(w for w in words if len(w) > 1)
    if not name and "battlefield" in senses(fold(text)):
        return BATTLEFIELD
    return ("~" if _HAN.search(proper) and name else "") + name


@cache
def _unspaced_generic() -> re.Pattern[str]:
    """What stands beside a name without a space: words for places, and states («ロシア西部クルスク州»). A state's one character
    is left: it begins too many other names."""
    loose = [form for forms in known_forms().values() for form in forms if form.loose and len(form.text) > 1]
    states = [form.text for form in loose if form.section[0] == "state"]
    return re.compile("|".join(sorted(map(re.escape, {*generic("place-unspaced"), *states}), key=len, reverse=True)))


_HAN = re.compile(r"[\u3400-\u9fff]")


@lru_cache(maxsize=20_000)
def names_in(text: str) -> frozenset[str]:
    """The sounds of the names in a sentence: capitalised words, words in katakana or Hangul."""
    words = re.findall(r"[A-ZÀ-ÝА-ЯЁІЇЄҐ][^\W\d_]{2,}|[\u30a0-\u30ff]{3,}|[\uac00-\ud7af]{2,}", text)
    return frozenset(x for w in words if len(x := sound_of(anyascii(fold(w)).lower())) >= 3)


def names(place: str, text: str) -> bool:
    """Whether a sentence names the place as well."""
    key = sound_of(place)
    return len(key) >= 3 and any(key == x or key in x or (len(x) >= 4 and x in key) for x in names_in(text))


NEAR_KM, FAR_KM = 60.0, 150.0
"""Between these a place may be a part of the other, or its neighbour."""


def same_place(a: Telling, b: Telling) -> str:
    """As `places`, by coordinates where both have them."""
    if a.point and b.point and a.place != b.place:
        apart = _kilometres(a.point, b.point)
        return "same" if apart <= NEAR_KM else "different" if apart >= FAR_KM else "unknown"
    return places(a.place, b.place)


def _kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Along the surface, near enough for a few hundred kilometres."""
    (y, x), (v, u) = a, b
    east = (u - x + 180) % 360 - 180
    return 111.2 * math.hypot(v - y, east * math.cos(math.radians((y + v) / 2)))


def places(a: str, b: str) -> str:
    """`same`, `different` (both are names in scripts that write sounds, and they sound unlike) or `unknown`."""
    if not a or not b:
        return "unknown"
    if a == b:
        return "same"
    if BATTLEFIELD in (a, b):
        return "unknown"
    if a[0] == "#" or b[0] == "#":
        return "different" if a[0] == b[0] else "unknown"
    x, y = sound_of(a), sound_of(b)
    if x and y and (x == y or (min(len(x), len(y)) >= 4 and fuzz.partial_ratio(x, y) >= 85) or _begins(x, y)):
        return "same"
    if fuzz.token_set_ratio(a.strip("~"), b.strip("~")) >= 80 or _one_stem(a, b):
        return "same"
    if a.startswith("~") or b.startswith("~"):
        return "unknown"
    return "different"


def _one_stem(a: str, b: str) -> bool:
    """Alabuga, Alabuzi: case endings may change the last letters of a stem."""
    if " " in a or " " in b:
        return False
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared >= 4 and shared >= 0.6 * max(len(a), len(b))


def _begins(x: str, y: str) -> bool:
    return min(len(x), len(y)) == 3 and (x.startswith(y) or y.startswith(x))


def sound_of(name: str) -> str:
    """What two spellings of a place's name share, whatever their scripts; a state's code stands for itself."""
    return name[1:] if name.startswith("#") else consonants(name.strip("~"), name.startswith("~"))
