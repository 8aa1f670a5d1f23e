"""An article's claims beside reports: what is counted, what is remarked, and what is not the article's business."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ondit.reconcile.check import Check, Report, compare
from ondit.records import Claim, Document, Finding, Proposition


class Story:
    """Reports a, b (a's copy) and c (another origin), and the article x; claims by those names."""

    def __init__(self, make_document: Callable[..., Document], make_claim: Callable[..., Claim]) -> None:
        dates = {"a": "2025-06-19", "b": "2025-06", "c": None, "x": None}
        texts = {name: f"Pyongyang sends workers to Russia, {name} says." for name in dates}
        self.documents = {name: make_document(texts[name], id=name, published=dates[name]) for name in dates}
        self.claims = {name: make_claim(document) for name, document in self.documents.items()}
        self.held = {self.claims[name].id: Report(self.claims[name], self.documents[name]) for name in "abc"}

    def ids(self, names: str) -> tuple[str, ...]:
        return tuple(self.claims[name].id for name in names)

    def check(self, origins: tuple[str, ...], *findings: tuple[str, str, str, str | None]) -> Check:
        home = Proposition("p", self.ids("".join(origins)), tuple(self.ids(names) for names in origins))
        made = [Finding(kind, *self.ids(source + to), what) for kind, source, to, what in findings]
        return compare(self.documents["x"], [self.claims["x"]], [], self.held, [home], made)


@pytest.fixture
def story(make_document: Callable[..., Document], make_claim: Callable[..., Claim]) -> Story:
    return Story(make_document, make_claim)


def test_counts_leave_the_article_out(story: Story) -> None:
    (checked,) = story.check(("abx", "c")).claims
    assert (checked.reports, checked.origins) == (3, 2)
    assert checked.earliest is not None
    assert checked.earliest.document.id == "a"
    (alone,) = story.check(("x",)).claims
    assert (alone.reports, alone.origins, alone.earliest) == (0, 0, None)


def test_an_origin_that_is_only_the_article_is_none(story: Story) -> None:
    (checked,) = story.check(("ab", "x")).claims
    assert checked.origins == 1


def test_findings_on_one_report_are_one_remark_and_drift_swallows_retelling(story: Story) -> None:
    check = story.check(
        ("ax",), ("retelling", "a", "x", None), ("drift", "a", "x", "status"), ("drift", "a", "x", "attribution")
    )
    (remark,) = check.claims[0].remarks
    assert (remark.type, remark.what, remark.later) == ("drift", ("status", "attribution"), False)
    assert check.grave == 1


def test_findings_between_reports_are_not_the_articles(story: Story) -> None:
    check = story.check(("ab", "x"), ("drift", "a", "b", "status"), ("retelling", "x", "c", None))
    (remark,) = check.claims[0].remarks
    assert (remark.type, remark.later) == ("retelling", True)
    assert check.grave == 0


def test_a_conflict_of_the_root_is_inherited_where_the_article_says_the_same(
    story: Story, make_claim: Callable[..., Claim]
) -> None:
    check = story.check(("abx", "c"), ("retelling", "a", "x", None), ("conflict", "a", "c", "status"))
    assert [(remark.type, remark.report.document.id) for remark in check.claims[0].remarks] == [
        ("conflict", "c"),
        ("retelling", "a"),
    ]
    story.claims["x"] = make_claim(story.documents["x"], status="done")
    check = story.check(("abx", "c"), ("drift", "a", "x", "status"), ("conflict", "a", "c", "status"))
    assert [remark.type for remark in check.claims[0].remarks] == ["drift"]


def test_a_claim_without_a_proposition_is_silent(story: Story) -> None:
    check = compare(story.documents["x"], [story.claims["x"]], [], story.held, [], [])
    assert check.claims[0].remarks == ()
