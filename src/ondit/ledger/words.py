"""The search words of a text: the same on both databases, across scripts.

Alphabets are folded to plain Latin letters («Кн-23» and "KN-23" are the same words); scripts without spaces give pairs
of neighbouring characters.
"""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

_SPACELESS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_RUNS = re.compile(rf"[{_SPACELESS}]+|[^\W_{_SPACELESS}]+")
_LONGEST = 40


def words(text: str) -> set[str]:
    """Folded words, and pairs of characters where a script puts no spaces; a lone such character stands for itself."""
    found: set[str] = set()
    for run in _RUNS.findall(unicodedata.normalize("NFKC", text)):
        if re.match(rf"[{_SPACELESS}]", run):
            found.update(run[i : i + 2] for i in range(max(1, len(run) - 1)))
        else:
            folded = re.sub(r"[^0-9a-z]", "", (run if run.isascii() else anyascii(run)).lower())
            if folded:
                found.add(folded[:_LONGEST])
    return found
