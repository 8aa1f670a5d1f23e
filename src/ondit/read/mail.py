"""Messages (`.eml`): subject, date, sender, text; attachments that hold documents are documents of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import PurePosixPath

from ondit.read.files import read_bytes
from ondit.read.html import article
from ondit.read.meta import day_of
from ondit.read.reading import Known, Reading, ReadProblem, line, readings
from ondit.read.text import plain

MEDIA = "message/rfc822"
ATTACHED = (".pdf", ".docx", ".html", ".htm", ".txt", ".md", ".json", ".jsonl", ".eml")
DEEPEST = 5


def read_mail(data: bytes, name: str, fallback: str, depth: int = 0) -> Iterator[Reading | ReadProblem]:
    """The message, then its attachments. The sender's name is its credit, the sender's domain its outlet."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        text = _text(message)
        known, mark = _known(message), line(str(message.get("message-id") or ""))
    except (MessageError, ValueError, LookupError, AttributeError, IndexError) as error:
        yield ReadProblem(name, f"not a message that can be read ({type(error).__name__})")
        return
    address = f"mid:{mark.strip('<> ')}" if mark else fallback
    if text.strip():
        yield from readings(text, known, name, data, MEDIA, address)
    elif not list(message.iter_attachments()):
        yield ReadProblem(name, "no text in the message")
    for number, part in enumerate(message.iter_attachments(), 1):
        yield from _attached(part, f"{name}: attachment {number}", f"{address}#{number}", depth)


def _attached(part: object, name: str, fallback: str, depth: int) -> Iterator[Reading | ReadProblem]:
    if not isinstance(part, EmailMessage):
        return
    suffix = PurePosixPath(part.get_filename() or "").suffix.lower()
    if suffix not in ATTACHED or depth >= DEEPEST:
        return
    data = part.get_payload(decode=True)
    if isinstance(data, bytes) and data.strip():
        if suffix == ".eml":
            yield from read_mail(data, name, fallback, depth + 1)
        else:
            yield from read_bytes(data, name, suffix, fallback)


def _text(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    content = part.get_content()
    if not isinstance(content, str):
        return ""
    return article(content)[0] if part.get_content_type() == "text/html" else plain(content)[0]


def _known(message: EmailMessage) -> Known:
    name, address = parseaddr(str(message.get("from") or ""))
    sent = day_of(str(message.get("date") or ""))
    known = Known(title=line(str(message.get("subject") or "")), published=sent, credit=line(name))
    return replace(known, outlet=address.rpartition("@")[2] or None)
