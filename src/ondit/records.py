"""The records that flow through ondit. Frozen, declared once; JSON rows and the published schema are derived from here.

Offsets are code points of the document's canonical text, start inclusive, end exclusive; dates are ISO strings;
counts and money are closed intervals whose open bound is None. Terms: `contract/README.md`.
"""

from __future__ import annotations

import hashlib
import json
import re
from calendar import monthrange
from dataclasses import dataclass, fields
from datetime import date
from types import NoneType
from typing import Any, Self, TypeVar

KINDS = (
    "transfer", "deployment", "use", "dependence", "production", "agreement",
    "contact", "training", "commemoration", "losses", "sanction", "stance",
)  # fmt: skip
STATUSES = ("considered", "planned", "underway", "done", "ended")
POLARITIES = ("affirmed", "denied")
CERTAINTIES = ("stated", "hedged")
UNITS = (
    "item", "person", "percent", "tonne", "usd", "eur", "rub", "krw", "cny", "barrel", "container",
    "battalion", "brigade", "battery", "shipload", "trainload",
)  # fmt: skip
PERIODS = ("day", "month", "quarter", "year")
OBJECT_GROUPS: dict[str, tuple[str, ...]] = {
    "materiel": (
        "ammunition", "artillery", "missile", "drone", "armoured-vehicle", "vehicle", "aircraft", "air-defence", "ship",
        "small-arms", "sensor", "space", "component", "weapons", "equipment",
    ),
    "support": ("technology", "fuel", "food", "money", "intelligence"),
    "people": ("troops", "workers", "engineers", "deminers", "technicians", "advisers", "medics", "personnel"),
    "instrument": ("treaty", "contract", "memorandum", "declaration"),
    "contact": ("visit", "meeting", "call"),
    "training": ("exercise", "course"),
    "commemoration": ("monument", "ceremony", "award"),
    "sanction": ("sanction", "embargo", "breach"),
    "stance": ("support", "criticism", "assessment"),
}  # fmt: skip
GROUPS_BY_KIND: dict[str, tuple[str, ...]] = {
    "transfer": ("materiel", "support"),
    "deployment": ("people",),
    "use": ("materiel", "people"),
    "dependence": ("materiel", "support", "people"),
    "production": ("materiel", "support"),
    "agreement": ("instrument",),
    "contact": ("contact",),
    "training": ("training",),
    "commemoration": ("commemoration",),
    "losses": ("materiel", "people"),
    "sanction": ("sanction",),
    "stance": ("stance",),
}
CATEGORIES = tuple(sorted(category for group in OBJECT_GROUPS.values() for category in group))
GROUP_OF = {category: group for group, categories in OBJECT_GROUPS.items() for category in categories}
BLOCS = ("EU", "NATO", "UN", "CSTO", "WEST", "HOUTHI", "HEZBOLLAH", "HAMAS", "WAGNER", "RSF", "TALIBAN")

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ][\d:.,+\-Z ]*)?)?)?", re.ASCII)
S = TypeVar("S", bound="Span")


class ClaimError(ValueError):
    """A claim, or a slot of one, that breaks the contract."""


