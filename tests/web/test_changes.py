"""What changes something: check with its permalink, review with undo, kept searches, sign-in, and who is turned away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from ondit.engine.flow import settle
from ondit.ledger import Entry, Ledger, append, decisions, everything, open_ledger
from ondit.records import Claim, Document
from ondit.web import create_app
from ondit.web.visitors import AtHome, AuthError, BehindProxy, Named, door_of, hashed

NOW = "2025-06-20T00:00:00Z"
TEXTS = (
    "Pyongyang considers sending 10,000 workers to Russia, to Alabuga",
    "Pyongyang sends 25,000 workers to Russia, to Alabuga",
)


@pytest.fixture
def ledger(tmp_path: Path, make_claim: Callable[..., Claim]) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "l.sqlite", create=True) as book:
        for number, text in enumerate(TEXTS):
            document = Document(
                f"d{number}", text, published=f"2025-06-1{number}", outlet=f"Outlet {number}", language="en"
            )
            words, count = ("25,000 workers", 25000) if "25,000" in text else ("10,000 workers", 10000)
            status = "considered" if "considers" in text else "underway"
            claim = make_claim(document, quantity=(count, count, "person", words), where="Alabuga", status=status)
            append(book, [Entry(document, f"a{number}", "test/1", (claim,))], NOW)
        settle(book)
        yield book


@pytest.fixture
def client(ledger: Ledger) -> TestClient:
    return TestClient(create_app(ledger, AtHome("Ana")), base_url="http://127.0.0.1", follow_redirects=False)


def token(client: TestClient, page: str = "/check") -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get(page).text)
    assert found
    return found[1]


def test_a_check_has_an_address_of_its_own(client: TestClient, ledger: Ledger) -> None:
    before = everything(ledger)
    given = {
        "token": token(client),
        "text": "Workers\nPyongyang sends 25,000 workers to Alabuga in Russia.",
        "published": "2025-06-14",
    }
    answer = client.post("/check", data=given)
    assert answer.status_code == 303
    page = answer.headers["location"]
    assert re.fullmatch(r"/check/[0-9a-f]{16}", page)
    shown, row = client.get(page), client.get(f"{page}.json").json()
    assert "25,000 workers" in shown.text
    assert row["claims"][0]["reports"] >= 1
    assert client.get(page).text == shown.text
    assert everything(ledger) == before


def test_a_file_and_an_address_are_checked_too(client: TestClient) -> None:
    here = token(client)
    dropped = client.post(
        "/check", data={"token": here}, files={"file": ("a.txt", b"T\nFrance sent 10 guns to Armenia.")}
    )
    assert dropped.status_code == 303
    for address, said in (
        ("http://127.0.0.1:1/", "not a public address"),
        ("http://[::1]/", "not a public"),
        ("file:///etc/passwd", "not an http"),
    ):
        answer = client.post("/check", data={"token": here, "address": address})
        assert answer.status_code == 400
        assert said in answer.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "bring one article"),
        ({"text": "a", "address": "https://a.example/"}, "bring one article"),
        ({"text": "T\nFrance sent guns to Armenia.", "published": "soon"}, "soon"),
    ],
)
def test_what_cannot_be_checked_is_said_on_the_form(client: TestClient, given: dict[str, str], said: str) -> None:
    answer = client.post("/check", data={"token": token(client)} | given)
    assert answer.status_code == 400
    assert said in answer.text


def test_programs_check_without_keeping(client: TestClient) -> None:
    row = client.post("/check.json", json={"text": "T\nNorth Korea sends 30,000 workers to Russia."}).json()
    assert row["claims"]
    assert client.post("/check.json", json={}).status_code == 400


def test_a_word_is_said_and_taken_back(client: TestClient, ledger: Ledger) -> None:
    queue = client.get("/review.json").json()["claims"]
    given = {"token": token(client, "/review"), "claim": queue[0]["id"], "action": "reject", "to": "/review"}
    answer = client.post("/decisions", data=given)
    assert answer.status_code == 303
    made = decisions(ledger)
    assert [(d.action, d.author) for d in made] == [("reject", "Ana")]
    assert queue[0]["id"] not in [c["id"] for c in client.get("/review.json").json()["claims"]]
    client.post("/decisions/undo", data={"token": given["token"], "decision": made[0].id})
    assert queue[0]["id"] in [c["id"] for c in client.get("/review.json").json()["claims"]]
    history = client.get("/decisions.json").json()["decisions"]
    assert [(d["action"], d["in_force"]) for d in history] == [("undo", False), ("reject", False)]


def test_words_of_the_text_correct_a_figure(client: TestClient, ledger: Ledger) -> None:
    queue = client.get("/review.json").json()["claims"]
    given = {
        "token": token(client, "/review"),
        "claim": queue[0]["id"],
        "action": "correct",
        "slot": "quantity",
        "value": "12,000 workers",
    }
    assert client.post("/decisions", data=given).status_code == 303
    assert decisions(ledger)[0].value["low"] == 12000
    wrong = client.post("/decisions", data=given | {"value": "many"})
    assert wrong.status_code == 400
    assert len(decisions(ledger)) == 1


def test_a_change_needs_the_token_of_the_page(client: TestClient, ledger: Ledger) -> None:
    claim = client.get("/review.json").json()["claims"][0]["id"]
    for given in ({"claim": claim, "action": "accept"}, {"claim": claim, "action": "accept", "token": "x"}):
        assert client.post("/decisions", data=given).status_code == 403
    assert decisions(ledger) == []


def test_pages_to_go_back_to_are_of_this_site(client: TestClient) -> None:
    claim = client.get("/review.json").json()["claims"][0]["id"]
    given = {"token": token(client, "/review"), "claim": claim, "action": "accept"}
    for to in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        answer = client.post("/decisions", data=given | {"to": to})
        assert answer.headers["location"].startswith("/review")


def test_kept_searches_and_their_feed(client: TestClient) -> None:
    given = {"token": token(client, "/review"), "name": "workers", "query": "text=workers&evil=1"}
    assert client.post("/searches", data=given).status_code == 303
    kept = client.get("/searches.json").json()["searches"]
    assert [(each["name"], each["query"], each["author"]) for each in kept] == [("workers", "text=workers", "Ana")]
    feed = ElementTree.fromstring(client.get(kept[0]["feed"]).content)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert entries
    assert len({entry.findtext("{http://www.w3.org/2005/Atom}id") for entry in entries}) == len(entries)


def test_sources_tell_who_begins_and_who_repeats(client: TestClient) -> None:
    rows = client.get("/sources.json").json()["outlets"]
    assert {row["name"] for row in rows} == {"Outlet 0", "Outlet 1"}
    assert "Outlet 0" in client.get(rows[0]["url"]).text + client.get(rows[1]["url"]).text
    assert client.get("/source.json?outlet=nobody").status_code == 404


@pytest.fixture
def team(ledger: Ledger) -> TestClient:
    door = Named(
        {"ana": hashed("correct horse"), "ben": hashed("battery staple")}, {"ana": "reviewer", "ben": "reader"}
    )
    return TestClient(create_app(ledger, door), base_url="http://127.0.0.1", follow_redirects=False)


def sign_in(team: TestClient, name: str, password: str) -> int:
    return team.post("/login", data={"name": name, "password": password, "to": "/review"}).status_code


def test_nobody_reads_a_teams_ledger_without_signing_in(team: TestClient) -> None:
    assert team.get("/").headers["location"] == "/login?to=%2F"
    assert team.get("/overview.json").status_code == 401
    assert team.post("/check.json", json={"text": "a"}).status_code == 401
    assert sign_in(team, "ana", "wrong") == 401
    assert sign_in(team, "nobody", "wrong") == 401
    assert sign_in(team, "ana", "correct horse") == 303
    assert team.get("/").status_code == 200
    team.post("/logout", data={"token": token(team)})
    assert team.get("/overview.json").status_code == 401


def test_a_reader_may_not_decide(team: TestClient, ledger: Ledger) -> None:
    sign_in(team, "ben", "battery staple")
    claim = team.get("/review.json").json()["claims"][0]["id"]
    given = {"token": token(team), "claim": claim, "action": "accept"}
    assert team.post("/decisions", data=given).status_code == 403
    assert decisions(ledger) == []


def test_a_session_cookie_is_out_of_reach_of_scripts_and_foreign_pages(team: TestClient) -> None:
    answer = team.post("/login", data={"name": "ana", "password": "correct horse"})
    assert {"HttpOnly", "SameSite=strict"} <= {part.strip() for part in answer.headers["set-cookie"].split(";")}


def test_too_many_wrong_passwords_make_even_the_right_one_wait(team: TestClient) -> None:
    for _ in range(10):
        sign_in(team, "ana", "wrong")
    assert sign_in(team, "ana", "correct horse") == 401


def test_a_proxys_word_counts_only_from_its_address(ledger: Ledger) -> None:
    for trusted, status in (("testclient", 200), ("10.0.0.1", 401)):
        door = BehindProxy("x-remote-user", {}, frozenset([trusted]))
        client = TestClient(create_app(ledger, door), base_url="http://127.0.0.1")
        assert client.get("/overview.json", headers={"x-remote-user": "ana"}).status_code == status
        assert client.get("/overview.json").status_code == 401


@pytest.mark.parametrize(
    "text",
    ["", "[users", "[users.ana]\nrole = 'king'", "[users.ana]\nrole = 'reader'", '[users."a b"]\nrole = "reader"'],
)
def test_a_file_of_users_that_is_none_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "users.toml"
    path.write_text(text)
    with pytest.raises(AuthError, match=re.escape(str(path))):
        door_of(path)
