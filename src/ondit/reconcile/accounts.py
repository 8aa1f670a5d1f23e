"""What each outlet made of a proposition: its words, what it was first to tell, and whether what it told held.

A statement held where at least three origins agree on it and outnumber those in conflict three to one; it was refuted where
one that held contradicts it. A retelling that changed what was said does not hold, whatever became of the original.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from ondit.reconcile.facts import Telling, hash_of
from ondit.reconcile.voices import fold
from ondit.records import Claim, Finding, Proposition

CONFIRMED = 3
"""Origins that must agree before a statement counts as having held, and how far they must outnumber those in conflict."""
WORDED = 24
"""So many outlets of a proposition are held against one another for their wording."""
FALSE = frozenset({"status", "polarity", "quantity", "object", "place", "time"})
"""A drift in one of these says something else than the original; a lost source or hedge does not."""


class Account(NamedTuple):
    """`form`: a number for the outlet's wording, None beyond the first outlets. `claims` it tells, of which `first` begin an
    origin; `settled` is 1 where what it told is known to have held (`held` 1) or not (0)."""

    outlet: str
    kind: str
    form: int | None
    claims: int
    first: int
    held: int
    settled: int


def accounts(
    proposition: Proposition, findings: Iterable[Finding], told: Mapping[str, Telling], outlets: Mapping[str, str],
    accepted: Collection[str] = (),
) -> list[Account]:  # fmt: skip
    """One row an outlet, in order of report. `findings`: the proposition's; `told`: by claim id; `outlets`: the folded outlet
    of each document, '' where it has none. A person's word that a claim is right counts as its having held."""
    verdict = _verdicts(proposition, findings) | dict.fromkeys(accepted, True)
    firsts = {origin[0] for origin in proposition.origins}
    by_outlet: dict[str, list[Telling]] = defaultdict(list)
    for name in proposition.claims:
        if outlet := outlets.get(told[name].document, ""):
            by_outlet[outlet].append(told[name])
    rows = []
    for number, (outlet, tellings) in enumerate(by_outlet.items()):
        known = [v for t in tellings if (v := verdict.get(t.id)) is not None]
        form = hash_of(fold(tellings[0].evidence)) & (1 << 53) - 1 if number < WORDED else None
        first = sum(t.id in firsts for t in tellings)
        rows.append(
            Account(
                outlet, tellings[0].kind, form, len(tellings), first, int(bool(known) and all(known)), int(bool(known))
            )
        )
    return rows


def rejection(claim: Claim, outlet: str) -> Account:
    """The account of a claim that a person rejected, which is of no proposition."""
    return Account(outlet, claim.kind, None, 1, 0, 0, 1)


def _verdicts(proposition: Proposition, findings: Iterable[Finding]) -> dict[str, bool]:
    """For each claim whose statement is settled, whether it held."""
    agree: dict[str, set[str]] = defaultdict(set)
    against: dict[str, set[str]] = defaultdict(set)
    changed = set()
    for f in findings:
        if f.type in ("corroboration", "conflict"):
            table = agree if f.type == "corroboration" else against
            table[f.source].add(f.to)
            table[f.to].add(f.source)
        elif f.type == "drift" and f.what in FALSE:
            changed.add(f.to)
    out: dict[str, bool] = {}
    for origin in proposition.origins:
        fate = _fate([i for i in origin if i in agree or i in against] or origin[:1], agree, against)
        if fate is not None:
            out |= {i: fate and i not in changed for i in origin}
    return out


def _fate(
    origin: Sequence[str], agree: Mapping[str, Collection[str]], against: Mapping[str, Collection[str]]
) -> bool | None:
    """Whether the statement of an origin (by its root) held; None where that is not settled."""
    root = origin[0]
    if _holds(root, agree, against):
        return True
    return False if any(_holds(other, agree, against) for other in against.get(root, ())) else None


def _holds(root: str, agree: Mapping[str, Collection[str]], against: Mapping[str, Collection[str]]) -> bool:
    support = 1 + len(agree.get(root, ()))
    return support >= CONFIRMED and support >= CONFIRMED * len(against.get(root, ()))
