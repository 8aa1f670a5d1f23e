"""`ondit claims`: list and filter the ledger's claims as a table, JSON lines or CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import tee
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ondit.cli.options import DEFAULT_LEDGER, LedgerPlace, Priors, Speech, note, opened_ledger, speech, user_context
from ondit.records import CATEGORIES, CERTAINTIES, KINDS, POLARITIES, STATUSES, Claim, iso_date, last_day

if TYPE_CHECKING:
    from ondit.engine.sources import Rating
    from ondit.ledger import Found, Ledger
    from ondit.reconcile import Context

SHOWN = 50


def one_of(allowed: tuple[str, ...], name: str) -> Any:
    def check(value: str | None) -> str | None:
        if value is not None and value not in allowed:
            raise typer.BadParameter(f"{value!r} is none of {', '.join(allowed)}")
        return value

    return typer.Option(callback=check, metavar=name)


def day(value: str | None) -> str | None:
    try:
        return iso_date(value) if value is not None else None
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def claims(
    kind: Annotated[str | None, one_of(KINDS, "KIND")] = None,
    party: Annotated[str | None, typer.Option(metavar="CODE", help="Actor or target, such as PRK or EU.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="CODE")] = None,
    target: Annotated[str | None, typer.Option(metavar="CODE")] = None,
    category: Annotated[str | None, one_of(CATEGORIES, "CATEGORY")] = None,
    designation: Annotated[str | None, typer.Option(metavar="NAME", help="Such as kn-23.")] = None,
    status: Annotated[str | None, one_of(STATUSES, "STATUS")] = None,
    polarity: Annotated[str | None, one_of(POLARITIES, "POLARITY")] = None,
    certainty: Annotated[str | None, one_of(CERTAINTIES, "CERTAINTY")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME")] = None,
    source_language: Annotated[str | None, typer.Option(metavar="xx", help="Language of the documents.")] = None,
    document: Annotated[str | None, typer.Option(metavar="ID")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", callback=day, help="Reported then or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", callback=day, help="Reported then or before.")] = None,
    text: Annotated[str | None, typer.Option(metavar="WORDS", help="In documents with all of these words.")] = None,
    superseded: Annotated[bool, typer.Option(help="Also claims of older versions and readings.")] = False,
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many; the table shows 50 unless told.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines: claim and source.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values with a header.")] = False,
    ledger: LedgerPlace = DEFAULT_LEDGER,
    language: Speech = "",
    priors: Priors = "",
) -> None:
    """List claims by date of report, each rated: the outlet's record A–F, and what stands behind the claim 1–6."""
    from ondit.ledger import ClaimFilter, count_claims, find_claims

    if as_json and as_csv:
        raise typer.BadParameter("--json and --csv exclude each other")
    words, user = speech(language), user_context(priors)
    wanted = ClaimFilter(
        kind=kind, party=_code(party), actor=_code(actor), target=_code(target), category=category,
        designation=designation, status=status, polarity=polarity, certainty=certainty, outlet=outlet,
        language=source_language, document=document, since=since, until=last_day(until), text=text,
        superseded=superseded,
    )  # fmt: skip
    with opened_ledger(ledger) as book:
        if as_json or as_csv:
            rows = with_ratings(book, find_claims(book, wanted, limit), user)
            if as_json:
                write_json(rows, book)
            else:
                write_csv(rows)
            return
        most = SHOWN if limit is None else limit
        show(list(with_ratings(book, find_claims(book, wanted, most), user)), words)
        if (count := count_claims(book, wanted)) > most:
            note(f"{count - most} more claims; --limit {count} shows all")


def with_ratings(ledger: Ledger, found: Iterable[Found], user: Context) -> Iterator[tuple[Found, Rating]]:
    from ondit.engine.sources import rated

    one, other = tee(found)
    return zip(one, rated(ledger, ((each.claim, each.source.outlet) for each in other), user), strict=True)


def write_json(found: Iterable[tuple[Found, Rating]], book: Ledger) -> None:
    """Claims as JSON lines, each with its source, the page of a paged one, and its rating."""
    from ondit.ledger import has_pages, page_of

    paged = has_pages(book)
    for each, rating in found:
        source = asdict(each.source)
        if paged and (page := page_of(book, each.source.id, each.claim.evidence.start)):
            source["page"] = page
        row = each.claim.to_json() | {"source": source, "rating": asdict(rating)}
        sys.stdout.buffer.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()


def write_csv(found: Iterable[tuple[Found, Rating]]) -> None:
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    writer = csv.writer(sys.stdout)
    for number, (each, rating) in enumerate(found):
        row = flat(each) | {"reliability": rating.letter, "credibility": rating.credibility}
        if number == 0:
            writer.writerow(row)
        writer.writerow([_cell(value) for value in row.values()])


def flat(found: Found) -> dict[str, Any]:
    """A claim and its source as one level of columns; spans by their words."""
    claim, source = found.claim, found.source
    quantity, when, where = claim.quantity, claim.when, claim.where
    return {
        "id": claim.id, "document": source.id, "published": source.published, "outlet": source.outlet,
        "url": source.url, "title": source.title, "language": source.language,
        "kind": claim.kind, **_party("actor", claim),
        "category": claim.object.category, "designation": claim.object.designation, "object": claim.object.text,
        **_party("target", claim),
        "low": quantity and quantity.low, "high": quantity and quantity.high, "unit": quantity and quantity.unit,
        "approximate": quantity and quantity.approximate, "per": quantity and quantity.per,
        "from": when and when.since, "to": when and when.until, "where": where and where.text,
        "latitude": where and where.latitude, "longitude": where and where.longitude,
        "status": claim.status, "polarity": claim.polarity, "certainty": claim.certainty,
        "attribution": " < ".join(voice.text for voice in claim.attribution), "evidence": claim.evidence.text,
        "flags": " ".join(claim.flags), "extractor": claim.extractor, "confidence": claim.confidence,
    }  # fmt: skip


def show(found: list[tuple[Found, Rating]], language: str) -> None:
    """A table for people on standard output."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from ondit.export import wording

    console = Console()
    table = Table(box=None, pad_edge=False)
    for heading in ("claim", "reported", "rating", "outlet", "what is claimed"):
        table.add_column(heading, no_wrap=heading in ("claim", "reported", "rating"), overflow="fold")
    for each, rating in found:
        day_shown = wording.date(each.source.published, language)
        outlet = each.source.outlet or each.source.url or each.source.id
        table.add_row(
            each.claim.id[:8], day_shown, str(rating), Text(outlet), Text(wording.headline(each.claim, language))
        )
    console.print(table)


def _party(slot: str, claim: Claim) -> dict[str, str | None]:
    party = getattr(claim, slot)
    return {slot: party.code if party else None, f"{slot}_words": party.text if party else None}


def _code(value: str | None) -> str | None:
    return value.upper() if value else None


def _cell(value: Any) -> Any:
    """A spreadsheet must not take a document's words for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value
