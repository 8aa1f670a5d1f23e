"""One document: its text with the evidence marked, and its claims beside it."""

from __future__ import annotations

from typing import Any

from ondit.export import wording
from ondit.ledger import ClaimFilter, documents, find_claims
from ondit.web.marks import pieces
from ondit.web.site import Missing, Name, Site

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def add(site: Site) -> None:
    def document(name: Name) -> dict[str, Any]:
        held = documents(site.ledger, [name]).get(name)
        if held is None:
            raise Missing(f"no text of a document {name!r}")
        claims = [found.claim for found in find_claims(site.ledger, ClaimFilter(document=name))]
        return {
            "document": held.to_json(),
            "direction": "rtl" if held.language in RIGHT_TO_LEFT else "ltr",
            "claims": [claim.to_json() | {"headline": wording.headline(claim, "en")} for claim in claims],
            "pieces": [{"text": p.text, "claims": list(p.claims), "slot": p.slot} for p in pieces(held.text, claims)],
        }

    site.page("/document/{name}", "document.html", document)
