"""Arithmetic of number words: how twenty and five, 2만 and 5천, fünf-und-zwanzig become one number."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from ondit.languages.lexicon import Language


def fold(text: str, language: Language) -> str:
    """The text in lower case, with ASCII digits and one kind of space, hyphen and apostrophe; same length."""
    folded = language.fold(text)
    if not folded.isascii():
        folded = "".join(_plain(char) for char in folded)
    return folded


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    return {"٫": ".", "٬": ",", "٪": "%", "、": "、", "〜": "~", "～": "~", "∼": "~", "㎜": "㎜"}.get(char, char)


@lru_cache(maxsize=64)
def _pieces(language: Language) -> tuple[dict[str, float], frozenset[str], frozenset[str]]:
    """Number words by form (magnitudes negative), words for «and», words for «several»."""
    table: dict[str, float] = {}
    for entry in language.entries:
        if entry.type == "numbers" and entry.sense[0] in "=*" and not entry.args and entry.form.isalpha():
            value = amount(entry.sense)
            if value >= 1 and value == int(value):
                table[fold(entry.form, language)] = -value if entry.sense[0] == "*" else value
    links = frozenset(e.form for e in language.entries if e.type == "markers" and e.sense == "and" and e.form.isalpha())
    few = frozenset(e.form for e in language.entries if e.type == "numbers" and e.sense == "few" and len(e.form) == 1)
    return table, links, few


@lru_cache(maxsize=20000)
def compound(word: str, language: Language) -> str | None:
    """`=25` for a word made of number words (fünfundzwanzig, 이십오), `vague 200 999` for 수백, None for any other."""
    _, _, few = _pieces(language)
    if word[0] in few and len(word) > 1:
        ways = _ways(word[1:], language)
        value = next(
            (v for way in ways if (v := _composed(way)) is not None and all(p < 0 or is_power(p) for p in way)), None
        )
        return None if value is None else f"vague {2 * value:.0f} {10 * value - 1:.0f}" if value > 10 else "vague 24 99"
    for way in _ways(word, language):
        if len(way) >= 2 and (value := _composed(way)) is not None:
            return f"={value:.0f}"
    return None


def _ways(word: str, language: Language) -> list[tuple[float, ...]]:
    """The ways to cut a word into number words, 0.0 standing for «and»."""
    table, links, _ = _pieces(language)
    ways: dict[int, list[tuple[float, ...]]] = {0: [()]}
    for begin in range(len(word)):
        for way in ways.get(begin, ())[:8]:
            for stop in range(begin + 1, min(len(word), begin + 14) + 1):
                piece = word[begin:stop]
                if piece in table:
                    ways.setdefault(stop, []).append((*way, table[piece]))
                elif piece in links and way:
                    ways.setdefault(stop, []).append((*way, 0.0))
    return [way for way in ways.get(len(word), ()) if way and way[-1] != 0]


def _composed(way: Sequence[float]) -> float | None:
    parts: list[float] = []
    linked = False
    for piece in way:
        if piece == 0:
            linked = True
        elif piece < 0 or (is_power(piece) and parts and parts[-1] < 10):
            multiply(parts, abs(piece))
        elif not add(parts, piece, linked):
            return None
        else:
            linked = False
    return sum(parts)


def is_power(value: float) -> bool:
    """Whether a number word of this value multiplies a smaller one before it."""
    return value in (10, 100, 1000, 10000, 100000000)


def multiply(parts: list[float], magnitude: float) -> None:
    """Apply a magnitude to what is smaller: 1000, 200 × 10,000 → 12,000,000; 20000, 5 × 1000 → 20000, 5000."""
    small = sum(p for p in parts if p < magnitude)
    parts[:] = [p for p in parts if p >= magnitude] + [(small or 1) * magnitude]


def add(parts: list[float], value: float, linked: bool = False) -> bool:
    """Append a number word where it fits (20 + 5, 60 + 15, «fünf und» + 20); False where it does not."""
    if not parts:
        parts.append(value)
        return True
    last = parts[-1]
    if linked and last < 10 and value in (20, 30, 40, 50, 60, 70, 80, 90) and last == int(last):
        parts[-1] = last + value
        return True
    unit = 10.0
    while last % (unit * 10) == 0 and unit < 1e12:
        unit *= 10
    if last >= 10 and last % 10 == 0 and (value < unit or (last in (60, 80) and value < 20)):
        parts.append(value)
        return True
    return False


def amount(sense: str) -> float:
    """The number of a section heading `=12` or `*1000`; 0 where it is none."""
    try:
        return float(sense[1:])
    except ValueError:
        return 0.0
