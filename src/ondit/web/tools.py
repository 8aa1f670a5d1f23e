"""The ledger for assistants: read-only tools of the Model Context Protocol, each answer with the addresses of its evidence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Literal, ParamSpec, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import BaseModel, Field

from ondit import __version__
from ondit.engine import flow
from ondit.export import wording
from ondit.knowledge import party_name
from ondit.ledger import ClaimFilter, Found, Ledger, LedgerError
from ondit.ledger.browse import between, told
from ondit.ledger.search import find_newest
from ondit.read import Reading
from ondit.reconcile.check import Report
from ondit.records import Claim, Document
from ondit.web import article, telling
from ondit.web.asking import asked

INSTRUCTIONS = (
    "A ledger of sourced claims about military cooperation between states: who says that who gives or sends what to whom. "
    "It holds what reports say, not what is true; where it holds nothing, that neither confirms nor refutes. "
    "Reports that go back to one origin count once. Quote the evidence and name the outlet and the day."
)
READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
FETCHES = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=True)
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
MOST_TEXT = 200_000
Code = Annotated[
    str, Field(pattern="^[A-Z]{2,9}$", description="Party code: ISO 3166-1 alpha-3 (PRK, RUS) or EU, NATO …")
]
Few = Annotated[int, Field(ge=1, le=100)]


class Evidence(BaseModel):
    """What a report says, and where: `start` and `end` are code points of the document's text."""

    document: str
    outlet: str | None
    published: str | None
    url: str | None
    language: str | None
    start: int
    end: int
    text: str


class Told(BaseModel):
    """One claim of one report."""

    id: str
    kind: str
    headline: str
    actor: str | None
    object: str
    designation: str | None
    target: str | None
    quantity: dict[str, Any] | None
    status: str
    polarity: str
    certainty: str
    voices: list[str]
    evidence: Evidence


class Claims(BaseModel):
    """Claims, newest report first; `next` is the key to ask the next page with, None at the end."""

    claims: list[Told]
    next: int | None


class Standing(BaseModel):
    """A proposition: what one or several reports say of one thing in the world."""

    id: str
    kind: str
    reports: int
    origins: int
    credibility: int
    credibility_words: str
    quantity: dict[str, Any] | None
    first: str | None
    last: str | None


class Pair(BaseModel):
    """Two parties: how many propositions of each kind, and the newest ones."""

    parties: list[str]
    kinds: dict[str, int]
    propositions: list[Standing]
    next: str | None


class Lineage(BaseModel):
    """A proposition with its claims by origin, oldest first, and what changed between them."""

    proposition: Standing
    origins: list[list[Told]]
    findings: list[dict[str, Any]]


class Comparison(BaseModel):
    """An article beside the ledger: `claims` as `ondit check --json` gives them, `grave` how many drifts and conflicts."""

    title: str
    claims: list[dict[str, Any]]
    unread: list[dict[str, Any]]
    grave: int
    summary: str
    silence: str


