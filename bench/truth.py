"""Truth discovery on the public *Flight* data (31 days, 38 sources), with the families and the estimator that `reconcile` uses.

    python bench/truth.py PATH   PATH holds `conflicting_data/` and `ground_truth/` (one file a day)

The data has no clear licence and is never committed. It is in the public repository Orange-OpenSource/trustfuse, under
`data/input_trustfuse/flight/`. The three publishers whose word is the truth (`aa`, `ua`, `CO`) are removed. The days are
halved: families, and their threshold, come from days of the other half than those that are scored.
Figure: share of the times in the truth (scheduled and actual departure and arrival) met within ten minutes.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ondit.reconcile.estimate import Value
from ondit.reconcile.families import families
from ondit.reconcile.reliability import weights

GOLD = ("aa", "ua", "CO")
COLUMNS = {2: "scheduled departure", 3: "actual departure", 5: "scheduled arrival", 6: "actual arrival"}
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.1)
WITHIN = 10
TUNING_DAYS = 6
CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)\s*(noon|midnight|[ap](?:\.?m)?)?", re.IGNORECASE)

Item = tuple[str, int]
Day = dict[Item, dict[str, str]]


def minute(form: str) -> int | None:
    """Minutes since midnight; None where the form gives no time of day."""
    match = CLOCK.search(re.sub(r"\([-+]\d+:\d+\)", "", form))
    if not match:
        return None
    hour, minutes, half = int(match[1]), int(match[2]), (match[3] or "").lower()
    if half.startswith(("p", "noon")) and hour < 12:
        hour += 12
    elif half.startswith(("a", "midnight")) and hour == 12:
        hour = 0
    return hour * 60 + minutes if hour < 24 and minutes < 60 else None


def read(path: Path, first: int) -> Iterator[tuple[str, Item, str]]:
    """(source, item, form) of a day's file; `first`: the column of the flight."""
    for line in path.read_text("utf-8", errors="replace").splitlines():
        cells = line.split("\t")
        for column in COLUMNS:
            at = column - 1 + first
            if at < len(cells) and minute(cells[at]) is not None:
                yield cells[0], (cells[first], column), cells[at].strip()


def load(folder: Path) -> list[tuple[Day, dict[Item, int]]]:
    days = []
    for path in sorted((folder / "conflicting_data").glob("*.txt")):
        told: Day = defaultdict(dict)
        for source, item, form in read(path, 1):
            if source not in GOLD:
                told[item][source] = form
        truth = {item: minute(form) for _, item, form in read(folder / "ground_truth" / path.name, 0)}
        days.append((dict(told), {item: value for item, value in truth.items() if value is not None}))
    return days


def estimates(told: Day, family: Mapping[str, str]) -> dict[Item, int]:
    """The leading value of each item, one voice for each family."""
    items, names = [], sorted(told)
    for item in names:
        voices: dict[str, Counter[int]] = defaultdict(Counter)
        for source, form in sorted(told[item].items()):
            if (value := minute(form)) is not None:
                voices[family.get(source, source)][value] += 1
        items.append([(name, _value(max(sorted(c), key=lambda v: c[v]))) for name, c in sorted(voices.items())])
    _, leading = weights(items)
    return {item: int(v.low or 0) for item, v in zip(names, leading, strict=True)}


def _value(minutes: int) -> Value:
    return Value(float(minutes), float(minutes))


def vote(told: Day) -> dict[Item, int]:
    return {
        item: max(sorted(c), key=lambda v: c[v])
        for item, forms in told.items()
        if (c := Counter(m for f in forms.values() if (m := minute(f)) is not None))
    }


def precision(
    found: Sequence[Mapping[Item, int]], truths: Sequence[Mapping[Item, int]]
) -> tuple[float, dict[str, float]]:
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for estimate, truth in zip(found, truths, strict=True):
        for item, value in truth.items():
            count[COLUMNS[item[1]]] += 1
            apart = abs(estimate.get(item, -999) - value)
            right[COLUMNS[item[1]]] += min(apart, abs(1440 - apart)) <= WITHIN and item in estimate
    return right.total() / count.total(), {name: round(right[name] / count[name], 3) for name in sorted(count)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    days = load(parser.parse_args().path)
    if not days:
        sys.exit("no days in the folder")
    middle = len(days) // 2
    halves = [(days[middle:], days[:middle]), (days[:middle], days[middle:])]
    found: list[Mapping[Item, int]] = []
    for number, (other, scored) in enumerate(halves, 1):
        family = tuned(other[:TUNING_DAYS], f"half {number}")
        found += [estimates(told, family) for told, _ in scored]
    truths = [truth for _, truth in days]
    tell("plain vote", [vote(told) for told, _ in days], truths)
    tell("estimator, no families", [estimates(told, {}) for told, _ in days], truths)
    tell("families and estimator", found, truths)
    return 0


def tuned(days: Sequence[tuple[Day, Mapping[Item, int]]], name: str) -> dict[str, str]:
    """The families at the threshold that does best on these days."""
    forms = [item for told, _ in days for _, item in sorted(told.items())][::2]
    best: tuple[float, float, dict[str, str]] = (0.0, 0.0, {})
    for threshold in THRESHOLDS:
        family = families(forms, threshold)
        share, _ = precision([estimates(told, family) for told, _ in days], [truth for _, truth in days])
        print(
            f"{name}: on {len(days)} other days threshold {threshold} gives {share:.4f}, {len(set(family.values()))} families of {len(family)}"
        )
        best = max(best, (share, threshold, family), key=lambda b: b[:2])
    print(f"{name}: threshold {best[1]}")
    return best[2]


def tell(name: str, found: Sequence[Mapping[Item, int]], truths: Sequence[Mapping[Item, int]]) -> None:
    share, by = precision(found, truths)
    print(f"{name}, {len(found)} days: {share:.4f} {by}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
