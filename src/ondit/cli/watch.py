"""`ondit watch`: feeds read as they grow, and each new finding told once."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ondit.cli.options import DEFAULT_LEDGER, LedgerPlace, Problems, Speech, fail, note, now, opened_ledger, speech

if TYPE_CHECKING:
    from ondit.engine.watching import Round, Sink
    from ondit.engine.watchlist import Watchlist
    from ondit.ledger import Ledger

WAIT = 60.0
"""Seconds after which a ledger that could not be written is tried again."""


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS.toml", help='Tables [[feed]]: url, every = "15m", follow.')],
    ledger: LedgerPlace = DEFAULT_LEDGER,
    once: Annotated[bool, typer.Option("--once", help="Read what is due, tell what is new, and end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Findings as JSON lines.")] = False,
    atom: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep the newest findings in an Atom file as well.")
    ] = None,
    webhook: Annotated[
        str, typer.Option(metavar="URL", help="POST each finding to an address as well, its id as Idempotency-Key.")
    ] = "",
    webhook_private: Annotated[
        bool, typer.Option("--webhook-private", help="The webhook may be at an address that is not public.")
    ] = False,
    language: Speech = "",
) -> None:
    """Read feeds politely into the ledger until Ctrl+C, and write each new finding out once. Exit status: with --once, 1 if
    something could not be read or told."""
    from ondit.cli.sinks import Lines, Webhook

    words, listed, problems = speech(language), _list(feeds), Problems()
    if webhook:
        _check_webhook(webhook, webhook_private)
    with opened_ledger(ledger, create=True) as book:
        sinks: list[Sink] = [Lines(book, sys.stdout.buffer, words, as_json)]
        if webhook:
            sinks.append(Webhook(book, webhook, words, problems.tell, time.time, webhook_private))
        try:
            with _ended_by_signal():
                _run(book, listed, sinks, problems, once, atom, words)
        except KeyboardInterrupt:
            note("stopped; the same command goes on from there")
    raise typer.Exit(1 if once and problems.count else 0)


def _run(
    ledger: Ledger, feeds: Watchlist, sinks: list[Sink], problems: Problems, once: bool, atom: Path | None, language: str
) -> None:  # fmt: skip
    from ondit.engine.watching import Watcher
    from ondit.ledger import LedgerError
    from ondit.read.polite import Polite

    watcher = Watcher(ledger, feeds, Polite(delay=feeds.delay), sinks, now, problems.tell)
    if watcher.begin():
        note(f"{ledger.name}: watched from now on; the findings that stand in it already are not told")
    _keep(ledger, atom, language)
    while True:
        try:
            done = watcher.round()
            _say(done)
            if done.findings:
                _keep(ledger, atom, language)
        except LedgerError as error:
            if once:
                raise
            problems.tell("not kept, and tried again", str(error))
            time.sleep(WAIT)
            continue
        if once and watcher.is_done():
            return
        time.sleep(watcher.rest())


def _keep(ledger: Ledger, atom: Path | None, language: str) -> None:
    from ondit.cli.sinks import write_atom

    if atom is None:
        return
    try:
        write_atom(ledger, atom, language)
    except OSError as error:
        raise fail(f"{atom}: {error.strerror or error}") from None


def _say(done: Round) -> None:
    if done.documents or done.findings:
        note(f"{done.documents} documents added, {done.claims} claims; {done.findings} new findings")


def _list(path: Path) -> Watchlist:
    from ondit.engine.watchlist import watchlist_of

    try:
        return watchlist_of(path.read_text("utf-8-sig"))
    except OSError as error:
        raise fail(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise fail(f"{path}: not UTF-8") from None
    except ValueError as error:
        raise fail(f"{path}: {error}") from None


def _check_webhook(url: str, private: bool) -> None:
    """An address that could never be reached is wrong usage; a host that is not there today may be tomorrow."""
    from urllib.parse import urlsplit

    from ondit.read.fetch import PORTS, FetchError, public_address

    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise fail("the webhook's URL is no address") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise fail("the webhook's URL is no address (https://…)")
    try:
        public_address(parts.hostname, port, private)
    except FetchError as error:
        if "not a public address" in str(error):
            raise fail(f"the webhook: {error}; --webhook-private allows it") from None
        note(f"the webhook: {error} for now")


@contextmanager
def _ended_by_signal() -> Iterator[None]:
    """SIGTERM, by which services are stopped, ends as Ctrl+C does."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
