"""The local engine: a bounded process pool over documents, results in the order of the input."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

FEW = 64
"""So many items are done sooner here than in processes that must first load the lexicons."""
CHUNK = 16


def ordered_map(
    function: Callable[[T], R], items: Iterable[T], workers: int | None = None, *, lost: Callable[[T], R]
) -> Iterator[R]:
    """`function(item)` for every item, in order, holding only a few chunks at once.

    `function` must be importable by name. `workers`: processes to use, by default one a core; few items need none.
    `lost(item)` stands in for the result of an item whose process died (out of memory, a fault in a library).
    """
    workers = workers or os.cpu_count() or 1
    rest = iter(items)
    first = list(islice(rest, FEW)) if workers > 1 else []
    if len(first) < FEW:
        yield from map(function, chain(first, rest))
        return
    yield from _pooled(function, chain(first, rest), workers, lost)


def _pooled(function: Callable[[T], R], items: Iterator[T], workers: int, lost: Callable[[T], R]) -> Iterator[R]:
    pool = _pool(workers)
    pending: deque[tuple[list[T], Future[list[R]]]] = deque()
    parts = iter(lambda: list(islice(items, CHUNK)), [])
    try:
        while True:
            while len(pending) < workers * 4 and (part := next(parts, None)):
                pending.append((part, _submit(pool, function, part)))
            if not pending:
                return
            part, future = pending.popleft()
            try:
                done = future.result()
            except BrokenProcessPool:
                # Nobody knows which chunk killed it: this one is done item by item, the others are tried once more.
                done = _one_by_one(function, part, lost)
                pool.shutdown(wait=False)
                pool = _pool(workers)
                pending = deque((other, _submit(pool, function, other)) for other, _ in pending)
            yield from done
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    # A forked child would inherit the locks of the progress bar's thread, so children start afresh.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def _submit(pool: ProcessPoolExecutor, function: Callable[[T], R], part: list[T]) -> Future[list[R]]:
    """A chunk given to the pool; to one that has died, as a future that says so."""
    try:
        return pool.submit(_map_part, function, part)
    except BrokenProcessPool as error:
        failed: Future[list[R]] = Future()
        failed.set_exception(error)
        return failed


def _map_part(function: Callable[[T], R], part: list[T]) -> list[R]:
    return [function(item) for item in part]


def _one_by_one(function: Callable[[T], R], part: list[T], lost: Callable[[T], R]) -> list[R]:
    results: list[R] = []
    pool = _pool(1)
    for item in part:
        try:
            results.append(pool.submit(function, item).result())
        except BrokenProcessPool:
            results.append(lost(item))
            pool = _pool(1)
    pool.shutdown(wait=False)
    return results
