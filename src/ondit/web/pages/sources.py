"""The outlets: what each tells, begins and repeats, how much of it held, and the letter that follows, with the reason."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import Query

from ondit.engine.sources import Outlet, outlets
from ondit.export import wording
from ondit.web import telling
from ondit.web.asking import address
from ondit.web.site import Kind, Missing, Row, Site, Word

ROWS = 50
Page = Annotated[int, Query(ge=0, le=10**6)]


def add(site: Site) -> None:
    def sources(kind: Kind = None, text: Word = None, after: Page = 0) -> Row:
        every = [each for each in outlets(site.ledger) if _wanted(each, kind, text)]
        shown = every[after : after + ROWS]
        following = after + ROWS if len(every) > after + ROWS else None
        return {
            "kind": kind or None, "text": text or None, "count": len(every),
            "kinds": sorted({of.kind for each in every for of in each.kinds}),
            "outlets": [_outlet(each, kind) for each in shown],
            "next": following, "next_url": following and address("/sources", {"kind": kind, "text": text, "after": following}),
        }  # fmt: skip

    def source(outlet: Annotated[str, Query(min_length=1, max_length=200)]) -> Row:
        found = outlets(site.ledger, only=outlet)
        if not found:
            raise Missing(f"no claims of an outlet {outlet!r}")
        return {"outlet": _outlet(found[0], None)}

    site.page("/sources", "sources.html", sources, dress=lambda _: {"names": wording.table(telling.LANGUAGE)["kind"]})
    site.page("/source", "source.html", source)


def _wanted(of: Outlet, kind: str | None, text: str | None) -> bool:
    named = not text or text.casefold() in of.name.casefold()
    return named and (not kind or any(each.kind == kind for each in of.kinds))


def _outlet(of: Outlet, kind: str | None) -> Row:
    names = wording.table(telling.LANGUAGE)["kind"]
    kinds = [
        asdict(each) | {"repeated": each.repeated, "name": names[each.kind]}
        for each in of.kinds
        if not kind or each.kind == kind
    ]
    return {
        "name": of.name, "claims": of.claims, "begun": of.begun, "repeated": of.repeated, "family": list(of.family), "kinds": kinds,
        "url": address("/source", {"outlet": of.name}),
    }  # fmt: skip
