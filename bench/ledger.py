"""Bulk load of the ledger: `python -m bench.ledger [--documents N] [--claims N] [--repeat N]`.

Documents with their claims are made beforehand, with what hangs on nothing in the ledger (search words, JSON, compressed originals),
as the processes of `ondit read` make it for its one writer; they are appended in batches, with keys, digests, chain and checks
for what is known. `unprepared`: all of it done by the writer. The bare floor is an `executemany` of the very rows that this leaves, table by table in one transaction, into
a file with the same tables, indexes and settings. Both in one run, seconds of the processor and of the clock.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.pages import news

from ondit.ledger import Entry, append, open_ledger, prepare
from ondit.ledger.schema import metadata
from ondit.records import Claim, Document, Party, Quantity, Span, Thing, Voice, When

NOW = "2026-01-01T00:00:00Z"
BATCH = 20_000
CODES = ("PRK", "RUS", "IRN", "CHN", "FRA", "UKR", "USA", "IND", "PAK", "TUR")
VERBS = ("sent", "promised", "delivered", "sold", "lent")


def made(documents: int, claims: int) -> list[Entry]:
    """So many documents, the first sentences of each carrying its claims."""
    chance = random.Random(3)
    return [_entry(number, claims, chance) for number in range(documents)]


def _entry(number: int, claims: int, chance: random.Random) -> Entry:
    language = chance.choice(list(news.words()))
    told = [
        f"{chance.choice(CODES)} {chance.choice(VERBS)} {chance.randint(2, 9000)} tanks to {chance.choice(CODES)}, NHK said."
        for _ in range(claims)
    ]
    text = "\n".join([f"Report {number}", *told, news.paragraph(language, chance, 4, 8)])
    document = Document(
        f"{number:024x}", text, f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}", f"Outlet {number % 97}",
        f"https://a.example/{number}", f"Report {number}", language,
    )  # fmt: skip
    records, at = [], len(f"Report {number}\n")
    for line in told:
        records.append(_claim(document, line, at))
        at += len(line) + 1
    return Entry(document, document.url or "", "bench/1", tuple(records), text.encode(), "text/plain")


def _claim(document: Document, line: str, at: int) -> Claim:
    actor, _, count, _, _, target, *_ = line.replace(",", "").split()

    def span(words: str, start: int = 0) -> tuple[int, int, str]:
        found = at + line.index(words, start)
        return found, found + len(words), words

    return Claim(
        document.id, "transfer", Thing(*span("tanks"), "armoured-vehicle"), Span(at, at + len(line), line), "bench/1", 0.7,
        actor=Party(*span(actor), actor), target=Party(*span(target, line.index(" to ")), target),
        quantity=Quantity(*span(count), float(count), float(count)), when=When(*span("tanks"), "2025-01-01", "2025-01-31"),
        attribution=(Voice(*span("NHK")),),
    )  # fmt: skip


def loaded(path: Path, entries: list[Entry]) -> None:
    with open_ledger(path, create=True) as ledger:
        for at in range(0, len(entries), BATCH):
            append(ledger, entries[at : at + BATCH], NOW)


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in the order in which they lie."""
    with sqlite3.connect(path) as connection:
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in metadata.tables}


def bare(path: Path, rows: dict[str, list[tuple[object, ...]]]) -> None:
    with open_ledger(path, create=True) as ledger, ledger.writing() as connection:
        for name, some in rows.items():
            if some and name != "ledger":
                marks = ", ".join("?" * len(some[0]))
                connection.exec_driver_sql(f'INSERT INTO "{name}" VALUES ({marks})', some)


def timed(work: Callable[[], None]) -> tuple[float, float]:
    cpu, clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - clock


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--claims", type=int, default=2, help="claims of each document")
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    raw = made(given.documents, given.claims)
    entries = [prepare(entry) for entry in raw]
    slow: list[tuple[float, float]] = []
    ours: list[tuple[float, float]] = []
    floor: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(given.repeat):
            one, other = Path(folder) / f"{number}.sqlite", Path(folder) / f"{number}-bare.sqlite"
            ours.append(timed(lambda path=one: loaded(path, entries)))  # type: ignore[misc]
            third = Path(folder) / f"{number}-raw.sqlite"
            slow.append(timed(lambda path=third: loaded(path, raw)))  # type: ignore[misc]
            rows = rows_of(one)
            floor.append(timed(lambda path=other, rows=rows: bare(path, rows)))  # type: ignore[misc]
            one.unlink()
            other.unlink()
    cpu = [statistics.median(each[0] for each in some) for some in (ours, floor, slow)]
    clock = [statistics.median(each[1] for each in some) for some in (ours, floor, slow)]
    claims = given.documents * given.claims
    total = sum(map(len, rows.values()))
    print(f"{given.documents:,} documents, {claims:,} claims, {total:,} rows")
    print(f"append:      {clock[0]:.1f} s, {cpu[0]:.1f} s of processor; {claims / cpu[0]:,.0f} claims/s")
    print(f"unprepared:  {clock[2]:.1f} s, {cpu[2]:.1f} s of processor; {claims / cpu[2]:,.0f} claims/s")
    print(f"executemany: {clock[1]:.1f} s, {cpu[1]:.1f} s of processor; {claims / cpu[1]:,.0f} claims/s")
    print(
        f"append reaches {cpu[1] / cpu[0]:.2f} of executemany by processor, {clock[1] / clock[0]:.2f} by the clock (aim 0.6)"
    )


if __name__ == "__main__":
    main()
