"""What a reader's query asks for: words in any script, states by any of their names, equipment in any of its spellings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from urllib.parse import urlencode

from ondit.knowledge import designations
from ondit.languages.states import state_names
from ondit.ledger.words import words

LONGEST = 4
"""Words in a name, at most."""


def asked(text: str) -> list[list[frozenset[str]]]:
    """One group for each name or word of the query; of each group a document must hold one alternative, of the alternative
    all search words. Documents are also found by the codes of the parties and equipment that their claims name."""
    parts, groups = text.split(), []
    while parts:
        taken = next((n for n in range(min(LONGEST, len(parts)), 1, -1) if _known(" ".join(parts[:n]))), 1)
        said, parts = " ".join(parts[:taken]), parts[taken:]
        group = [frozenset(found) for found in (words(said), *map(words, _known(said))) if found]
        if group:
            groups.append(list(dict.fromkeys(group)))
    return groups


def address(path: str, given: Mapping[str, object]) -> str:
    """A path with the parameters that have a value."""
    query = urlencode({name: str(value) for name, value in given.items() if value not in (None, "")})
    return f"{path}?{query}" if query else path


def _known(said: str) -> list[str]:
    """Codes and ids that a name stands for."""
    found = [state_names().get(said.lower()), _equipment().get(frozenset(words(said)))]
    return [name for name in found if name]


@cache
def _equipment() -> dict[frozenset[str], str]:
    """Search words of each spelling to the designation's id."""
    return {
        key: name
        for name, each in designations().items()
        for form in each.forms
        if (key := frozenset(words(form.split(" ?")[0].rstrip("~"))))
    }
