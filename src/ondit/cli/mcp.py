"""`ondit mcp`: the ledger for assistants, over standard input and output."""

from __future__ import annotations

from ondit.cli.options import DEFAULT_LEDGER, LedgerPlace, fail, opened_ledger


def mcp(ledger: LedgerPlace = DEFAULT_LEDGER) -> None:
    """Read-only tools of the Model Context Protocol on standard input and output. Needs the extra `mcp`."""
    try:
        from ondit.web.tools import server
    except ModuleNotFoundError as error:
        raise fail(f"mcp needs the extra: pip install 'ondit[mcp]' ({error.name} is missing)") from None
    with opened_ledger(ledger) as book:
        server(book).run("stdio")
