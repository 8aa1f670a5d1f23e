"""The local engine: a bounded process pool over documents, results in the order of the input."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

FEW = 64
"""So many items are done sooner here than in processes that must first load the lexicons."""
CHUNK = 16


def ordered_map(function: Callable[[T], R], items: Iterable[T], workers: int | None = None) -> Iterator[R]:
    """`function(item)` for every item, in order, holding only a few chunks at once.

    `function` must be importable by name. `workers`: processes to use, by default one a core; few items need none.
    """
    workers = workers or os.cpu_count() or 1
    rest = iter(items)
    first = list(islice(rest, FEW)) if workers > 1 else []
    if len(first) < FEW:
        yield from map(function, chain(first, rest))
        return
    yield from _pooled(function, chain(first, rest), workers)


def _pooled(function: Callable[[T], R], items: Iterator[T], workers: int) -> Iterator[R]:
    # A forked child would inherit the locks of the progress bar's thread, so children start afresh.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        pending: deque[Future[list[R]]] = deque()
        for part in iter(lambda: list(islice(items, CHUNK)), []):
            pending.append(pool.submit(_map_part, function, part))
            if len(pending) > workers * 4:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()


def _map_part(function: Callable[[T], R], part: list[T]) -> list[R]:
    return [function(item) for item in part]
