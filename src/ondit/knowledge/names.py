"""Whether two spellings, in whatever scripts, can be one name.

Both are brought to Latin letters, then to a rough sound: transliterations disagree on vowels and, outside alphabets, on voice
and on l/r; they agree on the order of consonants. Spellings as near as transliterations are (Umerov, Umarov) pass as one name.
What letters can't tell stays False: names in Chinese characters of people whom other scripts write by another reading (崔善姬,
Choe Son-hui), transcriptions that drop or soften a consonant (普京 Putin, 泽连斯基 Zelensky, 에르도안 Erdoğan), and names of
one or two consonants in Arabic or Hebrew script (شويغو).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import permutations

from anyascii import anyascii
from rapidfuzz.fuzz import ratio

_RESPELLED = (
    ("chkhv", "ch"), ("khv", "h"), ("kh", "h"), ("gh", "g"), ("sch", "sh"), ("tch", "ch"), ("dj", "j"), ("cz", "ch"),
    ("sz", "sh"), ("ph", "p"), ("th", "t"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("w", "v"), ("y", "i"),
)  # fmt: skip
_SOUNDS = (("sh", "s"), ("ch", "s"), ("zh", "s"), ("ts", "s"), ("tz", "s"), ("ng", "n"), ("ce", "se"), ("ci", "si"))
_FINE = str.maketrans({"f": "v", "q": "k", "c": "k", "z": "s", "j": "s", "x": "s", "h": None})
_ROUGH = _FINE | str.maketrans({"b": "p", "f": "p", "v": "p", "d": "t", "g": "k", "r": "l"})
_VOWELS = re.compile(r"[aeiou]")
_ABJAD = re.compile(r"[\u0590-\u07ff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_SYLLABIC = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_PINYIN = (("q", "ch"), ("x", "sh"), ("zh", "j"))
_SURNAME = 5  # letters; shorter ones (Kim, Lee) are too many people's


def same_name(a: str, b: str) -> bool:
    """Whether `a` and `b` can be spellings of one name, in any order of its parts; a surname alone (five letters or more) is
    the same as the whole name that ends with it. Empty names are never the same."""
    one, other = _parts(a), _parts(b)
    if not one or not other:
        return False
    kind = _kind(a, b)
    if len(one) == len(other):
        return any(_whole(one, order, kind) for order in _orders(other))
    short, long = sorted((one, other), key=len)
    if len(short) == 1 and len(short[0]) >= _SURNAME and _alike(short[0], long[-1], kind):
        return True
    return any(_alike("".join(short), "".join(order), kind) for order in _orders(long))


def _whole(one: tuple[str, ...], other: tuple[str, ...], kind: str) -> bool:
    if not all(_agree(x, y, kind) for x, y in zip(one, other, strict=True)):
        return False
    return (
        kind == "abjad" or ratio("".join(_sound(x, kind) for x in one), "".join(_sound(x, kind) for x in other)) >= 60
    )


def _kind(a: str, b: str) -> str:
    """How far apart the two scripts are: one writes no vowels, one writes syllables, or both are alphabets (or the same script)."""
    for kind, script in (("abjad", _ABJAD), ("syllabic", _SYLLABIC)):
        if bool(script.search(a)) != bool(script.search(b)):
            return kind
    return "syllabic" if _SYLLABIC.search(a) and bool(_KANA.search(a)) != bool(_KANA.search(b)) else "alphabets"


def _orders(parts: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every order of up to four parts; longer names are compared as they stand and reversed."""
    return list(permutations(parts)) if len(parts) <= 4 else [parts, parts[::-1]]


def _agree(a: str, b: str, kind: str) -> bool:
    """One part against one part of a name of as many: a short part may differ in its vowels alone (Чен, Jong)."""
    first, second = _sound(a, kind), _sound(b, kind)
    bones = _bones(first)
    if len(bones) < 3 and kind != "abjad":
        return bones == _bones(second) and (bool(bones) or ratio(first, second) >= 50)
    return _alike(a, b, kind)


def _alike(a: str, b: str, kind: str) -> bool:
    first, second = _sound(a, kind), _sound(b, kind)
    bones = _bones(first)
    if bones != _bones(second):
        return False
    if kind == "abjad":
        return len(bones) >= 3
    near = 70 if kind == "alphabets" else 60
    return ratio(first, second) >= (near if len(bones) >= 3 else 75)


@lru_cache(maxsize=20_000)
def consonants(name: str, mandarin: bool = False) -> str:
    """The consonants of a name by class, voice and l/r set aside: what spellings of it share in scripts that write sounds.
    `mandarin`: its letters are the reading of Chinese characters."""
    if mandarin:
        for old, new in _PINYIN:
            name = name.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", "".join(_bones(_sound(part, "syllabic")) for part in _parts(name)))


def _bones(sound: str) -> str:
    return _VOWELS.sub("", sound)


@lru_cache(maxsize=8192)
def _parts(name: str) -> tuple[str, ...]:
    """The parts of a name in lower-case Latin letters, respelled in one manner."""
    plain = re.sub(r"['`’ʼ\"]", "", anyascii(name)).lower()
    if _KANA.search(name):
        plain = re.sub(r"(?<=[a-z])iy(?=[aou])", "", re.sub(r"chi(?![aeou])", "ti", plain))
    if _ABJAD.search(name):
        plain = plain.replace("w", "")
    for old, new in _RESPELLED:
        plain = plain.replace(old, new)
    return tuple(re.sub(r"(.)\1", r"\1", part) for part in re.findall(r"[a-z]+", plain))


@lru_cache(maxsize=8192)
def _sound(part: str, kind: str) -> str:
    """The part with its consonants by class, finer between alphabets, which keep voice and l/r apart."""
    for old, new in _SOUNDS:
        part = part.replace(old, new)
    return part.translate(_FINE if kind == "alphabets" else _ROUGH)
