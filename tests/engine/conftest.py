"""An empty ledger for the tests of the chain."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ondit.ledger import Ledger, open_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.sqlite", create=True) as opened:
        yield opened
