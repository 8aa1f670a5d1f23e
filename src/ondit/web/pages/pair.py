"""Two parties: what is reported between them, when, how much and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import Query

from ondit.export import charts, wording
from ondit.knowledge import capitals, party_name, places
from ondit.ledger.browse import between, figured, spots, told
from ondit.reconcile.check import Report
from ondit.records import KINDS
from ondit.web import figures, telling
from ondit.web.asking import address
from ondit.web.site import Code, Kind, Missing, Row, Site

ROWS, FIGURES = 25, 3
ORIGINS, COPIES = 12, 3
"""Of each proposition whose figures are drawn here; its own page has more."""
BARS = 160
"""In a lane, at most."""
Resolution = Annotated[str | None, Query(pattern=f"^({'|'.join(charts.RESOLUTIONS)})?$")]
After = Annotated[str | None, Query(max_length=64)]


def add(site: Site) -> None:
    def pair(one: Code, other: Code, kind: Kind = None, by: Resolution = None, after: After = None) -> Row:
        months = told(site.ledger, one, other, None, 7)
        if not months:
            raise Missing(f"nothing between {one} and {other}")
        kinds = {name for name, _, _ in months}
        months = [each for each in months if not kind or each[0] == kind]
        offered = _resolutions([month for _, month, _ in months if month])
        by = by if by in offered else offered[0]
        bars = told(site.ledger, one, other, kind or None, 10) if by == "week" else months
        found = between(site.ledger, one, other, ROWS + 1, kind or None, after or None)
        given = {"kind": kind, "by": by}
        shown = found[:ROWS]
        with_figures = [] if after else _compared(figured(site.ledger, one, other, 4 * FIGURES, kind or None))
        named = {name for row in with_figures for name in figures.wanted(row["origins"], ORIGINS, COPIES)}
        reports = telling.reports_of(site.ledger, named | {_first(row) for row in (*shown, *with_figures)})
        return {
            "parties": [one, other], "names": [party_name(code, telling.LANGUAGE) for code in (one, other)],
            "kind": kind or None, "kinds": [name for name in KINDS if name in kinds],
            "by": by, "resolutions": offered, "count": sum(n for _, _, n in months),
            "told": [{"kind": name, "day": day, "propositions": n} for name, day, n in bars],
            "places": [row | {"name": _place(row)} for row in spots(site.ledger, one, other)],
            "propositions": [_listed(row, reports) for row in shown if _first(row) in reports],
            "figures": [
                _listed(row, reports) | {"told": figures.given(row, reports), "quantity": row["quantity"], "estimate": row["estimate"]}
                for row in with_figures if _first(row) in reports
            ],
            "first_page": not after,
            "next": shown[-1]["id"] if len(found) > ROWS else None,
            "next_url": address(f"/pair/{one}/{other}", given | {"after": shown[-1]["id"]}) if len(found) > ROWS else None,
        }  # fmt: skip

    drawn = {"timeline": _timeline, "places": _map}
    site.page("/pair/{one}/{other}", "pair.html", pair, charts=drawn, dress=_figure_charts)


def _compared(rows: list[Row]) -> list[Row]:
    """The propositions of which most origins give a figure; one that a single origin gives has nothing to compare."""
    counted = [(max(each["origins"], len(each.get("series", ()))), row) for row in rows if (each := row["estimate"])]
    return [row for n, row in sorted(counted, key=lambda item: -item[0]) if n > 1][:FIGURES]


def _first(row: Row) -> str:
    return str(row["claims"][0])


def _listed(row: Row, reports: Mapping[str, Report]) -> Row:
    first: Report = reports[_first(row)]
    return {
        "id": row["id"], "kind": row["kind"], "subject": telling.subject(first.claim), "figure": telling.figure(row["quantity"]),
        "first": first.document.published, "reported": wording.date(first.document.published, telling.LANGUAGE),
        "claims": len(row["claims"]), "origins": len(row["origins"]), "credibility": row["credibility"],
        "rating": telling.rating(row["credibility"]),
    }  # fmt: skip


def _resolutions(months: Sequence[str]) -> list[str]:
    """The resolutions that give no more than `BARS` bars, the one that fits best first."""
    span = 0
    if months:
        first, last = min(months), max(months)
        span = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1
    bars = {"week": span * 4.4, "month": span, "quarter": span / 3, "year": span / 12}
    fitting = [name for name in charts.RESOLUTIONS if bars[name] <= BARS] or ["year"]
    best = next((name for name in fitting if bars[name] <= 48), fitting[-1])
    return [best, *(name for name in fitting if name != best)]


def _timeline(row: Row) -> charts.Chart | None:
    told = [
        charts.Told(each["kind"], each["day"] and f"{each['day']}-01"[:10], each["propositions"])
        for each in row["told"]
    ]
    return charts.timeline(told, row["by"], telling.LANGUAGE) if told else None


def _map(row: Row) -> charts.Chart | None:
    spots = [
        charts.Spot(
            each["name"],
            each["latitude"],
            each["longitude"],
            each["claims"],
            address("/search", {"text": each["name"]}),
        )
        for each in row["places"]
    ]
    return charts.places(spots, telling.LANGUAGE) if spots else None


def _figure_charts(row: Row) -> Row:
    """The charts of the propositions whose figures most origins give; each belongs to that proposition's page."""
    drawn = []
    for each in row["figures"]:
        about = each["subject"]
        title = f"{about['thing']}, {about['parties']} (first reported {each['reported']})"
        chart = figures.chart(each["told"], each, title)
        if chart is not None:
            drawn.append((each, chart))
    return {"figure_charts": drawn}


def _place(row: Row) -> str:
    """The name of a place known by its coordinates, as a Latin-lettered reader writes it; else as a report writes it."""
    for place in (*places().values(), *capitals().values()):
        if (place.latitude, place.longitude) == (row["latitude"], row["longitude"]):
            return place.forms[0].split(" ?")[0]
    return str(row["place"])
