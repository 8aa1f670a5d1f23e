"""Keeping propositions, origins and findings in line with the ledger: a change settles only the components that it touches.

stale documents ──state──▶ tellings, due ──settle, block by block──▶ propositions ──learn──▶ families and records ──▶ due again

What is due is kept in the ledger, so that a run that is cut off is continued by the next. The end is the same whatever the
order of arrival, and the same as if everything were settled at once: see `reconcile.change` and `reconcile.context`.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from ondit.ledger import Ledger, decisions, in_documents, settling, unsettled
from ondit.ledger.settling import GONE, NEW, Outcome, Row, Summary, Told
from ondit.reconcile import Board, Component, Context, components, told_by
from ondit.reconcile.accounts import accounts, rejection
from ondit.reconcile.change import stirred
from ondit.reconcile.events import order
from ondit.reconcile.facts import Facts, Telling, day_of
from ondit.reconcile.families import SHARED, THRESHOLD, families_of
from ondit.reconcile.judgement import PAIRED, Judgements, in_force, orphaned
from ondit.reconcile.link import block_key, blocks
from ondit.reconcile.reliability import Record, weigh
from ondit.reconcile.stored import facts_from, facts_text, telling_from, telling_text
from ondit.reconcile.voices import fold
from ondit.records import Decision

DOCUMENTS = 200
"""Documents stated in one transaction."""
CLAIMS = 5_000
"""Claims whose blocks are settled before the results are written."""
UNDATED = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Held:
    """What people decided: in force, by claim; and blocks that decisions tie to others, by block."""

    judged: Judgements
    joined: Mapping[str, frozenset[str]]


def settle(ledger: Ledger) -> int:
    """Bring propositions, origins and findings up to date; how many claims were settled anew."""
    done, last = unsettled(ledger)
    if done == last and not settling.stale_documents(ledger, 1) and not settling.due_blocks(ledger):
        return 0
    judged = state(ledger)
    count = 0
    with _no_cycles():
        while True:
            held = Held(judged, _joined(ledger, decisions(ledger), judged))
            count += _settle_due(ledger, held)
            if not learn(ledger) and not settling.due_blocks(ledger):
                break
    settling.settled_up_to(ledger, last)
    return count


def state(ledger: Ledger) -> Judgements:
    """Make tellings of the documents that changed. Gives people's decisions as they stand."""
    made = decisions(ledger)
    _spread(ledger, made)
    judged = judgements(ledger, made)
    while marks := settling.stale_documents(ledger, DOCUMENTS):
        documents, claims = in_documents(ledger, marks)
        told = told_by(documents.values(), claims.values(), judged)
        rows = [
            Row(t.id, NEW, 1, block_name(t), f.id, None, telling_text(t)) for f in told.values() for t in f.tellings
        ]
        wrong = [
            (claim.document, rejection(claim, fold(documents[claim.document].outlet or "")))
            for claim in claims.values()
            if claim.id in judged.rejected
        ]
        texts = {name: facts_text(f) for name, f in told.items()}
        settling.restate(ledger, marks, texts, rows, _rejected(wrong))
    return judged


def block_name(t: Telling) -> str:
    return "|".join(block_key(t))


def judgements(ledger: Ledger, made: Sequence[Decision]) -> Judgements:
    """The decisions in force among live claims."""
    if not made:
        return Judgements()
    return in_force(made, in_documents(ledger, _documents_of(ledger, made))[1].values())


def orphans(ledger: Ledger) -> set[str]:
    """Ids of decisions in force whose claims are not read any more: a person must look at them again."""
    made = decisions(ledger)
    return orphaned(made, in_documents(ledger, _documents_of(ledger, made))[1].values())


def context(ledger: Ledger) -> Context:
    """Families and records as results were made with them."""
    pairs, kept = settling.context_rows(ledger)
    return Context(families_of(pairs), {key: Record(*counts) for key, counts in kept.items()})


