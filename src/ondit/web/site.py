"""What a page is made with: the application, the ledger, the templates, and one road for a page with its twin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import Parameter, signature
from typing import Annotated, Any

from fastapi import FastAPI, Path, Query, Request, Response
from fastapi.templating import Jinja2Templates

from ondit.ledger import Ledger
from ondit.records import KINDS

Code = Annotated[str, Path(pattern="^[A-Z]{2,9}$")]
Name = Annotated[str, Path(pattern="^[^/\x00]{1,200}$")]
Word = Annotated[str | None, Query(max_length=200)]
Key = Annotated[int | None, Query(ge=0, le=2**53)]
Kind = Annotated[str | None, Query(pattern=f"^({'|'.join(KINDS)})?$")]


class Missing(LookupError):
    """Something the ledger does not hold; the message says what. Answered with 404."""


@dataclass(frozen=True, slots=True)
class Site:
    """One application over one open ledger. Every module of `ondit.web.pages` has `add(site)`, which adds its routes."""

    app: FastAPI
    ledger: Ledger
    templates: Jinja2Templates

    def page(self, path: str, template: str, view: Callable[..., dict[str, Any]], twin: str | None = None) -> None:
        """One view as a page and as JSON (`path` with `.json`, or `twin`), from the same arguments: the view's own."""

        def page(request: Request, **given: Any) -> Response:
            return self.templates.TemplateResponse(request, template, view(**given))

        page.__signature__ = _with_request(view)  # type: ignore[attr-defined]
        # The twin comes first: `{name}` of a page would match a name that ends in `.json`.
        self.app.get(twin or f"{path}.json")(view)
        self.app.get(path, include_in_schema=False)(page)


def _with_request(view: Callable[..., Any]) -> Any:
    """The signature by which FastAPI gives a page what its view asks for, and the request."""
    own = signature(view, eval_str=True)
    rest = [each.replace(kind=Parameter.KEYWORD_ONLY) for each in own.parameters.values()]
    first = Parameter("request", Parameter.KEYWORD_ONLY, annotation=Request)
    return own.replace(parameters=[first, *rest], return_annotation=Response)
