"""`ondit ledger`: copied to another file or to PostgreSQL and back; loaded with what Spark read."""

from __future__ import annotations

from typing import Annotated

import typer

from ondit.cli.options import DEFAULT_LEDGER, LedgerPlace, fail, note, now, opened_ledger

app = typer.Typer(name="ledger", help="The ledger as a whole.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def copy(
    target: Annotated[str, typer.Argument(metavar="FILE|URL", help="Where to: a new file, or postgresql://…")],
    ledger: LedgerPlace = DEFAULT_LEDGER,
) -> None:
    """Copy everything into a new ledger, prove it, and leave the old one as it was."""
    from ondit.ledger.copy import copy as copied

    if target == ledger:
        raise fail(f"{target}: a ledger can't be copied onto itself")
    tables: dict[str, int] = {}
    with opened_ledger(ledger) as source, opened_ledger(target, create=True) as new:
        for name, count in copied(source, new):
            if name not in tables:
                note(f"copying {name}")
            tables[name] = count
    typer.echo(f"{target}: {tables.get('document', 0)} documents, {tables.get('claim', 0)} claims copied, and whole")


@app.command()
def load(
    directory: Annotated[str, typer.Argument(metavar="DIR", help="What `ondit read --engine spark` wrote.")],
    ledger: LedgerPlace = DEFAULT_LEDGER,
) -> None:
    """Append what Spark read, and reconcile it. What is known already adds nothing."""
    from ondit.cli.cluster import loaded
    from ondit.engine.flow import settle
    from ondit.ledger import counts

    with opened_ledger(ledger, create=True) as book:
        done = loaded(book, directory, now)
        settle(book)
        totals = ", ".join(f"{count} {name}" for name, count in counts(book).items())
    typer.echo(f"{done.documents} documents added, {done.known} known before; {done.claims} claims")
    typer.echo(f"the ledger holds {totals}")
