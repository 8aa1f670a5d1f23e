"""What is one thing in the world, and what is not."""

from __future__ import annotations

from typing import Any

import pytest
from tests.reconcile.stories import groups, report, settle

BASE = {"actor": "KOR", "target": "POL", "category": "artillery", "designation": "k9", "status": "done"}


def together(*claims: dict[str, Any], days: tuple[str, ...] = ("2025-03-05", "2025-03-06")) -> bool:
    reports = [
        report(f"d{n}", day, f"Outlet {n}", text, {**BASE, **claim})
        for n, (claim, day, text) in enumerate(
            zip(claims, days, ("Guns came to Gdynia.", "In Rzeszow they had some."), strict=True)
        )
    ]
    return len(groups(settle(reports)[0])) == 1


@pytest.mark.parametrize(
    ("first", "second", "days", "one"),
    [
        ({"quantity": (21, 21)}, {"quantity": (21, 21)}, ("2025-03-05", "2025-03-06"), True),
        ({"when": ("2024-09-17", "2024-09-17")}, {"when": ("2025-03-04", "2025-03-04")}, ("2024-09-18", "2025-03-05"), False),
        ({"status": "planned", "quantity": (40, 40)}, {"quantity": (12, 12)}, ("2025-03-05", "2025-10-21"), True),
        ({"status": "planned"}, {"when": ("2022-07-01", "2022-07-31")}, ("2025-03-05", "2025-03-06"), False),
        ({"status": "planned", "quantity": (40, 40)}, {"quantity": (140, 140)}, ("2025-03-05", "2025-10-21"), False),
        ({"quantity": (36, 36), "when": ("2022-01-01", "2025-02-11")}, {"quantity": (8, 8)}, ("2025-02-11", "2025-04-24"), False),
        ({}, {"designation": "k2"}, ("2025-03-05", "2025-03-06"), False),
        ({}, {"designation": None}, ("2025-03-05", "2025-03-06"), True),
        ({}, {"target": "ROU"}, ("2025-03-05", "2025-03-06"), False),
        ({"kind": "production", "category": "drone", "where": "Gdynia", "target": None, "quantity": (4, 4)},
         {"kind": "production", "category": "drone", "where": "Rzeszow", "target": None, "quantity": (9, 9)}, ("2025-03-05", "2025-03-06"), False),
        ({"quantity": (61, 61)}, {"quantity": (30, 30, "item", False, "year")}, ("2025-03-05", "2025-03-06"), False),
    ],
)  # fmt: skip
def test_pairs(first: dict[str, Any], second: dict[str, Any], days: tuple[str, str], one: bool) -> None:
    assert together(first, second, days=days) is one


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("210 of its fighters were killed", "400 of its fighters were killed or wounded", False),
        ("210 Kämpfer wurden getötet", "el ejército mató a 35 de sus hombres", True),
        ("убиты 210 бойцов", "포로 35명", False),
        ("至少600名士兵死亡", "600 soldats ont été tués", True),
    ],
)
def test_the_dead_and_the_wounded_are_counted_apart(first: str, second: str, one: bool) -> None:
    slots = {
        "kind": "losses",
        "category": "troops",
        "actor": "PRK",
        "target": None,
        "status": "done",
        "quantity": (210, 210, "person"),
    }
    reports = [report("a", "2025-05-13", "One", first, slots), report("b", "2025-05-14", "Two", second, slots)]
    assert (len(groups(settle(reports)[0])) == 1) is one


def test_a_sum_is_no_part() -> None:
    people = {"kind": "deployment", "actor": "PRK", "target": "RUS", "status": "planned"}
    said = "1,000 sappers and 5,000 builders will come, in all 6,000 people, Sergei Shoigu said."
    parts = [
        {
            **people,
            "category": "deminers",
            "quantity": (1000, 1000, "person"),
            "voices": ["Sergei Shoigu"],
            "key": "deminers",
        },
        {
            **people,
            "category": "engineers",
            "quantity": (5000, 5000, "person"),
            "voices": ["Sergei Shoigu"],
            "key": "engineers",
        },
    ]
    total = {
        **people,
        "category": "engineers",
        "quantity": (6000, 6000, "person"),
        "voices": ["Shoigu"],
        "key": "total",
    }
    reports = [
        report("a", "2025-06-17", "One", said, *parts),
        report("b", "2025-06-18", "Two", "6,000 will come, Shoigu said.", total),
    ]
    assert frozenset({"a:engineers", "b:total"}) not in groups(settle(reports)[0])


def test_no_chain_through_a_middle_one() -> None:
    """A claim without figure or time fits both shipments; it must not make them one."""
    base = {**BASE, "designation": None}
    reports = [
        report(
            "a",
            "2025-01-10",
            "One",
            "Twelve guns came.",
            {**base, "quantity": (12, 12), "when": ("2025-01-09", "2025-01-09")},
        ),
        report("b", "2025-02-10", "Two", "Guns came.", base),
        report(
            "c",
            "2025-03-06",
            "Three",
            "Ninety guns came.",
            {**base, "quantity": (90, 90), "when": ("2025-03-05", "2025-03-05")},
        ),
    ]
    assert not any({"a:0", "c:0"} <= g for g in groups(settle(reports)[0]))


def test_capitals_stand_in_either_order_for_a_contract() -> None:
    slots = {"kind": "agreement", "category": "contract", "status": "done"}
    a = report("a", "2025-03-05", "One", "They signed.", {**slots, "actor": "KOR", "target": "POL"})
    b = report("b", "2025-03-06", "Two", "Both signed.", {**slots, "actor": "POL", "target": "KOR"})
    assert len(groups(settle([a, b])[0])) == 1
