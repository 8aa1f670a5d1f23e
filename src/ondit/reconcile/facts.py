"""What copies are recognised by: the date, outlet, credits, shingles and figures of a document, and its claims' slots.

Facts are made once for a document and never change; two documents are compared by their facts alone.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from ondit.languages.grammar import grammars, words_of_all
from ondit.languages.identify import identify
from ondit.reconcile.chains import chains_of
from ondit.reconcile.definitions import definition_of
from ondit.reconcile.places import place_name
from ondit.reconcile.voices import Speaker, assume, fold, is_outlet, speaker_of
from ondit.records import Claim, Document, last_day

LAST = date(9999, 12, 31).toordinal()
"""Where a document without a date sorts: after all dated ones."""

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_FIGURE = re.compile(r"(?<![\w.,])\d{1,3}(?:[ .,\u00a0\u202f']\d{3})+(?!\d)|(?<![\w.,])\d+(?:[.,]\d+)?(?![\d])")


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim with what reconciliation needs of it: slim, hashable, without its document. Days are ordinals.

    `voices`: the chain of speakers, origin first, nouns that point back («the ministry») filled in. `seen`: the day of report;
    `text`: a number that tells texts apart; `wording`: one that is equal where the runs of words are, 0 where there are none;
    `judged`: a person's decision is about it."""

    id: str
    document: str
    kind: str
    actor: str | None
    target: str | None
    category: str
    designation: str | None
    low: float | None
    high: float | None
    unit: str | None
    per: str | None
    approximate: bool
    since: int | None
    until: int | None
    timed: bool
    place: str
    status: str
    polarity: str
    certainty: str
    voices: tuple[Speaker, ...]
    voice: str
    seen: int
    start: int
    definition: str = ""
    headline: bool = False
    where: str = ""
    point: tuple[float, float] | None = None
    text: int = 0
    wording: int = 0
    judged: bool = False
    evidence: str = field(default="", repr=False, compare=False)

    @property
    def measured(self) -> bool:
        return self.unit is not None


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one document. `day` is the last day of a coarse date, `LAST` where there is none; `named`: see `named_in`."""

    id: str
    day: int
    outlet: str
    names: tuple[Speaker, ...]
    credits: tuple[Speaker, ...]
    shingles: frozenset[int]
    figures: frozenset[float]
    language: str | None
    address: str = ""
    canonical: str = ""
    named: tuple[Speaker, ...] = ()
    tellings: tuple[Telling, ...] = field(default=(), repr=False)


def ordinal(published: str | None) -> int:
    """The ordinal of the last day that a date (a day, month or year) can mean; `LAST` where there is none, or none that is one."""
    try:
        day = last_day(published)
        return date.fromisoformat(day).toordinal() if day else LAST
    except ValueError:
        return LAST


def day_of(number: int) -> str | None:
    """The ISO date of an ordinal; None for `LAST`."""
    return None if number == LAST else date.fromordinal(number).isoformat()


def shingles_of(text: str) -> frozenset[int]:
    """Hashes of runs of three words, or of eight characters where words are not spaced."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if len(_UNSPACED.findall(plain)) * 3 > len(plain):
        units: Sequence[str] = re.sub(r"[\W_]+", "", plain)
        width = 8
    else:
        units, width = re.findall(r"\w+", plain), 3
    return frozenset(hash_of("\0".join(units[i : i + width])) for i in range(max(0, len(units) - width + 1)))


def wording_of(shingles: frozenset[int]) -> int:
    """One number for a set of shingles, under 2^53 so that any store holds it; 0 for none."""
    return hash_of(",".join(map(str, sorted(shingles)))) & (1 << 53) - 1 if shingles else 0


def hash_of(text: str) -> int:
    data = text.encode("utf-8", "surrogatepass")
    return zlib.crc32(data) << 32 | zlib.adler32(data)


def figures_of(text: str) -> frozenset[float]:
    """The numbers written in digits, as they are read in most countries; years and numbers under ten are left out."""
    found = set()
    for match in _FIGURE.finditer(unicodedata.normalize("NFKC", text)):
        word = match.group()
        value = (
            float(re.sub(r"\D", "", word))
            if re.search(r"[ .,\u00a0\u202f']\d{3}(?!\d)", word)
            else float(word.replace(",", "."))
        )
        if value > 9 and not (1900 <= value <= 2100 and word.isdigit()):
            found.add(value)
    return frozenset(found)


def credits_of(document: Document) -> tuple[Speaker, ...]:
    """Agencies that a dateline or credit line names, the document's own outlet left out."""
    texts = [document.credit] if document.credit else []
    head, tail = document.text[:600], document.text[-300:]
    dateline, credit, wired = _credit_forms()
    texts += [m.group(1) for m in dateline.finditer(head)] + [m.group(1) for m in wired.finditer(head)]
    texts += [next(filter(None, m.groups())) for part in (head, tail) for m in credit.finditer(part)]
    if document.outlet and (inner := re.search(r"[（(]([^()（）]{2,30})[)）]", document.outlet)):
        texts.append(inner.group(1))
    speakers = [_signed(t) for t in dict.fromkeys(texts)]
    return tuple(
        s for s in speakers if s.media or ("media" in s.bodies and s.name) or (s.name and not s.states and not s.bodies)
    )


