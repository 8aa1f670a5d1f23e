"""What the reading pages say of the demo's reports: charts as files, months as months, drift where it happened, originals as files."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from fastapi.testclient import TestClient

from ondit.ledger import Ledger
from ondit.records import last_day
from ondit.web import create_app


@pytest.fixture(scope="module")
def client(demo: Ledger) -> TestClient:
    return TestClient(create_app(demo), base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def told(client: TestClient) -> Any:
    """The proposition with most claims between North Korea and Russia."""
    listed = client.get("/pair/PRK/RUS.json").json()["propositions"]
    return client.get(f"/proposition/{max(listed, key=lambda row: row['claims'])['id']}.json").json()


def test_each_chart_comes_as_svg_png_and_csv(client: TestClient, told: Any) -> None:
    pytest.importorskip("resvg_py", reason="the extra web is not installed")
    own = f"/proposition/{told['proposition']['id']}"
    for chart in (
        "/overview/matrix",
        "/overview/network",
        "/pair/PRK/RUS/timeline",
        "/pair/PRK/RUS/places",
        f"{own}/lineage",
    ):
        svg, png, table = (client.get(f"{chart}.{form}") for form in ("svg", "png", "csv"))
        assert svg.headers["content-type"] == "image/svg+xml"
        assert svg.text.startswith("<svg ")
        assert "default-src 'none'" in svg.headers["content-security-policy"]
        assert png.content.startswith(b"\x89PNG")
        assert len(list(csv.reader(io.StringIO(table.text)))) > 1, chart
    assert client.get("/overview/matrix.pdf").status_code == 422
    assert client.get("/pair/PRK/RUS/timeline.csv?kind=transfer&by=year").text.splitlines()[0] == "Period,Transfer"


def test_the_matrix_counts_what_the_filter_leaves(client: TestClient) -> None:
    every, some = (
        client.get("/overview.json").json(),
        client.get("/overview.json?kind=transfer&since=2025&until=2025").json(),
    )
    assert every["counts"]["documents"] == 88
    assert {kind for row in some["pairs"] for kind in row["kinds"]} == {"transfer"}
    pair = next(row for row in some["pairs"] if (row["actor"], row["target"]) == ("PRK", "RUS"))
    assert (
        0
        < pair["propositions"]
        < next(r["kinds"]["transfer"] for r in every["pairs"] if (r["actor"], r["target"]) == ("PRK", "RUS"))
    )
    assert sum(row["propositions"] for row in every["pairs"]) == every["counts"]["propositions"]
    assert f">{pair['propositions']}<" in client.get("/overview/matrix.svg?kind=transfer&since=2025&until=2025").text


def test_the_timeline_holds_every_proposition_and_the_pages_list_them_once(client: TestClient) -> None:
    row = client.get("/pair/PRK/RUS.json").json()
    assert sum(each["propositions"] for each in row["told"]) == row["count"]
    listed = list(row["propositions"])
    while row["next_url"]:
        row = client.get(row["next_url"].replace("?", ".json?", 1)).json()
        listed += row["propositions"]
    assert len(listed) == len({each["id"] for each in listed}) == row["count"]


def test_a_month_is_never_shown_as_a_day(client: TestClient) -> None:
    listed = client.get("/pair/PRK/RUS.json").json()["propositions"]
    coarse = [each for each in listed if each["first"] and len(each["first"]) == 7]
    assert coarse
    assert all(len(each["reported"].split()) == 2 for each in coarse)


def test_drift_is_told_with_both_sentences(client: TestClient, told: Any) -> None:
    assert told["drift"]
    page = client.get(f"/proposition/{told['proposition']['id']}").text
    numbers = {n for origin in told["origins"] for report in origin["reports"] for n in report["changed"]}
    assert numbers == {row["number"] for row in told["drift"]}
    for row in told["drift"]:
        assert f'id="drift-{row["number"]}"' in page
        before, after = (last_day(each["document"].get("published")) or "9999" for each in row["between"])
        assert before <= after
        assert all(change["said"][0] != change["said"][1] for change in row["changes"])
    assert sum(len(origin["reports"]) for origin in told["origins"]) == len(told["proposition"]["claims"])
    assert all(sum(report["root"] for report in origin["reports"]) == 1 for origin in told["origins"])


def test_figures_are_one_interval_an_origin_with_copies_apart(client: TestClient, told: Any) -> None:
    assert 1 < len(told["figures"]) <= len(told["origins"])
    assert any(row["copies"] for row in told["figures"])
    rows = list(csv.reader(io.StringIO(client.get(f"/proposition/{told['proposition']['id']}/figures.csv").text)))
    assert [row[0] for row in rows[1:]] == [
        row["who"] for row in sorted(told["figures"], key=lambda r: (r["day"] or "9", r["who"]))
    ]


def test_the_original_is_saved_and_never_shown(client: TestClient) -> None:
    name = client.get("/search.json?language=ar").json()["claims"][0]["source"]["id"]
    kept = client.get(f"/document/{name}/original")
    assert kept.headers["content-disposition"].startswith("attachment")
    assert kept.headers["x-content-type-options"] == "nosniff"
    assert kept.json()["text"]
    assert client.get("/document/none/original").status_code == 404


def test_why_names_the_entries_behind_each_claim(client: TestClient) -> None:
    name = client.get("/search.json?language=en").json()["claims"][0]["source"]["id"]
    row, held = client.get(f"/document/{name}/why.json").json(), client.get(f"/document/{name}.json").json()
    made = [each for each in row["candidates"] if each["rejected"] is None]
    assert {each["kind"] for each in held["claims"]} <= {each["kind"] for each in made}
    for each in row["candidates"]:
        event = each["event"]
        assert held["document"]["text"][event["start"] : event["end"]] == event["text"]
        assert event["text"] in each["sentence"]
        assert event["entry"].startswith("en/triggers.txt:")
    assert client.get("/document/none/why.json").status_code == 404


@pytest.mark.parametrize("query", ["Кн-23", "KN-23", "North Korea missiles", "북한"])
def test_a_search_narrows_by_its_facets(client: TestClient, query: str) -> None:
    row = client.get("/search.json", params={"text": query}).json()
    assert row["claims"]
    days = [last_day(each["source"]["published"]) or "" for each in row["claims"]]
    assert days == sorted(days, reverse=True)
    for facet in row["facets"]:
        for each in facet["options"][:2]:
            narrowed = client.get(each["url"].replace("/search?", "/search.json?")).json()
            assert narrowed["looked_at"] == each["claims"], each


def test_the_codes_of_pages_are_checked(client: TestClient) -> None:
    for path in ("/pair/prk/RUS", "/pair/PRK/RUS?by=hour", "/?since=20", "/search?status=never", "/search?after=-1"):
        assert client.get(path).status_code == 422, path
    assert client.get("/pair/PRK/RUS?after=none").status_code == 400
