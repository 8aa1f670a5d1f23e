"""`ondit watch`: findings on standard output, in an Atom file, at a webhook, each once; killed at any moment."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bench.watching import killed, publish, start, write_list
from tests.read.serving import Answer, Site, serving
from typer.testing import Result

from ondit.cli.sinks import Lines, written_before
from ondit.engine.watching import deliver
from ondit.ledger import open_ledger

Run = Callable[..., Result]
KILLS = 5
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def feeds(site: Site, tmp_path: Path) -> str:
    """Two feeds whose reports differ, and the list that names them."""
    publish(site, "/one", 20)
    publish(site, "/two", 90)
    return write_list(site, tmp_path)


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


def test_killed_at_any_moment_it_loses_and_repeats_nothing(site: Site, tmp_path: Path) -> None:
    """A few of the fifty of `bench/watching.py`."""
    assert killed(KILLS, tmp_path, site).startswith(f"{KILLS} kills")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_it_ends_cleanly(tmp_path: Path, feeds: str, site: Site, number: signal.Signals) -> None:
    before = signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # who runs tests in the background ignores it, and children would
    process = start(tmp_path, feeds)
    signal.signal(signal.SIGINT, before)
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
