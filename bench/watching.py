"""`ondit watch` killed (kill -9) at random moments while reports come: `python -m bench.watching [--times 50]`.

After each kill the ledger must open and verify. At the end every report is in it once, and standard output (a file that each run
appends to) holds every finding that stands, and none twice.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.read.serving import Answer, Site, article, item, rss, serving

from ondit.ledger import open_ledger, verify

ROOT = Path(__file__).parents[1]
PATHS = ("/one", "/two")
TANKS = "North Korea sent {} tanks to Russia, Seoul said."
STAND = "SELECT type, coalesce(what, ''), source, later FROM finding"


def publish(site: Site, path: str, *figures: int) -> None:
    """A feed that names a report for each figure."""
    links = [f"{path}/{figure}" for figure in figures]
    for link, figure in zip(links, figures, strict=True):
        site.pages[link] = Answer(article(f"Tanks {link}", TANKS.format(figure)), headers={"Content-Type": "text/html"})
    feed = rss(*(item(site.url + link, f"Tanks {link}") for link in links))
    site.pages[path] = Answer(feed, headers={"ETag": f'"{len(figures)}"'})


def write_list(site: Site, folder: Path) -> str:
    """The name of a list of the feeds, which are asked each second."""
    rows = (f'[[feed]]\nurl = "{site.url}{path}"\nevery = "1s"\nfollow = true\nprivate = true\n' for path in PATHS)
    (folder / "feeds.toml").write_text('delay = "0s"\n' + "".join(rows), "utf-8")
    return "feeds.toml"


def start(folder: Path, feeds: str, *more: str) -> subprocess.Popen[bytes]:
    """`ondit watch --json`, its findings appended to `found.jsonl`."""
    command = [sys.executable, "-m", "ondit.cli", "watch", feeds, "--json", *more]
    known = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *sys.path])}
    with (folder / "found.jsonl").open("ab") as out:
        return subprocess.Popen(command, cwd=folder, env=known, stdout=out, stderr=subprocess.PIPE)


def killed(times: int, folder: Path, site: Site, seed: int = 7) -> str:
    """What came of it, in a line. AssertionError at the first thing that is not as it should be."""
    chance = random.Random(seed)
    figures = {path: [20 + 70 * number] for number, path in enumerate(PATHS)}
    for path, known in figures.items():
        publish(site, path, *known)
    feeds, busy = write_list(site, folder), 0
    for n in range(times):
        before = len(site.asked)
        process = start(folder, feeds)
        if chance.random() < 0.8:
            _first_request(site, before)
        for path, known in figures.items():
            known.append(100 + 37 * n + 11 * PATHS.index(path))
            publish(site, path, *known)
        time.sleep(chance.uniform(0.0, 1.5))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        busy += len(site.asked) > before
        if (folder / "ondit.sqlite").exists():
            with open_ledger(folder / "ondit.sqlite") as ledger:
                assert list(verify(ledger)) == [], "the ledger does not verify"
    time.sleep(1.1)
    last = start(folder, feeds, "--once")
    said = last.communicate()[1].decode()
    assert last.returncode == 0, said
    found, reports = _compared(folder, [f"{site.url}{path}/{n}" for path, known in figures.items() for n in known])
    return f"{times} kills ({busy} after the first request): {reports} reports read once, {found} findings told once"


def _first_request(site: Site, before: int, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while len(site.asked) == before and time.monotonic() < end:
        time.sleep(0.01)


def _compared(folder: Path, expected: list[str]) -> tuple[int, int]:
    rows = [json.loads(line) for line in (folder / "found.jsonl").read_text("utf-8").splitlines()]
    assert max(Counter(row["id"] for row in rows).values()) == 1, "a finding was told twice"
    with open_ledger(folder / "ondit.sqlite") as ledger, ledger.reading() as connection:
        stand = {tuple(row) for row in connection.exec_driver_sql(STAND)}
        addresses = [row[0] for row in connection.exec_driver_sql("SELECT url FROM document WHERE live = 1")]
    assert stand <= {(row["type"], row["what"] or "", row["from"], row["to"]) for row in rows}, "a finding was not told"
    assert sorted(addresses) == sorted(expected), "a report is missing, or there twice"
    return len(rows), len(addresses)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=50)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving() as site:
        print(killed(given.times, Path(folder), site))


if __name__ == "__main__":
    main()
