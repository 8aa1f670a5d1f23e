"""The syntax of a language's text files (`docs/lexicon.md`): sections of forms, expanded to what occurs in text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

GUARDS = ("party", "arms", "number", "designation", "place", "quote")
_BRACES = re.compile(r"\{([^{}]*)\}")
_PARADIGM = re.compile(r"([^\s+\d]*)\+(\w+)")
_TAGS = re.compile(r":([a-z]+(?:=[\w+-]+)?(?:,[a-z]+(?:=[\w+-]+)?)*)$")
_INNER = re.compile(r":([a-z]+)(?=\s|$)")
CASES = frozenset({"nom", "gen", "dat", "acc", "ins", "loc", "voc"})
Paradigms = dict[str, list[tuple[str, frozenset[str]]]]


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


def read_paradigms(content: str, name: str) -> Paradigms:
    """Paradigm name → (ending, tags), in the order written; `-` and `` stand for no ending."""
    paradigms: Paradigms = {}
    for line in sections(content, name):
        for form in line.forms:
            ending, _, tags = form.partition(":")
            ending = "" if ending.strip() in ("-", "0", "∅") else ending.strip()
            for alternative in _expand_braces(ending):
                paradigms.setdefault(line.sense, []).append((alternative, frozenset(t for t in tags.split(",") if t)))
    return paradigms


def expand(form: str, paradigms: Paradigms, where: str) -> Iterator[Form]:
    """Every surface form that one written form stands for. LexiconError for an unknown paradigm or guard."""
    body, guard, tags = _split(form)
    if guard and guard not in GUARDS:
        raise LexiconError(f"{where}: unknown guard ?{guard}")
    attached = frozenset({"attached"}) if body.startswith("-") and len(body) > 1 else frozenset()
    merged: dict[str, set[str]] = {}
    for written in _expand_braces(body.removeprefix("-") if attached else body):
        own = set(_INNER.findall(written))  # a tag of one alternative: «Егип{ет:nom,та:gen}»
        for text, inflected in _inflect(_INNER.sub("", written), paradigms, where):
            merged.setdefault(text, set()).update(inflected | own)
    for text, inflected_tags in merged.items():
        parts = [part.strip() for part in re.split(r"\s*\.\.\.\s*", text)]
        wild = len(parts[0]) > 1 and parts[0].endswith("~")
        first = parts[0].removesuffix("~") if wild else parts[0]
        if not first:
            raise LexiconError(f"{where}: {form!r} has an empty form")
        found = frozenset(inflected_tags) | tags | attached
        yield Form(first, found, guard, tuple(p for p in parts[1:] if p), wild)


def _split(form: str) -> tuple[str, str | None, frozenset[str]]:
    """(body, guard, tags) of `body ?guard:tag,tag` or `body:tag,tag ?guard`."""
    tags: set[str] = set()
    guard = None
    for _ in range(2):
        if found := _TAGS.search(form):
            tags.update(found.group(1).split(","))
            form = form[: found.start()].rstrip()
        head, mark, tail = form.rpartition("?")
        if mark and head.strip() and re.fullmatch(r"[a-z]+", tail.strip()):
            guard, form = tail.strip(), head.rstrip()
    return form, guard, frozenset(tags)


def _expand_braces(text: str) -> Iterator[str]:
    pieces = _BRACES.split(text)
    options = [piece.split(",") if n % 2 else [piece] for n, piece in enumerate(pieces)]
    for combination in itertools.product(*options):
        yield re.sub(r"\s+", " ", "".join(combination)).strip()


def _inflect(text: str, paradigms: Paradigms, where: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Every word with a paradigm in every form; words of one form agree in case and number where both are inflected."""
    found = _PARADIGM.search(text)
    if not found:
        yield text, frozenset()
        return
    stem, name = found.groups()
    if name not in paradigms:
        raise LexiconError(f"{where}: unknown paradigm +{name} in {text!r}")
    head, tail = text[: found.start()], text[found.end() :]
    for rest, more in list(_inflect(tail, paradigms, where)):
        for ending, tags in paradigms[name]:
            agreed = _agree(tags, more)
            if agreed is not None:
                yield head + stem + ending + rest, agreed


def _agree(first: frozenset[str], second: frozenset[str]) -> frozenset[str] | None:
    """The tags of two words of one form, None where their cases or numbers exclude each other."""
    cases, other = first & CASES, second & CASES
    if cases and other:
        if not cases & other or ("pl" in first) != ("pl" in second):
            return None
        return (first - CASES) | (second - CASES) | (cases & other)
    return first | (second - {"adj"}) if first else second
