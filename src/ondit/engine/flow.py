"""The chain of ondit, in one place. Read this first.

bytes ──read──▶ Document ──extract──▶ Claim ──append──▶ ledger ◀──settle──▶ propositions, origins, findings
                    └──────────── check: the same chain for one article, beside the ledger ────────────┘
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from ondit.engine import work
from ondit.engine.local import ordered_map
from ondit.engine.work import Extraction, Item, Outcome, extracted, is_share, lost, split, written
from ondit.extract import relevant_sentences
from ondit.read import Reached, Reading, Share
from ondit.records import Document

if TYPE_CHECKING:
    from ondit.ledger import Ledger
    from ondit.read import ReadProblem
    from ondit.reconcile import Context
    from ondit.reconcile.check import Check, Report

BATCH = 100
"""Documents appended at once: what a crash can cost, all of it read again by the same command."""


@dataclass(slots=True)
class Progress:
    """What a run of `read_into` has done so far. `passed`: records of archives that are no documents, by kind; `uncovered`: kept
    documents by language without a lexicon; `size`: bytes of shares that are done; `before`: archives that were read before, at least in part;
    `cut`: those that end inside a record."""

    documents: int = 0
    known: int = 0
    versions: int = 0
    claims: int = 0
    broken: int = 0
    size: int = 0
    passed: Counter[str] = field(default_factory=Counter)
    uncovered: Counter[str] = field(default_factory=Counter)
    problems: list[tuple[Document, str]] = field(default_factory=list)
    unread: list[ReadProblem] = field(default_factory=list)
    before: set[str] = field(default_factory=set)
    cut: set[str] = field(default_factory=set)


def extracted_all(documents: Iterable[Document], workers: int | None = None) -> Iterator[Extraction]:
    """`extracted` for every document, in order; one that kills its process is a problem of its own."""
    return ordered_map(extracted, documents, workers, lost=_lost)


def _lost(document: Document) -> Extraction:
    return Extraction(document, problem="extraction failed: the process died")


def read_into(
    ledger: Ledger, items: Iterable[Item], now: Callable[[], str], workers: int | None = None, copy: bool = False
) -> Iterator[Progress]:
    """Append what was read, with its claims, batch by batch; yields how far it is after each. Known ones add nothing.

    `items`: documents, and shares that the processes read themselves. `now` gives the time, ISO; `copy`: originals in web
    archives are copied. A run that is cut off is continued by the same call: how far each archive was read stands in the
    ledger, written together with what was read."""
    progress = Progress()
    outcomes = ordered_map(
        partial(written, copy=copy), _fresh(ledger, items, progress), workers, lost=lost, split=split, alone=is_share
    )
    yield from appended(ledger, outcomes, now, progress)


def appended(
    ledger: Ledger, outcomes: Iterable[Outcome], now: Callable[[], str], progress: Progress
) -> Iterator[Progress]:
    """Append what was read, however it came to be read, batch by batch; yields how far it is after each, and at the end."""
    for some in _appendable(outcomes):
        _append(ledger, some, now(), progress)
        yield progress
    yield progress


def _fresh(ledger: Ledger, items: Iterable[Item], progress: Progress) -> Iterator[Item]:
    """What is not known: documents asked for in batches, shares by how far their archive has been read."""
    from ondit.ledger import known, reached

    positions: dict[str, int] = {}
    for some in _runs(items):
        if isinstance(share := some[0], Share):
            if share.archive not in positions:
                positions[share.archive] = reached(ledger, share.archive, work.EXTRACTOR)
            at = positions[share.archive]
            if at > share.start:
                progress.before.add(share.path)
            if at < share.end:
                yield share if share.kind == "whole" else replace(share, start=max(share.start, at))
            else:
                progress.size += share.size
        elif isinstance(some[0], Reading):
            seen = known(ledger, [each.document.id for each in some if isinstance(each, Reading)], work.EXTRACTOR)
            fresh = [each for each in some if isinstance(each, Reading) and each.document.id not in seen]
            progress.known += len(some) - len(fresh)
            yield from fresh
        else:
            yield from some


def _append(ledger: Ledger, outcomes: list[Outcome], made: str, progress: Progress) -> None:
    from ondit.ledger import append

    entries = [entry for each in outcomes for entry in each.entries]
    marks = [(each.archive, work.EXTRACTOR, each.name, each.position) for each in _marks(outcomes, progress.cut)]
    added = append(ledger, entries, made, marks)
    progress.documents += added.documents
    progress.known += len({entry.document.id for entry in entries}) - added.documents
    progress.versions += added.versions
    progress.claims += added.claims
    for each in outcomes:
        progress.broken += each.broken
        progress.size += each.size
        progress.passed += each.passed
        progress.uncovered += each.uncovered
        progress.problems += each.failed
        progress.unread += each.problems


def _marks(outcomes: list[Outcome], cut: set[str]) -> Iterator[Reached]:
    """How far archives have been read. Of one that is cut off, what may come later is not done, whatever follows."""
    for outcome in outcomes:
        if (reached := outcome.reached) and reached.archive not in cut:
            if reached.is_end:
                cut.add(reached.archive)
            yield reached


def originals_gone(ledger: Ledger) -> Iterator[str]:
    """One line for each original that no longer stands in its web archive as it was read."""
    from ondit.ledger import original_places
    from ondit.read.warc import hash_at

    for name, digest, path, position in original_places(ledger):
        if hash_at(path, position) != digest:
            yield f"document {name}: its original is not in {path} at byte {position} any more"


def settle(ledger: Ledger) -> int:
    """Bring propositions, origins and findings up to date with what was appended and decided; how many claims were settled
    anew: those of the components that a change touches."""
    from ondit.engine import settling

    return settling.settle(ledger)


def check(ledger: Ledger, reading: Reading, user: Context | None = None) -> Check:
    """An article's claims beside the ledger, to which nothing is added; `user`: what a user sets of outlets.
    ValueError where the article can't be read."""
    from ondit.engine.beside import beside, rated
    from ondit.ledger import at_addresses
    from ondit.reconcile import NO_CONTEXT
    from ondit.reconcile.check import Report, compare

    article = reading.document
    extraction = extracted(article)
    if extraction.problem:
        raise ValueError(extraction.problem)
    settle(ledger)
    # The article is no report about itself, and an older text at its address is no second voice.
    own = at_addresses(ledger, [reading.address]) | {article.id}
    documents, claims, propositions, findings = beside(ledger, article, extraction.claims, own)
    held = {name: Report(claim, documents[claim.document]) for name, claim in claims.items()}
    checked = compare(article, extraction.claims, relevant_sentences(article), held, propositions, findings)
    return rated(ledger, checked, user or NO_CONTEXT)


