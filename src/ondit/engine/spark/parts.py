"""A block in parts that workers take one by one: which claims, and what of the whole block's layout they are judged by.

A part travels as ids; the tellings and facts of its documents are joined to it. A small block is one part, laid out where it
is settled. A large one is laid out once (`lay`), linked in runs of claims, grouped by ids alone, and settled piece by piece.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ondit.reconcile import Board, grouped
from ondit.reconcile.facts import Telling
from ondit.reconcile.link import Pair

RUN = 500
"""Claims of a large block that are linked in one part, with the earlier ones that they are compared with."""


@dataclass(frozen=True, slots=True)
class Part:
    """`kept`, `twins`, `met`, `totals`, `size`: as of a `Board`, claims by id. `pairs`: those verified among `kept`;
    `homes`: the document of each claim, in the part that stands for the whole block."""

    kept: Sequence[str]
    twins: Mapping[str, Sequence[str]]
    totals: Sequence[str]
    size: int
    met: Mapping[str, Sequence[str]] = field(default_factory=dict)
    pairs: Sequence[Pair] = ()
    homes: Mapping[str, str] = field(default_factory=dict)

    def documents(self, homes: Mapping[str, str]) -> list[str]:
        """The documents of its claims and of their twins."""
        names = (*self.kept, *(twin for name in self.kept for twin in self.twins.get(name, ())))
        return sorted({homes[name] for name in names})

    def board(self, by_id: Mapping[str, Telling]) -> Board:
        """The part as it is laid out, with the tellings of its claims."""
        twins = {name: [by_id[i] for i in same] for name, same in self.twins.items()}
        met = {name: self.met.get(name, ()) for name in self.kept}
        return Board([by_id[i] for i in self.kept], twins, met, frozenset(self.totals), self.size)

    def only(self, kept: Sequence[str], **more: Any) -> Part:
        """What of the block some of its claims need."""
        wanted, totals = set(kept), set(self.totals)
        twins = {name: self.twins[name] for name in kept if name in self.twins}
        told = [name for name in kept if name in totals]
        met = {name: ids for name, ids in more.pop("met", {}).items() if name in wanted}
        return replace(self, kept=kept, twins=twins, totals=told, homes={}, met=met, **more)

    def text(self) -> str:
        names = ("kept", "twins", "totals", "size", "met", "pairs", "homes")
        return json.dumps({name: getattr(self, name) for name in names}, ensure_ascii=False, separators=(",", ":"))


def part_from(text: str) -> Part:
    row = json.loads(text)
    return Part(**row | {"pairs": pairs_from(row["pairs"])})


def pairs_from(rows: Iterable[Sequence[Any]]) -> list[Pair]:
    return [Pair(*row) for row in rows]


def lay(block: Sequence[Telling]) -> tuple[Part, Mapping[str, Sequence[str]]]:
    """The whole block (in order of report) as a part, and which claims are compared with which earlier ones."""
    board = Board.of(block)
    twins = {name: [t.id for t in same] for name, same in board.twins.items()}
    homes = {t.id: t.document for t in block}
    kept = [t.id for t in board.kept]
    return Part(kept, twins, sorted(board.totals), board.size, homes=homes), board.met


def runs(whole: Part, met: Mapping[str, Sequence[str]], run: int = RUN) -> Iterator[Part]:
    """The block in parts to be linked: so many claims each, with the earlier ones that they meet."""
    place = {name: n for n, name in enumerate(whole.kept)}
    for at in range(0, len(whole.kept), run):
        own = whole.kept[at : at + run]
        names = sorted({*own, *(name for each in own for name in met[each])}, key=place.__getitem__)
        yield replace(whole.only(names, met={name: met[name] for name in own}), twins={})


def pieces(whole: Part, pairs: Iterable[Pair]) -> Iterator[Part]:
    """The block in parts to be settled, none too large, from the pairs of all its runs."""
    place = {name: n for n, name in enumerate(whole.kept)}
    ordered = sorted(pairs, key=lambda pair: (place[pair.b], place[pair.a]))
    for _, some in grouped(ordered, whole.kept):
        for piece, ties in some:
            yield whole.only(sorted(piece, key=place.__getitem__), pairs=ties)
