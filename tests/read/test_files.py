"""Files and streams to documents: what they hold, and one line for each thing that is bad."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ondit.read import Reading, ReadProblem, read_path, read_stdin
from ondit.read.reading import MOST_BYTES, canonical_text

REPORT = {
    "url": "https://example.org/a", "outlet": "Outlet", "language": "fr", "date": "2025-06", "date_basis": "stated",
    "id": "n-1", "text": "Un titre\nLa Corée du Nord envoie 25 000 ouvriers en Russie.",
}  # fmt: skip


def file(tmp_path: Path, name: str, data: bytes | str) -> list[Reading | ReadProblem]:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_path(path))


def only(found: list[Reading | ReadProblem]) -> Reading:
    (one,) = found
    assert isinstance(one, Reading), one
    return one


def cause(found: list[Reading | ReadProblem]) -> str:
    (one,) = found
    assert isinstance(one, ReadProblem), one
    return one.cause


def test_a_report_row_gives_all_it_says(tmp_path: Path) -> None:
    reading = only(file(tmp_path, "a.json", json.dumps(REPORT)))
    document = reading.document
    assert (document.published, document.outlet, document.language) == ("2025-06", "Outlet", "fr")
    assert (document.title, reading.address, document.text) == ("Un titre", REPORT["url"], REPORT["text"])
    assert json.loads(reading.original or b"") == REPORT


def test_a_bad_line_is_told_with_its_number_and_the_others_are_read(tmp_path: Path) -> None:
    rows = [
        json.dumps(REPORT).encode(),
        b"{no json",
        b"",
        b"[1]",
        b'{"text": 5}',
        b'{"text": "\xff"}',
        b'{"text": "Good."}',
    ]
    found = file(tmp_path, "a.jsonl", b"\n".join(rows))
    assert [type(each) for each in found] == [Reading, *[ReadProblem] * 4, Reading]
    told = [each.name.rpartition(": ")[2] for each in found if isinstance(each, ReadProblem)]
    assert told == ["line 2", "line 4", "line 5", "line 6"]


def test_a_date_that_is_none_leaves_the_document_undated(tmp_path: Path) -> None:
    problem, reading = file(tmp_path, "a.json", json.dumps(REPORT | {"date": "last week"}))
    assert isinstance(problem, ReadProblem)
    assert "'last week' is not a date" in problem.cause
    assert isinstance(reading, Reading)
    assert reading.document.published is None


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b"", "empty"),
        ("a.html", b" \n", "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.txt", b"\x7fELF\0\1\2\3" * 40, "binary"),
        ("a.html", bytes(range(256)) * 4, "binary"),
        ("a.txt", b"x" * (MOST_BYTES + 1), "more than 20 MB"),
        ("a.json", b'{"text": "\xe9"}', "not UTF-8: byte 11"),
        ("a.json", b'{"text": ', "not JSON"),
        ("a.jsonl", b'{"text": "' + b"x" * MOST_BYTES + b'"}', "more than 20 MB"),
    ],
)  # fmt: skip
def test_bad_files_are_told_in_one_line(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    assert told in cause(file(tmp_path, name, data))


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    assert "No such file" in cause(list(read_path(tmp_path / "absent.txt")))
    assert "directory" in cause(list(read_path(tmp_path)))


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("cp1251", "Россия и КНДР договорились о поставках снарядов, сообщил министр обороны."),
        ("cp949", "북한은 러시아에 노동자를 파견한다."),
        ("gb18030", "朝鲜向俄罗斯派遣工人，平壤尚未证实。"),
        ("cp932", "北朝鮮はロシアに労働者を派遣する。"),
        ("utf-16", "Pyongyang sends shells to Moscow, officials say."),
        ("utf-8-sig", "Pyongyang envoie des obus à Moscou — «€ 5»."),
    ],
)
def test_text_in_other_charsets(tmp_path: Path, charset: str, text: str) -> None:
    assert only(file(tmp_path, "a.txt", text.encode(charset))).document.text == text


def test_markdown_loses_its_marks(tmp_path: Path) -> None:
    source = "---\ndate: 2025-06-19\n---\n# Title\n\nSome **bold** [link](http://x.y) text.\n\n* one\n* two\n"
    document = only(file(tmp_path, "a.md", source)).document
    assert document.text == "Title\n\nSome bold link text.\n\n- one\n- two"
    assert (document.title, document.published) == ("Title", "2025-06-19")


def test_standard_input_is_told_by_its_bytes() -> None:
    rows = list(read_stdin(io.BytesIO(json.dumps(REPORT).encode() + b"\n{bad\n")))
    assert [type(each) for each in rows] == [Reading, ReadProblem]
    one, two = (only(list(read_stdin(io.BytesIO(text)))) for text in (b"Some text.", b"Other text."))
    assert one.address != two.address
    page = only(
        list(read_stdin(io.BytesIO("<html><h1>A heading here</h1><p>Un mot à dire, ici même, à tous.</p>".encode())))
    )
    assert page.media == "text/html"


@given(st.text())
def test_canonical_text_is_stable_and_storable(raw: str) -> None:
    text = canonical_text(raw)
    assert canonical_text(text) == text
    assert "\0" not in text
    assert "\r" not in text
    text.encode("utf-8")
