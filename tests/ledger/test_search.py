"""Search: the same matches whichever way the database is walked, newest first, page by page; facets count them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ondit import ledger as book
from ondit.ledger import ClaimFilter, Entry, Ledger, LedgerError, find_claims, search
from ondit.ledger.words import words
from ondit.records import Claim, Document

DAYS = ("2025-06-19", None, "2025-06", "2024-02-01", "2025-06-19", None, "2023", "2025-01-05")


@pytest.fixture
def filled(ledger: Ledger, make_claim: Callable[..., Claim]) -> list[Claim]:
    found = []
    for n, day in enumerate(DAYS):
        text = f"Pyongyang sends {'shells' if n % 3 else 'Кн-23 missiles'} to Russia, report {n}"
        document = Document(f"d{n}", text, published=day, language="ko" if n % 2 else "en")
        slots = (
            {"object": "shells", "category": "ammunition"} if n % 3 else {"object": "missiles", "category": "missile"}
        )
        claim = make_claim(
            document,
            kind="transfer",
            status="done" if n % 4 else "planned",
            actor_code="PRK" if n < 6 else "IRN",
            **slots,
        )
        book.append(ledger, [Entry(document, f"a{n}", "test/1", (claim,))], "2026-01-02T03:04:05Z")
        found.append(claim)
    return found


QUERIES = ("", "missiles", "kn-23", "report 4", "shells russia", "nowhere")
FILTERS = (
    ClaimFilter(), ClaimFilter(party="PRK"), ClaimFilter(party="RUS", status="done"), ClaimFilter(actor="IRN"),
    ClaimFilter(party="PRK", target="RUS"), ClaimFilter(party="PRK", actor="IRN"), ClaimFilter(language="ko", kind="transfer"), ClaimFilter(since="2025-01-01", until="2025-12-31"),
)  # fmt: skip


@pytest.mark.parametrize("few", [0, 4000])
@pytest.mark.parametrize("wanted", FILTERS)
def test_both_ways_find_what_the_plain_filter_finds(
    ledger: Ledger, filled: list[Claim], monkeypatch: pytest.MonkeyPatch, few: int, wanted: ClaimFilter
) -> None:
    monkeypatch.setattr(search, "FEW", few)
    for query in QUERIES:
        asked = [[frozenset({word})] for word in words(query)]
        plain = list(
            find_claims(
                ledger, ClaimFilter(**{**{f: getattr(wanted, f) for f in wanted.__slots__}, "text": query or None})
            )
        )
        found = search.find_newest(ledger, wanted, asked, 50)
        assert {each.claim.id for each in found} == {each.claim.id for each in plain}, query
        dated = [each.source.published for each in found]
        assert [day for day in dated if day is None] == dated[len([day for day in dated if day]) :]
        paged: list[str] = []
        after = None
        while page := search.find_newest(ledger, wanted, asked, 2, after):
            paged += [each.claim.id for each in page]
            after = page[-1].key
        assert paged == [each.claim.id for each in found], query


def test_one_alternative_of_each_group_is_enough(ledger: Ledger, filled: list[Claim]) -> None:
    groups = [[frozenset({"nowhere"}), frozenset({"kn", "23"})], [frozenset({"russia"})]]
    assert len(search.find_newest(ledger, ClaimFilter(), groups, 50)) == 3
    assert search.find_newest(ledger, ClaimFilter(), [[frozenset({"nowhere"})], *groups], 50) == []


def test_facets_count_the_matches(ledger: Ledger, filled: list[Claim], monkeypatch: pytest.MonkeyPatch) -> None:
    seen = search.look(ledger, ClaimFilter(), [], 5, 100)
    assert (seen.counted, seen.since, len(seen.found)) == (8, None, 5)
    assert seen.facets["actor"] == [("PRK", 6), ("IRN", 2)]
    assert dict(seen.facets["language"]) == {"en": 4, "ko": 4}
    done = search.look(ledger, ClaimFilter(status="done"), [], 5, 100)
    assert (done.facets["status"], done.counted) == ([("done", 6)], 6)
    few = search.look(ledger, ClaimFilter(), [], 5, 2)
    assert (few.counted, few.since) == (2, "2025-06-19")
    monkeypatch.setattr(search, "WALK", 2)
    some = search.look(ledger, ClaimFilter(), [], 50, 100)
    assert (some.counted, some.since, len(some.found)) == (3, "2025-06-19", 8)


@pytest.mark.parametrize("walk", [1, 3, 6000])
@pytest.mark.parametrize("limit", [1, 2, 50])
def test_a_look_finds_what_is_newest(
    ledger: Ledger, filled: list[Claim], monkeypatch: pytest.MonkeyPatch, walk: int, limit: int
) -> None:
    monkeypatch.setattr(search, "WALK", walk)
    for wanted in FILTERS:
        for after in (None, 3, 6):
            plain = search.find_newest(ledger, wanted, [], limit, after)
            assert search.look(ledger, wanted, [], limit, 2, after).found == plain


def test_a_cursor_that_is_none_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no claim with the key"):
        search.find_newest(ledger, ClaimFilter(), [], 5, after=99)
