"""What a page says of itself: JSON-LD and meta elements. Nothing is inferred here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from ondit.read.reading import Known, line
from ondit.records import iso_date

ARTICLES = re.compile(r"Article|Posting|Report|Blog|WebPage|NewsItem|Review|Analysis")
DATES = (
    "article:published_time", "datepublished", "og:article:published_time", "og:published_time", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dc.date.created", "dcterms.date",
    "citation_publication_date", "cxenseparse:recs:publishtime", "pubdate", "publishdate", "publish-date", "publish_date",
    "published_time", "publication_date", "article_date_original", "date", "mediator_published_time", "bt:pubdate",
    "article.published", "rnews:datepublished", "originalpublicationdate", "analyticsattributes.articledate",
)  # fmt: skip
OUTLETS = (
    "og:site_name",
    "publisher",
    "article:publisher",
    "dc.publisher",
    "dcterms.publisher",
    "application-name",
    "cre",
)
AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")
SOURCES = ("source", "syndication-source", "original-source", "copyright-source", "article:source")
_URL_DATE = re.compile(
    r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
    r"|/((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-])"
)
_NUMERIC = re.compile(
    r"(\d{4})[./年-]\s?(\d{1,2})[./月-]\s?(\d{1,2})日?(?:\D.*)?|(\d{4})(\d{2})(\d{2})(?:[T ]?\d{4,6}.*)?", re.ASCII
)
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\D.*)?", re.ASCII)
_DATED = "[itemprop=datePublished], time[pubdate], header time[datetime], article time[datetime]"
_EARLIEST = "1990"


def known_of(tree: Any, url: str | None) -> Known:
    """Title, date, outlet, canonical address, credit and language as a parsed page states them."""
    named = _named(tree)
    told = [row for row in _linked_data(tree) if ARTICLES.search(_text(row.get("@type")))]
    told.sort(key=lambda row: "Article" not in _text(row.get("@type")) and "Posting" not in _text(row.get("@type")))
    root = tree.root
    language: str | None = root.attributes.get("lang") if root is not None else None
    return Known(
        title=_title(tree, named, told), published=_published(named, told, tree, url), outlet=_outlet(named, told),
        url=url, canonical=_canonical(tree, named, url), credit=_credit(named, told), language=language,
    )  # fmt: skip


def day_of(value: str) -> str | None:
    """A day, month or year from a date as machines write it; None for anything else, and for clocks that were never set."""
    value = value.strip()
    found: str | None
    try:
        found = iso_date(value)
    except ValueError:
        found = _other_forms(value)
    return found if found and found >= _EARLIEST else None


def _other_forms(value: str) -> str | None:
    if shape := _NUMERIC.fullmatch(value):
        parts = shape.groups()[:3] if shape.group(1) else shape.groups()[3:]
    elif day_first := _DAY_FIRST.fullmatch(value):
        parts = day_first.groups()[::-1]
    else:
        try:
            return parsedate_to_datetime(value).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    try:
        return iso_date(f"{parts[0]}-{int(parts[1]):02}-{int(parts[2]):02}")
    except ValueError:
        return None


def _named(tree: Any) -> dict[str, str]:
    """Meta elements by name, property or itemprop; the first that says something counts."""
    found: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        content = attributes.get("content")
        if content and content.strip():
            for key in ("property", "name", "itemprop"):
                if name := attributes.get(key):
                    found.setdefault(name.strip().lower(), content.strip())
    return found


def _linked_data(tree: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            rows.extend(_objects(json.loads(node.text().strip(), strict=False)))
        except (ValueError, RecursionError):
            continue
    return rows


def _objects(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for each in data:
            yield from _objects(each, depth + 1)
    elif isinstance(data, dict) and depth < 6:
        if "@type" in data:
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(data.get(key), list | dict):
                yield from _objects(data[key], depth + 1)


def _title(tree: Any, named: dict[str, str], told: list[dict[str, Any]]) -> str | None:
    """The heading that readers see, where the page's title confirms it; else what its metadata call it."""
    node = tree.css_first("head title") or tree.css_first("title")
    full = line(node.text()) if node is not None else None
    stated = _first(*(_text(row.get("headline")) for row in told), named.get("og:title"), named.get("twitter:title"))
    heads = [head for each in tree.css("h1")[:8] if (head := line(each.text())) and len(head) < 400]
    for head in heads:
        if head == stated or (full and head in full and len(head) > 8):
            return head
    if len(heads) == 1 and len(heads[0]) >= 15 and (stated is None or _alike(heads[0], stated)):
        return heads[0]
    return (
        line(stated)
        or (_without_outlet(full, named.get("og:site_name")) if full else None)
        or (heads[0] if heads else None)
    )


def _alike(one: str, other: str) -> bool:
    a, b = set(one.casefold().split()), set(other.casefold().split())
    return 2 * len(a & b) >= min(len(a), len(b))


def _without_outlet(title: str, outlet: str | None) -> str:
    if outlet:
        title = re.sub(rf"\s*[|–—·:»-]\s*{re.escape(outlet)}\s*$", "", title)
    head, mark, tail = title.rpartition(" | ")
    if not mark:
        head, mark, tail = title.rpartition(" - ")
    return head.strip() if mark and len(head) > 2 * len(tail) and len(head) > 15 else title


def _published(named: dict[str, str], told: list[dict[str, Any]], tree: Any, url: str | None) -> str | None:
    stated = [*(row.get("datePublished") for row in told), *(named.get(key) for key in DATES)]
    for value in stated:
        if isinstance(value, str) and (day := day_of(value)):
            return day
    for node in tree.css(_DATED)[:3]:
        value = node.attributes.get("datetime") or node.attributes.get("content")
        if value and (day := day_of(value)):
            return day
    if url and (found := _URL_DATE.search(url)):
        return day_of("-".join(part for part in found.groups() if part))
    # A date that isn't one is told by whoever makes the document; clocks that were never set say nothing.
    spoken = (value for value in stated[: len(told)] if isinstance(value, str))
    return next((value for value in spoken if not re.match(r"\s*(?:0|19[0-7]|$)", value)), None)


def _outlet(named: dict[str, str], told: list[dict[str, Any]]) -> str | None:
    said = (*(_text(row.get("publisher")) for row in told), *(named.get(key) for key in OUTLETS))
    return _first(*(each for each in said if each and not re.match(r"https?://|@", each)))


def _canonical(tree: Any, named: dict[str, str], url: str | None) -> str | None:
    node = tree.css_first('link[rel="canonical"]')
    stated = (node.attributes.get("href") if node is not None else None) or named.get("og:url")
    return urljoin(url, stated) if stated and url and not stated.startswith("http") else stated


def _credit(named: dict[str, str], told: list[dict[str, Any]]) -> str | None:
    """Who is credited: a source, else authors."""
    sources = [_text(row.get(key)) for row in told for key in ("creditText", "sourceOrganization", "provider")]
    authors = [_text(row.get("author")) for row in told]
    said = _first(*sources, *(named.get(key) for key in SOURCES), *authors, *(named.get(key) for key in AUTHORS))
    return None if said and re.match(r"https?://", said) else said


def _text(value: Any) -> str:
    """The words of a JSON-LD value: a string, the name of a thing, or several."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("@value"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value[:5])))
    return ""


def _first(*values: str | None) -> str | None:
    return next((value.strip() for value in values if value and value.strip()), None)
