"""People's decisions, honoured before anything the machine finds: accept, reject, correct, same and not the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ondit.records import Claim, ClaimError, Decision, Party, Quantity, When, Where

PAIRED = ("same-proposition", "not-same-proposition", "same-origin", "not-same-origin")


@dataclass(frozen=True, slots=True)
class Judgements:
    """The decisions in force, by claim. Pairs are symmetric; the latest word on a pair or slot counts."""

    rejected: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
    pairs: dict[str, dict[str, dict[str, bool]]] = field(default_factory=dict)
    corrections: dict[str, tuple[Decision, ...]] = field(default_factory=dict)

    def same_proposition(self, claim: str) -> list[str]:
        """Every claim that people's words make one with it, directly or through others."""
        return self._one_with(claim, "proposition")

    def parts(self, claim: str, members: Iterable[str], what: str = "proposition") -> bool:
        """Whether somebody said that the claim is not of one proposition (or origin) with one of the members."""
        said = self.pairs.get(what, {}).get(claim)
        return said is not None and any(said.get(m) is False for m in members)

    def same_origin(self, claim: str) -> list[str]:
        """Every claim that people's words give the same origin."""
        return self._one_with(claim, "origin")

    def _one_with(self, claim: str, what: str) -> list[str]:
        table = self.pairs.get(what)
        if not table or claim not in table:
            return []
        seen, front = {claim}, [claim]
        while front:
            for other, same in table.get(front.pop(), {}).items():
                if same and other not in seen:
                    seen.add(other)
                    front.append(other)
        return sorted(seen - {claim})

    def about(self, claims: Iterable[str]) -> tuple[str, ...]:
        """Marks of every decision that touches the claims, to tell whether a component must be settled anew."""
        if not (self.pairs.get("proposition") or self.pairs.get("origin") or self.corrections or self.accepted):
            return ()
        marks = []
        for claim in sorted(claims):
            for what in ("proposition", "origin"):
                marks += [
                    f"{what} {claim} {other} {same}"
                    for other, same in sorted(self.pairs.get(what, {}).get(claim, {}).items())
                ]
            marks += [f"correct {d.id}" for d in self.corrections.get(claim, ())] + (
                [f"accept {claim}"] if claim in self.accepted else []
            )
        return tuple(marks)


def in_force(decisions: Sequence[Decision], claims: Iterable[Claim]) -> Judgements:
    """What holds after every decision in order of making (of one second, as they are given). One that is revoked, or whose
    claim is gone and has no successor at its anchor, does not."""
    verdict: dict[str, str] = {}
    pairs: dict[str, dict[str, dict[str, bool]]] = {"proposition": defaultdict(dict), "origin": defaultdict(dict)}
    corrections: dict[str, list[Decision]] = defaultdict(list)
    for d, subject, other in _placed(decisions, claims):
        if d.action in ("accept", "reject") and subject:
            verdict[subject] = d.action
        elif d.action == "correct" and subject:
            corrections[subject].append(d)
        elif d.action in PAIRED and subject and other:
            table = pairs[d.action.rpartition("-")[2]]
            table[subject][other] = table[other][subject] = not d.action.startswith("not-")
    return Judgements(
        frozenset(i for i, v in verdict.items() if v == "reject"), frozenset(i for i, v in verdict.items() if v == "accept"),
        {k: dict(v) for k, v in pairs.items()}, {k: tuple(v) for k, v in corrections.items()},
    )  # fmt: skip


def orphaned(decisions: Sequence[Decision], claims: Iterable[Claim]) -> set[str]:
    """Ids of decisions that nobody took back and that are about no claim any more."""
    placed = _placed(decisions, claims)
    return {d.id for d, one, other in placed if d.action != "undo" and not (one and (other or d.action not in PAIRED))}


def _placed(decisions: Sequence[Decision], claims: Iterable[Claim]) -> list[tuple[Decision, str, str]]:
    """Decisions that were not taken back, in order of making, each with its claim and the other of a pair ('' where it is gone)."""
    known: dict[str, Claim] = {c.id: c for c in claims}
    anchors: dict[tuple[Any, ...], str] = {
        (c.document, c.evidence.start, c.evidence.end, c.kind): i for i, c in sorted(known.items())
    }
    revoked = {d.revokes for d in decisions if d.revokes}

    def now(name: str | None, anchor: dict[str, Any] | None) -> str:
        place = tuple((anchor or {}).get(k) for k in ("document", "start", "end", "kind"))
        return name if name in known and name else anchors.get(place, "")

    made = sorted((d for d in decisions if d.id not in revoked), key=lambda d: d.made)
    return [(d, now(d.subject, d.anchor), now(d.other, (d.anchor or {}).get("other")) if d.other else "") for d in made]


def corrected(claim: Claim, decisions: Sequence[Decision]) -> Claim:
    """The claim with the slots that people corrected. A value that the contract forbids is left out, and flagged."""
    for d in decisions:
        try:
            claim = _with(claim, d.slot or "", d.value)
        except (ClaimError, TypeError, ValueError, AttributeError, KeyError):
            claim = replace(claim, flags=(*claim.flags, f"unusable correction {d.id}"))
    return claim


_SLOTS: dict[str, type] = {"actor": Party, "target": Party, "quantity": Quantity, "when": When, "where": Where}


def _with(claim: Claim, slot: str, value: Any) -> Claim:
    if slot in ("status", "polarity", "certainty", "kind"):
        return replace(claim, **{slot: value})
    if slot in ("object", "designation"):
        change = {"category": value} if slot == "object" else {"designation": value}
        return replace(claim, object=replace(claim.object, **(value if isinstance(value, dict) else change)))
    kind = _SLOTS[slot]
    if value is None:
        emptied: dict[str, Any] = {slot: None}
        return replace(claim, **emptied)
    if isinstance(value, str):
        value = {"name": value} if slot == "where" else {"code": value}
    old = getattr(claim, slot) or claim.evidence
    names = {f.name for f in fields(kind)} - {"start", "end", "text"}
    given = {{"from": "since", "to": "until"}.get(k, k): v for k, v in value.items()}
    kept = {n: getattr(old, n) for n in names if hasattr(old, n)} | {k: v for k, v in given.items() if k in names}
    return replace(claim, **{slot: kind(old.start, old.end, old.text, **kept)})
