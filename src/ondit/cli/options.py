"""What several commands share: the ledger option, inputs by name, problems told in one line each."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ondit.engine.work import Item
    from ondit.ledger import Ledger
    from ondit.read import Reading, ReadProblem
    from ondit.read.files import Keeper
    from ondit.reconcile.context import Context

WRONG_USAGE = 2
FEEDS_DEEP = 2
"""Feeds that `--follow` follows into each other: an index of sitemaps, and the sitemaps."""
DEFAULT_LEDGER = "ondit.sqlite"

LedgerPlace = Annotated[
    str,
    typer.Option("--ledger", envvar="ONDIT_LEDGER", metavar="FILE|URL", help="The ledger: a file, or postgresql://…"),
]
Workers = Annotated[int, typer.Option(help="Processes to use; 0 is one for each core.", min=0)]
Speech = Annotated[
    str, typer.Option("--language", metavar="en|fr", help="Language of findings; by default the locale's.")
]

Priors = Annotated[
    str,
    typer.Option(
        "--priors", envvar="ONDIT_PRIORS", metavar="FILE.toml",
        help="Letters of outlets that have no record yet, and measured shares for words of likelihood.",
    ),
]  # fmt: skip


def user_context(priors: str) -> Context:
    """What a user sets in a file; a file that is none ends the command as wrong usage."""
    from ondit.reconcile.context import NO_CONTEXT, read_settings

    if not priors:
        return NO_CONTEXT
    try:
        return read_settings(Path(priors).read_text("utf-8-sig"))
    except OSError as error:
        raise fail(f"{priors}: {error.strerror}") from None
    except ValueError as error:
        raise fail(f"{priors}: {error}") from None


class Problems:
    """Tells each problem on standard error as one line naming input and cause, and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def tell(self, where: str, cause: str) -> None:
        self.count += 1
        note(f"{where}: {cause}")


def note(line: str) -> None:
    """One line on standard error; whatever a file name or text holds, it stays one line."""
    print("ondit: " + " ".join(line.split()), file=sys.stderr, flush=True)


def fail(line: str) -> typer.Exit:
    """Say what was wrong, and the exception that ends the command as wrong usage."""
    note(line)
    return typer.Exit(WRONG_USAGE)


@contextmanager
def opened_ledger(place: str, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger; one that can't be opened or written ends the command with one line."""
    from ondit.ledger import LedgerError, open_ledger

    try:
        with open_ledger(place, create=create) as ledger:
            yield ledger
    except LedgerError as error:
        raise fail(str(error)) from None


def readings(names: Iterable[str], problems: Problems) -> Iterator[Reading]:
    """The documents of files, addresses and `-` (standard input), in order; what can't be read is told."""
    from ondit.read import Reading

    for one in items(names, problems):
        if isinstance(one, Reading):
            yield one
        else:
            problems.tell(one.named(), "an archive, not an article")


def items(names: Iterable[str], problems: Problems, keep: Keeper | None = None, follow: bool = False) -> Iterator[Item]:
    """The documents of inputs, and the shares of archives, in order; what can't be read is told.

    `keep` gets what was fetched from addresses; `follow`: what a feed only names is fetched too."""
    from ondit.read import ReadProblem

    for name in names:
        for one in _found(name, keep, follow):
            if isinstance(one, ReadProblem):
                problems.tell(one.name, one.cause)
            else:
                yield one


def _found(name: str, keep: Keeper | None, follow: bool) -> Iterator[Item | ReadProblem]:
    from ondit.read import read_path, read_stdin, read_url

    if name == "-":
        yield from read_stdin(sys.stdin.buffer)
    elif name.startswith(("http://", "https://")):
        yield from read_url(name, keep=keep, follow=FEEDS_DEEP if follow else 0)
    else:
        yield from read_path(name, follow=partial(read_url, keep=keep, follow=FEEDS_DEEP - 1) if follow else None)


def speech(language: str) -> str:
    """The language of the message table: the one asked for, else the locale's."""
    from ondit.export.wording import LANGUAGES, language_of

    if language and language not in LANGUAGES:
        raise typer.BadParameter(f"findings speak {' or '.join(LANGUAGES)}, not {language!r}")
    return language or language_of(os.environ)


def now() -> str:
    """The time now, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
