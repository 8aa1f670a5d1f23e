"""What pages say around an article: class names, headings and lines that are no part of it, from `boilerplate.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

ARTICLE, NOTHING, OUT = 1, 0, -1
TELLING = ("class", "id", "role", "itemprop", "aria-hidden", "style")
"""The attributes that say what an element is for."""
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden")
_COUNT = re.compile(r"[\s(（\[]*\d+[)）\]]*\s*$|^\s*\(?\d+\)?\s+")
_EDGE = " \t\xa0.:：…>»›→|•·-–—▶►*!?？！,،\"'“”«»「」【】[]()"


@dataclass(frozen=True, slots=True)
class Lines:
    """Whole lines that say nothing: `exact` ones; patterns by the two letters they begin with; `inner`, that begin with any
    words, each with the letters that must stand in the line."""

    exact: frozenset[str]
    begun: dict[str, re.Pattern[str]]
    inner: tuple[tuple[str, re.Pattern[str]], ...]

    def match(self, line: str) -> bool:
        """Whether a folded line is one of them."""
        if line in self.exact:
            return True
        begun = self.begun.get(line[:2])
        if begun is not None and begun.fullmatch(line):
            return True
        return any(letters in line and pattern.fullmatch(line) for letters, pattern in self.inner)


@dataclass(frozen=True, slots=True)
class Marks:
    """The file, compiled."""

    out: frozenset[str]
    pairs: tuple[tuple[str, str], ...]
    of: frozenset[str]
    whole: frozenset[str]
    body: frozenset[str]
    prefixes: frozenset[str]
    roles: frozenset[str]
    others: frozenset[str]
    comments: frozenset[str]
    lines: Lines
    pointers: re.Pattern[str]


@cache
def marks() -> Marks:
    data = tomllib.loads((files("ondit.read") / "boilerplate.toml").read_text("utf-8"))
    names, headings, lines = data["names"], data["headings"], data["lines"]
    pairs = tuple((a, b) for a, b in (pair.split("-") for pair in names["pairs"].split()))
    words = {name: frozenset(names[name].split()) for name in ("plain", "of", "whole", "body", "prefixes", "roles")}
    return Marks(
        words["plain"], pairs, words["of"], words["whole"], words["body"], words["prefixes"], words["roles"],
        frozenset(_entries(headings["others"])), frozenset(_entries(headings["comments"])),
        _compiled([entry.casefold() for entry in _entries(lines["out"])]),
        re.compile(rf"(?:{'|'.join(map(re.escape, sorted(set(_entries(lines['pointers'])), reverse=True)))})(?!\w)"),
    )  # fmt: skip


def plain(text: str) -> str:
    """How headings and lines are compared: folded case, straight apostrophes, no marks at the edges."""
    return " ".join(text.casefold().replace("’", "'").split()).strip(_EDGE)


def heading_of_others(text: str) -> bool:
    """Whether a line heads a list of other articles."""
    return len(text) < 60 and plain(text) in marks().others


def heading_of_comments(text: str) -> bool:
    """Whether a line heads readers' comments, with or without their number."""
    return len(text) < 60 and plain(_COUNT.sub("", text)) in marks().comments


def empty_line(text: str) -> bool:
    """Whether a short line says nothing of the world: a button, a notice, a credit of a picture."""
    if len(text) > 160:
        return False
    bare = text.casefold().replace("’", "'").strip()
    core, lines = bare.strip(_EDGE), marks().lines
    return not core or lines.match(core) or (core != bare and lines.match(bare))


def pointer(text: str) -> bool:
    """Whether a line begins as those do that send the reader to another article."""
    return marks().pointers.match(text[:40].casefold().replace("’", "'").strip(_EDGE)) is not None


@lru_cache(maxsize=20_000)
def verdict(
    classes: str | None, own: str | None, role: str | None, itemprop: str | None, aria: str | None, style: str | None,
    hidden: bool = False,
) -> int:  # fmt: skip
    """What an element's attributes (`TELLING`, and whether it is hidden) say of it: ARTICLE, OUT or NOTHING."""
    if itemprop and "articleBody" in itemprop:
        return ARTICLE
    out = hidden or aria == "true" or role in marks().roles or (style is not None and _HIDDEN.search(style) is not None)
    for name in f"{classes or ''} {own or ''}".split():
        judged = _name(name)
        if judged == ARTICLE:
            return ARTICLE
        out = out or judged == OUT
    return OUT if out else NOTHING


@lru_cache(maxsize=20_000)
def _name(name: str) -> int:
    known = marks()
    words = [word.lower() for word in _WORDS.findall(name)]
    if not words or words[0] in known.prefixes:
        words = words[1:] if words and words[0] in ("page", "single", "layout") else []
    some = set(words)
    joined = "".join(words)
    if some & known.out or joined in known.out or any(pair in pairwise(words) for pair in known.pairs):
        return OUT
    if (
        joined in known.body
        or some & known.body
        or (len(words) > 1 and words[-1] in known.whole and some & known.of - {words[-1]})
    ):
        return ARTICLE
    return NOTHING


def _entries(block: str) -> list[str]:
    return [entry.strip() for row in block.splitlines() for entry in row.split("|") if entry.strip()]


def _compiled(entries: list[str]) -> Lines:
    begun: dict[str, set[str]] = {}
    inner: dict[str, str] = {}
    for entry in entries:
        head, star, _ = entry.partition("*")
        if star and len(head.rstrip()) >= 2:
            begun.setdefault(head[:2], set()).add(_pattern(entry))
        elif star:
            inner[_pattern(entry)] = max((part.strip() for part in entry.split("*")), key=len)
    return Lines(
        frozenset(entry for entry in entries if "*" not in entry),
        {letters: re.compile("|".join(sorted(some))) for letters, some in begun.items()},
        tuple((letters, re.compile(pattern)) for pattern, letters in sorted(inner.items())),
    )


def _pattern(entry: str) -> str:
    return re.escape(entry).replace(r"\ \*", r"(?:[\s:].*)?").replace(r"\*\ ", r"(?:.*\s)?").replace(r"\*", ".*")
