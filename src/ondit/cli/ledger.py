"""`ondit ledger copy`: to another file or to PostgreSQL, and back."""

from __future__ import annotations

from typing import Annotated

import typer

from ondit.cli.options import DEFAULT_LEDGER, LedgerPlace, fail, note, opened_ledger

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
