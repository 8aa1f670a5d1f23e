"""Where a form may begin and end: the rule of words of each script, and the affixes that may be attached."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Affixes = tuple[str, str, int]
_FREE_IN_COMPOUNDS = ("objects", "triggers", "speech", "topics", "modality", "markers")
_WHOLE_KATAKANA = ("parties", "places")


def script(char: str) -> str:
    """`d` digit, `c` Han or kana, `h` Hangul, `w` letter of a spaced script (with combining marks), `` anything else."""
    if char.isdigit():
        return "d"
    if not (char.isalpha() or "\u0300" <= char <= "\u036f" or "\u064b" <= char <= "\u065f"):
        return ""
    if "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or char in "々〆":
        return "c"
    if "\uac00" <= char <= "\ud7a3":
        return "h"
    return "w"


class _Scripts(dict[int, str]):
    """A table for `str.translate`: a text to the scripts of its characters, a space for none."""

    def __missing__(self, point: int) -> str:
        self[point] = script(chr(point)) or " "
        return self[point]


_SCRIPTS = _Scripts()


def scripts(text: str) -> str:
    """One letter for each character: `d`, `c`, `h`, `w` as `script` says, or a space; as long as the text."""
    return text.translate(_SCRIPTS)


class Boundaries:
    """The boundary rule of one language, as `grammar.toml: words`, `prefixes` and `suffixes` say."""

    def __init__(self, grammar: dict[str, Any], affixes: Iterable[tuple[str, str]]):
        self.words: str = grammar.get("words", "spaced")
        pairs = list(affixes)
        markers = {form for position, form in pairs if position == "suffix"}
        bare = set(grammar.get("suffixes", ()))
        self._endings = frozenset(grammar.get("endings", ()))
        self._figures = frozenset(grammar.get("figures", ""))
        self.suffixes = frozenset(markers)
        self._closed = bool(bare)
        self._attachable = frozenset(markers | bare | {b + m for b in bare for m in markers | bare})
        functional = {form for position, form in pairs if position == "prefix"}
        proclitics = set(grammar.get("prefixes", ()))
        self.prefixes = frozenset(
            functional | proclitics | {b + f for b in proclitics for f in functional | proclitics}
        )

    def fits(self, text: str, classes: str, start: int, end: int, kind: str, wild: bool) -> Affixes | None:
        """(attached prefix, attached suffix, end of the mention) if a form may stand at text[start:end], else None.

        `text` is folded, `classes` its `scripts`. The end is moved to the end of the word only for forms with a wildcard."""
        first, last = classes[start], classes[end - 1]
        if last == "c" and kind in _WHOLE_KATAKANA and _katakana_goes_on(text, start, end):
            return None
        if start and first == "h" and classes[start - 1] == "d" and kind not in ("numbers", "times"):
            return None  # 133대가: what follows a figure counts it
        prefix = ""
        counted = kind == "numbers" and first == "h" and self._behind_figure(text, classes, start)
        if start and first not in " c" and classes[start - 1] == first and not counted:
            found = self._prefix(text, classes, start, end, kind, first)
            if found is None:
                return None
            prefix = found
        after = classes[end] if end < len(classes) else " "
        if after == " " and last != "c":
            if self.words == "suffixed" and text.startswith("'", end):
                return prefix, text[end + 1 : _word_end(classes, end + 1, "w")], end
            return prefix, "", end
        if wild:
            stop = _word_end(classes, end, after) if after == last else end
            return (prefix, "", stop) if stop - end <= 10 else None
        if after == last and last != "c":
            rest = text[end : _word_end(classes, end, after)]
            if (
                end - start == 1
                and text[start] in self._figures
                and kind == "numbers"
                and (counted or classes[start - 1] == "d")
            ):
                return prefix, rest, end
            return (prefix, rest, end) if last != "d" and self._suffix_fits(rest, end - start, last, kind) else None
        if last == "c":
            return prefix, text[end : end + 4], end
        if self.words == "suffixed" and after == "h":
            return prefix, text[end : _word_end(classes, end, after)], end
        return prefix, "", end

    def _behind_figure(self, text: str, classes: str, start: int) -> bool:
        """5천명, 1만5천여명: what follows a figure written with digits and words of magnitude, without a space."""
        at = start - 1
        while at >= 0 and text[at] in self._figures:
            at -= 1
        return 0 <= at < start - 1 and classes[at] == "d"

    def _prefix(self, text: str, classes: str, start: int, end: int, kind: str, first: str) -> str | None:
        if first == "h":
            return "" if end - start >= 2 and kind in _FREE_IN_COMPOUNDS else None
        if self.words != "prefixed" or first != "w":
            return None
        begin = start
        while begin and classes[begin - 1] == "w" and start - begin <= 5:
            begin -= 1
        letters = text[begin:start]
        return letters if letters in self.prefixes else None

    def _suffix_fits(self, rest: str, length: int, last: str, kind: str) -> bool:
        if last == "h":
            return length >= 2 or rest in self.suffixes or (kind == "triggers" and rest in self._endings)
        if self.words == "spaced":
            return False
        if self._closed:
            return rest in self._attachable
        return len(rest) <= (0 if length <= 3 else 4 if length <= 4 else 7)


def _katakana_goes_on(text: str, start: int, end: int) -> bool:
    """イラン in アイランド: a foreign word in katakana is not cut."""
    before = start > 0 and _katakana(text[start]) and _katakana(text[start - 1])
    return before or (end < len(text) and _katakana(text[end - 1]) and _katakana(text[end]))


def _katakana(char: str) -> bool:
    return "\u30a1" <= char <= "\u30fa" or char == "ー"


def _word_end(classes: str, start: int, kind: str) -> int:
    stop, limit = start, min(len(classes), start + 15)
    while stop < limit and classes[stop] == kind:
        stop += 1
    return stop
