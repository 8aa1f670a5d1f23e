"""Filters, pages, search across scripts, what stands beside a claim, and derived rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ondit import ledger as book
from ondit.ledger import ClaimFilter, Entry, Ledger, LedgerError
from ondit.records import Claim, Document

NOW = "2026-01-02T03:04:05Z"


@pytest.fixture
def filled(
    ledger: Ledger, make_document: Callable[..., Document], make_claim: Callable[..., Claim]
) -> dict[str, Claim]:
    """Four claims: a dated by day, b by month, c by no date, d of another kind."""
    texts = {
        "a": ("Pyongyang sends 500 workers to Russia.", "2025-06-19", {}),
        "b": ("Pyongyang sends workers to Russia again.", "2025-06", {"status": "done"}),
        "c": ("Pyongyang lost workers against Russia.", None, {"kind": "losses"}),
        "d": ("Pyongyang hands Russia the КН-23 missile; 北韩导弹.", "2025-01", {
            "kind": "transfer", "object": "missile", "category": "missile", "designation": "kn-23"}),
    }  # fmt: skip
    claims = {}
    for name, (text, published, slots) in texts.items():
        document = make_document(text, id=name, published=published, outlet=f"Outlet {name}", language="en")
        claims[name] = make_claim(document, **slots)
        book.append(ledger, [Entry(document, f"address {name}", "test/1", (claims[name],))], NOW)
    return claims


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (ClaimFilter(), "dabc"),
        (ClaimFilter(kind="deployment"), "ab"),
        (ClaimFilter(party="RUS", status="done"), "b"),
        (ClaimFilter(target="PRK"), ""),
        (ClaimFilter(since="2025-06-20"), "bc"),
        (ClaimFilter(until="2025-06-29"), "da"),
        (ClaimFilter(outlet="Outlet c"), "c"),
        (ClaimFilter(designation="kn-23"), "d"),
        (ClaimFilter(document="a", language="en"), "a"),
        (ClaimFilter(text="Кн-23"), "d"),
        (ClaimFilter(text="KN-23 missile"), "d"),
        (ClaimFilter(text="韩导"), "d"),
        (ClaimFilter(text="no such words"), ""),
    ],
)
def test_filters_in_order_of_report(ledger: Ledger, filled: dict[str, Claim], wanted: ClaimFilter, names: str) -> None:
    assert "".join(found.source.id for found in book.find_claims(ledger, wanted)) == names
    assert book.count_claims(ledger, wanted) == len(names)


def test_pages_join_up(ledger: Ledger, filled: dict[str, Claim]) -> None:
    seen, after = [], None
    while page := list(book.find_claims(ledger, ClaimFilter(), limit=1, after=after)):
        seen += [found.source.id for found in page]
        after = page[-1].key
    assert seen == list("dabc")
    with pytest.raises(LedgerError, match="no claim with the key"):
        list(book.find_claims(ledger, ClaimFilter(), after=99))


def test_a_claim_by_the_start_of_its_id(ledger: Ledger, filled: dict[str, Claim]) -> None:
    assert book.claim_named(ledger, filled["a"].id[:10]).claim == filled["a"]
    with pytest.raises(LedgerError, match="no claim 'zz'"):
        book.claim_named(ledger, "zz")
    with pytest.raises(LedgerError, match="begins the id of several"):
        book.claim_named(ledger, "")


def test_claims_by_their_documents(ledger: Ledger, filled: dict[str, Claim]) -> None:
    documents, claims = book.in_documents(ledger, ["a", "c", "nowhere"])
    assert set(claims) == {filled["a"].id, filled["c"].id}
    assert set(documents) == {"a", "c"}
    assert book.at_addresses(ledger, ["address b", "elsewhere"]) == {"b"}
