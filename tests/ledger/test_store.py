"""Opening: what is refused and how it is said, migrations, a process killed while it writes."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, select, update

from ondit import ledger as book
from ondit.engine.flow import settle
from ondit.ledger import Entry, Ledger, LedgerError, append, open_ledger, store, verify
from ondit.ledger.schema import about, claim, metadata, tally
from ondit.records import Claim, Document, Where


def test_a_missing_ledger_is_not_made_by_reading(where: str, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger"):
        open_ledger(where)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("content", "cause"),
    [(b"x" * 5000, "not a ledger of ondit"), (b"SQLite format 3\0" + b"?" * 5000, "not a ledger|malformed")],
)
def test_no_database(tmp_path: Path, content: bytes, cause: str) -> None:
    path = tmp_path / "some.sqlite"
    path.write_bytes(content)
    for create in (False, True):
        with pytest.raises(LedgerError, match=cause) as told:
            open_ledger(path, create=create)
        assert str(path) in str(told.value)
        assert "\n" not in str(told.value)
    assert path.read_bytes() == content


def test_another_programs_database_stays_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="another program"):
        open_ledger(path, create=True)
    assert path.read_bytes() == before


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="can't be opened"):
        open_ledger(tmp_path)
    with pytest.raises(LedgerError, match="can't be opened"):
        open_ledger(tmp_path / "absent" / "ledger.sqlite", create=True)


def test_addresses_that_are_none() -> None:
    with pytest.raises(LedgerError, match="not an address of a ledger"):
        open_ledger("nonsense://somewhere/ledger", create=True)


def test_a_newer_ledger_is_refused_and_an_older_one_migrated(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_ledger(where, create=True) as ledger, ledger.writing() as connection:
        connection.execute(update(about).where(about.c.name == "version").values(value="100"))
    with pytest.raises(LedgerError, match="newer ondit"):
        open_ledger(where)
    steps = []
    monkeypatch.setattr(store, "VERSION", 102)
    monkeypatch.setattr(store, "MIGRATIONS", {100: lambda _: steps.append(100), 101: lambda _: steps.append(101)})
    open_ledger(where).close()
    open_ledger(where).close()
    assert steps == [100, 101]


def test_a_failed_migration_changes_nothing(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_ledger(where, create=True).close()
    now = store.VERSION
    monkeypatch.setattr(store, "VERSION", now + 1)
    monkeypatch.setattr(
        store,
        "MIGRATIONS",
        {now: lambda connection: connection.exec_driver_sql("INSERT INTO no_such_table VALUES (1)")},
    )
    with pytest.raises(LedgerError):
        open_ledger(where)
    monkeypatch.setattr(store, "VERSION", now)
    open_ledger(where).close()


FIRST_VERSION = (
    *(f"DROP TABLE {name}" for name in ("stale", "facts", "telling", "told", "unlearned", "kin", "record", "checked", "saved", "polled", "announced", "outgoing")),
    "DROP INDEX claim_unsure",
    "DROP INDEX claim_spot", "DROP INDEX claim_acts", "DROP INDEX claim_gone", "DROP INDEX document_gone", "DROP INDEX proposition_pair", "DROP INDEX proposition_figure",
    "DROP INDEX finding_reported",
    "DROP TABLE archived", "DROP TABLE page", "DROP TABLE progress", "DROP TABLE tally", "ALTER TABLE claim DROP COLUMN latitude", "ALTER TABLE claim DROP COLUMN longitude",
    "UPDATE ledger SET value = '1' WHERE name = 'version'",
)  # fmt: skip


def test_a_ledger_of_the_first_version_becomes_one_of_this(where: str, make_claim: Callable[..., Claim]) -> None:
    text = Document("d", "Pyongyang sends 10,000 workers to Russia, to Alabuga", published="2025-06-19")
    made = replace(
        make_claim(text), where=Where(45, 52, "Alabuga", name="Alabuga", latitude=55.8, longitude=52.1), id=""
    )

    def state(ledger: Ledger) -> tuple[Any, ...]:
        with ledger.reading() as connection:
            schema = {
                name: (sorted(c["name"] for c in inspect(connection).get_columns(name)),
                       sorted(str(i["name"]) for i in inspect(connection).get_indexes(name)))
                for name in metadata.tables
            }  # fmt: skip
            return schema, connection.execute(select(tally)).all(), connection.execute(select(claim.c.latitude)).all()

    with open_ledger(where, create=True) as ledger:
        append(ledger, [Entry(text, "a", "test/1", (made,))], "2025-06-20T00:00:00Z")
        settle(ledger)
        now = state(ledger)
        with ledger.writing() as connection:
            for statement in FIRST_VERSION:
                connection.exec_driver_sql(statement)
    assert now[1:] == ([("PRK", "RUS", "deployment", "2025-06", 1, 1)], [(55.8,)])
    with open_ledger(where) as ledger:
        assert state(ledger) == now
        assert list(verify(ledger)) == []
        assert settle(ledger) == 1  # what reconciliation keeps is made once, from the claims
        assert state(ledger) == now
        assert settle(ledger) == 0


WRITER = """
import sys
from ondit.ledger import Entry, append, open_ledger
from ondit.records import Document
with open_ledger(sys.argv[1], create=True) as ledger:
    for n in range(100000):
        batch = [Entry(Document(f"{n}-{i}", f"text {n} {i}"), f"{n}-{i}", "test/1") for i in range(20)]
        append(ledger, batch, "2026-01-01")
        print(n, flush=True)
"""


def test_a_kill_at_any_moment_loses_no_finished_batch(tmp_path: Path) -> None:
    path, chance = tmp_path / "ledger.sqlite", random.Random(7)
    command = [sys.executable, "-c", WRITER, str(path)]
    known = {"PYTHONPATH": os.pathsep.join(sys.path)}

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=known)

    # How long a start takes hangs on the machine and on what else it does.
    begun, trial = time.monotonic(), start()
    assert trial.stdout is not None
    written = len(trial.stdout.readline().split())
    pace = time.monotonic() - begun
    trial.kill()
    trial.communicate()
    for _ in range(6):
        writer = start()
        time.sleep(pace * (0.4 + chance.random()))
        writer.send_signal(signal.SIGKILL)
        said, _ = writer.communicate()
        written = max(written, len(said.split()))
        with open_ledger(path, create=True) as ledger:
            assert list(book.verify(ledger)) == []
            documents = book.counts(ledger)["documents"]
            assert documents % 20 == 0
            assert documents >= 20 * written
    assert written > 0
