"""`ondit decide`, `ondit undo`, `ondit decisions`: a person's judgement, appended and reversible."""

from __future__ import annotations

import getpass
import json
import uuid
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ondit.cli.options import DEFAULT_LEDGER, LedgerPlace, fail, now, opened_ledger
from ondit.records import Claim, Decision

if TYPE_CHECKING:
    from ondit.ledger import Ledger

SLOTS = (
    "kind", "actor", "object", "designation", "target", "quantity", "when", "where", "status", "polarity", "certainty",
)  # fmt: skip


class Action(StrEnum):
    accept = "accept"
    reject = "reject"
    correct = "correct"
    same_proposition = "same-proposition"
    not_same_proposition = "not-same-proposition"
    same_origin = "same-origin"
    not_same_origin = "not-same-origin"


Author = Annotated[str, typer.Option(help="Who decides; by default the user of this machine.")]


def decide(
    action: Annotated[Action, typer.Argument()],
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id or its beginning.")],
    other: Annotated[str | None, typer.Argument(metavar="[CLAIM]", help="The second claim of a pair.")] = None,
    slot: Annotated[str | None, typer.Option(help=f"To correct: one of {', '.join(SLOTS)}.")] = None,
    value: Annotated[
        str | None, typer.Option(help="The right value: a word, or JSON in the form of the contract.")
    ] = None,
    author: Author = "",
    ledger: LedgerPlace = DEFAULT_LEDGER,
) -> None:
    """Judge a claim, or whether two are about the same thing or go back to the same voice."""
    from ondit.ledger import claim_named
    from ondit.reconcile.judgement import PAIRED, corrected

    if slot is not None and slot not in SLOTS:
        raise typer.BadParameter(f"{slot!r} is none of {', '.join(SLOTS)}")
    if (action.value in PAIRED) != (other is not None):
        raise typer.BadParameter(f"{action.value} takes {'two claims' if action.value in PAIRED else 'one claim'}")
    if (action is Action.correct) != (slot is not None):
        raise typer.BadParameter("--slot goes with `correct`, and `correct` needs it")
    with opened_ledger(ledger) as book:
        subject = claim_named(book, claim).claim
        made = Decision(
            uuid.uuid4().hex[:12], action.value, subject.id, author or getpass.getuser(), now(),
            other=claim_named(book, other).claim.id if other else None, slot=slot,
            value=meant(value), anchor=anchor(subject),
        )  # fmt: skip
        if slot and corrected(subject, [made]).flags != subject.flags:
            raise typer.BadParameter(f"{value!r} can't stand in {slot!r}")
        _append(book, [made])
    typer.echo(f"{made.id}: {action.value} {subject.id}{f' {made.other}' if made.other else ''}")


def undo(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="Its id, as `ondit decisions` lists it.")],
    author: Author = "",
    ledger: LedgerPlace = DEFAULT_LEDGER,
) -> None:
    """Take a decision back; both stay in the history."""
    from ondit.ledger import decisions as all_decisions

    with opened_ledger(ledger) as book:
        known = {each.id: each for each in all_decisions(book)}
        if decision not in known:
            raise fail(f"{ledger}: no decision {decision!r}")
        taken = known[decision]
        if taken.revokes:
            raise fail(f"{decision} takes one back itself; decide again instead")
        made = Decision(
            uuid.uuid4().hex[:12], "undo", taken.subject, author or getpass.getuser(), now(), revokes=taken.id
        )
        _append(book, [made])
    typer.echo(f"{made.id}: takes back {taken.id} ({taken.action} {taken.subject})")


def decisions(
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False, ledger: LedgerPlace = DEFAULT_LEDGER
) -> None:
    """The history of decisions, oldest first."""
    from dataclasses import asdict

    from ondit.ledger import decisions as all_decisions

    with opened_ledger(ledger) as book:
        for each in all_decisions(book):
            if as_json:
                typer.echo(json.dumps(asdict(each), ensure_ascii=False))
                continue
            what = f"takes back {each.revokes}" if each.revokes else f"{each.action} {each.subject}"
            more = [
                each.other or "",
                f"{each.slot} = {json.dumps(each.value, ensure_ascii=False)}" if each.slot else "",
            ]
            typer.echo("  ".join(part for part in (each.id, each.made, each.author, what, *more) if part))


def meant(value: str | None) -> Any:
    """The value of an option: JSON where it is such, else the words as they stand."""
    try:
        return json.loads(value) if value is not None else None
    except ValueError:
        return value


def anchor(claim: Claim) -> dict[str, Any]:
    """Document, span and kind: what ties a decision to its place when an extractor reads it anew."""
    return {"document": claim.document, "start": claim.evidence.start, "end": claim.evidence.end, "kind": claim.kind}


def _append(ledger: Ledger, made: Sequence[Decision]) -> None:
    from ondit.engine.flow import settle
    from ondit.ledger import decide as append

    append(ledger, made)
    settle(ledger)