def unordered(kind: str, category: str) -> bool:
    """Whether actor and target of such a claim may stand in either order."""
    return kind in ("agreement", "contact") or category == "exercise"


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end] == text` of the document, in code points."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text) or not self.text:
            raise ClaimError(f"span {self.start}–{self.end} does not fit its text {self.text[:40]!r}")


@dataclass(frozen=True, slots=True)
class Party(Span):
    """A state or body and the words that name it. `code`: ISO 3166-1 alpha-3 or one of `BLOCS`."""

    code: str = ""
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Thing(Span):
    """The object of a claim."""

    category: str = ""
    designation: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity(Span):
    """A closed interval [low, high]; None is an open bound, never both."""

    low: float | None = None
    high: float | None = None
    unit: str = "item"
    approximate: bool = False
    per: str | None = None


@dataclass(frozen=True, slots=True)
class When(Span):
    """Days from `since` to `until`, ISO, inclusive; None is an open end. Written `from` and `to` in JSON."""

    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Where(Span):
    """The place named, never finer than the words that name it."""

    name: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Voice(Span):
    """One hop of the attribution chain; the first of a chain is the origin."""

    code: str | None = None
    entity: str | None = None
    verb: str | None = None


def iso_date(value: str) -> str:
    """A day, month or year as it stands, a timestamp cut to its day. ValueError for what is no date."""
    value = value.strip()
    shape = _DATE.fullmatch(value)
    try:
        year, month, day = shape.groups() if shape else ("", None, None)
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError(f"{value[:40]!r} is not a date") from None
    return "-".join(part for part in (year, month, day) if part)


def last_day(published: str | None) -> str | None:
    """The last day that a day, month or year can mean: where a coarse date sorts."""
    if published is None or len(published) == 10:
        return published
    year, month = int(published[:4]), int(published[5:7] or 12)
    return f"{published[:4]}-{month:02}-{monthrange(year, month)[1]:02}"


@dataclass(frozen=True, slots=True)
class Document:
    """`text` is canonical: title on the first line, NFC, `\\n` line ends. `published`: day, month, year or None."""

    id: str
    text: str
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None
    credit: str | None = None
    canonical: str | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 of the text, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        """From a contract document row. ValueError, naming the field, where one is missing or of a wrong type."""
        values: dict[str, Any] = {f.name: row[f.name] for f in fields(cls) if row.get(f.name) is not None}
        for name in ("id", "text"):
            if values.get(name, "") == "":
                raise ValueError(f"document lacks {name!r}")
        for name, value in values.items():
            if not isinstance(value, str):
                raise ValueError(f"document {name!r} is not a string")
            if not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value):
                raise ValueError(f"document {name!r} holds half a surrogate pair, which is no character")
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name)) is not None}

    def about(self) -> dict[str, Any]:
        """What is known of the document, without its text."""
        return {name: value for name, value in self.to_json().items() if name != "text"}


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion made in one document. The id is derived from what it says: the same reading gives the same id."""

    document: str
    kind: str
    object: Thing
    evidence: Span
    extractor: str
    confidence: float
    actor: Party | None = None
    target: Party | None = None
    quantity: Quantity | None = None
    when: When | None = None
    where: Where | None = None
    status: str = "done"
    polarity: str = "affirmed"
    certainty: str = "stated"
    attribution: tuple[Voice, ...] = ()
    also: tuple[Span, ...] = ()
    flags: tuple[str, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        words = (("kind", KINDS), ("status", STATUSES), ("polarity", POLARITIES), ("certainty", CERTAINTIES))
        for name, allowed in words:
            if getattr(self, name) not in allowed:
                raise ClaimError(f"{name} {getattr(self, name)!r} is not in the vocabulary")
        if GROUP_OF.get(self.object.category) not in GROUPS_BY_KIND[self.kind]:
            raise ClaimError(f"a {self.kind} can't have the object {self.object.category!r}")
        if (q := self.quantity) is not None:
            if q.unit not in UNITS or (q.per is not None and q.per not in PERIODS):
                raise ClaimError(f"quantity unit {q.unit!r} per {q.per!r} is not in the vocabulary")
            if (q.low is None and q.high is None) or not (q.low or 0) <= (q.high or float("inf")):
                raise ClaimError(f"a quantity can't be from {q.low} to {q.high}")
        if isinstance(self.confidence, bool) or not 0 <= self.confidence <= 1:
            raise ClaimError(f"confidence {self.confidence!r} is outside 0–1")
        if not all(isinstance(word, str) for word in (self.id, self.document, self.extractor, *self.flags)):
            raise ClaimError("id, document, extractor and flags are words")
        for day in (self.when.since, self.when.until) if self.when else ():
            if day is not None and (len(day) != 10 or iso_date(day) != day):
                raise ClaimError(f"{day!r} is not a day")
        if not self.id:
            object.__setattr__(self, "id", claim_id(self))

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every span of the claim, evidence first."""
        slots = (self.actor, self.object, self.target, self.quantity, self.when, self.where)
        return (self.evidence, *self.also, *(s for s in slots if s is not None), *self.attribution)

    def check_against(self, text: str) -> None:
        """Raise ClaimError unless every span quotes `text` exactly."""
        for span in self.spans:
            if text[span.start : span.end] != span.text:
                raise ClaimError(f"the text at {span.start}–{span.end} is not {span.text[:40]!r}")

    def to_json(self) -> dict[str, Any]:
        """In the form of `claim.schema.json`."""
        row: dict[str, Any] = {"id": self.id, "document": self.document, "kind": self.kind}
        for name in ("actor", "object", "target", "quantity", "when", "where"):
            row[name] = _slot_to_json(getattr(self, name))
        row |= {"status": self.status, "polarity": self.polarity, "certainty": self.certainty}
        row["attribution"] = [_slot_to_json(v) for v in self.attribution]
        row["evidence"] = _slot_to_json(self.evidence)
        if self.also:
            row["also"] = [_slot_to_json(s) for s in self.also]
        if self.flags:
            row["flags"] = list(self.flags)
        return row | {"extractor": self.extractor, "confidence": round(self.confidence, 3)}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        """From the form of `claim.schema.json`. ClaimError, naming the field, for anything the contract forbids."""
        try:
            if not all(isinstance(row.get(name, []), list) for name in ("attribution", "also", "flags")):
                raise ClaimError("attribution, also and flags are lists")
            return cls(
                id=row["id"], document=row["document"], kind=row["kind"],
                actor=_slot_from_json(Party, row["actor"]), object=_required(Thing, row["object"]),
                target=_slot_from_json(Party, row["target"]), quantity=_slot_from_json(Quantity, row["quantity"]),
                when=_slot_from_json(When, row["when"]), where=_slot_from_json(Where, row["where"]),
                status=row["status"], polarity=row["polarity"], certainty=row["certainty"],
                attribution=tuple(_required(Voice, v) for v in row["attribution"]),
                evidence=_required(Span, row["evidence"]), also=tuple(_required(Span, s) for s in row.get("also", ())),
                flags=tuple(row.get("flags", ())), extractor=row["extractor"], confidence=row["confidence"],
            )  # fmt: skip
        except KeyError as error:
            raise ClaimError(f"claim lacks {error.args[0]!r}") from None
        except (TypeError, AttributeError, ValueError) as error:
            raise ClaimError(f"malformed claim: {error}") from None


_JSON, _BOUNDS = {"since": "from", "until": "to"}, ("low", "high", "since", "until")
SLOT_FORMS: dict[type[Span], tuple[tuple[str, str, str, bool], ...]] = {
    cls: tuple(
        (f.name, _JSON.get(f.name, f.name), str(f.type), f.name in _BOUNDS or "None" not in str(f.type))
        for f in fields(cls)
    )
    for cls in (Span, Party, Thing, Quantity, When, Where, Voice)
}
"""(field, name in JSON, type as declared, must be there) of each slot. An open bound is null, but must be there."""
_TYPES: dict[str, tuple[type, ...]] = {
    "int": (int,), "str": (str,), "bool": (bool,), "str | None": (str, NoneType),
    "float | None": (int, float, NoneType),
}  # fmt: skip


def _slot_to_json(slot: Span | None) -> dict[str, Any] | None:
    return None if slot is None else {name: getattr(slot, field) for field, name, _, _ in SLOT_FORMS[type(slot)]}


def _slot_from_json(cls: type[S], row: Any) -> S | None:
    return None if row is None else _required(cls, row)


def _required(cls: type[S], row: dict[str, Any]) -> S:
    values: dict[str, Any] = {}
    for field_name, name, kind, needed in SLOT_FORMS[cls]:
        if name in row:
            value = row[name]
            if not isinstance(value, _TYPES[kind]) or (value is True or value is False) != (kind == "bool"):
                raise ClaimError(f"{cls.__name__.lower()} {name!r} can't be {value!r}")
            values[field_name] = value
        elif needed:
            raise ClaimError(f"{cls.__name__.lower()} lacks {name!r}")
    return cls(**values)


def claim_id(claim: Claim) -> str:
    """A hash of what the contract names as identity: document, evidence, kind, parties, object, designation, quantity,
    time, place, status, polarity and first voice."""
    q, w = claim.quantity, claim.when
    identity = [
        claim.document, claim.evidence.start, claim.evidence.end, claim.kind,
        claim.actor.code if claim.actor else None, claim.target.code if claim.target else None,
        claim.object.category, claim.object.designation,
        [q.low, q.high, q.unit, q.per] if q else None, [w.since, w.until] if w else None,
        claim.where.name if claim.where else None, claim.status, claim.polarity,
        claim.attribution[0].text if claim.attribution else None,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(identity, ensure_ascii=False).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Proposition:
    """What several claims say of the same thing in the world. `origins`: one tuple of claim ids for each voice."""

    id: str
    claims: tuple[str, ...]
    origins: tuple[tuple[str, ...], ...]
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    credibility: int = 6
    reasons: tuple[str, ...] = ()
    estimate: dict[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        quantity = None if self.unit is None else {"low": self.low, "high": self.high, "unit": self.unit}
        return {
            "type": "proposition", "id": self.id, "claims": list(self.claims),
            "origins": [list(o) for o in self.origins], "quantity": quantity,
            "credibility": self.credibility, "reasons": list(self.reasons), "estimate": self.estimate,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """`type`: retelling, drift, conflict, update or corroboration; `source` is the earlier claim, `to` the later."""

    type: str
    source: str
    to: str
    what: str | None = None
    proposition: str | None = None
    reasons: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return finding_id(self.type, self.what, self.source, self.to)

    def to_json(self) -> dict[str, Any]:
        return {
            "type": self.type, "what": self.what, "from": self.source, "to": self.to,
            "proposition": self.proposition, "reasons": list(self.reasons),
        }  # fmt: skip


def finding_id(type: str, what: str | None, source: str, to: str) -> str:
    """The same finding has the same id whenever it is worked out: 24 hexadecimal digits of what it is, and between which claims."""
    return hashlib.sha256(json.dumps([type, what, source, to]).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's judgement, appended and never edited; `revokes` names an earlier decision.

    `action`: accept, reject, correct, same-proposition, not-same-proposition, same-origin, not-same-origin, undo.
    `subject` (and `other` for pairs): claim ids; `anchor`: document, span and kind of the subject, under `other` those of the
    other: what outlives a new extractor."""

    id: str
    action: str
    subject: str
    author: str
    made: str
    other: str | None = None
    slot: str | None = None
    value: Any = None
    revokes: str | None = None
    anchor: dict[str, Any] | None = None

    @property
    def anchored(self) -> tuple[str, ...]:
        """The documents that the anchor names."""
        both = (self.anchor, (self.anchor or {}).get("other"))
        return tuple(str(each["document"]) for each in both if each and "document" in each)
