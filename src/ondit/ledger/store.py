"""Opening a ledger: one SQLite file, or PostgreSQL by URL. Creating, migrating, and the one lock of writers."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, inspect, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from ondit.ledger import migrations
from ondit.ledger.schema import VERSION, about, metadata

APPLICATION = 0x6F6E6474
"""Marks an SQLite file as a ledger of ondit ("ondt")."""
WAIT = 30_000
"""Milliseconds that a writer waits for another one."""

SOME = 500
T = TypeVar("T")

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

MIGRATIONS: dict[int, Callable[[Connection], None]] = {
    1: migrations.sums_and_coordinates,
    2: migrations.archives_and_pages,
    3: migrations.what_settling_keeps,
    4: migrations.what_people_keep,
    5: migrations.what_watching_keeps,
}
"""From the version it starts at, what takes a ledger one version up."""


class LedgerError(Exception):
    """A ledger that can't be opened, read or written; the message names it and the cause in one line."""


class Ledger:
    """An open ledger. `reading()` gives a consistent view, `writing()` one transaction under the writers' lock."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name
        self.is_file = engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._told(), self.engine.connect() as connection:
            if self.is_file:
                connection.exec_driver_sql("BEGIN")
            else:
                connection.execution_options(isolation_level="REPEATABLE READ")
            # Going back to the pool ends the transaction.
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._told(), self.engine.connect() as connection:
            if not self.is_file:
                with connection.begin():
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION})")
                    yield connection
                return
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise LedgerError(f"{self.name}: {_cause(error)}") from None


def open_ledger(where: str | Path, *, create: bool = False) -> Ledger:
    """The ledger at a path, or at a `postgresql://` URL. Raises LedgerError where there is none (unless `create`),
    where it is no ledger, or where a newer ondit made it; an older one is brought up to date."""
    name = str(where)
    ledger = Ledger(_server(name) if "://" in name else _file(Path(where), create), name.rsplit("@", 1)[-1])
    try:
        with ledger.reading() as connection:
            version = _version(connection)
        if version is None:
            if not create and not ledger.is_file:
                raise LedgerError(f"{ledger.name}: there is no ledger; `ondit read` makes one")
            # A process killed at the very start leaves a file without tables: a ledger that only has to be begun.
            version = _begin(ledger)
        if version > VERSION:
            raise LedgerError(
                f"{ledger.name}: made by a newer ondit (ledger version {version}, this one knows {VERSION})"
            )
        while version < VERSION:
            version = _migrate(ledger, version)
    except BaseException:
        ledger.close()
        raise
    return ledger


def insert(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Append rows given in the order of the table's columns. The one road for bulk writes: COPY on PostgreSQL."""
    rows = rows if isinstance(rows, list) else list(rows)
    if not rows:
        return
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join(["?"] * len(table.columns))
        connection.exec_driver_sql(
            f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})',
            rows if isinstance(rows[0], tuple) else [tuple(row) for row in rows],
        )
        return
    driver: Any = connection.connection
    into = f'COPY "{table.name}" ({names}) FROM STDIN'
    with _told_by_driver(table), driver.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(tuple(row))


@contextmanager
def _told_by_driver(table: Table) -> Iterator[None]:
    """COPY goes past SQLAlchemy: its errors are told like all others."""
    import psycopg

    try:
        yield
    except psycopg.Error as error:
        raise DBAPIError(f"COPY {table.name}", None, error) from None


def parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Slices short enough for one IN list; SQLite takes no list without end."""
    return (values[at : at + SOME] for at in range(0, len(values), SOME))


def compact(row: Mapping[str, Any]) -> str:
    """A record as it stands in a `json` column."""
    return _COMPACT.encode(row)


def _file(path: Path, create: bool) -> Engine:
    if not create and not path.exists():
        raise LedgerError(f"{path}: there is no ledger; `ondit read` makes one")
    try:
        _look(path)
    except sqlite3.Error as error:
        raise LedgerError(f"{path}: {_plain(str(error))}") from None
    engine = create_engine(URL.create("sqlite", database=str(path)), isolation_level="AUTOCOMMIT")

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA busy_timeout={WAIT}")
        connection.execute("PRAGMA synchronous=NORMAL")

    return engine


def _look(path: Path) -> None:
    """Refuse another program's database before anything is changed in it; one without tables is a ledger to begin."""
    connection = sqlite3.connect(path, timeout=WAIT / 1000)
    try:
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if mark != APPLICATION and tables:
            raise LedgerError(f"{path}: a database of another program, no ledger of ondit")
        if not tables:
            connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()


def _server(url: str) -> Engine:
    try:
        return create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
    except (ArgumentError, NoSuchModuleError):
        raise LedgerError(f"{url.split('://')[0]}://…: not an address of a ledger (postgresql://…)") from None
    except ModuleNotFoundError:
        raise LedgerError("PostgreSQL needs the extra: pip install 'ondit[postgres]'") from None


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(about.name):
        return None
    value = connection.scalar(select(about.c.value).where(about.c.name == "version"))
    return int(value) if value else None


def _begin(ledger: Ledger) -> int:
    with ledger.writing() as connection:
        if version := _version(connection):
            return version
        metadata.create_all(connection)
        if ledger.is_file:
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
        insert(connection, about, [("version", str(VERSION)), ("settled", "0")])
    return VERSION


def _migrate(ledger: Ledger, version: int) -> int:
    with ledger.writing() as connection:
        # Another process may have done it while this one waited for the lock.
        if (now := _version(connection)) != version:
            return now or version
        MIGRATIONS[version](connection)
        connection.execute(about.update().where(about.c.name == "version").values(value=str(version + 1)))
    return version + 1


def _cause(error: DBAPIError) -> str:
    return _plain(str(error.orig).strip().split("\n")[0])


def _plain(cause: str) -> str:
    if "locked" in cause:
        return "another process is writing; try again when it is done"
    if "not a database" in cause:
        return "not a ledger of ondit (no SQLite file)"
    if "unable to open" in cause:
        return "can't be opened (is it a folder, or in one that can't be written?)"
    return cause
