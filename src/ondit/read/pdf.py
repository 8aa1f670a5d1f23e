"""PDF documents (extra `pdf`): the text of each page in the order of its layout, and where the pages begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ondit.read.meta import day_of
from ondit.read.reading import Known, Reading, ReadProblem, canonical_text, line, readings
from ondit.read.text import glue, is_item

MEDIA = "application/pdf"
MOST_PAGES = 2000
_HYPHEN = re.compile(r"(?<=[a-zà-ÿа-яёіїєґ])[-\u00ad\ufffe\u2010]\n(?=[a-zà-ÿа-яёіїєґ])")
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
_NUMBER = re.compile(r"\d+")
_ENDS = ".!?…。！？؟۔:;»”\"'’)）」』"


def read_pdf(data: bytes, name: str, fallback: str, url: str | None = None) -> Iterator[Reading | ReadProblem]:
    """The document in a PDF. What is only a picture of text can't be read."""
    try:
        import pypdfium2
    except ImportError:
        yield ReadProblem(name, "PDF needs the extra: pip install 'ondit[pdf]'", kind="PDF without the extra")
        return
    try:
        book = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        yield ReadProblem(name, "locked by a password" if locked else "no PDF that can be read", kind="broken PDF")
        return
    try:
        pages, known = _pages(book), _known(book, url)
    except pypdfium2.PdfiumError:
        yield ReadProblem(name, "no PDF that can be read", kind="broken PDF")
        return
    finally:
        book.close()
    text, starts = _put_together(_without_running_lines(pages))
    if not text:
        yield ReadProblem(name, "no text in the PDF (pictures of pages?)", kind="PDF without text")
        return
    yield from readings(text, known, name, data, MEDIA, fallback, pages=starts)


def _pages(book: Any) -> list[str]:
    found = []
    for number in range(min(len(book), MOST_PAGES)):
        page = book[number]
        words = page.get_textpage()
        found.append(canonical_text(words.get_text_bounded()))
        words.close()
        page.close()
    return found


def _known(book: Any, url: str | None) -> Known:
    said = book.get_metadata_dict()
    dated = _DATE.match(said.get("CreationDate") or "")
    published = day_of("-".join(part for part in dated.groups() if part)) if dated else None
    title = line(said.get("Title"))
    # Programs write file names and their own name where a title is asked for.
    if title and (len(title) < 8 or re.search(r"\.\w{2,5}$|^(?:Microsoft|untitled)", title, re.IGNORECASE)):
        title = None
    return Known(title=title, published=published, url=url, credit=line(said.get("Author")))


def _without_running_lines(pages: list[str]) -> list[str]:
    """Pages without the lines that stand at the head or foot of most of them, page numbers left aside."""
    if len(pages) < 3:
        return pages
    seen: Counter[str] = Counter()
    for page in pages:
        rows = page.split("\n")
        seen.update({_NUMBER.sub("#", row).strip() for row in (*rows[:2], *rows[-2:])})
    running = {row for row, count in seen.items() if 2 * count > len(pages)}
    return ["\n".join(_cut(page.split("\n"), running)) for page in pages]


def _cut(rows: list[str], running: set[str]) -> list[str]:
    edge = {0, 1, len(rows) - 1, len(rows) - 2}
    return [row for at, row in enumerate(rows) if at not in edge or _NUMBER.sub("#", row).strip() not in running]


def _put_together(pages: list[str]) -> tuple[str, list[int]]:
    """The text, lines joined into paragraphs, and the offset at which each page begins; a sentence may run on over pages."""
    text, starts = "", []
    for page in pages:
        body = canonical_text(_paragraphs(_HYPHEN.sub("", page)))
        if text and body:
            text += "\n" if text[-1] in _ENDS or is_item(body) else glue(text, body)
        starts.append(len(text))
        text += body
    return text.rstrip(), [min(at, max(0, len(text.rstrip()) - 1)) for at in starts]


def _paragraphs(page: str) -> str:
    """The lines of a page, those of one paragraph joined: a paragraph ends with a line that leaves room and closes a sentence,
    or before one that begins anew."""
    rows = [row.strip() for row in page.split("\n") if row.strip()]
    if not rows:
        return ""
    widths = sorted(len(row) for row in rows)
    full = 0.8 * widths[len(widths) * 9 // 10]
    out = rows[0]
    for before, row in pairwise(rows):
        ends = len(before) < full and (before[-1] in _ENDS or not row[0].islower())
        out += ("\n" if ends or is_item(row) else glue(out, row)) + row
    return out
