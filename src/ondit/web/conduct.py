"""How every answer behaves: names of this machine only, a content policy without inline script or style, one form of error."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from ondit.ledger import LedgerError
from ondit.web.site import Missing, Site

LOCAL = ["127.0.0.1", "localhost", "[::1]"]
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def conduct(site: Site) -> None:
    # A foreign page whose name is made to point here must not read the ledger.
    site.app.add_middleware(TrustedHostMiddleware, allowed_hosts=LOCAL)
    _headers(site)
    _errors(site)


def _headers(site: Site) -> None:
    @site.app.middleware("http")
    async def guarded(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await go_on(request)
        response.headers.update(HEADERS)
        return response


def _errors(site: Site) -> None:
    def told(request: Request, status: int, error: str) -> Response:
        row = {"ok": False, "error": error, "status": status}
        if request.url.path.endswith(".json"):
            return JSONResponse(row, status)
        return site.templates.TemplateResponse(request, "error.html", row, status)

    @site.app.exception_handler(Missing)
    def missing(request: Request, error: Missing) -> Response:
        return told(request, 404, str(error))

    @site.app.exception_handler(LedgerError)
    def refused(request: Request, error: LedgerError) -> Response:
        return told(request, 400, str(error))

    @site.app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        return told(request, error.status_code, str(error.detail))

    @site.app.exception_handler(RequestValidationError)
    def wrong(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        return told(request, 422, f"{first['loc'][-1]}: {first['msg']}")
