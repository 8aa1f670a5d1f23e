"""`ondit read`: files, folders, archives, addresses and standard input into the ledger, with what follows from them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from ondit.cli.cluster import Conf, Engine, Master, engine_named, read_with_spark, seen_by_workers
from ondit.cli.options import DEFAULT_LEDGER, LedgerPlace, Problems, Workers, fail, items, note, now, opened_ledger

if TYPE_CHECKING:
    from ondit.engine.flow import Progress
    from ondit.engine.work import Item, Outcome
    from ondit.ledger import Ledger
    from ondit.read import ReadProblem
    from ondit.read.files import Keeper
    from ondit.records import Document

INTERRUPTED = 130
MANY, TOGETHER = 200, 8
"""From so many files on processes read them by themselves, so many at a time."""
OTHER = 50_000
"""What an input of unknown size counts for in bytes, where the end is estimated."""
EVERY = 30.0
"""Seconds between two lines of progress where there is no terminal for a bar."""

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="FILES…", help="Files, folders, globs, addresses (https://, s3://, gs://), or `-`."),
]


def read(
    inputs: Inputs,
    ledger: LedgerPlace = DEFAULT_LEDGER,
    workers: Workers = 0,
    keep_originals: Annotated[
        bool, typer.Option("--keep-originals", help="Copy originals out of web archives instead of referring to them.")
    ] = False,
    follow: Annotated[bool, typer.Option("--follow", help="Fetch the articles that feeds only name.")] = False,
    archive: Annotated[
        str,
        typer.Option(
            "--archive", metavar="OUT.warc.gz", help="Append what is fetched from addresses to a web archive."
        ),
    ] = "",
    engine: Engine = "local",
    master: Master = "",
    conf: Conf = None,
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="DIR", help="With Spark: where Parquet is written, for `ledger load`."),
    ] = "",
) -> None:
    """Read documents into the ledger. What is known already adds nothing. Exit status: 1 if some inputs were bad."""
    problems = Problems()
    if engine_named(engine, master, conf, output) == "spark":
        with ExitStack() as open_files:
            keep = _keeper(archive, open_files) if archive else None
            places = _places([seen_by_workers(name) for name in inputs], problems)
            given = _items(places, problems, keep, follow)
            done, line = read_with_spark(given, output, master, conf or [], keep_originals)
        _tell(done.problems, done.failed, problems)
        typer.echo("\n".join([line, *left_aside(done)]))
        raise typer.Exit(1 if problems.count else 0)
    with opened_ledger(ledger, create=True) as book, ExitStack() as open_files:
        keep = _keeper(archive, open_files) if archive else None
        try:
            typer.echo(read_all(book, inputs, problems, workers or None, keep_originals, keep, follow))
        except KeyboardInterrupt:
            note("stopped; what was read is kept, and the same command goes on from there")
            raise typer.Exit(INTERRUPTED) from None
    raise typer.Exit(1 if problems.count else 0)


def _keeper(archive: str, open_files: ExitStack) -> Keeper:
    from ondit.read.archive import ArchiveWriter

    try:
        return open_files.enter_context(ArchiveWriter(archive, now)).keep
    except OSError as error:
        raise fail(f"{archive}: {error.strerror or error}") from None


def read_all(
    ledger: Ledger, inputs: list[str], problems: Problems, workers: int | None = None, copy: bool = False,
    keep: Keeper | None = None, follow: bool = False,
) -> str:  # fmt: skip
    """Read the inputs with a bar on standard error, settle what follows, and say in a line or two what was added."""
    from ondit.engine.flow import Progress as Done
    from ondit.engine.flow import read_into, settle
    from ondit.ledger import counts

    places = _places(inputs, problems)
    done = Done()
    with _Bar(places) as bar:
        for done in read_into(ledger, _items(places, problems, keep, follow, bar), now, workers, copy):
            bar.show(done)
        bar.say("reconciling")
        settle(ledger)
        held = counts(ledger)
    _tell(done.unread, done.problems, problems)
    totals = ", ".join(f"{count} {name}" for name, count in held.items())
    return f"{summary(done)}\nthe ledger holds {totals}"


def summary(done: Progress) -> str:
    """What a reading added, what it passed over, and which documents wait for a language."""
    lines = [
        f"{done.documents} documents added ({done.versions} of them new versions), "
        f"{done.known} known before; {done.claims} claims"
    ]
    if done.before:
        lines.append(f"read before, at least in part, and taken up from there: {', '.join(sorted(done.before))}")
    return "\n".join([*lines, *left_aside(done)])


def left_aside(done: Progress | Outcome) -> list[str]:
    """In lines: what was no document, claims that were dropped, languages that are not covered."""
    lines = []
    if done.passed:
        kinds = ", ".join(f"{kind} {count}" for kind, count in done.passed.most_common(8))
        lines.append(f"{done.passed.total()} records passed over: {kinds}{', …' if len(done.passed) > 8 else ''}")
    if done.broken:
        lines.append(f"{done.broken} claims were dropped: their spans did not quote the text")
    if done.uncovered:
        named = ", ".join(f"{language} {count}" for language, count in sorted(done.uncovered.items()))
        lines.append(f"{done.uncovered.total()} documents are kept in languages not covered yet: {named}")
    return lines


def _places(inputs: list[str], problems: Problems) -> list[str]:
    from ondit.read import places_of

    found: list[str] = []
    for name in inputs:
        try:
            some = places_of(name)
        except OSError as error:
            problems.tell(name, str(error))
            continue
        if not some:
            problems.tell(name, "an empty folder")
        found += some
    return found


def _items(
    places: list[str], problems: Problems, keep: Keeper | None, follow: bool, bar: _Bar | None = None
) -> Iterator[Item]:
    """What the inputs give; where there are many files, processes read them by themselves."""
    from ondit.read import Files, is_archive, size_of

    plain = [name for name in places if len(places) >= MANY and not follow and size_of(name) and not is_archive(name)]
    together = frozenset(plain)
    for at in range(0, len(plain), TOGETHER):
        some = tuple(plain[at : at + TOGETHER])
        yield Files(some, sum(map(size_of, some)))
    for name in places:
        if name not in together:
            yield from items([name], problems, keep, follow)
            if bar and not is_archive(name):
                bar.passed(size_of(name) or OTHER)


def _tell(unread: Iterable[ReadProblem], failed: Iterable[tuple[Document, str]], problems: Problems) -> None:
    """What could not be read: each input in a line, of an archive each kind."""
    kinds: dict[tuple[str, str], list[int]] = {}
    for problem in unread:
        if problem.position is None:
            problems.tell(problem.name, problem.cause)
        else:
            kinds.setdefault((problem.name, problem.cause), []).append(problem.position)
    for (name, cause), positions in kinds.items():
        where = (
            f"at byte {positions[0]}"
            if len(positions) == 1
            else f"{len(positions)} times, first at byte {positions[0]}"
        )
        problems.tell(name, f"{cause} ({where})")
    for document, cause in failed:
        problems.tell(f"document {document.url or document.title or document.id}", cause)


class _Bar:
    """How far a reading is: a bar with rate and remaining time on a terminal, else a line now and then."""

    def __init__(self, places: list[str]) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            SpinnerColumn,
            TaskProgressColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        from ondit.read import size_of

        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
        )
        console = Console(stderr=True)
        self.terminal = console.is_terminal
        self.total = sum(size_of(name) or OTHER for name in places) or 1
        self.bar = Progress(*columns, console=console, transient=True, disable=not self.terminal)
        self.task = self.bar.add_task("reading", total=self.total)
        self.began = self.told = time.monotonic()
        self.other = 0

    def __enter__(self) -> _Bar:
        self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

    def passed(self, size: int) -> None:
        self.other += size

    def say(self, words: str) -> None:
        self.bar.update(self.task, description=words)

    def show(self, done: Progress) -> None:
        seconds = max(0.001, time.monotonic() - self.began)
        read = done.documents + done.known
        words = f"reading: {read:,} documents, {done.claims:,} claims, {read / seconds:,.0f} documents/s"
        part = min(self.total, done.size + self.other)
        self.bar.update(self.task, description=words, completed=part)
        if not self.terminal and time.monotonic() - self.told >= EVERY:
            self.told = time.monotonic()
            left = seconds * (self.total - part) / max(1, part)
            note(f"{words}, {100 * part // self.total} %, about {left / 60:.0f} min left")
