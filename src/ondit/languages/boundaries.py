"""Where a form may begin and end: the rule of words of each script, and the affixes that may be attached."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Affixes = tuple[str, str, int]
_FREE_IN_COMPOUNDS = ("objects", "triggers", "speech", "topics", "modality", "markers")


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


class Boundaries:
    """The boundary rule of one language, as `grammar.toml: words`, `prefixes` and `suffixes` say."""

    def __init__(self, grammar: dict[str, Any], affixes: Iterable[tuple[str, str]]):
        self.words: str = grammar.get("words", "spaced")
        pairs = list(affixes)
        markers = {form for position, form in pairs if position == "suffix"}
        bare = set(grammar.get("suffixes", ()))
        self.suffixes = frozenset(markers)
        self._closed = bool(bare)
        self._attachable = frozenset(markers | bare | {b + m for b in bare for m in markers | bare})
        functional = {form for position, form in pairs if position == "prefix"}
        proclitics = set(grammar.get("prefixes", ()))
        self.prefixes = frozenset(functional | proclitics | {b + f for b in proclitics for f in functional | proclitics})

    def fits(self, text: str, start: int, end: int, kind: str, wild: bool) -> Affixes | None:
        """(attached prefix, attached suffix, end of the mention) if a form may stand at text[start:end], else None.

        `text` is folded. The mention's end is moved to the end of the word only for forms with a wildcard."""
        first, last = script(text[start]), script(text[end - 1])
        prefix: str | None = ""
        if start and first and first != "c" and script(text[start - 1]) == first:
            prefix = self._prefix(text, start, end, kind, first)
            if prefix is None:
                return None
        after = script(text[end]) if end < len(text) else ""
        stop = _word_end(text, end, after)
        rest = text[end:stop]
        if wild:
            return (prefix, "", stop if after == last else end) if after != last or len(rest) <= 10 else None
        if after and after == last and last != "c":
            if last == "d" or not self._suffix_fits(rest, end - start, last):
                return None
            return prefix, rest, end
        if last == "c":
            return prefix, text[end : end + 4], end
        if self.words == "suffixed":
            if text.startswith("'", end):
                return prefix, text[end + 1 : _word_end(text, end + 1, "w")], end
            if after == "h":
                return prefix, rest, end
        return prefix, "", end

    def _prefix(self, text: str, start: int, end: int, kind: str, first: str) -> str | None:
        if first == "h":
            return "" if end - start >= 2 and kind in _FREE_IN_COMPOUNDS else None
        if self.words != "prefixed" or first != "w":
            return None
        begin = start
        while begin and script(text[begin - 1]) == "w" and start - begin <= 5:
            begin -= 1
        letters = text[begin:start]
        return letters if letters in self.prefixes else None

    def _suffix_fits(self, rest: str, length: int, last: str) -> bool:
        if last == "h":
            return length >= 2 or rest in self.suffixes
        if self.words == "spaced":
            return False
        if self._closed:
            return rest in self._attachable
        return len(rest) <= (0 if length <= 3 else 4 if length <= 4 else 7)


def _word_end(text: str, start: int, kind: str) -> int:
    stop = start
    while stop < len(text) and kind and script(text[stop]) == kind and stop - start <= 14:
        stop += 1
    return stop
