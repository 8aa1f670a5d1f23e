"""One proposition: where it comes from, what changed on the way, who says otherwise, how much, and every report of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from ondit.export import charts, wording
from ondit.ledger import tracing
from ondit.ledger.browse import findings_of
from ondit.reconcile.check import Report
from ondit.records import last_day
from ondit.web import figures, telling
from ondit.web.site import Missing, Name, Row, Site

REPORTS, FINDINGS = 120, 1000
"""Reports that are shown, the earliest, and findings that are looked at; the rest is counted."""
EACH = 24
"""Findings of one type that are told."""


def add(site: Site) -> None:
    def proposition(name: Name) -> Row:
        held = tracing(site.ledger, name)
        if held is None:
            raise Missing(f"no claim and no proposition {name!r}")
        names = held["claims"][:REPORTS]
        reports = telling.reports_of(site.ledger, names)
        # Until the ledger is settled again a new version's old claims still stand in their proposition.
        live = [name for name in names if name in reports]
        if not live:
            raise Missing(f"no live claim in the proposition {held['id']!r}")
        known = [
            row
            for row in findings_of(site.ledger, held["id"], FINDINGS)
            if row["from"] in reports and row["to"] in reports
        ]
        first = reports[live[0]].claim
        shown = {name: telling.report(report) for name, report in reports.items()}
        told = {kind: _told(known, reports, shown, kind) for kind in ("drift", "conflict", "update")}
        return {
            "proposition": held, "subject": telling.subject(first), "figure": telling.figure(held["quantity"]),
            "rating": telling.rating(held["credibility"]),
            "parties": [first.actor and first.actor.code, first.target and first.target.code],
            "documents": len({report.document.id for report in reports.values()}),
            "hidden": len(held["claims"]) - len(names),
            "origins": _origins(held, reports, shown, told["drift"], known),
            "drift": told["drift"], "conflict": told["conflict"][:EACH], "update": told["update"][:EACH],
            "left": {kind: max(len(rows) - EACH, 0) for kind, rows in told.items() if kind != "drift"},
            "agreements": sum(row["type"] == "corroboration" for row in known),
            "figures": figures.given(held, reports),
        }  # fmt: skip

    site.page("/proposition/{name}", "proposition.html", proposition, charts={"lineage": _lineage, "figures": _figures})


def _told(findings: list[Row], reports: Mapping[str, Report], shown: Mapping[str, Row], kind: str) -> list[Row]:
    """The findings of a type in the order of the later report; several of one pair become one, numbered from 1."""
    pairs: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in findings:
        if row["type"] == kind:
            pairs[row["from"], row["to"]].append(row)
    ordered = sorted(pairs, key=lambda pair: (reports[pair[1]].age, reports[pair[0]].age))
    return [
        {
            "number": number, "from": pair[0], "to": pair[1],
            "between": [shown[name] for name in pair],
            "changes": [telling.change(row, reports) for row in pairs[pair]],
        }
        for number, pair in enumerate(ordered, 1)
    ]  # fmt: skip


def _origins(
    held: Row, reports: Mapping[str, Report], shown: Mapping[str, Row], drift: list[Row], findings: list[Row]
) -> list[Row]:
    """The origins, the earliest first, each with its reports in order of time."""
    changed: dict[str, list[int]] = defaultdict(list)
    for row in drift:
        changed[row["to"]].append(row["number"])
    contradicted = {row[side] for row in findings if row["type"] == "conflict" for side in ("from", "to")}
    # What reports are told to repeat stands nearest to the origin; of days alone several can be first.
    repeated = Counter(row["from"] for row in findings if row["type"] in ("retelling", "drift"))
    rows: list[tuple[tuple[str, str, int], Row]] = []
    for origin in held["origins"]:
        names = sorted((name for name in origin if name in reports), key=lambda name: reports[name].age)
        if not names:
            continue
        top = max(names, key=lambda name: (repeated[name], -names.index(name)))
        root = reports[top]
        told_in = [
            shown[name] | {"changed": changed[name], "conflicts": name in contradicted, "root": name == top} for name in names
        ]  # fmt: skip
        rows.append((root.age, {
            "voice": wording.voices(root.claim, telling.LANGUAGE) or wording.outlet(root.document, telling.LANGUAGE),
            "named": bool(root.claim.attribution), "says": telling.says(root.claim), "hidden": len(origin) - len(names),
            "reports": told_in,
        }))  # fmt: skip
    return [row for _, row in sorted(rows, key=lambda item: item[0])]


def _lineage(row: Row) -> charts.Chart | None:
    lanes = [
        charts.Lane(
            origin["voice"], origin["says"],
            tuple(
                charts.Telling(
                    report["claim"]["id"], report["outlet"], last_day(report["document"].get("published")), report["says"],
                    f"/document/{report['document']['id']}", tuple(report["changed"]), report["conflicts"], report["root"],
                )
                for report in origin["reports"]
            ),
        )
        for origin in row["origins"]
    ]  # fmt: skip
    return charts.lineage(lanes, telling.LANGUAGE)


def _figures(row: Row) -> charts.Chart | None:
    subject = row["subject"]
    return figures.chart(row["figures"], row["proposition"], f"{subject['thing']}, {subject['parties']}")
