"""A cluster of two workers gives, row by row, what one machine gives; an executor that is killed on the way changes nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from bench.pages.warcs import write_warc
from sqlalchemy import select

from ondit import ledger as book
from ondit.engine import flow
from ondit.engine.spark.loading import NotRead, load, rows
from ondit.engine.spark.reading import Written, read
from ondit.engine.spark.session import session
from ondit.engine.spark.settling import reconcile
from ondit.ledger import Ledger, open_ledger
from ondit.ledger.schema import metadata
from ondit.read import Share
from ondit.read.warc import shares_of

pytest.importorskip("pyspark", reason="the extra spark is not installed")
pytestmark = pytest.mark.skipif(
    not os.environ.get("JAVA_HOME") and shutil.which("java") is None, reason="Spark needs Java"
)
NOW = "2026-01-02T03:04:05Z"
QUICK = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    with session("local-cluster[2,1,1024]", QUICK) as opened:
        yield opened


def shares(path: Path) -> list[Share]:
    return [each for each in shares_of(str(path), 200_000) if isinstance(each, Share)]


def test_a_cluster_gives_what_one_machine_gives(spark: Any, tmp_path: Path) -> None:
    archive, folder = tmp_path / "a.warc.gz", str(tmp_path / "out")
    write_warc(archive, 100, seed=5, relevant=0.5)
    items = shares(archive)
    assert len(items) > 3
    with (
        open_ledger(tmp_path / "one.sqlite", create=True) as one,
        open_ledger(tmp_path / "other.sqlite", create=True) as other,
    ):
        *_, alone = flow.read_into(one, items, lambda: NOW, workers=1)
        with killing(spark) as killed:
            done, counts = read(spark, items, folder)
        assert len(killed) == 1
        assert [each.position for each in done.problems] == [each.position for each in alone.unread]
        assert (done.passed, done.size) == (alone.passed, archive.stat().st_size)
        *_, loaded = load(other, folder, lambda: NOW)
        assert (loaded.documents, loaded.claims) == (alone.documents, alone.claims)
        assert counts == {"documents": alone.documents + alone.known, "claims": alone.claims}
        assert alone.claims > 80
        assert list(book.verify(other)) == []
        flow.settle(one)
        flow.settle(other)
        assert everything(one) == everything(other)
        *_, again = load(other, folder, lambda: NOW)
        assert (again.documents, again.claims) == (0, 0)
        # Every block of more than twelve claims is split, down to runs of five.
        reconcile(spark, folder, large=12, run=5)
        claims = book.everything(one)[1]
        held, findings = book.standing(one, list(claims))
        assert as_lines(row["json"] for row in rows(folder, "findings")) == as_lines(map(json.dumps, findings))
        whole = {row["id"]: row for row in held.values()}.values()
        assert as_lines(row["json"] for row in rows(folder, "propositions")) == as_lines(map(json.dumps, whole))
        largest = max(len(row["claims"]) for row in whole)
        assert largest > 1
    with pytest.raises(Written):
        read(spark, items, folder)


def test_a_folder_that_was_not_read_into(tmp_path: Path, ledger: Ledger) -> None:
    with pytest.raises(NotRead):
        list(load(ledger, str(tmp_path), lambda: NOW))


def everything(ledger: Ledger) -> dict[str, list[str]]:
    """Every row of every table, keys and evidence chain included; records are sums in no order."""
    with ledger.reading() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all())) for table in metadata.sorted_tables
        }


def as_lines(found: Any) -> list[str]:
    return sorted(json.dumps(json.loads(row), sort_keys=True) for row in found)


class killing:
    """Kills one executor while tasks run; gives the process ids of those killed."""

    def __init__(self, spark: Any) -> None:
        self.spark = spark
        self.killed: list[int] = []
        self.over = False

    def __enter__(self) -> list[int]:
        self.thread = Thread(target=self._kill)
        self.thread.start()
        return self.killed

    def __exit__(self, *_: object) -> None:
        self.over = True
        self.thread.join()

    def _kill(self) -> None:
        tracker = self.spark.sparkContext.statusTracker()
        while not self.over:
            active = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
            executors = [pid for pid in family(self.spark.sparkContext._gateway.proc.pid) if is_executor(pid)]
            if len(executors) > 1 and any(stage and stage.numCompletedTasks for stage in active):
                os.kill(executors[0], signal.SIGKILL)
                self.killed.append(executors[0])
                return
            time.sleep(0.05)


def family(pid: int) -> list[int]:
    """A process and all that came of it; what ends meanwhile is none."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*"):
        with suppress(OSError):
            for child in (task / "children").read_text().split():
                found += family(int(child))
    return found


def is_executor(pid: int) -> bool:
    with suppress(OSError):
        return b"CoarseGrainedExecutorBackend" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False
