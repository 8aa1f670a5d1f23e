"""One proposition: where it comes from, what changed on the way, who says otherwise."""

from __future__ import annotations

from typing import Any

from ondit.engine.flow import trace
from ondit.export import wording
from ondit.ledger import LedgerError
from ondit.reconcile.check import Report
from ondit.web.site import Missing, Name, Site


def add(site: Site) -> None:
    def proposition(name: Name) -> dict[str, Any]:
        try:
            held, findings, reports = trace(site.ledger, name)
        except LedgerError as error:
            raise Missing(str(error)) from None
        # Until the ledger is settled again a new version's old claims still stand in their proposition.
        live = [name for name in held["claims"] if name in reports]
        if not live:
            raise Missing(f"no live claim in the proposition {held['id']!r}")
        return {
            "proposition": held,
            "headline": wording.headline(reports[live[0]].claim, "en"),
            "origins": [[_report(reports[name]) for name in origin if name in reports] for origin in held["origins"]],
            "findings": [
                row | {"between": [_report(reports[row[side]]) for side in ("from", "to")]}
                for row in findings
                if row["from"] in reports and row["to"] in reports
            ],
        }

    site.page("/proposition/{name}", "proposition.html", proposition)


def _report(report: Report) -> dict[str, Any]:
    return {
        "claim": report.claim.to_json(),
        "document": report.document.about(),
        "source": wording.report(report, "en"),
    }
