"""The same rows deduplicated by Splink on its DuckDB backend, with the blocking keys of `ondit.reconcile.link`.

Called by `bench/reconcile.py --splink`; Splink and DuckDB are of the extra `bench`. Settings are all here: equality on the block
(kind, object group, parties) with each further key of `link.keys`, comparisons of the slots that `link.fit` compares, `u` from
random pairs, `m` by expectation maximisation, clusters of predictions at 0.95.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import comb
from pathlib import Path
from typing import Any

from ondit.reconcile.link import block_key, keys
from reconcile import CATEGORY, EVENT, ID, SEEN, SHINGLES, VOICE, Row, telling

THRESHOLD = 0.95
COLUMNS = ("figure", "time", "place", "voice", "week")


def table(path: Path) -> tuple[dict[str, list[Any]], dict[str, str]]:
    """The rows as columns, one for each blocking key (None where a claim has no such key), and the planted events."""
    out: dict[str, list[Any]] = defaultdict(list)
    event: dict[str, str] = {}
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            for row in json.loads(line):
                event[row[ID]] = row[EVENT]
                _add(out, row)
    return dict(out), event


def _add(out: dict[str, list[Any]], row: Row) -> None:
    t = telling(row)
    out["unique_id"].append(t.id)
    out["block"].append("|".join(block_key(t)))
    found = {str(key[0]): "|".join(str(part) for part in key[1:]) for key in keys(t)}
    for name in COLUMNS:
        out[f"key_{name}"].append(found.get(name))
    out["category"].append(row[CATEGORY])
    out["designation"].append(t.designation)
    out["figure"].append(t.low)
    out["happened"].append(t.until)
    out["place"].append(t.place or None)
    out["voice"].append(row[VOICE] or None)
    out["seen"].append(row[SEEN])
    out["shingles"].append([f"{s:x}" for s in row[SHINGLES]])


def settings() -> Any:
    """Splink's settings: comparisons of the same slots, blocking on the same keys."""
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    def near(column: str, *distances: int) -> Any:
        levels = [cll.NullLevel(column), cll.ExactMatchLevel(column)]
        levels += [cll.AbsoluteDifferenceLevel(column, difference_threshold=d) for d in distances]
        return cl.CustomComparison([*levels, cll.ElseLevel()], output_column_name=column)

    figure = [
        cll.NullLevel("figure"), cll.ExactMatchLevel("figure"), cll.PercentageDifferenceLevel("figure", 0.3), cll.ElseLevel(),
    ]  # fmt: skip
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        blocking_rules_to_generate_predictions=[block_on("block", f"key_{name}") for name in COLUMNS],
        comparisons=[
            cl.ExactMatch("category"),
            cl.ExactMatch("designation"),
            cl.CustomComparison(figure, output_column_name="figure"),
            near("happened", 3),
            cl.ExactMatch("place"),
            cl.ExactMatch("voice"),
            near("seen", 5, 14, 45),
            cl.ArrayIntersectAtSizes("shingles", [3]),
        ],
        retain_intermediate_calculation_columns=False,
    )


def deduplicate(path: Path, threads: int) -> dict[str, Any]:
    """Seconds by stage and pair figures of Splink on the rows of `path`."""
    import duckdb
    import pyarrow
    import splink
    from splink import DuckDBAPI, Linker, block_on

    columns, event = table(path)
    start, spent = time.perf_counter(), time.process_time()
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    frame = DuckDBAPI(connection).register(pyarrow.table(columns), table_name="claims")
    linker = Linker(frame, settings(), log_level=40)
    loaded = time.perf_counter()
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=1)
    for rule in (block_on("block", "figure"), block_on("block", "voice")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    trained = time.perf_counter()
    predictions = linker.inference.predict(threshold_match_probability=THRESHOLD)
    predicted = time.perf_counter()
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predictions, THRESHOLD)
    rows = clusters.as_record_list()
    done = time.perf_counter()
    precision, recall = pairs([(r["cluster_id"], event[r["unique_id"]]) for r in rows], event)
    return {
        "peer": f"Splink {splink.__version__}, DuckDB {duckdb.__version__}", "claims": len(event), "wall s": round(done - start, 1),
        "cpu s": round(time.process_time() - spent, 1),
        "load s": round(loaded - start, 1), "train s": round(trained - loaded, 1), "predict s": round(predicted - trained, 1),
        "cluster s": round(done - predicted, 1), "pair precision": round(precision, 4), "pair recall": round(recall, 4),
    }  # fmt: skip


def pairs(found: Sequence[tuple[str, str]], event: dict[str, str]) -> tuple[float, float]:
    """Precision and recall of pairs, from (cluster, planted event) of each row."""
    right = sum(comb(n, 2) for n in Counter(found).values())
    together = sum(comb(n, 2) for n in Counter(cluster for cluster, _ in found).values())
    planted = sum(comb(n, 2) for n in Counter(event.values()).values())
    return right / max(1, together), right / max(1, planted)
