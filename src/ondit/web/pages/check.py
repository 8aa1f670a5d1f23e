"""An article beside the ledger: a form to bring it, and what came out under an address of its own."""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Literal

from fastapi import Body, Path, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from ondit.export.check import shown
from ondit.ledger.kept import keep_check, kept_check
from ondit.read import Reading
from ondit.reconcile.check import GRAVE
from ondit.web import article, telling
from ondit.web.changes import Form, form_of, now
from ondit.web.site import Missing, Row, Site

MOST_TEXT = 2_000_000
Checked = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]
Text = Annotated[str | None, Body(max_length=MOST_TEXT, description="The article, its title on the first line.")]
Address = Annotated[str | None, Body(max_length=2000, description="Or where it stands: a public http address.")]
Day = Annotated[str | None, Body(max_length=10, description="When the text was published, ISO; unknown if absent.")]


def add(site: Site) -> None:
    def ask(request: Request) -> Response:
        return _form(request)

    async def bring(request: Request) -> Response:
        form = await form_of(request, decides=False)
        try:
            name = await run_in_threadpool(_check, form)
        except ValueError as error:
            return _form(request, form, str(error))
        return RedirectResponse(f"/check/{name}", 303)

    def _form(request: Request, form: Form | None = None, problem: str | None = None) -> Response:
        row = {"problem": problem, "given": form.fields if form else {}}
        return site.templates.TemplateResponse(request, "check.html", row, 400 if problem else 200)

    def _check(form: Form) -> str:
        language = "fr" if form.get("language") == "fr" else "en"
        row = article.compared(site.ledger, _brought(form), language)
        named = f"{row['article']['id']} {language} {now()}"
        name = hashlib.sha256(named.encode()).hexdigest()[:16]
        keep_check(site.ledger, name, now(), row)
        return name

    def programs(
        text: Text = None, address: Address = None, published: Day = None, language: Literal["en", "fr"] = "en"
    ) -> Row:
        """An article beside the ledger, nothing kept: the same as `ondit check --json`."""
        if (text is None) == (address is None):
            raise ValueError("give either text or address")
        reading = article.pasted(text, published) if text is not None else article.fetched(address or "")
        return article.compared(site.ledger, reading, language)

    def checked(name: Checked) -> Row:
        kept = kept_check(site.ledger, name)
        if kept is None:
            raise Missing(f"no check {name!r}")
        made, row = kept
        return row | {"made": made}

    site.app.get("/check", include_in_schema=False)(ask)
    site.app.post("/check", include_in_schema=False)(bring)
    site.app.post("/check.json")(programs)
    site.page("/check/{name}", "checked.html", checked, dress=_dress)


def _brought(form: Form) -> Reading:
    """The one thing that was brought. ValueError where there is nothing, or several."""
    text, address = form.get("text", MOST_TEXT), form.get("address", 2000)
    brought = [each for each in (text, address, form.file) if each]
    if len(brought) != 1:
        raise ValueError("bring one article: paste its text, drop a file, or give an address")
    if text:
        return article.pasted(text, form.get("published"))
    return article.fetched(address) if address else article.dropped(*form.file or ("", b""))


def _dress(row: Row) -> Row:
    """For the template: what people are shown of each claim's notes, and their *emphasis* in parts."""
    language = row["article"].get("language")
    return {
        "lang": language or "", "dir": telling.direction(language),
        "told": [
            [note | {"grave": note["type"] in GRAVE, "parts": re.split(r"\*(.+?)\*", note["text"])} for note in shown(claim["notes"], row["language"])]
            for claim in row["claims"]
        ],
    }  # fmt: skip


__all__ = ["add"]
