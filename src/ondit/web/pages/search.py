"""Claims in reports that hold some words, in any script, newest report first."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import Query

from ondit.export import wording
from ondit.knowledge import party_name
from ondit.ledger import ClaimFilter, Found
from ondit.ledger.search import Look, look
from ondit.records import KINDS, STATUSES
from ondit.web import telling
from ondit.web.asking import address, asked
from ondit.web.site import Key, Kind, Row, Site, Word

ROWS, LOOKED_AT, VALUES = 25, 400, 8
NOTHING = Look([], {}, 0, None)
Status = Annotated[str | None, Query(pattern=f"^({'|'.join(STATUSES)})?$")]
NAMES = {
    "kind": "Kind",
    "status": "Status",
    "actor": "Who acts",
    "target": "To or with",
    "language": "Language of the report",
}


def add(site: Site) -> None:
    def search(
        text: Word = None, kind: Kind = None, party: Word = None, actor: Word = None, target: Word = None, status: Status = None,
        language: Word = None, after: Key = None,
    ) -> Row:  # fmt: skip
        given = {"kind": kind, "party": party, "actor": actor, "target": target, "status": status, "language": language}
        wanted = ClaimFilter(
            kind=kind or None, party=_code(party), actor=_code(actor), target=_code(target), status=status or None,
            language=language or None,
        )  # fmt: skip
        groups = asked(text or "")
        # Text without a word in it (punctuation alone) would ask for everything.
        silent = bool(text) and not groups
        seen = NOTHING if silent else look(site.ledger, wanted, groups, ROWS + 1, LOOKED_AT, after)
        found = seen.found
        given = {"text": text} | given
        last = found[ROWS - 1].key if len(found) > ROWS else None
        return {
            "text": text or None, "kind": wanted.kind, "party": wanted.party, "actor": wanted.actor, "target": wanted.target,
            "status": wanted.status, "language": wanted.language,
            "kinds": list(KINDS), "claims": [_found(each) for each in found[:ROWS]],
            "facets": _facets(seen.facets, given), "looked_at": seen.counted, "since": seen.since,
            "chosen": _chosen(given), "next": last, "next_url": last and address("/search", given | {"after": last}),
        }  # fmt: skip

    site.page("/search", "search.html", search)


def _code(value: str | None) -> str | None:
    return value.upper() if value else None


def _facets(counted: dict[str, list[tuple[str, int]]], given: dict[str, Any]) -> list[Row]:
    """The values that would narrow the matches, each with its number and the address that adds it."""
    return [
        {
            "facet": name, "name": NAMES[name],
            "options": [
                {"value": v, "name": _named(name, v), "claims": n, "url": address("/search", given | {name: v})}
                for v, n in values[:VALUES]
            ],
        }
        for name, values in counted.items() if not given.get(name) and len(values) > 1
    ]  # fmt: skip


def _chosen(given: dict[str, Any]) -> list[Row]:
    """The filters in force, each with the address without it."""
    names = NAMES | {"party": "Party"}
    return [
        {"name": names[name], "value": _named(name, value), "url": address("/search", given | {name: None})}
        for name, value in given.items() if value and name != "text"
    ]  # fmt: skip


def _named(facet: str, value: str) -> str:
    words = wording.table(telling.LANGUAGE)
    if facet in ("actor", "target", "party"):
        return party_name(value.upper(), telling.LANGUAGE)
    return str(words[facet][value]) if facet in ("kind", "status") else telling.language_name(value)


def _found(found: Found) -> Row:
    return found.claim.to_json() | {
        "headline": wording.headline(found.claim, telling.LANGUAGE), "source": asdict(found.source),
        "subject": telling.subject(found.claim), "says": telling.says(found.claim),
        "voices": wording.voices(found.claim, telling.LANGUAGE), "day": wording.date(found.source.published, telling.LANGUAGE),
        "dir": telling.direction(found.source.language),
    }  # fmt: skip
