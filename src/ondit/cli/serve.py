"""`ondit serve`: the ledger in a browser, on this machine only."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ondit.cli.demo import DEMO_LEDGER
from ondit.cli.options import DEFAULT_LEDGER, LedgerPlace, fail, note, opened_ledger


def serve(
    ledger: LedgerPlace = DEFAULT_LEDGER,
    port: Annotated[int, typer.Option(min=0, max=65535, help="On 127.0.0.1.")] = 8100,
) -> None:
    """Open the ledger in a browser: pages and JSON on 127.0.0.1; the demo's where there is no other. Needs the extra `web`."""
    try:
        import uvicorn

        from ondit.web import create_app
    except ModuleNotFoundError as error:
        raise fail(f"serve needs the extra: pip install 'ondit[web]' ({error.name} is missing)") from None
    if ledger == DEFAULT_LEDGER and not Path(ledger).exists() and Path(DEMO_LEDGER).exists():
        ledger = DEMO_LEDGER
    with opened_ledger(ledger) as book:
        note(f"{ledger} at http://127.0.0.1:{port}/ — stop with Ctrl+C")
        uvicorn.run(create_app(book), host="127.0.0.1", port=port, log_level="warning")
