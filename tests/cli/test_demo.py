"""The demo on the packaged samples, with the real extractor: it ends well and shows drift."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from typer.testing import Result

Run = Callable[..., Result]


def test_the_demo_builds_a_ledger_and_finds_drift(run: Run, tmp_path: Path) -> None:
    result = run("demo")
    assert result.exit_code == 0, result.stderr
    assert "88 documents added" in result.stdout
    assert "Drift: " in result.stdout
    # On a slow machine it says how far it is.
    assert [line for line in result.stderr.splitlines() if not line.startswith("ondit: reading: ")] == []
    again = run("demo", "--language", "fr")
    assert again.exit_code == 0
    assert "0 documents added (0 of them new versions), 88 known before" in again.stdout
    assert "Dérive" in again.stdout
    assert run("verify", "--ledger", "ondit-demo.sqlite").exit_code == 0


def test_samples_are_whole_and_say_what_they_are() -> None:
    samples = files("ondit") / "samples"
    reports = [json.loads(entry.read_text("utf-8")) for entry in (samples / "reports").iterdir()]
    assert len(reports) == 88
    for report in reports:
        assert report["id"]
        assert report["outlet"]
        assert report["url"].startswith("https://") or report["url"].startswith("http://")
        assert report["text"] == report["text"].strip()
    assert "démonstration" in (samples / "article.fr.txt").read_text("utf-8").split("\n")[0]
