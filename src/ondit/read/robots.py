"""robots.txt as RFC 9309 reads it (wildcards, the longest rule counts), with the delays that it asks for.

The standard library's parser takes the first rule instead of the longest and knows no wildcards: it would open what is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes, urlsplit

LONGEST = 86_400.0
_RATE = re.compile(r"(\d{1,6})\s*/\s*(\d{1,6})\s*([smh]?)")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600}


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host allows one reader. `rules`: (pattern, whether it allows); `delay`: seconds between two requests."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allows(self, url: str) -> bool:
        """Whether an address may be asked for: the longest rule that fits it decides, the friendly one among equals."""
        parts = urlsplit(url)
        path = normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        fitting = [(len(pattern), allowed) for pattern, allowed in self.rules if fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


def robots_of(text: str, name: str) -> Robots:
    """The rules for a reader by its name; those for everybody (`*`) where none are for it. Lines that are no rules are nothing."""
    own: list[tuple[str, str]] = []
    common: list[tuple[str, str]] = []
    named = False
    for agents, rows in _groups(text):
        if name.lower() in agents:
            named = True
            own += rows
        if "*" in agents:
            common += rows
    rows = own if named else common
    rules = [(normal(value), field == "allow") for field, value in rows if field in ("allow", "disallow") and value]
    return Robots(tuple(rules), max((_delay(field, value) for field, value in rows), default=0.0))


def fits(pattern: str, path: str) -> bool:
    """Whether a pattern fits the beginning of a path; `*` is any characters, `$` at its end the path's end."""
    whole = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not whole or at == len(path)
    for part in rest[:-1]:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    if whole:
        return path.endswith(rest[-1]) and len(path) - len(rest[-1]) >= at
    return path.find(rest[-1], at) >= 0


def normal(path: str) -> str:
    """A path or pattern with characters encoded in one way only."""
    return quote(unquote_to_bytes(path), safe="/?&=*$:@!,;+'()~[]|")


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """(names of readers, lower case; the (field, value) rows for them) of each group."""
    agents: set[str] = set()
    rows: list[tuple[str, str]] = []
    for line in text.splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        field, value = field.strip().lower(), value.strip()
        if not colon:
            continue
        if field == "user-agent":
            if rows:
                yield agents, rows
                agents, rows = set(), []
            agents.add(re.split(r"[/\s]", value.lower(), maxsplit=1)[0])
        elif field in ("allow", "disallow", "crawl-delay", "request-rate"):
            rows.append((field, value))
    yield agents, rows


def _delay(field: str, value: str) -> float:
    if field == "crawl-delay" and re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value, re.ASCII):
        return min(LONGEST, float(value))
    if field == "request-rate" and (found := _RATE.match(value)):
        return min(LONGEST, int(found[2]) * _SECONDS[found[3]] / max(1, int(found[1])))
    return 0.0
