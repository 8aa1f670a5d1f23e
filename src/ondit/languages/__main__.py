"""`python -m ondit.languages xx …`: check the data of languages and say what is in it."""

from __future__ import annotations

import sys
import time
from collections import Counter

from ondit.languages import FOLDER, LexiconError, available, load
from ondit.languages.check import faults


def main(codes: list[str]) -> int:
    bad = 0
    for code in codes or available():
        try:
            problems = faults(FOLDER / code)
        except (LexiconError, OSError, ValueError) as error:
            print(f"{code}: {error}")
            bad += 1
            continue
        for problem in problems:
            print(problem)
        bad += len(problems)
        began = time.perf_counter()
        language = load(code)
        counts = Counter(entry.type for entry in language.entries)
        print(
            f"{code}: {len(language.entries)} forms ({', '.join(f'{k} {n}' for k, n in counts.most_common())}), loaded in {time.perf_counter() - began:.2f} s"
        )
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
