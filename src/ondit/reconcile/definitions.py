"""What a figure counts, where words of the evidence tell: the dead, the wounded, both, prisoners; a whole country; a total.

Figures of different definitions are different propositions. The words are data of `knowledge/definitions.txt`.
"""

from __future__ import annotations

import re
from functools import cache

from ondit.knowledge import sections
from ondit.reconcile.voices import fold
from ondit.records import Claim

_CLAUSE = re.compile(r"[,;，、；،]|\b(?:and|et|y|und|и|та|i|ve|và|e)\b| و|，")


@cache
def _words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table: dict[str, list[str]] = {}
    for _, heading, forms in sections("definitions.txt"):
        table.setdefault(heading[0], []).extend(forms)
    return tuple(
        (
            sense,
            re.compile(
                "|".join(
                    ("" if re.search(r"[\u0600-\u06ff\u3040-\u9fff\uac00-\ud7af]", f) else r"\b") + re.escape(f)
                    for f in sorted(forms, key=len, reverse=True)
                )
            ),
        )
        for sense, forms in sorted(table.items())
    )


def definition_of(claim: Claim) -> str:
    """`killed`, `wounded`, `casualties`, `captured`, `destroyed` for losses; `nationwide` for production; else ''."""
    text = fold(claim.evidence.text)
    if claim.kind == "losses":
        return _loss(_near_figure(text, claim), text)
    if claim.kind == "production":
        return "nationwide" if "nationwide" in senses(text) else ""
    return ""


def senses(text: str) -> frozenset[str]:
    return frozenset(sense for sense, pattern in _words() if pattern.search(text))


def _loss(clause: str, sentence: str) -> str:
    for text in (clause, sentence):
        found = senses(text) & {"killed", "wounded", "casualties", "captured", "destroyed", "missing"}
        if "casualties" in found or _listed(sentence):
            return "casualties"
        if len(found) == 1:
            return next(iter(found))
        if found:
            return "casualties" if {"killed", "wounded"} <= found else sorted(found)[0]
    return ""


def _listed(text: str) -> bool:
    """Killed and wounded side by side («killed, wounded or missing»): one figure counts both."""
    words = dict(_words())
    dead = [m.span() for m in words["killed"].finditer(text)]
    hurt = [m.span() for m in words["wounded"].finditer(text)]
    return any(
        0 <= v - e <= 8 or 0 <= s - w <= 8
        for s, e in dead
        for v, w in hurt
        if not re.search(r"\d", text[min(e, w) : max(s, v)])
    )


def _near_figure(text: str, claim: Claim) -> str:
    """The clause that holds the claim's figure; where it is not in digits, the clauses without any."""
    q = claim.quantity
    value = q.low if q and q.low is not None else q.high if q else None
    clauses = [c for c in _CLAUSE.split(re.sub(r"(?<=\d)[,. \u00a0](?=\d{3})", "", text)) if c]
    if value is not None and value == int(value):
        for clause in clauses:
            if re.search(rf"(?<!\d){int(value)}(?!\d)", clause):
                return clause
        return " ".join(c for c in clauses if not re.search(r"\d", c)) or text
    return text
