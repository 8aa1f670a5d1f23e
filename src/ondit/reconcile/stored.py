"""Facts and tellings as text, so that a document is looked at once: what `facts_of` made comes back equal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

from ondit.reconcile.facts import Facts, Telling
from ondit.reconcile.voices import Speaker

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_SETS = ("states", "bodies", "fields", "roles", "media", "people")
_SLOTS = tuple(f.name for f in fields(Telling))
_VOICES, _POINT = _SLOTS.index("voices"), _SLOTS.index("point")
_PLAIN = ("id", "day", "outlet", "language", "address", "canonical")


def telling_text(t: Telling) -> str:
    """A telling as one line of JSON: its slots in order of declaration."""
    row = [getattr(t, name) for name in _SLOTS]
    row[_VOICES] = speakers_text(t.voices)
    return _JSON.encode(row)


def telling_from(text: str) -> Telling:
    """The telling that `telling_text` wrote."""
    row = json.loads(text)
    row[_VOICES] = speakers_from(row[_VOICES])
    row[_POINT] = tuple(row[_POINT]) if row[_POINT] else None
    return Telling(*row)


def facts_text(facts: Facts) -> str:
    """The facts of a document without its tellings, as one line of JSON."""
    row: dict[str, Any] = {name: getattr(facts, name) for name in _PLAIN}
    for name in ("names", "credits", "named"):
        row[name] = speakers_text(getattr(facts, name))
    return _JSON.encode(row | {"shingles": sorted(facts.shingles), "figures": sorted(facts.figures)})


def facts_from(text: str, tellings: Iterable[Telling]) -> Facts:
    """The facts that `facts_text` wrote, with the document's tellings in reading order."""
    row = json.loads(text)
    row |= {name: speakers_from(row[name]) for name in ("names", "credits", "named")}
    row |= {name: frozenset(row[name]) for name in ("shingles", "figures")}
    return Facts(**row, tellings=tuple(sorted(tellings, key=lambda t: (t.start, t.id))))


def speakers_text(speakers: Sequence[Speaker]) -> str:
    rows = [[*(sorted(getattr(s, name)) for name in _SETS), s.name, s.assumed, s.full] for s in speakers]
    return _JSON.encode(rows) if rows else ""


@lru_cache(maxsize=50_000)
def speakers_from(text: str) -> tuple[Speaker, ...]:
    if not text:
        return ()
    return tuple(_speaker(*row) for row in json.loads(text))


def _speaker(*row: Any) -> Speaker:
    *sets, name, assumed, full = row
    kinds: dict[str, Any] = dict(zip(_SETS, map(frozenset, sets), strict=True))
    return Speaker(**kinds, name=name, assumed=assumed, full=full)
