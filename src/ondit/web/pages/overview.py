"""The first page: who gives, sends and makes what for whom."""

from __future__ import annotations

from typing import Any

from ondit.knowledge import party_name
from ondit.ledger import counts
from ondit.ledger.browse import pairs
from ondit.records import KINDS
from ondit.web.site import Kind, Site


def add(site: Site) -> None:
    def overview(kind: Kind = None) -> dict[str, Any]:
        rows = [
            row | {"names": [party_name(row[side], "en") if row[side] else None for side in ("actor", "target")]}
            for row in pairs(site.ledger, kind or None)
        ]
        return {"counts": counts(site.ledger), "kind": kind or None, "kinds": list(KINDS), "pairs": rows}

    site.page("/", "overview.html", overview, "/overview.json")
