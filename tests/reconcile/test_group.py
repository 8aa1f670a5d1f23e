"""Components: connected, and never too large."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ondit.reconcile.group import bounded, group
from ondit.reconcile.link import Pair

names = st.integers(0, 30).map(lambda n: f"c{n:02}")
pairs = st.lists(st.builds(Pair, names, names, st.sampled_from((1.0, 2.5, 4.0, 6.0))), max_size=60)


@given(pairs)
def test_the_order_of_pairs_changes_nothing(drawn: list[Pair]) -> None:
    assert group(drawn) == group(drawn[::-1])
    assert sorted(i for c in group(drawn) for i in c) == sorted({i for p in drawn for i in (p.a, p.b)})


@given(pairs, st.integers(1, 12))
def test_pieces_part_at_weak_pairs_only(drawn: list[Pair], bound: int) -> None:
    for component in group(drawn):
        own = [p for p in drawn if p.a in component]
        pieces = bounded(component, own, bound=bound)
        assert sorted(i for piece, _ in pieces for i in piece) == sorted(component)
        for piece, held in pieces:
            assert all({p.a, p.b} <= set(piece) for p in held)
            assert len(piece) <= bound or len({p.score for p in held}) < 2


def test_what_a_person_joined_is_not_cut() -> None:
    chain = [Pair(f"c{n}", f"c{n + 1}", 1.0 if n == 3 else 5.0 + n) for n in range(8)]
    whole = [f"c{n}" for n in range(9)]
    assert len(bounded(whole, chain, bound=5)) == 2
    assert len({len(piece) for piece, _ in bounded(whole, chain, [("c3", "c4")], bound=8)}) == 2
    assert all(("c3" in piece) == ("c4" in piece) for piece, _ in bounded(whole, chain, [("c3", "c4")], bound=5))
