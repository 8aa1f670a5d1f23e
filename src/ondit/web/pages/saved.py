"""Searches kept under a name, and the newest findings for any search as an Atom feed."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode
from xml.etree import ElementTree

from fastapi import Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

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
ATOM = "http://www.w3.org/2005/Atom"
ElementTree.register_namespace("", ATOM)
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
        found = _findings(site, given)
        content = _atom(found, str(request.base_url).rstrip("/"), address("/findings.atom", given))
        return Response(content, media_type="application/atom+xml")

    site.page("/searches", "searches.html", saved)
    site.app.post("/searches", include_in_schema=False)(keep)
    site.app.post("/searches/drop", include_in_schema=False)(drop)
    site.app.get("/findings.atom", response_class=Response)(feed)


def _findings(site: Site, given: dict[str, Any]) -> list[Row]:
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
    rows = [row for row in rows if row["from"] in reports and row["to"] in reports]
    rows.sort(key=lambda row: (reports[row["to"]].document.published or "", row["to"], row["type"]), reverse=True)
    return [telling.finding(row, reports) for row in rows[:ENTRIES]]


def _atom(found: list[Row], base: str, here: str) -> bytes:
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    _add(feed, "title", "ondit: findings")
    _add(feed, "id", base + here)
    ElementTree.SubElement(feed, f"{{{ATOM}}}link", rel="self", href=base + here)
    days = [row["between"][1]["document"].get("published") for row in found]
    _add(feed, "updated", _stamp(max((day for day in days if day), default=None)))
    author = ElementTree.SubElement(feed, f"{{{ATOM}}}author")
    _add(author, "name", "ondit")
    for row, day in zip(found, days, strict=True):
        entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        subject = row["subject"]
        what = f", {row['slot']}" if row["slot"] else ""
        _add(entry, "title", f"{row['name']}{what}: {subject['thing']}, {subject['parties']}")
        _add(entry, "id", f"urn:ondit:finding:{row['type']}:{row['what'] or ''}:{row['from']}:{row['to']}")
        _add(entry, "updated", _stamp(day))
        ElementTree.SubElement(entry, f"{{{ATOM}}}link", href=f"{base}/proposition/{row['to']}")
        before, after = row["between"]
        said = [
            f"{side['outlet']}, {side['day']}: {value}"
            for side, value in zip((before, after), row["said"], strict=True)
        ]
        _add(entry, "summary", " → ".join(said))
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _code(value: str | None) -> str | None:
    return value.upper() if value else None


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _stamp(day: str | None) -> str:
    """An ISO day, month or year as Atom writes a time; unknown days are the epoch's, which readers sort last."""
    parts = (day or "1970-01-01").split("-")
    return "-".join([*parts, *("01" for _ in range(3 - len(parts)))]) + "T00:00:00Z"
