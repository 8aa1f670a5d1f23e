"""Feeds: RSS, Atom, JSON Feed, news sitemaps. What they carry of each item, and where the rest of it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

from ondit.read.charset import decode
from ondit.read.html import article
from ondit.read.meta import day_of
from ondit.read.reading import Known, Reading, ReadProblem, address_line, canonical_text, line, readings

Follow = Callable[[str], Iterator[Reading | ReadProblem]]
_MARK = re.compile(
    rb"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)*<(?:rss|feed|rdf:rdf|urlset|sitemapindex)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
MEDIA = "application/feed"
WHOLE = 400
"""Code points from which on an item's text is taken for the article, not for a teaser of it."""
_TAG = re.compile(r"<[a-zA-Z/!]")
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_DATED = ("published", "pubDate", "date", "publication_date", "issued", "updated", "lastmod", "modified")


class FeedError(ValueError):
    """What is no feed, or one that can't be read."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `text`: what the feed carries of it, plain; `whole`: that it is the article and not a teaser."""

    address: str | None
    own_id: str | None
    title: str | None
    published: str | None
    text: str
    whole: bool
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its own title and language, its items, and for an index of sitemaps their addresses."""

    title: str | None
    language: str | None
    items: tuple[Item, ...]
    maps: tuple[str, ...] = ()


def is_feed(data: bytes) -> bool:
    """Whether the first bytes are those of a feed."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return b"jsonfeed.org/version" in head
    return _MARK.match(head) is not None


def read_feed(
    data: bytes, name: str, fallback: str, url: str | None = None, follow: Follow | None = None
) -> Iterator[Reading | ReadProblem]:
    """The items as documents, with the text that the feed carries; with `follow`, those of which it carries only a title or a
    teaser are read where they stand."""
    try:
        feed = feed_of(data, url)
    except FeedError as error:
        yield ReadProblem(name, str(error))
        return
    yield from read_items(feed, name, fallback, follow)


def read_items(feed: Feed, name: str, fallback: str, follow: Follow | None = None) -> Iterator[Reading | ReadProblem]:
    """The documents of a feed's items; see `read_feed`."""
    bare = 0
    for number, item in enumerate(feed.items, 1):
        if follow is not None and item.address and not item.whole:
            yield from follow(item.address)
        elif item.text:
            yield from read_item(item, feed, f"{name}: item {number}", f"{fallback}#{item.own_id or number}")
        else:
            bare += 1
    if follow is not None:
        for address in feed.maps:
            yield from follow(address)
    elif bare or feed.maps:
        told = f"{bare} items that only name an address" if bare else f"names {len(feed.maps)} other feeds"
        yield ReadProblem(name, f"{told}; --follow reads them")
    if not feed.items and not feed.maps:
        yield ReadProblem(name, "no items in the feed")


def read_item(item: Item, feed: Feed, name: str, fallback: str) -> Iterator[Reading | ReadProblem]:
    """The document that the feed itself carries of an item."""
    known = Known(
        title=item.title, published=item.published, outlet=feed.title, url=item.address, credit=item.credit,
        language=feed.language, own_id=item.own_id,
    )  # fmt: skip
    original = json.dumps([item.address, item.own_id, item.title, item.published, item.text], ensure_ascii=False)
    yield from readings(item.text, known, name, original.encode("utf-8", "replace"), MEDIA, fallback)


