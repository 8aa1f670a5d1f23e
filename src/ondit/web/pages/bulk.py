"""Claims by the thousand, as JSON lines that are written while they are read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from typing import Annotated

from fastapi import Query, Response
from fastapi.responses import StreamingResponse

from ondit.ledger import ClaimFilter, find_claims
from ondit.records import STATUSES
from ondit.web.site import Key, Kind, Site, Word

Status = Annotated[str | None, Query(pattern=f"^({'|'.join(STATUSES)})?$")]


def add(site: Site) -> None:
    def bulk(
        kind: Kind = None, party: Word = None, actor: Word = None, target: Word = None, status: Status = None,
        language: Word = None, after: Key = None,
    ) -> Response:  # fmt: skip
        """Every claim that fits, oldest report first, one JSON object a line: the claim with its `source` and `key`. What breaks
        off is gone on with by `after`, the last key that came."""
        wanted = ClaimFilter(
            kind=kind or None, party=_code(party), actor=_code(actor), target=_code(target), status=status or None,
            language=language or None,
        )  # fmt: skip
        found = find_claims(site.ledger, wanted, after=after)
        # The first row is read here: a key that is none is an error, not a broken stream.
        first = next(found, None)

        def lines() -> Iterator[str]:
            if first is not None:
                for each in chain((first,), found):
                    row = each.claim.to_json() | {"source": asdict(each.source), "key": each.key}
                    yield json.dumps(row, ensure_ascii=False) + "\n"

        return StreamingResponse(lines(), media_type="application/jsonl")

    site.app.get("/claims.jsonl", response_class=StreamingResponse)(bulk)


def _code(value: str | None) -> str | None:
    return value.upper() if value else None
