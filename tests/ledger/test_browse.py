"""What pages list: sums by pair, pages of propositions, days, places, newest findings, originals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace as changed
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from ondit import ledger as book
from ondit.ledger import Entry, Ledger, LedgerError, browse, derived
from ondit.ledger.schema import UNDATED, proposition, tally
from ondit.ledger.settling import Summary
from ondit.records import Claim, Document, Finding, Party, Proposition, Where, last_day

NOW = "2026-01-02T03:04:05Z"
PUBLISHED = ("2025-06-19", "2025-06", None, "2024-12-31", "2025-06-19", None, "2023")


@pytest.fixture
def claims(ledger: Ledger, make_claim: Callable[..., Claim]) -> dict[str, tuple[Claim, Document]]:
    """Seven claims of one proposition each, two of them from Russia to North Korea, one of whose target nobody names."""
    found = {}
    for n, published in enumerate(PUBLISHED):
        document = Document(f"d{n}", f"Pyongyang sends {n + 3} workers to Russia, to Alabuga", published=published)
        claim = make_claim(
            document, quantity=(n + 3, n + 3, "person", str(n + 3)) if n % 2 else (None, None, "item", None)
        )
        if n in (1, 4):
            claim = changed(
                claim, actor=changed(claim.target, code="RUS"), target=changed(claim.actor, code="PRK"), id=""
            )
        if n == 6:
            claim = changed(claim, target=None, id="")
        at = document.text.index("Alabuga")
        claim = changed(claim, where=Where(at, at + 7, "Alabuga", name="Alabuga", latitude=55.8, longitude=52.1), id="")
        book.append(
            ledger, [Entry(document, f"a{n}", "test/1", (claim,), original=b"bytes %d" % n, media="text/plain")], NOW
        )
        found[f"p{n}"] = (claim, document)
    put(ledger, found, list(found))
    return found


def put(
    ledger: Ledger, claims: dict[str, tuple[Claim, Document]], names: list[str], *, everything: bool = True
) -> None:
    """The propositions of these names, each with a drift to the next: in the place of all, or of those alone."""
    made = []
    for name in names:
        claim, document = claims[name]
        day = last_day(document.published) or UNDATED
        sides = (claim.actor and claim.actor.code, claim.target and claim.target.code)
        unit = "person" if claim.quantity else None
        summary = Summary(claim.kind, *sides, claim.object.category, day, day)
        made.append((Proposition(name, (claim.id,), ((claim.id,),), 1, 1, unit), summary))
    found = [Finding("drift", claims[a][0].id, claims[b][0].id, "status", a) for a, b in pairwise(names)]
    reported = {claims[name][0].id: of.first for name, (_, of) in zip(names, made, strict=True)}
    if everything:
        derived.replace(ledger, made, found, reported)
        return
    with ledger.writing() as connection:
        gone = derived.drop(connection, names)
        derived.add(connection, made, found, reported)
        derived.add_up(connection, gone | {(of.actor, of.target) for _, of in made})


def sums(ledger: Ledger) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The sums that are kept, and those that the propositions give."""
    of = proposition.c
    parts = (func.coalesce(of.actor, ""), func.coalesce(of.target, ""), of.kind, func.substr(of.first, 1, 7))
    with ledger.reading() as connection:
        kept = sorted(map(tuple, connection.execute(select(tally))))
        given = sorted(
            map(tuple, connection.execute(select(*parts, func.count(), func.sum(of.claims)).group_by(*parts)))
        )
    return kept, given


def test_sums_follow_propositions_however_they_are_replaced(
    ledger: Ledger, claims: dict[str, tuple[Claim, Document]]
) -> None:
    kept, given = sums(ledger)
    assert len(kept) == 5
    assert kept == given
    moved = dict(claims)
    claim, document = claims["p0"]
    moved["p0"] = (
        changed(claim, kind="losses", target=Party(claim.target.start, claim.target.end, claim.target.text, "UKR")),
        document,
    )
    for names in (["p0"], ["p6", "p1"], ["p3", "p4", "p5"]):
        put(ledger, moved, names, everything=False)
        kept, given = sums(ledger)
        assert kept == given
    assert ("PRK", "UKR", "losses", "2025-06", 1, 1) in kept


def test_flows_by_kind_and_period(ledger: Ledger, claims: dict[str, tuple[Claim, Document]]) -> None:
    pairs, count = browse.flows(ledger, 10)
    assert count == 3
    assert {(row["actor"], row["target"]): row["propositions"] for row in pairs} == {
        ("PRK", "RUS"): 4,
        ("RUS", "PRK"): 2,
        ("PRK", None): 1,
    }
    assert pairs[0]["kinds"] == {"deployment": 4}
    assert browse.flows(ledger, 1) == (pairs[:1], 3)
    assert browse.flows(ledger, 10, "losses") == ([], 0)
    assert sum(row["propositions"] for row in browse.flows(ledger, 10, None, "2025-01", "2025-12")[0]) == 3
    assert browse.years(ledger) == ["2023", "2024", "2025"]


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_pages_of_propositions_are_all_of_them_newest_first(
    ledger: Ledger, claims: dict[str, tuple[Claim, Document]], size: int
) -> None:
    found: list[str] = []
    after = None
    while page := browse.between(ledger, "RUS", "PRK", size, after=after):
        found += [row["id"] for row in page]
        after = found[-1]
    assert found == ["p1", "p4", "p0", "p3", "p5", "p2"]
    assert browse.between(ledger, "RUS", "PRK", 5, "losses") == []
    with pytest.raises(LedgerError, match="no proposition"):
        browse.between(ledger, "RUS", "PRK", 5, after="none")


def test_days_figures_places_and_findings(ledger: Ledger, claims: dict[str, tuple[Claim, Document]]) -> None:
    days = Counter({day: n for _, day, n in browse.told(ledger, "PRK", "RUS", None, 10)})
    assert days == {"2025-06-19": 2, "2025-06-30": 1, "2024-12-31": 1, None: 2}
    assert {day for _, day, _ in browse.told(ledger, "PRK", "RUS", "deployment", 7)} == {"2025-06", "2024-12", None}
    assert {row["id"] for row in browse.figured(ledger, "PRK", "RUS", 9)} == {"p1", "p3", "p5"}
    assert browse.spots(ledger, "PRK", "RUS") == [
        {"latitude": 55.8, "longitude": 52.1, "place": "Alabuga", "claims": 6}
    ]
    found = browse.newest(ledger, ("drift",), 9)
    assert [row["reported"] for row in found] == ["2025-06-30", "2025-06-19", "2024-12-31", "2023-12-31"]
    assert browse.newest(ledger, ("conflict",), 9) == []
    assert [row["what"] for row in browse.findings_of(ledger, "p2", 9)] == ["status"]


def test_originals_and_sources(ledger: Ledger, claims: dict[str, tuple[Claim, Document]]) -> None:
    assert browse.original_of(ledger, "d3") == (b"bytes 3", "text/plain")
    assert browse.original_of(ledger, "none") is None
    assert (browse.original_place(ledger, "d3"), browse.original_place(ledger, "none")) == ("ledger", None)
    assert browse.sources(ledger, ["d1", "d2", "x"])["d1"].published == "2025-06"
    book.forget(ledger, "d3", "asked", NOW)
    assert browse.original_place(ledger, "d3") is None
    assert browse.original_of(ledger, "d3") is None
