"""The text tables of this room, each read once: sections `[id …]` with the forms below them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ondit.records import BLOCS

_FOLDER = Path(__file__).parent


class KnowledgeError(ValueError):
    """A line of a table that can't be read; the message names file, line and cause."""


@dataclass(frozen=True, slots=True)
class Designation:
    """A named piece of equipment. `origin`: ISO alpha-3, None for joint products; `forms` as written, guards included."""

    category: str
    origin: str | None
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in WGS 84 degrees. `state`: ISO alpha-3, None for seas and straits; `forms` as written, guards included."""

    latitude: float
    longitude: float
    state: str | None
    forms: tuple[str, ...]


def sections(name: str) -> Iterator[tuple[int, list[str], list[str]]]:
    """(line number, words of the heading, forms) of each section of a table of this room, in file order."""
    heading: tuple[int, list[str]] | None = None
    forms: list[str] = []
    for number, raw in enumerate((_FOLDER / name).read_text(encoding="utf-8").split("\n"), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            if heading:
                yield *heading, forms
            heading, forms = (number, line.strip("[]").split()), []
        elif heading is None:
            raise KnowledgeError(f"{name}:{number}: a form before any section heading")
        else:
            forms += [form.strip() for form in line.split(";") if form.strip()]
    if heading:
        yield *heading, forms


@cache
def generic(kind: str) -> frozenset[str]:
    """Words that are no part of a proper name: `word` (articles and the like), `place`, `place-unspaced`."""
    return frozenset(form for _, words, forms in sections("generic.txt") if words == [kind] for form in forms)


@cache
def designations() -> dict[str, Designation]:
    """Id to designation. KnowledgeError for a heading that isn't `[id category]` or `[id category origin]`, or an id used twice."""
    found: dict[str, Designation] = {}
    for number, words, forms in sections("designations.txt"):
        if len(words) not in (2, 3) or words[0] in found:
            raise KnowledgeError(f"designations.txt:{number}: a repeated or malformed heading {words}")
        found[words[0]] = Designation(words[1], words[2] if len(words) == 3 else None, tuple(forms))
    return found


@cache
def places() -> dict[str, Place]:
    """Id to place. KnowledgeError for a heading that isn't `[id latitude longitude]` with an optional state, or an id used twice."""
    found: dict[str, Place] = {}
    for number, words, forms in sections("places.txt"):
        try:
            latitude, longitude = float(words[1]), float(words[2])
        except (IndexError, ValueError):
            raise KnowledgeError(f"places.txt:{number}: {words} lacks a latitude and a longitude") from None
        if words[0] in found or len(words) > 4:
            raise KnowledgeError(f"places.txt:{number}: a repeated or malformed heading {words}")
        found[words[0]] = Place(latitude, longitude, words[3] if len(words) == 4 else None, tuple(forms))
    return found


@cache
def capitals() -> dict[str, Place]:
    """State to the seat of its government; `forms` holds its English name. KnowledgeError as for places."""
    found: dict[str, Place] = {}
    for number, words, forms in sections("capitals.txt"):
        if len(words) != 3 or words[0] in found or len(forms) != 1:
            raise KnowledgeError(f"capitals.txt:{number}: {words} needs a code, a latitude, a longitude and one name")
        found[words[0]] = Place(float(words[1]), float(words[2]), words[0], tuple(forms))
    return found


@cache
def _parties() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for number, words, forms in sections("parties.txt"):
        if len(words) != 1 or len(forms) != 2 or words[0] in found:
            raise KnowledgeError(f"parties.txt:{number}: {words} needs one code, one English and one French name")
        found[words[0]] = (forms[0], forms[1])
    return found


def valid_party(code: str) -> bool:
    """Whether a claim may name this party: a state's ISO alpha-3, or a body of the contract."""
    return code in _parties()


def state_codes() -> tuple[str, ...]:
    """The states among the party codes, sorted."""
    return tuple(sorted(code for code in _parties() if code not in BLOCS))


def party_name(code: str, language: str) -> str:
    """The name to show for a party, in `en` or `fr`; the code itself where it isn't ours. ValueError for another language."""
    if language not in ("en", "fr"):
        raise ValueError(f"party names exist in en and fr, not in {language!r}")
    names = _parties().get(code)
    return names[0 if language == "en" else 1] if names else code
