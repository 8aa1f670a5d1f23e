"""A ledger of a million synthetic claims behind `ondit serve`: p95 of the server's time for every page, and its memory.

    python bench/web.py [--claims 1000000] [--ledger FILE] [--requests 40]

The ledger is written once (kept where `--ledger` names a file). Pairs of parties, kinds, sizes of propositions and words of texts
are Zipf-distributed, so that the heaviest pair, proposition and word are among what is asked for. The server is a process of its
own; each request goes over HTTP on this machine, one after the other, after one round that warms nothing but the code.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

from ondit.knowledge import party_name, places, state_codes
from ondit.ledger import Entry, append, open_ledger
from ondit.ledger.derived import replace
from ondit.ledger.settling import Summary
from ondit.records import (
    GROUPS_BY_KIND,
    KINDS,
    OBJECT_GROUPS,
    Claim,
    Document,
    Finding,
    Party,
    Proposition,
    Quantity,
    Span,
    Thing,
    Voice,
    When,
    Where,
    last_day,
)

UNDATED = "9999-12-31"
FIRST_DAY, DAYS = date(2021, 1, 1).toordinal(), 1800
EACH = 4
"""Claims in one document."""
BATCH = 2000
GOAL_MS, GOAL_MB = 150, 500
STATES = (
    "PRK",
    "RUS",
    "IRN",
    "CHN",
    "UKR",
    "USA",
    "KOR",
    "BLR",
    "TUR",
    "POL",
    "DEU",
    "FRA",
    "GBR",
    "ISR",
    "IND",
    "PAK",
    "SYR",
    "VNM",
)
OUTLETS = tuple(f"Outlet {n}" for n in range(400))


@dataclass(slots=True)
class Event:
    """Something that is told several times: one proposition. `told`: claim ids by origin."""

    kind: str
    actor: str
    target: str
    category: str
    day: int
    figure: int | None
    place: str | None
    left: int
    told: list[list[str]] = field(default_factory=list)


class World:
    """Events and the reports that tell them, all from one seed."""

    def __init__(self, claims: int) -> None:
        self.random = random.Random(7)
        self.claims = claims
        codes = [*STATES, *(code for code in state_codes() if code not in STATES)][:70]
        pairs = [(a, b) for a in codes for b in codes if a != b]
        head = pairs[:0] + [(a, b) for a in STATES[:6] for b in STATES[:6] if a != b]
        self.pairs = [*head, *(pair for pair in self.random.sample(pairs, 1500) if pair not in head)]
        self.pair_weights = list(accumulate(1 / (n + 1) ** 0.9 for n in range(len(self.pairs))))
        self.kind_weights = list(accumulate(1 / (n + 1) ** 0.8 for n in range(len(KINDS))))
        self.spots = sorted(places())[:300]
        self.vocabulary = [
            "".join(self.random.choices("abcdefghiklmnoprstuvz", k=self.random.randint(4, 9))) for _ in range(20000)
        ]
        self.word_weights = list(accumulate(1 / (n + 10) ** 0.9 for n in range(len(self.vocabulary))))

    def event(self) -> Event:
        pick = self.random
        actor, target = pick.choices(self.pairs, cum_weights=self.pair_weights)[0]
        kind = pick.choices(KINDS, cum_weights=self.kind_weights)[0]
        category = pick.choice([c for group in GROUPS_BY_KIND[kind] for c in OBJECT_GROUPS[group]])
        size = min(int(pick.paretovariate(1.05)), 400)
        figure = pick.choice((None, 50, 120, 1000, 3000, 10000, 12000))
        place = pick.choice(self.spots) if pick.random() < 0.25 else None
        return Event(kind, actor, target, category, FIRST_DAY + pick.randrange(DAYS), figure, place, size)

    def documents(self, events: list[Event]) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
        """Documents of `EACH` claims until so many claims as asked for are told; `events` gets those that were told."""
        live: list[Event] = []
        for number in range(self.claims // EACH):
            while len(live) < 40:
                live.append(self.event())
                events.append(live[-1])
            chosen = self.random.sample(live, EACH)
            yield self.document(number, chosen)
            live = [event for event in live if event.left > 0]

    def document(self, number: int, chosen: list[Event]) -> tuple[Document, tuple[Claim, ...]]:
        pick = self.random
        day = date.fromordinal(max(event.day for event in chosen) + pick.randrange(20)).isoformat()
        filler = " ".join(pick.choices(self.vocabulary, cum_weights=self.word_weights, k=24))
        told = [self.sentence(event) for event in chosen]
        title = f"Report {number}"
        text = "\n".join([title, *("".join(words for _, words in parts) for parts in told), filler])
        document = Document(
            f"d{number}", text, published=day if pick.random() < 0.97 else None, outlet=pick.choice(OUTLETS), title=title,
            language=pick.choice(("en", "ru", "uk", "ko", "fr", "ar")), url=f"https://example.org/{number}",
        )  # fmt: skip
        claims, start = [], len(title) + 1
        for event, parts in zip(chosen, told, strict=True):
            claims.append(self.claim(document, event, parts, start))
            start += sum(len(words) for _, words in parts) + 1
        return document, tuple(claims)

    def sentence(self, event: Event) -> list[tuple[str, str]]:
        """A sentence in parts: (slot, words); the slot is empty for words between."""
        parts = [
            ("voice", f"Source {self.random.randrange(60)}"),
            ("", " said "),
            ("actor", party_name(event.actor, "en")),
        ]
        parts.append(("", f" {event.kind} "))
        if event.figure:
            parts += [("figure", f"{event.figure + self.random.choice((0, 0, 0, 500)):,}"), ("", " ")]
        parts += [("object", event.category), ("", " "), ("target", party_name(event.target, "en"))]
        if event.place:
            parts += [("", " near "), ("where", places()[event.place].forms[0].split(" ?")[0])]
        return [*parts, ("", ".")]

    def claim(self, document: Document, event: Event, parts: list[tuple[str, str]], start: int) -> Claim:
        said, at = {}, start
        for slot, words in parts:
            said[slot] = (at, at + len(words), words)
            at += len(words)
        event.left -= 1
        amount = float(said["figure"][2].replace(",", "")) if event.figure else None
        spot = places()[event.place] if event.place else None
        made = Claim(
            document.id, event.kind, Thing(*said["object"], event.category), Span(start, at, document.text[start:at]),
            "bench/1", 0.8, actor=Party(*said["actor"], event.actor), target=Party(*said["target"], event.target),
            quantity=Quantity(*said["figure"], amount, amount) if event.figure else None,
            where=Where(*said["where"], said["where"][2], spot.latitude, spot.longitude) if spot else None,
            when=When(*said["voice"], document.published, document.published) if document.published else None,
            status=self.random.choice(("planned", "done", "done")),
            polarity="affirmed" if self.random.random() < 0.95 else "denied", attribution=(Voice(*said["voice"]),),
        )  # fmt: skip
        if event.told and self.random.random() < 0.7:
            self.random.choice(event.told[-8:]).append(made.id)
        else:
            event.told.append([made.id])
        return made


def write(path: Path, size: int) -> None:
    world, events = World(size), []
    claims: dict[str, Claim] = {}
    reported: dict[str, str] = {}
    with open_ledger(path, create=True) as ledger:
        entries: list[Entry] = []
        for document, made in world.documents(events):
            claims |= {claim.id: claim for claim in made}
            reported |= {claim.id: last_day(document.published) or UNDATED for claim in made}
            entries.append(Entry(document, document.id, "bench/1", made))
            if len(entries) == BATCH:
                append(ledger, entries, "2026-01-01T00:00:00Z")
                entries = []
                print(f"\r{len(claims):,} claims", end="", file=sys.stderr, flush=True)
        append(ledger, entries, "2026-01-01T00:00:00Z")
        told = [event for event in events if event.told]
        propositions = [_proposition(event, number, world.random) for number, event in enumerate(told)]
        rows = [(each, _summary(each, claims, reported)) for each in propositions]
        replace(ledger, rows, _findings(propositions, world.random), reported)
    print(f"\r{len(claims):,} claims, {len(propositions):,} propositions", file=sys.stderr)


def _summary(each: Proposition, claims: dict[str, Claim], reported: dict[str, str]) -> Summary:
    first, days = claims[each.claims[0]], sorted(reported[name] for name in each.claims)
    actor, target = (party and party.code for party in (first.actor, first.target))
    return Summary(first.kind, actor, target, first.object.category, days[0], days[-1])


def _proposition(event: Event, number: int, pick: random.Random) -> Proposition:
    figure = float(event.figure) if event.figure else None
    ids = tuple(name for origin in event.told for name in origin)
    estimate: dict[str, Any] | None = None
    if figure:
        estimate = {"unit": "item", "origins": len(event.told), "hull": [figure, figure + 500], "modes": []}
        if len(event.told) >= 3:
            estimate |= {"median": figure, "band": [figure, figure + 500]}
    return Proposition(
        f"{number:016x}", ids, tuple(map(tuple, event.told)), figure, figure and figure + 500, "item" if figure else None,
        pick.randint(1, 6), ("synthetic",), estimate,
    )  # fmt: skip


def _findings(propositions: list[Proposition], pick: random.Random) -> Iterator[Finding]:
    for each in propositions:
        for origin in each.origins:
            for later in origin[1:]:
                yield Finding("retelling", origin[0], later, None, each.id, ("synthetic",))
                if pick.random() < 0.15:
                    what = pick.choice(("status", "quantity", "certainty", "attribution"))
                    yield Finding("drift", origin[0], later, what, each.id, ("synthetic",))
        for one, other in zip(each.origins, each.origins[1:], strict=False):
            kind = pick.choice(("corroboration", "conflict", "update"))
            yield Finding(kind, one[0], other[0], "status" if kind == "conflict" else None, each.id, ("synthetic",))


def addresses(path: Path) -> dict[str, list[str]]:
    """What is asked for, by page: the heaviest of each, some of the middle, and some drawn at random."""
    pick = random.Random(3)
    with sqlite3.connect(path) as connection:
        all_ = connection.execute

        def names(rows: str) -> list[Any]:
            return [row[0] if len(row) == 1 else row for row in all_(rows)]

        pairs = names(
            "SELECT actor, target FROM tally WHERE actor > '' AND target > '' GROUP BY 1, 2 ORDER BY sum(claims) DESC"
        )
        heavy = names("SELECT id FROM proposition ORDER BY claims DESC LIMIT 5")
        some = names(f"SELECT id FROM proposition WHERE rowid % {pick.randint(900, 1000)} = 1 LIMIT 40")
        documents = [f"d{pick.randrange(1000)}" for _ in range(20)]
    vocabulary = World(0).vocabulary
    words = [vocabulary[n] for n in (0, 3, 30, 300, 3000, 19000)]
    pair_pages = [f"/pair/{a}/{b}" for a, b in [*pairs[:5], *pick.sample(pairs, 15)]]
    return {
        "overview": ["/", "/?kind=transfer", "/?since=2022&until=2023", "/?kind=deployment&since=2024"],
        "pair": [*pair_pages, *(page + "?kind=training&by=week" for page in pair_pages[:5])],
        "proposition": [f"/proposition/{name}" for name in [*heavy, *some]],
        "document": [f"/document/{name}" for name in documents],
        "search": [
            "/search", "/search?kind=sanction", "/search?party=PRK", *(f"/search?text={word}" for word in words),
            f"/search?text={words[0]}+{words[2]}", f"/search?text={words[3]}&kind=transfer&party=RUS", "/search?text=north+korea+missile",
            "/search?text=Source+7&language=ko&status=done", "/search?text=nowhereatall",
        ],
        "chart": [f"{page}/{name}.svg" for page in pair_pages[:4] for name in ("timeline", "places")] + ["/overview/matrix.png"],
    }  # fmt: skip


def measure(path: Path, requests: int) -> int:
    port = 8191
    command = [sys.executable, "-m", "ondit.cli", "serve", "--ledger", str(path), "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    slow = 0
    try:
        base = f"http://127.0.0.1:{port}"
        _await(base + "/static/ondit.css")
        print(
            f"{'':12} {'by the clock':>26}   {'processor time':>17}\n{'page':12} {'median':>8} {'p95':>8} {'worst':>8}   {'median':>8} {'p95':>8}  ms   slowest"
        )
        for name, pages in addresses(path).items():
            for page in pages[:3]:
                _time(base + page)
            times, used = [], []
            for page in pages * max(requests // len(pages), 2):
                before = _cpu(server.pid)
                times.append((_time(base + page), page))
                used.append(_cpu(server.pid) - before)
            times.sort()
            used.sort()
            middle, high = len(times) // 2, int(len(times) * 0.95)
            told = f"{times[middle][0]:8.1f} {times[high][0]:8.1f} {times[-1][0]:8.1f}   {used[middle]:8.1f} {used[high]:8.1f}"
            print(f"{name:12} {told}       {urllib.parse.unquote(times[-1][1])[:56]}")
            slow += times[high][0] > GOAL_MS
        memory = int(
            next(
                line for line in Path(f"/proc/{server.pid}/status").read_text().split("\n") if "VmHWM" in line
            ).split()[1]
        )
        print(f"memory at most {memory / 1024:.0f} MB (goal {GOAL_MB}); pages over {GOAL_MS} ms: {slow}")
    finally:
        server.terminate()
        server.wait()
    return int(slow > 0 or memory / 1024 > GOAL_MB)


def _time(address: str) -> float:
    """Milliseconds of one request, its answer read."""
    start = time.perf_counter()
    with urllib.request.urlopen(address) as answer:
        answer.read()
    return (time.perf_counter() - start) * 1000


def _cpu(process: int) -> float:
    """Milliseconds of processor time that a process has used; unlike the clock it does not hang on what else the machine does."""
    return sum(int(path.read_text().split()[0]) for path in Path(f"/proc/{process}/task").glob("*/schedstat")) / 1e6


def _await(address: str) -> None:
    for _ in range(300):
        try:
            _time(address)
            return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise SystemExit("the server does not answer")


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    arguments.add_argument("--claims", type=int, default=1_000_000)
    arguments.add_argument("--requests", type=int, default=40, help="for each page")
    arguments.add_argument("--ledger", type=Path)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "web.sqlite"
        if not path.exists():
            write(path, given.claims)
        raise SystemExit(measure(path, given.requests))


if __name__ == "__main__":
    main()
