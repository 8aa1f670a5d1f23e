"""Checks under their permalinks, searches under names, and the queue of claims that wait for a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ondit.engine.judging import judge, take_back
from ondit.ledger import ClaimFilter, Entry, Ledger, LedgerError, append
from ondit.ledger.kept import drop_search, keep_check, kept_check, save_search, searches
from ondit.ledger.queue import waiting
from ondit.records import Claim, Document

NOW = "2026-01-01T00:00:00Z"


def test_a_check_is_found_under_its_name_and_replaced_by_the_same(ledger: Ledger) -> None:
    assert kept_check(ledger, "a") is None
    keep_check(ledger, "a", NOW, {"grave": 1})
    keep_check(ledger, "a", NOW, {"grave": 2})
    assert kept_check(ledger, "a") == (NOW, {"grave": 2})


def test_searches_are_kept_by_name(ledger: Ledger) -> None:
    save_search(ledger, "guns", "text=guns", "Ana", NOW)
    save_search(ledger, "guns", "text=guns", "Ana", NOW)
    with pytest.raises(LedgerError, match="kept already"):
        save_search(ledger, "guns", "text=tanks", "Ana", NOW)
    assert [each["query"] for each in searches(ledger)] == ["text=guns"]
    drop_search(ledger, "guns")
    drop_search(ledger, "guns")
    assert searches(ledger) == []


@pytest.fixture
def claims(ledger: Ledger, make_claim: Callable[..., Claim]) -> list[Claim]:
    text = Document("d", "Pyongyang sends 10,000 workers to Russia, to Alabuga", published="2025-06-19")
    made = [make_claim(text, status=status) for status in ("planned", "done", "underway")]
    append(ledger, [Entry(text, "a", "test/1", tuple(made))], NOW)
    return made


def test_the_queue_holds_what_nobody_judged(ledger: Ledger, claims: list[Claim]) -> None:
    first = waiting(ledger, ClaimFilter(), 10)
    assert {each.claim.id for each in first} == {each.id for each in claims}
    made = judge(ledger, "accept", first[0].claim.id, author="Ana", made=NOW)
    left = waiting(ledger, ClaimFilter(), 10)
    assert [each.claim.id for each in left] == [each.claim.id for each in first[1:]]
    take_back(ledger, made.id, author="Ana", made=NOW)
    assert len(waiting(ledger, ClaimFilter(), 10)) == 3


def test_pages_of_the_queue_give_each_claim_once(ledger: Ledger, claims: list[Claim]) -> None:
    seen, after = [], None
    while page := waiting(ledger, ClaimFilter(), 1, after):
        seen.append(page[0].claim.id)
        after = page[0].key
    assert sorted(seen) == sorted(each.id for each in claims)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"action": "praise"}, "none of"),
        ({"action": "same-origin"}, "two claims"),
        ({"action": "correct"}, "needs it"),
        ({"action": "correct", "slot": "status", "value": "soon"}, "can't stand"),
        ({"action": "correct", "slot": "colour", "value": "red"}, "none of"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    ledger: Ledger, claims: list[Claim], given: dict[str, str], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        judge(ledger, claim=claims[0].id, author="Ana", made=NOW, **given)
