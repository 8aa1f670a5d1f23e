"""Why a text gave its claims, and why other candidates gave none: event words, roles with scores, cues, lexicon entries."""

from __future__ import annotations

from ondit.export import wording
from ondit.extract import explain
from ondit.extract.explain import explanation
from ondit.ledger import documents
from ondit.web import telling
from ondit.web.site import Missing, Name, Row, Site


def add(site: Site) -> None:
    def why(name: Name) -> Row:
        held = documents(site.ledger, [name]).get(name)
        if held is None:
            raise Missing(f"no text of a document {name!r}")
        told = [explanation(draft, held.text) for draft in explain(held)]
        return {
            "document": held.about(), "direction": telling.direction(held.language),
            "candidates": [row | {"sentence": _around(held.text, row["event"]["start"])} for row in told],
        }  # fmt: skip

    names = wording.table(telling.LANGUAGE)
    dressed = {"kinds": names["kind"], "categories": names["category"]}
    site.page("/document/{name}/why", "why.html", why, dress=lambda _: dressed)


def _around(text: str, at: int) -> str:
    """The line that a position lies in."""
    return text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]
