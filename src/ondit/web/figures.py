"""The figures that origins give for one proposition, ready to be drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ondit.export import charts, wording
from ondit.reconcile.check import Report
from ondit.web import telling
from ondit.web.site import Row


def wanted(origins: Sequence[Sequence[str]], most: int, copies: int) -> list[str]:
    """Ids of claims whose reports `given` is to look at: `most` origins, of each the earliest report and some `copies`."""
    return [name for origin in origins[:most] for name in origin[: copies + 1]]


def given(proposition: Mapping[str, Any], reports: Mapping[str, Report]) -> list[Row]:
    """One row for each origin that gives a figure in the proposition's unit: who, when, how much, and what copies give.
    Only what is among `reports` is looked at."""
    if not proposition["quantity"]:
        return []
    unit, rows = proposition["quantity"]["unit"], []
    for origin in proposition["origins"]:
        said = [reports[name] for name in origin if name in reports]
        amounts = [(each, q) for each in said if (q := each.claim.quantity) is not None and q.unit == unit]
        if not amounts:
            continue
        first, quantity = min(amounts, key=lambda item: item[0].age)
        voices = wording.voices(first.claim, telling.LANGUAGE)
        rows.append({
            "who": voices or wording.outlet(first.document, telling.LANGUAGE), "day": first.document.published,
            "low": quantity.low, "high": quantity.high, "status": first.claim.status, "document": first.document.id,
            "copies": [[q.low, q.high] for each, q in amounts if each is not first],
        })  # fmt: skip
    return rows


def chart(rows: Sequence[Row], proposition: Mapping[str, Any], title: str) -> charts.Chart | None:
    """The chart of `given`; None where no origin gives a figure."""
    if not rows:
        return None
    told = [
        charts.Figure(
            row["who"], row["day"], row["low"], row["high"], row["status"], f"/document/{row['document']}",
            tuple((low, high) for low, high in row["copies"]),
        )
        for row in rows
    ]  # fmt: skip
    return charts.figures(told, proposition["quantity"]["unit"], proposition["estimate"], title, telling.LANGUAGE)
