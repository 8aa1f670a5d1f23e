"""Every page and its twin, hostile text, errors in one form, the content policy, foreign host names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ondit.engine.flow import settle
from ondit.ledger import Entry, append, open_ledger
from ondit.records import Claim, Document
from ondit.web import create_app
from ondit.web.marks import pieces

TEXT = "Pyongyang sends 10,000 workers to Russia <script>alert(1)</script> 🚀 Alabuga"


@pytest.fixture
def made(make_claim: Callable[..., Claim]) -> tuple[Document, Claim]:
    document = Document("d1", TEXT, published="2025-06-19", outlet="<b>Outlet</b>", title=TEXT, language="en")
    return document, make_claim(document, quantity=(10000, 10000, "person", "10,000 workers"), where="Alabuga")


@pytest.fixture
def client(tmp_path: Path, made: tuple[Document, Claim]) -> Iterator[TestClient]:
    with open_ledger(tmp_path / "l.sqlite", create=True) as ledger:
        append(ledger, [Entry(made[0], "a", "test/1", (made[1],))], "2025-06-20T00:00:00Z")
        settle(ledger)
        yield TestClient(create_app(ledger), base_url="http://127.0.0.1")


def test_pages_and_twins(client: TestClient, made: tuple[Document, Claim]) -> None:
    claim = made[1]
    twins = {
        "/": "/overview.json", "/pair/PRK/RUS": "/pair/PRK/RUS.json", "/document/d1": "/document/d1.json",
        f"/proposition/{claim.id}": f"/proposition/{claim.id}.json", "/search?text=Alabuga": "/search.json?text=Alabuga",
    }  # fmt: skip
    for page, twin in twins.items():
        told, row = client.get(page), client.get(twin)
        assert (told.status_code, row.status_code) == (200, 200), page
        assert all(tag.startswith(' type="module" src="/static/') for tag in told.text.split("<script")[1:]), page
        assert not re.search(r"<[^>]*\s(style|on\w+)=", told.text), page
        assert "<b>Outlet" not in told.text, page
        assert "default-src 'none'" in told.headers["content-security-policy"]
        assert isinstance(row.json(), dict)
    assert client.get("/overview.json").json()["pairs"][0]["actor"] == "PRK"
    assert client.get("/pair/RUS/PRK.json").json()["propositions"][0]["claims"] == 1
    assert client.get("/search.json?text=Алабуга").json()["claims"][0]["id"] == claim.id
    assert client.get("/search.json?text=nowhere").json()["claims"] == []
    assert client.get("/search.json?text=!!!").json()["claims"] == []


def test_errors_have_one_form(client: TestClient) -> None:
    for path, status in (
        ("/document/none.json", 404), ("/proposition/none.json", 404), ("/pair/AAA/BBB.json", 404), ("/none.json", 404),
        ("/search.json?after=999", 400), ("/search.json?kind=x", 422),
    ):  # fmt: skip
        told = client.get(path)
        assert told.status_code == status, path
        assert told.json().keys() == {"ok", "error", "status"}
        assert told.json()["ok"] is False
    assert "That did not work" in client.get("/document/none").text


def test_a_foreign_host_name_is_refused(client: TestClient) -> None:
    assert client.get("/overview.json", headers={"Host": "evil.example"}).status_code == 400


def test_pieces_join_to_the_text(made: tuple[Document, Claim]) -> None:
    document, claim = made
    cut = pieces(document.text, [claim])
    assert "".join(p.text for p in cut) == document.text
    assert [p.text for p in cut if p.slots] == ["Pyongyang", "10,000 ", "workers", "Russia", "Alabuga"]
    assert all(p.claims == (1,) for p in cut)
