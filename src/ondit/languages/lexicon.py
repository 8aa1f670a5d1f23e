"""A language's compiled lexicon: entries, folding, word boundaries, and the automaton that finds every form in a text."""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import time
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from ondit.languages.boundaries import Boundaries, scripts
from ondit.languages.gate import HARD, MILITARY, PARTY, SPORT, Gate
from ondit.languages.syntax import LexiconError, Paradigms, expand, read_paradigms, sections
from ondit.records import GROUP_OF

FILES = (
    "parties", "cldr", "objects", "designations", "triggers", "markers", "modality",
    "speech", "reference", "numbers", "times", "places", "topics",
)  # fmt: skip
LONG = 200
"""Code points from which a text is folded as a whole."""
AROUND = 20
"""Code points around a form that decide whether it may stand there."""
UNUSED = 3 * 86_400.0
"""Seconds after which a lexicon compiled from other data is thrown away: two versions in use must not undo each other's."""
KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
_FORMAT = 16  # part of the cache's key: raise it when what is cached changes


class Entry(NamedTuple):
    """One surface form of one sense. `source` is `file:line:n`, the n-th form of a line; `--explain` shows it."""

    type: str
    sense: str
    args: tuple[str, ...]
    tags: frozenset[str]
    guard: str | None
    form: str
    rest: tuple[str, ...]
    wild: bool
    capital: int
    source: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A form found in a text. `start`, `end`: code points; `suffix`: what is attached to the word after it (particles);
    `tail`: where the last part of a split form stands («gibt … ab»)."""

    start: int
    end: int
    type: str
    sense: str
    args: tuple[str, ...]
    tags: frozenset[str]
    guard: str | None
    form: str
    source: str
    prefix: str = ""
    suffix: str = ""
    tail: tuple[int, int] | None = None

    @property
    def length(self) -> int:
        return self.end - self.start


class Fold(dict[int, str | int]):
    """A code-point table for `str.translate` that keeps the length: lower case, one kind of space, hyphen and apostrophe."""

    def __missing__(self, point: int) -> str | int:
        char = chr(point)
        category = unicodedata.category(char)
        if category == "Zs":
            result = " "
        elif category == "Pd" or char in "\u2011\u2212":
            result = "-"
        elif char in "’ʼ‘`´＇":
            result = "'"
        elif category == "Nd":
            result = str(unicodedata.digit(char))
        else:
            wide = unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff5e" else char
            result = wide.lower() if len(wide.lower()) == 1 else wide
            folded = self.get(ord(result))
            result = folded if isinstance(folded, str) else result
        self[point] = result
        return result


class Language:
    """One language: `grammar` (facts), `entries` (every form) and `mentions(text)`."""

    def __init__(
        self,
        grammar: dict[str, Any],
        fold: dict[int, str],
        entries: list[Entry],
        patterns: dict[str, list[int]],
        automaton: Any,
        gate: Gate,
    ):
        self.grammar = grammar
        self.code: str = grammar["code"]
        self.entries = entries
        self._skipped = frozenset(chr(point) for point, char in fold.items() if not char)
        self._fold = Fold({point: char for point, char in fold.items() if char})
        self._odd: dict[str, str | None] = {}
        self._by_pattern = [tuple(entries[i] for i in ids) for ids in patterns.values()]
        self._automaton = automaton
        self._gate = gate
        affixes = [e for e in entries if e.type == "markers" and e.args and e.args[0] in ("suffix", "prefix")]
        self.boundaries = Boundaries(grammar, [(e.args[0], self.fold(e.form)) for e in affixes])
        self.suffixes = _functions(self, affixes, "suffix")
        self.prefixes = _functions(self, affixes, "prefix")
        self.cases = {
            case.strip(): function.strip()
            for e in entries if e.type == "markers" and e.sense == "case" and "=" in e.form
            for case, function in [e.form.split("=", 1)]
        }  # fmt: skip

    def fold(self, text: str) -> str:
        """The text as the automaton sees it; same length, so offsets carry over."""
        if len(text) < LONG:
            return text.translate(self._fold)
        # In a long text only the characters that lower case alone does not fold are looked at one by one.
        whole, odd = text, self._odd
        for char in set(text):
            instead = odd[char] if char in odd else odd.setdefault(char, self._instead(char))
            if instead is None:
                return whole.translate(self._fold)
            if instead:
                text = text.replace(char, instead)
        return text.lower()

    def _instead(self, char: str) -> str | None:
        """What a character is replaced by before the text is put in lower case; "" for itself, None where that would not do."""
        folded = str(self._fold[ord(char)])
        if len(folded) != 1 or folded.lower() != folded or self._fold[ord(folded)] != folded:
            return None
        return folded if folded != char.lower() or char == "Σ" else ""

    def mentions(self, text: str, gated: bool = False) -> list[Mention]:
        """Every form of the lexicon in `text`, boundary-checked, overlapping ones included, by start then longest first.

        `gated`: nothing unless a party and something military are named, which most texts don't; decided first, cheaply.
        Characters that the language skips (Arabic vowel signs) are taken out before and counted in again after."""
        if not self._skipped.isdisjoint(text):
            kept = [i for i, char in enumerate(text) if char not in self._skipped]
            ends = [*kept, len(text)]
            found = self._mentions("".join(text[i] for i in kept), gated)
            return [
                replace(
                    m,
                    start=kept[m.start],
                    end=ends[m.end - 1] + 1,
                    tail=m.tail and (kept[m.tail[0]], ends[m.tail[1] - 1] + 1),
                )
                for m in found
            ]
        return self._mentions(text, gated)

    def _mentions(self, text: str, gated: bool) -> list[Mention]:
        folded = self.fold(text)
        if gated and not self._gate.opens(folded, lambda *match: self._stands(text, folded, *match)):
            return []
        raw = self._automaton.find_overlapping(folded)
        classes = scripts(folded)
        found: list[Mention] = []
        by_pattern = self._by_pattern
        for start, end, pattern in raw:
            for entry, (prefix, suffix, stop) in self._fitting(by_pattern[pattern], text, folded, classes, start, end):
                tail = _rest_after(folded, stop, tuple(self.fold(part) for part in entry.rest)) if entry.rest else None
                if entry.rest and tail is None:
                    continue
                found.append(
                    Mention(
                        start,
                        stop,
                        entry.type,
                        entry.sense,
                        entry.args,
                        entry.tags,
                        entry.guard,
                        entry.form,
                        entry.source,
                        prefix,
                        suffix,
                        tail,
                    )
                )
        found.sort(key=lambda m: (m.start, -m.end))
        return found

    def _fitting(
        self, entries: tuple[Entry, ...], text: str, folded: str, classes: str, start: int, end: int
    ) -> Iterator[tuple[Entry, tuple[str, str, int]]]:
        """The entries of one match that may stand there, with the affixes found; entries of one file follow one another."""
        kind, wild = "", False
        affixes: tuple[str, str, int] | None = None
        for entry in entries:
            if entry.type != kind or entry.wild != wild:
                kind, wild = entry.type, entry.wild
                affixes = self.boundaries.fits(folded, classes, start, end, kind, wild)
            if affixes is not None and (entry.capital < 0 or _capital_fits(entry, text, start)):
                yield entry, affixes

    def _stands(self, text: str, folded: str, pattern: int, start: int, end: int) -> bool:
        """Whether what the gate looks for stands there as a word; only its surroundings are looked at."""
        first = max(0, start - AROUND)
        near = folded[first : end + AROUND]
        fitting = self._fitting(
            self._by_pattern[pattern], text[first : end + AROUND], near, scripts(near), start - first, end - first
        )
        return any(_is_party(entry) or _is_military(entry) or _is_sport(entry) for entry, _ in fitting)


def _is_party(entry: Entry) -> bool:
    return entry.type == "parties" and entry.args[:1] not in (("media",), ("company",)) and entry.guard is None


_MILITARY = frozenset({"materiel", "people", "instrument", "training", "sanction", "commemoration"})
_CIVIL = frozenset({"personnel", "medics", "vehicle", "equipment", "contract"})


def _is_military(entry: Entry) -> bool:
    """A word that few texts about other things carry: a designation, arms, troops, a treaty, manoeuvres, sanctions."""
    if entry.type == "designations":
        return entry.guard is None
    if entry.type == "triggers":  # Waffenlieferungen, 파병: an event word that holds its object
        return entry.guard is None and any(
            GROUP_OF.get(tag[7:]) == "materiel" or tag == "object=troops"
            for tag in entry.tags
            if tag.startswith("object=")
        )
    return (
        entry.type == "objects"
        and entry.sense not in _CIVIL
        and GROUP_OF.get(entry.sense) in _MILITARY
        and entry.guard in (None, "party", "number")  # the gate asks for a party anyway
    )


_FAINT = frozenset({
    "workers", "engineers", "technicians", "advisers", "monument", "ceremony", "award", "course", "exercise", "declaration",
    "memorandum", "treaty", "aircraft", "ship", "component", "space", "sensor",
})  # fmt: skip


def _gated(by_pattern: list[tuple[Entry, ...]]) -> tuple[list[int], bytes]:
    """The patterns that the gate looks for, and what each of them is for it."""
    numbers, roles = [], []
    for number, entries in enumerate(by_pattern):
        arms = [entry for entry in entries if _is_military(entry)]
        role = (
            PARTY * any(map(_is_party, entries))
            | MILITARY * bool(arms)
            | HARD * any(entry.sense not in _FAINT for entry in arms)
            | SPORT * any(map(_is_sport, entries))
        )
        if role:
            numbers.append(number)
            roles.append(role)
    return numbers, bytes(roles)


def _is_sport(entry: Entry) -> bool:
    return entry.type == "topics" and entry.sense in ("sport", "game")


def _functions(language: Language, entries: Iterable[Entry], position: str) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        if entry.args[0] == position:
            form = language.fold(entry.form)
            table[form] = (*table.get(form, ()), entry.sense)
    return table


def _capital_fits(entry: Entry, text: str, start: int) -> bool:
    """A form with a capital needs one in the text; a short all-capital form (UN, OR, EAU) needs all of them."""
    if entry.capital < 0:
        return True
    if entry.form.isupper() and len(entry.form) <= 5:
        return text.startswith(entry.form, start) or text[start : start + len(entry.form)].isupper()
    char = text[start + entry.capital : start + entry.capital + 1]
    return not char.islower()


def _rest_after(folded: str, end: int, rest: tuple[str, ...]) -> tuple[int, int] | None:
    """Where the last of the later parts of a split form stands, if all follow within the clause (140 code points, no full
    stop between); None where one is missing."""
    position, at = end, end
    for part in rest:
        at = folded.find(part, position, position + 140)
        while at >= 0 and not (_edge(folded, at - 1, at) and _edge(folded, at + len(part) - 1, at + len(part))):
            at = folded.find(part, at + 1, position + 140)
        if at < 0 or any(stop in folded[position:at] for stop in (". ", "\n", "; ")):
            return None
        position = at + len(part)
    return at, position


def _edge(text: str, left: int, right: int) -> bool:
    return (
        left < 0 or right >= len(text) or not (text[left].isalpha() and text[right].isalpha() and text[left] < "\u3000")
    )


def compile_language(folder: Path) -> Language:
    """Read a language's folder, or its compiled form from the cache if the data has not changed.

    A lexicon is some 200,000 small objects that live as long as the process: the collector of cycles is kept from walking
    through them, while they are made and ever after."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _compiled(folder)
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def _compiled(folder: Path) -> Language:
    contents = {path: path.read_bytes() for path in _data_files(folder)}
    digest = hashlib.sha256(
        repr((_FORMAT, sorted((p.name, hashlib.sha256(c).hexdigest()) for p, c in contents.items()))).encode()
    ).hexdigest()[:24]
    cached = _cache_folder() / f"{folder.name}-{digest}.lexicon"
    try:
        with cached.open("rb") as file:
            grammar, fold, entries, patterns, automaton, gate, numbers, roles = pickle.load(file)
        automaton, gate = map(CharwiseDoubleArrayAhoCorasick.deserialize, (automaton, gate))
        return Language(grammar, fold, [Entry(*e) for e in entries], patterns, automaton, Gate(gate, numbers, roles))
    except (OSError, pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError):
        pass
    grammar, fold, entries = read_language(folder, contents)
    patterns = _patterns(entries, fold)
    forms = list(patterns)
    numbers, roles = _gated([tuple(entries[i] for i in ids) for ids in patterns.values()])
    automaton = CharwiseDoubleArrayAhoCorasick(forms)
    gate = CharwiseDoubleArrayAhoCorasick([forms[number] for number in numbers])
    kept = (automaton.serialize(), gate.serialize(), numbers, roles)
    _write_cache(cached, (grammar, fold, [tuple(e) for e in entries], patterns, *kept))
    return Language(grammar, fold, entries, patterns, automaton, Gate(gate, numbers, roles))


