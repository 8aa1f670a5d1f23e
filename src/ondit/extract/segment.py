"""A document's text cut into headlines, headings, bullets and sentences. Offsets are code points of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sentencex import get_sentence_boundaries

_BULLET = re.compile(r"\s*(?:[-–—•▪◦*·►▶➤✔✅❌❗📌👉🔹🔸⚡️■□◆◇●○▲△▼▽◎★☆※✓]+|\d{1,2}[.)、．]|[①-⑳])\s*(?=\S)")
_LABEL = re.compile(
    r"[^\n:：]{1,60}?\s*[:：]\s*(?=\S)"
    r"|[^\n:：。=＝]{1,30}?(?: [=＝] ?|\u3000+)(?=\S)"  # ▲독일·리투아니아 = …; ■ロシア　…
)
_BRACKETED_LABEL = re.compile(r"【[^】\n=＝]{1,20}】\s*(?=\S)")
_NAME_LABEL = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}\.\s*(?=\S)")
_DATELINE_LABEL = re.compile(r"[A-ZÀ-ÝА-ЯЁІЇЄҐ][A-ZÀ-ÝА-ЯЁІЇЄҐ' -]{2,30} [—–-] ")
_DATELINE = re.compile(
    r"\([^)\n]{2,40}[=＝][^)\n]{2,30}\)\s*"  # (서울=한강통신)
    r"|【[^】\n]{1,30}[＝=][^】\n]{1,30}】\s*"  # 【マニラ＝みなと通信】
    r"|（[^）\n]{2,40}[电電]）\s*"  # （东岸社伊斯兰堡12月3日电）
    r"|[^\W\d_][^\n(]{1,45}\([^)\n]{2,40}\)\.?\s?[–—-]+\s"  # WASHINGTON, Feb 12 (Northern Wire) -
    r"|[^\W\d_][^\n(,.]{1,30}, \d{1,2}\.? [^\W\d_]{3,10}\.?(?: \d{4})?\.?\s?[–—-]+\s"  # La Spezia, 18 set –
    r"|[A-ZÀ-ÝА-ЯЁІЇЄҐ][A-ZÀ-ÝА-ЯЁІЇЄҐ /'’-]{2,30}(?:, [^\n–—(]{1,25}?)?\.?\s?[–—-]+\s"  # MANILA, 23 January 2026 —
)
_UPPER = "A-ZÀ-ÝА-ЯЁІЇЄҐĐŁŚŻŹĆŃÇĞİÖŞÜ"
_MISSED_CUT = re.compile(
    rf"(\b(?:[^\W\d_{_UPPER}]{{2,}}|\w{{5,}}|\d{{4}}|\d{{1,2}}/\d{{1,2}})[.!?…])[»”\"]?\s+(?=[«“„\"]?[{_UPPER}])"
    r"|([\u0600-\u06ff]{3,}[.!؟])[»”\"]?\s+(?=[«“\"]?[\u0600-\u06ff])"
)
_CLOSERS = "»”\"'’)]）】」』』›"
_ENDERS = ".!?…。！？؟۔"


@dataclass(frozen=True, slots=True)
class Segment:
    """One unit that can carry a claim. `kind`: headline, heading, bullet or sentence; `label`: the bullet's heading
    («Canons Archer :»), as (start, end); `paragraph` counts lines; `dateline`: where a dateline at its head ends, else 0."""

    start: int
    end: int
    kind: str
    paragraph: int
    label: tuple[int, int] | None = None
    dateline: int = 0


def segments(text: str, grammar: dict[str, Any]) -> list[Segment]:
    """The units of `text` in order; together they cover all but white space."""
    found: list[Segment] = []
    lines = _lines(text)
    first = lines[0][0] if lines else 0
    digest = sum(bool(_DATELINE_LABEL.match(text, a, b)) for a, b in lines) >= 3  # «VIETNAM — …», item after item
    bracketed = sum(bool(_BRACKETED_LABEL.match(text, a, b)) for a, b in lines) >= 3  # «【俄白演习】…»
    for number, (start, end) in enumerate(lines):
        bullet = _BULLET.match(text, start, end)
        body_start = bullet.end() if bullet else start
        is_title = start == first and len(lines) > 1
        label = _label(text, body_start, end, bullet is not None, digest, bracketed)
        sentences = [(start, end)] if is_title else _sentences(text, start, end, grammar)
        if (
            not is_title
            and not bullet
            and label is None
            and len(sentences) == 1
            and _is_heading(text, start, end, number, len(lines))
        ):
            found.append(Segment(start, end, "heading", number))
            continue
        if label and len(sentences) > 1 and sentences[0][1] <= label[1]:
            sentences = [(sentences[0][0], sentences[1][1]), *sentences[2:]]
        for n, (a, b) in enumerate(sentences):
            kind = "headline" if is_title else "bullet" if bullet else "sentence"
            found.append(
                Segment(
                    a, b, kind, number, label if not is_title else None, 0 if digest else _dateline(text, a, b, kind, n)
                )
            )
            if n == 0 and label and b < label[1]:
                label = None
    return found


def _dateline(text: str, start: int, end: int, kind: str, number: int) -> int:
    """Place, date and agency at the head of a report name neither a party nor a voice of its first sentence."""
    found = _DATELINE.match(text, start, end) if kind == "sentence" and number == 0 else None
    return found.end() if found and found.end() < end else 0


def _lines(text: str) -> list[tuple[int, int]]:
    lines, position = [], 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = position + len(raw) - len(raw.lstrip())
            lines.append((start, start + len(stripped)))
        position += len(raw) + 1
    return lines


def _label(
    text: str, start: int, end: int, bullet: bool, digest: bool, bracketed: bool = False
) -> tuple[int, int] | None:
    """The heading of a bullet, or of a digest's paragraph («VIETNAM — …», «【日菲】…»)."""
    found = _LABEL.match(text, start, end) if bullet else None
    found = found or (_NAME_LABEL.match(text, start, end) if bullet else None)  # «• Mali. The Africa Corps …»
    found = found or (_DATELINE_LABEL.match(text, start, end) if digest else None)
    found = found or (_BRACKETED_LABEL.match(text, start, end) if bracketed else None)
    if not found or found.end() >= end:
        return None
    return start, found.end()


