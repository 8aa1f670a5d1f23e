"""One million synthetic claims through link, group and settle: time, memory, the curve, and how much of the planted truth comes back.

    python bench/reconcile.py [--claims 1000000] [--workers 2] [--curve] [--splink]

Claims are Zipf-distributed over pairs of parties, with planted copies, drifts, conflicts and updates. Rows are slim (slots, day,
outlet, a few shingles), written to disk and read back block by block; reading is timed apart. `--splink` deduplicates the same
rows with the same blocking keys on Splink's DuckDB backend (`pip install splink`), in the same run.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from math import comb
from pathlib import Path
from typing import Any

from ondit.reconcile import settled
from ondit.reconcile.events import order
from ondit.reconcile.facts import Facts, Telling
from ondit.reconcile.judgement import Judgements
from ondit.reconcile.voices import speaker_of
from ondit.records import OBJECT_GROUPS

PAIRS = 20_000
SKEW = 0.8
FIRST_DAY = date(2022, 1, 1).toordinal()
DAYS = 1461
KINDS = (
    ("transfer", OBJECT_GROUPS["materiel"]),
    ("deployment", OBJECT_GROUPS["people"]),
    ("losses", OBJECT_GROUPS["materiel"]),
)
STATES = (
    "RUS",
    "UKR",
    "PRK",
    "KOR",
    "CHN",
    "USA",
    "IRN",
    "IND",
    "PAK",
    "POL",
    "DEU",
    "FRA",
    "GBR",
    "TUR",
    "ISR",
    "SDN",
    "ARE",
    "VNM",
    "JPN",
    "BLR",
)
NAMES = {"RUS": "Russian", "UKR": "Ukrainian", "PRK": "North Korean", "KOR": "South Korean", "CHN": "Chinese", "USA": "American",
         "IRN": "Iranian", "IND": "Indian", "PAK": "Pakistani", "POL": "Polish", "DEU": "German", "FRA": "French", "GBR": "British",
         "TUR": "Turkish", "ISR": "Israeli", "SDN": "Sudanese", "ARE": "Emirati", "VNM": "Vietnamese", "JPN": "Japanese", "BLR": "Belarusian"}  # fmt: skip
OFFICES = (
    "defence ministry",
    "foreign ministry",
    "navy",
    "air force",
    "army",
    "embassy",
    "military intelligence",
    "parliament",
    "presidency",
    "police",
)
SYLLABLES = ("ba", "dor", "kel", "min", "ra", "vo", "shan", "tu", "lez", "gor", "pan", "ni", "ost", "var", "khe", "lim")

Row = list[Any]
(ID, EVENT, ORIGIN, KIND, ACTOR, TARGET, CATEGORY, DESIGNATION, LOW, HIGH, SINCE, UNTIL, PLACE, STATUS, CERTAINTY, VOICE, SEEN, OUTLET,
 SHINGLES) = range(19)  # fmt: skip


def rows(claims: int, seed: int) -> Iterator[list[Row]]:
    """Blocks of slim rows, the largest first. Every row carries the planted event and origin."""
    rng = random.Random(seed)
    weights = [1 / (r + 1) ** SKEW for r in range(PAIRS)]
    scale = claims / sum(weights)
    made = 0
    for rank, weight in enumerate(weights):
        size = min(claims - made, max(1, round(weight * scale)))
        if size <= 0:
            return
        made += size
        kind, categories = KINDS[rank % len(KINDS)]
        yield block(rng, rank, size, kind, categories, (f"A{rank:05d}", f"B{rank % 997:03d}"))


def block(
    rng: random.Random, rank: int, size: int, kind: str, categories: tuple[str, ...], parties: tuple[str, str]
) -> list[Row]:
    out: list[Row] = []
    while len(out) < size:
        event = f"{rank}.{len(out)}"
        category = rng.choice(categories)
        designation = f"{rng.choice('abcdefgh')}-{rng.randrange(60)}" if rng.random() < 0.7 else None
        figure = float(round(10 ** rng.uniform(1, 4), -1) + rng.randrange(1, 10))
        happened = FIRST_DAY + rng.randrange(DAYS)
        timed, place = rng.random() < 0.6, "".join(rng.choices(SYLLABLES, k=3)) if rng.random() < 0.7 else ""
        status = rng.choice(("planned", "underway", "done", "done", "done"))
        voices = rng.sample([(s, o) for s in STATES for o in OFFICES], 4)
        for number in range(1 + min(3, int(rng.expovariate(1.1)))):
            told = (
                figure
                if number == 0 or rng.random() < 0.75
                else float(round(figure * rng.choice((0.7, 0.8, 1.25, 1.5))))
            )
            slots = [
                kind,
                *parties,
                category,
                designation,
                told,
                told,
                happened if timed else None,
                happened if timed else None,
                place,
                status,
            ]
            out += origin(rng, event, f"{event}.{number}", slots, voices[number], happened + rng.randrange(4))
    return out[:size]


def origin(rng: random.Random, event: str, name: str, slots: list[Any], voice: tuple[str, str], day: int) -> list[Row]:
    """A first report and its copies: most share word runs, some are translations, some drift."""
    shingles = [rng.getrandbits(48) for _ in range(12)]
    speaker = f"the {NAMES[voice[0]]} {voice[1]}"
    out = []
    for copy in range(1 + min(40, int(rng.expovariate(0.4)))):
        row = [
            f"{name}.{copy}",
            event,
            name,
            *slots,
            "stated",
            speaker,
            day + (rng.randrange(5) if copy else 0),
            f"outlet {rng.randrange(3000)}",
            shingles,
        ]
        if copy:
            translated = rng.random() < 0.25
            row[SHINGLES] = (
                [rng.getrandbits(48) for _ in range(12)]
                if translated
                else rng.sample(shingles, 7) + [rng.getrandbits(48) for _ in range(5)]
            )
            drift(rng, row, translated)
        out.append(row)
    return out


def drift(rng: random.Random, row: Row, translated: bool) -> None:
    chance = rng.random()
    if chance < 0.05:
        row[STATUS] = {"planned": "underway", "underway": "done", "done": "done"}[row[STATUS]]
    elif chance < 0.09:
        row[CERTAINTY] = "hedged"
    elif chance < 0.12 and not translated:
        row[LOW] = row[HIGH] = float(round(row[LOW] * 1.2))
    elif chance < 0.16 and not translated:
        row[VOICE] = ""
    elif chance < 0.22:
        row[PLACE] = ""


def telling(row: Row) -> Telling:
    voices = (speaker_of(row[VOICE]),) if row[VOICE] else ()
    return Telling(
        id=row[ID], document=row[ID], kind=row[KIND], actor=row[ACTOR], target=row[TARGET], category=row[CATEGORY], designation=row[DESIGNATION],
        low=row[LOW], high=row[HIGH], unit="item", per=None, approximate=False, since=row[SINCE], until=row[UNTIL], timed=row[SINCE] is not None,
        place=row[PLACE], status=row[STATUS], polarity="affirmed", certainty=row[CERTAINTY], voices=voices, voice=row[VOICE], seen=row[SEEN], start=0,
        wording=hash(tuple(row[SHINGLES])) or 1,
    )  # fmt: skip


def facts(row: Row, t: Telling) -> Facts:
    return Facts(t.document, t.seen, row[OUTLET], (), (), frozenset(row[SHINGLES]), frozenset(), None, tellings=(t,))


NOBODY = Judgements()


def settle_block(read: list[Row]) -> tuple[int, int, int, dict[str, int]]:
    """Pairs found right, found, planted, and findings by type, of one block."""
    tellings = sorted((telling(row) for row in read), key=order)
    known = {t.document: t for t in tellings}
    propositions, found = settled(tellings, {row[ID]: facts(row, known[row[ID]]) for row in read}, NOBODY)
    event = {row[ID]: row[EVENT] for row in read}
    planted: dict[str, int] = defaultdict(int)
    for name in event.values():
        planted[name] += 1
    right = together = 0
    for p in propositions:
        inside: dict[str, int] = defaultdict(int)
        for claim in p.claims:
            inside[event[claim]] += 1
        together += comb(len(p.claims), 2)
        right += sum(comb(n, 2) for n in inside.values())
    kinds: dict[str, int] = defaultdict(int)
    for f in found:
        kinds[f.type] += 1
    return right, together, sum(comb(n, 2) for n in planted.values()), dict(kinds)


def settle_lines(lines: list[str]) -> tuple[float, float, list[tuple[int, int, int, dict[str, int]]]]:
    """A batch of blocks, one JSON line each: CPU seconds reading, CPU seconds settling, results."""
    gc.disable()  # slim rows hold no cycles, and walking them all again and again costs a third of the time
    start = time.process_time()
    read = [json.loads(line) for line in lines]
    middle = time.process_time()
    results = [settle_block(b) for b in read]
    return middle - start, time.process_time() - middle, results


def batches(path: Path, size: int = 4_000_000) -> Iterator[list[str]]:
    batch, held = [], 0
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            batch.append(line)
            held += len(line)
            if held >= size:
                yield batch
                batch, held = [], 0
    if batch:
        yield batch


def run(claims: int, workers: int, path: Path, seed: int) -> dict[str, float]:
    count = largest = 0
    with path.open("w", encoding="utf-8") as out:
        for one in rows(claims, seed):
            count, largest = count + len(one), max(largest, len(one))
            out.write(json.dumps(one) + "\n")
    start = time.perf_counter()
    reading = settling = 0.0
    totals, kinds = [0, 0, 0], defaultdict(int)
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        for read, settle, results in pool.imap_unordered(settle_lines, batches(path)):
            reading, settling = reading + read, settling + settle
            for right, together, planted, found in results:
                totals = [a + b for a, b in zip(totals, (right, together, planted), strict=True)]
                for name, n in found.items():
                    kinds[name] += n
        pool.close()
        pool.join()
    wall = time.perf_counter() - start
    peak = (
        resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * workers
        + resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    )
    return {
        "claims": count, "largest block": largest, "wall s": round(wall, 1), "reading cpu s": round(reading, 1), "settling cpu s": round(settling, 1),
        "µs a claim": round(settling / count * 1e6, 1), "peak GB, at most": round(peak / 2**20, 2), "pair precision": round(totals[0] / max(1, totals[1]), 4),
        "pair recall": round(totals[0] / max(1, totals[2]), 4), **dict(sorted(kinds.items())),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--curve", action="store_true", help="also 10^4, 3·10^4, 10^5 and 3·10^5")
    parser.add_argument("--splink", action="store_true", help="also Splink on DuckDB over the same rows")
    a = parser.parse_args()
    sizes = [n for n in (10_000, 30_000, 100_000, 300_000) if n < a.claims] if a.curve else []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "blocks.jsonl")
        for size in (*sizes, a.claims):
            print(json.dumps(run(size, a.workers, path, a.seed), ensure_ascii=False), flush=True)
        if a.splink:
            from splink_peer import deduplicate

            print(json.dumps(deduplicate(path, a.workers), ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
