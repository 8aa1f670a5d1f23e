"""Articles with known text: neutral ones drawn from `words.toml`, relevant ones from texts that the project holds."""

from __future__ import annotations

import json
import random
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

OWN_TOPIC = {8: 0.2, 10: 0.25}
"""Sentences with a topic of their own, by their place in each language's list, and the share of articles that may have it: a
match between two states, an army's uniform in a museum."""
BENCH = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article's body. `kind`: p, h (a heading), li, quote."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    language: str
    title: str
    body: tuple[Block, ...]
    author: str
    published: str
    address: str
    relevant: bool = False


@cache
def words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def sentence(language: str, chance: random.Random, among: str = "sentences", topics: tuple[int, ...] = ()) -> str:
    """One sentence or title. `topics`: those of the sentences that have a topic of their own and may be among them."""
    told = words()[language]
    forms = [form for at, form in enumerate(told[among]) if among != "sentences" or at not in OWN_TOPIC or at in topics]
    figure = f"{chance.randint(2, 9)}{chance.randint(0, 9)}{chance.choice(['', '0', '00'])}"
    return str(chance.choice(forms)).replace("{n}", figure).replace("{name}", chance.choice(told["names"]))


def paragraph(
    language: str, chance: random.Random, fewest: int = 1, most: int = 4, topics: tuple[int, ...] = ()
) -> str:
    joint = "" if language in ("zh", "ja") else " "
    return joint.join(sentence(language, chance, topics=topics) for _ in range(chance.randint(fewest, most)))


def neutral(number: int, language: str, chance: random.Random) -> Article:
    """A neutral article of 3–14 paragraphs, some of them headings, quotes or lists; no two blocks are the same."""
    told, topics = words()[language], tuple(at for at, share in OWN_TOPIC.items() if chance.random() < share)
    blocks = [Block("p", paragraph(language, chance, 2, topics=topics)) for _ in range(chance.randint(3, 14))]
    if len(blocks) > 6:
        blocks[4:4] = [Block("h", told["section"])]
    if chance.random() < 0.3:
        blocks[2:2] = [Block("quote", sentence(language, chance))]
    if chance.random() < 0.3:
        blocks[3:3] = [Block("li", sentence(language, chance)) for _ in range(3)]
    unique = {block.text: block for block in blocks}
    return _dressed(number, language, sentence(language, chance, "titles"), tuple(unique.values()), chance)


def relevant(number: int, chance: random.Random) -> Article:
    """An article about military cooperation, its text one that the project holds; its address keeps it apart from others."""
    language, title, lines = chance.choice(held())
    blocks = {line: Block("p", line) for line in lines}
    extra = [Block("p", paragraph(language, chance, 2)) for _ in range(chance.randint(0, 2))]
    return _dressed(number, language, title, (*blocks.values(), *extra), chance, relevant=True)


@cache
def held() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(language, title, lines) of the gold documents with claims and of the packaged reports."""
    rows = [json.loads(path.read_text("utf-8")) for path in sorted((BENCH / "gold" / "docs").glob("*.json"))]
    rows = [row | {"language": row.get("language") or row["id"][:2]} for row in rows if row["claims"]]
    reports = sorted((files("ondit") / "samples" / "reports").iterdir(), key=lambda entry: entry.name)
    rows += [json.loads(entry.read_text("utf-8")) for entry in reports]
    told = []
    for row in rows:
        title, *lines = [line.strip() for line in row["text"].split("\n") if line.strip()]
        if lines and row["language"] in words():
            told.append((row["language"], title, tuple(lines)))
    return tuple(told)


def _dressed(
    number: int, language: str, title: str, body: tuple[Block, ...], chance: random.Random, relevant: bool = False
) -> Article:
    published = f"2025-{chance.randint(1, 9):02}-{chance.randint(1, 28):02}"
    address = f"https://news{number % 97}.example/{language}/{published.replace('-', '/')}/story-{number}.html"
    return Article(language, title, body, chance.choice(words()[language]["names"]), published, address, relevant)
