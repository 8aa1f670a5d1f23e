"""`ondit read` of an archive killed (kill -9) at random moments: `python -m bench.kill [--times 50] [--pages N] [--workers N]`.

After each kill the ledger must open and verify, and no process may be left. Each time a reading comes to its end, its documents
and claims are compared with those of a reading that nobody killed: none lost, none doubled. Then a new ledger is begun.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.pages.warcs import write_warc
from sqlalchemy import select

from ondit.ledger import open_ledger, verify
from ondit.ledger.schema import claim, document

ROOT = Path(__file__).parents[1]


def start(archive: Path, ledger: Path, workers: int) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "ondit.cli",
        "read",
        "--workers",
        str(workers),
        "--ledger",
        str(ledger),
        str(archive),
    ]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def held(ledger: Path) -> tuple[list[tuple[str, str]], list[str]]:
    """(id, hash) of every document and the id of every claim, sorted; AssertionError where the ledger is not whole."""
    with open_ledger(ledger) as opened:
        assert list(verify(opened)) == [], "the ledger does not verify"
        with opened.reading() as connection:
            documents = sorted((row.id, row.hash) for row in connection.execute(select(document.c.id, document.c.hash)))
            return documents, sorted(connection.scalars(select(claim.c.id)))


def orphans(session: int, seconds: float = 10.0) -> int:
    """Processes of a session that are still there after some seconds."""
    end = time.monotonic() + seconds
    while left := [each for each in Path("/proc").iterdir() if each.name.isdigit() and _session(each) == session]:
        if time.monotonic() > end:
            return len(left)
        time.sleep(0.1)
    return 0


def _session(folder: Path) -> int:
    try:
        state, _, _, session, *_ = (folder / "stat").read_text().rpartition(")")[2].split()
    except (OSError, ValueError):
        return -1
    return -1 if state == "Z" else int(session)


def killed(times: int, pages: int, workers: int, seed: int = 7) -> str:
    """What came of it, in a line. AssertionError at the first thing that is not as it should be."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        archive, number = Path(folder) / "x.warc.gz", 0
        write_warc(archive, pages, seed=8)
        began = time.monotonic()
        assert start(archive, Path(folder) / "whole.sqlite", workers).wait() in (0, 1)
        pace = time.monotonic() - began
        wanted = held(Path(folder) / "whole.sqlite")
        kills = ends = 0
        while kills < times or not ends:
            ledger = Path(folder) / f"{number}.sqlite"
            process = start(archive, ledger, workers)
            try:
                process.wait(None if kills >= times else chance.uniform(0, 1.1 * pace))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                kills += 1
                assert orphans(process.pid) == 0, "a process outlived its parent"
                if ledger.exists():
                    held(ledger)
                continue
            assert held(ledger) == wanted, "not what a reading gives that nobody killed"
            ends, number = ends + 1, number + 1
    documents, claims = wanted
    return f"{kills} kills, {ends} readings finished: each with the same {len(documents)} documents and {len(claims)} claims, no process left"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--pages", type=int, default=800)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    print(killed(given.times, given.pages, given.workers))


if __name__ == "__main__":
    main()
