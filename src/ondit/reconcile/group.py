"""Stage two: which pairs hang together. `group(pairs)` gives components, each settled on its own, and none too large."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from ondit.reconcile.link import Pair

BOUND = 2_000
"""A component of more claims is taken apart: the settling of one must not grow with the ledger."""
Tied = tuple[str, str]


def group(pairs: Iterable[Pair], alone: Iterable[str] = (), told: Iterable[Tied] = ()) -> list[tuple[str, ...]]:
    """Connected components of the pairs as sorted tuples of claim ids; ids of `alone` that no pair names stand alone.

    `told`: pairs that a person said are one."""
    parent: dict[str, str] = {}

    def root(x: str) -> str:
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for one, other in (*((p.a, p.b) for p in pairs), *told):
        a, b = root(one), root(other)
        if a != b:
            parent[max(a, b)] = min(a, b)
    for one in alone:
        root(one)
    members: dict[str, list[str]] = {}
    for one in parent:
        members.setdefault(root(one), []).append(one)
    return sorted(tuple(sorted(m)) for m in members.values())


def grouped(
    pairs: Sequence[Pair], alone: Collection[str], told: Collection[Tied] = ()
) -> Iterator[tuple[tuple[str, ...], list[tuple[Sequence[str], Sequence[Pair]]]]]:
    """Each component, and the pieces with their pairs that it is settled in."""
    whole = group(pairs, alone, told)
    place = {name: n for n, component in enumerate(whole) for name in component}
    own: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        own[place[pair.a]].append(pair)
    for n, component in enumerate(whole):
        yield component, bounded(component, own[n], told)


def bounded(
    component: Sequence[str], pairs: Sequence[Pair], told: Collection[Tied] = (), bound: int = BOUND
) -> list[tuple[Sequence[str], Sequence[Pair]]]:
    """A component and its pairs in pieces of at most `bound` claims: its weakest pairs are let go, score by score, until no
    piece is larger. A piece that only equal scores hold together stays; people's word is never cut."""
    if len(component) <= bound or len({p.score for p in pairs}) < 2:
        return [(component, pairs)]
    weakest = min(p.score for p in pairs)
    stronger = [p for p in pairs if p.score > weakest]
    pieces = group(stronger, component, told)
    place = {name: n for n, piece in enumerate(pieces) for name in piece}
    own: dict[int, list[Pair]] = defaultdict(list)
    for pair in stronger:
        own[place[pair.a]].append(pair)
    return [part for n, piece in enumerate(pieces) for part in bounded(piece, own[n], told, bound)]
