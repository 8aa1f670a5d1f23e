"""Settling a ledger as it grows, changes and is judged: always what settling everything at once gives, at the cost of what changed."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.reconcile.stories import report
from tests.reconcile.test_settle import built, reports

from ondit import ledger as book
from ondit.engine import settling
from ondit.ledger import Entry, Ledger, open_ledger
from ondit.ledger import settling as kept
from ondit.reconcile import reconcile_and_learn
from ondit.records import Claim, Decision, Document

LINK = import_module("ondit.reconcile.link")
NOW = "2026-01-02T03:04:05Z"
Told = tuple[Document, list[Claim]]


def append(ledger: Ledger, *told: Told, extractor: str = "test/1") -> None:
    entries = [
        Entry(d, f"address {d.id}", extractor, tuple(replace(c, extractor=extractor) for c in claims))
        for d, claims in told
    ]
    book.append(ledger, entries, NOW)


def rows(ledger: Ledger) -> tuple[list[str], list[str], dict[str, int]]:
    """Propositions and findings as they stand, and how many rows of each table repeat them."""
    claims = book.everything(ledger)[1]
    held, findings = book.standing(ledger, list(claims))
    unique = {row["id"]: row for row in held.values()}
    counts = book.counts(ledger)
    return as_lines(unique.values()), as_lines(findings), {name: counts[name] for name in ("claims", "propositions")}


def as_lines(found: Any) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in found)


def at_once(ledger: Ledger) -> tuple[list[str], list[str]]:
    """What the same ledger gives where everything is settled together, without anything kept."""
    documents, claims = book.everything(ledger)
    (propositions, findings), _ = reconcile_and_learn(
        list(documents.values()), list(claims.values()), book.decisions(ledger)
    )
    return as_lines(p.to_json() for p in propositions), as_lines(f.to_json() for f in findings)


def agree(ledger: Ledger) -> bool:
    settling.settle(ledger)
    propositions, findings, counts = rows(ledger)
    return (propositions, findings) == at_once(ledger) and counts["propositions"] == len(propositions)


ACTIONS = (
    "reject",
    "accept",
    "same-proposition",
    "not-same-proposition",
    "same-origin",
    "not-same-origin",
    "target",
    "undo",
)


def judged(ledger: Ledger, rng: random.Random, number: int) -> Decision:
    """A decision at random about what the ledger holds, or the taking back of one."""
    claims, made = sorted(book.everything(ledger)[1].values(), key=lambda c: c.id), book.decisions(ledger)
    action, one, other = rng.choice(ACTIONS), rng.choice(claims), rng.choice(claims)
    if action == "undo" and made:
        taken = rng.choice(made)
        return Decision(f"x{number}", "undo", taken.subject, "me", f"2025-12-{number + 1:02}", revokes=taken.id)
    anchor = {
        "document": one.document, "start": one.evidence.start, "end": one.evidence.end, "kind": one.kind
    }  # fmt: skip
    if action in ("target", "undo"):
        return Decision(
            f"x{number}", "correct", one.id, "me", f"2025-12-{number + 1:02}", slot="target", value="PHL", anchor=anchor
        )
    pair = other.id if "same" in action else None
    return Decision(f"x{number}", action, one.id, "me", f"2025-12-{number + 1:02}", other=pair, anchor=anchor)


@hypothesis_settings(max_examples=40, deadline=None)
@given(reports, st.integers(0, 2**32), st.sampled_from((3, 5, 10_000)), st.sampled_from((4, 10_000)))
def test_any_history_ends_where_settling_at_once_does(drawn: Any, seed: int, small: int, crowd: int) -> None:
    rng, told = random.Random(seed), built(drawn)
    rng.shuffle(told)
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        # Small blocks are compared whole; what large ones do shows only where few claims are many.
        patch.setattr(LINK, "SMALL", small)
        patch.setattr(LINK, "CROWD", crowd)
        patch.setattr(LINK, "NEAREST", 2)
        with open_ledger(Path(folder, "ledger.sqlite"), create=True) as ledger:
            for number, one in enumerate(told):
                append(ledger, one)
                if rng.random() < 0.3:
                    book.decide(ledger, [judged(ledger, rng, 2 * number)])
                if rng.random() < 0.2:
                    again = rng.choice(told[: number + 1])
                    append(ledger, (again[0], again[1][:-1]), extractor=f"test/{number + 2}")
                if rng.random() < 0.15:
                    book.forget(ledger, rng.choice(told[: number + 1])[0].id, "asked to", NOW)
                if rng.random() < 0.5:
                    assert agree(ledger)
            assert agree(ledger)
            assert list(book.verify(ledger)) == []


def shipments(count: int, line: str, *outlets: str, voice: str = "") -> list[Told]:
    return [
        report(f"{outlet}{n}", f"20{20 + n // 12}-{n % 12 + 1:02}-0{1 + k}", outlet,
            line.format(n=10 + n, outlet=outlet) + "\n" + " ".join(f"{outlet}{w}{n}" for w in range(30)), {
            "actor": "IND", "target": "VNM", "category": "ship", "quantity": (10 + n, 10 + n),
            "when": (f"20{20 + n // 12}-{n % 12 + 1:02}-01",) * 2, "status": "done"})
        for n in range(count) for k, outlet in enumerate(outlets)
    ]  # fmt: skip


def test_families_are_learned_as_the_ledger_grows_and_lost_again(ledger: Ledger) -> None:
    told = shipments(30, "India hands {n} boats to Vietnam.", "Alpha", "Beta")
    append(ledger, *told[:-2])
    assert agree(ledger)
    assert settling.context(ledger).families == {}
    append(ledger, *told[-2:])
    assert agree(ledger)
    assert settling.context(ledger).families == {"alpha": "alpha", "beta": "alpha"}
    assert {len(json.loads(row)["origins"]) for row in rows(ledger)[0]} == {1}
    book.forget(ledger, told[0][0].id, "asked to", NOW)
    assert agree(ledger)
    assert settling.context(ledger).families == {}


def test_records_that_move_settle_what_used_them(ledger: Ledger) -> None:
    voices = {"One": "the Indian navy", "Two": "the Vietnamese navy", "Three": "the French navy"}
    told = []
    for n in range(5):
        for k, (outlet, voice) in enumerate(voices.items()):
            figure = 10 + n if k < 2 or n < 4 else 99
            told.append(report(f"{outlet}{n}", f"2025-0{n + 1}-0{1 + k}", outlet, f"Boats go, {voice} said in {n}.", {
                "actor": "IND", "target": "VNM", "category": "ship", "quantity": (figure, figure), "voices": [voice],
                "when": (f"2025-0{n + 1}-01",) * 2, "status": "done"}))  # fmt: skip
    for one in told:
        append(ledger, one)
        assert agree(ledger)
    assert settling.context(ledger).records


def test_only_what_a_document_touches_is_settled_anew(ledger: Ledger) -> None:
    told = [
        report(f"d{n}", "2025-04-02", f"O{n}", f"Report {n}.", {"actor": "IND", "target": t})
        for n, t in enumerate(("VNM", "PHL", "ARM", "ARM"))
    ]
    append(ledger, *told)
    assert settling.settle(ledger) == 4
    assert settling.settle(ledger) == 0
    append(ledger, report("d9", "2025-04-03", "O9", "One more.", {"actor": "IND", "target": "PHL"}))
    assert settling.settle(ledger) == 2
    far = report("d10", "2029-04-03", "O9", "Far later.", {"actor": "IND", "target": "ARM"})
    append(ledger, far)
    assert settling.settle(ledger) == 3  # a small block is compared whole


def test_a_run_that_is_cut_off_is_continued(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [
        report(f"d{n}", f"2025-04-{n + 1:02}", f"O{n}", f"Report {n}.", {"actor": "IND", "target": t})
        for n, t in enumerate(("VNM", "PHL", "ARM", "VNM", "PHL", "ARM"))
    ]
    append(ledger, *told)
    real, calls = kept.put, []

    def put(*given: Any) -> bool:
        if calls:
            raise KeyboardInterrupt
        calls.append(given)
        return real(*given)

    monkeypatch.setattr(settling, "CLAIMS", 1)
    monkeypatch.setattr(kept, "put", put)
    with pytest.raises(KeyboardInterrupt):
        settling.settle(ledger)
    assert book.counts(ledger)["propositions"] == 1
    monkeypatch.setattr(kept, "put", real)
    assert settling.settle(ledger) == 4
    assert agree(ledger)


def test_a_change_meanwhile_is_not_overwritten(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    append(ledger, report("d1", "2025-04-02", "O1", "Report 1.", {"actor": "IND", "target": "VNM"}))
    more = report("d2", "2025-04-03", "O2", "Report 2.", {"actor": "IND", "target": "VNM"})
    real = kept.put

    def put(ledger: Ledger, outcome: Any) -> bool:
        if "d2" not in book.documents(ledger, ["d2"]):
            append(ledger, more)
            settling.state(ledger)
        return real(ledger, outcome)

    monkeypatch.setattr(kept, "put", put)
    assert agree(ledger)
    assert book.counts(ledger)["claims"] == 2


def test_what_is_forgotten_leaves_no_word_behind(ledger: Ledger) -> None:
    append(ledger, report("d1", "2025-04-02", "O1", "Zanzibar boats.", {"actor": "IND", "target": "VNM"}))
    settling.settle(ledger)
    book.forget(ledger, "d1", "asked to", NOW)
    with ledger.reading() as connection:
        for table in ("telling", "facts", "told", "proposition", "finding", "member", "stale"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0
    assert agree(ledger)
