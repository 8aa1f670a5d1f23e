"""The local engine: a bounded process pool over documents and shares, results in the order of the input."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import chain
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

FEW = 64
"""So many items are done sooner here than in processes that must first load the lexicons."""
CHUNK = 16
AHEAD = 3
"""Chunks for each process that are given out at once: enough that none waits, few enough that memory stays flat."""


def ordered_map(
    function: Callable[[T], R],
    items: Iterable[T],
    workers: int | None = None,
    *,
    lost: Callable[[T], R],
    split: Callable[[T], Iterable[T]] | None = None,
    alone: Callable[[T], bool] | None = None,
) -> Iterator[R]:
    """`function(item)` for every item, in order, holding only a few chunks at once.

    `function` must be importable by name. `workers`: processes to use, by default one a core; few items need none.
    `lost(item)` stands in for the result of an item whose process died (out of memory, a fault in a library). An item that
    is `alone` work enough for a process is a chunk of its own; one that kills it is `split` first, so that only the part that
    did it is lost.
    """
    workers = workers or os.cpu_count() or 1
    rest = iter(items)
    if workers == 1:
        yield from map(function, rest)
        return
    first: list[T] = []
    for item in rest:
        first.append(item)
        if len(first) == FEW or (alone and alone(item)):
            yield from _Pool(function, workers, lost, split, alone).run(chain(first, rest))
            return
    yield from map(function, first)


class _Pool(Generic[T, R]):
    """Processes, the chunks given out to them, and what becomes of those of a process that dies."""

    def __init__(
        self,
        function: Callable[[T], R],
        workers: int,
        lost: Callable[[T], R],
        split: Callable[[T], Iterable[T]] | None,
        alone: Callable[[T], bool] | None,
    ) -> None:
        self.function, self.workers, self.lost = function, workers, lost
        self.split, self.alone = split, alone
        self.pool = _processes(workers)

    def run(self, items: Iterator[T]) -> Iterator[R]:
        chunks = self._chunks(items)
        pending: deque[tuple[list[T], Future[list[R]]]] = deque()
        try:
            while True:
                while len(pending) < self.workers * AHEAD and (chunk := next(chunks, None)):
                    pending.append((chunk, self._submit(chunk)))
                if not pending:
                    return
                chunk, future = pending.popleft()
                try:
                    done = future.result()
                except BrokenProcessPool:
                    # Nobody knows which chunk killed it: this one is done part by part, the others are tried once more.
                    done = self._one_by_one(chunk)
                    self.pool.shutdown(wait=False)
                    self.pool = _processes(self.workers)
                    pending = deque(
                        (other, old if old.done() and not old.exception() else self._submit(other))
                        for other, old in pending
                    )
                yield from done
        finally:
            _end(self.pool)

    def _chunks(self, items: Iterator[T]) -> Iterator[list[T]]:
        chunk: list[T] = []
        for item in items:
            if self.alone and self.alone(item):
                if chunk:
                    yield chunk
                    chunk = []
                yield [item]
                continue
            chunk.append(item)
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def _submit(self, chunk: list[T]) -> Future[list[R]]:
        """A chunk given to the pool; to one that has died, as a future that says so."""
        try:
            return self.pool.submit(_map_part, self.function, chunk)
        except BrokenProcessPool as error:
            failed: Future[list[R]] = Future()
            failed.set_exception(error)
            return failed

    def _one_by_one(self, chunk: list[T]) -> list[R]:
        results: list[R] = []
        pool = _processes(1)
        for item in chunk:
            for part in self.split(item) if self.split else (item,):
                try:
                    results += pool.submit(_map_part, self.function, [part]).result()
                except BrokenProcessPool:
                    results.append(self.lost(part))
                    pool = _processes(1)
        pool.shutdown(wait=False)
        return results


def _processes(workers: int) -> ProcessPoolExecutor:
    # A forked child would inherit the locks of the progress bar's thread, so children start afresh.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)


def _begin() -> None:
    """In a new process: the keyboard's interrupt is the parent's to handle, and a parent that is gone leaves no orphan."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _end(pool: ProcessPoolExecutor) -> None:
    """Stop without waiting for work that nobody will take any more."""
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        with suppress(OSError, ValueError):
            process.terminate()


def _map_part(function: Callable[[T], R], part: list[T]) -> list[R]:
    return [function(item) for item in part]
