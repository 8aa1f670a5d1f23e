"""What a new document, a decision and a check cost on a ledger of a million claims, beside settling all of it at once.

    python bench/settle.py [--claims 1000000] [--ledger FILE]

The ledger is that of `bench/web.py` (Zipf-distributed pairs of parties and kinds, propositions of up to 400 claims), appended and
settled by the engine; it is kept where `--ledger` names a file. Then, one after the other: documents of four claims are added and
settled, claims are judged and settled, articles are held beside it. The largest block is among what is asked for. CPU seconds.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ondit.engine.beside import beside
from ondit.engine.settling import settle, state
from ondit.ledger import Entry, Ledger, append, decide, decisions, open_ledger
from ondit.records import Claim, Decision, Document
from web import World

NOW = "2026-01-01T00:00:00Z"
BATCH, TIMES = 2000, 20
Told = tuple[Document, tuple[Claim, ...]]


def clocked(work: Callable[[], object]) -> tuple[float, object]:
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


def build(ledger: Ledger, size: int) -> None:
    entries: list[Entry] = []
    for document, claims in World(size).documents([]):
        entries.append(Entry(document, document.id, "bench/1", claims))
        if len(entries) == BATCH:
            append(ledger, entries, NOW)
            entries = []
    append(ledger, entries, NOW)


def fresh(size: int) -> list[Told]:
    """Further documents of the same world; the first tells claims of its heaviest pair."""
    world = World(10**9)
    world.random.seed(size)
    heavy = [world.event() for _ in range(4000)]
    pair = max({(e.actor, e.target, e.kind) for e in heavy}, key=[(e.actor, e.target, e.kind) for e in heavy].count)
    live = [[e for e in heavy if (e.actor, e.target, e.kind) == pair][:4]]
    live += [[world.event() for _ in range(4)] for _ in range(TIMES - 1)]
    return [world.document(10**7 + number, chosen) for number, chosen in enumerate(live)]


def tell(name: str, times: list[float], more: str = "") -> None:
    times.sort()
    print(f"{name:34} median {times[len(times) // 2]:7.3f} s, worst {times[-1]:7.3f} s {more}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--ledger", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder, "ledger.sqlite")
        known = path.exists()
        with open_ledger(path, create=True) as ledger:
            if not known:
                spent, _ = clocked(lambda: build(ledger, given.claims))
                print(f"{given.claims:,} claims appended in {spent:.0f} s", flush=True)
            spent, _ = clocked(lambda: state(ledger))
            print(f"documents stated in {spent:.0f} s", flush=True)
            spent, count = clocked(lambda: settle(ledger))
            print(f"everything settled at once in {spent:.0f} s ({count} claims settled)", flush=True)
            measure(ledger, fresh(given.claims))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"memory at most {peak / 2**20:.2f} GB")


def measure(ledger: Ledger, documents: list[Told]) -> None:
    checks = [clocked(lambda d=d, c=c: beside(ledger, d, c, [d.id]))[0] for d, c in documents]  # type: ignore[misc]
    tell("an article of 4 claims beside it", checks)
    times, counts = [], []
    for document, claims in documents:
        append(ledger, [Entry(document, document.id, "bench/1", claims)], NOW)
        spent, count = clocked(lambda: settle(ledger))
        times.append(spent)
        counts.append(int(str(count)))
    tell("a document of 4 claims, settled", times, f"({sum(counts) / len(counts):.0f} claims settled anew)")
    times = []
    for number, (_, claims) in enumerate(documents):
        made = Decision(f"b{len(decisions(ledger))}", "reject", claims[0].id, "bench", f"2026-01-01T00:00:{number:02}Z")
        decide(ledger, [made])
        times.append(clocked(lambda: settle(ledger))[0])
    tell("a claim rejected, settled", times)
    made = [replace(made, id=f"u{made.id}", action="undo", revokes=made.id) for made in decisions(ledger)]
    decide(ledger, made)
    tell("all of that taken back, settled", [clocked(lambda: settle(ledger))[0]])


if __name__ == "__main__":
    sys.exit(main())
