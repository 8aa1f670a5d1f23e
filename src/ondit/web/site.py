"""What a page is made with: the application, the ledger, the templates, and one road for a page with its twin and charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import Parameter, signature
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Path, Query, Request, Response
from fastapi.templating import Jinja2Templates

from ondit.export.charts import Chart
from ondit.ledger import Ledger
from ondit.records import KINDS

Code = Annotated[str, Path(pattern="^[A-Z]{2,9}$")]
Name = Annotated[str, Path(pattern="^[^/\x00]{1,200}$")]
Word = Annotated[str | None, Query(max_length=200)]
Key = Annotated[int | None, Query(ge=0, le=2**53)]
Kind = Annotated[str | None, Query(pattern=f"^({'|'.join(KINDS)})?$")]
Year = Annotated[str | None, Query(pattern=r"^(\d{4})?$")]
Row = dict[str, Any]
Drawn = Callable[[Row], Chart | None]
"""From what a view gives to a chart; None where there is nothing to draw."""

MEDIA = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8"}


class Missing(LookupError):
    """Something the ledger does not hold; the message says what. Answered with 404."""


@dataclass(frozen=True, slots=True)
class Site:
    """One application over one open ledger. Every module of `ondit.web.pages` has `add(site)`, which adds its routes."""

    app: FastAPI
    ledger: Ledger
    templates: Jinja2Templates

    def page(
        self, path: str, template: str, view: Callable[..., Row], *, base: str | None = None, charts: Mapping[str, Drawn] | None = None,
        dress: Callable[[Row], Row] | None = None,
    ) -> None:  # fmt: skip
        """One view as a page, as JSON and as its charts, from the same arguments: the view's own.

        The twin is `base` (else `path`) with `.json`; each chart `base/NAME` with `.svg`, `.png` or `.csv`. The template gets
        what the view gives, `charts` by name, `base` and `asked` (the query) to build addresses of downloads, and what `dress` makes of the view's."""
        base, charts = base or path, charts or {}

        def page(request: Request, **given: Any) -> Response:
            row = view(**given)
            drawn = {name: chart for name, draw in charts.items() if (chart := draw(row)) is not None}
            here = base if path == "/" else request.url.path
            more = {"charts": drawn, "base": here, "asked": request.url.query} | (dress(row) if dress else {})
            return self.templates.TemplateResponse(request, template, row | more)

        # The twin comes first: `{name}` of a page would match a name that ends in `.json`.
        self.app.get(f"{base}.json")(view)
        for name, draw in charts.items():
            self._downloads(f"{base}/{name}", name, view, draw)
        page.__signature__ = _signature(view, Parameter("request", Parameter.KEYWORD_ONLY, annotation=Request))  # type: ignore[attr-defined]
        self.app.get(path, include_in_schema=False)(page)

    def _downloads(self, path: str, name: str, view: Callable[..., Row], draw: Drawn) -> None:
        def download(form: str, **given: Any) -> Response:
            chart = draw(view(**given))
            if chart is None:
                raise Missing(f"nothing to draw for {name}")
            if form == "png":
                content: str | bytes = chart.png()
            else:
                content = chart.csv() if form == "csv" else chart.svg
            headers = {"Content-Disposition": f'inline; filename="ondit-{name}.{form}"'}
            return Response(content, media_type=MEDIA[form], headers=headers)

        wanted = Parameter("form", Parameter.KEYWORD_ONLY, annotation=Literal["svg", "png", "csv"])
        download.__signature__ = _signature(view, wanted)  # type: ignore[attr-defined]
        self.app.get(f"{path}.{{form}}", response_class=Response)(download)


def _signature(view: Callable[..., Any], more: Parameter) -> Any:
    """The signature by which FastAPI gives a route what its view asks for, and one thing more."""
    own = signature(view, eval_str=True)
    rest = [each.replace(kind=Parameter.KEYWORD_ONLY) for each in own.parameters.values()]
    return own.replace(parameters=[more, *rest], return_annotation=Response)
