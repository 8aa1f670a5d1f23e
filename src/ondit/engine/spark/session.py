"""A Spark session whose workers find ondit: the package travels with the job."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

CODE = "ondit-code"
"""The folder that the package is unpacked to, where an executor works."""


class SparkMissing(Exception):
    """Spark can't be used here; the message says what to install."""


@contextmanager
def session(master: str, settings: Mapping[str, str]) -> Iterator[SparkSession]:
    """A session for one command. `master`: as Spark names it, '' for what the cluster's own files say; `settings`: Spark's
    own, which win over ours. SparkMissing where Spark or Java is not installed."""
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError:
        raise SparkMissing("Spark is not installed: install ondit with the extra spark") from None
    if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        raise SparkMissing("no Java was found; Spark needs version 17 or newer")
    # Workers started from Python go by this variable alone, whatever the setting of the same meaning says.
    if python := settings.get("spark.pyspark.python"):
        os.environ["PYSPARK_PYTHON"] = python
    elif master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with tempfile.TemporaryDirectory(prefix="ondit-spark-") as folder:
        builder = SparkSession.builder.appName("ondit")
        if master:
            builder = builder.master(master)
        for name, value in _together(_settings(master, Path(folder)), settings).items():
            builder = builder.config(name, value)
        try:
            spark = builder.getOrCreate()
        except PySparkRuntimeError as error:
            raise SparkMissing(f"Spark did not start: {' '.join(str(error).split())[:200]}") from None
        spark.sparkContext.setLogLevel("ERROR")
        name = spark.sparkContext.applicationId
        try:
            yield spark
        finally:
            spark.stop()
            if master.startswith("local-cluster"):
                _tidy(name)


def _tidy(application: str) -> None:
    """A cluster on this machine leaves what its executors unpacked beside Spark itself."""
    import pyspark

    home = Path(os.environ.get("SPARK_HOME") or Path(pyspark.__file__).parent)
    shutil.rmtree(home / "work" / application, ignore_errors=True)


def _settings(master: str, folder: Path) -> dict[str, str]:
    """What our jobs need, where the user's own settings say nothing else."""
    own = {
        "spark.ui.showConsoleProgress": "true" if sys.stderr.isatty() else "false",
        # One item is work enough: a batch that waited for others would only hold memory.
        "spark.sql.execution.arrow.maxRecordsPerBatch": "200",
        # A group is one block's part, whose work says nothing of its size in bytes.
        "spark.sql.adaptive.coalescePartitions.minPartitionSize": "1m",
        "spark.python.worker.reuse": "true",
    }
    if master.startswith("local"):
        own["spark.driver.host"] = "localhost"
        own["spark.driver.bindAddress"] = "127.0.0.1"
    if master.partition("[")[0] == "local":
        return own | {"spark.executorEnv.PYTHONPATH": str(_package().parent)}
    own |= {"spark.archives": f"{_packed(folder)}#{CODE}", "spark.executorEnv.PYTHONPATH": CODE}
    # A worker's home may not be writable; where an executor works is, and the next worker there finds the lexicons.
    return own if master.startswith("local") else own | {"spark.executorEnv.ONDIT_CACHE": f"{CODE}/lexicons"}


def _together(own: Mapping[str, str], users: Mapping[str, str]) -> dict[str, str]:
    """The user's settings before ours; the archives of both."""
    archives = [some["spark.archives"] for some in (own, users) if "spark.archives" in some]
    return {**own, **users} | ({"spark.archives": ",".join(archives)} if archives else {})


def _package() -> Path:
    import ondit

    return Path(ondit.__file__).parent


def _packed(folder: Path) -> Path:
    """The package as an archive, which executors unpack: its data are files, which code in a zip could not open."""
    package, path = _package(), folder / "ondit.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        for file in sorted(package.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                box.write(file, file.relative_to(package.parent))
    return path
