"""The tools for assistants, asked over the protocol itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest

mcp = pytest.importorskip("mcp", reason="needs the extra `mcp`")

from ondit.engine.flow import read_into, settle  # noqa: E402
from ondit.ledger import Ledger, everything, open_ledger  # noqa: E402
from ondit.read import read_stdin  # noqa: E402
from ondit.web.tools import server  # noqa: E402

REPORTS = [
    {
        "id": "a", "outlet": "Harbour Wire", "published": "2026-01-05", "url": "https://harbour.example/a",
        "text": "France weighs guns for Armenia\nFrance is considering sending 12 howitzers to Armenia, the newspaper Le Cap reported.",
    },
    {
        "id": "b", "outlet": "Hill Post", "published": "2026-01-09", "url": "https://hill.example/b",
        "text": "Guns for Yerevan\nFrance delivered 12 howitzers to Armenia, the French defence ministry said on Friday.",
    },
]  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    from io import BytesIO

    lines = "\n".join(json.dumps(each) for each in REPORTS).encode()
    with open_ledger(tmp_path / "book.sqlite", create=True) as book:
        for _ in read_into(book, list(read_stdin(BytesIO(lines))), lambda: "2026-01-10T00:00:00Z", workers=1):
            pass
        settle(book)
        yield book


@pytest.fixture
def call(ledger: Ledger) -> Callable[..., Any]:
    def called(tool: str, **given: Any) -> Any:
        async def ask() -> Any:
            async with mcp.Client(server(ledger)) as client:
                return await client.call_tool(tool, given)

        return anyio.run(ask)

    return called


def test_every_tool_is_read_only_and_says_what_it_gives(ledger: Ledger) -> None:
    async def ask() -> Any:
        async with mcp.Client(server(ledger)) as client:
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in anyio.run(ask)}
    assert set(tools) == {"check", "search_claims", "trace", "pair"}
    for tool in tools.values():
        assert tool.annotations.read_only_hint
        assert tool.output_schema["type"] == "object"
        assert tool.description


def test_search_finds_in_any_script_and_gives_the_evidence(call: Callable[..., Any]) -> None:
    found = call("search_claims", text="Армения").structured_content["claims"]
    assert {each["evidence"]["outlet"] for each in found} == {"Harbour Wire", "Hill Post"}
    for each in found:
        evidence = each["evidence"]
        text = next(r["text"] for r in REPORTS if r["outlet"] == evidence["outlet"])
        assert text[evidence["start"] : evidence["end"]] == evidence["text"]


def test_check_tells_what_the_ledger_holds(call: Callable[..., Any], ledger: Ledger) -> None:
    before = everything(ledger)
    row = call(
        "check", text="Guns\nFrance delivered 30 howitzers to Armenia.", published="2026-01-12"
    ).structured_content
    assert row["claims"][0]["reports"] >= 1
    assert row["grave"] >= 1
    assert everything(ledger) == before


def test_pair_and_trace_lead_to_the_same_claims(call: Callable[..., Any]) -> None:
    pair = call("pair", one="FRA", other="ARM").structured_content
    assert pair["kinds"] == {"transfer": 1}
    lineage = call("trace", name=pair["propositions"][0]["id"]).structured_content
    assert len([each for lane in lineage["origins"] for each in lane]) == 2
    assert lineage["proposition"]["origins"] == 2


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("check", {}, "either the text or the address"),
        ("check", {"address": "http://127.0.0.1/x"}, "not a public address"),
        ("check", {"address": "file:///etc/hosts"}, "not an http address"),
        ("trace", {"name": "nobody"}, "nobody"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(call: Callable[..., Any], name: str, given: Any, said: str) -> None:
    answer = call(name, **given)
    assert answer.is_error
    assert said in answer.content[0].text
    assert "Traceback" not in answer.content[0].text
