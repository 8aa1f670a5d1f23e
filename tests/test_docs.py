"""Docs cannot drift: every command stands in the README, and the README names none that isn't there."""

from __future__ import annotations

import re
from pathlib import Path

from typer.main import get_command

from ondit.cli import app

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def test_every_command_is_in_the_table_and_none_besides() -> None:
    commands = set(get_command(app).commands)
    rows = [line.split("|")[1] for line in README.splitlines() if line.startswith("| `")]
    named = {word.split()[0] for row in rows for word in re.findall(r"`([^`]+)`", row)}
    assert named == commands


def test_files_that_the_readme_names_are_there() -> None:
    root = Path(__file__).parents[1]
    for name in re.findall(r"`((?:docs|contract|src|bench)/[^`]+)`", README):
        assert (root / name).exists(), name
