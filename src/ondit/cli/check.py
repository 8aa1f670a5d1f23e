"""`ondit check`: an article's claims beside the ledger, in plain words."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ondit.cli.options import (
    DEFAULT_LEDGER,
    LedgerPlace,
    Priors,
    Problems,
    Speech,
    fail,
    now,
    opened_ledger,
    readings,
    speech,
    user_context,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from ondit.reconcile.check import Check

FOUND = 3
INDENT = 3


class Format(StrEnum):
    text = "text"
    md = "md"
    html = "html"


def check(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="A file, an address (https://…), or `-`.")],
    ledger: LedgerPlace = DEFAULT_LEDGER,
    language: Speech = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each document.")] = False,
    form: Annotated[Format, typer.Option("--format", help="Of what is written.")] = Format.text,
    priors: Priors = "",
    keep: Annotated[bool, typer.Option(help="Add the article to the ledger afterwards.")] = False,
) -> None:
    """Compare an article with the ledger. Exit status: 3 drift or conflict found, 0 neither, 2 wrong usage."""
    from ondit.engine.flow import check as compare
    from ondit.engine.flow import read_into, settle

    words, user, problems = speech(language), user_context(priors), Problems()
    if as_json and form is not Format.text:
        raise typer.BadParameter("--json and --format exclude each other")
    with opened_ledger(ledger, create=keep) as book:
        read = list(readings([article], problems))
        if not read:
            raise typer.Exit(2) if problems.count else fail(f"{article}: no document in it")
        grave = 0
        for reading in read:
            try:
                checked = compare(book, reading, user)
            except ValueError as error:
                raise fail(f"{article}: {error}") from None
            show(checked, words, "json" if as_json else form.value)
            grave += checked.grave
        if keep:
            for _ in read_into(book, read, now):
                pass
            settle(book)
    raise typer.Exit(FOUND if grave else 0)


def show(checked: Check, language: str, form: str) -> None:
    """Write a check to standard output: "text", "json", "md" or "html"."""
    from ondit.export.check import as_html, as_json, as_markdown

    if form == "json":
        typer.echo(json.dumps(as_json(checked, language), ensure_ascii=False))
    elif form == "md":
        typer.echo(as_markdown(checked, language), nl=False)
    elif form == "html":
        typer.echo(as_html(checked, language), nl=False)
    else:
        from rich.console import Console

        draw(as_json(checked, language), language, Console(highlight=False))


def draw(told: dict[str, Any], language: str, console: Console) -> None:
    """The check for a terminal: the claim, its sentence, what the ledger holds, then what changed."""
    from rich.text import Text

    from ondit.export.check import shown
    from ondit.export.wording import table
    from ondit.reconcile.check import GRAVE

    words, colon = table(language)["check"], table(language)["colon"]
    say(console, Text(told["title"], style="bold"))
    say(console, Text(f"{told['counted']} {told['sum']} {told['silence']}\n"))
    for number, claim in enumerate(told["claims"], 1):
        say(console, Text(f"{number}. {claim['headline']}", style="bold"))
        say(console, Text(f"«{claim['evidence']}»", style="italic"), INDENT)
        say(console, Text.assemble((f"{words['ledger']}{colon}", "dim"), claim["held"]), INDENT)
        for note in shown(claim["notes"], language):
            style = "bold red" if note["type"] in GRAVE else "green" if note["type"] == "corroboration" else "cyan"
            say(console, Text.assemble((f"{note['label']}{colon}", style), emphasised(note["text"])), INDENT)
        console.print()
    if told["unread"]:
        say(console, Text(f"{words['unread']}{colon}", style="bold"))
        for span in told["unread"]:
            say(console, Text(f"– {span['text']}"), INDENT)


def emphasised(text: str) -> Text:
    """Words between asterisks in bold."""
    from rich.text import Text

    line = Text()
    for at, part in enumerate(text.split("*")):
        line.append(part, style="bold" if at % 2 else "")
    return line


def say(console: Console, line: Text, indent: int = 0) -> None:
    """A line wrapped under its indent on a terminal, unbroken in a file or a pipe."""
    from rich.padding import Padding
    from rich.text import Text

    if console.is_terminal:
        console.print(Padding(line, (0, 0, 0, indent)))
    else:
        console.print(Text(" " * indent).append_text(line), soft_wrap=True)
