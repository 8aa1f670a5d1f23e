"""Who speaks, whatever the language: the state, body, office, outlet or person that the words of a voice name.

Two voices are compared by what is known of them, never by their strings alone; names that no list holds, by
`knowledge.same_name`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import NamedTuple
from zlib import crc32

from anyascii import anyascii
from rapidfuzz import fuzz

from ondit.knowledge import generic, same_name, sections

_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "\u200c": " "})
_PLAIN = str.maketrans({"đ": "d", "ı": "i", "ł": "l", "ø": "o", "ё": "е", "’": "'"})
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
_ARABIC_PREFIX = re.compile(r"^(?:[وفبكل]?(?:ال|لل)?|[وفبكل]{1,2})$")


@dataclass(frozen=True, slots=True, repr=False)
class Speaker:
    """What the words of a voice say about it. `name`: what no list holds, folded. `assumed`: a state that only
    the language of the document suggests. `full`: all words in Latin letters."""

    states: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    name: str = ""
    assumed: str | None = None
    full: str = field(default="", compare=False)
    mark: int = field(default=0, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "mark", crc32(repr(self).encode()))

    def __hash__(self) -> int:
        return self.mark

    def __repr__(self) -> str:
        parts = (self.states, self.bodies, self.fields, self.roles, self.media, self.people)
        return f"Speaker({' '.join(x for part in parts for x in sorted(part))} {self.name} {self.assumed or ''})"

    @property
    def specific(self) -> bool:
        """Whether the words identify somebody without what was said before."""
        return bool(self.states or self.media or self.people or self.name)

    @property
    def empty(self) -> bool:
        """Whether the words tell nothing at all («he», «his words»)."""
        return not (self.specific or self.bodies or self.fields or self.roles - {"generic"})

    @property
    def is_media(self) -> bool:
        return not self.people and (bool(self.media) or (self.bodies == {"media"} and not self.fields))


def fold(text: str) -> str:
    """Lower case, no accents, one form of each Arabic letter, single spaces: how `knowledge/voices.txt` is written."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN).translate(_ARABIC)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", text).split())


class Form(NamedTuple):
    """One entry of the data. `head`: the letters up to its first `*`; `open`: more letters may follow; `inner`: whether a
    word in the middle of the phrase is open, so that a pattern must tell; `loose`: no word boundaries, as in Han."""

    head: str
    text: str
    open: bool
    inner: bool
    loose: bool
    section: tuple[str, ...]


@cache
def known_forms() -> dict[str, list[Form]]:
    """First two letters (one where the form has no more) -> forms, longest first."""
    table: dict[str, list[Form]] = defaultdict(list)
    for _, section, texts in sections("voices.txt"):
        for text in texts:
            bare = text.rstrip("*")
            shortest = 5 if section[0] != "state" else 3 if "\u0600" <= text[0] <= "\u06ff" else 4
            opens = text.endswith("*") or len(text) >= shortest
            form = Form(bare.split("*")[0], text, opens, "*" in bare, bool(UNSPACED.search(text)), tuple(section))
            table[bare[:2]].append(form)
    for forms in table.values():
        forms.sort(key=lambda f: (-len(f.text.rstrip("*")), f.text, f.section))
    return dict(table)


_SPACED = r"[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
"""A letter or digit of a script that puts spaces between words."""
ENDING = 8
"""So many letters may follow an open form."""


@cache
def _pattern(form: Form) -> re.Pattern[str]:
    body = re.escape(form.text.rstrip("*")).replace(r"\*", _SPACED + "*")
    return re.compile(body + (f"{_SPACED}{{0,{ENDING}}}" if form.open else "") + f"(?!{_SPACED})")


def _fits_at(form: Form, folded: str, at: int) -> int:
    """Length of the form where it stands at a place, endings included; 0 where it doesn't."""
    if not folded.startswith(form.head, at):
        return 0
    if form.loose:
        return len(form.head)
    if form.inner:
        match = _pattern(form).match(folded, at)
        return match.end() - at if match else 0
    end = start = at + len(form.head)
    while end < len(folded) and folded[end].isalnum() and not UNSPACED.match(folded[end]):
        end += 1
        if not form.open or end - start > ENDING:
            return 0
    return end - at


