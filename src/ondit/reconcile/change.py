"""What a change stirs: the claims of a block whose components must be settled anew. All others stay as they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ondit.reconcile.facts import Telling
from ondit.reconcile.link import Board


def stirred(
    before: Sequence[Telling], after: Board, component: Mapping[str, str], changed: Collection[str]
) -> set[str]:
    """Ids of the claims of `after` that are settled anew: whole components, and what is new.

    `before`: the block (in order of report) as it was settled, `component` its claims' components. `changed`: claims in both
    that say something else now, or whose documents do. A claim is stirred where what it is compared with, the texts that
    repeat it, or what tells totals from parts is no longer the same, and with it everything it was or now is held against.
    """
    now = {t.id for t in after.kept} | {t.id for same in after.twins.values() for t in same}
    if not before:
        return now
    old = Board.of(before)
    if old.crowded != after.crowded:
        return now
    moved = _moved(old, after) | set(changed) | (now ^ component.keys())
    held = set(moved)
    for board in (old, after):
        for name, met in board.met.items():
            if name in moved:
                held.update(met)
            elif not moved.isdisjoint(met):
                held.add(name)
    first = {u.id: name for board in (old, after) for name, same in board.twins.items() for u in same}
    held |= {first[name] for name in held if name in first}
    touched = {component[name] for name in held if name in component}
    return {name for name in now if name in held or component.get(name) in touched}


def _moved(old: Board, new: Board) -> set[str]:
    """Claims that are compared with others than before, that other texts repeat, or whose figure became a total or a part."""
    moved = old.totals ^ new.totals
    met = {name for name in old.met.keys() & new.met.keys() if old.met[name] != new.met[name]}
    same = {
        name
        for name in old.twins.keys() | new.twins.keys()
        if [u.id for u in old.twins.get(name, ())] != [u.id for u in new.twins.get(name, ())]
    }
    return set(moved) | met | same | (old.met.keys() ^ new.met.keys())
