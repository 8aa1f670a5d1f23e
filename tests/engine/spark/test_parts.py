"""A block in parts gives what the block gives as a whole, however small the parts."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reconcile.test_settle import as_rows, built, reports

from ondit.engine.spark.parts import Part, lay, part_from, pieces, runs
from ondit.reconcile import Board, link, settle, settled, told_by
from ondit.reconcile.judgement import Judgements
from ondit.reconcile.link import Scene, blocks

NOBODY = Judgements()


def sent(part: Part) -> Part:
    """A part as it arrives at a worker."""
    return part_from(part.text())


@settings(max_examples=60, deadline=None)
@given(reports, st.integers(1, 9))
def test_parts_settle_as_the_whole(drawn: Any, run: int) -> None:
    told = built(drawn)
    facts = told_by([d for d, _ in told], [c for _, claims in told for c in claims], NOBODY)
    for block in blocks((t for f in facts.values() for t in f.tellings), NOBODY):
        by_id = {t.id: t for t in block}
        whole, met = lay(block)
        pairs = []
        for part in map(sent, runs(whole, met, run)):
            own = {name: facts[name] for name in part.documents(whole.homes)}
            pairs += link(Scene.of(part.board(by_id), own))
        propositions, findings = [], []
        for part in map(sent, pieces(sent(whole), reversed(pairs))):
            own = {name: facts[name] for name in part.documents(whole.homes)}
            scene = Scene.of(part.board(by_id), own)
            more, found = settle(scene.board.kept, part.pairs, scene, own, NOBODY)
            propositions += more
            findings += found
        assert as_rows((propositions, findings)) == as_rows(settled(block, facts, NOBODY))


@settings(max_examples=30, deadline=None)
@given(reports, st.integers(1, 9))
def test_runs_hold_each_comparison_once_and_are_bounded(drawn: Any, run: int) -> None:
    told = built(drawn)
    facts = told_by([d for d, _ in told], [c for _, claims in told for c in claims], NOBODY)
    for block in blocks((t for f in facts.values() for t in f.tellings), NOBODY):
        whole, met = lay(block)
        parts = list(runs(whole, met, run))
        assert [(b, a) for part in parts for b, ids in part.met.items() for a in ids] == [
            (b, a) for b, ids in Board.of(block).met.items() for a in ids
        ]
        assert all(len(part.met) <= run for part in parts)
        assert all(part.size == len(block) for part in parts)
        assert all(json.loads(part.text())["homes"] == {} for part in parts)
