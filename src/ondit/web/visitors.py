"""Who asks, and what they may do: the one person at this machine, or named users with passwords or a trusted proxy's word."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from fastapi import Request

ROLES = ("reader", "reviewer")
COOKIE = "ondit"
HOURS = 12
"""How long a session lasts without a request."""
TRIES, PAUSE = 10, 60.0
"""So many wrong passwords for one name in so many seconds, and it has to wait."""
_COST = {"n": 2**14, "r": 8, "p": 1}
NAME = re.compile(r"[\w.@-]{1,64}")


class AuthError(Exception):
    """A file of users that can't be used; the message names it and the cause in one line."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """`token` must come back with every change (a foreign page can't know it); `leaves`: whether there is a way out."""

    name: str
    role: str
    token: str
    leaves: bool = False

    @property
    def may_decide(self) -> bool:
        return self.role == "reviewer"


class Door(Protocol):
    """Who a request comes from; None where that has to be said first."""

    def visitor(self, request: Request) -> Visitor | None: ...


class AtHome:
    """The person at this machine, who may do everything."""

    def __init__(self, name: str) -> None:
        self._visitor = Visitor(name, "reviewer", secrets.token_urlsafe(32))

    def visitor(self, request: Request) -> Visitor | None:
        return self._visitor


class BehindProxy:
    """Whom a trusted proxy names in a header; only requests from `trusted` addresses are believed."""

    def __init__(self, header: str, roles: Mapping[str, str], trusted: frozenset[str]) -> None:
        self._header, self._roles, self._trusted = header, roles, trusted
        self._secret = secrets.token_bytes(32)

    def visitor(self, request: Request) -> Visitor | None:
        name = request.headers.get(self._header, "")
        if request.client is None or request.client.host not in self._trusted or not NAME.fullmatch(name):
            return None
        token = hmac.new(self._secret, name.encode(), "sha256").hexdigest()
        return Visitor(name, self._roles.get(name, "reader"), token)


@dataclass(slots=True)
class _Session:
    visitor: Visitor
    seen: float


@dataclass(slots=True)
class Named:
    """Users with passwords; sessions live in this process and end with it."""

    hashes: Mapping[str, str]
    roles: Mapping[str, str]
    _sessions: dict[str, _Session] = field(default_factory=dict)
    _wrong: dict[str, list[float]] = field(default_factory=dict)

    def visitor(self, request: Request) -> Visitor | None:
        session = self._sessions.get(request.cookies.get(COOKIE, ""))
        now = time.monotonic()
        if session is None or now - session.seen > HOURS * 3600:
            return None
        session.seen = now
        return session.visitor

    def enter(self, name: str, password: str) -> str | None:
        """A new session's key; None where name and password don't go together, or where it was tried too often."""
        now = time.monotonic()
        recent = [at for at in self._wrong.get(name, ()) if now - at < PAUSE]
        # An unknown name takes as long as a known one.
        right = matches(password, self.hashes.get(name, _NOBODY)) and name in self.hashes
        if not right or len(recent) >= TRIES:
            if name in self.hashes:
                self._wrong[name] = [*recent, now][-TRIES:]
            return None
        self._sessions = {key: s for key, s in self._sessions.items() if now - s.seen <= HOURS * 3600}
        key = secrets.token_urlsafe(32)
        visitor = Visitor(name, self.roles.get(name, "reader"), secrets.token_urlsafe(32), leaves=True)
        self._sessions[key] = _Session(visitor, now)
        return key

    def leave(self, request: Request) -> None:
        self._sessions.pop(request.cookies.get(COOKIE, ""), None)


def hashed(password: str) -> str:
    """`scrypt$SALT$HASH`, both in hexadecimal: what a file of users holds."""
    salt = secrets.token_bytes(16)
    return f"scrypt${salt.hex()}${hashlib.scrypt(password.encode(), salt=salt, **_COST).hex()}"


def matches(password: str, kept: str) -> bool:
    """Whether a password is the one of a kept hash."""
    try:
        kind, salt, wanted = kept.split("$")
        found = hashlib.scrypt(password.encode(), salt=bytes.fromhex(salt), **_COST)
        return kind == "scrypt" and hmac.compare_digest(found, bytes.fromhex(wanted))
    except ValueError:
        return False


_NOBODY = hashed(secrets.token_urlsafe(16))


def door_of(path: Path) -> Named | BehindProxy:
    """The door that a file of users describes (TOML): `[users.NAME]` with `role` and `password` (as `ondit user` writes it),
    or `[proxy]` with `header` and `trusted` (addresses), and roles by user. AuthError in one line."""
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise AuthError(f"{path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AuthError(f"{path}: no TOML ({error})") from None
    users = given.get("users", {})
    roles = {name: user.get("role", "reader") for name, user in users.items() if isinstance(user, dict)}
    if len(roles) != len(users) or any(not NAME.fullmatch(name) or role not in ROLES for name, role in roles.items()):
        raise AuthError(f"{path}: a user has a name of letters, digits, . @ - _ and a role of {' or '.join(ROLES)}")
    if proxy := given.get("proxy"):
        return BehindProxy(
            str(proxy.get("header", "x-remote-user")), roles, frozenset(proxy.get("trusted", ["127.0.0.1"]))
        )
    hashes = {name: str(user.get("password", "")) for name, user in users.items()}
    if not hashes or not all(each.startswith("scrypt$") for each in hashes.values()):
        raise AuthError(f"{path}: no users with passwords; `ondit user NAME --auth {path}` adds one")
    return Named(hashes, roles)
