"""The pool gives what a plain loop gives, in order, and takes no more than a window of the input."""

from __future__ import annotations

from collections.abc import Iterator
from operator import neg

import pytest

from ondit.engine.local import CHUNK, FEW, ordered_map


@pytest.mark.parametrize("count", [0, 1, FEW - 1, FEW, FEW + 1, 5 * CHUNK + 3, 400])
@pytest.mark.parametrize("workers", [1, 2])
def test_in_order_whatever_the_number(count: int, workers: int) -> None:
    assert list(ordered_map(neg, range(count), workers, lost=abs)) == [-number for number in range(count)]


def test_the_input_is_taken_as_it_is_needed() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(100_000):
            taken += 1
            yield number

    results = ordered_map(neg, items(), 2, lost=abs)
    assert next(results) == 0
    assert taken <= FEW + CHUNK * 10
    results.close()  # type: ignore[attr-defined]


def test_an_item_that_kills_its_process_costs_only_itself() -> None:
    """The built-in `eval` is a function that every process can import; two of its items end the process."""
    items = [str(number) for number in range(200)]
    for at in (3, 90):
        items[at] = "__import__('os')._exit(1)"
    results = list(ordered_map(eval, items, 2, lost=lambda item: "lost"))
    assert results == ["lost" if number in (3, 90) else number for number in range(200)]


def test_an_item_alone_is_split_when_it_kills_its_process() -> None:
    items = [f"[{number}, {number} + 1]" for number in range(6)]
    items[2] = "[20, __import__('os')._exit(1), 22]"
    results = list(
        ordered_map(
            eval,
            items,
            2,
            lost=lambda item: "lost",
            split=lambda item: item.strip("[]").split(", "),
            alone=lambda item: True,
        )
    )
    assert "lost" in results
    flat = [each for some in results for each in (some if isinstance(some, list) else [some])]
    assert flat == [0, 1, 1, 2, 20, "lost", 22, 3, 4, 4, 5, 5, 6]
