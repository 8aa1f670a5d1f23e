"""A person's judgement, appended and reversible, and the ledger settled by it."""

from __future__ import annotations

import uuid
from typing import Any

from ondit.engine.flow import settle
from ondit.extract.quantities import find_quantities
from ondit.extract.times import find_times
from ondit.knowledge import valid_party
from ondit.languages import available, load
from ondit.ledger import Ledger, claim_named, decide, decisions
from ondit.reconcile.judgement import PAIRED, corrected
from ondit.records import Claim, Decision, Document

ACTIONS = ("accept", "reject", "correct", *PAIRED)
SLOTS = (
    "kind", "actor", "object", "designation", "target", "quantity", "when", "where", "status", "polarity", "certainty",
)  # fmt: skip


def judge(
    ledger: Ledger, action: str, claim: str, *, author: str, made: str, other: str | None = None, slot: str | None = None,
    value: Any = None,
) -> Decision:  # fmt: skip
    """Append a decision about a claim (its id or the beginning of it), or about two, and settle. `made`: the time now, ISO.

    ValueError, in one line, where the decision makes no sense; LedgerError where there is no such claim."""
    if action not in ACTIONS:
        raise ValueError(f"{action!r} is none of {', '.join(ACTIONS)}")
    if slot is not None and slot not in SLOTS:
        raise ValueError(f"{slot!r} is none of {', '.join(SLOTS)}")
    if (action in PAIRED) != (other is not None):
        raise ValueError(f"{action} takes {'two claims' if action in PAIRED else 'one claim'}")
    if (action == "correct") != (slot is not None):
        raise ValueError("a slot goes with `correct`, and `correct` needs it")
    subject, second = claim_named(ledger, claim).claim, claim_named(ledger, other).claim if other else None
    decision = Decision(
        uuid.uuid4().hex[:12], action, subject.id, author, made, other=second.id if second else None, slot=slot, value=value,
        anchor=anchor(subject) | ({"other": anchor(second)} if second else {}),
    )  # fmt: skip
    if slot and corrected(subject, [decision]).flags != subject.flags:
        raise ValueError(f"{value!r} can't stand in {slot!r}")
    decide(ledger, [decision])
    settle(ledger)
    return decision


def take_back(ledger: Ledger, name: str, *, author: str, made: str) -> tuple[Decision, Decision]:
    """Append a decision that takes one back, and settle: (the new one, the one taken back). Both stay in the history."""
    known = {each.id: each for each in decisions(ledger)}
    if name not in known:
        raise ValueError(f"no decision {name!r}")
    taken = known[name]
    if taken.revokes:
        raise ValueError(f"{name} takes one back itself; decide again instead")
    decision = Decision(
        uuid.uuid4().hex[:12], "undo", taken.subject, author, made, revokes=taken.id, anchor=taken.anchor
    )
    decide(ledger, [decision])
    settle(ledger)
    return decision, taken


def read_value(slot: str, words: str, document: Document) -> Any:
    """What words of a report mean in a slot: a figure or a time as the contract writes it, a party by its code, else the words.

    ValueError where the words name no figure, or no time that can be told from the day of publication."""
    if slot not in ("quantity", "when"):
        return words.upper() if slot in ("actor", "target") and valid_party(words.upper()) else words
    code = document.language if document.language in available() else "en"
    language = load(code or "en")
    mentions = language.mentions(words)
    if slot == "when":
        times = find_times(words, 0, len(words), mentions, language, document.published)
        if not times:
            raise ValueError(f"{words!r} tells no time")
        return {"from": times[0].since, "to": times[0].until}
    counted = [
        q for q in find_quantities(words, 0, len(words), mentions, language) if q.role in ("count", "money", "percent")
    ]
    if not counted:
        raise ValueError(f"{words!r} tells no figure")
    figure = counted[0]
    unit = "item" if figure.unit == "item?" else figure.unit
    return {"low": figure.low, "high": figure.high, "unit": unit, "approximate": figure.approximate, "per": figure.per}


def anchor(claim: Claim) -> dict[str, Any]:
    """Document, span and kind: what ties a decision to its place when an extractor reads it anew."""
    return {"document": claim.document, "start": claim.evidence.start, "end": claim.evidence.end, "kind": claim.kind}
