"""What reading gives: documents in canonical text, and the problems met on the way."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ondit.languages.identify import judge
from ondit.records import Document, iso_date

MOST_BYTES = 20_000_000
"""The largest document that is read; more is refused, not cut."""
SURE = 0.6
"""From here on the detector's word counts for more than what the source says of its own language."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it was read. `address` makes two texts versions of one document; `original`: its bytes.

    `place`: the file and the position of the archive's record that holds them. `pages`: where in the text each page of a
    paged document begins, the first one first."""

    document: Document
    address: str
    original: bytes | None = None
    media: str | None = None
    place: tuple[str, int] | None = None
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadProblem:
    """What could not be read, or not wholly; `name` is the input as it was given, `position` a byte of it. `kind`: what many
    pages lack, no fault of theirs, in the few words that count them."""

    name: str
    cause: str
    position: int | None = None
    kind: str | None = None
    is_end: bool = False
    """Whether the input ends here before it should: what follows may come later."""


@dataclass(frozen=True, slots=True)
class Passed:
    """Something in an archive that is no document, by its kind: a picture, an error, a page without an article."""

    kind: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a source says of a document beside its text; None is unknown. `language` is a hint."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    canonical: str | None = None
    credit: str | None = None
    language: str | None = None
    own_id: str | None = None


_LINE_ENDS = "\r\v\f\x85\u2028\u2029"
_ENDS = str.maketrans(dict.fromkeys(_LINE_ENDS, "\n"))
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_NOTHING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff]+")
_HALVES = re.compile("[\ud800-\udfff]")
_BLANKS = " \t\xa0\u3000"
_TRAIL = re.compile(rf"[{_BLANKS}]+\n")
_GAPS = re.compile(r"\n{3,}")
_CODE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")


def canonical_text(raw: str) -> str:
    """NFC, `\\n` line ends, no invisible characters but joiners and marks of direction, no half surrogates."""
    # Most texts hold none of what has to go, which is seen much faster than it is replaced.
    text = raw
    if any(end in text for end in _LINE_ENDS):
        text = text.replace("\r\n", "\n").translate(_ENDS)
    odd = _ODD.search(text) is not None
    if not text.isascii():
        text = unicodedata.normalize("NFC", _HALVES.sub("\ufffd", text) if odd else text)
    if odd:
        text = _NOTHING.sub("", text)
    text = text.rstrip()
    if any(blank + "\n" in text for blank in _BLANKS):
        text = _TRAIL.sub("\n", text)
    return (_GAPS.sub("\n\n", text) if "\n\n\n" in text else text).strip()


def line(raw: str | None) -> str | None:
    """One line of metadata: canonical, white space as single spaces; None where nothing is left."""
    return " ".join(canonical_text(raw).split()) or None if raw else None


def readings(
    text: str,
    known: Known,
    name: str,
    original: bytes,
    media: str,
    fallback: str,
    pages: Sequence[int] = (),
) -> Iterator[Reading | ReadProblem]:
    """The reading of one document, its text made canonical, title first; and a problem beside it where its date is none.

    `name`: the input, for problems; `fallback`: the address of a document that brings none; `pages`: offsets in `text`, which
    is canonical then."""
    body, title = canonical_text(text), line(known.title)
    if title and line(body.split("\n", 1)[0]) != title:
        body = f"{title}\n{body}".strip()
        pages = [0, *(at + len(title) + 1 for at in pages[1:])] if pages else ()
    if not body:
        yield ReadProblem(name, "no text in it", kind="no text")
        return
    published = None
    if known.published:
        try:
            published = iso_date(known.published)
        except ValueError as error:
            yield ReadProblem(name, f"{error}; read as undated", kind="date that is none")
    url, canonical = address_line(known.url), address_line(known.canonical)
    outlet, own_id = line(known.outlet), line(known.own_id)
    address = url or canonical or (f"{outlet}#{own_id}" if outlet and own_id else fallback)
    document = Document(
        hashlib.sha256(f"{address}\n{body}".encode()).hexdigest()[:24], body, published=published, outlet=outlet, url=url,
        title=title or line(body.split("\n", 1)[0][:300]), language=language_of(body, known.language),
        credit=line(known.credit), canonical=canonical,
    )  # fmt: skip
    yield Reading(document, address, original, media, pages=tuple(pages))


def address_line(raw: str | None) -> str | None:
    """A web address as it stands, without a fragment; None for anything else."""
    found = line(raw)
    if found is None or not re.match(r"https?://[^\s/]", found, re.IGNORECASE):
        return None
    return found.split("#", 1)[0] if "#!" not in found else found


def language_of(text: str, hint: str | None) -> str | None:
    """ISO 639-1. What the source says (`hint`) counts where the text alone leaves doubt, as in very short ones."""
    found, certainty = judge(text)
    said = _CODE.fullmatch(hint.strip()) if hint else None
    if said and (found is None or certainty < SURE or len(text) < 60):
        return said.group(1).lower()
    return found
