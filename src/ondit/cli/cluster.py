"""What the commands share that can run on Spark: the engine by name, its master and settings, one line for what goes wrong."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from ondit.cli.options import fail, note

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from ondit.engine.flow import Progress
    from ondit.engine.work import Item, Outcome
    from ondit.ledger import Ledger

EVERY = 30.0
"""Seconds between two lines of progress."""

Engine = Annotated[str, typer.Option("--engine", metavar="local|spark", help="Where the work is done.")]
Master = Annotated[
    str, typer.Option("--master", metavar="URL", help="With Spark: its master, by default what its own settings say.")
]
Conf = Annotated[
    list[str] | None,
    typer.Option("--conf", metavar="NAME=VALUE", help="With Spark: a setting of its own; can be repeated."),
]


def engine_named(engine: str, master: str, conf: list[str] | None, output: str | None = None) -> str:
    """The engine, if it exists and the other options fit it; anything else is wrong usage."""
    if engine not in ("local", "spark"):
        raise typer.BadParameter(f"{engine!r} is neither local nor spark", param_hint="'--engine'")
    if engine == "local" and (master or conf or output):
        raise fail("--master, --conf and --output need --engine spark")
    if engine == "spark" and output == "":
        raise fail("--engine spark needs --output DIR")
    return engine


def read_with_spark(
    items: Iterable[Item], output: str, master: str, conf: list[str], copy: bool
) -> tuple[Outcome, str]:
    """Items into Parquet; what became of them, and what was written in a line."""
    with spark(master, conf) as session:
        from ondit.engine.spark.reading import Written, read

        try:
            done, counts = read(session, items, output, copy)
        except Written as error:
            raise fail(str(error)) from None
    return done, _written(counts, output)


def seen_by_workers(name: str) -> str:
    """An input as a worker can name it: workers work in folders of their own."""
    return name if name == "-" or "://" in name else os.path.abspath(name)


def reconcile_with_spark(directory: str, master: str, conf: list[str]) -> str:
    """Propositions and findings of what was read into a folder, beside it; what was written, in a line."""
    with spark(master, conf) as session:
        from ondit.engine.spark.settling import Unread, reconcile

        try:
            counts = reconcile(session, directory)
        except Unread as error:
            raise fail(str(error)) from None
    return _written(counts, directory)


def _written(counts: Mapping[str, int], directory: str) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items()) + f" written to {directory}"


def loaded(ledger: Ledger, directory: str, now: Callable[[], str]) -> Progress:
    """A folder into the ledger, with a line of progress now and then."""
    try:
        from ondit.engine.flow import Progress
        from ondit.engine.spark.loading import NotRead, load

        done, told = Progress(), time.monotonic()
        for done in load(ledger, directory, now):
            if time.monotonic() - told >= EVERY:
                told = time.monotonic()
                note(f"loading: {done.documents + done.known:,} documents, {done.claims:,} claims")
    except ImportError:
        raise fail("pyarrow is not installed: install ondit with the extra spark") from None
    except (NotRead, OSError) as error:
        raise fail(f"{directory}: {error}" if isinstance(error, OSError) else str(error)) from None
    return done


@contextmanager
def spark(master: str, conf: list[str]) -> Iterator[SparkSession]:
    """A session for one command; where Spark can't start or its job fails, one line."""
    from ondit.engine.spark.session import SparkMissing, session

    if odd := [each for each in conf if "=" not in each]:
        raise fail(f"--conf {odd[0]}: not NAME=VALUE")
    try:
        with session(master, dict(each.split("=", 1) for each in conf)) as opened:
            from py4j.protocol import Py4JError
            from pyspark.errors import PySparkException

            try:
                yield opened
            except (Py4JError, PySparkException) as error:
                raise fail(f"Spark gave up: {_cause(error)}") from None
    except SparkMissing as error:
        raise fail(str(error)) from None


def _cause(error: Exception) -> str:
    """The line that says most: the last of a worker's traceback, else the first."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    own = [
        line for line in lines if line.split(":")[0].endswith(("Error", "Exception")) and not line.startswith("org.")
    ]
    return (own or lines or [type(error).__name__])[0][:300]
