"""Why a candidate became a claim, or did not: the lexicon entries and cues behind each slot, as plain JSON."""

from __future__ import annotations

from typing import Any

from ondit.extract.drafts import Draft
from ondit.extract.scene import Item


def explanation(draft: Draft, text: str) -> dict[str, Any]:
    """One candidate with its event word, frame, object, roles with scores, modal cues and voice; `rejected` is None for a claim.

    Every entry is given as `file:line:n` of the language's data, every span as code points of `text`."""
    event, roles = draft.event, draft.event.roles
    return {
        "event": _item(event.trigger, text) | {"frame": event.frame.name, "voice": event.mode},
        "kind": event.kind,
        "object": _item(event.thing, text) | {"category": event.category, "score": round(event.score, 3)},
        "actor": _role(draft.actor, roles.actor, roles.actor_score, text),
        "target": _role(draft.target, roles.target, roles.target_score, text),
        "status": draft.mode.status,
        "polarity": draft.mode.polarity,
        "certainty": draft.mode.certainty,
        "modality": list(draft.mode.cues),
        "voice": [text[a:b] for a, b in draft.speech.voices] if draft.speech else [],
        "said": _item(draft.speech.verb, text) if draft.speech else None,
        "rejected": draft.rejected,
    }


def _item(item: Item, text: str) -> dict[str, Any]:
    return {
        "start": item.start, "end": item.end, "text": text[item.start : item.end], "sense": item.sense,
        "entry": item.mention.source, "tags": sorted(item.tags), "functions": list(item.functions),
    }  # fmt: skip


def _role(item: Item | None, chosen: Item | None, score: float, text: str) -> dict[str, Any] | None:
    """A role, with its score where the clause gave it, or `carried` where the context did."""
    if item is None:
        return None
    return _item(item, text) | ({"score": round(score, 3)} if item is chosen else {"carried": True})
