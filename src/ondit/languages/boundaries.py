"""Where a form may begin and end: the rule of words of each script, and the affixes that may be attached."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Affixes = tuple[str, str, int]
_FREE_IN_COMPOUNDS = ("objects", "triggers", "speech", "topics", "modality")


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
    """The boundary rule of one language, as `grammar.toml: words` says."""

    def __init__(self, grammar: dict[str, Any], affixes: Iterable[tuple[str, str]]):
        self.words: str = grammar.get("words", "spaced")
        pairs = list(affixes)
        self.suffixes = frozenset(form for position, form in pairs if position == "suffix")
        functional = [form for position, form in pairs if position == "prefix"]
        bare = [p for p in grammar.get("prefixes", [])]
        self.prefixes = frozenset(functional) | frozenset(bare) | frozenset(b + f for b in bare for f in functional)

    def fits(self, text: str, start: int, end: int, kind: str, wild: bool) -> Affixes | None:
        """(attached prefix, attached suffix, end of the mention) if a form may stand at text[start:end], else None.

        `text` is folded. The mention's end is moved to the end of the word only for forms with a wildcard."""
        prefix = suffix = ""
        first, last = script(text[start]), script(text[end - 1])
        before = script(text[start - 1]) if start else ""
        if before and before == first and first != "c":
            found = self._prefix(text, start, end, kind, first)
            if found is None:
                return None
            prefix = found
        after = script(text[end]) if end < len(text) else ""
        if after and after == last and last != "c" or wild and after == last:
            stop = end
            while stop < len(text) and script(text[stop]) == last and stop - end <= 14:
                stop += 1
            rest = text[end:stop]
            if wild:
                return (prefix, "", stop) if len(rest) <= 10 else None
            if last == "d" or not self._suffix_fits(rest, end - start, last, kind):
                return None
            suffix = rest
        elif end < len(text) and text[end] == "'" and self.words == "suffixed":
            stop = end + 1
            while stop < len(text) and script(text[stop]) == "w":
                stop += 1
            suffix = text[end + 1 : stop]
        elif last == "c":
            suffix = text[end : end + 4]
        elif self.words == "suffixed" and after == "h":
            stop = end
            while stop < len(text) and script(text[stop]) == "h":
                stop += 1
            suffix = text[end:stop]
        return prefix, suffix, end

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

    def _suffix_fits(self, rest: str, length: int, last: str, kind: str) -> bool:
        if last == "h":
            return length >= 2 or rest in self.suffixes or any(rest.startswith(s) and len(s) == len(rest) for s in self.suffixes)
        if self.words == "suffixed":
            if rest in self.suffixes:
                return True
            limit = 0 if length <= 3 else 4 if length <= 4 else 7
            return len(rest) <= limit
        return self.words == "prefixed" and length >= 3 and len(rest) <= 2
