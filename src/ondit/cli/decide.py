"""`ondit decide`, `ondit undo`, `ondit decisions`: a person's judgement, appended and reversible."""

from __future__ import annotations

import getpass
import json
from enum import StrEnum
from typing import Annotated, Any

import typer

from ondit.cli.options import DEFAULT_LEDGER, LedgerPlace, fail, now, opened_ledger

# The names of `ondit.engine.judging.SLOTS`, for a help text that loads nothing.
SLOTS = "kind, actor, object, designation, target, quantity, when, where, status, polarity, certainty"


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
    slot: Annotated[str | None, typer.Option(help=f"To correct: one of {SLOTS}.")] = None,
    value: Annotated[
        str | None, typer.Option(help="The right value: a word, or JSON in the form of the contract.")
    ] = None,
    author: Author = "",
    ledger: LedgerPlace = DEFAULT_LEDGER,
) -> None:
    """Judge a claim, or whether two are about the same thing or go back to the same voice."""
    from ondit.engine.judging import judge

    with opened_ledger(ledger) as book:
        try:
            made = judge(
                book, action.value, claim, other=other, slot=slot, value=meant(value), author=author or getpass.getuser(),
                made=now(),
            )  # fmt: skip
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
    typer.echo(f"{made.id}: {action.value} {made.subject}{f' {made.other}' if made.other else ''}")


def undo(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="Its id, as `ondit decisions` lists it.")],
    author: Author = "",
    ledger: LedgerPlace = DEFAULT_LEDGER,
) -> None:
    """Take a decision back; both stay in the history."""
    from ondit.engine.judging import take_back

    with opened_ledger(ledger) as book:
        try:
            made, taken = take_back(book, decision, author=author or getpass.getuser(), made=now())
        except ValueError as error:
            raise fail(f"{ledger}: {error}") from None
    typer.echo(f"{made.id}: takes back {taken.id} ({taken.action} {taken.subject})")


def decisions(
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False, ledger: LedgerPlace = DEFAULT_LEDGER
) -> None:
    """The history of decisions, oldest first. An orphaned one is about a claim that is not read any more."""
    from dataclasses import asdict

    from ondit.engine.settling import orphans
    from ondit.ledger import decisions as all_decisions

    with opened_ledger(ledger) as book:
        made = all_decisions(book)
        lost = orphans(book) if made else set()
        for each in made:
            if as_json:
                typer.echo(json.dumps(asdict(each) | {"orphaned": each.id in lost}, ensure_ascii=False))
                continue
            what = f"takes back {each.revokes}" if each.revokes else f"{each.action} {each.subject}"
            more = [
                each.other or "",
                f"{each.slot} = {json.dumps(each.value, ensure_ascii=False)}" if each.slot else "",
                "(orphaned)" if each.id in lost else "",
            ]
            typer.echo("  ".join(part for part in (each.id, each.made, each.author, what, *more) if part))


def meant(value: str | None) -> Any:
    """The value of an option: JSON where it is such, else the words as they stand."""
    try:
        return json.loads(value) if value is not None else None
    except ValueError:
        return value
