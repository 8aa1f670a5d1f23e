"""Politeness: what robots.txt allows, time between requests, only what is new, less often where it fails."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.serving import Answer, Clock, Site, serving

from ondit.read.polite import DAY, MINUTE, Hosts, Polite, Seen, asked_for, host_of, pause

NOW = 1_750_000_000.0


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def site(clock: Clock) -> Iterator[Site]:
    with serving(clock) as site:
        yield site


@pytest.fixture
def polite(clock: Clock) -> Polite:
    return Polite(delay=2.0, clock=clock, sleep=clock.sleep, limit=5.0)


@given(st.integers(1, 10_000), st.floats(0, DAY))
def test_pauses_grow_to_a_day_and_respect_what_is_asked(failures: int, asked: float) -> None:
    assert MINUTE <= pause(failures) <= pause(failures + 1) <= DAY
    assert pause(failures, asked) >= asked
    assert [pause(n) for n in (1, 2, 3, 99)] == [60, 120, 240, DAY]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("120", 120), ("0", 0), (formatdate(NOW + 90, usegmt=True), 90), (formatdate(NOW - 90, usegmt=True), 0), ("soon", 0), ("-5", 0),
     ("", 0), ("9" * 400, DAY), ("²", 0), ("Fri, 31 Dec 9999 23:59:59 GMT", DAY)],
)  # fmt: skip
def test_retry_after(said: str, seconds: float) -> None:
    assert asked_for({"retry-after": said}, NOW) == pytest.approx(seconds, abs=1)


@given(st.text())
def test_no_retry_after_breaks_it(said: str) -> None:
    assert 0 <= asked_for({"retry-after": said}, NOW) <= DAY
    host_of(said)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 100)), max_size=20), st.floats(0, 60))
def test_a_host_is_never_asked_before_its_time(steps: list[tuple[str, float]], delay: float) -> None:
    hosts, now, last = Hosts(delay), 0.0, dict[str, float]()
    for host, more in steps:
        now = max(now + more, hosts.ready(host))
        assert host not in last or now - last[host] >= delay - 1e-6
        last[host] = now
        hosts.asked(host, now)


def test_only_what_is_new_is_sent(site: Site, polite: Polite) -> None:
    site.pages["/feed"] = Answer("one", headers={"ETag": '"1"', "Last-Modified": "Thu, 19 Jun 2025 10:00:00 GMT"})
    first = polite.visit(f"{site.url}/feed", private=True)
    assert (first.outcome, first.seen.etag) == ("new", '"1"')
    assert polite.visit(f"{site.url}/feed", first.seen, private=True).outcome == "same"
    assert site.asked[-1].headers["if-modified-since"] == "Thu, 19 Jun 2025 10:00:00 GMT"
    site.pages["/feed"] = Answer("two", headers={"ETag": '"2"'})
    again = polite.visit(f"{site.url}/feed", first.seen, private=True)
    assert (again.outcome, again.seen) == ("new", Seen('"2"', None))


def test_a_304_that_nobody_asked_for_is_a_failure(site: Site, polite: Polite) -> None:
    site.pages["/feed"] = Answer(status=304)
    assert polite.visit(f"{site.url}/feed", private=True).outcome == "failed"


def test_robots(site: Site, polite: Polite, clock: Clock) -> None:
    site.pages["/robots.txt"] = Answer(
        "User-agent: ondit\nDisallow: /no/\nCrawl-delay: 7\n\nUser-agent: *\nDisallow: /\n"
    )
    site.pages |= {"/yes": Answer("x"), "/no/1": Answer("x"), "/to": Answer(status=302, headers={"Location": "/no/1"})}
    assert polite.visit(f"{site.url}/yes", private=True).outcome == "new"
    assert polite.visit(f"{site.url}/no/1", private=True).outcome == "forbidden"
    assert polite.visit(f"{site.url}/to", private=True).outcome == "forbidden"
    assert [each.path for each in site.asked] == ["/robots.txt", "/yes", "/to"]
    times = [each.at for each in site.asked]
    assert times[1] - times[0] >= 7
    assert times[2] - times[1] >= 7
    clock.now += DAY
    polite.visit(f"{site.url}/yes", private=True)
    assert [each.path for each in site.asked[-2:]] == ["/robots.txt", "/yes"]


@pytest.mark.parametrize(("status", "outcome"), [(404, "new"), (403, "new"), (500, "failed"), (429, "failed")])
def test_robots_that_are_not_there_allow_all_and_broken_ones_nothing(
    site: Site, polite: Polite, clock: Clock, status: int, outcome: str
) -> None:
    site.pages |= {"/robots.txt": Answer(status=status), "/page": Answer("x")}
    assert polite.visit(f"{site.url}/page", private=True).outcome == outcome
    site.pages["/robots.txt"] = Answer("User-agent: *\nAllow: /")
    clock.now += 2 * MINUTE
    assert polite.visit(f"{site.url}/page", private=True).outcome == "new"


def test_who_has_to_wait_long_is_put_off(site: Site, polite: Polite, clock: Clock) -> None:
    site.pages |= {"/robots.txt": Answer("User-agent: *\nCrawl-delay: 600"), "/page": Answer("x")}
    visit = polite.visit(f"{site.url}/page", private=True)
    assert (visit.outcome, visit.wait) == ("later", 600)
    assert site.paths() == []
    clock.now += visit.wait
    assert polite.visit(f"{site.url}/page", private=True).outcome == "new"


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_left_alone(site: Site, polite: Polite, clock: Clock, status: int) -> None:
    site.pages |= {"/a": Answer(status=status, headers={"Retry-After": "300"}), "/b": Answer("x")}
    visit = polite.visit(f"{site.url}/a", private=True)
    assert (visit.outcome, visit.wait, visit.busy, visit.final) == ("failed", 300, True, False)
    assert polite.visit(f"{site.url}/b", private=True).outcome == "later"
    clock.now += 300
    assert polite.visit(f"{site.url}/b", private=True).outcome == "new"


def test_slow_servers_loops_and_nonsense_are_told(site: Site, clock: Clock) -> None:
    polite = Polite(delay=0, clock=clock, sleep=clock.sleep, limit=20.0)
    hasty = Polite(delay=0, clock=clock, sleep=clock.sleep, limit=1.0)
    site.pages |= {
        "/slow": Answer("x", slow=2.0),
        "/loop": Answer(status=301, headers={"Location": "/loop"}),
        "/odd": Answer(status=301, headers={"Location": "http://[1"}),
        "/gone": Answer(status=410),
    }
    causes = {path: polite.visit(site.url + path, private=True) for path in ("/loop", "/odd", "/gone")}
    causes["/slow"] = hasty.visit(f"{site.url}/slow", private=True)
    assert {visit.outcome for visit in causes.values()} == {"failed"}
    assert causes["/slow"].cause.endswith("took too long")
    assert "redirects" in causes["/loop"].cause
    assert causes["/odd"].cause
    assert causes["/gone"].final
    assert "not a public address" in polite.visit(f"{site.url}/gone").cause


def test_a_redirect_leads_to_no_other_private_host(site: Site, polite: Polite) -> None:
    other = site.url.replace("127.0.0.1", "localhost")
    site.pages |= {"/to": Answer(status=302, headers={"Location": f"{other}/secret"}), "/secret": Answer("x")}
    site.pages["/own"] = Answer(status=302, headers={"Location": "/secret"})
    assert "not a public address" in polite.visit(f"{site.url}/to", private=True).cause
    assert site.paths() == ["/to"]
    assert polite.visit(f"{site.url}/own", private=True).outcome == "new"
