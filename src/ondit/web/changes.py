"""Requests that change something: who may, the token that shows the page was ours, the form, bounded in size."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import HTTPException, Request
from starlette.datastructures import UploadFile

from ondit.web.visitors import Visitor

MOST = 20_000_000
"""Bytes of a form with its file."""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, and the file where one was dropped: (name, bytes)."""

    fields: Mapping[str, str]
    file: tuple[str, bytes] | None

    def get(self, name: str, most: int = 200) -> str | None:
        """A field without spaces around it, None where it is empty; 400 where it is too long."""
        value = self.fields.get(name, "").strip()
        if len(value) > most:
            raise HTTPException(400, f"{name}: longer than {most} characters")
        return value or None


def visitor_of(request: Request) -> Visitor:
    """Who asks; the middleware has seen to it that somebody does."""
    visitor: Visitor = request.state.visitor
    return visitor


async def form_of(request: Request, *, decides: bool) -> Form:
    """The form of a change. 403 where the visitor may not, or the page that sent it was not ours; 413 where it is too big."""
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > MOST:
        raise HTTPException(413, f"a form has at most {MOST // 1_000_000} MB and says how much it has")
    async with request.form(max_files=1, max_fields=20, max_part_size=MOST) as given:
        fields = {name: value for name, value in given.multi_items() if isinstance(value, str)}
        visitor = visitor_of(request)
        if not hmac.compare_digest(fields.get("token", "").encode(), visitor.token.encode()):
            raise HTTPException(403, "this form was not made by this page, or has grown too old; open the page again")
        if decides and not visitor.may_decide:
            raise HTTPException(403, f"{visitor.name} may read, not decide")
        upload = next((value for _, value in given.multi_items() if isinstance(value, UploadFile)), None)
        file = (upload.filename or "file", await upload.read()) if upload is not None and upload.size else None
    return Form(fields, file)


def now() -> str:
    """The time now, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
