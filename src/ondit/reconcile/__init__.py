"""Claims to propositions, origins and findings. Three pure stages: link, group, settle; no SQL, clock or network.

`reconcile` does all at once. An engine that keeps tellings by block calls `components` for the claims that a change stirs
(`change.stirred`); for equal context both give the same, whatever the order of arrival.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ondit.reconcile.accounts import rejection
from ondit.reconcile.context import NO_CONTEXT, Context, learn
from ondit.reconcile.facts import Facts, Telling, facts_of
from ondit.reconcile.group import group, grouped
from ondit.reconcile.judgement import Judgements, corrected, in_force
from ondit.reconcile.link import Board, Scene, blocks, link
from ondit.reconcile.settle import settle
from ondit.reconcile.voices import fold
from ondit.records import Claim, Decision, Document, Finding, Proposition

__all__ = [
    "NO_CONTEXT", "Board", "Component", "Context", "Settled", "components", "group", "grouped", "learn", "link", "reconcile", "reconcile_and_learn",
    "settle", "settled", "told_by",
]  # fmt: skip

Settled = tuple[list[Proposition], list[Finding]]


class Component(NamedTuple):
    """Claims that hang together, and what they were settled to."""

    claims: tuple[str, ...]
    propositions: list[Proposition]
    findings: list[Finding]


def reconcile(
    documents: Iterable[Document], claims: Iterable[Claim], context: Context = NO_CONTEXT, decisions: Sequence[Decision] = ()
) -> Settled:  # fmt: skip
    """Propositions and findings of all claims, whatever the order of the input. A claim of no given document is a KeyError."""
    claims = list(claims)
    judged = in_force(decisions, claims)
    return settled_all(told_by(documents, claims, judged), judged, context)


def reconcile_and_learn(
    documents: Sequence[Document], claims: Sequence[Claim], decisions: Sequence[Decision] = ()
) -> tuple[Settled, Context]:
    """As `reconcile`, in the context that these very claims give: families of outlets, then with them the records."""
    judged = in_force(decisions, claims)
    facts = told_by(documents, claims, judged)
    outlets = {d.id: fold(d.outlet or "") for d in documents}
    rejected = [rejection(c, o) for c in claims if c.id in judged.rejected and (o := outlets[c.document])]
    context = NO_CONTEXT
    while True:
        result = settled_all(facts, judged, context)
        now = learn(facts, *result, accepted=judged.accepted, rejected=rejected)
        if now.version == context.version:
            return result, now
        context = now


def settled_all(facts: Mapping[str, Facts], judged: Judgements, context: Context = NO_CONTEXT) -> Settled:
    """Every block of the documents of `facts` through the three stages."""
    propositions: list[Proposition] = []
    found: list[Finding] = []
    for block in blocks((t for f in facts.values() for t in f.tellings), judged):
        more, findings = settled(block, facts, judged, context)
        propositions += more
        found += findings
    return propositions, found


def told_by(documents: Iterable[Document], claims: Iterable[Claim], judged: Judgements) -> dict[str, Facts]:
    """The facts of the documents of claims, people's corrections made and rejected claims left out."""
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.id not in judged.rejected:
            told[claim.document].append(corrected(claim, judged.corrections.get(claim.id, ())))
    texts = {d.id: d for d in documents}
    known = {c.id for rows in told.values() for c in rows if judged.about((c.id,))}
    return {name: facts_of(texts[name], rows, known) for name, rows in sorted(told.items())}


def settled(
    block: Sequence[Telling], facts: Mapping[str, Facts], judged: Judgements, context: Context = NO_CONTEXT
) -> Settled:
    """One block (its tellings in order of report) through the three stages."""
    propositions: list[Proposition] = []
    found: list[Finding] = []
    for component in components(Board.of(block), facts, judged, context):
        propositions += component.propositions
        found += component.findings
    return propositions, found


def components(
    board: Board, facts: Mapping[str, Facts], judged: Judgements, context: Context = NO_CONTEXT,
    only: Collection[str] | None = None,
) -> Iterator[Component]:  # fmt: skip
    """The components of a block, settled. `only`: claims that fill whole components, with `facts` of their documents."""
    scene = Scene.of(board, facts, context)
    by_id = {t.id: t for t in board.kept if only is None or t.id in only}
    pairs = link(scene, only)
    told = [(a, b) for a in by_id for b in judged.same_proposition(a) if b in by_id]
    for component, pieces in grouped(pairs, by_id, told):
        made = Component((*component, *(u.id for i in component for u in board.twins.get(i, ()))), [], [])
        for piece, ties in pieces:
            propositions, findings = settle([by_id[i] for i in piece], ties, scene, facts, judged)
            made.propositions.extend(propositions)
            made.findings.extend(findings)
        yield made
