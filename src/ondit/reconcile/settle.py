"""Stage three: a component becomes propositions, each with its origins and findings. Every member is verified against its cluster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ondit.reconcile.facts import Facts, Telling
from ondit.reconcile.link import Pair, order


STRONG = 4.0
"""A pair that fits so well needs only half of the cluster beside it."""


def clusters(component: Sequence[Telling], pairs: Mapping[tuple[str, str], float]) -> list[list[Telling]]:
    """Split a component so that every member fits most of its cluster: no chain through a middle one.

    Claims join in order of report, each the cluster that it fits best.
    """
    made: list[list[Telling]] = []
    for t in sorted(component, key=order):
        best, at = 0.0, None
        for n, cluster in enumerate(made):
            scores = [s for u in cluster if (s := pairs.get((u.id, t.id), pairs.get((t.id, u.id)))) is not None]
            share = 1 / 2 if scores and max(scores) >= STRONG else 2 / 3
            if len(scores) >= len(cluster) * share and (total := max(scores) + sum(scores) / len(scores)) > best:
                best, at = total, n
        if at is None:
            made.append([t])
        else:
            made[at].append(t)
    return made


def by_ids(pairs: Sequence[Pair]) -> dict[tuple[str, str], float]:
    return {(p.a, p.b): p.score for p in pairs}


def facts_needed(component: Sequence[Telling], facts: Mapping[str, Facts]) -> dict[str, Facts]:
    return {t.document: facts[t.document] for t in component}
