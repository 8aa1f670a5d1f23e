"""Where `ondit watch` tells findings: standard output, a file for feed readers, a webhook."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ondit.export.announcing import Sides
    from ondit.ledger import Ledger
    from ondit.ledger.watched import Announced

LOOKED_BACK = 1 << 22
"""Bytes at the end of the output's file that are looked at for what a killed process wrote and could not mark."""
ENTRIES = 200
"""Newest findings in the Atom file."""
CONTENT = (400, 413, 415, 422)
"""Answers to a webhook that are about one finding, not about all."""
Clock = Callable[[], float]


class Lines:
    """Findings as lines, plain words or JSON. Where the output is a file, what stands there already is not written again."""

    name = "out"
    again = 0.0

    def __init__(self, ledger: Ledger, stream: IO[bytes], language: str, as_json: bool) -> None:
        self.ledger, self.stream, self.language, self.as_json = ledger, stream, language, as_json
        self._before: bytes | None = None

    def give(self, findings: Sequence[Announced]) -> Iterator[Sequence[str]]:
        if self._before is None:
            self._before = written_before(self.stream)
        before = self._before
        sides = _sides(self.ledger, findings)
        lines = [self._line(each, of) for each, of in zip(findings, sides, strict=True)]
        whole, _, begun = before.rpartition(b"\n")
        known = {_id_in(line) for line in whole.split(b"\n")}
        text = b""
        for each, line in zip(findings, lines, strict=True):
            if begun and line.startswith(begun):
                # A process killed in the middle of a line: the rest of it is missing.
                text += line[len(begun) :] + b"\n"
                begun = b""
            elif each.id.encode() not in known:
                text += (b"\n" if begun else b"") + line + b"\n"
                begun = b""
        self.stream.write(text)
        self.stream.flush()
        self._before = b""
        yield [each.id for each in findings]

    def _line(self, of: Announced, sides: Sides) -> bytes:
        from ondit.export import announcing

        if self.as_json:
            row = announcing.announcement(of.row, sides, of.made, self.language)
            return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")
        return announcing.line(of.row, sides, self.language).encode("utf-8", "replace")


def _id_in(line: bytes) -> bytes:
    """The finding's id in a line, which is the first field of JSON and stands at the end of plain words."""
    start = b'{"id": "'
    return line[len(start) :].partition(b'"')[0] if line.startswith(start) else line.rpartition(b"[")[2].rstrip(b"]")


def written_before(stream: IO[bytes]) -> bytes:
    """The end of what stands in a stream that is a file; nothing where it is none, or can't be read."""
    try:
        number = stream.fileno()
        if not stat.S_ISREG(os.fstat(number).st_mode):
            return b""
        with open(f"/proc/self/fd/{number}", "rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - LOOKED_BACK))
            return file.read()
    except (OSError, ValueError):
        return b""


class Webhook:
    """Findings as POST requests, one each, in order, with the finding's id as `Idempotency-Key`; tried again later and later
    while the other side can't take them."""

    name = "webhook"

    def __init__(
        self, ledger: Ledger, url: str, language: str, tell: Callable[[str, str], object], clock: Clock, private: bool = False
    ) -> None:  # fmt: skip
        self.ledger, self.url, self.language, self.private = ledger, url, language, private
        self.tell, self.clock = tell, clock
        self.again = 0.0
        self.failures = 0

    def give(self, findings: Sequence[Announced]) -> Iterator[Sequence[str]]:
        from ondit.export import announcing

        refused = 0
        for each, sides in zip(findings, _sides(self.ledger, findings), strict=True):
            row = announcing.announcement(each.row, sides, each.made, self.language)
            status, wait, cause = self._send(each.id, row)
            if cause is None:
                self.failures = 0
                yield [each.id]
                continue
            self.tell("the webhook", f"{cause}; finding {each.id} stays due")
            refused += 1
            if status not in CONTENT:
                self._put_off(wait)
                return
        if refused:
            self._put_off(0.0)

    def _put_off(self, wait: float) -> None:
        from ondit.read.polite import pause

        self.failures += 1
        self.again = self.clock() + pause(self.failures, wait)

    def _send(self, name: str, row: dict[str, Any]) -> tuple[int, float, str | None]:
        """(status, seconds to wait that it asks for, what is wrong)."""
        from ondit.read.fetch import FetchError, post
        from ondit.read.polite import asked_for

        body = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")
        headers = {"content-type": "application/json", "idempotency-key": name}
        try:
            answer = post(self.url, body, headers, private=self.private)
        except FetchError as error:
            return 0, 0.0, str(error)
        if 200 <= answer.status < 300:
            return answer.status, 0.0, None
        return answer.status, asked_for(answer.headers, self.clock()), f"HTTP {answer.status}"


def write_atom(ledger: Ledger, path: Path, language: str) -> None:
    """The newest findings as an Atom file, put in place whole. OSError where it can't be written."""
    from ondit.export import announcing
    from ondit.export.atom import atom
    from ondit.ledger.watched import newest_announced

    found = newest_announced(ledger, ENTRIES)
    entries = [
        announcing.entry(each.row, sides, each.made, sides[1].document.url if sides else None, language)
        for each, sides in zip(found, _sides(ledger, found), strict=True)
    ]
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(atom("ondit: findings", "urn:ondit:findings", entries))
    beside.replace(path)


def _sides(ledger: Ledger, findings: Sequence[Announced]) -> list[Sides]:
    from ondit.engine.flow import reports_of
    from ondit.export.announcing import sides_of

    reports = reports_of(ledger, {each.row[side] for each in findings for side in ("from", "to")})
    return [sides_of(each.row, reports) for each in findings]
