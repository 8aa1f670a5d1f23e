"""`ondit sources`: the outlets of the ledger, what they tell and repeat, and how far their record can be trusted."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ondit.cli.options import (
    DEFAULT_LEDGER,
    LedgerPlace,
    Priors,
    Speech,
    fail,
    note,
    opened_ledger,
    speech,
    user_context,
)

if TYPE_CHECKING:
    from ondit.engine.sources import Outlet

SHOWN = 30


def sources(
    outlet: Annotated[str | None, typer.Argument(metavar="[OUTLET]", help="One of them, with reasons.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines: every outlet with every kind.")] = False,
    limit: Annotated[int, typer.Option(min=0, help="Rows of the table.")] = SHOWN,
    priors: Priors = "",
    ledger: LedgerPlace = DEFAULT_LEDGER,
    language: Speech = "",
) -> None:
    """Reliability A–F of outlets by kind of claim, from what became of what they told."""
    from ondit.engine.flow import settle
    from ondit.engine.sources import outlets

    words, user = speech(language), user_context(priors)
    with opened_ledger(ledger) as book:
        settle(book)
        found = outlets(book, user, outlet)
    if outlet is not None and not found:
        raise fail(f"{ledger}: no claims of an outlet {outlet!r}")
    if as_json:
        for each in found:
            typer.echo(json.dumps(as_row(each), ensure_ascii=False))
    else:
        show(found, words, limit, reasons=outlet is not None)


def as_row(of: Outlet) -> dict[str, Any]:
    """An outlet as one JSON object."""
    kinds = [asdict(each) | {"repeated": each.repeated} for each in of.kinds]
    return {
        "outlet": of.name, "claims": of.claims, "begun": of.begun, "repeated": of.repeated, "family": list(of.family),
        "kinds": kinds,
    }  # fmt: skip


def show(found: list[Outlet], language: str, limit: int, *, reasons: bool) -> None:
    """A row for each outlet and kind on standard output."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from ondit.export.wording import table

    words = table(language)
    console, drawn = Console(), Table(box=None, pad_edge=False)
    for name in ("outlet", "kind", "letter", "claims", "begun", "repeated", "held", *(["reason"] if reasons else [])):
        number = name in ("claims", "begun", "repeated", "held")
        drawn.add_column(words["sources"][name], justify="right" if number else "left", no_wrap=number)
    rows = [(each, kind) for each in found for kind in each.kinds]
    for each, kind in rows[:limit]:
        held = f"{kind.held}/{kind.settled}" if kind.settled else "–"
        cells = [each.name, words["kind"][kind.kind], kind.letter, kind.claims, kind.begun, kind.repeated, held]
        drawn.add_row(*(Text(str(cell)) for cell in (*cells, *([kind.reason] if reasons else []))))
    console.print(drawn)
    for each in found:
        if each.family and (reasons or limit >= len(rows)):
            line = words["sources"]["family"].format(outlet=each.name, others=", ".join(each.family))
            console.print(Text(line), soft_wrap=True)
    if len(rows) > limit:
        note(f"{len(rows) - limit} more rows; --limit {len(rows)} shows all")
