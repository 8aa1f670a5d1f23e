"""What Spark costs: `python -m bench.spark [--pages N] [--master URL]`.

Makes a WARC file (as `bench/scale.py`), reads it once on this machine alone and once with Spark, reconciles what Spark wrote,
and prints documents, seconds of processors and bytes, and what a month of CC-NEWS would cost at that rate. Seconds are summed
over all processes of a command, the cluster's included, so that other work on the machine hardly changes them; Spark's own
start is measured with an empty file and taken off.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from bench.pages.warcs import write_warc

ROOT = Path(__file__).parents[1]
TICK = os.sysconf("SC_CLK_TCK")
MONTH = 10_000_000
"""Pages of a month of CC-NEWS, in round figures."""


def seconds(command: list[str]) -> tuple[float, float]:
    """(seconds of processors, seconds of the clock) of a command and of all that it starts."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    seen: dict[int, float] = {}
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            for pid in family(process.pid):
                seen[pid] = max(seen.get(pid, 0.0), used(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, told = process.communicate()
    over.set()
    watcher.join()
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} failed: {told[-500:]}")
    return sum(seen.values()), time.perf_counter() - began


def family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*"):
        with suppress(OSError):
            for child in (task / "children").read_text().split():
                found += family(int(child))
    return found


def used(pid: int) -> float:
    """A process's own seconds; those of children are counted by their own ids."""
    with suppress(OSError, IndexError):
        row = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(row[11]) + int(row[12])) / TICK
    return 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--master", default="local[2]")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), given.pages, given.master)


def run(folder: Path, pages: int, master: str) -> None:
    archive, empty = folder / "a.warc.gz", folder / "empty.warc.gz"
    written = write_warc(archive, pages, seed=5, broken=False)
    write_warc(empty, 0, seed=5, broken=False)
    documents = written["relevant"] + written["neutral"]
    size = archive.stat().st_size
    print(
        f"{documents} pages, {written['relevant'] / documents:.1%} relevant, {size / documents / 1000:.1f} kB each, compressed"
    )
    ondit = [sys.executable, "-m", "ondit.cli"]
    spark = ["--engine", "spark", "--master", master]
    out, nothing = str(folder / "out"), str(folder / "nothing")
    alone, _ = seconds([*ondit, "read", "--workers", "1", "--ledger", str(folder / "l.sqlite"), str(archive)])
    print(
        f"ondit read, one process, reconciled: {alone:.0f} s of processors, {documents / alone:.0f} documents/s",
        flush=True,
    )
    figures = {}
    for name, command in (
        ("read nothing", ["read", *spark, str(empty), "-o", nothing]),
        ("read", ["read", *spark, str(archive), "-o", out]),
        ("reconcile nothing", ["reconcile", *spark, nothing]),
        ("reconcile", ["reconcile", *spark, out]),
        ("load", ["ledger", "load", out, "--ledger", str(folder / "s.sqlite")]),
    ):
        figures[name] = seconds([*ondit, *command])
        print(f"{name:18} {figures[name][0]:6.1f} s of processors, {figures[name][1]:6.1f} s of the clock", flush=True)
    tables = {
        name: sum(each.stat().st_size for each in (Path(out) / name).rglob("*.parquet"))
        for name in ("documents", "claims", "items", "propositions", "findings")
    }
    print("Parquet: " + ", ".join(f"{name} {held / documents:.0f} bytes a page" for name, held in tables.items()))
    share = MONTH / documents / 3600
    read = max(0.0, figures["read"][0] - figures["read nothing"][0])
    settled = max(0.0, figures["reconcile"][0] - figures["reconcile nothing"][0])
    print(
        f"a month of {MONTH:,} pages: {read * share:.1f} core-hours to read, {settled * share:.1f} to reconcile, "
        f"{figures['load'][0] * share:.1f} to load; {size * MONTH / documents / 1e9:.0f} GB in, "
        f"{sum(tables.values()) * MONTH / documents / 1e9:.1f} GB out"
    )


if __name__ == "__main__":
    main()
