"""Keeping what was fetched: answers appended to a `.warc.gz`, each a record of its own."""

from __future__ import annotations

import gzip
import os
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Self

from ondit.read.fetch import AGENT, Fetched

_CHANGED = ("content-encoding", "transfer-encoding", "content-length", "connection")


class ArchiveWriter:
    """An archive that grows. `now` gives the time, ISO UTC to the second. A record is whole on disk before the
    next begins; one cut off by a crash is passed over when the archive is read."""

    def __init__(self, path: str | Path, now: Callable[[], str]) -> None:
        self.now = now
        self.stream = Path(path).open("ab")  # noqa: SIM115 - closed by the context
        if self.stream.tell() == 0:
            body = f"software: {AGENT}\r\nformat: WARC File Format 1.1\r\n".encode()
            self._write("warcinfo", None, "application/warc-fields", body)

    def keep(self, answer: Fetched) -> None:
        """Append an answer. Its body is stored unpacked, and its headers say so."""
        headers = {name: value for name, value in answer.headers.items() if name not in _CHANGED}
        lines = [f"HTTP/1.1 {answer.status} ", *(f"{name}: {value}" for name, value in headers.items())]
        head = "\r\n".join([*lines, f"content-length: {len(answer.body)}", "", ""])
        self._write(
            "response",
            answer.url,
            "application/http; msgtype=response",
            head.encode("latin-1", "replace") + answer.body,
        )

    def _write(self, kind: str, address: str | None, media: str, block: bytes) -> None:
        lines = [
            "WARC/1.1",
            f"WARC-Type: {kind}",
            f"WARC-Date: {self.now()}",
            f"WARC-Record-ID: <urn:uuid:{uuid.uuid4()}>",
        ]
        lines += [f"WARC-Target-URI: {address}"] if address else []
        head = "\r\n".join([*lines, f"Content-Type: {media}", f"Content-Length: {len(block)}", "", ""])
        self.stream.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 6))
        self.stream.flush()
        os.fsync(self.stream.fileno())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()
