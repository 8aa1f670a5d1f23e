"""robots.txt: examples of RFC 9309, the standard library as an oracle where it knows the rules, and files that are none."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ondit.read.robots import LONGEST, fits, robots_of

SITE = "https://one.example"


@pytest.mark.parametrize(
    ("pattern", "path", "fit"),
    [("/fish", "/fish/salmon.html", True), ("/fish", "/Fish", False), ("/fish*", "/fishheads", True), ("/*.php", "/folder/a.php?x=1", True),
     ("/*.php$", "/a.php", True), ("/*.php$", "/a.php?x", False), ("/a*b*c", "/a1b2c3", True), ("/a*b*c", "/acb", False),
     ("/a*a$", "/a", False), ("/$", "/", True), ("/$", "/a", False), ("/*", "/", True), ("*", "/x", True), ("/a*$", "/abc", True)],
)  # fmt: skip
def test_patterns(pattern: str, path: str, fit: bool) -> None:
    assert fits(pattern, path) == fit


def test_the_longest_rule_counts_and_the_friendly_one_among_equals() -> None:
    robots = robots_of(
        "User-agent: *\nAllow: /\nDisallow: /news/\nAllow: /news/open\nDisallow: /x\nAllow: /x\n", "ondit"
    )
    allowed = {path: robots.allows(SITE + path) for path in ("/", "", "/news/a", "/news/open/b", "/x")}
    assert allowed == {"/": True, "": True, "/news/a": False, "/news/open/b": True, "/x": True}


def test_groups() -> None:
    text = "Disallow: /\nUser-agent: a\nUser-Agent: Ondit/2 # us\nDisallow: /a\nSitemap: x\n\nuser-agent:*\ndisallow:/\nUser-agent: ondit\nDisallow: /b"
    robots = robots_of(text, "ondit")
    assert [robots.allows(SITE + path) for path in ("/a", "/b", "/c")] == [False, False, True]
    assert not robots_of(text, "other").allows(f"{SITE}/c")
    assert robots_of("User-agent: ondit\nDisallow:\n\nUser-agent: *\nDisallow: /", "ondit").allows(f"{SITE}/c")


@pytest.mark.parametrize(
    ("line", "seconds"),
    [("Crawl-delay: 5", 5), ("crawl-delay: 0.5", 0.5), ("Crawl-delay: soon", 0), ("Crawl-delay: 9999999", LONGEST), ("Request-rate: 1/10", 10),
     ("Request-rate: 2/1m", 30), ("Request-rate: 0/0", 0), ("Crawl-delay: -1", 0)],
)  # fmt: skip
def test_delays(line: str, seconds: float) -> None:
    assert robots_of(f"User-agent: *\n{line}", "ondit").delay == seconds


def test_encoded_characters_are_the_same_as_plain_ones() -> None:
    robots = robots_of("User-agent: *\nDisallow: /новости\nDisallow: /%61b", "ondit")
    assert not robots.allows(f"{SITE}/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1")
    assert not robots.allows(f"{SITE}/ab")


@given(st.text(alphabet="UuserD-agntilow:*/$%ab\n #", max_size=200), st.text(max_size=20))
def test_nothing_breaks_it(text: str, path: str) -> None:
    robots_of(f"User-agent: *\nDisallow: {text}\n{text}", "ondit").allows(f"{SITE}/{path}")


PARTS = st.lists(st.text("ab", min_size=1, max_size=2), max_size=3).map("/".join)


@given(PARTS, PARTS, st.booleans())
def test_one_plain_rule_means_what_the_standard_library_says(rule: str, path: str, named: bool) -> None:
    text = f"User-agent: {'ondit' if named else '*'}\nDisallow: /{rule}\n"
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    url = f"{SITE}/{path}"
    assert robots_of(text, "ondit").allows(url) == parser.can_fetch("ondit", url)
