"""Commands that can run on Spark: what is wrong usage is said in a line before anything starts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from typer.testing import Result

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("read", "x.html", "--engine", "flink"), "'flink' is neither local nor spark"),
        (("read", "x.html", "--engine", "spark"), "needs --output DIR"),
        (("read", "x.html", "--master", "local"), "need --engine spark"),
        (("read", "x.html", "--output", "out"), "need --engine spark"),
        (("read", "x.html", "--engine", "spark", "-o", "out", "--conf", "a"), "--conf a: not NAME=VALUE"),
        (("reconcile", "--engine", "spark"), "reconciles a folder"),
        (("reconcile", "--engine", "spark", "out", "--claims", "x"), "reconciles a folder"),
        (("reconcile", "--claims", "x"), "Missing option '--documents'"),
        (("reconcile", "--documents", "x"), "Missing option '--claims'"),
        (("reconcile", "--documents", "x", "--claims", "y", "z"), "Got unexpected extra argument(s) (z)"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...], told: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.replace("│", " ").split())


def test_a_folder_that_holds_nothing(run: Run) -> None:
    pytest.importorskip("pyarrow")
    result = run("ledger", "load", "nowhere")
    assert (result.exit_code, result.stderr) == (2, "ondit: nowhere: no claims in it, or not all of them\n")
