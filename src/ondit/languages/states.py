"""What states are called in every language: a search for one name finds reports that use another."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def state_names() -> dict[str, str]:
    """Name in lower case, in any of the languages, to the state's code. Names of several states are left out."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for path in sorted(_FOLDER.glob("*/cldr.txt")):
        code, kind = "", ""
        for line in path.read_text("utf-8").split("\n"):
            if line.startswith("["):
                code, _, kind = line.strip("[] ").partition(" ")
            elif line and not line.startswith("#") and kind == "name":
                for form in line.split(";"):
                    # Guards, cases and variants of a lexicon entry follow its words.
                    name = form.split(" ?")[0].split(":")[0].strip().lower()
                    if found.setdefault(name, code) != code:
                        shared.add(name)
    return {name: code for name, code in found.items() if name and name not in shared}
