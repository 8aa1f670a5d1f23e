"""`ondit serve`: the ledger in a browser, on this machine only."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ondit.cli.demo import DEMO_LEDGER
from ondit.cli.options import DEFAULT_LEDGER, LedgerPlace, fail, note, opened_ledger

HOME = "127.0.0.1"
SHORTEST = 10


class Role(StrEnum):
    reader = "reader"
    reviewer = "reviewer"


def serve(
    ledger: LedgerPlace = DEFAULT_LEDGER,
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8100,
    host: Annotated[
        str, typer.Option(help="The address to listen on; any but this machine's own needs --auth.")
    ] = HOME,
    auth: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Named users (`ondit user`), or a trusted proxy: TOML.")
    ] = None,
    name: Annotated[
        list[str], typer.Option("--name", metavar="HOST", help="A name by which others reach it; several may be given.")
    ] = [],  # noqa: B006
) -> None:
    """Open the ledger in a browser, by default for this machine only; the demo's where there is no other. Needs the extra `web`."""
    try:
        import uvicorn

        from ondit.web import create_app
        from ondit.web.conduct import LOCAL
        from ondit.web.visitors import AuthError, door_of
    except ModuleNotFoundError as error:
        raise fail(f"serve needs the extra: pip install 'ondit[web]' ({error.name} is missing)") from None
    if ledger == DEFAULT_LEDGER and not Path(ledger).exists() and Path(DEMO_LEDGER).exists():
        ledger = DEMO_LEDGER
    if host not in ("127.0.0.1", "::1", "localhost") and auth is None:
        raise fail(f"--host {host} lets others in: say who with --auth FILE")
    try:
        door = door_of(auth) if auth is not None else None
    except AuthError as error:
        raise fail(str(error)) from None
    with opened_ledger(ledger) as book:
        note(f"{ledger} at http://{host}:{port}/ — stop with Ctrl+C")
        app = create_app(book, door, [*LOCAL, host, *name])
        uvicorn.run(app, host=host, port=port, log_level="warning", proxy_headers=False, server_header=False)


def user(
    name: Annotated[str, typer.Argument(help="Letters, digits, . @ - _")],
    auth: Annotated[Path, typer.Option(metavar="FILE", help="The file of users; made if there is none.")],
    role: Annotated[Role, typer.Option(help="A reader reads, a reviewer also decides.")] = Role.reader,
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)] = "",
) -> None:
    """Add a user to a file for `ondit serve --auth`, or give one a new password and role."""
    try:
        from ondit.web.visitors import NAME, hashed
    except ModuleNotFoundError as error:
        raise fail(f"user needs the extra: pip install 'ondit[web]' ({error.name} is missing)") from None
    if not NAME.fullmatch(name):
        raise fail(f"{name!r}: a name has letters, digits, . @ - _")
    if len(password) < SHORTEST:
        raise fail(f"a password has at least {SHORTEST} characters")
    try:
        kept = _without(auth.read_text("utf-8"), name) if auth.exists() else ""
        entry = f'[users."{name}"]\nrole = "{role.value}"\npassword = "{hashed(password)}"\n'
        auth.write_text(kept + entry, "utf-8")
        auth.chmod(0o600)
    except (OSError, UnicodeDecodeError) as error:
        raise fail(f"{auth}: {error}") from None
    typer.echo(f"{name}: {role.value}")


def _without(text: str, name: str) -> str:
    """The file without a user's table."""
    parts = re.split(r"(?m)^(?=\[)", text)
    return "".join(part for part in parts if not part.startswith((f'[users."{name}"]', f"[users.{name}]")))