def trace(ledger: Ledger, name: str) -> tuple[dict[str, Any], list[dict[str, Any]], dict[str, Report]]:
    """The proposition that has an id (or a claim of that id), its findings, and its reports by claim id."""
    from ondit.ledger import LedgerError, standing, tracing

    proposition = tracing(ledger, name)
    if proposition is None:
        raise LedgerError(f"{ledger.name}: no claim and no proposition {name!r}")
    _, findings = standing(ledger, proposition["claims"])
    return proposition, findings, reports_of(ledger, proposition["claims"])


def reports_of(ledger: Ledger, ids: Iterable[str]) -> dict[str, Report]:
    """Live claims with their documents, by id; those whose text was forgotten are left out."""
    from ondit.ledger import claims_named, documents
    from ondit.reconcile.check import Report

    claims = claims_named(ledger, list(ids))
    texts = documents(ledger, {claim.document for claim in claims.values()})
    return {name: Report(claim, texts[claim.document]) for name, claim in claims.items() if claim.document in texts}


def _runs(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Documents in batches of `BATCH`, each share by itself, in order."""
    run: list[Item] = []
    for item in items:
        if run and (is_share(item) or len(run) == BATCH):
            yield run
            run = []
        if is_share(item):
            yield [item]
        else:
            run.append(item)
    if run:
        yield run


def _appendable(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    """Outcomes with some `BATCH` documents together, in order."""
    some: list[Outcome] = []
    size = 0
    for outcome in outcomes:
        some.append(outcome)
        size += max(1, len(outcome.entries))
        if size >= BATCH or outcome.reached:
            yield some
            some, size = [], 0
    if some:
        yield some
