"""An article beside the ledger: only the blocks of its claims are read, only the components that it touches are settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ondit.engine.settling import block_name, context, facts_about, judgements, read_blocks
from ondit.engine.sources import ratings
from ondit.ledger import Ledger, claims_named, decisions, documents, standing
from ondit.reconcile import Context, components
from ondit.reconcile.check import Check, Checked
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


def rated(ledger: Ledger, check: Check, user: Context) -> Check:
    """The check with the ratings of the earliest reports, as they stand in the ledger: the article is no voice in them."""
    earliest = [each.earliest for each in check.claims if each.earliest]
    held, _ = standing(ledger, {report.claim.id for report in earliest})
    context = ratings(ledger, [report.document.outlet for report in earliest], user)
    return replace(check, claims=tuple(_rated(each, held, context) for each in check.claims))


def _rated(of: Checked, held: Mapping[str, dict[str, Any]], context: Context) -> Checked:
    proposition = held.get(of.earliest.claim.id) if of.earliest else None
    if of.earliest is None or proposition is None:
        return of
    letter, reason = context.rating(of.earliest.document.outlet or "", of.earliest.claim.kind)
    grounds = [f"{letter}: {reason}", *(f"{proposition['credibility']}: {why}" for why in proposition["reasons"])]
    if word := context.likelihood(of.earliest.claim.kind, proposition["credibility"]):
        grounds.append(word)
    return replace(of, rating=f"{letter}{proposition['credibility']}", grounds=tuple(grounds))