@lru_cache(maxsize=50_000)
def speaker_of(text: str) -> Speaker:
    """What the words of one voice (or the name of an outlet) tell."""
    folded = fold(text)
    capital = _VIETNAMESE.search(text) is not None
    shouted = frozenset(fold(w) for w in re.findall(r"[\w.]+", text) if w == w.upper() or (capital and w[0].isupper()))
    found: dict[str, set[str]] = defaultdict(set)
    rest: list[str] = []
    at = 0
    while at < len(folded):
        length, sections = _longest(folded, at, shouted)
        for section in sections:
            _note(section, found)
        rest.append(" " if length else folded[at])
        at += length or 1
    return Speaker(
        states=frozenset(found["state"]), bodies=frozenset(found["body"]), fields=frozenset(found["field"]),
        roles=frozenset(found["role"]), media=frozenset(found["media"]), people=frozenset(found["person"]),
        name=_name("".join(rest), text), full=anyascii(fold(text)).lower(),
    )  # fmt: skip


def _note(section: tuple[str, ...], found: dict[str, set[str]]) -> None:
    if section[0] in ("media", "person"):
        found[section[0]].add(section[1])
        found["state"].add(section[2])
        if section[0] == "person":
            found["field" if section[3] in ("defence", "foreign", "technology") else "body"].add(section[3])
        return
    for sense, value in zip(section[::2], section[1::2], strict=True):
        found[sense].add(value)


def _longest(folded: str, at: int, shouted: frozenset[str]) -> tuple[int, list[tuple[str, ...]]]:
    """Length of the longest form at a place, and every section that holds it; (0, []) where there is none."""
    best, sections = 0, []
    begins = _begins_word(folded, at)
    table = known_forms()
    for form in (*table.get(folded[at : at + 2], ()), *table.get(folded[at], ())):
        if not form.loose and not (
            begins and (len(form.text) > 3 or form.text in shouted or "\u0600" <= form.text[0] <= "\u06ff")
        ):
            continue
        length = _fits_at(form, folded, at)
        if length > best:
            best, sections = length, [form.section]
        elif length and length == best:
            sections.append(form.section)
    return best, sections


def _begins_word(folded: str, at: int) -> bool:
    if at == 0 or not folded[at - 1].isalnum() or UNSPACED.match(folded[at - 1]):
        return True
    if "\u0600" <= folded[at] <= "\u06ff":
        start = at
        while start and folded[start - 1].isalnum():
            start -= 1
        return bool(_ARABIC_PREFIX.match(folded[start:at]))
    return False


def _name(rest: str, text: str) -> str:
    """What is left, folded: only words written with a capital where the script has them."""
    capitals = {
        fold(w) for w in re.findall(r"\w+", text) if w[:1].isupper() or any(c.isupper() or c.isdigit() for c in w)
    }
    words = []
    for word in re.findall(r"\w+", rest):
        cased = word[0].lower() != word[0].upper()
        if (cased and (word in generic("word") or word not in capitals)) or len(word) < (
            3 if cased or (word[0] > "\u05ff" and word[0] < "\u0700") else 2
        ):
            continue
        words.append(word)
    return " ".join(words)


@lru_cache(maxsize=50_000)
def alike(a: str, b: str) -> bool:
    """Whether two names of voices can be one name in two spellings, one in short, or one with words left out."""
    if not a or not b:
        return False
    x, y = anyascii(a).lower(), anyascii(b).lower()
    if x == y or (min(len(x), len(y)) >= 4 and fuzz.token_set_ratio(x, y) >= 85):
        return True
    if _initials(x, y) or _initials(y, x):
        return True
    return same_name(a, b)


