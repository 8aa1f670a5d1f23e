"""The search words of a text: the same on both databases, across scripts.

Alphabets are folded to plain Latin letters («Кн-23» and "KN-23" are the same words); scripts without spaces give pairs
of neighbouring characters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_SPACELESS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_RUNS = re.compile(rf"([{_SPACELESS}]+)|[^\W_{_SPACELESS}]+")
_OTHER = re.compile(r"[^0-9a-z]+")
_LONGEST = 40


def words(text: str) -> set[str]:
    """Folded words, and pairs of characters where a script puts no spaces; a lone such character stands for itself."""
    found: set[str] = set()
    for match in _RUNS.finditer(text if text.isascii() else unicodedata.normalize("NFKC", text)):
        run = match[0]
        if match[1]:
            found.update(run[i : i + 2] for i in range(max(1, len(run) - 1)))
        else:
            found.add(run.lower()[:_LONGEST] if run.isascii() else _folded(run))
    found.discard("")
    return found


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    return _OTHER.sub("", anyascii(word).lower())[:_LONGEST]
