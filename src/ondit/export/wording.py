"""Claims, reports and findings in plain words, English or French, from one table (`en.toml`, `fr.toml`).

Words between asterisks are what a reader should see first; a face turns them into its own emphasis.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ondit.knowledge import party_name
from ondit.reconcile.check import Remark, Report
from ondit.records import Claim, Document, Quantity, unordered

LANGUAGES = ("en", "fr")
_COUNTABLE = ("item", "person")
_MASS = (
    "air-defence", "ammunition", "artillery", "equipment", "food", "fuel", "intelligence", "money",
    "small-arms", "space",
)  # fmt: skip


@cache
def table(language: str) -> dict[str, Any]:
    """The message table of "en" or "fr"."""
    return tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text("utf-8"))


def language_of(environment: Mapping[str, str]) -> str:
    """The table for a locale, as the environment gives it; English where it names another language or none."""
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "fr" if locale.lower().startswith("fr") else "en"


def counted(forms: dict[str, str], number: int) -> str:
    """«1 report», «2 reports»: the form for a count, zero included where the table has one."""
    form = forms.get("none") if number == 0 else forms["one"] if number == 1 else None
    return form or forms["many"].format(n=number)


def date(published: str | None, language: str) -> str:
    """19 June 2025, June 2025, 2025 or «undated»."""
    words = table(language)
    if published is None:
        return str(words["undated"])
    year, month, day = (*published.split("-"), "", "")[:3]
    if not month:
        return year
    name = words["months"][int(month) - 1]
    form = words["day"] if day else words["month_year"]
    return str(form.format(day=int(day or 1), month=name, year=year))


def amount(quantity: Quantity, language: str) -> str:
    """«about 10,000», «up to 50%», «US$2,000,000 a year»."""
    words = table(language)

    def written(bound: float | None) -> str:
        if bound is None:
            return ""
        shown = f"{bound:,.10g}" if bound % 1 else f"{int(bound):,}"
        shown = shown.replace(",", "\0").replace(".", words["decimal"]).replace("\0", words["thousands"])
        return str(words["unit"][quantity.unit].format(n=shown))

    low, high = quantity.low, quantity.high
    form = "more" if high is None else "less" if low is None else "range" if low != high else "exact"
    if form == "exact" and quantity.approximate:
        form = "about"
    said = words["amount"][form].format(low=written(low), high=written(high))
    return str(words["amount"][quantity.per].format(amount=said)) if quantity.per else str(said)


def thing(claim: Claim, language: str) -> str:
    """The object: «25,000 workers», «missiles (kn-23)», «ammunition, 50%»."""
    category = str(table(language)["category"][claim.object.category])
    if claim.object.designation:
        category = f"{category} ({claim.object.designation})"
    if claim.quantity is None:
        return category
    said = amount(claim.quantity, language)
    counts = claim.quantity.unit in _COUNTABLE and claim.quantity.per is None
    if counts and claim.object.category not in _MASS:
        return str(table(language)["claim"]["of"].format(amount=said, thing=category))
    return f"{category}, {said}"


def parties(claim: Claim, language: str) -> str:
    """«North Korea → Russia»; «–» where the two may stand in either order."""
    names = [party_name(party.code, language) if party else "?" for party in (claim.actor, claim.target)]
    if claim.target is None:
        return names[0]
    return f" {'–' if unordered(claim.kind, claim.object.category) else '→'} ".join(names)


def voices(claim: Claim, language: str) -> str:
    """The chain of speakers, origin first, in the words of the text."""
    return str(table(language)["claim"]["via"]).join(voice.text for voice in claim.attribution)


def headline(claim: Claim, language: str) -> str:
    """What is claimed, in one line without a full stop."""
    words = table(language)
    parts = [thing(claim, language), parties(claim, language)]
    if claim.where:
        parts.append(words["claim"]["at"].format(place=claim.where.text))
    marks = [words["status"][claim.status]]
    if claim.polarity == "denied":
        marks.append(words["polarity"]["denied"])
    if claim.certainty == "hedged":
        marks.append(words["certainty"]["hedged"])
    said = words["claim"]["says"].format(voices=voices(claim, language)) if claim.attribution else words["claim"]["own"]
    return f"{words['kind'][claim.kind]}{words['colon']}{', '.join(parts)} — {', '.join([*marks, said])}"


def says(claim: Claim, language: str) -> str:
    """«10,000, planned, with doubt»: what sets a claim apart from others of its proposition."""
    words = table(language)
    parts = [amount(claim.quantity, language)] if claim.quantity else []
    parts.append(str(words["status"][claim.status]))
    if claim.polarity == "denied":
        parts.append(str(words["polarity"]["denied"]))
    if claim.certainty == "hedged":
        parts.append(str(words["certainty"]["hedged"]))
    return ", ".join(parts)


def report(of: Report, language: str) -> str:
    """«diplomatic sources, NHK (in Ukrinform, June 2025)»."""
    words = table(language)["report"]
    place = {"outlet": outlet(of.document, language), "date": date(of.document.published, language)}
    if of.claim.attribution:
        return str(words["voiced"].format(voices=voices(of.claim, language), **place))
    return str(words["plain"].format(**place))


def outlet(document: Document, language: str) -> str:
    return document.outlet or document.url or str(table(language)["report"]["unnamed"])


def remark(claim: Claim, of: Remark, language: str) -> str:
    """What a finding says about an article's claim, one sentence without a full stop."""
    words = table(language)
    source = report(of.report, language)
    if of.type == "drift":
        return _drift(claim, of, source, language)
    if of.type == "retelling":
        return str(words["remark"]["retold" if of.later else "retelling"].format(report=source))
    slots = of.what or ("status", "quantity", "polarity")
    values = [(value(claim, what, language), value(of.report.claim, what, language)) for what in slots]
    # An update names no slot: those that differ are told, the status where none does.
    told = [pair for pair in values if of.what or pair[0] != pair[1]] or values[:1]
    here, there = (", ".join(side) for side in zip(*told, strict=True))
    return str(words["remark"][of.type].format(here=here, there=there, report=source))


