"""Stage three: a component becomes propositions, each with its origins and findings. Every member is verified against its cluster."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ondit.reconcile.estimate import Value, estimate
from ondit.reconcile.events import RANK, order
from ondit.reconcile.facts import Facts, Telling, day_of
from ondit.reconcile.findings import findings, root_of
from ondit.reconcile.judgement import Judgements
from ondit.reconcile.lineage import Lineage
from ondit.reconcile.link import Pair, Scene, fit
from ondit.reconcile.origins import origins
from ondit.reconcile.reliability import credibility
from ondit.records import Finding, Proposition

STRONG = 4.0
"""A pair that fits so well needs only half of the cluster beside it."""
FACES = 12
"""Against so many different-looking members a claim is verified."""


class Cluster:
    """Claims found to be of one thing, and its faces: members that differ in what is compared."""

    __slots__ = ("_looks", "faces", "members")

    def __init__(self, first: Telling) -> None:
        self.members: list[Telling] = []
        self.faces: list[Telling] = []
        self._looks: set[tuple[object, ...]] = set()
        self.add(first)

    def add(self, t: Telling) -> None:
        self.members.append(t)
        look = (
            t.category,
            t.designation,
            t.low,
            t.high,
            t.since,
            t.until,
            t.place,
            t.status,
            t.voices[:1],
            t.document if len(self.members) < 9 else "",
        )
        if look not in self._looks and len(self.faces) < FACES:
            self._looks.add(look)
            self.faces.append(t)


def clusters(
    component: Sequence[Telling], pairs: Iterable[Pair], scene: Scene, judged: Judgements
) -> list[list[Telling]]:
    """Split a component so that every member fits most of its cluster: no chain through a middle one.

    Claims join in order of report, each the cluster that it fits best; a person's word that two are or are not
    the same proposition comes first.
    """
    known = {(p.a, p.b): p.score for p in pairs}
    beside: dict[str, list[str]] = defaultdict(list)
    for a, b in known:
        beside[b].append(a)
    home: dict[str, Cluster] = {}
    made: list[Cluster] = []
    for t in sorted(component, key=order):
        told = next((home[i] for i in judged.same_proposition(t.id) if i in home), None)
        best = told or _best(t, {id(home[i]): home[i] for i in beside[t.id]}.values(), known, scene, judged)
        if best is None:
            best = Cluster(t)
            made.append(best)
        else:
            best.add(t)
        home[t.id] = best
    return [c.members for c in made]


def _best(
    t: Telling, near: Iterable[Cluster], known: Mapping[tuple[str, str], float], scene: Scene, judged: Judgements
) -> Cluster | None:
    top, best = 0.0, None
    for cluster in near:
        if judged.parts(t.id, (m.id for m in cluster.members)):
            continue
        scores = []
        for face in cluster.faces:
            score = known.get((face.id, t.id))
            if score is None:
                score = fit(face, t, scene)
            if score is not None:
                scores.append(score)
        share = 1 / 2 if scores and max(scores) >= STRONG else 2 / 3
        if (
            scores
            and len(scores) >= len(cluster.faces) * share
            and (total := max(scores) + sum(scores) / len(scores)) > top
        ):
            top, best = total, cluster
    return best


def settle(
    component: Sequence[Telling], pairs: Iterable[Pair], scene: Scene, facts: Mapping[str, Facts], judged: Judgements
) -> tuple[list[Proposition], list[Finding]]:
    """The propositions of one component, with origins and findings."""
    propositions: list[Proposition] = []
    found: list[Finding] = []
    for members in clusters(component, pairs, scene, judged):
        groups, ties = origins(members, scene.lineage, judged, scene.board.twins)
        members = sorted((t for one in groups for t in one), key=order)
        name = proposition_id(members[0])
        told = findings(name, groups, ties, facts)
        propositions.append(_proposition(name, members, groups, told, scene.lineage))
        found += told
    return propositions, found


def _proposition(
    name: str,
    members: Sequence[Telling],
    groups: Sequence[Sequence[Telling]],
    told: Sequence[Finding],
    lineage: Lineage,
) -> Proposition:
    roots = [root_of(g) for g in groups]
    number, reason = credibility(*_sides([r.id for r in roots], told))
    low, high, unit, pooled = _pooled(roots, lineage)
    return Proposition(
        name, tuple(t.id for t in members), tuple(tuple(t.id for t in g) for g in groups), low=low, high=high, unit=unit,
        credibility=number, reasons=(reason,), estimate=pooled,
    )  # fmt: skip


def _sides(roots: Sequence[str], told: Sequence[Finding]) -> tuple[list[int], list[int]]:
    """For each origin, with how many others it agrees and with how many it conflicts."""
    agree, conflict = Counter[str](), Counter[str]()
    for pair in {(f.type, f.source, f.to) for f in told if f.type in ("corroboration", "conflict")}:
        (agree if pair[0] == "corroboration" else conflict).update(pair[1:])
    return [agree[r] for r in roots], [conflict[r] for r in roots]


def _pooled(
    roots: Sequence[Telling], lineage: Lineage
) -> tuple[float | None, float | None, str | None, dict[str, Any] | None]:
    """The figure that can be given: of the unit that most origins use, on the furthest rung that has one; one value an origin,
    weighed by the record of the outlet that stands for it."""
    measured = [t for t in roots if t.unit is not None and t.polarity == "affirmed"]
    if not measured:
        return None, None, None, None
    unit = Counter(t.unit for t in measured).most_common(1)[0][0]
    told = [t for t in measured if t.unit == unit]
    furthest = max((t.status for t in told), key=lambda s: RANK[s])
    ahead = [t for t in told if t.status == furthest]
    assert unit is not None
    values = {t.id: _value(t, lineage) for t in told}
    pooled = estimate([values[t.id] for t in ahead], unit, list(values.values())) or {}
    moved = {t.status for t in told} != {furthest} or len({(t.low, t.high) for t in told}) > 1
    if moved:
        pooled["series"] = [
            {"day": day_of(t.seen), "low": t.low, "high": t.high, "status": t.status, "claim": t.id}
            for t in sorted(told, key=order)
        ]
    low, high = pooled["hull"]
    return low, high, unit, pooled


def _value(t: Telling, lineage: Lineage) -> Value:
    """The figure of an origin's root. What it counts is its label: «killed, done», «year, underway»."""
    weight = lineage.context.weight(lineage.facts[t.document].outlet, t.kind)
    return Value(t.low, t.high, weight, ", ".join(part for part in (t.definition, t.per, t.status) if part))


def proposition_id(first: Telling) -> str:
    """Named after its earliest claim, so that a later report does not rename it."""
    return hashlib.sha256(first.id.encode()).hexdigest()[:16]