def learn(ledger: Ledger) -> bool:
    """Draw the context anew where something else is told than before; whether anything that results hang on changed."""
    tells, outlets = settling.unlearned_outlets(ledger)
    if not outlets:
        return False
    pairs, kept = settling.context_rows(ledger)
    own = set(outlets)
    found = settling.worded(ledger, outlets, SHARED)
    alike = [(one, other) for one, other, together, agreed in found if agreed >= THRESHOLD * together]
    before, after = families_of(pairs), families_of([*alike, *(p for p in pairs if own.isdisjoint(p))])
    now = settling.records(ledger, outlets)
    weighed = {
        key: now.get(key, (0, 0))
        for key in now.keys() | {key for key in kept if key[0] in own}
        if weigh(Record(*now.get(key, (0, 0)))) != weigh(Record(*kept.get(key, (0, 0))))
    }
    moved = _moved(before, after)
    settling.learned(ledger, tells, outlets, alike, weighed, moved)
    return bool(weighed or moved)


def _moved(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, set[str]]:
    """Outlets whose family is no longer of the same members, with the members of either."""
    was, now = _members(before), _members(after)
    return {
        outlet: (old | new) - {outlet}
        for outlet in was.keys() | now.keys()
        if (old := was.get(outlet, set())) != (new := now.get(outlet, set()))
    }


def _members(families: Mapping[str, str]) -> dict[str, set[str]]:
    table: dict[str, set[str]] = defaultdict(set)
    for outlet, head in families.items():
        table[head].add(outlet)
    return {outlet: table[head] for outlet, head in families.items()}


def _settle_due(ledger: Ledger, held: Held) -> int:
    """Every block with something due; how many claims were settled anew."""
    around = context(ledger)
    waiting: list[tuple[int, Laid, dict[str, Facts], list[Component]]] = []
    count = size = 0
    for names in _groups(settling.due_blocks(ledger), held.joined):
        stirs, laid = read_blocks(ledger, names, held.judged)
        for each in laid:
            facts = facts_about(ledger, each)
            done = list(components(each.board, facts, held.judged, around, each.stirred))
            waiting.append((stirs, each, facts, done))
            size += len(each.stirred) + len(each.gone)
            count += len(each.stirred)
        if size >= CLAIMS:
            _write(ledger, waiting, held.judged)
            waiting, size = [], 0
    _write(ledger, waiting, held.judged)
    return count


@dataclass(frozen=True, slots=True)
class Laid:
    """A block as it stands, and what of it is to be settled: `stirred` claims, and those that are `gone`."""

    board: Board
    by_id: Mapping[str, Telling]
    stirred: Collection[str]
    gone: Sequence[str]


def read_blocks(
    ledger: Ledger, names: Sequence[str], judged: Judgements, beside: Sequence[Telling] = (), without: Collection[str] = ()
) -> tuple[int, list[Laid]]:  # fmt: skip
    """Blocks that are settled together. `beside`: further tellings, of no document in the ledger; `without`: documents left
    out."""
    stirs, rows = settling.tellings(ledger, names)
    known = [(row, telling_from(row.json)) for row in rows]
    now = [t for row, t in known if row.state != GONE and row.document not in without] + list(beside)
    gone = [row.claim for row in rows if row.state == GONE]
    if len(names) > 1:
        # What people joined is settled as a whole: which blocks they joined before is not kept.
        found = [_whole(block) for block in blocks(now, judged)]
        return stirs, [*found, Laid(Board.of([]), {}, (), gone)]
    now.sort(key=order)
    was = sorted((t for row, t in known if row.state != NEW), key=order)
    component = {row.claim: row.component or "" for row in rows if row.state != NEW}
    changed = {row.claim for row in rows if row.due or row.state == GONE} | {t.id for t in beside}
    board = Board.of(now)
    touched = stirred(was, board, component, changed)
    return stirs, [Laid(board, {t.id: t for t in now}, touched, gone)]


def _whole(block: Sequence[Telling]) -> Laid:
    return Laid(Board.of(block), {t.id: t for t in block}, [t.id for t in block], ())


def facts_about(ledger: Ledger, laid: Laid, more: Mapping[str, Facts] | None = None) -> dict[str, Facts]:
    """The facts of the documents of what is to be settled; `more`: of documents that the ledger does not hold."""
    names = {laid.by_id[name].document for name in laid.stirred} - (more or {}).keys()
    texts, rows = settling.facts_named(ledger, names)
    told: dict[str, list[Telling]] = defaultdict(list)
    for row in rows:
        told[row.document].append(telling_from(row.json))
    return {name: facts_from(text, told[name]) for name, text in texts.items()} | dict(more or {})


