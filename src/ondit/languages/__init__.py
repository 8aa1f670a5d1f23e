"""One folder a language: plain text files (`docs/lexicon.md`) that the loader turns into one automaton over all forms.

`load("fr")` gives a `Language`; `Language.mentions(text)` finds every form of its lexicon in a text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ondit.languages.lexicon import Language, Mention, compile_language
from ondit.languages.syntax import LexiconError

__all__ = ["Language", "LexiconError", "Mention", "available", "load"]

FOLDER = Path(__file__).parent


@cache
def available() -> tuple[str, ...]:
    """Codes of the languages that have a folder, sorted."""
    return tuple(sorted(p.parent.name for p in FOLDER.glob("*/grammar.toml")))


@cache
def load(code: str) -> Language:
    """The compiled lexicon of a language; LexiconError where a file is faulty, KeyError for a language without folder."""
    if code not in available():
        raise KeyError(code)
    return compile_language(FOLDER / code)
