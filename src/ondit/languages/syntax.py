"""The syntax of a language's text files (`docs/lexicon.md`): sections of forms, expanded to what occurs in text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

GUARDS = ("party", "arms", "number", "designation")
_BRACES = re.compile(r"\{([^{}]*)\}")
_PARADIGM = re.compile(r"([^\s+]*)\+([\w-]+)")
_TAGS = re.compile(r":([a-z]+(?:,[a-z]+)*)$")


class LexiconError(ValueError):
    """A line of a data file that the syntax does not allow; the message names file, line and cause."""


@dataclass(frozen=True, slots=True)
class Line:
    """One section's forms as written. `sense` and `args` are the section's words."""

    number: int
    sense: str
    args: tuple[str, ...]
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One surface form. `rest`: the parts after ` ... `; `wild`: any letters may follow to the end of the word."""

    text: str
    tags: frozenset[str]
    guard: str | None
    rest: tuple[str, ...]
    wild: bool


def sections(content: str, name: str) -> Iterator[Line]:
    """The lines of a data file with the section they stand in. LexiconError for a form outside any section."""
    words: list[str] = []
    for number, raw in enumerate(content.split("\n"), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            words = line[1:-1].split()
            if not words:
                raise LexiconError(f"{name}:{number}: an empty section heading")
            continue
        if not words:
            raise LexiconError(f"{name}:{number}: a form before any section heading")
        forms = tuple(form.strip() for form in line.split(";") if form.strip())
        yield Line(number, words[0], tuple(words[1:]), forms)


def read_paradigms(content: str, name: str) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Paradigm name → (ending, tags), in the order written; `-` and `` stand for no ending."""
    paradigms: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for line in sections(content, name):
        for form in line.forms:
            ending, _, tags = form.partition(":")
            ending = "" if ending.strip() in ("-", "0", "∅") else ending.strip()
            for alternative in _expand_braces(ending):
                paradigms.setdefault(line.sense, []).append((alternative, frozenset(t for t in tags.split(",") if t)))
    return paradigms


def expand(form: str, paradigms: dict[str, list[tuple[str, frozenset[str]]]], where: str) -> Iterator[Form]:
    """Every surface form that one written form stands for. LexiconError for an unknown paradigm or guard."""
    body, _, guard = form.rpartition(" ?") if " ?" in form else (form, "", "")
    if guard and guard.strip() not in GUARDS:
        raise LexiconError(f"{where}: unknown guard ?{guard}")
    tags: frozenset[str] = frozenset()
    body = body.strip()
    if found := _TAGS.search(body):
        tags = frozenset(found.group(1).split(","))
        body = body[: found.start()].strip()
    for plain in _expand_braces(body):
        for text, inflected in _inflect(plain, paradigms, where):
            parts = [part.strip() for part in re.split(r"\s*\.\.\.\s*", text)]
            first = parts[0]
            wild = first.endswith("~")
            first = first.rstrip("~")
            if not first:
                raise LexiconError(f"{where}: {form!r} has an empty form")
            yield Form(first, tags or inflected, guard.strip() or None, tuple(p for p in parts[1:] if p), wild)


def _expand_braces(text: str) -> Iterator[str]:
    pieces = _BRACES.split(text)
    options = [piece.split(",") if n % 2 else [piece] for n, piece in enumerate(pieces)]
    for combination in itertools.product(*options):
        yield re.sub(r"\s+", " ", "".join(combination)).strip()


def _inflect(
    text: str, paradigms: dict[str, list[tuple[str, frozenset[str]]]], where: str
) -> Iterator[tuple[str, frozenset[str]]]:
    found = _PARADIGM.search(text)
    if not found:
        yield text, frozenset()
        return
    stem, name = found.groups()
    if name not in paradigms:
        raise LexiconError(f"{where}: unknown paradigm +{name} in {text!r}")
    head, tail = text[: found.start()], text[found.end() :]
    for ending, tags in paradigms[name]:
        for rest, more in _inflect(tail, paradigms, where):
            yield head + stem + ending + rest, tags or more
