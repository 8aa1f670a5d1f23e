"""Two parties: what is reported between them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query

from ondit.export import wording
from ondit.knowledge import party_name
from ondit.ledger import claims_named
from ondit.ledger.browse import between
from ondit.web.site import Code, Missing, Site

ROWS = 50


def add(site: Site) -> None:
    def pair(one: Code, other: Code, offset: Annotated[int, Query(ge=0, le=10**9)] = 0) -> dict[str, Any]:
        found = between(site.ledger, one, other, ROWS + 1, offset)
        if not found and not offset:
            raise Missing(f"nothing between {one} and {other}")
        shown = found[:ROWS]
        claims = claims_named(site.ledger, [row["claims"][0] for row in shown])
        rows = [
            {
                "id": row["id"], "headline": wording.headline(claims[row["claims"][0]], "en"),
                "reported": wording.date(None if row["first"].startswith("9999") else row["first"], "en"),
                "claims": len(row["claims"]), "origins": len(row["origins"]), "credibility": row["credibility"],
            }
            for row in shown if row["claims"][0] in claims
        ]  # fmt: skip
        names = [party_name(code, "en") for code in (one, other)]
        after = f"/pair/{one}/{other}?offset={offset + ROWS}" if len(found) > ROWS else None
        return {"parties": [one, other], "names": names, "propositions": rows, "next_url": after}

    site.page("/pair/{one}/{other}", "pair.html", pair)
