"""Claims in Parquet to propositions and findings: facts by document, then link and settle over Arrow batches by part of a block.

documents, claims ──state──▶ facts ──lay──▶ parts ──link──▶ pairs ──group, ids only──▶ parts ──settle──▶ rows ──learn──▶ context ↺
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ondit.engine.settling import block_name
from ondit.engine.spark.parts import RUN, lay, pairs_from, part_from, pieces, runs
from ondit.engine.spark.reading import exists, remove
from ondit.engine.spark.rows import DESCRIBED, ddl, document_of, table
from ondit.reconcile import NO_CONTEXT, Board, Context, components, link, settle, told_by
from ondit.reconcile.accounts import accounts
from ondit.reconcile.events import order
from ondit.reconcile.facts import Facts, Telling
from ondit.reconcile.families import SHARED, THRESHOLD, families_of
from ondit.reconcile.judgement import Judgements
from ondit.reconcile.link import Scene
from ondit.reconcile.reliability import Record
from ondit.reconcile.stored import facts_from, facts_text, telling_from, telling_text
from ondit.records import Claim, Finding, Proposition

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import Column, DataFrame, SparkSession

LARGE = 2_000
"""A block of more claims is split: so many documents' facts fit a worker's memory."""
NOBODY = Judgements()
"""People's decisions stand in a ledger."""
TOLD = {"document": "string", "facts": "string", "tellings": "array<string>", "blocks": "array<string>"}
PART = {"part": "string", "body": "string", "documents": "array<string>"}
LAID = {"block": "string", **PART}
PAIRS = {"block": "string", "body": "string"}
SETTLED = {
    "of": "string", "id": "string", "kind": "string", "actor": "string", "target": "string", "category": "string", "json": "string",
    "outlet": "string", "form": "bigint", "held": "int", "settled": "int",
}  # fmt: skip
"""Rows of propositions, findings, and accounts (what an outlet made of the proposition `id`)."""


class Unread(Exception):
    """The folder does not hold what is to be reconciled."""


def reconcile(spark: SparkSession, directory: str, large: int = LARGE, run: int = RUN) -> dict[str, int]:
    """Write `directory`/propositions and findings, of the claims of documents that are current; the number of each.

    `large`: claims from which on a block is split, `run`: of these so many are linked in one part. Unread where `read` has not
    written to the end."""
    if not exists(spark, f"{directory}/items/_SUCCESS"):
        raise Unread(f"{directory}: no documents were read into it, at least not to the end")
    work = f"{directory}/_settling"
    told = _kept(spark, _told(spark, directory), f"{work}/told")
    parts = _parts(spark, told, work, large, run)
    context = NO_CONTEXT
    for number in range(100):
        rows = _with_facts(parts, told).applyInArrow(_settling(context), ddl(SETTLED))
        settled = _kept(spark, rows, f"{work}/settled-{number}")
        now = learn(settled)
        if now.version == context.version:
            break
        context = now
    counts = {}
    for name, columns in (
        ("propositions", ("id", "kind", "actor", "target", "category", "json")),
        ("findings", ("id", "json")),
    ):
        rows = settled.where(settled["of"] == name).select(*columns).orderBy("id", "json")
        counts[name] = _kept(spark, rows, f"{directory}/{name}").count()
    remove(spark, work)
    return counts


def learn(settled: DataFrame) -> Context:
    """The context that settled rows give: as `reconcile.learn`, summed where they lie."""
    from pyspark.sql import functions as f

    rows = settled.where(f.col("of") == "account")
    worded = rows.where("form IS NOT NULL").select("id", "outlet", "form")
    other = worded.toDF("id", "second", "other")
    pairs = worded.join(other, "id").where("outlet < second").groupBy("outlet", "second")
    together = pairs.agg(
        f.count("*").alias("together"), f.sum((f.col("form") == f.col("other")).cast("int")).alias("agreed")
    )
    alike = [
        (row["outlet"], row["second"])
        for row in together.where(f.col("together") >= SHARED).collect()
        if row["agreed"] >= THRESHOLD * row["together"]
    ]
    sums = (
        rows.where("settled = 1")
        .groupBy("outlet", "kind")
        .agg(f.sum("held").alias("held"), f.sum("settled").alias("settled"))
    )
    records = {(row["outlet"], row["kind"]): Record(row["held"], row["settled"]) for row in sums.collect()}
    return Context(families_of(alike), records)


