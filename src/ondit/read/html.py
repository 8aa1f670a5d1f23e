"""Web pages: the main text, title first, and what the page says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ondit.read.blocks import boxes_of
from ondit.read.charset import decode
from ondit.read.choose import main_lines
from ondit.read.meta import known_of
from ondit.read.reading import Known, Reading, ReadProblem, readings

MEDIA = "text/html"


def read_html(
    data: bytes, name: str, fallback: str, url: str | None = None, charset: str | None = None, thorough: bool = True
) -> Iterator[Reading | ReadProblem]:
    """The article of a page. `thorough`: look for a date also in the page's visible words, which is slow."""
    try:
        source = decode(data, charset)
    except ValueError as error:
        yield ReadProblem(name, str(error), kind="no known charset")
        return
    text, known = article(source, url)
    if not text:
        yield ReadProblem(name, "no article text in the page", kind="page without an article")
        return
    if known.published is None and thorough:
        known = replace(known, published=visible_date(source))
    yield from readings(text, known, name, data, MEDIA, fallback)


def article(source: str, url: str | None = None) -> tuple[str, Known]:
    """The main text of a page, one line for each paragraph, heading, list item (`- …`) or table row (cells parted by tabs),
    without the title; and what the page says of itself."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(source)
    known = known_of(tree, url)
    lines = main_lines(boxes_of(tree), known.title, known.credit)
    return "\n".join(f"- {line.text}" if line.bullet else line.text for line in lines), known


def visible_date(source: str) -> str | None:
    """The publication date that a page states in its elements or words; None where it has to be guessed."""
    from htmldate import find_date

    try:
        return find_date(source, extensive_search=False, original_date=True, outputformat="%Y-%m-%d") or None
    except (ValueError, TypeError):
        return None


def date_in(data: bytes) -> str | None:
    """`visible_date` of a page's bytes."""
    try:
        return visible_date(decode(data))
    except ValueError:
        return None
