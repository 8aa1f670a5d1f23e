"""What the ledger shows of its outlets: what each tells, begins and repeats, how much of it held, and the letter that follows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from ondit.ledger import Ledger, credibility_of, settling
from ondit.reconcile.context import NO_CONTEXT, Context
from ondit.reconcile.families import families_of
from ondit.reconcile.reliability import Record
from ondit.reconcile.voices import fold
from ondit.records import Claim


@dataclass(frozen=True, slots=True)
class OfKind:
    """What an outlet told of one kind: `propositions`, `claims`; of these `begun` origins, the rest repeats; `held` of the
    `settled` ones. `letter`: A–F, `reason`: why."""

    kind: str
    propositions: int
    claims: int
    begun: int
    held: int
    settled: int
    letter: str
    reason: str

    @property
    def repeated(self) -> int:
        return max(0, self.claims - self.begun)


@dataclass(frozen=True, slots=True)
class Outlet:
    """`name` as its documents write it most often, `family`: others that print the same words, by name."""

    name: str
    kinds: tuple[OfKind, ...]
    family: tuple[str, ...] = field(default=())

    @property
    def claims(self) -> int:
        return sum(each.claims for each in self.kinds)

    @property
    def begun(self) -> int:
        return sum(each.begun for each in self.kinds)

    @property
    def repeated(self) -> int:
        return sum(each.repeated for each in self.kinds)


def outlets(ledger: Ledger, user: Context = NO_CONTEXT, only: str | None = None) -> list[Outlet]:
    """Every outlet with its kinds, most claims first; `only` that of this name, however it is written. `user`: what a user
    sets (`read_settings`). Drawn from what was settled: one query over sums by outlet and kind."""
    wanted = None if only is None else [fold(only)]
    told: dict[str, list[settling.Telltale]] = defaultdict(list)
    for row in settling.told_by(ledger, wanted):
        told[row.outlet].append(row)
    names = _names(settling.outlet_names(ledger), told)
    rated = Context({}, {(r.outlet, r.kind): Record(r.held, r.settled) for rows in told.values() for r in rows})
    rated = rated.with_user(user)
    members = _families(ledger)
    found = [
        Outlet(
            names.get(outlet, outlet),
            tuple(OfKind(r.kind, r.propositions, r.claims, r.first, r.held, r.settled, *rated.rating(outlet, r.kind))
                  for r in sorted(rows, key=lambda r: (-r.claims, r.kind))),
            tuple(sorted(names.get(other, other) for other in members.get(outlet, set()) - {outlet})),
        )
        for outlet, rows in told.items()
    ]  # fmt: skip
    return sorted(found, key=lambda each: (-each.claims, each.name))


def ratings(ledger: Ledger, names: Iterable[str | None], user: Context = NO_CONTEXT) -> Context:
    """The records of outlets (by name) as they stand now, with what a user sets: ask it for a `rating(outlet, kind)`."""
    known = {fold(name) for name in names if name}
    kept = settling.records(ledger, known) if known else {}
    return Context(records={key: Record(*counts) for key, counts in kept.items()}).with_user(user)


@dataclass(frozen=True, slots=True)
class Rating:
    """Both axes of the Admiralty code: `letter` of the outlet for claims of the kind, and why; `credibility` of the
    proposition, None for a claim that stands in none."""

    letter: str
    reason: str
    credibility: int | None

    def __str__(self) -> str:
        return f"{self.letter}{self.credibility or 6}"


def rated(
    ledger: Ledger, found: Iterable[tuple[Claim, str | None]], user: Context = NO_CONTEXT, size: int = 500
) -> Iterator[Rating]:
    """The rating of each claim (given with its outlet), in order."""
    rest = iter(found)
    while some := list(islice(rest, size)):
        numbers = credibility_of(ledger, [claim.id for claim, _ in some])
        context = ratings(ledger, [outlet for _, outlet in some], user)
        for claim, outlet in some:
            yield Rating(*context.rating(outlet or "", claim.kind), numbers.get(claim.id))


def _names(spelled: Mapping[str, int], told: Collection[str]) -> dict[str, str]:
    """Folded outlet -> its most frequent spelling."""
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for name, number in sorted(spelled.items()):
        if (folded := fold(name)) in told:
            count[folded][name] += number
    return {outlet: spellings.most_common(1)[0][0] for outlet, spellings in count.items()}


def _families(ledger: Ledger) -> dict[str, set[str]]:
    heads = families_of(settling.context_rows(ledger)[0])
    members: dict[str, set[str]] = defaultdict(set)
    for outlet, head in heads.items():
        members[head].add(outlet)
    return {outlet: members[head] for outlet, head in heads.items()}
