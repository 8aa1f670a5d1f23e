"""The demo's reports behind a server of their own, and Debian's chromium to look at it."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from importlib.resources import as_file, files
from typing import Any

import pytest
import uvicorn

from ondit.engine.flow import read_into, settle
from ondit.ledger import Ledger, open_ledger
from ondit.read import read_path
from ondit.web import create_app

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
OFFLINE = ("--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of the packaged reports; tests read it and change nothing."""
    place = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    with open_ledger(place, create=True) as ledger, as_file(files("ondit") / "samples" / "reports") as folder:
        readings = [reading for path in sorted(folder.glob("*.json")) for reading in read_path(path)]
        for _ in read_into(ledger, readings, lambda: "2026-01-02T03:04:05Z", workers=1):
            pass
        settle(ledger)
        yield ledger


@pytest.fixture(scope="session")
def address(demo: Ledger) -> Iterator[str]:
    """Where a server over the demo answers."""
    server = uvicorn.Server(uvicorn.Config(create_app(demo), host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser that can reach nothing but this machine. For one module: while it is open, no other loop can run."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no chromium on this machine (apt-get install chromium)")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=list(OFFLINE))
        yield opened
        opened.close()
