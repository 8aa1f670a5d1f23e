"""`ondit serve`: the ledger in a browser, each page with a `.json` twin."""

from ondit.web.app import create_app

__all__ = ["create_app"]
