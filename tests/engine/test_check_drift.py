"""The drift that the project was made for, found with the real extractor: in the seed article, and in twins of it."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from ondit.engine import flow
from ondit.ledger import Ledger
from ondit.read import Reading
from ondit.reconcile.check import Check
from ondit.records import Document

SEED = Path(__file__).parents[3] / "shared" / "gold" / "seed"
LANGUAGES = ("en", "fr")


def fill(ledger: Ledger, documents: list[Document]) -> None:
    readings = [Reading(document, f"address {document.id}") for document in documents]
    for _ in flow.read_into(ledger, readings, lambda: "2026-01-02", workers=1):
        pass
    flow.settle(ledger)


def check(ledger: Ledger, text: str) -> Check:
    return flow.check(ledger, Reading(Document("article", text), "address of the article"))


def drifts(checked: Check, category: str, place: str = "") -> list[tuple[tuple[str, ...], str]]:
    """(what changed, the voices of the report it goes back to) of the drifts of claims about a category of people."""
    return [
        (remark.what, " ".join(voice.text for voice in remark.report.claim.attribution))
        for claim in checked.claims
        for remark in claim.remarks
        if claim.claim.object.category == category and place in claim.claim.evidence.text and remark.type == "drift"
    ]


def reports(*exchanges: tuple[str, str]) -> list[Document]:
    """The packaged reports in English and French, words exchanged."""
    found = []
    for entry in sorted((files("ondit") / "samples" / "reports").iterdir(), key=lambda entry: entry.name):
        row = json.loads(entry.read_text("utf-8"))
        if row["language"] in LANGUAGES:
            found.append(Document.from_json(row | {"text": exchanged(row["text"], exchanges)}))
    return found


def exchanged(text: str, exchanges: tuple[tuple[str, str], ...]) -> str:
    for old, new in exchanges:
        text = text.replace(old, new)
    return text


TWINS: dict[str, tuple[tuple[str, str], ...]] = {
    "as it stands": (),
    "other figures": (("25 000", "31 000"), ("25,000", "31,000")),
    "another place": (("Alabuga", "Izhevsk"), ("Alabouga", "Ijevsk"), ("Tatarstan", "Oudmourtie")),
    "another state": (
        ("la Corée du Nord", "l'Iran"), ("La Corée du Nord", "L'Iran"), ("Corée du Nord", "Iran"),
        ("nord-coréen", "iranien"), ("Nord-Coréen", "Iranien"), ("RPDC", "République islamique"),
        ("Pyongyang", "Téhéran"), ("North Korean", "Iranian"), ("North Korea", "Iran"), ("The DPRK", "Iran"),
        ("the DPRK", "Iran"), ("DPRK", "Iran"),
    ),
    "another broadcaster": (
        ("NHK", "BBC"), ("japonaise", "britannique"), ("Japanese", "British"), ("Japan's", "Britain's"),
    ),
    "other words for a figure": (("environ ", "quelque "),),
    "other words for working": (("travaillent actuellement", "sont désormais employés"),),
}  # fmt: skip


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed article belongs to somebody else and lies outside the project")
@pytest.mark.parametrize("twin", list(TWINS))
def test_the_seed_article_and_its_twins(ledger: Ledger, twin: str) -> None:
    (article,) = SEED.glob("*.txt")
    fill(ledger, reports(*TWINS[twin]))
    found = drifts(check(ledger, exchanged(article.read_text("utf-8"), TWINS[twin])), "workers")
    voice = "BBC" if twin == "another broadcaster" else "NHK"
    assert any({"status", "attribution"} <= set(what) and voice in voices for what, voices in found), found


OWN = [
    (
        "Iran is considering sending 3,000 technicians to Belarus, Reuters reported, citing two European diplomats.\n"
        "They would work at a plant near Minsk.",
        "L'Iran a envoyé 3 000 techniciens en Biélorussie.",
        "technicians",
        {"status", "attribution"},
    ),
    (
        "La Serbie envisage d'envoyer 400 instructeurs en Arménie, selon le ministre serbe de la Défense.",
        "Serbia has sent 400 instructors to Armenia.",
        "advisers",
        {"status", "attribution"},
    ),
    (
        "Cuba plans to send 1,200 engineers to Venezuela, according to the Cuban foreign minister.",
        "Cuba has sent 1,200 engineers to Venezuela.",
        "engineers",
        {"status", "attribution"},
    ),
]


@pytest.mark.parametrize(("report", "article", "category", "changed"), OWN)
def test_drift_between_other_states(
    ledger: Ledger, report: str, article: str, category: str, changed: set[str]
) -> None:
    fill(ledger, [Document("r", report, "2025-06-19", "Outlet")])
    found = drifts(check(ledger, article), category)
    assert any(changed <= set(what) for what, _ in found), found


@pytest.mark.parametrize(("report", "article", "category", "changed"), OWN)
def test_a_faithful_copy_has_no_drift(
    ledger: Ledger, report: str, article: str, category: str, changed: set[str]
) -> None:
    fill(ledger, [Document("r", report, "2025-06-19", "Outlet")])
    assert check(ledger, report).grave == 0
