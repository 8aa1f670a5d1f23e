"""PDF, Word and mail: the text whole and in order, pages known, what can't be read told in a line."""

from __future__ import annotations

import io
import sys
import zipfile
from email.message import EmailMessage

import pytest

from ondit.read import Reading, ReadProblem
from ondit.read.files import read_bytes

WORDS = (
    "The city council opened a new library beside the river",
    "on Tuesday. Children read stories there every week, and",
    "the gardeners planted trees.",
)


def pdf(pages: list[list[str]], title: str = "") -> bytes:
    """A PDF of plain lines, written by hand: catalogue, pages, one font."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "".join(f"1 0 0 1 72 {720 - 14 * at} Tm ({line}) Tj\n" for at, line in enumerate(lines))
        stream = f"BT /F1 12 Tf\n{shown}ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(b"<< /Title (%s) /CreationDate (D:20250619083000Z) >>" % title.encode("latin-1"))
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(
        b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, len(objects), start)
    )
    return out.getvalue()


def one(data: bytes, suffix: str = "") -> Reading:
    (found,) = read_bytes(data, "x", suffix, "file:x")
    assert isinstance(found, Reading)
    return found


def test_lines_of_a_pdf_become_paragraphs_with_their_pages() -> None:
    pytest.importorskip("pypdfium2")
    found = one(
        pdf([["A library for the town", *WORDS], ["Second page, first words.", *WORDS]], "A library for the town")
    )
    document = found.document
    assert document.title == "A library for the town"
    assert document.published == "2025-06-19"
    paragraph = " ".join(WORDS)
    assert document.text.split("\n")[1] == paragraph
    assert document.text[found.pages[1] :].startswith("Second page, first words.")
    assert found.pages[0] == 0


def test_a_sentence_runs_on_over_the_page_s_end() -> None:
    pytest.importorskip("pypdfium2")
    found = one(pdf([["A library for the town", *WORDS[:2]], [*WORDS[2:], *WORDS]]))
    assert " ".join(WORDS) in found.document.text
    assert found.document.text[found.pages[1] :].startswith(WORDS[2])


def test_running_heads_and_page_numbers_are_no_text() -> None:
    pytest.importorskip("pypdfium2")
    names = ("Ann", "Ben", "Cy", "Di")
    pages = [
        ["Courier of the river", f"{name} opened the library.", *WORDS, f"{name} left it.", f"Page {n}"]
        for n, name in enumerate(names, 1)
    ]
    found = one(pdf(pages))
    assert "Page 2" not in found.document.text
    assert "Courier of the river" not in found.document.text
    for name, at in zip(names, found.pages, strict=True):
        assert found.document.text[at:].startswith(f"{name} opened")
        assert f"{name} left it." in found.document.text


def test_a_pdf_without_text_and_a_broken_one_are_told() -> None:
    pytest.importorskip("pypdfium2")
    for data, cause in (
        (pdf([[]]), "no text in the PDF (pictures of pages?)"),
        (b"%PDF-1.4 nothing", "no PDF that can be read"),
    ):
        (found,) = read_bytes(data, "x", "", "file:x")
        assert isinstance(found, ReadProblem)
        assert found.cause == cause


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    (found,) = read_bytes(pdf([["words"]]), "x", "", "file:x")
    assert isinstance(found, ReadProblem)
    assert found.cause == "PDF needs the extra: pip install 'ondit[pdf]'"


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = f"""<w:document {W}><w:body>
<w:p><w:r><w:t>A library</w:t></w:r><w:r><w:t xml:space="preserve"> for the town</w:t></w:r></w:p>
<w:p><w:ins><w:r><w:t>It opened</w:t></w:r></w:ins><w:del><w:r><w:delText>closed</w:delText></w:r></w:del><w:r><w:tab/><w:t>today.</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>first thing</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Howitzers</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>"""
CORE = (
    '<p:coreProperties xmlns:p="p" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
    "<dc:creator>Ann</dc:creator><t:created>2025-06-19T08:00:00Z</t:created></p:coreProperties>"
)


def docx(body: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as box:
        box.writestr("word/document.xml", body)
        box.writestr("docProps/core.xml", CORE)
    return held.getvalue()


def test_word_files() -> None:
    document = one(docx(BODY)).document
    assert document.text == "A library for the town\nIt opened\ttoday.\n- first thing\nHowitzers\t12"
    assert (document.published, document.credit) == ("2025-06-19", "Ann")


@pytest.mark.parametrize("data", [docx("<w"), docx("<!DOCTYPE x><a/>"), b"PK\x03\x04nothing at all"])
def test_broken_word_files_are_told(data: bytes) -> None:
    (found,) = read_bytes(data, "x", "", "file:x")
    assert isinstance(found, ReadProblem)
    assert "\n" not in found.cause


def message(html: bool = False) -> EmailMessage:
    made = EmailMessage()
    made["Subject"], made["From"] = "Une bibliothèque ouvre", "Ann Lée <ann@courier.example>"
    made["Date"], made["Message-ID"] = "Thu, 19 Jun 2025 08:30:00 +0000", "<1@courier.example>"
    text = "La ville a ouvert une bibliothèque au bord du fleuve, et les enfants y lisent chaque semaine."
    made.set_content(f"<html><body><p>{text}</p></body></html>" if html else text, subtype="html" if html else "plain")
    return made


@pytest.mark.parametrize("html", [False, True])
def test_messages(html: bool) -> None:
    found = one(message(html).as_bytes(), ".eml")
    assert found.address == "mid:1@courier.example"
    document = found.document
    assert document.text.startswith("Une bibliothèque ouvre\nLa ville a ouvert une bibliothèque")
    assert (document.published, document.outlet, document.credit) == ("2025-06-19", "courier.example", "Ann Lée")


def test_attachments_are_documents_of_their_own() -> None:
    made = message()
    made.add_attachment(
        b"A title\nWords of the attachment, which are about something else.", "text", "plain", filename="a.txt"
    )
    made.add_attachment(b"\x89PNG", "image", "png", filename="a.png")
    found = [each for each in read_bytes(made.as_bytes(), "x", ".eml", "file:x") if isinstance(each, Reading)]
    assert [each.address for each in found] == ["mid:1@courier.example", "mid:1@courier.example#1"]
    assert found[1].document.title == "A title"
