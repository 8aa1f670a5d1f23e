"""The pages, one module each: `add(site)` adds a page's routes, its template has the same name."""

from ondit.web.pages import check, document, overview, pair, proposition, review, saved, search, sources

PAGES = (overview, pair, proposition, document, search, check, review, sources, saved)
