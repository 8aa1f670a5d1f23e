"""Feeds in their four forms: what they carry becomes documents, what they only name is followed or told."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from ondit.read import Reading, ReadProblem
from ondit.read.feeds import FeedError, feed_of, is_feed, read_feed
from ondit.records import Document

LONG = "The city council opened a new library beside the river on Tuesday, and children read stories there. " * 5
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Courier</title><language>en-gb</language>
<item><title>Library &amp; river</title><link>https://a.example/1</link><guid isPermaLink="false">g1</guid>
<pubDate>Thu, 19 Jun 2025 08:30:00 +0000</pubDate><dc:creator>Ann Lee</dc:creator>
<description>A teaser.</description><content:encoded><![CDATA[<p>{LONG}</p><p>Second &amp; last.</p>]]></content:encoded></item>
<item><title>Only a title</title><link>/2</link></item>
<item><title>Teaser</title><link>https://a.example/3</link><description>&lt;p&gt;Short words&lt;/p&gt;</description></item>
</channel></rss>""".encode()
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Courrier</title>
<entry><title type="html">Une &lt;b&gt;bibliothèque&lt;/b&gt;</title><id>tag:a,1</id><link rel="self" href="https://a.example/self"/>
<link href="https://a.example/1"/><published>2025-06-19T08:30:00Z</published><author><name>Ann</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p></div></content></entry></feed>""".encode()
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1", "title": "Courier", "language": "en",
        "items": [{"id": "1", "url": "https://a.example/1", "title": "Library", "content_html": f"<p>{LONG}</p>",
                   "date_published": "2025-06-19T08:30:00Z", "authors": [{"name": "Ann"}]}],
    }
).encode()  # fmt: skip
SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://a.example/1</loc><news:news><news:publication><news:name>Courier</news:name></news:publication>
<news:publication_date>2025-06-19</news:publication_date><news:title>Library</news:title></news:news></url></urlset>"""


def documents(data: bytes) -> list[Document]:
    return [found.document for found in read_feed(data, "f", "file:f") if isinstance(found, Reading)]


@pytest.mark.parametrize("data", [RSS, ATOM, JSON_FEED, SITEMAP])
def test_feeds_are_known_by_their_first_bytes(data: bytes) -> None:
    assert is_feed(data)
    assert is_feed(b"\xef\xbb\xbf\n" + data)


@pytest.mark.parametrize(
    "data", [b"<html><body>rss", b"{}", b"", b"plain text <rss", b'{"version": 1}', b"<?xml version='1.0'?><note/>"]
)
def test_other_things_are_none(data: bytes) -> None:
    assert not is_feed(data)


def test_rss_items_with_their_text() -> None:
    first, teaser = documents(RSS)
    assert first.text == f"Library & river\n{LONG.strip()}\nSecond & last."
    assert (first.url, first.published, first.outlet, first.credit) == (
        "https://a.example/1",
        "2025-06-19",
        "Courier",
        "Ann Lee",
    )
    assert teaser.text == "Teaser\nShort words"


def test_atom_with_markup_in_title_and_content() -> None:
    (one,) = documents(ATOM)
    assert one.title == "Une bibliothèque"
    assert one.url == "https://a.example/1"
    assert one.text.endswith(LONG.strip())
    assert (one.published, one.outlet, one.credit) == ("2025-06-19", "Courrier", "Ann")


def test_json_feed() -> None:
    (one,) = documents(JSON_FEED)
    assert (one.title, one.published, one.credit) == ("Library", "2025-06-19", "Ann")


def test_what_is_only_named_is_told_or_followed() -> None:
    problems = [found for found in read_feed(RSS, "f", "file:f") if isinstance(found, ReadProblem)]
    assert [problem.cause for problem in problems] == ["1 items that only name an address; --follow reads them"]
    asked: list[str] = []

    def follow(address: str) -> Iterator[Reading | ReadProblem]:
        asked.append(address)
        return iter(())

    found = list(read_feed(RSS, "f", "file:f", "https://a.example/feed", follow))
    assert asked == ["https://a.example/2", "https://a.example/3"]  # a teaser is followed, a whole article is not
    assert len(found) == 1
    assert list(read_feed(SITEMAP, "f", "file:f", None, follow)) == []
    assert asked[-1] == "https://a.example/1"


def test_sitemaps_name_dates_and_other_sitemaps() -> None:
    (item,) = feed_of(SITEMAP).items
    assert (item.title, item.published, item.address) == ("Library", "2025-06-19", "https://a.example/1")
    index = b"<sitemapindex><sitemap><loc>https://a.example/s1.xml</loc></sitemap></sitemapindex>"
    assert feed_of(index).maps == ("https://a.example/s1.xml",)


@pytest.mark.parametrize(
    "data", [b"<rss><channel>", b"<note/>", b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss/>", b'{"items": 3}', b"{"],
)  # fmt: skip
def test_bad_feeds_say_so_in_a_line(data: bytes) -> None:
    with pytest.raises(FeedError) as error:
        feed_of(data)
    assert "\n" not in str(error.value)
