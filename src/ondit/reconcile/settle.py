"""Stage three: a component becomes propositions, each with its origins and findings. Every member is verified against its cluster."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ondit.reconcile.facts import Facts, Telling
from ondit.reconcile.findings import findings
from ondit.reconcile.judgement import Judgements
from ondit.reconcile.link import Pair, Scene, fit, order
from ondit.reconcile.origins import origins
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
        look = (t.category, t.designation, t.low, t.high, t.since, t.until, t.place, t.status, t.voices[:1], t.document if len(self.members) < 9 else "")
        if look not in self._looks and len(self.faces) < FACES:
            self._looks.add(look)
            self.faces.append(t)


def clusters(component: Sequence[Telling], pairs: Iterable[Pair], scene: Scene, judged: Judgements) -> list[list[Telling]]:
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


def _best(t: Telling, near: Iterable[Cluster], known: Mapping[tuple[str, str], float], scene: Scene, judged: Judgements) -> Cluster | None:
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
        if scores and len(scores) >= len(cluster.faces) * share and (total := max(scores) + sum(scores) / len(scores)) > top:
            top, best = total, cluster
    return best


def settle(
    component: Sequence[Telling], pairs: Iterable[Pair], scene: Scene, facts: Mapping[str, Facts], judged: Judgements
) -> tuple[list[Proposition], list[Finding]]:
    """The propositions of one component, with origins and findings."""
    propositions: list[Proposition] = []
    found: list[Finding] = []
    for members in clusters(component, pairs, scene, judged):
        groups, ties = origins(members, scene.lineage, judged)
        name = proposition_id(members[0])
        propositions.append(Proposition(name, tuple(t.id for t in members), tuple(tuple(t.id for t in g) for g in groups)))
        found += findings(name, groups, ties, facts)
    return propositions, found


def proposition_id(first: Telling) -> str:
    """Named after its earliest claim, so that a later report does not rename it."""
    return hashlib.sha256(first.id.encode()).hexdigest()[:16]
