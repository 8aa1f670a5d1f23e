"""`ondit verify` and `ondit forget`: the ledger's proof, and dropping a text on request."""

from __future__ import annotations

from itertools import chain
from typing import Annotated

import typer

from ondit.cli.options import DEFAULT_LEDGER, LedgerPlace, now, opened_ledger


def verify(ledger: LedgerPlace = DEFAULT_LEDGER) -> None:
    """Prove that nothing in the ledger was changed since it was appended, and that originals still stand in their web
    archives. Exit status: 1 if something was."""
    from ondit.engine.flow import originals_gone
    from ondit.ledger import verify as faults

    count = 0
    with opened_ledger(ledger) as book:
        for line in chain(faults(book), originals_gone(book)):
            count += 1
            typer.echo(line)
    typer.echo(f"{ledger}: {count} changes found" if count else f"{ledger}: whole")
    raise typer.Exit(1 if count else 0)


def forget(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its id, as `ondit claims --json` gives it.")],
    reason: Annotated[str, typer.Option(help="Kept with the date in the ledger.")],
    ledger: LedgerPlace = DEFAULT_LEDGER,
) -> None:
    """Drop a document's text, original bytes and claims. Their hashes stay, so that the ledger still verifies."""
    from ondit.engine.flow import settle
    from ondit.ledger import forget as drop

    with opened_ledger(ledger) as book:
        dropped = drop(book, document, reason, now())
        settle(book)
    typer.echo(f"{document}: text and {dropped} claims dropped, hashes kept")
