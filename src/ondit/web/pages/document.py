"""One document: its text with the evidence marked, its claims beside it, and what it was read from."""

from __future__ import annotations

from typing import Any

from fastapi import Response

from ondit.export import wording
from ondit.ledger import ClaimFilter, documents, find_claims, standing
from ondit.ledger.browse import original_of, original_place
from ondit.records import Claim
from ondit.web import telling
from ondit.web.marks import SLOTS, pieces
from ondit.web.site import Missing, Name, Row, Site

GIVEN = {
    "actor": "Who acts", "object": "What", "target": "To or with whom", "quantity": "How much", "when": "When", "where": "Where",
    "source": "Who says so",
}  # fmt: skip


def add(site: Site) -> None:
    def document(name: Name) -> Row:
        held = documents(site.ledger, [name]).get(name)
        if held is None:
            raise Missing(f"no text of a document {name!r}")
        claims = sorted(
            (found.claim for found in find_claims(site.ledger, ClaimFilter(document=name))),
            key=lambda claim: (claim.evidence.start, claim.id),
        )
        homes, _ = standing(site.ledger, [claim.id for claim in claims])
        return {
            "document": held.to_json(),
            "direction": telling.direction(held.language),
            "reported": wording.date(held.published, telling.LANGUAGE),
            "claims": [_claim(claim, homes.get(claim.id)) for claim in claims],
            "pieces": [
                {"text": p.text, "claims": p.claims, "slots": p.slots, "opens": p.opens, "closes": p.closes}
                for p in pieces(held.text, claims)
            ],
            "original": original_place(site.ledger, name),
        }

    def original(name: Name) -> Response:
        """The bytes that the document was read from, as they came."""
        kept = original_of(site.ledger, name)
        if kept is None:
            raise Missing(f"no original of a document {name!r} is kept")
        # Nothing that was read from elsewhere may run here: it is saved, never shown.
        headers = {"Content-Disposition": 'attachment; filename="original"'}
        return Response(kept[0], media_type=kept[1] or "application/octet-stream", headers=headers)

    site.app.get("/document/{name}/original", response_class=Response)(original)
    site.page("/document/{name}", "document.html", document, dress=lambda _: {"given": GIVEN})


def _claim(claim: Claim, home: dict[str, Any] | None) -> Row:
    said = [{"slot": slot, "text": span.text} for slot in SLOTS if (span := getattr(claim, slot)) is not None]
    said += [{"slot": "source", "text": voice.text} for voice in claim.attribution]
    more = {"subject": telling.subject(claim), "says": telling.says(claim), "said": said}
    reports = (
        {"reports": len(home["claims"]), "origins": len(home["origins"]), "proposition": home["id"]} if home else {}
    )
    return claim.to_json() | {"headline": wording.headline(claim, telling.LANGUAGE)} | more | reports
