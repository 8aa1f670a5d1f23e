"""How every answer behaves: names of this machine only, a content policy without inline script or style, one form of error."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from ondit.ledger import LedgerError
from ondit.web.asking import address
from ondit.web.changes import form_of
from ondit.web.site import Missing, Site
from ondit.web.visitors import COOKIE, Door, Named

LOCAL = ["127.0.0.1", "localhost", "[::1]"]
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def conduct(site: Site, door: Door, hosts: Sequence[str]) -> None:
    # The last one added is asked first: a foreign page whose name is made to point here must not read the ledger.
    _entrance(site, door)
    site.app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    _headers(site)
    _errors(site)


def _entrance(site: Site, door: Door) -> None:
    @site.app.middleware("http")
    async def known(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        request.state.visitor = visitor = door.visitor(request)
        if visitor is not None or request.url.path == "/login" or request.url.path.startswith("/static/"):
            return await go_on(request)
        if isinstance(door, Named) and request.method == "GET" and not request.url.path.endswith((".json", ".atom")):
            return RedirectResponse(address("/login", {"to": _here(request)}), 303)
        return JSONResponse({"ok": False, "error": "who asks? sign in first", "status": 401}, 401)

    if isinstance(door, Named):
        _login(site, door)


def _here(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _login(site: Site, door: Named) -> None:
    def page(request: Request, to: str = "/", wrong: bool = False) -> Response:
        row = {"to": _inside(to), "wrong": wrong}
        return site.templates.TemplateResponse(request, "login.html", row, 401 if wrong else 200)

    async def enter(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=5)
        key = await run_in_threadpool(door.enter, str(form.get("name", ""))[:64], str(form.get("password", ""))[:1000])
        to = _inside(str(form.get("to", "/")))
        if key is None:
            return page(request, to, wrong=True)
        answer = RedirectResponse(to, 303)
        answer.set_cookie(COOKIE, key, httponly=True, samesite="strict", secure=request.url.scheme == "https")
        return answer

    async def leave(request: Request) -> Response:
        await form_of(request, decides=False)
        door.leave(request)
        answer = RedirectResponse("/login", 303)
        answer.delete_cookie(COOKIE)
        return answer

    site.app.get("/login", include_in_schema=False)(page)
    site.app.post("/login", include_in_schema=False)(enter)
    site.app.post("/logout", include_in_schema=False)(leave)


def _inside(to: str) -> str:
    """A path of this site, whatever was asked for."""
    return to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/"


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

    @site.app.exception_handler(ValueError)
    def senseless(request: Request, error: ValueError) -> Response:
        return told(request, 400, " ".join(str(error).split()))

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
