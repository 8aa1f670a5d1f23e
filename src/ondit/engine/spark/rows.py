"""What is read, as rows of Parquet and back: documents, claims, and what became of each item of the input.

`item` is the item's number in the input and `place` the document's in it: together the order in which one machine would
have read, so that a ledger loaded from the rows is the one that `ondit read` makes.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ondit.engine.work import Outcome
from ondit.ledger import Entry
from ondit.read import Reached, ReadProblem
from ondit.records import Claim, Document

if TYPE_CHECKING:
    import pyarrow

DESCRIBED = ("id", "published", "outlet", "url", "title", "language", "credit", "canonical")
DOCUMENTS = {
    "item": "bigint", "place": "int", "address": "string", **dict.fromkeys(DESCRIBED, "string"), "text": "string", "hash": "string",
    "keep": "boolean", "extractor": "string", "media": "string", "original": "binary", "original_hash": "string", "archive": "string", "position": "bigint",
    "pages": "array<int>",
}  # fmt: skip
"""Columns of documents and their types, as Spark's SQL names them. `text` is null where it isn't kept."""
STAGED = DOCUMENTS | {"claims": "array<string>", "outcome": "string"}
"""Rows as workers write them: a document with its claims, or (all of that null) what became of an item."""


def ddl(columns: Mapping[str, str]) -> str:
    """Columns in the words of Spark's SQL."""
    return ", ".join(f"`{name}` {kind}" for name, kind in columns.items())


def table(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> pyarrow.RecordBatch:
    """Rows as an Arrow batch; what a row does not have is null."""
    import pyarrow as pa

    plain = {
        "bigint": pa.int64(), "int": pa.int32(), "string": pa.string(), "boolean": pa.bool_(), "binary": pa.binary(),
        "array<int>": pa.list_(pa.int32()), "array<string>": pa.list_(pa.string()),
    }  # fmt: skip
    schema = pa.schema([(name, plain[kind]) for name, kind in columns.items()])
    return pa.RecordBatch.from_pylist([dict(row) for row in rows], schema=schema)


def row_of(entry: Entry, item: int, place: int) -> dict[str, Any]:
    """A staged row of a document with its claims."""
    known = entry.document
    archive, position = entry.place or (None, None)
    return {name: getattr(known, name) for name in DESCRIBED} | {
        "item": item, "place": place, "address": entry.address, "text": known.text if entry.keep else None,
        "hash": entry.hash or known.content_hash, "keep": entry.keep, "extractor": entry.extractor, "media": entry.media,
        "original": None if entry.place or not entry.keep else entry.original, "original_hash": _hash(entry), "archive": archive, "position": position, "pages": list(entry.pages),
        "claims": [_line(claim.to_json()) for claim in entry.claims],
    }  # fmt: skip


def entry_of(row: Mapping[str, Any], claims: Iterable[str]) -> Entry:
    """The entry that a document's row and its claims (JSON, in order) were made of."""
    document = document_of(row)
    place = None if row["archive"] is None else (row["archive"], row["position"])
    found = tuple(Claim.from_json(json.loads(line)) for line in claims)
    return Entry(
        document, row["address"], row["extractor"], found, row["original"], row["media"], row["keep"], place, tuple(row["pages"]),
        row["hash"], row["original_hash"],
    )  # fmt: skip


def document_of(row: Mapping[str, Any]) -> Document:
    return Document(text=row["text"] or "", **{name: row[name] for name in DESCRIBED})


def outcome_row(outcome: Outcome, item: int) -> dict[str, Any]:
    """A staged row of what became of an item, its documents left aside."""
    failed = [(d.id, d.url, d.title, cause) for d, cause in outcome.failed]
    told = {
        "broken": outcome.broken, "passed": outcome.passed, "uncovered": outcome.uncovered, "failed": failed, "size": outcome.size,
        "problems": [asdict(each) for each in outcome.problems], "reached": asdict(outcome.reached) if outcome.reached else None,
    }  # fmt: skip
    return {"item": item, "outcome": _line(told)}


def outcome_of(text: str) -> Outcome:
    """What became of an item, as `outcome_row` wrote it; entries are added by the reader of the documents."""
    row = json.loads(text)
    return Outcome(
        broken=row["broken"], passed=Counter(row["passed"]), uncovered=Counter(row["uncovered"]), size=row["size"],
        failed=[(Document(name, "", url=url, title=title), cause) for name, url, title, cause in row["failed"]],
        problems=[ReadProblem(**each) for each in row["problems"]],
        reached=Reached(**row["reached"]) if row["reached"] else None,
    )  # fmt: skip


def _hash(entry: Entry) -> str | None:
    return hashlib.sha256(entry.original).hexdigest() if entry.keep and entry.original is not None else None


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
