"""An article beside the ledger: only the blocks of its claims are read, only the components that it touches are settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from ondit.engine.settling import block_name, context, facts_about, judgements, read_blocks
from ondit.ledger import Ledger, claims_named, decisions, documents
from ondit.reconcile import components
from ondit.reconcile.facts import Telling, facts_of
from ondit.records import Claim, Document, Finding, Proposition

Beside = tuple[dict[str, Document], dict[str, Claim], list[Proposition], list[Finding]]


def beside(ledger: Ledger, article: Document, claims: Sequence[Claim], without: Collection[str]) -> Beside:
    """The reports (documents and claims, by id) that share a component with the article's claims, and what both are settled
    to together; nothing is written. `without`: documents that are left out."""
    own = facts_of(article, claims)
    judged, around = judgements(ledger, decisions(ledger)), context(ledger)
    told: dict[str, list[Telling]] = defaultdict(list)
    for t in own.tellings:
        told[block_name(t)].append(t)
    names = {t.id for t in own.tellings}
    propositions: list[Proposition] = []
    found: list[Finding] = []
    reports: set[str] = set()
    for block, tellings in sorted(told.items()):
        _, (laid,) = read_blocks(ledger, [block], judged, tellings, without)
        facts = facts_about(ledger, laid, {article.id: own})
        for component in components(laid.board, facts, judged, around, laid.stirred):
            if not names.isdisjoint(component.claims):
                propositions += component.propositions
                found += component.findings
                reports.update(component.claims)
    held = claims_named(ledger, reports - names)
    return documents(ledger, {claim.document for claim in held.values()}), held, propositions, found
