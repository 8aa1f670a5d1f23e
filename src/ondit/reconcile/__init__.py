"""Claims to propositions, origins and findings. Three pure stages: link, group, settle; no SQL, clock or network."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from ondit.reconcile.facts import Facts, Telling, facts_of
from ondit.reconcile.findings import findings as findings_of
from ondit.reconcile.group import group
from ondit.reconcile.link import blocks, link
from ondit.reconcile.origins import origins as origins_of
from ondit.reconcile.settle import by_ids, clusters
from ondit.records import Claim, Decision, Document, Finding, Proposition

__all__ = ["reconcile"]


def reconcile(
    documents: Iterable[Document], claims: Iterable[Claim], context: Any = None, decisions: Sequence[Decision] = ()
) -> tuple[list[Proposition], list[Finding]]:
    """Propositions and findings of all claims, whatever the order of the input. Claims of unknown documents are an error (KeyError)."""
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.document].append(claim)
    known = {d.id: d for d in documents}
    facts: dict[str, Facts] = {name: facts_of(known[name], rows) for name, rows in told.items()}
    propositions: list[Proposition] = []
    found: list[Finding] = []
    for block in blocks(t for f in facts.values() for t in f.tellings).values():
        by_id = {t.id: t for t in block}
        pairs = link(block, facts)
        scores = by_ids(pairs)
        for component in group(pairs, by_id):
            for cluster in clusters([by_id[i] for i in component], scores):
                proposition, more = _settled(cluster, facts)
                propositions.append(proposition)
                found += more
    return propositions, found


def _settled(cluster: Sequence[Telling], facts: dict[str, Facts]) -> tuple[Proposition, list[Finding]]:
    groups, ties = origins_of(cluster, facts)
    name = hashlib.sha256("\0".join(sorted(t.id for t in cluster)).encode()).hexdigest()[:16]
    proposition = Proposition(name, tuple(t.id for t in cluster), tuple(tuple(t.id for t in g) for g in groups))
    return proposition, findings_of(name, groups, ties, facts)
