"""What each page holds, as JSON; the templates are written from the same."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ondit.engine.flow import trace
from ondit.export import wording
from ondit.knowledge import party_name
from ondit.ledger import ClaimFilter, Found, Ledger, LedgerError, claims_named, counts, documents, find_claims
from ondit.ledger.browse import between, pairs
from ondit.ledger.words import words
from ondit.reconcile.check import Report
from ondit.records import KINDS
from ondit.web.marks import pieces

PAGE = 50
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


class Missing(LookupError):
    """Something the ledger does not hold; the message says what."""


def overview(ledger: Ledger, kind: str | None = None) -> dict[str, Any]:
    rows = [
        row | {"names": [party_name(row[side], "en") if row[side] else None for side in ("actor", "target")]}
        for row in pairs(ledger, kind)
    ]
    return {"counts": counts(ledger), "kind": kind, "kinds": list(KINDS), "pairs": rows}


def pair(ledger: Ledger, one: str, other: str, offset: int = 0) -> dict[str, Any]:
    found = between(ledger, one, other, PAGE + 1, offset)
    if not found and not offset:
        raise Missing(f"nothing between {one} and {other}")
    shown = found[:PAGE]
    claims = claims_named(ledger, [row["claims"][0] for row in shown])
    rows = [
        {
            "id": row["id"], "headline": wording.headline(claims[row["claims"][0]], "en"),
            "reported": wording.date(None if row["first"].startswith("9999") else row["first"], "en"),
            "claims": len(row["claims"]), "origins": len(row["origins"]), "credibility": row["credibility"],
        }
        for row in shown if row["claims"][0] in claims
    ]  # fmt: skip
    names = [party_name(code, "en") for code in (one, other)]
    after = f"/pair/{one}/{other}?offset={offset + PAGE}" if len(found) > PAGE else None
    return {"parties": [one, other], "names": names, "propositions": rows, "next_url": after}


def proposition(ledger: Ledger, name: str) -> dict[str, Any]:
    try:
        held, findings, reports = trace(ledger, name)
    except LedgerError as error:
        raise Missing(str(error)) from None
    # Until the ledger is settled again a new version's old claims still stand in their proposition.
    live = [name for name in held["claims"] if name in reports]
    if not live:
        raise Missing(f"no live claim in the proposition {held['id']!r}")
    return {
        "proposition": held,
        "headline": wording.headline(reports[live[0]].claim, "en"),
        "origins": [[_report(reports[name]) for name in origin if name in reports] for origin in held["origins"]],
        "findings": [
            row | {"between": [_report(reports[row[side]]) for side in ("from", "to")]}
            for row in findings
            if row["from"] in reports and row["to"] in reports
        ],
    }


def document(ledger: Ledger, name: str) -> dict[str, Any]:
    held = documents(ledger, [name]).get(name)
    if held is None:
        raise Missing(f"no text of a document {name!r}")
    claims = [found.claim for found in find_claims(ledger, ClaimFilter(document=name))]
    return {
        "document": held.to_json(),
        "direction": "rtl" if held.language in RIGHT_TO_LEFT else "ltr",
        "claims": [claim.to_json() | {"headline": wording.headline(claim, "en")} for claim in claims],
        "pieces": [{"text": p.text, "claims": list(p.claims), "slot": p.slot} for p in pieces(held.text, claims)],
    }


def search(ledger: Ledger, wanted: ClaimFilter, after: int | None = None) -> dict[str, Any]:
    # Text without a word in it (punctuation alone) would ask for everything.
    found = [] if wanted.text and not words(wanted.text) else list(find_claims(ledger, wanted, PAGE + 1, after))
    return {
        "text": wanted.text, "kind": wanted.kind, "party": wanted.party, "kinds": list(KINDS),
        "claims": [_found(each) for each in found[:PAGE]], "next": found[PAGE - 1].key if len(found) > PAGE else None,
    }  # fmt: skip


def _found(found: Found) -> dict[str, Any]:
    return found.claim.to_json() | {"headline": wording.headline(found.claim, "en"), "source": asdict(found.source)}


def _report(report: Report) -> dict[str, Any]:
    return {
        "claim": report.claim.to_json(),
        "document": report.document.about(),
        "source": wording.report(report, "en"),
    }
