"""Findings that stand alone: a line of plain words, a row of JSON, an entry of an Atom feed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ondit.export import wording
from ondit.export.atom import Entry
from ondit.reconcile.check import Report
from ondit.records import finding_id

Row = Mapping[str, Any]
Sides = tuple[Report, Report] | None
"""The earlier and the later report; None where one of them is no longer kept."""


def sides_of(row: Row, reports: Mapping[str, Report]) -> Sides:
    """The two reports of a finding."""
    one, other = reports.get(row["from"]), reports.get(row["to"])
    return (one, other) if one and other else None


def name_of(row: Row) -> str:
    """The id of a finding, the same whenever it is worked out."""
    return finding_id(row["type"], row["what"], row["from"], row["to"])


def heading(row: Row, sides: Sides, language: str) -> str:
    """«Drift, amount: workers, North Korea → Russia»."""
    words = wording.table(language)
    what = f", {words['slot'][row['what']]}" if row["what"] else ""
    name = f"{words['finding'][row['type']]}{what}"
    if sides is None:
        return name
    bare = replace(sides[1].claim, quantity=None)
    return f"{name}{words['colon']}{wording.thing(bare, language)}, {wording.parties(bare, language)}"


def contrast(row: Row, sides: Sides, language: str) -> str:
    """«NHK, 19 June 2025: 10,000 → LIGA.net, 20 June 2025: 25,000»; why, where the reports are no longer kept."""
    if sides is None:
        return "; ".join(row["reasons"])
    return " → ".join(
        f"{wording.outlet(side.document, language)}, {wording.date(side.document.published, language)}"
        f"{wording.table(language)['colon']}{_said(row, side, language)}"
        for side in sides
    )


def line(row: Row, sides: Sides, language: str) -> str:
    """A finding in one line of plain words, with the later report's address, its id at the end in brackets."""
    where = f" {sides[1].document.url}" if sides and sides[1].document.url else ""
    said = f"{heading(row, sides, language)} — {contrast(row, sides, language)}{where} [{name_of(row)}]"
    return " ".join(said.split())


def announcement(row: Row, sides: Sides, made: str, language: str) -> dict[str, Any]:
    """A finding as JSON: its `id` first, its own row, when it was `found`, and what each of the two reports says, where, when."""
    between = [
        {
            "outlet": side.document.outlet, "published": side.document.published, "url": side.document.url,
            "title": side.document.title, "says": _said(row, side, language), "evidence": side.claim.evidence.text,
        }
        for side in sides or ()
    ]  # fmt: skip
    return {
        "id": name_of(row), **row, "found": made, "heading": heading(row, sides, language), "between": between,
    }  # fmt: skip


def entry(row: Row, sides: Sides, updated: str | None, link: str | None, language: str) -> Entry:
    """A finding as an entry of an Atom feed."""
    name = f"urn:ondit:finding:{name_of(row)}"
    return Entry(name, heading(row, sides, language), updated, contrast(row, sides, language), link)


def _said(row: Row, side: Report, language: str) -> str:
    return wording.value(side.claim, row["what"], language) if row["what"] else wording.says(side.claim, language)
