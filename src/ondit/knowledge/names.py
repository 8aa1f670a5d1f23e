"""Whether two spellings, in whatever scripts, can be one name."""

from __future__ import annotations


def same_name(a: str, b: str) -> bool:
    return a == b
