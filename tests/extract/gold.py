"""The gold documents of the repository, for tests that measure one grammar alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PATHS = sorted((Path(__file__).parents[2] / "bench" / "gold" / "docs").glob("*.json"))


def slots(name: str) -> Iterator[tuple[str, str, list[str], Any]]:
    """(language, publication date, evidence, value) of every gold claim whose slot `name` is filled."""
    for path in PATHS:
        document = json.loads(path.read_text(encoding="utf-8"))
        for claim in document["claims"]:
            if claim[name]:
                yield document["language"], document["published"], claim["evidence"], claim[name]
