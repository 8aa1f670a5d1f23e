"""`ondit serve` opens the ledger asked for, the demo's where there is no other, and says what is missing in one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from ondit.ledger import open_ledger

Run = Callable[..., Result]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the server would have been started with."""
    uvicorn = pytest.importorskip("uvicorn", reason="the extra web is not installed")
    started: list[dict[str, Any]] = []
    monkeypatch.setattr(uvicorn, "run", lambda app, **how: started.append(how))
    return started


def test_the_demo_is_shown_where_there_is_no_other_ledger(run: Run, served: list[dict[str, Any]]) -> None:
    missing = run("serve")
    assert missing.exit_code == 2
    assert "there is no ledger" in missing.stderr
    open_ledger("ondit-demo.sqlite", create=True).close()
    assert "ondit-demo.sqlite at http://127.0.0.1:8100/" in run("serve").stderr
    open_ledger("ondit.sqlite", create=True).close()
    assert "ondit.sqlite at" in run("serve", "--port", "8200").stderr
    assert run("serve", "--ledger", "other.sqlite").exit_code == 2
    assert [(how["host"], how["port"]) for how in served] == [("127.0.0.1", 8100), ("127.0.0.1", 8200)]
    assert not Path("other.sqlite").exists()
