"""Plain text and Markdown: the title is the first line."""

from __future__ import annotations

import re
from itertools import pairwise

from ondit.read.reading import Known, canonical_text

NARROW, WIDE = 45, 100
"""Widths at which text was wrapped by a program rather than broken by its author."""
_MARK = re.compile(r"[-–—•▪*·+]\s|\d{1,3}[.)]\s|[#>|]|\s{4}")
_UNSPACED = re.compile("[\u3040-\u30ff\u4e00-\u9fff，。、」]")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w+)[ \t]*:[ \t]*(.+)$", re.MULTILINE)
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"^[ \t]*(?:```|~~~).*\n?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:=+|-{3,}|\*{3,}|_{3,}|(?:\* ){3,})[ \t]*$\n?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?[ \t]*$\n?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE), r"\1"),
    (re.compile(r"^\[[^\]\n]+\]:[ \t]*\S+.*$\n?", re.MULTILINE), ""),
    (re.compile(r"!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])"), ""),
    (re.compile(r"\[([^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])"), r"\1"),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE), r"\1"),
    (re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE), ""),
    (re.compile(r"^([ \t]*)[*+][ \t]+(?=\S)", re.MULTILINE), r"\1- "),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,3})(?=\S)([^_\n]+?)(?<=\S)\1(?![\w_])"), r"\2"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>|-])"), r"\1"),
)


def plain(raw: str) -> tuple[str, Known]:
    """Text as it stands; lines that a program wrapped are joined into the paragraphs they were."""
    return unwrapped(canonical_text(raw)), Known()


def markdown(raw: str) -> tuple[str, Known]:
    """The text without its marks; bullets stay, as `- `. Front matter gives title, date, outlet, address."""
    text, fields = canonical_text(raw), {}
    if front := _FRONT.match(text):
        fields = {name.lower(): value.strip().strip("\"'") for name, value in _FIELD.findall(front.group(1))}
        text = text[front.end() :]
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    known = Known(
        title=fields.get("title"), published=fields.get("date") or fields.get("published"), outlet=fields.get("outlet"),
        url=fields.get("url"), language=fields.get("lang") or fields.get("language"),
    )  # fmt: skip
    return unwrapped(canonical_text(text)), known


def unwrapped(text: str) -> str:
    """Paragraphs, parted by blank lines, whose lines all end near one margin become one line each."""
    parts = text.split("\n\n")
    widths = [len(line) for part in parts for line in part.split("\n")[:-1]]
    if len(widths) < 2 or not NARROW <= max(widths) <= WIDE:
        return text
    return "\n\n".join(_joined(part.split("\n"), max(widths)) for part in parts)


def _joined(lines: list[str], margin: int) -> str:
    out = lines[0]
    for before, line in pairwise(lines):
        if len(before) < 0.6 * margin or _MARK.match(line):
            out += "\n" + line
        else:
            out += glue(out, line.strip()) + line.strip()
    return out


def glue(before: str, after: str) -> str:
    """What joins two lines of a wrapped paragraph: a space, or nothing in scripts without spaces."""
    return "" if _UNSPACED.match(before[-1:] or " ") and _UNSPACED.match(after[:1] or " ") else " "


def is_item(line: str) -> bool:
    """Whether a line begins as those of a list, a quotation or a table do."""
    return _MARK.match(line) is not None
