"""Facts come back from their text as they were made."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from tests.reconcile.test_settle import built, reports

from ondit.reconcile.facts import facts_of
from ondit.reconcile.stored import facts_from, facts_text, telling_from, telling_text


@settings(max_examples=60, deadline=None)
@given(reports)
def test_facts_come_back_equal(drawn: Any) -> None:
    for document, claims in built(drawn):
        facts = facts_of(document, claims, {claims[0].id})
        tellings = [telling_from(telling_text(t)) for t in facts.tellings]
        again = facts_from(facts_text(facts), reversed(tellings))
        assert again == facts
        assert [t.evidence for t in again.tellings] == [t.evidence for t in facts.tellings]
        assert [[s.full for s in t.voices] for t in again.tellings] == [
            [s.full for s in t.voices] for t in facts.tellings
        ]
