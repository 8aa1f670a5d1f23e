"""The chain of ondit, in one place. Read this first.

bytes ──read──▶ Document ──extract──▶ Claim ──append──▶ ledger ◀──settle──▶ propositions, origins, findings
                    └──────────── check: the same chain for one article, beside the ledger ────────────┘
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from ondit.engine.local import ordered_map
from ondit.extract import EXTRACTOR, covered, extract, relevant_sentences
from ondit.records import Claim, ClaimError, Document

if TYPE_CHECKING:
    from ondit.ledger import Entry, Ledger
    from ondit.read import Reading
    from ondit.reconcile.check import Check, Report

T = TypeVar("T")

BATCH = 100
"""Documents appended at once: what a crash can cost, all of it read again by the same command."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read out of one document. `broken` counts claims dropped because a span did not quote the text;
    `problem` says why a document could not be read at all (then it has no claims)."""

    document: Document
    claims: tuple[Claim, ...] = ()
    broken: int = 0
    problem: str | None = None


@dataclass(slots=True)
class Progress:
    """What a run of `read_into` has done so far. `uncovered`: kept documents by language without a lexicon."""

    documents: int = 0
    known: int = 0
    versions: int = 0
    claims: int = 0
    broken: int = 0
    uncovered: Counter[str] = field(default_factory=Counter)
    problems: list[tuple[Document, str]] = field(default_factory=list)


def extracted(document: Document) -> Extraction:
    """The claims of one document that hold the span rule. Never raises: one document must not stop the others."""
    try:
        claims = extract(document)
    except Exception as error:  # noqa: BLE001 - whatever a text provokes is reported with it, and the rest goes on
        return Extraction(document, problem=f"extraction failed: {type(error).__name__}: {error}")
    kept = tuple(claim for claim in claims if _quotes(claim, document.text))
    return Extraction(document, kept, broken=len(claims) - len(kept))


def extracted_all(documents: Iterable[Document], workers: int | None = None) -> Iterator[Extraction]:
    """`extracted` for every document, in order; one that kills its process is a problem of its own."""
    return ordered_map(extracted, documents, workers, lost=_lost)


def _lost(document: Document) -> Extraction:
    return Extraction(document, problem="extraction failed: the process died")


def read_into(
    ledger: Ledger, readings: Iterable[Reading], now: Callable[[], str], workers: int | None = None
) -> Iterator[Progress]:
    """Append what was read, with its claims, batch by batch; yields how far it is after each. Known ones add nothing.

    `now` gives the time, ISO; a run that is cut off is continued by the same call."""
    from ondit.ledger import append, known

    progress = Progress()
    waiting: deque[Reading] = deque()

    def fresh() -> Iterator[Document]:
        for some in _batches(readings, BATCH):
            seen = known(ledger, [reading.document.id for reading in some], EXTRACTOR)
            progress.known += sum(reading.document.id in seen for reading in some)
            for reading in some:
                if reading.document.id not in seen:
                    waiting.append(reading)
                    yield reading.document

    for some in _batches(extracted_all(fresh(), workers), BATCH):
        entries = [_entry(waiting.popleft(), extraction, progress) for extraction in some]
        added = append(ledger, [entry for entry in entries if entry is not None], now())
        progress.documents += added.documents
        progress.versions += added.versions
        progress.claims += added.claims
        yield progress
    yield progress


def settle(ledger: Ledger) -> None:
    """Bring propositions, origins and findings up to date with what was appended and decided."""
    from ondit.ledger import decisions, everything, replace, unsettled
    from ondit.reconcile import reconcile

    settled, last = unsettled(ledger)
    if settled == last:
        return
    documents, claims = everything(ledger)
    propositions, findings = reconcile(list(documents.values()), list(claims.values()), decisions=decisions(ledger))
    replace(ledger, propositions, findings, claims, documents, last)


def check(ledger: Ledger, reading: Reading) -> Check:
    """An article's claims beside the ledger, which is not changed. ValueError where the article can't be read."""
    from ondit.ledger import beside, decisions
    from ondit.reconcile import reconcile
    from ondit.reconcile.check import Report, compare

    article = reading.document
    extraction = extracted(article)
    if extraction.problem:
        raise ValueError(extraction.problem)
    # The article is no report about itself, and an older text at its address is no second voice.
    documents, claims = beside(ledger, extraction.claims, without=[reading.address])
    propositions, findings = reconcile(
        [*documents.values(), article], [*claims.values(), *extraction.claims], decisions=decisions(ledger)
    )
    held = {name: Report(claim, documents[claim.document]) for name, claim in claims.items()}
    return compare(article, extraction.claims, relevant_sentences(article), held, propositions, findings)


def trace(ledger: Ledger, name: str) -> tuple[dict[str, Any], list[dict[str, Any]], dict[str, Report]]:
    """The proposition that has an id (or a claim of that id), its findings, and its reports by claim id."""
    from ondit.ledger import LedgerError, claims_named, documents, standing, tracing
    from ondit.reconcile.check import Report

    proposition = tracing(ledger, name)
    if proposition is None:
        raise LedgerError(f"{ledger.name}: no claim and no proposition {name!r}")
    _, findings = standing(ledger, proposition["claims"])
    claims = claims_named(ledger, proposition["claims"])
    texts = documents(ledger, {claim.document for claim in claims.values()})
    return proposition, findings, {each.id: Report(each, texts[each.document]) for each in claims.values()}


def _entry(reading: Reading, extraction: Extraction, progress: Progress) -> Entry | None:
    from ondit.ledger import Entry

    progress.broken += extraction.broken
    if extraction.problem:
        progress.problems.append((reading.document, extraction.problem))
        return None
    document = reading.document
    uncovered = not extraction.claims and document.language is not None and not covered(document.language)
    if uncovered:
        progress.uncovered[str(document.language)] += 1
    keep = bool(extraction.claims) or uncovered
    return Entry(document, reading.address, EXTRACTOR, extraction.claims, reading.original, reading.media, keep)


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def _quotes(claim: Claim, text: str) -> bool:
    try:
        claim.check_against(text)
    except ClaimError:
        return False
    return True
