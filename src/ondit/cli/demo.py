"""`ondit demo`: the whole chain on the packaged samples."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Annotated

import typer

from ondit.cli.check import show
from ondit.cli.options import LedgerPlace, Problems, Speech, fail, opened_ledger, readings, speech
from ondit.cli.read import read_all

DEMO_LEDGER = "ondit-demo.sqlite"


def demo(
    ledger: LedgerPlace = DEMO_LEDGER,
    language: Speech = "",
    markdown: Annotated[bool, typer.Option("--md", help="Write the check as Markdown.")] = False,
) -> None:
    """Build a ledger from the packaged reports and check the sample article against it."""
    from ondit.engine.flow import check

    words, problems = speech(language), Problems()
    with as_file(files("ondit") / "samples") as samples, opened_ledger(ledger, create=True) as book:
        reports = sorted(str(path) for path in (samples / "reports").glob("*.json"))
        typer.echo(f"{ledger}: {read_all(book, reports, problems)}\n")
        for reading in readings([str(samples / "article.fr.txt")], problems):
            show(check(book, reading), words, "md" if markdown else "text")
    if problems.count:
        raise fail("the packaged samples could not be read whole")
