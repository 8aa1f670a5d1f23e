"""`ondit trace`: the lineage of a claim or a proposition, drawn in the terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from ondit.cli.check import emphasised, say
from ondit.cli.options import DEFAULT_LEDGER, LedgerPlace, Priors, Speech, opened_ledger, speech, user_context


def trace(
    name: Annotated[str, typer.Argument(metavar="CLAIM|PROPOSITION", help="Its id, or the beginning of one.")],
    ledger: LedgerPlace = DEFAULT_LEDGER,
    language: Speech = "",
    priors: Priors = "",
) -> None:
    """Draw where a claim comes from: origins, retellings in time, what changed, conflicts."""
    from rich.console import Console

    from ondit.engine.flow import settle
    from ondit.engine.flow import trace as traced
    from ondit.engine.sources import ratings
    from ondit.export.trace import lineage

    words, user, console = speech(language), user_context(priors), Console(highlight=False)
    with opened_ledger(ledger) as book:
        settle(book)
        proposition, findings, reports = traced(book, name)
        context = ratings(book, [report.document.outlet for report in reports.values()], user)
    for line in lineage(proposition, findings, reports, words, context):
        say(console, emphasised(line))
