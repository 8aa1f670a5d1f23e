"""`ondit read` killed at any moment: the ledger opens, nothing is lost or doubled, the same command finishes the work."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bench import kill
from typer.testing import Result

from ondit.ledger import open_ledger, verify

DOCUMENTS = 400
KILLS = 6


def test_killed_while_reading(run: Callable[..., Result], tmp_path: Path) -> None:
    rows = (
        {
            "id": str(n),
            "outlet": "Outlet",
            "text": f"Report {n}\nNorth Korea sent {n + 20} tanks to Russia, Seoul said.",
        }
        for n in range(DOCUMENTS)
    )
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    command = [sys.executable, "-m", "ondit.cli", "read", "--workers", "1", "reports.jsonl"]
    chance = random.Random(7)
    for _ in range(KILLS):
        process = subprocess.Popen(
            command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(chance.uniform(0.1, 1.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if (tmp_path / "ondit.sqlite").exists():
            with open_ledger(tmp_path / "ondit.sqlite") as ledger:
                assert list(verify(ledger)) == []
    assert run("read", "--workers", "1", "reports.jsonl").exit_code == 0
    claims = [json.loads(line) for line in run("claims", "--json").stdout.splitlines()]
    assert max(Counter(claim["id"] for claim in claims).values()) == 1
    assert {claim["source"]["title"] for claim in claims} == {f"Report {n}" for n in range(DOCUMENTS)}
    assert "0 documents added" in run("read", "--workers", "1", "reports.jsonl").stdout


def test_killed_while_reading_an_archive() -> None:
    """A few of the fifty of `bench/kill.py`, which compares what is held after each end with what an unbroken reading gives."""
    told = kill.killed(3, 150, workers=2)
    assert told.startswith("3 kills")
