"""How far a source and a piece of information can be trusted: the two axes of the Admiralty code, each with its reasons.

Source reliability (A–F) comes from what became of a source's earlier claims of the kind; F until there is evidence.
Information credibility (1–6) comes from distinct origins and conflicts alone. The axes never feed one another.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ondit.reconcile.estimate import Value, modes

LETTERS = (("A", 0.9), ("B", 0.75), ("C", 0.55), ("D", 0.35), ("E", 0.0))
EVIDENCE = 3
"""Settled claims below which a source is F."""
CREDIBILITY = {
    1: "confirmed by other origins", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable", 6: "cannot be judged",
}  # fmt: skip
LIKELIHOOD = (
    (0.05, "almost no chance"), (0.20, "very unlikely"), (0.45, "unlikely"), (0.55, "roughly even chance"), (0.80, "likely"),
    (0.95, "very likely"), (1.01, "almost certain"),
)  # fmt: skip
"""Upper bounds of the words of ICD 203."""


@dataclass(frozen=True, slots=True)
class Record:
    """How many of a source's settled claims of one kind held."""

    held: float = 0.0
    settled: float = 0.0


def reliability(record: Record, prior: str | None = None) -> tuple[str, str]:
    """Letter and reason. A user's prior letter counts until the record has evidence of its own."""
    if record.settled < EVIDENCE:
        told = f"only {record.settled:g} settled claims of the kind"
        return (prior, f"set by the user; {told}") if prior else ("F", told)
    share = _lower(record)
    letter = next(letter for letter, least in LETTERS if share >= least)
    return (
        letter,
        f"{record.held:g} of {record.settled:g} settled claims held (at least {share:.0%} at the lower bound)",
    )


def _lower(record: Record) -> float:
    """Wilson's lower bound at one standard deviation: a short record never looks better than it can be known to be."""
    n, share = record.settled, record.held / record.settled
    centre, spread = share + 1 / (2 * n), math.sqrt(share * (1 - share) / n + 1 / (4 * n * n))
    return (centre - spread) / (1 + 1 / n)


def credibility(agree: Sequence[int], conflict: Sequence[int]) -> tuple[int, str]:
    """Number and reason, for a proposition whose origins each agree with `agree[i]` and conflict with `conflict[i]` others.

    The best-supported statement is rated. An agreeing origin never worsens the number, a conflicting one never betters it,
    and copies have no part in it.
    """
    if not agree:
        return 6, "no origin"
    rated = [(_number(1 + a, c), 1 + a, c) for a, c in zip(agree, conflict, strict=True)]
    number, support, against = min(rated, key=lambda r: (r[0], -r[1], r[2]))
    voices = "one origin" if support == 1 else f"{support} distinct origins agree"
    return number, f"{voices}, {against or 'none'} conflict{'s' if against <= 1 else ''}: {CREDIBILITY[number]}"


def _number(support: int, against: int) -> int:
    if not against:
        return {1: 3, 2: 2}.get(support, 1)
    return 3 if support >= 3 * against else 4 if support >= against else 5


def likelihood(number: int, kind: str, calibrated: Mapping[tuple[str, int], float]) -> str | None:
    """ICD 203's words for a credibility of claims of a kind; None where nobody has measured how often such claims hold."""
    share = calibrated.get((kind, number))
    return None if share is None else next(word for bound, word in LIKELIHOOD if share < bound)


def weights(items: Sequence[Sequence[tuple[str, Value]]], rounds: int = 6) -> tuple[dict[str, float], list[Value]]:
    """Weight of each source, and the leading value of each item, from agreement among independent sources alone.

    `items`: for each thing that is told of, (source, value) pairs, one a source: families are to be merged before. A source's
    record is how often it agrees with the leading value of the others and itself (see `weigh`); all start equal.
    """
    weight: dict[str, float] = defaultdict(lambda: UNKNOWN)
    leading: list[Value] = []
    for _ in range(rounds):
        leading = []
        held: Counter[str] = Counter()
        told: Counter[str] = Counter()
        for item in items:
            best = modes([Value(v.low, v.high, weight[s], v.label) for s, v in item])[0]
            leading.append(Value(best.low, best.high, best.weight, best.label))
            if len(item) > 1:
                told.update(s for s, _ in item)
                held.update(s for s, v in item if (v.low, v.high) == (best.low, best.high))
        weight = defaultdict(lambda: UNKNOWN, {s: weigh(Record(held[s], n)) for s, n in told.items()})
    return dict(weight), leading


UNKNOWN = 1.0
"""Weight of a source without a record."""
LEAST, MOST, STEP = 0.1, 4.0, 0.5


def weigh(record: Record) -> float:
    """What a source's figure weighs beside others: the log odds that its claims hold, in steps, so that one claim more
    does not move every estimate; `UNKNOWN` until there is evidence."""
    if record.settled < EVIDENCE:
        return UNKNOWN
    share = (record.held + 1) / (record.settled + 2)
    return max(LEAST, min(MOST, round(math.log(share / (1 - share)) / STEP) * STEP))