def server(ledger: Ledger) -> MCPServer:
    """The tools over an open ledger, which stays the caller's to close; nothing is appended to it."""
    tools = MCPServer("ondit", instructions=INSTRUCTIONS, version=__version__, log_level="ERROR")

    @tools.tool(annotations=FETCHES)
    @_told
    def check(
        text: Annotated[
            str | None, Field(max_length=MOST_TEXT, description="The article, its title on the first line.")
        ] = None,
        address: Annotated[str | None, Field(description="https address of the article; public ones only.")] = None,
        published: Annotated[
            str | None, Field(description="Day of publication of the text, ISO; unknown if absent.")
        ] = None,
        language: Literal["en", "fr"] = "en",
    ) -> Comparison:
        """Compare an article with the ledger: each of its claims with what reports say of it, where it drifted from them (a plan
        told as a fact, a figure that grew, a source that was lost) and where independent reports conflict."""
        row = article.compared(ledger, _article(text, address, published), language)
        return Comparison(
            title=row["title"], claims=row["claims"], unread=row["unread"], grave=row["grave"],
            summary=f"{row['counted']} {row['sum']}", silence=row["silence"],
        )  # fmt: skip

    @tools.tool(annotations=READS)
    @_told
    def search_claims(
        text: Annotated[str, Field(max_length=200, description="Words, parties or equipment in any script.")] = "",
        kind: str | None = None,
        party: Code | None = None,
        actor: Code | None = None,
        target: Code | None = None,
        status: str | None = None,
        limit: Few = 20,
        after: int | None = None,
    ) -> Claims:
        """Claims of reports, newest first, by words in any script and by kind, parties and status."""
        wanted = ClaimFilter(kind=kind, party=party, actor=actor, target=target, status=status)
        groups = asked(text)
        found = [] if text.strip() and not groups else find_newest(ledger, wanted, groups, limit + 1, after)
        return Claims(
            claims=[_found(each) for each in found[:limit]], next=found[limit - 1].key if len(found) > limit else None
        )

    @tools.tool(annotations=READS)
    @_told
    def trace(name: Annotated[str, Field(description="Id of a claim or a proposition.")]) -> Lineage:
        """The lineage of a claim: where it comes from, who retold it, what changed at each step, what conflicts with it."""
        proposition, findings, reports = flow.trace(ledger, name)
        lanes = [
            sorted((n for n in names if n in reports), key=lambda n: reports[n].age) for names in proposition["origins"]
        ]
        lanes = sorted((lane for lane in lanes if lane), key=lambda lane: reports[lane[0]].age)
        return Lineage(
            proposition=_standing(proposition, reports),
            origins=[[_of(reports[n].claim, reports[n].document) for n in lane] for lane in lanes],
            findings=findings,
        )

    @tools.tool(annotations=READS)
    @_told
    def pair(one: Code, other: Code, kind: str | None = None, limit: Few = 20, after: str | None = None) -> Pair:
        """What is reported between two parties, in either direction."""
        kinds: dict[str, int] = {}
        for name, _, number in told(ledger, one, other, None, 4):
            kinds[name] = kinds.get(name, 0) + number
        rows = between(ledger, one, other, limit + 1, kind, after)
        reports = telling.reports_of(ledger, {name for row in rows[:limit] for name in row["claims"]})
        return Pair(
            parties=[party_name(code, telling.LANGUAGE) for code in (one, other)], kinds=kinds,
            propositions=[_standing(row, reports) for row in rows[:limit]],
            next=rows[limit - 1]["id"] if len(rows) > limit else None,
        )  # fmt: skip

    return tools


def _told(tool: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """What can't be done is an answer of one line, no failure of the server."""

    @wraps(tool)
    def called(*args: Asked.args, **given: Asked.kwargs) -> Answer:
        try:
            return tool(*args, **given)
        except (ValueError, LedgerError) as error:
            raise ToolError(" ".join(str(error).split())) from None

    return called


def _article(text: str | None, address: str | None, published: str | None) -> Reading:
    """What is to be checked; ValueError, in one line, where it is none."""
    if (text is None) == (address is None):
        raise ValueError("give either the text or the address of an article")
    return article.pasted(text, published) if text is not None else article.fetched(address or "")


def _found(found: Found) -> Told:
    source = found.source
    return _row(found.claim, source.outlet, source.published, source.url, source.language)


def _of(claim: Claim, document: Document) -> Told:
    return _row(claim, document.outlet, document.published, document.url, document.language)


def _row(claim: Claim, outlet: str | None, published: str | None, url: str | None, language: str | None) -> Told:
    span = claim.evidence
    evidence = Evidence(
        document=claim.document, outlet=outlet, published=published, url=url, language=language, start=span.start, end=span.end,
        text=span.text,
    )  # fmt: skip
    return Told(
        id=claim.id, kind=claim.kind, headline=wording.headline(claim, telling.LANGUAGE),
        actor=claim.actor.code if claim.actor else None, object=claim.object.category, designation=claim.object.designation,
        target=claim.target.code if claim.target else None, quantity=claim.to_json().get("quantity"), status=claim.status,
        polarity=claim.polarity, certainty=claim.certainty, voices=[voice.text for voice in claim.attribution], evidence=evidence,
    )  # fmt: skip


def _standing(row: dict[str, Any], reports: dict[str, Report]) -> Standing:
    held = [reports[name] for name in row["claims"] if name in reports]
    days = sorted(each.document.published for each in held if each.document.published)
    return Standing(
        id=row["id"], kind=held[0].claim.kind if held else row.get("kind", ""), reports=len(row["claims"]),
        origins=len(row["origins"]), credibility=row["credibility"], credibility_words=telling.rating(row["credibility"]),
        quantity=row["quantity"], first=days[0] if days else None, last=days[-1] if days else None,
    )  # fmt: skip