def read_language(
    folder: Path, contents: dict[Path, bytes] | None = None
) -> tuple[dict[str, Any], dict[int, str], list[Entry]]:
    """Grammar, folding pairs and every entry of a folder, uncompiled. LexiconError names file and line of a fault."""
    contents = contents if contents is not None else {path: path.read_bytes() for path in _data_files(folder)}
    texts = {path: content.decode("utf-8") for path, content in contents.items()}
    grammar = tomllib.loads(texts[folder / "grammar.toml"])
    fold: dict[int, str] = {}
    for number, line in enumerate(texts.get(folder / "fold.txt", "").split("\n"), 1):
        pairs = [] if line.startswith("#") else line.split()
        for pair in pairs:
            if len(pair) > 2:
                raise LexiconError(f"{folder.name}/fold.txt:{number}: {pair!r} is not a pair of characters")
            fold[ord(pair[0])] = pair[1:]
    paradigms = read_paradigms(texts.get(folder / "paradigms.txt", ""), f"{folder.name}/paradigms.txt")
    entries: dict[tuple[Any, ...], Entry] = {}
    for path, content in texts.items():
        if path.suffix == ".txt" and (path.stem in FILES):
            for entry in _entries(path, content, paradigms):
                key = (entry.type, entry.sense, entry.args, entry.tags, entry.guard, entry.form, entry.rest, entry.wild)
                entries.setdefault(key, entry)
    return grammar, fold, _described(_in_own_scripts(list(entries.values())))


