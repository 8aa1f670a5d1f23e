"""A check of an article, as JSON, Markdown or a page of HTML. JSON holds everything; the others are written from it."""

from __future__ import annotations

import html
import re
from typing import Any

from ondit.export import wording
from ondit.reconcile.check import GRAVE, Check, Checked, Remark, Report

FEW = 3


def as_json(check: Check, language: str) -> dict[str, Any]:
    """The check as one JSON object; `text`, `headline` and the like are in the language asked for, with *emphasis*.

    Offsets are code points of the article's text."""
    words = wording.table(language)
    title = check.article.title or check.article.text.split("\n")[0]
    held = any(checked.reports for checked in check.claims)
    return {
        "article": check.article.about(),
        "language": language,
        "title": words["check"]["title"].format(title=title),
        "claims": [_claim(checked, language) for checked in check.claims],
        "unread": [{"start": span.start, "end": span.end, "text": span.text} for span in check.unread],
        "counted": wording.counted(words["check"]["claims"], len(check.claims)),
        "sum": wording.counted(words["check"]["sum"], check.grave)
        if held
        else words["check"]["nothing"].capitalize() + ".",
        "silence": words["check"]["silence"],
        "grave": check.grave,
    }


def as_markdown(check: Check, language: str) -> str:
    """The check as Markdown, ending in a line end."""
    told, words, colon = as_json(check, language), wording.table(language)["check"], wording.table(language)["colon"]
    lines = [f"# {_plain(told['title'])}", "", f"{told['counted']} {told['sum']} {told['silence']}", ""]
    for number, claim in enumerate(told["claims"], 1):
        lines += [f"## {number}. {_plain(claim['headline'])}", "", f"> {_plain(claim['evidence'])}", ""]
        lines += [f"- **{words['ledger']}**{colon}{_plain(claim['held'])}"]
        lines += [f"- **{note['label']}**{colon}{_stars(note['text'])}" for note in shown(claim["notes"], language)] + [
            ""
        ]
    if told["unread"]:
        lines += [f"## {words['unread']}", "", *(f"- {_plain(span['text'])}" for span in told["unread"]), ""]
    return "\n".join(lines)


def as_html(check: Check, language: str) -> str:
    """The check as a whole page without script, style sheet of its own or anything fetched."""
    told, words = as_json(check, language), wording.table(language)["check"]
    body = [f"<h1>{html.escape(told['title'])}</h1>"]
    body.append(f"<p>{html.escape(' '.join((told['counted'], told['sum'], told['silence'])))}</p>\n<ol>")
    for claim in told["claims"]:
        body.append(f"<li><h2>{html.escape(claim['headline'])}</h2>")
        lang = html.escape(told["article"].get("language", ""))
        body.append(f'<blockquote lang="{lang}" dir="auto">{html.escape(claim["evidence"])}</blockquote>\n<dl>')
        body.append(f"<dt>{html.escape(words['ledger'])}</dt><dd>{html.escape(claim['held'])}</dd>")
        for note in shown(claim["notes"], language):
            text = re.sub(r"\*(.+?)\*", r"<em>\1</em>", html.escape(note["text"]))
            mark = ' class="grave"' if note["type"] in GRAVE else ""
            body.append(f"<dt{mark}>{html.escape(note['label'])}</dt><dd>{text}</dd>")
        body.append("</dl></li>")
    body.append("</ol>")
    if told["unread"]:
        body.append(f"<h2>{html.escape(words['unread'])}</h2>\n<ul>")
        body += [f'<li dir="auto">{html.escape(span["text"])}</li>' for span in told["unread"]]
        body.append("</ul>")
    head = f'<meta charset="utf-8"><title>{html.escape(told["title"])}</title>'
    return (
        f'<!doctype html>\n<html lang="{language}"><head>{head}</head>\n<body>\n'
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def shown(notes: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """The notes that people are shown: all grave ones, of each other type the first few and how many more there are."""
    kept: list[dict[str, Any]] = []
    for kind in dict.fromkeys(note["type"] for note in notes):
        same = [note for note in notes if note["type"] == kind]
        few = same if kind in GRAVE or len(same) <= FEW + 1 else same[:FEW]
        kept += few
        if rest := len(same) - len(few):
            kept.append(same[0] | {"text": wording.table(language)["check"]["more"].format(n=rest)})
    return kept


def _claim(checked: Checked, language: str) -> dict[str, Any]:
    words = wording.table(language)["check"]
    held = words["nothing"]
    if checked.earliest:
        held = words["held"].format(
            reports=wording.counted(words["reports"], checked.reports),
            origins=wording.counted(words["origins"], checked.origins),
            earliest=wording.report(checked.earliest, language),
        )
        if checked.rating:
            held += words["rated"].format(rating=checked.rating)
    return {
        "headline": wording.headline(checked.claim, language),
        "evidence": checked.claim.evidence.text,
        "held": held,
        "notes": [*_flags(checked, language), *(_note(checked, remark, language) for remark in checked.remarks)],
        "reports": checked.reports,
        "origins": checked.origins,
        "earliest": _report(checked.earliest) if checked.earliest else None,
        "rating": checked.rating or None,
        "grounds": list(checked.grounds),
        "claim": checked.claim.to_json(),
    }


def _flags(checked: Checked, language: str) -> list[dict[str, Any]]:
    if "mistranslation" not in checked.claim.flags:
        return []
    words = wording.table(language)
    category = words["category"][checked.claim.object.category]
    text = words["check"]["mistranslation"].format(words=checked.claim.object.text, thing=category)
    return [{"type": "mistranslation", "label": words["finding"]["mistranslation"], "text": text}]


def _note(checked: Checked, remark: Remark, language: str) -> dict[str, Any]:
    return {
        "type": remark.type,
        "label": wording.table(language)["finding"][remark.type],
        "text": wording.remark(checked.claim, remark, language),
        "what": list(remark.what),
        "later": remark.later,
        "report": _report(remark.report),
    }


def _report(report: Report) -> dict[str, Any]:
    return {"document": report.document.about(), "claim": report.claim.to_json()}


def _plain(text: str) -> str:
    """Document text inside Markdown: nothing in it is markup."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", text.replace("\n", " "))


def _stars(text: str) -> str:
    return "*".join(_plain(part) for part in text.split("*"))
