"""`grammar.toml` of every language without the lexicons: facts for rooms that meet texts in any language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def grammars() -> dict[str, dict[str, Any]]:
    """The facts of each language, by its code."""
    return {path.parent.name: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*/grammar.toml"))}


@cache
def words_of_all(key: str) -> tuple[str, ...]:
    """What the languages list under a key, each once, the longest first."""
    words = {word for grammar in grammars().values() for word in grammar.get(key, ())}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