def _in_own_scripts(entries: list[Entry]) -> list[Entry]:
    """Without spellings of `knowledge/` in scripts that the language is never written in: they only cost memory."""
    own = {_alphabet(e.form) for e in entries if not e.source.startswith("knowledge/")} | {"latin", ""}
    return [e for e in entries if not e.source.startswith("knowledge/") or _alphabet(e.form) in own]


_ALPHABETS = (
    ("\u0250", "latin"), ("\u0370", ""), ("\u0400", "greek"), ("\u0530", "cyrillic"), ("\u0590", ""), ("\u0600", "hebrew"),
    ("\u0780", "arabic"), ("\u1e00", ""), ("\u1f00", "latin"), ("\u3040", ""), ("\u3100", "kana"), ("\u3400", ""),
    ("\ua000", "han"), ("\uac00", ""), ("\ud7a4", "hangul"),
)  # fmt: skip


def _alphabet(form: str) -> str:
    """The alphabet of a form's first letter outside Latin, else latin."""
    for char in form:
        if char.isalpha() and char >= "\u0370":
            return next((name for end, name in _ALPHABETS if char < end), "")
    return "latin"


def _described(entries: list[Entry]) -> list[Entry]:
    """A language's own spellings of a designation or place take what `knowledge/` says of its id; unknown ids are dropped."""
    known: dict[tuple[str, str], tuple[str, ...]] = {}
    for entry in entries:
        if entry.type in ("designations", "places") and entry.source.startswith("knowledge/"):
            known.setdefault((entry.type, entry.sense), entry.args)
    described = []
    for entry in entries:
        if entry.type not in ("designations", "places") or entry.sense == "head":
            described.append(entry)
        elif (entry.type, entry.sense) in known:
            described.append(entry._replace(args=known[entry.type, entry.sense]))
    return described


