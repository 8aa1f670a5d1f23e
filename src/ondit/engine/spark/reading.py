"""Inputs to Parquet: each task reads some items (shares of archives, files, documents) as one machine would read them."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ondit.engine.local import ordered_map
from ondit.engine.spark.rows import DOCUMENTS, STAGED, ddl, outcome_of, outcome_row, row_of, table
from ondit.engine.work import Item, Outcome, lost, split, worked

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

ROWS = 100
"""Documents of an Arrow batch."""
TOGETHER = 16
"""Items of one task, where there are many: some 30 MB of archives, a minute at most."""
Numbered = tuple[int, Item]


class Written(Exception):
    """The folder already holds what a command would write."""


def read(
    spark: SparkSession, items: Iterable[Item], directory: str, copy: bool = False
) -> tuple[Outcome, dict[str, int]]:
    """Read items into `directory`/documents, claims and items, all in the order of the input. What became of them together,
    documents left aside, and how many documents and claims there are. Written where there are some already.

    Documents are written once (`_staged`) and then laid out, so that nothing is read twice and no part of a run that is cut
    off is taken for the whole: `items` comes last, and its `_SUCCESS` says that all is there."""
    if exists(spark, f"{directory}/items/_SUCCESS"):
        raise Written(f"{directory}: documents were read into it before; name another folder")
    rows = [(number, pickle.dumps(item)) for number, item in enumerate(items)]
    context = spark.sparkContext
    parts = max(1, min(len(rows), max(4 * context.defaultParallelism, len(rows) // TOGETHER)))
    given = spark.createDataFrame(context.parallelize(rows, parts), "item bigint, body binary")
    staged = f"{directory}/_staged"
    given.mapInArrow(partial(_read, copy=copy), ddl(STAGED)).write.mode("overwrite").parquet(staged)
    _lay_out(spark, spark.read.schema(ddl(STAGED)).parquet(staged), directory)
    remove(spark, staged)
    counts = {name: spark.read.parquet(f"{directory}/{name}").count() for name in ("documents", "claims")}
    return summed(spark, directory), counts


def summed(spark: SparkSession, directory: str) -> Outcome:
    """What became of all items together."""
    total = Outcome()
    for row in spark.read.parquet(f"{directory}/items").orderBy("item").toLocalIterator():
        one = outcome_of(row.outcome)
        total.broken += one.broken
        total.size += one.size
        total.passed += one.passed
        total.uncovered += one.uncovered
        total.failed += one.failed
        total.problems += one.problems
    return total


def _lay_out(spark: SparkSession, staged: DataFrame, directory: str) -> None:
    from pyspark.sql import functions as f

    own = staged.where("outcome IS NULL")
    lines = own.select("item", "place", f.col("id").alias("document"), f.posexplode("claims").alias("number", "json"))
    slots = {"id": "id", "kind": "kind", "actor": "actor.code", "target": "target.code", "category": "object.category"}
    named = [f.get_json_object("json", f"$.{path}").alias(name) for name, path in slots.items()]
    claims = lines.select("item", "place", "number", "document", *named, "json")
    tables = (
        ("documents", own.select(*DOCUMENTS), ("item", "place")),
        ("claims", claims, ("item", "place", "number")),
        ("items", staged.where("outcome IS NOT NULL").select("item", "outcome"), ("item",)),
    )
    for name, rows, order in tables:
        rows.orderBy(*order).write.mode("overwrite").parquet(f"{directory}/{name}")


def _read(batches: Iterator[pyarrow.RecordBatch], copy: bool) -> Iterator[pyarrow.RecordBatch]:
    """In a worker: items to staged rows."""
    from pyspark import TaskContext

    task = TaskContext.get()
    again = task is not None and task.attemptNumber() > 1
    given = ((row["item"], pickle.loads(row["body"])) for batch in batches for row in batch.to_pylist())
    some: list[dict[str, Any]] = []
    for row in staged_rows(given, copy, careful=again):
        some.append(row)
        if len(some) == ROWS:
            yield table(some, STAGED)
            some = []
    if some:
        yield table(some, STAGED)


def staged_rows(items: Iterable[Numbered], copy: bool = False, careful: bool = False) -> Iterator[dict[str, Any]]:
    """Rows of documents, and after those of an item what became of it. `careful`: items are read in processes of their own,
    since workers died of them twice: then one that is to blame costs one document, and not the job."""
    done = ordered_map(
        partial(_worked, copy), items, 2 if careful else 1, lost=_lost, split=_split, alone=_alone
    )  # fmt: skip
    at, place = -1, 0
    for number, outcome in done:
        if number != at:
            at, place = number, 0
        for entry in outcome.entries:
            yield row_of(entry, number, place)
            place += 1
        yield outcome_row(outcome, number)


def _worked(copy: bool, item: Numbered) -> tuple[int, Outcome]:
    return item[0], worked(item[1], copy)


def _lost(item: Numbered) -> tuple[int, Outcome]:
    return item[0], lost(item[1])


def _split(item: Numbered) -> Sequence[Numbered]:
    return [(item[0], part) for part in split(item[1])]


def _alone(item: Numbered) -> bool:
    return True


def exists(spark: SparkSession, path: str) -> bool:
    """Whether there is a file or folder, wherever Spark can look."""
    store, at = _store(spark, path)
    return bool(store.exists(at))


def remove(spark: SparkSession, path: str) -> None:
    store, at = _store(spark, path)
    store.delete(at, True)


def _store(spark: SparkSession, path: str) -> tuple[Any, Any]:
    gateway: Any = spark.sparkContext
    at = gateway._jvm.org.apache.hadoop.fs.Path(path)
    return at.getFileSystem(gateway._jsc.hadoopConfiguration()), at
