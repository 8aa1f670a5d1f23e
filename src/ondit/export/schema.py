"""The published JSON Schema of a claim, derived from the declarations in `records.py`."""

from __future__ import annotations

from typing import Any

from ondit.records import (
    CATEGORIES,
    CERTAINTIES,
    KINDS,
    PERIODS,
    POLARITIES,
    SLOT_FORMS,
    STATUSES,
    UNITS,
    Party,
    Quantity,
    Span,
    Thing,
    Voice,
    When,
    Where,
)

_TYPES: dict[str, Any] = {
    "int": "integer",
    "str": "string",
    "bool": "boolean",
    "str | None": ["string", "null"],
    "float | None": ["number", "null"],
}
_CLOSED: dict[tuple[type[Span], str], list[str | None]] = {
    (Thing, "category"): list(CATEGORIES),
    (Quantity, "unit"): list(UNITS),
    (Quantity, "per"): [None, *PERIODS],
}
_SPAN = {"$ref": "#/$defs/span"}


def claim_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one claim, as `Claim.to_json` writes it."""
    party = {"anyOf": [{"type": "null"}, _slot(Party)]}
    properties: dict[str, Any] = {
        "id": {"type": "string"},
        "document": {"type": "string"},
        "kind": {"enum": list(KINDS)},
        "actor": party,
        "object": _slot(Thing),
        "target": party,
        "quantity": {"anyOf": [{"type": "null"}, _slot(Quantity)]},
        "when": {"anyOf": [{"type": "null"}, _slot(When)]},
        "where": {"anyOf": [{"type": "null"}, _slot(Where)]},
        "status": {"enum": list(STATUSES)},
        "polarity": {"enum": list(POLARITIES)},
        "certainty": {"enum": list(CERTAINTIES)},
        "attribution": {"type": "array", "items": _slot(Voice)},
        "evidence": _SPAN,
        "extractor": {"type": "string"},
        "confidence": {"type": "number", "minimum": 0, "maximum": 1},
        "also": {"type": "array", "items": _SPAN},
        "flags": {"type": "array", "items": {"type": "string"}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Claim",
        "type": "object",
        "required": [name for name in properties if name not in ("also", "flags")],
        "properties": properties,
        "$defs": {"span": _span()},
    }


def _span() -> dict[str, Any]:
    forms = SLOT_FORMS[Span]
    properties: dict[str, Any] = {name: {"type": _TYPES[kind]} for _, name, kind, _ in forms}
    for bound in ("start", "end"):
        properties[bound]["minimum"] = 0
    return {"type": "object", "required": [name for _, name, _, _ in forms], "properties": properties}


def _slot(cls: type[Span]) -> dict[str, Any]:
    own = SLOT_FORMS[cls][len(SLOT_FORMS[Span]) :]
    schema: dict[str, Any] = {"allOf": [_SPAN], "type": "object"}
    if required := [name for _, name, _, needed in own if needed]:
        schema["required"] = required
    schema["properties"] = {name: _property(cls, field, kind) for field, name, kind, _ in own}
    return schema


def _property(cls: type[Span], field: str, kind: str) -> dict[str, Any]:
    if closed := _CLOSED.get((cls, field)):
        return {"enum": closed}
    return {"type": _TYPES[kind]} | ({"format": "date"} if cls is When else {})
