"""What is global to reconciliation: outlet families, the records of sources, what a user sets. A value with a version.

Nothing here feeds back on itself: families follow from which claims are of one proposition, records from origins and findings,
and neither has a say in what is one proposition. So the ledger's context is a function of what it holds.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ondit.reconcile.accounts import Account, accounts
from ondit.reconcile.families import families_of, kin
from ondit.reconcile.reliability import Record, likelihood, reliability, weigh
from ondit.reconcile.voices import fold
from ondit.records import KINDS, Finding, Proposition

if TYPE_CHECKING:
    from ondit.reconcile.facts import Facts


@dataclass(frozen=True, slots=True)
class Context:
    """`families`: folded outlet -> family. `records`: (folded outlet, kind) -> what became of its claims.
    `priors`: folded outlet -> letter A–F, set by the user. `calibrated`: (kind, credibility) -> measured share that held."""

    families: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[tuple[str, str], Record] = field(default_factory=dict)
    priors: Mapping[str, str] = field(default_factory=dict)
    calibrated: Mapping[tuple[str, int], float] = field(default_factory=dict)

    def kin(self, one: str, other: str) -> bool:
        """Whether two outlets (folded) are of one family."""
        return bool(one) and self.families.get(one, one) == self.families.get(other, other)

    def weight(self, outlet: str, kind: str) -> float:
        """What a figure of an outlet (folded) weighs beside others'."""
        return weigh(self.records.get((outlet, kind), Record()))

    def rating(self, outlet: str, kind: str) -> tuple[str, str]:
        """The Admiralty letter of an outlet for claims of a kind, and why."""
        name = fold(outlet)
        return reliability(self.records.get((name, kind), Record()), self.priors.get(name))

    def likelihood(self, kind: str, credibility: int) -> str | None:
        """ICD 203's words for a proposition; None where nobody measured how often such ones hold."""
        return likelihood(credibility, kind, self.calibrated)

    def with_user(self, user: Context) -> Context:
        """The same, with what a user sets."""
        return replace(self, priors=user.priors, calibrated=user.calibrated)

    @property
    def version(self) -> str:
        """The same families and weights, the same version: what results depend on."""
        rows = [
            sorted((o, f) for o, f in self.families.items() if o != f),
            sorted((*k, weigh(r)) for k, r in self.records.items()),
        ]
        return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()[:12]


NO_CONTEXT = Context()


def learned(rows: Iterable[Sequence[Account]]) -> Context:
    """Families and records from what outlets made of propositions (one sequence of accounts each)."""
    forms: list[dict[str, int]] = []
    tally: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for told in rows:
        forms.append({a.outlet: a.form for a in told if a.form is not None})
        for a in told:
            if a.settled:
                record = tally[a.outlet, a.kind]
                record[0] += a.held
                record[1] += 1
    return Context(families_of(kin(forms)), {key: Record(*counts) for key, counts in tally.items()})


def learn(
    facts: Mapping[str, Facts], propositions: Iterable[Proposition], findings: Iterable[Finding],
    accepted: Collection[str] = (), rejected: Iterable[Account] = (),
) -> Context:  # fmt: skip
    """The context that settled propositions give. `facts` by document; `accepted`, `rejected`: people's words on claims."""
    told = {t.id: t for f in facts.values() for t in f.tellings}
    outlets = {f.id: f.outlet for f in facts.values()}
    found: dict[str | None, list[Finding]] = defaultdict(list)
    for each in findings:
        found[each.proposition].append(each)
    rows: list[Sequence[Account]] = [accounts(p, found[p.id], told, outlets, accepted) for p in propositions]
    return learned([*rows, *([account] for account in rejected)])


def read_settings(text: str) -> Context:
    """What a user sets, from TOML. ValueError, naming the entry, for anything else::

    [reliability]              # an outlet's letter until its own record tells more
    "Korean Central News Agency" = "E"
    [calibration.transfer]     # credibility = the share of such propositions that was measured to hold
    1 = 0.93
    """
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"not TOML: {error}") from None
    if odd := given.keys() - {"reliability", "calibration"}:
        raise ValueError(f"unknown table {sorted(odd)[0]!r}; [reliability] and [calibration.KIND] are known")
    return Context(priors=_letters(given.get("reliability", {})), calibrated=_shares(given.get("calibration", {})))


def _letters(rows: Any) -> dict[str, str]:
    for outlet, letter in _table(rows, "reliability").items():
        if letter not in tuple("ABCDEF"):
            raise ValueError(f"[reliability] {outlet!r}: {letter!r} is none of A, B, C, D, E, F")
    return {fold(outlet): letter for outlet, letter in rows.items()}


def _shares(tables: Any) -> dict[tuple[str, int], float]:
    found = {}
    for kind, rows in _table(tables, "calibration").items():
        if kind not in KINDS:
            raise ValueError(f"[calibration.{kind}]: no kind of claim")
        for number, share in _table(rows, f"calibration.{kind}").items():
            if number not in tuple("123456") or isinstance(share, bool) or not isinstance(share, int | float):
                raise ValueError(f"[calibration.{kind}] {number} = {share!r}: not a credibility of 1–6 and a share")
            if not 0 <= share <= 1:
                raise ValueError(f"[calibration.{kind}] {number} = {share}: a share lies between 0 and 1")
            found[kind, int(number)] = float(share)
    return found


def _table(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"[{name}] is no table")
    return value
