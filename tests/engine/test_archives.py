"""Archives into the ledger: what stays of pages, going on where it stopped, originals referenced or copied."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from ondit import ledger as book
from ondit.engine import flow, work
from ondit.ledger import Ledger
from ondit.ledger.schema import archived, document, original
from ondit.read import Share
from ondit.read.warc import shares_of

NOW = "2026-01-02T03:04:05Z"
HEAD = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nWARC-Target-URI: https://a.example/%d\r\nContent-Length: %d\r\n\r\n"


def record(number: int, text: str) -> bytes:
    page = f"<html><body><article><h1>Story number {number}</h1><p>{text}</p></article></body></html>".encode()
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    return gzip.compress(HEAD % (number, len(block)) + block + b"\r\n\r\n", mtime=0)


DULL = "The city council opened a new library beside the river, and children read stories there every week."
TOLD = "North Korea sent 3,000 troops to Russia in October, the South Korean ministry said on Tuesday."


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Twenty pages, every fifth of them with a claim."""
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"".join(record(n, TOLD if n % 5 == 0 else DULL) for n in range(20)))
    return path


def shares(path: Path, size: int = 700) -> list[Share]:
    return [share for share in shares_of(str(path), size) if isinstance(share, Share)]


def read(ledger: Ledger, items: list[Any], **options: Any) -> flow.Progress:
    *_, last = flow.read_into(ledger, items, lambda: NOW, workers=1, **options)
    return last


def rows(ledger: Ledger, table: Any) -> list[Any]:
    with ledger.reading() as connection:
        return list(connection.execute(select(table)))


def test_pages_without_claims_leave_address_hash_and_date(ledger: Ledger, archive: Path) -> None:
    done = read(ledger, shares(archive))
    assert (done.documents, done.size) == (20, archive.stat().st_size)
    bare = [row for row in rows(ledger, document) if row.original is None]
    assert len(bare) == 16
    for row in bare:
        assert (row.outlet, row.url, row.title, row.language, row.credit, row.canonical, row.media) == (None,) * 7
        assert row.address.startswith("https://a.example/")
        assert len(row.hash) == 64
    assert list(book.verify(ledger)) == []


def test_originals_are_referenced_or_copied(ledger: Ledger, archive: Path, tmp_path: Path) -> None:
    read(ledger, shares(archive))
    assert rows(ledger, original) == []
    assert [row.path for row in rows(ledger, archived)] == [str(archive)] * 4
    assert list(flow.originals_gone(ledger)) == []
    archive.write_bytes(archive.read_bytes()[::-1])
    assert len(list(flow.originals_gone(ledger))) == 4
    with book.open_ledger(tmp_path / "copy.sqlite", create=True) as other:
        archive.write_bytes(archive.read_bytes()[::-1])
        read(other, shares(archive), copy=True)
        assert len(rows(other, original)) == 4
        assert rows(other, archived) == []


@pytest.mark.parametrize("stop", [1, 2, 3])
def test_a_run_that_stops_goes_on_where_it_was(ledger: Ledger, archive: Path, stop: int) -> None:
    run = flow.read_into(ledger, shares(archive), lambda: NOW, workers=1)
    for _ in range(stop):
        next(run)
    run.close()  # type: ignore[attr-defined]
    before = book.counts(ledger)["documents"]
    assert 0 < before < 20
    done = read(ledger, shares(archive))
    assert (done.documents, done.known) == (20 - before, 0)
    again = read(ledger, shares(archive))
    assert (again.documents, again.known, again.before) == (0, 0, {str(archive)})


def test_an_archive_that_grows_is_taken_up_again(ledger: Ledger, archive: Path) -> None:
    whole = archive.read_bytes()
    archive.write_bytes(whole[: len(whole) * 2 // 3])
    done = read(ledger, shares(archive))
    assert [problem.is_end for problem in done.unread] == [True]
    archive.write_bytes(whole)
    again = read(ledger, shares(archive))
    assert done.documents + again.documents == 20
    assert again.known == 0
    assert again.unread == []


def test_another_extractor_reads_it_anew_and_fills_what_was_bare(
    ledger: Ledger, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = work.extract
    monkeypatch.setattr(work, "EXTRACTOR", "old/1")
    monkeypatch.setattr(work, "extract", lambda document: [])
    assert read(ledger, shares(archive)).claims == 0
    monkeypatch.setattr(work, "EXTRACTOR", "new/1")
    monkeypatch.setattr(work, "extract", real)
    done = read(ledger, shares(archive))
    assert (done.documents, done.claims > 0) == (4, True)
    assert len([row for row in rows(ledger, document) if row.url]) == 4
    assert book.counts(ledger)["documents"] == 20
    assert list(book.verify(ledger)) == []
