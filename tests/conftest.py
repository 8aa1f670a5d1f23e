"""Documents and claims made for tests, the same in every room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ondit.records import Claim, Document, Party, Quantity, Span, Thing, Voice, When, Where


def quote(text: str, words: str) -> tuple[int, int, str]:
    at = text.index(words)
    return at, at + len(words), words


def claim_in(document: Document, **slots: Any) -> Claim:
    """A claim about the first line of a document whose slots are given as words of its text (and codes or values)."""
    line = slots.get("line") or document.text.split("\n")[0]
    text = document.text
    voices = tuple(Voice(*quote(text, words)) for words in slots.get("voices", ()))
    low, high, unit, words = slots.get("quantity", (None, None, "item", None))
    since, until, when = slots.get("when", (None, None, None))
    return Claim(
        document.id,
        slots.get("kind", "deployment"),
        Thing(*quote(text, slots.get("object", "workers")), slots.get("category", "workers"), slots.get("designation")),
        Span(*quote(text, line)),
        slots.get("extractor", "test/1"),
        slots.get("confidence", 0.5),
        actor=Party(*quote(text, slots.get("actor", "Pyongyang")), slots.get("actor_code", "PRK")),
        target=Party(*quote(text, slots.get("target", "Russia")), slots.get("target_code", "RUS")),
        quantity=Quantity(*quote(text, words), low, high, unit) if words else None,
        when=When(*quote(text, when), since, until) if when else None,
        where=Where(*quote(text, slots["where"]), slots["where"]) if "where" in slots else None,
        status=slots.get("status", "considered"),
        polarity=slots.get("polarity", "affirmed"),
        certainty=slots.get("certainty", "stated"),
        attribution=voices,
    )


def document_of(text: str, **known: Any) -> Document:
    return Document(known.pop("id", f"d{abs(hash(text)) % 10**8}"), text, **known)


@pytest.fixture
def make_claim() -> Callable[..., Claim]:
    return claim_in


@pytest.fixture
def make_document() -> Callable[..., Document]:
    return document_of
