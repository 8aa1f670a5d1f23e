"""read, claims, check, decide, trace, verify, forget: what they say, how they end, what they leave in the ledger."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from ondit.engine import flow
from ondit.ledger import open_ledger
from ondit.ledger.schema import about
from ondit.read import Reading
from ondit.records import Document

Run = Callable[..., Result]
pytestmark = pytest.mark.usefixtures("small")

CONSIDERED = "Pyongyang considers sending 25,000 workers to Russia, to Alabuga, NHK says."
DRIFTED = "Pyongyang already has 25,000 workers in Russia, at Alabuga.\n"


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Path:
    """A ledger in the working folder with one dated report and one page about the weather."""
    rows = [
        {
            "id": "a",
            "text": CONSIDERED,
            "published": "2025-06-19",
            "outlet": "Ukrinform",
            "url": "https://example.org/a",
        },
        {"id": "b", "text": "Rain tomorrow.", "outlet": "Weather", "url": "https://example.org/b"},
    ]
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    result = run("read", "reports.jsonl")
    assert result.exit_code == 0, result.stderr
    assert "2 documents added" in result.stdout
    assert "1 claims" in result.stdout
    return tmp_path


def test_reading_twice_adds_nothing(run: Run, filled: Path) -> None:
    result = run("read", "reports.jsonl")
    assert result.exit_code == 0
    assert "0 documents added (0 of them new versions), 2 known before; 0 claims" in result.stdout


def test_bad_inputs_are_told_and_the_others_read(run: Run, filled: Path) -> None:
    (filled / "latin.txt").write_bytes("Caf\xe9 \x81".encode("latin-1") * 10 + b"\0\1\2\3" * 50)
    (filled / "good.txt").write_text(DRIFTED, "utf-8")
    result = run("read", "absent.txt", "latin.txt", "good.txt")
    assert result.exit_code == 1
    assert "1 documents added" in result.stdout
    said = result.stderr.splitlines()
    assert len(said) == 2
    assert said[0].startswith("ondit: absent.txt: ")
    assert said[1].startswith("ondit: latin.txt: ")


def test_claims_as_table_json_and_csv(run: Run, filled: Path) -> None:
    assert "Ukrinform" in run("claims").stdout
    (row,) = [json.loads(line) for line in run("claims", "--json").stdout.splitlines()]
    assert row["kind"] == "deployment"
    assert row["source"]["published"] == "2025-06-19"
    (flat,) = list(csv.DictReader(io.StringIO(run("claims", "--csv").stdout)))
    assert (flat["actor"], flat["target"], flat["evidence"], flat["attribution"]) == ("PRK", "RUS", CONSIDERED, "NHK")


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (["--kind", "deployment"], 1),
        (["--kind", "losses"], 0),
        (["--party", "prk", "--status", "considered"], 1),
        (["--since", "2025-06-20"], 0),
        (["--until", "2025-06"], 1),
        (["--text", "NHK workers"], 1),
        (["--outlet", "Weather"], 0),
        (["--limit", "0"], 0),
    ],
)
def test_filters(run: Run, filled: Path, filters: list[str], count: int) -> None:
    result = run("claims", "--json", *filters)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == count


@pytest.mark.parametrize(
    "arguments",
    [
        ["claims", "--kind", "gift"],
        ["claims", "--since", "yesterday"],
        ["claims", "--json", "--csv"],
        ["claims", "--language", "de"],
        ["check", "--json", "--format", "md", "article.txt"],
        ["check", "absent.txt"],
        ["decide", "same-origin", "a"],
        ["decide", "accept", "a", "b"],
        ["decide", "correct", "a"],
        ["undo", "nothing"],
        ["trace", "nothing"],
        ["forget", "nothing", "--reason", "asked to"],
        ["read"],
    ],
)
def test_wrong_usage_ends_with_2_and_no_traceback(run: Run, filled: Path, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip()


@pytest.mark.parametrize("command", [["claims"], ["check", "article.txt"], ["verify"], ["trace", "x"], ["decisions"]])
def test_a_ledger_that_is_none(run: Run, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "article.txt").write_text(DRIFTED, "utf-8")
    result = run(*command)
    assert result.exit_code == 2
    assert result.stderr == "ondit: ondit.sqlite: there is no ledger; `ondit read` makes one\n"
    (tmp_path / "ondit.sqlite").write_bytes(b"no database, " * 500)
    result = run(*command)
    assert result.exit_code == 2
    assert result.stderr == "ondit: ondit.sqlite: not a ledger of ondit (no SQLite file)\n"


def test_a_ledger_of_a_newer_version(run: Run, filled: Path) -> None:
    with open_ledger(filled / "ondit.sqlite") as ledger, ledger.writing() as connection:
        connection.execute(about.update().where(about.c.name == "version").values(value="99"))
    for command in (["claims"], ["read", "reports.jsonl"]):
        result = run(*command)
        assert result.exit_code == 2
        assert result.stderr.startswith("ondit: ondit.sqlite: made by a newer ondit (ledger version 99")


def test_check_finds_the_drift_and_keeps_nothing(run: Run, filled: Path) -> None:
    (filled / "article.txt").write_text(DRIFTED, "utf-8")
    result = run("check", "article.txt")
    assert result.exit_code == 3
    assert (
        "here under way; the report this goes back to, NHK (in Ukrinform, 19 June 2025), said being considered"
        in result.stdout
    )
    assert "1 report, 1 origin; earliest: NHK (in Ukrinform, 19 June 2025)" in result.stdout
    french = run("check", "article.txt", "--language", "fr")
    assert "ici en cours ; l'article d'origine, NHK (dans Ukrinform, 19 juin 2025), disait à l'étude" in french.stdout
    assert len(run("claims", "--json").stdout.splitlines()) == 1


def test_check_from_standard_input_and_in_every_form(run: Run, filled: Path) -> None:
    told = json.loads(run("check", "-", "--json", input=DRIFTED).stdout)
    assert told["claims"][0]["notes"][0]["type"] == "drift"
    assert run("check", "-", "--format", "md", input=DRIFTED).stdout.startswith("# Check of")
    assert run("check", "-", "--format", "html", input=DRIFTED).stdout.startswith("<!doctype html>")


def test_check_says_nothing_where_there_is_nothing(run: Run, filled: Path) -> None:
    result = run("check", "-", input="Rain tomorrow.")
    assert result.exit_code == 0
    assert "ondit took no claim from this text. Nothing in this ledger." in result.stdout
    assert "neither confirms nor refutes" in result.stdout


def test_check_keeps_the_article_only_when_told(run: Run, filled: Path) -> None:
    (filled / "article.txt").write_text(DRIFTED, "utf-8")
    for _ in range(2):  # the second time the article is known, and still no report about itself
        result = run("check", "article.txt", "--keep")
        assert result.exit_code == 3
        assert "1 report, 1 origin" in result.stdout
        assert len(run("claims", "--json").stdout.splitlines()) == 2


def test_sources_and_what_a_user_sets(run: Run, filled: Path) -> None:
    (row,) = [json.loads(line) for line in run("sources", "--json").stdout.splitlines()]
    assert (row["outlet"], row["claims"], row["begun"], row["repeated"], row["family"]) == ("Ukrinform", 1, 1, 0, [])
    assert (row["kinds"][0]["letter"], row["kinds"][0]["reason"]) == ("F", "only 0 settled claims of the kind")
    (filled / "mine.toml").write_text('[reliability]\nukrinform = "B"\n', "utf-8")
    table = run("sources", "UKRINFORM", "--priors", "mine.toml").stdout
    assert "set by the user" in " ".join(table.split())
    (claim,) = [json.loads(line) for line in run("claims", "--json", "--priors", "mine.toml").stdout.splitlines()]
    assert claim["rating"]["letter"] == "B"
    assert claim["rating"]["credibility"] == 3
    assert "B3" in run("claims", "--priors", "mine.toml").stdout
    (filled / "article.txt").write_text(DRIFTED, "utf-8")
    assert "; rated F3" in run("check", "article.txt").stdout
    assert "Ukrinform (B)" in run("trace", claim["id"], "--priors", "mine.toml").stdout
    run("decide", "accept", claim["id"])
    assert json.loads(run("sources", "--json").stdout)["kinds"][0]["held"] == 1
    run("decide", "reject", claim["id"])
    (kind,) = json.loads(run("sources", "--json").stdout)["kinds"]
    assert (kind["propositions"], kind["held"], kind["settled"]) == (0, 0, 1)


@pytest.mark.parametrize(
    ("text", "problem"), [("[", "not TOML"), ("[reliability]\nx = 'Z'", "is none of"), (None, "No such file")]
)
def test_a_file_of_priors_that_is_none(run: Run, filled: Path, text: str | None, problem: str) -> None:
    if text is not None:
        (filled / "mine.toml").write_text(text, "utf-8")
    result = run("sources", "--priors", "mine.toml")
    assert result.exit_code == 2
    assert problem in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_decisions_change_what_is_found_and_can_be_undone(run: Run, filled: Path) -> None:
    (filled / "article.txt").write_text(DRIFTED, "utf-8")
    (claim,) = [json.loads(line)["id"] for line in run("claims", "--json").stdout.splitlines()]
    made = run("decide", "reject", claim[:8], "--author", "ann")
    assert made.exit_code == 0
    decision = made.stdout.split(":")[0]
    assert run("check", "article.txt").exit_code == 0
    assert run("undo", decision, "--author", "bob").exit_code == 0
    assert run("check", "article.txt").exit_code == 3
    history = [json.loads(line) for line in run("decisions", "--json").stdout.splitlines()]
    assert [(row["action"], row["author"], row["revokes"]) for row in history] == [
        ("reject", "ann", None), ("undo", "bob", decision),
    ]  # fmt: skip
    assert len(run("decisions").stdout.splitlines()) == 2
    assert run("undo", history[1]["id"]).exit_code == 2
    assert run("verify").exit_code == 0


def test_a_correction_is_checked_before_it_is_kept(run: Run, filled: Path) -> None:
    (claim,) = [json.loads(line)["id"] for line in run("claims", "--json").stdout.splitlines()]
    assert run("decide", "correct", claim, "--slot", "status", "--value", "perhaps").exit_code == 2
    assert run("decide", "correct", claim, "--slot", "colour", "--value", "red").exit_code == 2
    assert run("decisions").stdout == ""
    assert run("decide", "correct", claim, "--slot", "status", "--value", "planned").exit_code == 0
    assert run("decide", "correct", claim, "--slot", "actor", "--value", '{"code": "CHN"}').exit_code == 0


def test_trace_draws_the_lineage(run: Run, filled: Path) -> None:
    (filled / "article.txt").write_text(DRIFTED, "utf-8")
    run("check", "article.txt", "--keep")
    (claim, _) = [json.loads(line)["id"] for line in run("claims", "--json").stdout.splitlines()]
    drawn = run("trace", claim[:10])
    assert drawn.exit_code == 0
    assert "19 June 2025  Ukrinform (F)  25,000, being considered" in drawn.stdout
    assert "status: being considered → under way" in drawn.stdout


def test_verify_and_forget(run: Run, filled: Path) -> None:
    assert run("verify").stdout == "ondit.sqlite: whole\n"
    (row,) = [json.loads(line) for line in run("claims", "--json").stdout.splitlines()]
    assert run("forget", row["document"], "--reason", "asked to").exit_code == 0
    assert run("claims", "--json").stdout == ""
    assert run("verify").exit_code == 0
    with open_ledger(filled / "ondit.sqlite") as ledger, ledger.writing() as connection:
        connection.exec_driver_sql("UPDATE document SET outlet = 'Other'")
    result = run("verify")
    assert result.exit_code == 1
    assert "changed since it was appended" in result.stdout


def test_a_claim_of_a_paged_document_names_its_page(run: Run, small: None, tmp_path: Path) -> None:
    text = "First page.\nPyongyang considers sending workers to Russia, NHK says."
    document = Document("d" * 24, text, "2025-06-19", "A", language="en")
    with open_ledger(tmp_path / "ondit.sqlite", create=True) as ledger:
        reading = Reading(document, "file:a.pdf", b"%PDF-", "application/pdf", pages=(0, 12))
        for _ in flow.read_into(ledger, [reading], lambda: "2026-01-01T00:00:00Z", workers=1):
            pass
    (row,) = [json.loads(line) for line in run("claims", "--json").stdout.splitlines()]
    assert row["source"]["page"] == 2
