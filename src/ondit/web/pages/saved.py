"""Searches kept under a name, and the newest findings for any search as an Atom feed."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from ondit.export import announcing
from ondit.export.atom import Entry, atom
from ondit.ledger import ClaimFilter, standing
from ondit.ledger.kept import drop_search, save_search, searches
from ondit.ledger.search import find_newest
from ondit.web import telling
from ondit.web.asking import address, asked
from ondit.web.changes import form_of, now, visitor_of
from ondit.web.site import Kind, Row, Site, Word

ASKED = ("text", "kind", "party", "actor", "target", "status", "language")
"""What a kept search may ask for."""
LOOKED_AT, ENTRIES = 400, 50
Status = Annotated[str | None, Query(max_length=20)]


def add(site: Site) -> None:
    def saved() -> Row:
        return {
            "searches": [
                each | {"url": f"/search?{each['query']}", "feed": f"/findings.atom?{each['query']}"}
                for each in searches(site.ledger)
            ]
        }

    async def keep(request: Request) -> Response:
        form = await form_of(request, decides=True)
        name, query = form.get("name", 80), form.get("query", 1000) or ""
        kept = urlencode([(key, value) for key, value in parse_qsl(query) if key in ASKED and value])
        if not name:
            raise ValueError("a search is kept under a name")
        await run_in_threadpool(save_search, site.ledger, name, kept, visitor_of(request).name, now())
        return RedirectResponse("/searches", 303)

    async def drop(request: Request) -> Response:
        form = await form_of(request, decides=True)
        await run_in_threadpool(drop_search, site.ledger, form.get("name", 80) or "")
        return RedirectResponse("/searches", 303)

    def feed(
        request: Request, text: Word = None, kind: Kind = None, party: Word = None, actor: Word = None, target: Word = None,
        status: Status = None, language: Word = None,
    ) -> Response:  # fmt: skip
        """The newest findings (drift, conflict, update, corroboration) about the claims of a search, as Atom."""
        given = {
            "text": text,
            "kind": kind,
            "party": party,
            "actor": actor,
            "target": target,
            "status": status,
            "language": language,
        }
        base = str(request.base_url).rstrip("/")
        here = base + address("/findings.atom", given)
        content = atom("ondit: findings", here, _entries(site, given, base), here)
        return Response(content, media_type="application/atom+xml")

    site.page("/searches", "searches.html", saved)
    site.app.post("/searches", include_in_schema=False)(keep)
    site.app.post("/searches/drop", include_in_schema=False)(drop)
    site.app.get("/findings.atom", response_class=Response)(feed)


def _entries(site: Site, given: dict[str, Any], base: str) -> list[Entry]:
    """The findings that name one of the newest matches of a search, newest report first; retellings alone are left out."""
    wanted = ClaimFilter(
        kind=given["kind"] or None, party=_code(given["party"]), actor=_code(given["actor"]), target=_code(given["target"]),
        status=given["status"] or None, language=given["language"] or None,
    )  # fmt: skip
    groups = asked(given["text"] or "")
    if given["text"] and not groups:
        return []
    claims = find_newest(site.ledger, wanted, groups, LOOKED_AT)
    _, rows = standing(site.ledger, [each.claim.id for each in claims])
    rows = [row for row in rows if row["type"] != "retelling"]
    reports = telling.reports_of(site.ledger, {row[side] for row in rows for side in ("from", "to")})
    found = [(row, sides) for row in rows if (sides := announcing.sides_of(row, reports))]
    found.sort(key=lambda each: (each[1][1].document.published or "", each[0]["to"], each[0]["type"]), reverse=True)
    return [
        announcing.entry(row, sides, sides[1].document.published, f"{base}/proposition/{row['to']}", telling.LANGUAGE)
        for row, sides in found[:ENTRIES]
    ]


def _code(value: str | None) -> str | None:
    return value.upper() if value else None
