"""`extract` and `reconcile`, as the command-line contract fixes them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import Result

from ondit.export.schema import claim_schema

Run = Callable[..., Result]
GOOD = {"id": "a", "text": "Pyongyang considers sending workers to Russia, NHK says.", "published": "2025-06-19"}


def lines(*rows: Any) -> bytes:
    return b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows)


@pytest.mark.usefixtures("small")
def test_claims_come_in_the_form_of_the_contract(run: Run) -> None:
    result = run("extract", "-", input=lines(GOOD, GOOD | {"id": "b"}))
    assert result.exit_code == 0
    claims = [json.loads(line) for line in result.stdout.splitlines()]
    assert [claim["document"] for claim in claims] == ["a", "b"]
    for claim in claims:
        Draft202012Validator(claim_schema()).validate(claim)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("bad", "cause"),
    [
        (b"{nonsense", "not JSON"),
        (b"", None),
        (b"   ", None),
        (b"[1, 2]", "not a JSON object"),
        (b'"words"', "not a JSON object"),
        (b'{"id": "b"}', "lacks 'text'"),
        (b'{"text": "b"}', "lacks 'id'"),
        (b'{"id": 5, "text": "b"}', "'id' is not a string"),
        (b'{"id": "b", "text": "\\ud83d"}', "half a surrogate pair"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"[" * 100_000, "recursion|too deep|not JSON"),
        (b'{"id": "b", "text": "x", "published": "2025-02-30"}', "'2025-02-30' is not a date; read as undated"),
    ],
)
def test_a_bad_line_is_told_by_number_and_the_rest_goes_on(run: Run, bad: bytes, cause: str | None) -> None:
    result = run("extract", "-", input=lines(GOOD, bad, GOOD | {"id": "c"}))
    assert [json.loads(line)["document"] for line in result.stdout.splitlines()] == ["a", "c"]
    if cause is None:
        assert (result.exit_code, result.stderr) == (0, "")
        return
    assert result.exit_code == 1
    (said,) = result.stderr.splitlines()
    assert said.startswith("ondit: -: line 2: ")
    assert any(part in said for part in cause.split("|"))


@pytest.mark.usefixtures("small")
def test_a_document_without_a_date_that_is_one_keeps_its_claims(run: Run) -> None:
    result = run("extract", "-", input=lines(GOOD | {"published": "yesterday"}))
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.usefixtures("small")
def test_offsets_index_the_text_as_given(run: Run) -> None:
    text = "\ufeffCafe\u0301 \U0001f600\r\nPyongyang has workers in Russia."
    (claim,) = [
        json.loads(line) for line in run("extract", "-", input=lines({"id": "a", "text": text})).stdout.splitlines()
    ]
    span = claim["object"]
    assert text[span["start"] : span["end"]] == span["text"] == "workers"


@pytest.mark.usefixtures("small")
def test_a_byte_order_mark_before_the_first_line(run: Run) -> None:
    assert run("extract", "-", input=b"\xef\xbb\xbf" + lines(GOOD)).exit_code == 0


@pytest.mark.parametrize("name", ["absent.jsonl", "."])
def test_a_file_that_cannot_be_opened_is_wrong_usage(run: Run, name: str) -> None:
    result = run("extract", name)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_wrong_usage(run: Run, tmp_path: Path) -> None:
    assert run("extract").exit_code == 2
    assert run("extract", "a", "b").exit_code == 2
    assert run("nonsense").exit_code == 2
    assert run("reconcile", "--documents", "-", "--claims", "-").exit_code == 2
    assert run("reconcile", "--documents", "absent", "--claims", "-").exit_code == 2


@pytest.mark.usefixtures("small")
def test_reconcile_takes_what_extract_gives(run: Run, tmp_path: Path) -> None:
    rows = lines(GOOD | {"outlet": "A"}, GOOD | {"id": "b", "outlet": "B", "text": "Pyongyang has workers in Russia."})
    documents, claims = tmp_path / "documents.jsonl", tmp_path / "claims.jsonl"
    documents.write_bytes(rows)
    claims.write_bytes(run("extract", str(documents)).stdout_bytes)
    result = run("reconcile", "--documents", str(documents), "--claims", "-", input=claims.read_bytes())
    assert result.exit_code == 0
    made = [json.loads(line) for line in result.stdout.splitlines()]
    propositions = [row for row in made if row["type"] == "proposition"]
    assert {name for row in propositions for name in row["claims"]} == {
        json.loads(line)["id"] for line in claims.read_text("utf-8").splitlines()
    }
    for row in propositions:
        assert sorted(name for origin in row["origins"] for name in origin) == sorted(row["claims"])
        assert row["credibility"] in range(1, 7)
    claim = json.loads(claims.read_text("utf-8").splitlines()[0])
    bad = lines(claim | {"document": "z"}, claim | {"kind": "gift"}, claim)
    result = run("reconcile", "--documents", str(documents), "--claims", "-", input=bad)
    assert result.exit_code == 1
    assert [line.split(": ", 2)[1:] for line in result.stderr.splitlines()] == [
        ["-", "line 1: no document 'z' was given"],
        ["-", "line 2: malformed claim: kind 'gift' is not in the vocabulary"],
    ]  # fmt: skip
    assert len(result.stdout.splitlines()) == 1


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}


def test_start_up_loads_no_room(tmp_path: Path) -> None:
    """What makes `ondit --help` slow is loading databases, lexicons and terminals that it does not need."""
    heavy = ("sqlalchemy", "daachorse", "httpx", "rich", "ondit.extract", "ondit.ledger", "ondit.read")
    code = f"import sys, ondit.cli; print(*(m for m in {heavy} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True)
    assert done.stdout.strip() == ""


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m ondit.cli schema | true"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, env=environment())
    assert done.stderr == ""
