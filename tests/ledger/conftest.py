"""One test body, every database: SQLite always, PostgreSQL where `ONDIT_TEST_POSTGRESQL` is the address of one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from ondit.ledger import Ledger, open_ledger
from ondit.ledger.schema import metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The place of a ledger that does not exist yet."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.sqlite")
    url = os.environ.get("ONDIT_TEST_POSTGRESQL")
    if not url:
        pytest.skip("ONDIT_TEST_POSTGRESQL is not set")
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
    metadata.drop_all(engine)
    engine.dispose()
    return url


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with open_ledger(where, create=True) as opened:
        yield opened