@cache
def _credit_forms() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """«CITY (AFP) —»; «(with AFP)» that ends a paragraph or «Source: AFP» on a line of its own; 中央社台北19日電. The words are
    those of all languages: the language of a line of credit is often not the text's."""

    def words(key: str) -> str:
        return "|".join(map(re.escape, words_of_all(key)))

    dateline = r"^[^\n]{0,60}?[（(]([^()（）\n]{2,40})[)）]\s*[-–—:]"
    named = rf"[A-Z]{{2,8}}|[^()（）\n]{{0,24}}(?:{words('agency_endings')})"
    bracket = rf"(?:^|[.!?。！？…»”\"])[ \t]*[（(\[](?:(?:{words('credit_with')}) )?({named})[)）\]][ \t]*$"
    line = rf"^[^\n]{{0,40}}?(?:{words('credit')})\s*[:：]?\s+([^\n.;(]{{2,50}})$"
    wired = rf"^\s*([\u3400-\u9fff]{{2,10}}社)[^\n]{{0,14}}(?:{words('wired')})"
    return (
        re.compile(dateline, re.MULTILINE),
        re.compile(rf"{bracket}|{line}|[（(]([A-Z]{{2,8}})[)）]\s*$", re.MULTILINE),
        re.compile(wired, re.MULTILINE),
    )


def _signed(text: str) -> Speaker:
    """What a credit says; capitals that no list knows as an outlet's are its initials, whatever else they abbreviate."""
    speaker = speaker_of(text)
    return Speaker(name=text.lower()) if re.fullmatch(r"[A-Z]{2,6}", text) and not speaker.media else speaker


def facts_of(document: Document, claims: Iterable[Claim], judged: Collection[str] = ()) -> Facts:
    """The facts of one document and its claims, in reading order. `judged`: ids of claims that decisions are about."""
    outlet = document.outlet or ""
    bare = re.sub(r"[（(][^()（）]*[)）]", "", outlet).strip() or outlet
    language = document.language or identify(document.text)
    names = (speaker_of(bare),) if bare else ()
    ordered = sorted(claims, key=lambda c: (c.evidence.start, c.id))
    day = ordinal(document.published)
    shingles = shingles_of(document.text)
    tellings = tuple(
        replace(t, wording=wording_of(shingles), judged=t.id in judged)
        for t in tellings_of(ordered, document, day, language)
    )
    return Facts(
        id=document.id, day=day, outlet=fold(outlet), names=names,
        credits=tuple(c for c in credits_of(document) if not any(is_outlet(c, n) for n in names)), shingles=shingles,
        figures=figures_of(document.text), language=language, address=address_of(document.url), canonical=address_of(document.canonical),
        named=named_in(tellings), tellings=tellings,
    )  # fmt: skip


def named_in(tellings: Iterable[Telling]) -> tuple[Speaker, ...]:
    """The voices that can be outlets: named, and no person."""
    return tuple(dict.fromkeys(s for t in tellings for s in t.voices if (s.media or s.name) and not s.people))


def address_of(url: str | None) -> str:
    """An address without what does not tell pages apart: scheme, `www.`, fragment, trailing slash."""
    return re.sub(r"^[a-z]+://(?:www\.)?|#.*$", "", (url or "").strip().lower()).rstrip("/")


def tellings_of(claims: Sequence[Claim], document: Document, day: int, language: str | None) -> tuple[Telling, ...]:
    title_end, mark = document.text.find("\n"), zlib.crc32(document.text.encode("utf-8", "surrogatepass"))
    chains = chains_of(claims, document.text)
    rows = []
    for claim, chain in zip(claims, chains, strict=True):
        parties = {p.code for p in (claim.actor, claim.target) if p}
        state = grammars().get(language or "", {}).get("state")
        chain = tuple(assume(s, state if state in parties else None) for s in chain)
        q, w = claim.quantity, claim.when
        rows.append(Telling(
            id=claim.id, document=claim.document, kind=claim.kind, actor=claim.actor.code if claim.actor else None,
            target=claim.target.code if claim.target else None, category=claim.object.category, designation=claim.object.designation,
            low=q.low if q else None, high=q.high if q else None, unit=q.unit if q else None, per=q.per if q else None,
            approximate=bool(q and q.approximate), since=ordinal(w.since) if w and w.since else None,
            until=ordinal(w.until) if w and w.until else None, timed=w is not None,
            place=place_name(claim.where.name) if claim.where else "", status=claim.status, polarity=claim.polarity,
            certainty=claim.certainty, voices=chain, voice=claim.attribution[0].text if claim.attribution else "",
            seen=day, start=claim.evidence.start, definition=definition_of(claim),
            where=claim.where.name if claim.where else "", point=_point(claim), text=mark, evidence=" ".join(e.text for e in (claim.evidence, *claim.also)),
            headline=0 <= claim.evidence.start < title_end and not claim.also,
        ))  # fmt: skip
    return tuple(rows)


def _point(claim: Claim) -> tuple[float, float] | None:
    w = claim.where
    return (w.latitude, w.longitude) if w and w.latitude is not None and w.longitude is not None else None
