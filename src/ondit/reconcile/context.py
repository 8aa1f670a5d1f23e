"""What is global to reconciliation: outlet families, the records of sources, priors, calibration. A value with a version.

`learn` makes one from what was settled; a changed entry re-settles only the components that used it.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ondit.reconcile.families import families
from ondit.reconcile.reliability import Record, reliability
from ondit.reconcile.voices import fold
from ondit.records import Claim, Decision, Document, Proposition

SOUND, UNSOUND = 1, 5
"""Credibility at which a statement counts as settled: held, or not."""


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

    def used_by(self, outlets: Iterable[str]) -> str:
        """A mark of the entries that outlets use: the same mark, the same result."""
        return "|".join(f"{o}={self.families[o]}" for o in sorted(set(outlets)) if o in self.families)

    def rating(self, outlet: str, kind: str) -> tuple[str, str]:
        """The Admiralty letter of an outlet for claims of a kind, and why."""
        name = fold(outlet)
        return reliability(self.records.get((name, kind), Record()), self.priors.get(name))

    @property
    def version(self) -> str:
        """The same entries, the same version."""
        rows = [
            sorted(self.families.items()),
            sorted((*k, r.held, r.settled) for k, r in self.records.items()),
            sorted(self.priors.items()),
        ]
        return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()[:12]


NO_CONTEXT = Context()


def learn(
    documents: Iterable[Document], claims: Iterable[Claim], propositions: Sequence[Proposition],
    decisions: Sequence[Decision] = (), priors: Mapping[str, str] | None = None,
) -> Context:  # fmt: skip
    """Families from how often two outlets print the same words for one proposition; records from propositions whose
    statements are settled (confirmed, or refuted by others) and from claims that people accepted or rejected."""
    outlet = {d.id: fold(d.outlet or "") for d in documents}
    by_id = {c.id: c for c in claims}
    verdicts = {
        d.subject: d.action for d in sorted(decisions, key=lambda d: (d.made, d.id)) if d.action in ("accept", "reject")
    }
    forms: list[dict[str, str]] = []
    tally: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for p in propositions:
        told = [by_id[i] for i in p.claims if i in by_id and outlet.get(by_id[i].document)]
        forms.append({outlet[c.document]: fold(c.evidence.text) for c in reversed(told)})
        for claim in told:
            held = verdicts.get(claim.id) or (
                "accept" if p.credibility <= SOUND else "reject" if p.credibility >= UNSOUND else ""
            )
            if held:
                record = tally[outlet[claim.document], claim.kind]
                record[0] += held == "accept"
                record[1] += 1
    return Context(
        families(forms),
        {k: Record(h, n) for k, (h, n) in tally.items()},
        {fold(o): letter for o, letter in (priors or {}).items()},
    )


def read_priors(text: str) -> tuple[dict[str, str], list[str]]:
    """Letters that a user sets: lines `outlet = LETTER`; `#` begins a comment. Lines that are neither are returned beside."""
    letters, bad = {}, []
    for number, line in enumerate(text.splitlines(), 1):
        line = line.split("#", 1)[0].strip()
        name, _, letter = line.rpartition("=")
        if line and name.strip() and letter.strip().upper() in tuple("ABCDEF"):
            letters[name.strip()] = letter.strip().upper()
        elif line:
            bad.append(f"line {number}: {line[:40]!r} is no `outlet = A…F`")
    return letters, bad
