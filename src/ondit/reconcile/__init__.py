"""Claims to propositions, origins and findings. Three pure stages: link, group, settle; no SQL, clock or network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ondit.reconcile.facts import Facts, Telling, facts_of
from ondit.reconcile.group import group
from ondit.reconcile.judgement import Judgements, corrected, in_force
from ondit.reconcile.link import Scene, blocks, link
from ondit.reconcile.settle import settle
from ondit.records import Claim, Decision, Document, Finding, Proposition

__all__ = ["reconcile"]


def reconcile(
    documents: Iterable[Document], claims: Iterable[Claim], context: Any = None, decisions: Sequence[Decision] = ()
) -> tuple[list[Proposition], list[Finding]]:
    """Propositions and findings of all claims, whatever the order of the input. A claim of no given document is an error (KeyError)."""
    claims = list(claims)
    judged = in_force(decisions, claims)
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.id not in judged.rejected:
            told[claim.document].append(corrected(claim, judged.corrections.get(claim.id, ())))
    known = {d.id: d for d in documents}
    facts: dict[str, Facts] = {name: facts_of(known[name], rows) for name, rows in sorted(told.items())}
    propositions: list[Proposition] = []
    found: list[Finding] = []
    for block in blocks((t for f in facts.values() for t in f.tellings), judged):
        more, findings = settled(block, facts, judged)
        propositions += more
        found += findings
    return propositions, found


def settled(block: Sequence[Telling], facts: Mapping[str, Facts], judged: Judgements) -> tuple[list[Proposition], list[Finding]]:
    """One block through the three stages."""
    scene = Scene.of(block, facts)
    by_id = {t.id: t for t in block}
    pairs = link(block, facts, scene)
    told = [(a, b) for a in by_id for b in judged.same_proposition(a) if b in by_id]
    propositions: list[Proposition] = []
    found: list[Finding] = []
    components = group(pairs, by_id, told)
    place = {i: n for n, c in enumerate(components) for i in c}
    own: dict[int, list[Any]] = defaultdict(list)
    for pair in pairs:
        own[place[pair.a]].append(pair)
    for n, component in enumerate(components):
        more, findings = settle([by_id[i] for i in component], own[n], scene, facts, judged)
        propositions += more
        found += findings
    return propositions, found
