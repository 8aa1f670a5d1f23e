"""What one process does with one item of the input: read it where it hasn't been, extract, and keep only what the ledger will hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ondit.extract import EXTRACTOR, covered, extract
from ondit.ledger import Entry, prepare
from ondit.read import Files, Passed, Reached, Reading, ReadProblem, Share
from ondit.records import Claim, ClaimError, Document

__all__ = [
    "EXTRACTOR", "Extraction", "Item", "Outcome", "extracted", "is_share", "lost", "split", "worked", "written",
]  # fmt: skip

Item = Reading | Share | Files
"""A document that is read, or a share of the input that a process reads by itself."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read out of one document. `broken` counts claims dropped because a span did not quote the text;
    `problem` says why a document could not be read at all (then it has no claims)."""

    document: Document
    claims: tuple[Claim, ...] = ()
    broken: int = 0
    problem: str | None = None


@dataclass(slots=True)
class Outcome:
    """What an item gave. `passed`: records that are no documents, by kind; `uncovered`: kept documents by language without a
    lexicon; `failed`: documents that could not be extracted; `size`: bytes of input it stands for."""

    entries: list[Entry] = field(default_factory=list)
    broken: int = 0
    passed: Counter[str] = field(default_factory=Counter)
    uncovered: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[Document, str]] = field(default_factory=list)
    problems: list[ReadProblem] = field(default_factory=list)
    reached: Reached | None = None
    size: int = 0


def extracted(document: Document) -> Extraction:
    """The claims of one document that hold the span rule. Never raises: one document must not stop the others."""
    try:
        claims = extract(document)
    except Exception as error:  # noqa: BLE001 - whatever a text provokes is reported with it, and the rest goes on
        return Extraction(document, problem=f"extraction failed: {type(error).__name__}: {error}")
    kept = tuple(claim for claim in claims if _quotes(claim, document.text))
    return Extraction(document, kept, broken=len(claims) - len(kept))


def worked(item: Item, copy: bool = False) -> Outcome:
    """What an item gives. `copy`: originals that stand in web archives are copied, not referenced."""
    outcome = Outcome(size=0 if isinstance(item, Reading) else item.size)
    for found in _found(item):
        if isinstance(found, Reading):
            _take(found, outcome, copy, archive=isinstance(item, Share))
        elif isinstance(found, Passed):
            outcome.passed[found.kind] += 1
        else:
            outcome.problems.append(found)
    if isinstance(item, Share):
        cut = next((each.position for each in outcome.problems if each.is_end), None)
        outcome.reached = item.reached(cut) if cut is None or item.kind != "whole" else None
    return outcome


def written(item: Item, copy: bool = False) -> Outcome:
    """What an item gives, with everything worked out that the one writer need not do."""
    outcome = worked(item, copy)
    outcome.entries = [prepare(entry) for entry in outcome.entries]
    return outcome


def lost(item: Item) -> Outcome:
    """In the place of what an item would have given, had its process not died."""
    if isinstance(item, Reading):
        return Outcome(failed=[(item.document, "extraction failed: the process died")])
    outcome = Outcome(problems=[ReadProblem(item.named(), "the process that read it died")], size=item.size)
    if isinstance(item, Share):
        outcome.reached = item.reached()
    return outcome


def split(item: Item) -> list[Item]:
    """An item in the smallest parts that a process can be given."""
    return [item] if isinstance(item, Reading) else [*item.split()]


def is_share(item: Item) -> bool:
    """Whether an item is work enough for a process."""
    return not isinstance(item, Reading)


def _found(item: Item) -> Iterator[Reading | ReadProblem | Passed]:
    if isinstance(item, Reading):
        yield item
    else:
        yield from item.read()


def _take(reading: Reading, outcome: Outcome, copy: bool, archive: bool) -> None:
    extraction = extracted(reading.document)
    if extraction.claims and archive and reading.document.published is None:
        extraction = _dated(reading, extraction)
    outcome.broken += extraction.broken
    document = extraction.document
    if extraction.problem:
        outcome.failed.append((document, extraction.problem))
        return
    uncovered = not extraction.claims and document.language is not None and not covered(document.language)
    if uncovered and not archive:
        outcome.uncovered[str(document.language)] += 1
    elif not extraction.claims:
        # Most of the world's news is none of ours: it leaves address, hash and date.
        bare = Document(document.id, "", document.published)
        entry = Entry(bare, reading.address, EXTRACTOR, keep=False, hash=document.content_hash)
        outcome.entries.append(entry)
        return
    place = None if copy else reading.place
    entry = Entry(
        document, reading.address, EXTRACTOR, extraction.claims, reading.original, reading.media,
        place=place, pages=reading.pages,
    )  # fmt: skip
    outcome.entries.append(entry)


def _dated(reading: Reading, extraction: Extraction) -> Extraction:
    """Archives are read without looking for a date in a page's words; a page with claims is worth the search."""
    from ondit.read.html import date_in

    published = date_in(reading.original or b"")
    return extracted(replace(reading.document, published=published)) if published else extraction


def _quotes(claim: Claim, text: str) -> bool:
    try:
        claim.check_against(text)
    except ClaimError:
        return False
    return True
