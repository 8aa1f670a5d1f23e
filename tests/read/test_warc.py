"""Web archives: every record once whatever the shares, broken places counted and passed, originals found again."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import random
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ondit.read import Passed, Reading, ReadProblem
from ondit.read.warc import TRUNCATED, Record, Share, records_of, shares_of

_spec = importlib.util.spec_from_file_location("archives", Path(__file__).with_name("archives.py"))
assert _spec
assert _spec.loader
archives = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(archives)


def write(folder: Path, parts: Iterable[bytes], name: str = "x.warc.gz") -> str:
    path = folder / name
    path.write_bytes(b"".join(parts))
    return str(path)


def read(path: str, size: int = 500) -> list[Reading | ReadProblem | Passed]:
    found: list[Reading | ReadProblem | Passed] = []
    for share in shares_of(path, size):
        found += share.read() if isinstance(share, Share) else [share]
    return found


def addresses(found: list[Reading | ReadProblem | Passed]) -> list[str]:
    return [each.address for each in found if isinstance(each, Reading)]


def problems(found: list[Reading | ReadProblem | Passed]) -> list[ReadProblem]:
    return [each for each in found if isinstance(each, ReadProblem)]


STORIES = [f"https://a.example/{number}" for number in range(12)]


@pytest.mark.parametrize("size", [1, 100, 333, 5000, 10**9])
@pytest.mark.parametrize("plain", [False, True])
def test_each_record_comes_once_whatever_the_shares(tmp_path: Path, size: int, plain: bool) -> None:
    parts = archives.archive(12)
    if plain:
        parts = [gzip.decompress(part) for part in parts]
    found = read(write(tmp_path, parts, "x.warc" if plain else "x.warc.gz"), size)
    assert addresses(found) == STORIES
    assert problems(found) == []


def test_a_wacz_is_read_in_place(tmp_path: Path) -> None:
    path = tmp_path / "x.wacz"
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("datapackage.json", "{}")
        box.writestr("archive/data.warc.gz", b"".join(archives.archive(12)))
        box.writestr("pages/pages.jsonl", "{}" * 100)
    found = read(str(path), 300)
    assert addresses(found) == STORIES
    assert problems(found) == []


def test_one_gzip_stream_of_all_records_is_read_whole(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(map(gzip.decompress, archives.archive(12))))
    found = read(write(tmp_path, [whole]), 300)
    assert addresses(found) == STORIES
    assert all(each.place is None for each in found if isinstance(each, Reading))


def test_an_original_is_found_again_by_file_and_position(tmp_path: Path) -> None:
    path = write(tmp_path, archives.archive(12))
    for each in read(path):
        assert isinstance(each, Reading)
        assert each.place is not None
        (record,) = records_of(Share(each.place[0], "", each.place[1], each.place[1] + 1, 0, Path(path).stat().st_size))
        assert isinstance(record, Record)
        assert each.original is not None
        assert record.block.endswith(each.original)


DAMAGE = {
    "noise between": (lambda whole: random.Random(1).randbytes(200), False),
    "cut off": (lambda whole: whole[: len(whole) // 2], True),
    "flipped": (lambda whole: whole[:60] + bytes(b ^ 0xFF for b in whole[60:70]) + whole[70:], True),
    "length too large": (lambda whole: archives.member(archives.record(b"HTTP/1.1 200 OK\r\n\r\nx", length=5000)), True),
    "length far too large": (lambda whole: archives.member(archives.record(b"HTTP/1.1 200 OK\r\n\r\nx", length=10**9)), True),
    "no HTTP": (lambda whole: archives.member(archives.record(b"\0\1\2")), True),
}  # fmt: skip


@pytest.mark.parametrize("kind", DAMAGE)
@pytest.mark.parametrize("size", [200, 10**9])
def test_what_is_broken_is_counted_and_costs_nothing_else(tmp_path: Path, kind: str, size: int) -> None:
    parts = archives.archive(12)
    damage, _ = DAMAGE[kind]
    parts.insert(6, damage(archives.member(archives.story(99))))
    found = read(write(tmp_path, parts), size)
    assert addresses(found) == STORIES
    assert len(problems(found)) == 1
    assert problems(found)[0].position is not None


@pytest.mark.parametrize("cut", [1, 5, 30, 150])
def test_a_cut_off_file_says_where_it_ends(tmp_path: Path, cut: int) -> None:
    parts = archives.archive(12)
    whole = b"".join(parts)
    found = read(write(tmp_path, [whole[:-cut]]), 300)
    assert addresses(found)[:11] == STORIES[:11]
    (problem,) = problems(found)
    assert (problem.cause, problem.is_end) == (TRUNCATED, True)
    assert problem.position == len(whole) - len(parts[-1])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 6), st.sampled_from([150, 700, 10**9]))
def test_no_damage_stops_the_reading(tmp_path_factory: pytest.TempPathFactory, seed: int, hits: int, size: int) -> None:
    chance, data = random.Random(seed), bytearray(b"".join(archives.archive(12)))
    for _ in range(hits):
        at = chance.randrange(len(data))
        data[at : at + chance.randint(0, 30)] = chance.randbytes(chance.randint(0, 30))
    found = read(write(tmp_path_factory.mktemp("damage"), [bytes(data)]), size)
    got = addresses(found)
    assert len(got) == len(set(got))
    assert len(got) >= 12 - 2 * hits - 1


KINDS = [
    (archives.record(archives.answer(b"<html>gone</html>", "404 Not Found")), "HTTP 404"),
    (archives.record(archives.answer(b"\xff\xd8", media="image/jpeg")), "image/jpeg"),
    (archives.record(archives.answer(b"")), "empty"),
    (archives.record(archives.answer(b"<html><body><nav>Home</nav></body></html>")), "page without an article"),
]


@pytest.mark.parametrize(("block", "kind"), KINDS)
def test_what_is_no_document_is_passed_over_by_kind(tmp_path: Path, block: bytes, kind: str) -> None:
    assert read(write(tmp_path, [archives.member(block)])) == [Passed(kind)]


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:50], body[50:])) + b"0\r\n\r\n"


BODIES = [
    (chunked(archives.page(1)), "Transfer-Encoding: chunked\r\n"),
    (archives.page(1), "Transfer-Encoding: chunked\r\n"),  # joined by the crawler, which kept the header
    (gzip.compress(archives.page(1)), "Content-Encoding: gzip\r\n"),
    (archives.page(1), "Content-Encoding: gzip\r\n"),
    (chunked(gzip.compress(archives.page(1))), "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
]


@pytest.mark.parametrize(("body", "header"), BODIES)
def test_bodies_are_unpacked_where_they_are_packed(tmp_path: Path, body: bytes, header: str) -> None:
    block = archives.record(archives.answer(body, more=header))
    (found,) = read(write(tmp_path, [archives.member(block)]))
    assert isinstance(found, Reading)
    assert found.document.title == "Story number 1"
    assert found.original == archives.page(1)
    assert hashlib.sha256(found.original).digest()


def test_a_body_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    bomb = gzip.compress(b"\0" * 30_000_000)
    (found,) = read(
        write(tmp_path, [archives.member(archives.record(archives.answer(bomb, more="Content-Encoding: gzip\r\n")))])
    )
    assert isinstance(found, ReadProblem)
    assert found.cause == "body of more than 20 MB"


def test_extracted_text_is_read_as_text(tmp_path: Path) -> None:
    text = "Title of it\nNothing of note happened in the valley this week, people there said."
    (found,) = read(write(tmp_path, [archives.member(archives.record(text.encode(), kind="conversion"))]))
    assert isinstance(found, Reading)
    assert found.document.text == text


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    for name, data in (("x.warc.gz", b""), ("x.wacz", b"PK\x03\x04nothing"), ("y.warc", b"nothing of that kind")):
        found = read(write(tmp_path, [data], name))
        assert len(problems(found)) == 1
        assert not addresses(found)
