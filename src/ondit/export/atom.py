"""Entries as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

ATOM = "http://www.w3.org/2005/Atom"
ElementTree.register_namespace("", ATOM)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `id`: an IRI that stays; `updated`: an ISO day, month, year or time, None where unknown."""

    id: str
    title: str
    updated: str | None
    summary: str
    link: str | None = None


def atom(title: str, id: str, entries: Iterable[Entry], here: str | None = None) -> bytes:
    """A feed as XML, UTF-8; `here` is the address at which it stands, if it has one."""
    entries = list(entries)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    _add(feed, "title", title)
    _add(feed, "id", id)
    if here:
        ElementTree.SubElement(feed, f"{{{ATOM}}}link", rel="self", href=here)
    _add(feed, "updated", stamp(max((each.updated for each in entries if each.updated), default=None)))
    author = ElementTree.SubElement(feed, f"{{{ATOM}}}author")
    _add(author, "name", "ondit")
    for each in entries:
        entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        _add(entry, "title", each.title)
        _add(entry, "id", each.id)
        _add(entry, "updated", stamp(each.updated))
        if each.link:
            ElementTree.SubElement(entry, f"{{{ATOM}}}link", href=each.link)
        _add(entry, "summary", each.summary)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def stamp(day: str | None) -> str:
    """An ISO day, month or year as Atom writes a time, a time as it is; unknown days are the epoch's, which readers sort last."""
    if day and "T" in day:
        return day
    parts = (day or "1970-01-01").split("-")
    return "-".join([*parts, *("01" for _ in range(3 - len(parts)))]) + "T00:00:00Z"


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = text
