"""Claims that wait for a person's word, the least sure first; the word, and every word said so far."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from ondit.engine.judging import SLOTS, judge, read_value, take_back
from ondit.export import wording
from ondit.ledger import ClaimFilter, claim_named, claims_named, decisions, documents
from ondit.ledger.queue import waiting
from ondit.records import CATEGORIES, CERTAINTIES, KINDS, POLARITIES, STATUSES, Claim, Decision, Document
from ondit.web import telling
from ondit.web.asking import address
from ondit.web.changes import form_of, now, visitor_of
from ondit.web.marks import pieces
from ondit.web.site import Key, Kind, Row, Site, Word

ROWS, HISTORY = 8, 50
AROUND = 240
"""Code points of the text shown before and behind the sentence."""


def add(site: Site) -> None:
    def review(kind: Kind = None, party: Word = None, language: Word = None, after: Key = None) -> Row:
        given = {"kind": kind or None, "party": party.upper() if party else None, "language": language or None}
        wanted = ClaimFilter(kind=given["kind"], party=given["party"], language=given["language"])
        found = waiting(site.ledger, wanted, ROWS + 1, after)
        shown = found[:ROWS]
        texts = documents(site.ledger, {each.claim.document for each in shown})
        last = shown[-1].key if len(found) > ROWS else None
        return given | {
            "kinds": list(KINDS),
            "claims": [_claim(each.claim, texts[each.claim.document]) for each in shown if each.claim.document in texts],
            "after": after, "next": last, "next_url": last and address("/review", given | {"after": last}),
        }  # fmt: skip

    async def said(request: Request) -> Response:
        form = await form_of(request, decides=True)
        visitor, to = visitor_of(request), form.get("to", 500) or "/review"
        slot, value = form.get("slot"), form.get("value", 500)
        made = await run_in_threadpool(
            _judge, form.get("action") or "", form.get("claim") or "", form.get("other"), slot, value, visitor.name
        )
        return RedirectResponse(_with(to, made.id), 303)

    def _judge(
        action: str, claim: str, other: str | None, slot: str | None, value: str | None, author: str
    ) -> Decision:
        meant = _meant(site, claim, slot, value) if slot else None
        return judge(site.ledger, action, claim, author=author, made=now(), other=other, slot=slot, value=meant)

    async def undone(request: Request) -> Response:
        form = await form_of(request, decides=True)
        visitor, to = visitor_of(request), form.get("to", 500) or "/decisions"
        await run_in_threadpool(take_back, site.ledger, form.get("decision") or "", author=visitor.name, made=now())
        return RedirectResponse(_with(to, None), 303)

    def history(before: Key = None) -> Row:
        every = decisions(site.ledger)
        end = len(every) if before is None else min(before, len(every))
        shown = every[max(0, end - HISTORY) : end][::-1]
        claims = claims_named(site.ledger, {name for d in shown for name in (d.subject, d.other) if name})
        revoked = {d.revokes for d in every if d.revokes}
        begin = end - len(shown)
        return {
            "decisions": [_decision(d, claims, revoked) for d in shown], "count": len(every),
            "next": begin or None, "next_url": address("/decisions", {"before": begin}) if begin else None,
        }  # fmt: skip

    site.page(
        "/review", "review.html", review, dress=lambda _: {"slots": SLOTS, "values": _values(), "said": _last(site)}
    )
    site.page("/decisions", "decisions.html", history)
    site.app.post("/decisions", include_in_schema=False)(said)
    site.app.post("/decisions/undo", include_in_schema=False)(undone)


def _last(site: Site) -> Row | None:
    """The newest decision in force, which a key takes back."""
    every = decisions(site.ledger)
    revoked = {d.revokes for d in every if d.revokes}
    newest = next((d for d in reversed(every) if not d.revokes and d.id not in revoked), None)
    return None if newest is None else _decision(newest, claims_named(site.ledger, [newest.subject]), revoked)


def _claim(claim: Claim, document: Document) -> Row:
    start, end = max(0, claim.evidence.start - AROUND), min(len(document.text), claim.evidence.end + AROUND)
    around = [(p.text, bool(p.claims), p.slots) for p in pieces(document.text, [claim])]
    return claim.to_json() | {
        "headline": wording.headline(claim, telling.LANGUAGE), "subject": telling.subject(claim), "says": telling.says(claim),
        "source": document.about() | {"day": wording.date(document.published, telling.LANGUAGE)},
        "dir": telling.direction(document.language), "around": _cut(around, start, end),
    }  # fmt: skip


def _cut(around: Sequence[tuple[str, bool, Any]], start: int, end: int) -> list[Row]:
    """The pieces between two positions of the text, as `text`, `evidence`, `slot`."""
    found, at = [], 0
    for text, marked, slots in around:
        a, b = max(at, start), min(at + len(text), end)
        if a < b:
            found.append({"text": text[a - at : b - at], "evidence": marked, "slots": slots})
        at += len(text)
    return found


def _decision(made: Decision, claims: dict[str, Claim], revoked: set[str]) -> Row:
    about = [
        {"id": name, "headline": wording.headline(claims[name], telling.LANGUAGE) if name in claims else None}
        for name in (made.subject, made.other) if name
    ]  # fmt: skip
    value = json.dumps(made.value, ensure_ascii=False) if made.slot else None
    return {
        "id": made.id, "action": made.action, "author": made.author, "made": made.made, "about": about, "slot": made.slot,
        "value": value, "revokes": made.revokes, "in_force": not made.revokes and made.id not in revoked,
    }  # fmt: skip


def _values() -> dict[str, list[str]]:
    """The words that a slot of a closed vocabulary takes."""
    return {
        "kind": list(KINDS), "status": list(STATUSES), "polarity": list(POLARITIES), "certainty": list(CERTAINTIES),
        "object": list(CATEGORIES),
    }  # fmt: skip


def _meant(site: Site, claim: str, slot: str, value: str | None) -> Any:
    """A slot's value: JSON as the contract writes it, else what the words (of the report, or the contract's) mean; none where empty."""
    if value is None:
        return None
    try:
        return json.loads(value)
    except ValueError:
        name = claim_named(site.ledger, claim).claim.document
        document = documents(site.ledger, [name]).get(name)
        return value if document is None else read_value(slot, value, document)


def _with(to: str, decision: str | None) -> str:
    """A page of this site to go back to, with the decision that was made."""
    inside = to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/review"
    return inside if decision is None else f"{inside}{'&' if '?' in inside else '?'}said={decision}"
