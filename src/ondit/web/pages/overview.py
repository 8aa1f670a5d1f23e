"""The first page: who gives, sends and makes what for whom, and what was found lately."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ondit.export import charts
from ondit.knowledge import party_name
from ondit.ledger import counts, unsettled
from ondit.ledger.browse import flows, newest, years
from ondit.records import KINDS
from ondit.web import telling
from ondit.web.site import Kind, Row, Site, Year

FLOWS, NEWEST = 100, 8
SHOWN = ("drift", "conflict")


def add(site: Site) -> None:
    held: dict[tuple[int, int], Row] = {}

    def counted() -> Row:
        """Counts and years are of whole tables: taken once for each state of the ledger."""
        state = unsettled(site.ledger)
        if state not in held:
            held.clear()
            held[state] = {"counts": counts(site.ledger), "years": years(site.ledger)}
        return held[state]

    def overview(kind: Kind = None, since: Year = None, until: Year = None) -> Row:
        rows, pairs = flows(site.ledger, FLOWS, kind or None, since and f"{since}-01", until and f"{until}-12")
        found = newest(site.ledger, SHOWN, NEWEST * 3)
        reports = telling.reports_of(site.ledger, {row[side] for row in found for side in ("from", "to")})
        told = [telling.finding(row, reports) for row in found if row["from"] in reports and row["to"] in reports]
        return {
            **counted(), "kind": kind or None, "since": since or None, "until": until or None, "kinds": list(KINDS),
            "pairs": [row | {"names": [_name(row[side]) for side in ("actor", "target")]} for row in rows],
            "more": pairs - len(rows), "newest": _one_each(told),
        }  # fmt: skip

    drawn = {"matrix": lambda row: _drawn(row, charts.matrix), "network": lambda row: _drawn(row, charts.network)}
    site.page("/", "overview.html", overview, base="/overview", charts=drawn)


def _name(code: str | None) -> str | None:
    return party_name(code, telling.LANGUAGE) if code else None


def _one_each(told: list[Row]) -> list[Row]:
    """The newest finding of each proposition."""
    first = {(row["proposition"], row["type"]): row for row in reversed(told)}
    return list(first.values())[::-1][:NEWEST]


def _drawn(row: Row, chart: Callable[[Sequence[charts.Flow], str], charts.Chart]) -> charts.Chart | None:
    told = [charts.Flow(each["actor"], each["target"], each["kinds"], each["claims"]) for each in row["pairs"]]
    return chart(told, telling.LANGUAGE) if told else None
