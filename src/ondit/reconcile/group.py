"""Stage two: which pairs hang together. `group(pairs)` gives components, each settled on its own."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from ondit.reconcile.link import Pair


def group(
    pairs: Iterable[Pair], alone: Iterable[str] = (), told: Iterable[tuple[str, str]] = ()
) -> list[tuple[str, ...]]:
    """Connected components of the pairs as sorted tuples of claim ids; ids of `alone` that no pair names stand alone.

    `told`: pairs that a person said are one."""
    parent: dict[str, str] = {}

    def root(x: str) -> str:
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for one, other in chain(((p.a, p.b) for p in pairs), told):
        a, b = root(one), root(other)
        if a != b:
            parent[max(a, b)] = min(a, b)
    for one in alone:
        root(one)
    members: dict[str, list[str]] = {}
    for one in parent:
        members.setdefault(root(one), []).append(one)
    return sorted(tuple(sorted(m)) for m in members.values())
