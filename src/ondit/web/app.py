"""The application: pages and their twins, one form of error, a content policy without inline script or style."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Annotated, Any

from fastapi import FastAPI, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from ondit.ledger import ClaimFilter, Ledger, LedgerError
from ondit.records import KINDS
from ondit.web import views

LOCAL = ["127.0.0.1", "localhost", "[::1]"]
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
Code = Annotated[str, Path(pattern="^[A-Z]{2,9}$")]
Name = Annotated[str, Path(pattern="^[^/\x00]{1,200}$")]
Word = Annotated[str | None, Query(max_length=200)]
Key = Annotated[int | None, Query(ge=0, le=2**53)]
Kind = Annotated[str | None, Query(pattern=f"^({'|'.join(KINDS)})?$")]


def create_app(ledger: Ledger) -> FastAPI:
    """Pages over an open ledger, which stays the caller's to close. Only names of this machine are answered."""
    app = FastAPI(title="ondit", docs_url=None, redoc_url=None)
    # A foreign page whose name is made to point here must not read the ledger.
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=LOCAL)
    pages = Jinja2Templates(str(files("ondit.web") / "templates"))
    app.mount("/static", StaticFiles(directory=str(files("ondit.web") / "static")))
    _conduct(app, pages)

    def both(path: str, template: str, view: Callable[..., dict[str, Any]], twin: str | None = None) -> None:
        """One view as JSON and as a page, from the same arguments."""
        from inspect import Parameter, signature

        def page(request: Request, **given: Any) -> Response:
            return pages.TemplateResponse(request, template, view(**given))

        first = Parameter("request", Parameter.KEYWORD_ONLY, annotation=Request)
        rest = [p.replace(kind=Parameter.KEYWORD_ONLY) for p in signature(view, eval_str=True).parameters.values()]
        page.__signature__ = signature(page).replace(parameters=[first, *rest], return_annotation=Response)  # type: ignore[attr-defined]
        app.get(twin or f"{path}.json")(view)
        app.get(path, include_in_schema=False)(page)

    def overview(kind: Kind = None) -> dict[str, Any]:
        return views.overview(ledger, kind or None)

    def pair(one: Code, other: Code, offset: Annotated[int, Query(ge=0, le=10**9)] = 0) -> dict[str, Any]:
        return views.pair(ledger, one, other, offset)

    def proposition(name: Name) -> dict[str, Any]:
        return views.proposition(ledger, name)

    def document(name: Name) -> dict[str, Any]:
        return views.document(ledger, name)

    def search(text: Word = None, kind: Kind = None, party: Word = None, after: Key = None) -> dict[str, Any]:
        wanted = ClaimFilter(text=text or None, kind=kind or None, party=party.upper() if party else None)
        return views.search(ledger, wanted, after)

    both("/", "overview.html", overview, "/overview.json")
    both("/pair/{one}/{other}", "pair.html", pair)
    both("/proposition/{name}", "proposition.html", proposition)
    both("/document/{name}", "document.html", document)
    both("/search", "search.html", search)
    return app


def _conduct(app: FastAPI, pages: Jinja2Templates) -> None:
    def told(request: Request, status: int, error: str) -> Response:
        row = {"ok": False, "error": error, "status": status}
        if request.url.path.endswith(".json"):
            return JSONResponse(row, status)
        return pages.TemplateResponse(request, "error.html", row, status)

    @app.middleware("http")
    async def guarded(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await go_on(request)
        response.headers.update(HEADERS)
        return response

    @app.exception_handler(views.Missing)
    def missing(request: Request, error: views.Missing) -> Response:
        return told(request, 404, str(error))

    @app.exception_handler(LedgerError)
    def refused(request: Request, error: LedgerError) -> Response:
        return told(request, 400, str(error))

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        return told(request, error.status_code, str(error.detail))

    @app.exception_handler(RequestValidationError)
    def wrong(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        return told(request, 422, f"{first['loc'][-1]}: {first['msg']}")