def _kept(spark: SparkSession, rows: DataFrame, path: str) -> DataFrame:
    """Rows written and read again: what follows starts from there, whichever worker is lost."""
    rows.write.mode("overwrite").parquet(path)
    return spark.read.schema(rows.schema).parquet(path)


# ---- state: facts and tellings, a document once ---------------------------------------------------------------------


def _told(spark: SparkSession, directory: str) -> DataFrame:
    """Of each current document with claims its facts, and its tellings with their blocks."""
    from pyspark.sql import functions as f

    documents = spark.read.parquet(f"{directory}/documents")
    claims = spark.read.parquet(f"{directory}/claims")
    place = f.struct("item", "place")
    firsts = documents.groupBy("address", "id").agg(f.min(place).alias("at"))
    current = firsts.groupBy("address").agg(f.max("at").alias("at")).select("at.item", "at.place")
    lines = claims.groupBy("item", "place").agg(f.sort_array(f.collect_list(f.struct("number", "json"))).alias("lines"))
    whole = documents.join(lines.join(current, ["item", "place"]), ["item", "place"])
    return whole.select(*DESCRIBED, "text", f.col("lines.json").alias("lines")).mapInArrow(_state, ddl(TOLD))


def _state(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    for batch in batches:
        yield table((_facts_row(row) for row in batch.to_pylist()), TOLD)


def _facts_row(row: Mapping[str, Any]) -> dict[str, Any]:
    claims = [Claim.from_json(json.loads(line)) for line in row["lines"]]
    (facts,) = told_by([document_of(row)], claims, NOBODY).values()
    tellings = {
        "tellings": [telling_text(t) for t in facts.tellings],
        "blocks": [block_name(t) for t in facts.tellings],
    }
    return {"document": facts.id, "facts": facts_text(facts), **tellings}


# ---- parts: small blocks whole, large ones laid out, linked and grouped ----------------------------------------------


def _parts(spark: SparkSession, told: DataFrame, work: str, large: int, run: int) -> DataFrame:
    from pyspark.sql import functions as f

    rows = told.select("document", f.explode(f.arrays_zip("blocks", "tellings")).alias("row"))
    index = rows.select("document", f.col("row.blocks").alias("block"), f.col("row.tellings").alias("telling"))
    split = [row["block"] for row in index.groupBy("block").count().where(f.col("count") > large).collect()]
    is_split: Column = f.col("block").isin(split)
    small = index.where(~is_split).groupBy("block").agg(f.collect_set("document").alias("documents"))
    whole = small.select(f.col("block").alias("part"), f.lit(None).cast("string").alias("body"), "documents")
    if not split:
        return whole
    laid = index.where(is_split).groupBy("block").applyInArrow(_laying(run), ddl(LAID))
    laid = _kept(spark, laid, f"{work}/laid")
    linked = _with_facts(laid.where("documents IS NOT NULL").drop("block"), told).applyInArrow(_linking(), ddl(PAIRS))
    boards = laid.where("documents IS NULL").select("block", "body")
    grouped = boards.union(linked).groupBy("block").applyInArrow(_grouping(), ddl(PART))
    return whole.union(_kept(spark, grouped, f"{work}/pieces"))


def _with_facts(parts: DataFrame, told: DataFrame) -> Any:
    """Parts with the facts and tellings of their documents, grouped by part: its body in a row of its own."""
    from pyspark.sql import functions as f

    none = f.lit(None)
    heads = parts.where("body IS NOT NULL").select(
        "part", "body", none.cast("string").alias("facts"), none.cast("array<string>").alias("tellings")
    )
    named = parts.select("part", f.explode("documents").alias("document"))
    rows = named.join(told, "document").select("part", none.cast("string").alias("body"), "facts", "tellings")
    return heads.union(rows).groupBy("part")


def _laying(run: int) -> Any:
    def laying(block: pyarrow.Table) -> pyarrow.Table:
        return _table(_lay(block["block"][0].as_py(), map(telling_from, block["telling"].to_pylist()), run), LAID)

    return laying


def _lay(name: str, tellings: Iterable[Telling], run: int) -> Iterator[dict[str, Any]]:
    whole, met = lay(sorted(tellings, key=order))
    yield {"block": name, "body": whole.text()}
    for number, part in enumerate(runs(whole, met, run)):
        documents = part.documents(whole.homes)
        yield {"block": name, "part": f"{name}#{number}", "body": part.text(), "documents": documents}


def _linking() -> Any:
    def linking(part: pyarrow.Table) -> pyarrow.Table:
        name, body, facts, by_id = _given(part)
        pairs = link(Scene.of(part_from(body or "").board(by_id), facts))
        return _table([{"block": name.rpartition("#")[0], "body": json.dumps(pairs)}], PAIRS)

    return linking


def _grouping() -> Any:
    def grouping(block: pyarrow.Table) -> pyarrow.Table:
        found = [json.loads(body) for body in block["body"].to_pylist()]
        pairs = pairs_from(row for rows in found if isinstance(rows, list) for row in rows)
        (whole,) = (part_from(json.dumps(row)) for row in found if isinstance(row, dict))
        name = block["block"][0].as_py()
        rows = (
            {"part": f"{name}#{number}", "body": piece.text(), "documents": piece.documents(whole.homes)}
            for number, piece in enumerate(pieces(whole, pairs))
        )
        return _table(rows, PART)

    return grouping


# ---- settle ---------------------------------------------------------------------------------------------------------


def _settling(context: Context) -> Any:
    def settling(part: pyarrow.Table) -> pyarrow.Table:
        return _table(_settled(*_given(part), context), SETTLED)

    return settling


def _settled(
    name: str, body: str | None, facts: Mapping[str, Facts], by_id: Mapping[str, Telling], context: Context
) -> Iterator[dict[str, Any]]:
    """The rows of a part: of a whole block, which is laid out here, or of a piece that was."""
    if body is None:
        board = Board.of(sorted((t for t in by_id.values() if block_name(t) == name), key=order))
        for component in components(board, facts, NOBODY, context):
            yield from _rows(component.propositions, component.findings, facts, by_id)
        return
    part = part_from(body)
    scene = Scene.of(part.board(by_id), facts, context)
    yield from _rows(*settle(scene.board.kept, part.pairs, scene, facts, NOBODY), facts, by_id)


def _rows(
    propositions: Iterable[Proposition],
    findings: Iterable[Finding],
    facts: Mapping[str, Facts],
    by_id: Mapping[str, Telling],
) -> Iterator[dict[str, Any]]:
    outlets = {name: each.outlet for name, each in facts.items()}
    found: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.proposition].append(finding)
        yield {"of": "findings", "id": finding.proposition, "json": _line(finding.to_json())}
    for each in propositions:
        first = by_id[each.claims[0]]
        slots = {name: getattr(first, name) for name in ("kind", "actor", "target", "category")}
        yield {"of": "propositions", "id": each.id, **slots, "json": _line(each.to_json())}
        for account in accounts(each, found[each.id], by_id, outlets):
            yield {"of": "account", "id": each.id} | {
                name: value for name, value in account._asdict().items() if name in SETTLED
            }


def _given(part: pyarrow.Table) -> tuple[str, str | None, dict[str, Facts], dict[str, Telling]]:
    """Of a part: its name, its body (None for a whole block), the facts of its documents, their tellings by claim."""
    body: str | None = None
    facts: dict[str, Facts] = {}
    for row in part.to_pylist():
        if row["facts"] is None:
            body = row["body"]
        else:
            one = facts_from(row["facts"], map(telling_from, row["tellings"]))
            facts[one.id] = one
    return part["part"][0].as_py(), body, facts, {t.id: t for one in facts.values() for t in one.tellings}


def _table(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> pyarrow.Table:
    import pyarrow as pa

    return pa.Table.from_batches([table(rows, columns)])


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
