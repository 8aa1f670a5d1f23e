"""The command line run in this process, on a ledger of its own, with a small extractor where a test asks for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ondit.engine import flow, work
from ondit.records import Claim, Document, Party, Quantity, Span, Thing, Voice, Where

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("claims", "--json", input=…)`: exit code and both streams; the working folder is empty and thrown away."""
    from ondit.cli import app

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def call(*arguments: str, input: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=input)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


def small_extract(document: Document) -> list[Claim]:
    """A claim for each line with the two parties and «workers»: considered or under way; NHK is a voice."""
    claims = []
    at = 0
    for line in document.text.split("\n"):
        if "workers" in line and "Pyongyang" in line and "Russia" in line:

            def span(words: str, line: str = line, at: int = at) -> tuple[int, int, str]:
                return at + line.index(words), at + line.index(words) + len(words), words

            claims.append(
                Claim(
                    document.id, "deployment", Thing(*span("workers"), "workers"), Span(at, at + len(line), line),
                    "small/1", 0.5,
                    actor=Party(*span("Pyongyang"), "PRK"), target=Party(*span("Russia"), "RUS"),
                    quantity=Quantity(*span("25,000"), 25000, 25000, "person") if "25,000" in line else None,
                    where=Where(*span("Alabuga"), "Alabuga") if "Alabuga" in line else None,
                    status="considered" if "considers" in line else "underway",
                    attribution=(Voice(*span("NHK")),) if "NHK" in line else (),
                )
            )  # fmt: skip
        at += len(line) + 1
    return claims


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """`small_extract` in the place of the extractor."""
    monkeypatch.setattr(work, "extract", small_extract)
    monkeypatch.setattr(flow, "relevant_sentences", lambda document: [])
    monkeypatch.setattr(work, "EXTRACTOR", "small/1")
