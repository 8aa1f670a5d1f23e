"""Word documents (`.docx`): paragraphs, list items and table rows, one a line; the title, date and author of their properties."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from ondit.read.meta import day_of
from ondit.read.reading import MOST_BYTES, Known, Reading, ReadProblem, line, readings

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "footnoteReference"))
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_docx(data: bytes, name: str, fallback: str, url: str | None = None) -> Iterator[Reading | ReadProblem]:
    """The document in a Word file, changes accepted."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            body, properties = _part(box, "word/document.xml"), _part(box, "docProps/core.xml")
    except (
        zipfile.BadZipFile,
        ElementTree.ParseError,
        ValueError,
        OSError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        yield ReadProblem(name, f"no Word document that can be read ({error or type(error).__name__})")
        return
    if body is None:
        yield ReadProblem(name, "no Word document (a ZIP file of something else)")
        return
    rows = [row for row in _rows(body) if row.strip()]
    said = {each.tag.rpartition("}")[2]: each.text for each in properties} if properties is not None else {}
    published = day_of(said.get("created") or "")
    known = Known(title=line(said.get("title")), published=published, credit=line(said.get("creator")), url=url)
    yield from readings("\n".join(rows), known, name, data, MEDIA, fallback)


def _part(box: zipfile.ZipFile, name: str) -> ElementTree.Element | None:
    if name not in box.namelist():
        return None
    if box.getinfo(name).file_size > MOST_BYTES:
        raise ValueError(f"more than {MOST_BYTES // 1_000_000} MB of text")
    data = box.read(name)
    if b"<!DOCTYPE" in data[:2000]:
        raise ValueError("an XML document type, which Word never writes")
    return ElementTree.fromstring(data)


def _rows(element: ElementTree.Element) -> Iterator[str]:
    """Paragraphs and table rows below an element, in order."""
    for child in element:
        if child.tag == f"{_W}p":
            item = child.find(f"{_W}pPr/{_W}numPr") is not None
            text = _words(child).strip()
            yield f"- {text}" if item and text else text
        elif child.tag == f"{_W}tr":
            cells = [" ".join(filter(None, map(str.strip, _rows(cell)))) for cell in child.iter(f"{_W}tc")]
            yield "\t".join(cells)
        elif child.tag not in _GONE:
            yield from _rows(child)


def _words(element: ElementTree.Element) -> str:
    parts = []
    for child in element:
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _BREAKS:
            parts.append(_BREAKS[child.tag])
        elif child.tag not in _GONE:
            parts.append(_words(child))
    return "".join(parts)
