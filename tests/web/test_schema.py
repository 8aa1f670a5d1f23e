"""The OpenAPI document against the application: whatever is asked, no answer is a fault of the server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

schemathesis = pytest.importorskip("schemathesis", reason="needs schemathesis")

from tests.conftest import claim_in  # noqa: E402

from ondit.engine.flow import settle  # noqa: E402
from ondit.ledger import Entry, append, open_ledger  # noqa: E402
from ondit.records import Claim, Document  # noqa: E402
from ondit.web import create_app  # noqa: E402
from ondit.web.visitors import AtHome  # noqa: E402


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    with open_ledger(tmp_path_factory.mktemp("l") / "l.sqlite", create=True) as ledger:
        text = Document(
            "d", "Pyongyang sends 10,000 workers to Russia, to Alabuga", published="2025-06-19", outlet="Wire"
        )
        append(ledger, [Entry(text, "a", "test/1", (claim_in(text),))], "2025-06-20T00:00:00Z")
        settle(ledger)
        app = create_app(ledger, AtHome("Ana"), ["*"])
        yield schemathesis.openapi.from_asgi("/openapi.json", app)


def test_no_question_breaks_the_server(api: object) -> None:
    asked = 0
    for found in api.get_all_operations():  # type: ignore[attr-defined]
        operation = found.ok()

        @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @given(case=operation.as_strategy())
        def ask(case: object) -> None:
            answer = case.call()  # type: ignore[attr-defined]
            assert answer.status_code < 500, case

        ask()
        asked += 1
    assert asked > 20


def test_bulk_is_one_claim_a_line(tmp_path: Path, make_claim: Callable[..., Claim]) -> None:
    from fastapi.testclient import TestClient

    text = Document("d", "Pyongyang sends 10,000 workers to Russia, to Alabuga", published="2025-06-19", outlet="Wire")
    with open_ledger(tmp_path / "l.sqlite", create=True) as ledger:
        claims = tuple(make_claim(text, status=status) for status in ("planned", "done"))
        append(ledger, [Entry(text, "a", "test/1", claims)], "2025-06-20T00:00:00Z")
        client = TestClient(create_app(ledger), base_url="http://127.0.0.1")
        rows = [json.loads(line) for line in client.get("/claims.jsonl").text.splitlines()]
        rest = client.get(f"/claims.jsonl?after={rows[0]['key']}").text.splitlines()
    assert {row["id"] for row in rows} == {claim.id for claim in claims}
    assert [json.loads(line)["id"] for line in rest] == [rows[1]["id"]]
    assert rows[0]["source"]["outlet"] == "Wire"
