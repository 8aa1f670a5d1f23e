"""Claims to propositions, origins and findings. Three pure stages: link, group, settle; no SQL, clock or network."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, MutableMapping, Sequence

from ondit.reconcile.context import NO_CONTEXT, Context, learn
from ondit.reconcile.facts import Facts, Telling, facts_of
from ondit.reconcile.group import group
from ondit.reconcile.judgement import Judgements, corrected, in_force
from ondit.reconcile.link import Pair, Scene, blocks, link, singled
from ondit.reconcile.settle import settle
from ondit.records import Claim, Decision, Document, Finding, Proposition

__all__ = ["Context", "Settled", "group", "learn", "link", "reconcile", "settle"]

Settled = tuple[list[Proposition], list[Finding]]


def reconcile(
    documents: Iterable[Document], claims: Iterable[Claim], context: Context | None = None, decisions: Sequence[Decision] = (),
    known: MutableMapping[str, Settled] | None = None,
) -> Settled:  # fmt: skip
    """Propositions and findings of all claims, whatever the order of the input. A claim of no given document is a KeyError.

    `known`: components settled before, by the mark of all that they depend on. It is read and brought up to date: a new
    document settles only the components that it touches, and the result equals one without it.
    """
    claims = list(claims)
    judged = in_force(decisions, claims)
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.id not in judged.rejected:
            told[claim.document].append(corrected(claim, judged.corrections.get(claim.id, ())))
    texts = {d.id: d for d in documents}
    facts: dict[str, Facts] = {name: facts_of(texts[name], rows) for name, rows in sorted(told.items())}
    propositions: list[Proposition] = []
    found: list[Finding] = []
    used: dict[str, Settled] = {}
    for block in blocks((t for f in facts.values() for t in f.tellings), judged):
        more, findings = settled(block, facts, judged, context or NO_CONTEXT, known, used)
        propositions += more
        found += findings
    if known is not None:
        known.clear()
        known.update(used)
    return propositions, found


def settled(
    block: Sequence[Telling], facts: Mapping[str, Facts], judged: Judgements, context: Context = NO_CONTEXT,
    known: Mapping[str, Settled] | None = None, used: MutableMapping[str, Settled] | None = None,
) -> Settled:  # fmt: skip
    """One block (its tellings in order of report) through the three stages."""
    kept, twins = singled(block, facts, judged)
    scene = Scene.of(block, facts, context, twins)
    by_id = {t.id: t for t in kept}
    pairs = link(kept, facts, scene)
    components = group(pairs, by_id, ((a, b) for a in by_id for b in judged.same_proposition(a) if b in by_id))
    place = {i: n for n, c in enumerate(components) for i in c}
    own: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        own[place[pair.a]].append(pair)
    propositions: list[Proposition] = []
    found: list[Finding] = []
    for n, component in enumerate(components):
        tellings = [by_id[i] for i in component]
        if used is None:
            more, findings = settle(tellings, own[n], scene, facts, judged)
        else:
            mark = _mark(tellings, own[n], scene, facts, judged)
            used[mark] = more, findings = (known or {}).get(mark) or settle(tellings, own[n], scene, facts, judged)
        propositions += more
        found += findings
    return propositions, found


def _mark(
    tellings: Sequence[Telling], pairs: Iterable[Pair], scene: Scene, facts: Mapping[str, Facts], judged: Judgements
) -> str:
    """Of everything that a component's result depends on: claims, their documents' facts, pairs, totals, decisions, context."""
    documents = [
        facts[name] for name in sorted({u.document for t in tellings for u in (t, *scene.twins.get(t.id, ()))})
    ]
    parts = (
        [repr(t) for t in tellings], [repr(u) for t in tellings for u in scene.twins.get(t.id, ())], [f.mark for f in documents], [(p.a, p.b, p.score) for p in pairs],
        sorted(scene.totals & {t.id for t in tellings}), judged.about(t.id for t in tellings),
        scene.lineage.context.used_by(f.outlet for f in documents),
    )  # fmt: skip
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