def _is_heading(text: str, start: int, end: int, number: int, count: int) -> bool:
    """A short line without closing punctuation, between others."""
    return number > 0 and end - start <= 90 and text[end - 1] not in _ENDERS + _CLOSERS + ":：;,"


def _sentences(text: str, start: int, end: int, grammar: dict[str, Any]) -> list[tuple[int, int]]:
    line = text[start:end]
    cuts = _cuts(line, grammar["code"])
    merged: list[tuple[int, int]] = []
    abbreviations, quotative = tuple(grammar.get("abbreviations", ())), tuple(grammar.get("quotative", ()))
    for a, b in [piece for cut in cuts for piece in _split_more(line, *cut, abbreviations)]:
        piece = line[a:b].strip()
        if not piece:
            continue
        unparted = a > 0 and line[a - 1] == "." and line[a : a + 1].isalnum()  # Censor.NET
        if merged and (unparted or _belongs_to_previous(line, merged[-1], a, abbreviations, quotative)):
            merged[-1] = (merged[-1][0], b)
        else:
            merged.append((a, b))
    result = []
    for a, b in merged:
        piece = line[a:b]
        left = len(piece) - len(piece.lstrip())
        result.append((start + a + left, start + a + len(piece.rstrip())))
    return result


def _cuts(line: str, code: str) -> list[tuple[int, int]]:
    """Where the splitter cuts; it leaves quotations whole, so a line that is nothing but one (an answer) is cut inside."""
    quoted = len(line) > 2 and any(
        line[0] == a and line[-1] == b and not {a, b} & set(line[1:-1])
        for a, b in (('"', '"'), ("“", "”"), ("「", "」"))
    )
    inner = line[1:-1] if quoted else line
    cuts = [(b["start_index"], b["end_index"]) for b in get_sentence_boundaries(code, inner)]
    if not quoted or not cuts:
        return cuts
    moved = [(a + 1, b + 1) for a, b in cuts]
    return [(0, moved[0][1]), *moved[1:-1], (moved[-1][0] if len(moved) > 1 else 0, len(line))][: max(1, len(moved))]


def _split_more(line: str, start: int, end: int, abbreviations: tuple[str, ...]) -> list[tuple[int, int]]:
    """Cuts that the splitter misses: a lower-case word, a full stop, then a capital."""
    pieces, position = [], start
    for found in _MISSED_CUT.finditer(line, start, end):
        if not _abbreviated(line[position : found.end()].rstrip(), abbreviations):
            pieces.append((position, found.end()))
            position = found.end()
    return [*pieces, (position, end)]


def _abbreviated(text: str, abbreviations: tuple[str, ...]) -> bool:
    """Whether a text ends with an abbreviation as a whole word."""
    return any(text.endswith(a) and not text[: -len(a)][-1:].isalpha() for a in abbreviations)


def _belongs_to_previous(
    line: str, previous: tuple[int, int], start: int, abbreviations: tuple[str, ...], quotative: tuple[str, ...]
) -> bool:
    """Cuts that are none: after an abbreviation, after an ordinal or initial, before a lower-case word, inside a quotation
    that the sentence's own verb of saying closes («…。」と述べた)."""
    before, rest = line[previous[0] : previous[1]].rstrip(), line[start:].lstrip()
    if not before or not rest:
        return True
    if _abbreviated(before, abbreviations):
        return True
    if re.search(r"(?:^|\s)\w\.$", before) or (before[-1] == "." and rest[0].islower()):
        return True
    if rest[0] in "-–—" and previous[0] == 0 and before.endswith((").", ")")):
        return True  # a dateline: «Lima, 21 nov (Cordillera).- »
    if before[-1] in _CLOSERS and (rest[0].islower() or rest[0] in ",、，" or rest.startswith(quotative)):
        return True
    if rest[0] in _CLOSERS and len(rest) > 1 and not (rest[0] in "\"'" and rest[1].isalnum()):
        return True
    return _quoted_by_what_follows(before, rest, quotative)


def _quoted_by_what_follows(before: str, rest: str, quotative: tuple[str, ...]) -> bool:
    """Inside an open 「 whose closing bracket is followed by the verb of saying; an interview's answer is cut as usual."""
    if before.count("「") <= before.count("」"):
        return False
    closing = rest.find("」")
    return closing >= 0 and rest.startswith(quotative, closing + 1)
