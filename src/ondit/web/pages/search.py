"""Claims in reports that hold some words."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ondit.export import wording
from ondit.ledger import ClaimFilter, Found, find_claims
from ondit.ledger.words import words
from ondit.records import KINDS
from ondit.web.site import Key, Kind, Site, Word

ROWS = 50


def add(site: Site) -> None:
    def search(text: Word = None, kind: Kind = None, party: Word = None, after: Key = None) -> dict[str, Any]:
        wanted = ClaimFilter(text=text or None, kind=kind or None, party=party.upper() if party else None)
        # Text without a word in it (punctuation alone) would ask for everything.
        silent = wanted.text is not None and not words(wanted.text)
        found = [] if silent else list(find_claims(site.ledger, wanted, ROWS + 1, after))
        return {
            "text": wanted.text, "kind": wanted.kind, "party": wanted.party, "kinds": list(KINDS),
            "claims": [_found(each) for each in found[:ROWS]], "next": found[ROWS - 1].key if len(found) > ROWS else None,
        }  # fmt: skip

    site.page("/search", "search.html", search)


def _found(found: Found) -> dict[str, Any]:
    return found.claim.to_json() | {"headline": wording.headline(found.claim, "en"), "source": asdict(found.source)}
