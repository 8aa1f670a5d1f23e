"""`ondit read`: files, addresses and standard input into the ledger, with what follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from ondit.cli.options import DEFAULT_LEDGER, LedgerPlace, Problems, Workers, note, now, opened_ledger, readings

if TYPE_CHECKING:
    from ondit.engine.flow import Progress
    from ondit.ledger import Ledger
    from ondit.read import Reading

INTERRUPTED = 130


def read(
    inputs: Annotated[list[str], typer.Argument(metavar="FILES…", help="Files, addresses (https://…), or `-`.")],
    ledger: LedgerPlace = DEFAULT_LEDGER,
    workers: Workers = 0,
) -> None:
    """Read documents into the ledger. What is known already adds nothing. Exit status: 1 if some inputs were bad."""
    problems = Problems()
    with opened_ledger(ledger, create=True) as book:
        try:
            typer.echo(read_all(book, inputs, problems, workers or None))
        except KeyboardInterrupt:
            note("stopped; what was read is kept, and the same command goes on from there")
            raise typer.Exit(INTERRUPTED) from None
    raise typer.Exit(1 if problems.count else 0)


def read_all(ledger: Ledger, inputs: list[str], problems: Problems, workers: int | None = None) -> str:
    """Read the inputs with a bar on standard error, settle what follows, and say in a line or two what was added."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from ondit.engine.flow import Progress as Done
    from ondit.engine.flow import read_into, settle
    from ondit.ledger import counts

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    done = Done()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=len(inputs))

        def each() -> Iterator[Reading]:
            for name in inputs:
                yield from readings([name], problems)
                bar.advance(task)

        for done in read_into(ledger, each(), now, workers):
            bar.update(task, description=f"reading: {done.documents} documents, {done.claims} claims")
        bar.update(task, description="reconciling")
        settle(ledger)
        held = counts(ledger)
    for document, cause in done.problems:
        problems.tell(f"document {document.url or document.title or document.id}", cause)
    totals = ", ".join(f"{count} {name}" for name, count in held.items())
    return f"{summary(done)}\nthe ledger holds {totals}"


def summary(done: Progress) -> str:
    """What a reading added, and which documents wait for a language."""
    lines = [
        f"{done.documents} documents added ({done.versions} of them new versions), "
        f"{done.known} known before; {done.claims} claims"
    ]
    if done.broken:
        lines.append(f"{done.broken} claims were dropped: their spans did not quote the text")
    if done.uncovered:
        named = ", ".join(f"{language} {count}" for language, count in sorted(done.uncovered.items()))
        lines.append(f"{done.uncovered.total()} documents are kept in languages not covered yet: {named}")
    return "\n".join(lines)
