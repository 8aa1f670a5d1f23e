"""The pages, one module each: `add(site)` adds a page's routes, its template has the same name."""

from ondit.web.pages import document, overview, pair, proposition, search

PAGES = (overview, pair, proposition, document, search)
