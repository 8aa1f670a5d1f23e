"""What watching keeps: each finding is told once, addresses are asked when they are due, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from ondit.ledger import Ledger, derived, open_ledger, watched
from ondit.ledger.schema import finding
from ondit.ledger.watched import Polled
from ondit.records import Finding

HOST = "one.example"
FEED = "https://one.example/feed"


def found(*names: str) -> list[Finding]:
    return [Finding("drift", f"from-{name}", f"to-{name}", "quantity", "p", ("because",)) for name in names]


def state(ledger: Ledger, *names: str) -> None:
    """The findings that stand now, worked out anew."""
    with ledger.writing() as connection:
        connection.execute(delete(finding))
        derived.add(connection, [], found(*names), {f"to-{name}": "2025-06-19" for name in names})


def told(ledger: Ledger, sink: str) -> list[str]:
    rows = watched.due_to(ledger, sink, 100)
    watched.delivered(ledger, sink, [each.id for each in rows])
    return [each.row["to"].removeprefix("to-") for each in rows]


def test_what_stood_before_is_not_told_and_what_comes_is_told_once(ledger: Ledger) -> None:
    state(ledger, "a", "b")
    assert watched.begin(ledger, "2025-06-20")
    assert not watched.begin(ledger, "2025-06-20")
    assert watched.announce(ledger, ["out"], "2025-06-20") == 0
    state(ledger, "b", "c")
    assert watched.announce(ledger, ["out", "webhook"], "2025-06-21") == 1
    state(ledger, "a", "b", "c")
    assert watched.announce(ledger, ["out", "webhook"], "2025-06-21") == 0
    assert told(ledger, "out") == ["c"]
    assert told(ledger, "out") == []
    assert told(ledger, "webhook") == ["c"]
    assert [each.id for each in watched.newest_announced(ledger, 9)] == [each.id for each in found("c")]


def test_what_is_forgotten_is_told_no_more(ledger: Ledger) -> None:
    watched.begin(ledger, "2025-06-20")
    state(ledger, "a", "b")
    watched.announce(ledger, ["out"], "2025-06-20")
    with ledger.writing() as connection:
        watched.forget_findings(connection, ["to-a", "from-x"])
    assert told(ledger, "out") == ["b"]
    assert [each.row["to"] for each in watched.newest_announced(ledger, 9)] == ["to-b"]
    state(ledger, "a", "b")
    assert watched.announce(ledger, ["out"], "2025-06-20") == 0


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sets(st.sampled_from("abcdef")), max_size=6))
def test_whatever_comes_and_goes_each_finding_is_told_once(
    tmp_path_factory: pytest.TempPathFactory, states: list[set[str]]
) -> None:
    with open_ledger(tmp_path_factory.mktemp("w") / "ledger.sqlite", create=True) as ledger:
        watched.begin(ledger, "2025-06-20")
        every = []
        for names in states:
            state(ledger, *sorted(names))
            watched.announce(ledger, ["out"], "2025-06-20")
            every += told(ledger, "out")
    assert sorted(every) == sorted(set().union(*states))


def test_addresses_are_asked_when_due_and_known_ones_stay(ledger: Ledger) -> None:
    watched.enrol(ledger, {FEED: 900.0}, {FEED: HOST}, 100.0)
    assert watched.hosts_due(ledger, [FEED], 100.0) == {HOST: 100.0}
    assert watched.hosts_due(ledger, ["https://other.example/"], 100.0) == {}
    first = watched.due_at(ledger, [FEED], HOST, 100.0)
    assert first == Polled(FEED, FEED, 0, HOST, next=100.0)
    items = [Polled(f"https://one.example/{n}", FEED, 1, HOST, next=100.0) for n in range(3)]
    watched.record(ledger, first._replace(etag='"1"', next=1000.0), items)
    assert watched.due_at(ledger, [FEED], HOST, 100.0) == items[0]
    watched.record(ledger, items[0]._replace(next=None))
    watched.record(ledger, first._replace(etag='"2"', next=1900.0), items)
    assert watched.due_at(ledger, [FEED], HOST, 100.0) == items[1]
    watched.record(ledger, items[1]._replace(failures=1, next=400.0), held=500.0)
    assert watched.due_at(ledger, [FEED], HOST, 499.0) is None
    assert watched.next_due(ledger, [FEED]) == 500.0


def test_a_shorter_time_counts_at_once_and_a_failing_feed_is_not_hurried(ledger: Ledger) -> None:
    watched.enrol(ledger, {FEED: 900.0}, {FEED: HOST}, 0.0)
    watched.record(ledger, Polled(FEED, FEED, 0, HOST, next=900.0))
    watched.enrol(ledger, {FEED: 60.0}, {FEED: HOST}, 0.0)
    assert watched.next_due(ledger, [FEED]) == 60.0
    watched.record(ledger, Polled(FEED, FEED, 0, HOST, next=7200.0, failures=9))
    watched.enrol(ledger, {FEED: 60.0}, {FEED: HOST}, 0.0)
    assert watched.next_due(ledger, [FEED]) == 7200.0
