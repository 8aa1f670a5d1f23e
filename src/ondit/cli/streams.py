"""`ondit extract` and `ondit reconcile`: JSON lines in, JSON lines out, as the contract fixes them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, BinaryIO, TypeVar

import typer

from ondit.cli.cluster import Conf, Engine, Master, engine_named, reconcile_with_spark
from ondit.cli.options import Problems, Workers, fail, note
from ondit.records import Claim, Document, iso_date

R = TypeVar("R")

Lines = Annotated[str, typer.Argument(metavar="DOCS.jsonl", help="One document a line; `-` is standard input.")]


def schema() -> None:
    """Write the JSON Schema of a claim."""
    from ondit.export.schema import claim_schema

    typer.echo(json.dumps(claim_schema(), indent=1))


Explain = Annotated[
    bool, typer.Option("--explain", help="Write every candidate instead, made or rejected, with its cues.")
]


def extract(documents: Lines, workers: Workers = 0, explain: Explain = False) -> None:
    """Write the claims of documents, one a line as JSON. Exit status: 1 if some lines were bad, 2 on wrong usage."""
    from ondit.engine.flow import extracted_all

    problems = Problems()
    if explain:
        _explain(documents, problems)
    with opened(documents) as stream:
        rows = records(stream, documents, Document.from_json, problems)
        for extraction in extracted_all((dated(row, documents, problems) for row in rows), workers or None):
            name = f"{documents}: document {extraction.document.id}"
            if extraction.problem:
                problems.tell(name, extraction.problem)
            if extraction.broken:
                note(f"{name}: {extraction.broken} claims dropped, their spans don't quote it")
            write(claim.to_json() for claim in extraction.claims)
    raise typer.Exit(1 if problems.count else 0)


def _explain(documents: str, problems: Problems) -> None:
    """One candidate a line: its event word, roles, cues, and why it was rejected (null for a claim)."""
    from ondit.extract import explain
    from ondit.extract.explain import explanation

    with opened(documents) as stream:
        for row in records(stream, documents, Document.from_json, problems):
            document = dated(row, documents, problems)
            write({"document": document.id} | explanation(draft, document.text) for draft in explain(document))
    raise typer.Exit(1 if problems.count else 0)


def reconcile(
    context: typer.Context,
    documents: Annotated[
        str | None, typer.Option(metavar="DOCS.jsonl", help="One document a line; `-` is standard input.")
    ] = None,
    claims: Annotated[
        str | None, typer.Option(metavar="CLAIMS.jsonl", help="One claim a line; `-` is standard input.")
    ] = None,
    directory: Annotated[str, typer.Argument(metavar="DIR", help="With Spark: what `ondit read` wrote.")] = "",
    engine: Engine = "local",
    master: Master = "",
    conf: Conf = None,
) -> None:
    """Write propositions, then findings, one a line as JSON. Exit status: 1 if some lines were bad, 2: wrong usage.

    With `--engine spark`: of the documents and claims in DIR, as Parquet beside them."""
    from ondit.reconcile import reconcile_and_learn

    if engine_named(engine, master, conf) == "spark":
        if not directory or documents or claims:
            raise fail("--engine spark reconciles a folder: ondit reconcile --engine spark DIR")
        typer.echo(reconcile_with_spark(directory, master, conf or []))
        return
    if directory:
        context.fail(f"Got unexpected extra argument(s) ({directory})")
    if documents is None or claims is None:
        context.fail(f"Missing option '--{'documents' if documents is None else 'claims'}'.")
    if documents == claims:
        raise typer.BadParameter("documents and claims can't come from the same stream")
    problems = Problems()
    with opened(documents) as stream:
        sources = [dated(row, documents, problems) for row in records(stream, documents, Document.from_json, problems)]
    with opened(claims) as stream:
        known = {document.id for document in sources}
        taken = []
        for number, claim in records(stream, claims, Claim.from_json, problems):
            if claim.document in known:
                taken.append(claim)
            else:
                problems.tell(f"{claims}: line {number}", f"no document {claim.document!r} was given")
    (propositions, findings), _ = reconcile_and_learn(sources, taken)
    write(proposition.to_json() for proposition in propositions)
    write(finding.to_json() for finding in findings)
    raise typer.Exit(1 if problems.count else 0)


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """The bytes of a file, or of standard input for `-`. A file that can't be opened is wrong usage."""
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115 - closed below; only the opening is wrong usage
    except OSError as error:
        raise typer.BadParameter(f"{name}: {error.strerror}") from None
    with stream:
        yield stream


def records(
    stream: BinaryIO, name: str, make: Callable[[dict[str, Any]], R], problems: Problems
) -> Iterator[tuple[int, R]]:
    """(line number, record) of every good line; bad ones are told and passed over. Blank lines are nothing."""
    for number, line in enumerate(stream, 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
            if not text:
                continue
            row = json.loads(text)
            if not isinstance(row, dict):
                raise ValueError("not a JSON object")
            yield number, make(row)
        except json.JSONDecodeError as error:
            problems.tell(f"{name}: line {number}", f"not JSON: {error.msg} at column {error.colno}")
        except UnicodeDecodeError as error:
            problems.tell(f"{name}: line {number}", f"not UTF-8: byte {error.start + 1} of the line")
        except (ValueError, RecursionError) as error:
            problems.tell(f"{name}: line {number}", str(error) or type(error).__name__)


def dated(row: tuple[int, Document], name: str, problems: Problems) -> Document:
    """The document, undated (and told) where its date isn't one: its claims are not lost."""
    number, document = row
    if document.published is None:
        return document
    try:
        return replace(document, published=iso_date(document.published))
    except ValueError as error:
        problems.tell(f"{name}: line {number}", f"{error}; read as undated")
        return replace(document, published=None)


def write(rows: Iterator[dict[str, Any]]) -> None:
    """JSON lines to standard output, UTF-8 whatever the terminal's encoding."""
    for row in rows:
        sys.stdout.buffer.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()
