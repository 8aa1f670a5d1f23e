"""Watching: servers that misbehave, findings told once, restarts at any point; on a clock that takes no time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from tests.read.serving import Answer, Clock, Site, article, item, rss, serving

from ondit.engine.flow import settle
from ondit.engine.watching import Watcher
from ondit.engine.watchlist import Watched, Watchlist, watchlist_of
from ondit.ledger import Ledger, counts, open_ledger, watched
from ondit.ledger.watched import Announced
from ondit.read.polite import DAY, Polite

TANKS = "North Korea sent {} tanks to Russia, Seoul said."


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(clock: Clock) -> Iterator[Site]:
    with serving(clock) as site:
        yield site


@dataclass
class Ear:
    """A sink that hears everything, or fails when it is told to."""

    name: str = "out"
    again: float = 0.0
    heard: list[str] = field(default_factory=list)
    takes: int = 10**6

    def give(self, findings: Sequence[Announced]) -> Iterator[Sequence[str]]:
        for each in findings:
            if self.takes <= 0:
                return
            self.takes -= 1
            self.heard.append(each.id)
            yield [each.id]


@dataclass
class Watch:
    watcher: Watcher
    ear: Ear
    told: list[tuple[str, str]]
    clock: Clock

    def until(self, seconds: float) -> None:
        """Let so many seconds pass, as the command does."""
        end = self.clock.now + seconds
        while True:
            self.watcher.round()
            rest = self.watcher.rest()
            if self.clock.now + rest > end:
                self.clock.now = max(self.clock.now, end)
                return
            self.clock.now += max(rest, 0.001)


def start(
    ledger: Ledger,
    site: Site,
    clock: Clock,
    *paths: str,
    follow: bool = True,
    every: float = 900.0,
    limit: float = 10.0,
) -> Watch:
    feeds = {site.url + path: Watched(site.url + path, every, follow, private=True) for path in paths}
    told: list[tuple[str, str]] = []
    ear = Ear()
    polite = Polite(delay=2.0, clock=clock, sleep=clock.sleep, limit=limit)
    watcher = Watcher(
        ledger, Watchlist(feeds), polite, [ear], lambda: "2025-06-20T00:00:00Z", lambda where, cause: told.append((where, cause))
    )  # fmt: skip
    watcher.begin()
    return Watch(watcher, ear, told, clock)


def news(site: Site, path: str, *figures: int) -> None:
    """A feed that names an article for each figure."""
    links = [f"{path}/{figure}" for figure in figures]
    site.pages[path] = Answer(
        rss(*(item(site.url + link, f"Tanks {link}") for link in links)), headers={"ETag": f'"{figures}"'}
    )
    for link, figure in zip(links, figures, strict=True):
        site.pages[link] = Answer(article(f"Tanks {link}", TANKS.format(figure)), headers={"Content-Type": "text/html"})


def test_articles_are_read_once_and_the_feed_only_when_it_changed(ledger: Ledger, site: Site, clock: Clock) -> None:
    news(site, "/feed", 20, 30)
    watch = start(ledger, site, clock, "/feed")
    watch.until(3000)
    assert site.paths() == ["/feed", "/feed/20", "/feed/30", "/feed", "/feed", "/feed"]
    assert {each.headers.get("if-none-match") for each in site.asked if each.path == "/feed"} == {None, '"(20, 30)"'}
    news(site, "/feed", 30, 40)
    watch.until(900)
    assert site.paths()[6:] == ["/feed", "/feed/40"]
    assert counts(ledger)["documents"] == 3
    assert watch.told == []
    times = [each.at for each in site.asked]
    assert min(later - one for one, later in pairwise(times)) >= 2.0


def test_findings_are_told_once_and_those_before_never(ledger: Ledger, site: Site, clock: Clock) -> None:
    news(site, "/one", 20)
    news(site, "/two", 90)
    first = start(ledger, site, clock, "/one", "/two")
    first.until(60)
    assert first.ear.heard
    assert len(set(first.ear.heard)) == len(first.ear.heard)
    again = start(ledger, site, clock, "/one", "/two")
    site.pages["/one"].headers = {"ETag": '"other"'}
    again.until(2000)
    assert again.ear.heard == []
    news(site, "/two", 90, 700)
    again.until(2000)
    assert again.ear.heard
    assert not set(again.ear.heard) & set(first.ear.heard)


def test_a_ledger_with_findings_begins_silently(ledger: Ledger, tmp_path: Path, site: Site, clock: Clock) -> None:
    news(site, "/one", 20)
    news(site, "/two", 90)
    start(ledger, site, clock, "/one", "/two").until(60)
    with open_ledger(tmp_path / "other.sqlite", create=True) as other:
        from ondit.engine.flow import read_into
        from ondit.read import Reading, read_url

        found = [
            r
            for path in ("/one/20", "/two/90")
            for r in read_url(site.url + path, private=True)
            if isinstance(r, Reading)
        ]
        list(read_into(other, found, lambda: "2025-06-20", 1))
        settle(other)
        assert counts(other)["documents"] == 2
        watch = start(other, site, clock, "/one", "/two")
        watch.until(60)
        assert watch.ear.heard == []


def test_a_sink_that_fails_gets_the_rest_later(ledger: Ledger, site: Site, clock: Clock) -> None:
    news(site, "/one", 20, 500)
    news(site, "/two", 90, 3000)
    watch = start(ledger, site, clock, "/one", "/two")
    watch.ear.takes = 1
    watch.until(60)
    assert len(watch.ear.heard) == 1
    due = [each.id for each in watched.due_to(ledger, "out", 100)]
    assert due
    watch.ear.takes = 10**6
    watch.until(900)
    assert watch.ear.heard[1:] == due


@pytest.mark.parametrize("broken", [
    Answer(status=500), Answer(b"\x00\xff\x17 garbage <rss", headers={"ETag": '"g"'}), Answer("<rss><channel><item>", headers={"ETag": '"g"'}),
    Answer(""), Answer("<html><p>We moved</p></html>"), Answer("x", slow=2.0), Answer(status=404),
    Answer(status=301, headers={"Location": "/feed"}), Answer("<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'b'>]><rss/>"),
])  # fmt: skip
def test_a_broken_feed_is_told_once_asked_less_and_less_and_read_when_it_is_well(
    ledger: Ledger, site: Site, clock: Clock, broken: Answer
) -> None:
    site.pages["/feed"] = broken
    news(site, "/other", 30)
    watch = start(ledger, site, clock, "/feed", "/other", limit=1.0 if broken.slow else 10.0)
    watch.until(1000)
    asked = [each.at for each in site.asked if each.path == "/feed"]
    if broken.status == 301:
        asked = asked[::6]
    gaps = [round(later - one) for one, later in pairwise(asked)]
    assert len(gaps) == 4  # a minute, two, four, eight
    assert all(b >= 1.6 * a for a, b in pairwise(gaps))
    assert len([where for where, _ in watch.told if where.endswith("/feed")]) == 1
    assert counts(ledger)["documents"] == 1
    news(site, "/feed", 20)
    watch.until(2000)
    assert counts(ledger)["documents"] == 2
    assert watch.told[-1] == (f"{site.url}/feed", "can be read again")


def test_a_busy_host_is_left_alone_also_after_a_restart(ledger: Ledger, site: Site, clock: Clock) -> None:
    news(site, "/feed", 20, 30, 40)
    site.pages["/feed/30"] = Answer(status=429, headers={"Retry-After": "500"})
    start(ledger, site, clock, "/feed").until(100)
    assert site.paths() == ["/feed", "/feed/20", "/feed/30"]
    busy_at = site.asked[-1].at
    news(site, "/feed", 20, 30, 40)
    start(ledger, site, clock, "/feed").until(700)
    assert site.paths()[3:5] == ["/feed/30", "/feed/40"]
    assert min(each.at for each in site.asked[4:] if each.path != "/robots.txt") - busy_at >= 500
    assert counts(ledger)["documents"] == 3


def test_robots_that_forbid(ledger: Ledger, site: Site, clock: Clock) -> None:
    site.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /feed/20\nDisallow: /closed\n")
    news(site, "/feed", 20, 30)
    news(site, "/closed", 50)
    watch = start(ledger, site, clock, "/feed", "/closed", every=DAY / 4)
    watch.until(4000)
    assert "/feed/20" not in site.paths()
    assert "/closed" not in site.paths()
    assert counts(ledger)["documents"] == 1
    assert sorted(cause for _, cause in watch.told) == ["robots.txt forbids it"] * 2
    site.pages["/robots.txt"] = Answer("")
    watch.until(DAY + 1000)
    assert "/closed/50" in site.paths()


def test_an_article_that_is_gone_and_one_that_leaves_the_feed(ledger: Ledger, site: Site, clock: Clock) -> None:
    news(site, "/feed", 20, 30, 40)
    site.pages["/feed/20"] = Answer(status=410)
    site.pages["/feed/30"] = Answer(status=500)
    watch = start(ledger, site, clock, "/feed")
    watch.until(50)
    good = article("Tanks", TANKS.format(30))
    news(site, "/feed", 50)
    site.pages["/feed/30"] = Answer(good, headers={"Content-Type": "text/html"})
    watch.until(4000)
    assert counts(ledger)["documents"] == 3  # 30 is still read, though its feed names it no more
    assert site.paths().count("/feed/20") == 1
    assert (f"{site.url}/feed/20", "HTTP 410; given up") in watch.told


def test_an_article_that_never_comes_is_given_up(ledger: Ledger, site: Site, clock: Clock) -> None:
    news(site, "/feed", 20)
    site.pages["/feed/20"] = Answer(status=500)
    watch = start(ledger, site, clock, "/feed", every=DAY)
    watch.until(2 * DAY)
    assert site.paths().count("/feed/20") == 8
    assert watch.told[-1] == (f"{site.url}/feed/20", "HTTP 500; given up")


def test_what_a_feed_carries_itself_needs_no_request(ledger: Ledger, site: Site, clock: Clock) -> None:
    site.pages["/feed"] = Answer(rss(item(f"{site.url}/a", "Tanks", TANKS.format(20)), item(f"{site.url}/b", "")))
    watch = start(ledger, site, clock, "/feed", follow=False)
    watch.until(2000)
    assert set(site.paths()) == {"/feed"}
    assert counts(ledger)["documents"] == 1
    assert len(watch.told) == 1
    assert "--follow" in watch.told[0][1] or "follow" in watch.told[0][1]


def test_an_index_of_sitemaps(ledger: Ledger, site: Site, clock: Clock) -> None:
    site.pages["/index.xml"] = Answer(f"<sitemapindex><sitemap><loc>{site.url}/map.xml</loc></sitemap></sitemapindex>")
    site.pages["/map.xml"] = Answer(f"<urlset><url><loc>{site.url}/a</loc></url></urlset>")
    site.pages["/a"] = Answer(article("Tanks", TANKS.format(20)), headers={"Content-Type": "text/html"})
    site.pages["/b"] = Answer(article("More tanks", TANKS.format(30)), headers={"Content-Type": "text/html"})
    watch = start(ledger, site, clock, "/index.xml")
    watch.until(60)
    assert site.paths() == ["/index.xml", "/map.xml", "/a"]
    site.pages["/map.xml"] = Answer(
        "".join(f"<url><loc>{site.url}/{n}</loc></url>" for n in "ab").join(("<urlset>", "</urlset>"))
    )
    watch.until(1000)
    assert site.paths().count("/a") == 1
    assert site.paths().count("/b") == 1


def test_a_private_feed_opens_no_other_private_host(ledger: Ledger, site: Site, clock: Clock) -> None:
    other = site.url.replace("127.0.0.1", "localhost")
    site.pages["/feed"] = Answer(rss(item(f"{other}/secret", "A title")))
    site.pages["/secret"] = Answer("secret")
    watch = start(ledger, site, clock, "/feed")
    watch.until(60)
    assert site.paths() == ["/feed"]
    assert "not a public address" in watch.told[0][1]


class Killed(BaseException):
    """What no code catches, as a kill."""


def test_a_restart_after_any_step_loses_and_repeats_nothing(
    tmp_path: Path, site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every write of the watch is where it may be killed, before and after it."""
    from ondit.engine import flow, watching

    news(site, "/one", 20, 500)
    news(site, "/two", 90, 3000)
    steps = [(watching.watched, "record"), (watching.watched, "announce"), (watching.watched, "begin"), (watching, "read_into"),
             (watching, "settle"), (watching.watched, "enrol")]  # fmt: skip

    def run(name: str, step: int, after: bool) -> tuple[list[str], int, int]:
        count = 0
        heard: list[str] = []

        def cut(real):  # type: ignore[no-untyped-def]
            def instead(*arguments, **named):  # type: ignore[no-untyped-def]
                nonlocal count
                count += 1
                if count == step and not after:
                    raise Killed
                result = real(*arguments, **named)
                if real is flow.read_into:
                    result = list(result)
                if count == step:
                    raise Killed
                return result

            return instead

        with monkeypatch.context() as patch, open_ledger(tmp_path / name, create=True) as ledger:
            for room, function in steps:
                patch.setattr(room, function, cut(getattr(room, function)))
            for _ in range(2):
                watch = None
                try:
                    watch = start(ledger, site, clock, "/one", "/two")
                    watch.until(60)
                except Killed:
                    pass
                finally:
                    heard += watch.ear.heard if watch else []
            return sorted(heard), counts(ledger)["documents"], count

    whole, documents, writes = run("whole.sqlite", 0, False)
    assert documents == 4
    assert whole
    for step in range(1, writes, 3):
        for after in (False, True):
            assert run(f"{step}-{after}.sqlite", step, after)[:2] == (whole, documents), (step, after)


