"""The application: how it behaves, its static files, and its pages."""

from __future__ import annotations

from importlib.resources import files

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from ondit.ledger import Ledger
from ondit.web.conduct import conduct
from ondit.web.pages import PAGES
from ondit.web.site import Site


def create_app(ledger: Ledger) -> FastAPI:
    """Pages over an open ledger, which stays the caller's to close. Only names of this machine are answered."""
    app = FastAPI(title="ondit", docs_url=None, redoc_url=None)
    app.mount("/static", StaticFiles(directory=str(files("ondit.web") / "static")))
    site = Site(app, ledger, Jinja2Templates(str(files("ondit.web") / "templates")))
    conduct(site)
    for page in PAGES:
        page.add(site)
    return app
