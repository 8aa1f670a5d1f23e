"""Folders, globs and remote stores; what was fetched, kept in an archive."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ondit.read import Reading, ReadProblem, Share, places_of, read_path
from ondit.read.archive import ArchiveWriter
from ondit.read.fetch import Fetched
from ondit.read.warc import shares_of

TEXT = "A title\nThe city council opened a new library beside the river."
NOW = "2026-01-02T03:04:05Z"


def test_a_folder_is_its_files_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.txt", ".hidden", "b/.git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT)
    assert places_of(str(tmp_path)) == [str(tmp_path / name) for name in ("a.txt", "b/1.txt", "b/2.txt")]
    assert places_of(str(tmp_path / "b" / "*.txt")) == [str(tmp_path / name) for name in ("b/1.txt", "b/2.txt")]
    assert places_of(str(tmp_path / "**" / "1.txt")) == [str(tmp_path / "b/1.txt")]


def test_names_that_are_none_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "odd[1].txt").write_text(TEXT)
    for name in ("-", "https://a.example/*", str(tmp_path / "odd[1].txt"), str(tmp_path / "none*.txt")):
        assert places_of(name) == [name]


def test_objects_of_a_remote_store() -> None:
    fsspec = pytest.importorskip("fsspec")
    store = fsspec.filesystem("memory")
    for name in ("/news/a.txt", "/news/b.txt"):
        with store.open(name, "wb") as stream:
            stream.write(TEXT.encode())
    assert places_of("memory://news") == ["memory:///news/a.txt", "memory:///news/b.txt"]
    assert places_of("memory://news/*.txt") == ["memory:///news/a.txt", "memory:///news/b.txt"]
    (found,) = read_path("memory://news/a.txt")
    assert isinstance(found, Reading)
    assert found.address == "memory://news/a.txt"
    (missing,) = read_path("memory://news/none.txt")
    assert isinstance(missing, ReadProblem)


def test_the_extra_for_remote_stores_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    (found,) = read_path("s3://bucket/a.txt")
    assert isinstance(found, ReadProblem)
    assert found.cause == "s3:// needs the extra: pip install 'ondit[remote]'"


def test_what_was_fetched_is_read_again_from_the_archive(tmp_path: Path) -> None:
    page = "<html><head><title>A library for the town</title></head><body><p>The city council opened a new library beside the river, with trees.</p></body></html>"
    headers = {"content-type": "text/html; charset=utf-8", "content-encoding": "gzip", "x-odd": "ü"}
    for number in (1, 2):  # the second time it is added to
        with ArchiveWriter(tmp_path / "kept.warc.gz", lambda: NOW) as archive:
            archive.keep(Fetched(f"https://a.example/{number}", 200, headers, page.encode()))
    found = [
        each for share in shares_of(str(tmp_path / "kept.warc.gz")) if isinstance(share, Share) for each in share.read()
    ]
    assert [each.address for each in found if isinstance(each, Reading)] == [
        "https://a.example/1",
        "https://a.example/2",
    ]
    assert all(each.original == page.encode() for each in found if isinstance(each, Reading))