def _initials(short: str, long: str) -> bool:
    """RDA for Rheinische Depeschen-Agentur: letters in order, each word's first letter among them."""
    words = long.split()
    if " " in short or not 2 <= len(short) <= 5 or len(words) < 2 or short[0] != long[0]:
        return False
    at = 0
    for letter in short:
        at = long.find(letter, at) + 1
        if at == 0:
            return False
    return all(word[0] in short for word in words)


def assume(speaker: Speaker, state: str | None) -> Speaker:
    """The same, with the state that the document's language suggests where the words name none."""
    return replace(speaker, assumed=state) if state and not speaker.states else speaker


def joined(speaker: Speaker, before: Speaker) -> Speaker:
    """A voice named by a noun only («the ministry»), filled from the voice that it stands for."""
    return Speaker(
        states=before.states, bodies=speaker.bodies | before.bodies, fields=speaker.fields | before.fields,
        roles=speaker.roles | before.roles, media=before.media, people=before.people, name=before.name, assumed=before.assumed,
    )  # fmt: skip


def is_outlet(speaker: Speaker, outlet: Speaker) -> bool:
    """Whether a voice is the outlet."""
    if speaker.media and outlet.media:
        return bool(speaker.media & outlet.media)
    if speaker.states - outlet.states and speaker.bodies - {"media"}:
        return False
    if not speaker.name or speaker.people:
        return False
    return alike(speaker.name, outlet.name) or _initials(anyascii(speaker.name).lower(), outlet.full)


GENERIC_BODIES = frozenset({"government"})


@lru_cache(maxsize=200_000)
def relation(a: Speaker, b: Speaker) -> str:
    """`same`, `compatible` (nothing speaks against it), `unknown` (nothing to go by), `unlikely` or `different`."""
    if a == b:
        return "same" if a.specific or a.bodies or a.fields else "compatible"
    if a.empty or b.empty:
        return "compatible"
    if a.people and b.people:
        return "same" if a.people & b.people else "different"
    if a.media and b.media:
        return "same" if a.media & b.media else "different"
    if a.states and b.states and not a.states & b.states:
        return "different"
    if a.is_media != b.is_media and (a.specific and b.specific):
        return "different"
    return _offices(a, b)


def _offices(a: Speaker, b: Speaker) -> str:
    if a.fields and b.fields and not a.fields & b.fields:
        return "different"
    bodies_a, bodies_b = a.bodies - GENERIC_BODIES, b.bodies - GENERIC_BODIES
    if bodies_a and bodies_b and not bodies_a & bodies_b:
        return "different"
    if bool(bodies_a) != bool(bodies_b) and (a.fields if bodies_b else b.fields) and not _overlap(a, b):
        return "different"
    loose_a, loose_b = a.roles & _LOOSE, b.roles & _LOOSE
    if (
        bool(loose_a) != bool(loose_b)
        and (a.fields or bodies_a or loose_a)
        and (b.fields or bodies_b or loose_b)
        and not (loose_a or loose_b) <= {"expert", "document"}
    ):
        return "different"
    state = bool(a.states & b.states)
    held = bool(a.fields & b.fields or bodies_a & bodies_b)
    if a.name and b.name and not (a.people or b.people):
        if alike(a.name, b.name):
            return "same"
        if not (state and held):
            return "different" if not (state or held) else "compatible"
    if (a.assumed and b.states and a.assumed not in b.states) or (b.assumed and a.states and b.assumed not in a.states):
        return "unlikely"
    if held and (state or not a.states or not b.states):
        # A name beside an office without a state may be that of a state that no list holds.
        named = a.name if not a.states else b.name if not b.states else ""
        return "same" if state or not named else "compatible"
    if state:
        return "compatible"
    if a.roles & b.roles & _LOOSE:
        return "same"
    return "compatible" if a.roles & b.roles else "unknown"


_LOOSE = frozenset({"diplomat", "witness", "expert"})


def _overlap(a: Speaker, b: Speaker) -> bool:
    """A body and a field that may be one office: the defence field goes with the armed forces and procurement."""
    soldier = {"army", "navy", "airforce", "procurement", "intelligence"}
    return bool((a.bodies | b.bodies) & soldier) and "defence" in (a.fields | b.fields)