def _write(
    ledger: Ledger, waiting: Sequence[tuple[int, Laid, dict[str, Facts], list[Component]]], judged: Judgements
) -> None:
    """Blocks whose tellings were restated meanwhile stay due, and are settled by the next round."""
    by_stirs: dict[int, Outcome] = {}
    for stirs, laid, facts, done in waiting:
        out = by_stirs.setdefault(stirs, Outcome(stirs, {}, [], [], [], [], {}))
        out.gone += laid.gone
        outlets = {name: f.outlet for name, f in facts.items()}
        for component in done:
            _add(out, component, laid.by_id, outlets, judged)
    for out in by_stirs.values():
        settling.put(ledger, out)


def _add(
    out: Outcome, component: Component, by_id: Mapping[str, Telling], outlets: Mapping[str, str], judged: Judgements
) -> None:
    name = min(component.claims)
    out.component |= dict.fromkeys(component.claims, name)
    out.reported |= {i: day_of(by_id[i].seen) or UNDATED for i in component.claims}
    out.findings += component.findings
    found = defaultdict(list)
    for finding in component.findings:
        found[finding.proposition].append(finding)
    for each in component.propositions:
        first, days = by_id[each.claims[0]], sorted(out.reported[i] for i in each.claims)
        summary = Summary(first.kind, first.actor, first.target, first.category, days[0], days[-1])
        out.propositions.append((each, summary))
        out.told += [Told(each.id, *row) for row in accounts(each, found[each.id], by_id, outlets, judged.accepted)]


def _rejected(rows: Iterable[tuple[str, tuple[str, str, int | None, int, int, int, int]]]) -> list[Told]:
    """Rejected claims as sums by document, outlet and kind."""
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    for document, (outlet, kind, *_) in rows:
        if outlet:
            counts[f"-{document}", outlet, kind] += 1
    return [Told(*key, None, n, 0, 0, n) for key, n in sorted(counts.items())]


def _documents_of(ledger: Ledger, made: Iterable[Decision]) -> set[str]:
    every = list(made)
    ids = {name for d in every for name in (d.subject, d.other) if name}
    return set(settling.homes(ledger, ids).values()) | {name for d in every for name in d.anchored}


def _spread(ledger: Ledger, made: Sequence[Decision]) -> None:
    """A document that changed may bring a decision into force or out of it: the other documents of the decision change too."""
    if not made:
        return
    stale = settling.stale_documents(ledger).keys()
    homes = settling.homes(ledger, {name for d in made for name in (d.subject, d.other) if name})
    tied = set()
    for d in made:
        own = {homes[name] for name in (d.subject, d.other) if name in homes} | set(d.anchored)
        if own & stale:
            tied |= own - stale
    if tied:
        settling.restate_also(ledger, tied)


def _joined(ledger: Ledger, made: Sequence[Decision], judged: Judgements) -> dict[str, frozenset[str]]:
    """Blocks that any decision on a pair of claims, in force or taken back, ties together."""
    pairs = [(d.subject, d.other) for d in made if d.action in PAIRED and d.other]
    pairs += [(one, other) for one, others in judged.pairs.get("proposition", {}).items() for other in others]
    block = settling.blocks_of(ledger, {name for pair in pairs for name in pair})
    table: dict[str, frozenset[str]] = {}
    for one, other in pairs:
        tied = {block[name] for name in (one, other) if name in block}
        if len(tied) == 2:
            whole = frozenset(tied).union(*(table.get(name, ()) for name in tied))
            table |= dict.fromkeys(whole, whole)
    return table


def _groups(due: Iterable[str], joined: Mapping[str, frozenset[str]]) -> Iterator[list[str]]:
    seen: set[str] = set()
    for name in due:
        if name not in seen:
            group = sorted(joined.get(name, (name,)))
            seen.update(group)
            yield group


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Slim rows hold no cycles, and walking them all again and again costs a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