@pytest.mark.parametrize(
    ("text", "cause"),
    [("[[feed", "not TOML"), ("", "no feeds"), ("[feed]\nurl='https://a.example/'", "no feeds"), ("[[feed]]", "feed 1: no url"),
     ("[[feed]]\nurl='ftp://a'", "no address"), ("[[feed]]\nurl='https://[a'", "no address"), ("[[feed]]\nurl='https://a.example'\nevery='soon'", "no time"),
     ("[[feed]]\nurl='https://a.example'\nevery='5s'", "one minute"), ("[[feed]]\nurl='https://a.example'\nfolow=true", "'folow' is none of"),
     ("[[feed]]\nurl='https://a.example'\nfollow='yes'", "true or false"), ("[[feed]]\nurl='https://a.example'\n" * 2, "twice"),
     ("delay='x'\n[[feed]]\nurl='https://a.example'", "delay")],
)  # fmt: skip
def test_a_faulty_list_is_told_in_a_line(text: str, cause: str) -> None:
    with pytest.raises(ValueError, match=cause) as told:
        watchlist_of(text)
    assert "\n" not in str(told.value)


def test_a_list() -> None:
    found = watchlist_of(
        "delay = '5s'\n[[feed]]\nurl = 'https://a.example/feed'\nevery = '2h'\nfollow = true\n[[feed]]\nurl='https://b.example'"
    )
    assert found.delay == 5
    assert found.feeds["https://a.example/feed"] == Watched("https://a.example/feed", 7200, True)
    assert found.feeds["https://b.example"] == Watched("https://b.example", 900, False)


def test_the_list_in_the_docs_is_one() -> None:
    page = (Path(__file__).parents[2] / "docs" / "watching.md").read_text("utf-8")
    found = watchlist_of(page.partition("```toml\n")[2].partition("```")[0])
    assert [(each.follow, each.private) for each in found.feeds.values()] == [(True, False), (False, True)]
