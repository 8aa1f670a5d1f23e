"""The pages, one module each: `add(site)` adds a page's routes, its template has the same name."""

from ondit.web.pages import bulk, check, document, overview, pair, proposition, review, saved, search, sources, why

PAGES = (overview, pair, proposition, document, why, search, check, review, sources, saved, bulk)
