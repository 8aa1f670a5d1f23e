"""How propositions, reports and findings read on a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ondit.engine import flow
from ondit.export import wording
from ondit.ledger import Ledger
from ondit.reconcile.check import Report
from ondit.reconcile.reliability import CREDIBILITY
from ondit.records import Claim, Quantity

LANGUAGE = "en"
"""Pages speak English."""
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ug", "ur", "yi"})

LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def language_name(code: str) -> str:
    """«Korean»; the code itself where it is none of those that are read."""
    return LANGUAGES.get(code, code)


def direction(language: str | None) -> str:
    """`rtl` or `ltr`; `auto` where the language isn't known."""
    return "auto" if language is None else "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def reports_of(ledger: Ledger, ids: Iterable[str]) -> dict[str, Report]:
    """Live claims with their documents, by id."""
    return flow.reports_of(ledger, ids)


def subject(claim: Claim) -> dict[str, str]:
    """What a claim's proposition is about, whoever says it and however much: `kind`, `thing`, `parties`."""
    bare = replace(claim, quantity=None)
    return {
        "kind": str(wording.table(LANGUAGE)["kind"][claim.kind]),
        "thing": wording.thing(bare, LANGUAGE),
        "parties": wording.parties(bare, LANGUAGE),
    }


def rating(number: int) -> str:
    """«possibly true»: the words of a credibility."""
    return CREDIBILITY[number]


def figure(row: Mapping[str, Any] | None) -> str | None:
    """«1,000 to 9,999»: a proposition's `quantity`."""
    if not row:
        return None
    said = "x"
    return wording.amount(Quantity(0, len(said), said, low=row["low"], high=row["high"], unit=row["unit"]), LANGUAGE)


def says(claim: Claim) -> str:
    """«10,000, planned, with doubt»: what sets a claim apart from others of its proposition."""
    return wording.says(claim, LANGUAGE)


def report(of: Report) -> dict[str, Any]:
    """A report for a page and its twin."""
    language = of.document.language
    return {
        "claim": of.claim.to_json(),
        "document": of.document.about(),
        "source": wording.report(of, LANGUAGE),
        "outlet": wording.outlet(of.document, LANGUAGE),
        "day": wording.date(of.document.published, LANGUAGE),
        "voices": wording.voices(of.claim, LANGUAGE),
        "says": says(of.claim),
        "lang": language,
        "dir": direction(language),
    }


def change(row: Mapping[str, Any], reports: Mapping[str, Report]) -> dict[str, Any]:
    """What a finding is about, and what each of its two reports says there: `what`, `slot`, `said`, `reasons`."""
    words = wording.table(LANGUAGE)
    what = row["what"]
    sides = [reports[row[side]].claim for side in ("from", "to")]
    said = [wording.value(side, what, LANGUAGE) if what else says(side) for side in sides]
    return {"what": what, "slot": str(words["slot"][what]) if what else None, "said": said, "reasons": row["reasons"]}


def finding(row: Mapping[str, Any], reports: Mapping[str, Report]) -> dict[str, Any]:
    """A finding that stands alone: `change`, what it is a finding of, its two reports, and its subject."""
    sides = [reports[row[side]] for side in ("from", "to")]
    name = str(wording.table(LANGUAGE)["finding"][row["type"]])
    more = {"name": name, "subject": subject(sides[1].claim), "between": [report(side) for side in sides]}
    return {**row, **change(row, reports), **more}