def value(claim: Claim, what: str, language: str) -> str:
    """What a claim says in one of the slots that findings compare."""
    words = table(language)
    if what in ("status", "polarity", "certainty"):
        return str(words[what][getattr(claim, what)])
    if what == "quantity":
        return amount(claim.quantity, language) if claim.quantity else str(words["remark"]["undetermined"])
    if what == "place":
        return claim.where.text if claim.where else str(words["remark"]["nowhere"])
    if what == "time":
        return claim.when.text if claim.when else str(words["undated"])
    if what == "attribution":
        return voices(claim, language) or str(words["claim"]["own"])
    return f"{words['category'][claim.object.category]} «{claim.object.text}»"


def _drift(claim: Claim, of: Remark, source: str, language: str) -> str:
    words = table(language)["drift"]
    changed = [what for what in of.what if what != "attribution"]
    told = []
    if changed:
        here = ", ".join(value(claim, what, language) for what in changed)
        there = ", ".join(value(of.report.claim, what, language) for what in changed)
        told.append(words["later" if of.later else "value"].format(here=here, there=there, report=source))
    if "attribution" in of.what:
        told.append(_source(claim, of, source, language, named=bool(changed)))
    return str(words["joined"]).join(told)


def _source(claim: Claim, of: Remark, source: str, language: str, *, named: bool) -> str:
    """How the source changed; the report it was lost from is named unless the sentence has named it already."""
    words = table(language)["drift"]
    here, there = voices(claim, language), voices(of.report.claim, language)
    if of.later:
        return str(words["later_source"].format(report=source))
    told = words["replaced"].format(here=here, there=there) if here else words["lost"]
    return (
        str(told) if named else f"{told}{words['joined']}{table(language)['remark']['retelling'].format(report=source)}"
    )
