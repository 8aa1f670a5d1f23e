"""The command line: arguments to one call each. Rooms are imported inside commands, so start-up stays quick."""

from __future__ import annotations

import os
import sys

import typer

from ondit.cli import check, claims, decide, demo, ledger, mcp, read, serve, sources, streams, trace, upkeep, watch

app = typer.Typer(
    name="ondit",
    help="A ledger of sourced claims about military cooperation between states.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
COMMANDS = (
    demo.demo, read.read, watch.watch, check.check, claims.claims, trace.trace, sources.sources, decide.decide, decide.undo, decide.decisions,
    serve.serve, serve.user, mcp.mcp, upkeep.verify, upkeep.forget, streams.extract, streams.reconcile, streams.schema,
)  # fmt: skip
for command in COMMANDS:
    app.command()(command)
app.add_typer(ledger.app)


def main() -> None:
    """Run the command line. A reader that closes the pipe early is no error of ours."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
