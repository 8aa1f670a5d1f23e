"""The list of feeds to watch, as a TOML file says it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ondit.read.polite import DELAY, host_of

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
OFTEN = 60.0
"""Public servers are asked once a minute at most."""
EVERY = 900.0
_TIME = re.compile(r"(\d{1,6})\s*([smhd])")


@dataclass(frozen=True, slots=True)
class Watched:
    """A feed: its address, every how many seconds it is asked, whether articles that it only names are read too, and whether it
    may stand at an address that is not public."""

    url: str
    every: float = EVERY
    follow: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True)
class Watchlist:
    """Feeds by address, and the seconds between two requests to one host."""

    feeds: Mapping[str, Watched]
    delay: float = DELAY


def watchlist_of(text: str) -> Watchlist:
    """The list in the text of a TOML file: `delay = "2s"`, and `[[feed]]` tables with `url`, `every`, `follow`, `private`.

    ValueError says what is wrong with it, in one line."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"not TOML: {error}") from None
    _only(table, ("delay", "feed"), "the file")
    rows = table.get("feed")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise ValueError("no feeds in it: each is a table [[feed]] with an url")
    feeds: dict[str, Watched] = {}
    for number, row in enumerate(rows, 1):
        feed = _feed(row, f"feed {number}")
        if feed.url in feeds:
            raise ValueError(f"feed {number}: {feed.url} stands in it twice")
        feeds[feed.url] = feed
    return Watchlist(feeds, _seconds(table.get("delay", DELAY), "delay"))


def _feed(row: Mapping[str, Any], name: str) -> Watched:
    _only(row, ("url", "every", "follow", "private"), name)
    url = row.get("url")
    if not isinstance(url, str) or not re.fullmatch(r"https?://\S+", url) or not host_of(url):
        raise ValueError(f"{name}: {'no url' if url is None else f'url = {url!r} is no address (https://…)'}")
    for key in ("follow", "private"):
        if not isinstance(row.get(key, False), bool):
            raise ValueError(f"{name}: {key} is true or false, not {row[key]!r}")
    feed = Watched(
        url, _seconds(row.get("every", EVERY), f"{name}: every"), row.get("follow", False), row.get("private", False)
    )
    if feed.every < (1.0 if feed.private else OFTEN):
        raise ValueError(f"{name}: every is at least one minute")
    return feed


def _seconds(said: Any, name: str) -> float:
    """«90s», «15m», «2h», «1d», or a number of seconds."""
    if isinstance(said, int | float) and not isinstance(said, bool) and 0 <= said < 1e9:
        return float(said)
    found = _TIME.fullmatch(said.strip()) if isinstance(said, str) else None
    if found is None:
        raise ValueError(f"{name}: {said!r} is no time (90s, 15m, 2h, 1d)")
    return float(int(found[1]) * SECONDS[found[2]])


def _only(table: Mapping[str, Any], known: tuple[str, ...], name: str) -> None:
    if unknown := sorted(table.keys() - set(known)):
        raise ValueError(f"{name}: {unknown[0]!r} is none of {', '.join(known)}")
