"""The application: how it behaves, its static files, and its pages."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from fastapi import FastAPI, Request
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from ondit.ledger import Ledger
from ondit.web.conduct import LOCAL, conduct
from ondit.web.pages import PAGES
from ondit.web.site import Site
from ondit.web.visitors import AtHome, Door


def create_app(ledger: Ledger, door: Door | None = None, hosts: Sequence[str] = LOCAL) -> FastAPI:
    """Pages over an open ledger, which stays the caller's to close. Only `hosts` are answered (by default names of this
    machine), and whom the door lets in: by default the person at this machine."""
    app = FastAPI(title="ondit", docs_url=None, redoc_url=None)
    app.mount("/static", StaticFiles(directory=str(files("ondit.web") / "static")))
    templates = Jinja2Templates(str(files("ondit.web") / "templates"), context_processors=[_asking])
    site = Site(app, ledger, templates)
    conduct(site, door or AtHome(getpass.getuser()), hosts)
    for page in PAGES:
        page.add(site)
    return app


def _asking(request: Request) -> dict[str, Any]:
    """What every template knows: who asks, and the token of their forms."""
    return {"visitor": getattr(request.state, "visitor", None)}