def feed_of(data: bytes, url: str | None = None) -> Feed:
    """The feed in some bytes; `url` is where it came from, for addresses in it that are not whole. FeedError says what is wrong."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(data, url)
    try:
        source = _DECLARED.sub("", decode(data))
        if "<!ENTITY" in source[:10_000]:
            raise FeedError("not a feed that is read: it declares entities")
        root = ElementTree.fromstring(source)
    except ElementTree.ParseError as error:
        raise FeedError(f"not XML: {error}") from None
    except ValueError as error:
        raise FeedError(str(error)) from None
    kind = _local(root.tag).lower()
    if kind == "sitemapindex":
        maps = [address_line(_said(each, "loc")) for each in root]
        return Feed(None, None, (), tuple(each for each in maps if each))
    if kind == "urlset":
        return Feed(None, None, tuple(_mapped(each) for each in root if _local(each.tag) == "url"))
    if kind not in ("rss", "feed", "rdf"):
        raise FeedError(f"not a feed: its root is <{kind}>")
    channel = next((each for each in root if _local(each.tag) == "channel"), root)
    items = [each for each in root.iter() if _local(each.tag) in ("item", "entry")]
    language = _said(channel, "language") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    return Feed(line(_said(channel, "title")), language, tuple(_item(each, url) for each in items))


def _item(row: ElementTree.Element, url: str | None) -> Item:
    texts = [text for name in ("encoded", "content", "description", "summary") if (text := _marked(row, name))]
    text = max((_plain(each) for each in texts), key=len, default="")
    address = _link(row) or _said(row, "origLink")
    own = _said(row, "guid") or _said(row, "id")
    if address is None and own and own.startswith("http"):
        address = own
    author = _said(row, "creator") or _said(row, "author") or _nested(row, "author", "name")
    whole = bool(_marked(row, "encoded") or _marked(row, "content")) and len(text) >= WHOLE
    return Item(
        address_line(urljoin(url or "", address)) if address else None, line(own), line(_flat(_marked(row, "title"))), _day(row), text,
        whole, line(author),
    )  # fmt: skip


def _mapped(row: ElementTree.Element) -> Item:
    title = next((each.text for each in row.iter() if _local(each.tag) == "title"), None)
    return Item(address_line(_said(row, "loc")), None, line(title), _day(row), "", False)


def _json_feed(data: bytes, url: str | None) -> Feed:
    try:
        row = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise FeedError("not JSON that can be read") from None
    items = row.get("items") if isinstance(row, dict) else None
    if not isinstance(items, list):
        raise FeedError("not a JSON feed: it has no items")
    return Feed(
        _text(row.get("title")),
        _text(row.get("language")),
        tuple(_json_item(each, url) for each in items if isinstance(each, dict)),
    )


def _json_item(row: dict[str, Any], url: str | None) -> Item:
    full = _plain(_text(row.get("content_html")) or _text(row.get("content_text")) or "")
    text = full or canonical_text(_text(row.get("summary")) or "")
    address, dated = _text(row.get("url")), _text(row.get("date_published"))
    authors = row.get("authors") if isinstance(row.get("authors"), list) else [row.get("author")]
    credit = next((_text(each.get("name")) for each in authors or () if isinstance(each, dict)), None)
    return Item(
        address_line(urljoin(url or "", address)) if address else None, line(str(row.get("id") or "")), line(_text(row.get("title"))),
        day_of(dated) if dated else None, text, len(full) >= WHOLE, line(credit),
    )  # fmt: skip


def _plain(said: str) -> str:
    """The text of an item's content, which may be HTML."""
    if not _TAG.search(said):
        return canonical_text(_unescaped(said))
    found = article(f"<body><article>{said}</article></body>")[0]
    return canonical_text(found or _flat(said))


def _flat(said: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    if "<" not in said and "&" not in said:
        return said
    body = LexborHTMLParser(said).body
    return body.text(separator=" ") if body is not None else ""


def _unescaped(said: str) -> str:
    import html

    return html.unescape(said)


def _day(row: ElementTree.Element) -> str | None:
    said = {_local(each.tag): each.text for each in row.iter() if each.text}
    return next((day for name in _DATED if name in said and (day := day_of(str(said[name])))), None)


def _link(row: ElementTree.Element) -> str | None:
    links = [each for each in row if _local(each.tag) == "link"]
    for each in links:
        if each.get("href") and each.get("rel", "alternate") == "alternate":
            return each.get("href")
    return next((each.text.strip() for each in links if each.text and each.text.strip()), None)


def _marked(row: ElementTree.Element, name: str) -> str:
    """The content of a child, with the marks inside it (Atom's XHTML)."""
    node = next((each for each in row if _local(each.tag) == name), None)
    if node is None:
        return ""
    if len(node):
        return "".join(ElementTree.tostring(each, encoding="unicode", method="html") for each in node).replace(
            "html:", ""
        )
    return (node.text or "").strip()


def _said(row: ElementTree.Element, name: str) -> str | None:
    return next(
        (each.text.strip() for each in row if _local(each.tag) == name and each.text and each.text.strip()), None
    )


def _nested(row: ElementTree.Element, name: str, inner: str) -> str | None:
    return next((found for each in row if _local(each.tag) == name and (found := _said(each, inner))), None)


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
