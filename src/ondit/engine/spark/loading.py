"""What Spark wrote into a ledger, in the batches in which one machine would have appended it. Needs no Spark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ondit.engine import work
from ondit.engine.flow import Progress, appended
from ondit.engine.spark.rows import entry_of, outcome_of
from ondit.engine.work import Outcome
from ondit.ledger import reached

if TYPE_CHECKING:
    from ondit.ledger import Ledger

ROWS = 1_000
"""Rows that are held at once."""
Row = dict[str, Any]


class NotRead(Exception):
    """The folder does not hold what `read` writes; the message says what is missing."""


def load(ledger: Ledger, directory: str, now: Callable[[], str]) -> Iterator[Progress]:
    """Append what was read into a folder; yields how far it is after each batch. NotRead where it isn't such a folder.

    A load that is cut off is continued by the same call: what is known adds nothing."""
    yield from appended(ledger, outcomes(directory, ledger), now, Progress())


def outcomes(directory: str, ledger: Ledger) -> Iterator[Outcome]:
    """What each item gave, in order."""
    documents, claims = rows(directory, "documents"), rows(directory, "claims")
    per_document = groupby(claims, key=lambda row: (row["item"], row["place"]))
    waiting = next(per_document, None)
    ahead = next(documents, None)
    far: dict[str, int] = {}
    for item, parts in groupby(rows(directory, "items"), key=lambda row: row["item"]):
        held = [outcome_of(row["outcome"]) for row in parts]
        while ahead is not None and ahead["item"] == item:
            own: list[str] = []
            if waiting is not None and waiting[0] == (item, ahead["place"]):
                own = [row["json"] for row in waiting[1]]
                waiting = next(per_document, None)
            held[0].entries.append(entry_of(ahead, own))
            ahead = next(documents, None)
        for outcome in held:
            yield _not_back(outcome, ledger, far)


def _not_back(outcome: Outcome, ledger: Ledger, far: dict[str, int]) -> Outcome:
    """Without its mark, where the ledger has been further in the archive already."""
    mark = outcome.reached
    if mark is None:
        return outcome
    if mark.archive not in far:
        far[mark.archive] = reached(ledger, mark.archive, work.EXTRACTOR)
    return outcome if mark.position > far[mark.archive] else replace(outcome, reached=None)


def rows(directory: str, name: str) -> Iterator[Row]:
    """The rows of a table in the order in which they were written."""
    import pyarrow.parquet as parquet

    store, paths = _files(directory, name)
    for path in paths:
        with store.open_input_file(path) as stream, parquet.ParquetFile(stream) as file:
            for batch in file.iter_batches(batch_size=ROWS):
                yield from batch.to_pylist()


def _files(directory: str, name: str) -> tuple[Any, list[str]]:
    """Where a table is kept, and its files in order; NotRead where it is not whole."""
    from pyarrow import fs

    # What Hadoop calls s3a is s3 everywhere else.
    place = directory.replace("s3a://", "s3://", 1)
    store, root = fs.FileSystem.from_uri(place) if "://" in directory else (fs.LocalFileSystem(), place)
    folder = f"{root.rstrip('/')}/{name}"
    if store.get_file_info(f"{folder}/_SUCCESS").type == fs.FileType.NotFound:
        raise NotRead(f"{directory}: no {name} in it, or not all of them")
    found = store.get_file_info(fs.FileSelector(folder))
    return store, sorted(each.path for each in found if each.path.endswith(".parquet"))