def _entries(path: Path, content: str, paradigms: Paradigms) -> Iterator[Entry]:
    kind = "parties" if path.stem == "cldr" else path.stem
    name = f"{path.parent.name}/{path.name}"
    tags: dict[frozenset[str], frozenset[str]] = {}  # one object for equal sets: there are a hundred thousand forms
    for line in sections(content, name):
        for column, written in enumerate(line.forms, 1):
            source = f"{name}:{line.number}:{column}"
            for form in expand(written, paradigms, f"{name}:{line.number}"):
                capital = next((i for i, char in enumerate(form.text) if char.isupper()), -1)
                yield Entry(
                    kind, line.sense, line.args, tags.setdefault(form.tags, form.tags), form.guard, form.text, form.rest,
                    form.wild, capital, source,
                )  # fmt: skip


def _data_files(folder: Path) -> list[Path]:
    own = [
        folder / "grammar.toml",
        folder / "fold.txt",
        folder / "paradigms.txt",
        *(folder / f"{stem}.txt" for stem in FILES),
    ]
    shared = [KNOWLEDGE / "designations.txt", KNOWLEDGE / "places.txt"]
    return [path for path in (*own, *shared) if path.exists()]


def _patterns(entries: list[Entry], fold: dict[int, str]) -> dict[str, list[int]]:
    table = Fold({point: char for point, char in fold.items() if char})
    skipped = {point: None for point, char in fold.items() if not char}
    patterns: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        if entry.type == "markers" and entry.sense == "case":
            continue
        patterns.setdefault(entry.form.translate(skipped).translate(table), []).append(number)
    return patterns


def _cache_folder() -> Path:
    return Path(
        os.environ.get("ONDIT_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ondit"
    )


def _write_cache(path: Path, content: Any) -> None:
    """Best effort: a cache that can't be written only costs time at the next start."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}.part")
        partial.write_bytes(pickle.dumps(content, protocol=5))
        partial.replace(path)
        for old in path.parent.glob(f"{path.name.split('-')[0]}-*.lexicon"):
            if old != path and old.stat().st_mtime < time.time() - UNUSED:
                old.unlink(missing_ok=True)
    except OSError:
        return
