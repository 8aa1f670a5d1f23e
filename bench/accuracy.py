"""Accuracy of extraction against gold: `python bench/accuracy.py [--gold DIR] [--aside IDS] [--corpus DIR]`.

Prints, by language, detect / core / full of all documents and of those kept aside while writing, the slots, the share of silent
documents that stay silent, and how many true positives have object words whose entries fire in one gold document and nowhere
in the corpus (a sign of a rule fitted to one sentence). A folder of stories is read as the documents in them.
The scorer is `bench/score_claims.py`, which knows nothing of ondit.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import score_claims as scorer

from ondit.extract import extract, scenes_of
from ondit.records import Document

HERE = Path(__file__).parent
# The highest-numbered document with claims of each language: nobody writing its lexicon looked at it.
ASIDE = [
    "ar-02",
    "de-04",
    "en-05",
    "es-04",
    "fr-05",
    "it-02",
    "ja-04",
    "ko-05",
    "pl-02",
    "pt-02",
    "ru-05",
    "tr-02",
    "uk-05",
    "vi-04",
    "zh-04",
]


def is_aside(name: str) -> bool:
    """Of the documents in `written`, the numbers that end in 4 or 5 (w04, w05, w14, w15) were scored only in sums."""
    return name in ASIDE or ("-w" in name and name[-1] in "45")


def load(folder: Path) -> list[dict[str, Any]]:
    """Gold documents with their claims; those of a story get its name before their id."""
    found: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        found += [d | {"id": f"{path.stem}/{d['id']}"} for d in row["documents"]] if "documents" in row else [row]
    return found


def read(gold: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Claims of each gold document, as JSON rows, by document id."""
    return {d["id"]: [c.to_json() for c in extract(document(d))] for d in gold}


def document(row: dict[str, Any]) -> Document:
    return Document.from_json({k: row[k] for k in ("id", "text", "published", "outlet") if row.get(k)})


def firing(documents: list[Document]) -> dict[str, set[str]]:
    """Entry → documents in which it fires."""
    fires: dict[str, set[str]] = defaultdict(set)
    for d in documents:
        for scene in scenes_of(d):
            for item in scene.items:
                fires[item.mention.source].add(d.id)
    return fires


def single_entry_share(
    gold: list[dict[str, Any]], claims: dict[str, list[dict[str, Any]]], corpus: Path
) -> tuple[int, int]:
    """(true positives whose object words rest only on entries seen in one gold document, all true positives)."""
    notes = [
        Document.from_json(json.loads(p.read_text("utf-8")) | {"id": "note:" + p.stem})
        for p in sorted(corpus.glob("*.json"))
    ]
    documents = [document(d) for d in gold]
    others = [document(d) for folder in sorted((HERE / "gold").iterdir()) if folder.is_dir() for d in load(folder)]
    known = {d.text for d in documents}
    fires = firing(documents + [d for d in others if d.text not in known] + [d for d in notes if d is not None])
    fitted = total = 0
    for row, doc in zip(gold, documents, strict=True):
        sources: dict[tuple[int, int], set[str]] = defaultdict(set)
        for scene in scenes_of(doc):
            for item in scene.items:
                if item.type in ("objects", "designations", "triggers"):
                    sources[item.start, item.end].add(item.mention.source)
        sound = scorer.deduplicate([c for c in claims[row["id"]] if not scorer.broken(c, row["text"])])
        for _, j, agreed in scorer.match(row, sound):
            if all(agreed[s] for s in ("actor", "object", "target")):
                total += 1
                thing = sound[j]["object"]
                used = sources.get((thing["start"], thing["end"]))
                fitted += used is not None and all(len(fires[source]) == 1 for source in used)
    return fitted, total


def table(result: dict[str, Any], aside: dict[str, Any]) -> None:
    print(f"{'':10}{'gold':>6}{'pred':>6}{'detect':>8}{'core':>8}{'full':>8}   aside: {'core':>6}{'full':>8}")
    for group in sorted(k for k in result if k.startswith("lang:")):
        t, a = result[group], aside.get(group)
        kept = f"{a['core']:>14.3f}{a['full']:>8.3f}" if a else ""
        print(
            f"{group[5:]:10}{t['gold']:>6}{t['predicted']:>6}{t['detect']:>8.3f}{t['core']:>8.3f}{t['full']:>8.3f}{kept}"
        )
    m, a = result["macro"], aside.get("macro") or {}
    kept = f"{a['core']:>14.3f}{a['full']:>8.3f}" if a else ""
    print(f"{'macro':10}{'':>12}{m['detect']:>8.3f}{m['core']:>8.3f}{m['full']:>8.3f}{kept}")
    print("slots  " + "  ".join(f"{s} {v:.2f}" for s, v in result["slots"].items()))
    print(f"quiet {result['quiet']}  broken {result['broken']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", default=str(HERE / "gold" / "docs"))
    parser.add_argument("--aside", default="", help="ids; by default those that nobody writing a lexicon looked at")
    parser.add_argument("--corpus", default=str(HERE.parent / "src" / "ondit" / "samples" / "reports"))
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    gold = load(Path(arguments.gold))
    kept = set(arguments.aside.split(",")) if arguments.aside else {d["id"] for d in gold if is_aside(d["id"])}
    began = time.perf_counter()
    claims = read(gold)
    print(
        f"{len(gold)} documents, {sum(1 for d in gold if d['id'] in kept)} of them kept aside, in {time.perf_counter() - began:.1f} s"
    )
    result = scorer.score(gold, claims, arguments.misses)
    aside = [d for d in gold if d["id"] in kept]
    table(result, scorer.score(aside, claims, False) if aside else {})
    if Path(arguments.corpus).is_dir():
        fitted, total = single_entry_share(gold, claims, Path(arguments.corpus))
        share = fitted / total if total else 0.0
        print(f"true positives resting on an entry of one gold document: {fitted} of {total} ({share:.0%})")


if __name__ == "__main__":
    main()
