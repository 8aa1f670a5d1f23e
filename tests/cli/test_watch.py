"""`ondit watch`: findings on standard output, in an Atom file, at a webhook, each once; killed at any moment."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.read.serving import Answer, Site, article, item, rss, serving
from typer.testing import Result

from ondit.cli.sinks import Lines, written_before
from ondit.engine.watching import deliver
from ondit.ledger import open_ledger, verify

Run = Callable[..., Result]
KILLS = 5
ATOM = "{http://www.w3.org/2005/Atom}"
TANKS = "North Korea sent {} tanks to Russia, Seoul said."


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def feeds(site: Site, tmp_path: Path) -> str:
    """Two feeds whose reports differ, and the list that names them."""
    publish(site, "/one", 20)
    publish(site, "/two", 90)
    rows = "".join(
        f'[[feed]]\nurl = "{site.url}{path}"\nevery = "1s"\nfollow = true\nprivate = true\n'
        for path in ("/one", "/two")
    )
    (tmp_path / "feeds.toml").write_text(f'delay = "0s"\n{rows}', "utf-8")
    return "feeds.toml"


def publish(site: Site, path: str, *figures: int) -> None:
    links = [f"{path}/{figure}" for figure in figures]
    for link, figure in zip(links, figures, strict=True):
        site.pages[link] = Answer(article(f"Tanks {link}", TANKS.format(figure)), headers={"Content-Type": "text/html"})
    feed = rss(*(item(site.url + link, f"Tanks {link}") for link in links))
    site.pages[path] = Answer(feed, headers={"ETag": f'"{len(figures)}"'})


def test_once(run: Run, feeds: str, tmp_path: Path, site: Site) -> None:
    first = run("watch", feeds, "--once", "--json", "--atom", "found.xml")
    assert first.exit_code == 0, first.output
    rows = [json.loads(line) for line in first.stdout.splitlines()]
    assert {row["type"] for row in rows} >= {"drift"}
    assert {side["url"] for row in rows for side in row["between"]} == {f"{site.url}/one/20", f"{site.url}/two/90"}
    entries = ElementTree.parse(tmp_path / "found.xml").findall(f"{ATOM}entry")
    assert {entry.findtext(f"{ATOM}id") for entry in entries} == {f"urn:ondit:finding:{row['id']}" for row in rows}
    time.sleep(1.1)
    again = run("watch", feeds, "--once", "--atom", "found.xml")
    assert (again.exit_code, again.stdout) == (0, "")
    assert len(ElementTree.parse(tmp_path / "found.xml").findall(f"{ATOM}entry")) == len(rows)
    publish(site, "/two", 90, 400)
    time.sleep(1.1)
    plain = run("watch", feeds, "--once").stdout
    assert "tanks" in plain.lower() or "armoured" in plain.lower()
    assert "400" in plain
    assert not {row["id"] for row in rows} & {line.rpartition("[")[2].rstrip("]") for line in plain.splitlines()}


def test_a_webhook_gets_each_finding_with_its_id_until_it_takes_it(run: Run, feeds: str, site: Site) -> None:
    site.pages["/hook"] = Answer(status=503, headers={"Retry-After": "1"})
    hook = ("--webhook", f"{site.url}/hook", "--webhook-private")
    first = run("watch", feeds, "--once", "--json", *hook)
    assert first.exit_code == 1
    assert "HTTP 503" in first.stderr
    rows = [json.loads(line) for line in first.stdout.splitlines()]
    site.pages["/hook"] = Answer(status=204)
    assert run("watch", feeds, "--once", *hook).exit_code == 0
    assert run("watch", feeds, "--once", *hook).exit_code == 0
    sent = [each for each in site.asked if each.path == "/hook"]
    assert [each.headers["idempotency-key"] for each in sent] == [rows[0]["id"], *(row["id"] for row in rows)]
    assert [json.loads(each.body) for each in sent[1:]] == rows
    assert {each.method for each in sent} == {"POST"}


def test_a_webhook_at_a_private_address_needs_a_word(run: Run, feeds: str, site: Site) -> None:
    refused = run("watch", feeds, "--once", "--webhook", f"{site.url}/hook")
    assert refused.exit_code == 2
    assert "--webhook-private" in refused.stderr
    assert run("watch", feeds, "--webhook", "file:///etc/passwd").exit_code == 2
    assert run("watch", feeds, "--webhook", "http://[1").exit_code == 2


@pytest.mark.parametrize("text", ["[[feed", "[[feed]]\nurl = 1", "\xff"])
def test_a_faulty_list_is_one_line(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.toml").write_bytes(text.encode("latin-1"))
    for name in ("bad.toml", "absent.toml"):
        result = run("watch", name)
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 1
        assert name in result.stderr


def test_feeds_that_fail_are_told_and_the_others_read(run: Run, feeds: str, site: Site) -> None:
    site.pages["/one"] = Answer("<rss", status=200)
    result = run("watch", feeds, "--once")
    assert result.exit_code == 1
    assert "/one: not XML" in result.stderr
    assert "1 documents added" in result.stderr


def started(folder: Path, feeds: str, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ondit.cli", "watch", feeds, "--json", *more]
    with (folder / "found.jsonl").open("ab") as out:
        known = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        return subprocess.Popen(command, cwd=folder, env=known, stdout=out, stderr=subprocess.PIPE)


def watched_and_killed(site: Site, folder: Path, feeds: str, kills: int, chance: random.Random) -> None:
    """Watch while reports come, killed at random moments; then everything is there, and once."""
    figures = {"/one": [20], "/two": [90]}
    for n in range(kills):
        process = started(folder, feeds)
        time.sleep(chance.uniform(0.3, 2.0))
        for path, known in figures.items():
            known.append(100 + 37 * n + len(path) + 11 * (path == "/two"))
            publish(site, path, *known)
        time.sleep(chance.uniform(0.0, 1.5))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if (folder / "ondit.sqlite").exists():
            with open_ledger(folder / "ondit.sqlite") as ledger:
                assert list(verify(ledger)) == []
    time.sleep(1.1)
    last = started(folder, feeds, "--once")
    assert last.communicate()[1].decode().count("Traceback") == 0
    assert last.returncode == 0
    rows = [json.loads(line) for line in (folder / "found.jsonl").read_text("utf-8").splitlines()]
    assert max(Counter(row["id"] for row in rows).values()) == 1
    with open_ledger(folder / "ondit.sqlite") as ledger, ledger.reading() as connection:
        run = connection.exec_driver_sql
        stood = {tuple(row) for row in run("SELECT type, coalesce(what, ''), source, later FROM finding")}
        documents = [row[0] for row in run("SELECT url FROM document WHERE live = 1")]
    assert stood <= {(row["type"], row["what"] or "", row["from"], row["to"]) for row in rows}
    expected = [f"{site.url}{path}/{figure}" for path, known in figures.items() for figure in known]
    assert sorted(documents) == sorted(expected)


def test_killed_at_any_moment_it_loses_and_repeats_nothing(site: Site, tmp_path: Path, feeds: str) -> None:
    watched_and_killed(site, tmp_path, feeds, KILLS, random.Random(7))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_it_ends_cleanly(tmp_path: Path, feeds: str, site: Site, number: signal.Signals) -> None:
    process = started(tmp_path, feeds)
    deadline = time.monotonic() + 60
    while len(site.paths()) < 6 and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(number)
    said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 0
    assert "stopped" in said.splitlines()[-1]
    assert "Traceback" not in said


@pytest.mark.parametrize("form", [["--json"], []])
def test_a_line_that_was_cut_is_finished(run: Run, feeds: str, tmp_path: Path, form: list[str]) -> None:
    whole = run("watch", feeds, "--once", *form).stdout.encode()
    first = whole.index(b"\n") + 1
    for at in (0, 1, first - 1, first, len(whole) - 9, len(whole)):
        with open_ledger("ondit.sqlite") as ledger, ledger.writing() as connection:
            connection.exec_driver_sql("INSERT INTO outgoing SELECT id, 'out' FROM announced")
        path = tmp_path / "found.txt"
        path.write_bytes(b"other\n" + whole[:at])
        with path.open("ab") as stream, open_ledger("ondit.sqlite") as ledger:
            assert deliver(ledger, Lines(ledger, stream, "en", bool(form))) > 1
        assert path.read_bytes() == b"other\n" + whole


def test_what_stands_in_an_output_is_seen_only_where_it_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one\n")
    with (tmp_path / "a").open("ab") as stream:
        assert written_before(stream) == b"one\n"
    with os.fdopen(os.pipe()[1], "wb") as stream:
        assert written_before(stream) == b""
