"""A sentence cut into figures and words of the lexicon: what the grammars of quantities and of times both read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ondit.extract.cover import NAMING, Cover, readable, spans_by_type
from ondit.extract.numerals import compound, fold
from ondit.languages.boundaries import script, scripts
from ondit.languages.lexicon import Entry, Language, Mention

Spans = Sequence[tuple[int, int]]
_WHOLE_YEAR = ("within", "year-part", "month-part")
_DEALS = ("treaty", "contract", "memorandum", "declaration", "meeting", "call")
_OBJECT, _OBJECT_OF_DEALS = frozenset({"object"}), frozenset({"object", "deal"})
_RELATIVE = (*_WHOLE_YEAR, "year-rel", "month-rel", "week", "day")
_WORD = re.compile(r"w+|h+|d+")
_SPACE = r"[ \u00a0\u2009\u202f]"
_FIGURE = re.compile(
    rf"(?P<spaced>\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d))(?P<sd>[.,]\d{{1,2}}(?!\d))?"
    r"|(?P<grouped>\d{1,3}(?:(?P<sep>[.,'])\d{3})(?:(?P=sep)\d{3})*(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d))(?P<gd>[.,]\d+)?"
    r"|(?P<plain>\d+)(?P<pd>[.,]\d+)?"
)
_DATE = re.compile(
    r"(?:\d{4}([./-])\d{1,2}\1\d{1,2}|\d{1,2}([./-])\d{1,2}\2(?:\d{4}|\d{2})|\d{1,2}[./-](?:1[34]|19|20)\d\d|\d{1,2}/\d{1,2})"
    r"(?!\d|[./:-]\d)"
)
_MEANINGLESS = re.compile(
    r"(?!\d{1,3}(?:\.\d{3})+(?!\d|[./:]\d))\d+(?:[./:]\d+){2,}|\d+-\d+(?:-\d+)+|\d+:\d+|\d+/\d+|0\d+(?![.,]\d)"
)
_TWO_YEARS = re.compile(r"((?:19|20)\d\d)/\d\d(?!\d|/)")
_TELEPHONE = re.compile(r"\+\d[\d -]{6,}\d")
_DIGITS_IN_A_ROW = re.compile(r"[〇零一二三四五六七八九]{4}(?![〇零一二三四五六七八九十百千万])")
_DOT_AND_WORD = re.compile(r"\. [^\W\d]")
_FIGURE_NEAR = re.compile(r" ?\D{0,3}\d")
_DIGITS = "0123456789"
_HAN_DIGITS = "〇一二三四五六七八九"


@dataclass(slots=True)
class Token:
    """`start`, `end`: code points of the whole text; `stop`: where the word ends with what is attached to it.

    `kind`: figure, date (a figure with slashes or dots), barred (a figure that counts nothing), form, word, name (with
    a capital, or a sense in another file) or mark.
    `numbers` and `times`: headings of the lexicon's sections (`=12`, `unit person`); `marks`: functions of markers."""

    start: int
    end: int
    stop: int
    kind: str
    text: str
    value: float = 0.0
    digits: int = 0
    attached: bool = False
    numbers: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()

    def number(self, heading: str) -> str | None:
        """What follows the words `heading` in the first section of numbers.txt that begins so; None without one."""
        return _rest(self.numbers, heading)

    def time(self, heading: str) -> str | None:
        """The same for times.txt."""
        return _rest(self.times, heading)

    @property
    def is_integer(self) -> bool:
        return self.kind == "figure" and self.digits > 0 and self.value == int(self.value)


def _rest(headings: Iterable[str], wanted: str) -> str | None:
    for heading in headings:
        if heading == wanted:
            return ""
        if heading.startswith(wanted) and heading[len(wanted)] == " ":
            return heading[len(wanted) + 1 :]
    return None


@lru_cache(maxsize=64)
def _attachable(language: Language) -> dict[str, list[Entry]]:
    """Forms that may stand directly behind a figure or another form, by their folded text."""
    table: dict[str, list[Entry]] = {}
    for entry in language.entries:
        readable = entry.type in ("numbers", "times") and entry.sense not in _WHOLE_YEAR
        if readable and not entry.rest and entry.form[0].isalpha():
            table.setdefault(fold(entry.form, language), []).append(entry)
    return table


class Sheet:
    """The sentence text[start:end] laid out for reading: folded, with the forms of numbers and times by where they begin.

    Times and quantities are read from the same sheet. `names`: what lies in a name of equipment or a place."""

    def __init__(self, text: str, start: int, end: int, mentions: Sequence[Mention], language: Language):
        self.raw, self.offset, self.language = text, start, language
        self.folded = fold(text[start:end], language)
        self.classes = scripts(self.folded)
        spans = spans_by_type(mentions, start)
        self.names = Cover(
            (m.start - start, m.end - start)
            for m in mentions
            if m.type in ("designations", "places")
            or (m.type in ("objects", "parties") and any(c.isdigit() for c in m.form))
        )
        self.senses = {
            m.start - start: _OBJECT_OF_DEALS if m.sense in _DEALS else _OBJECT for m in mentions if m.type == "objects"
        }
        self.telling = {a for kind in NAMING for a, _ in spans.get(kind, ())}
        self.forms = readable(mentions, spans, start, self.classes)
        self.tokens: list[Token] | None = None


def lex(sheet: Sheet, taken: Spans = ()) -> list[Token]:
    """The tokens of a sentence in order. What lies inside `taken` spans (code points of the whole text) is `barred`."""
    if sheet.tokens is None:
        sheet.tokens = _Lexer(sheet).run()
    if not taken:
        return sheet.tokens
    hidden = Cover(taken)
    return [
        Token(t.start, t.end, t.stop, "barred", t.text, attached=t.attached)
        if t.kind not in ("word", "name", "mark") and hidden.holds(t.start)
        else t
        for t in sheet.tokens
    ]


class _Lexer:
    def __init__(self, sheet: Sheet):
        self.folded, self.classes, self.raw, self.offset = sheet.folded, sheet.classes, sheet.raw, sheet.offset
        self.language, self.names, self.senses = sheet.language, sheet.names, sheet.senses
        self.telling, self.forms = sheet.telling, sheet.forms
        self.tokens: list[Token] = []
        self.relaxed = sheet.language.boundaries.words != "spaced"

    def run(self) -> list[Token]:
        position, length = 0, len(self.folded)
        while position < length:
            char = self.folded[position]
            if char.isspace():
                position += 1
                continue
            token = (self._positional(position) if char in _HAN_DIGITS else None) or self._form(position)
            if char == "+" and (phone := _TELEPHONE.match(self.folded, position)):
                token = self._token(position, phone.end(), "barred")
            if char in _DIGITS and (token is None or token.end - self.offset <= position + 1):
                token = self._figure(position)
            token = token or self._plain_token(position)
            self.tokens.append(token)
            position = token.stop - self.offset
        return self.tokens

    def _token(
        self, start: int, end: int, kind: str, forms: Sequence[Mention | Entry] = (), stop: int = 0, value: float = 0.0,
        digits: int = 0,
    ) -> Token:  # fmt: skip
        begin = start + self.offset
        attached = bool(self.tokens) and self.tokens[-1].end == begin
        token = Token(
            begin, end + self.offset, (stop or end) + self.offset, kind, self.folded[start:end], value, digits, attached
        )
        if forms:
            token.numbers, token.times = _headings(forms, "numbers"), _headings(forms, "times")
            token.marks = frozenset(f.sense for f in forms if f.type == "markers")
            token.tags = frozenset(tag for f in forms if f.type != "markers" for tag in f.tags)
        return token

    def _form(self, at: int) -> Token | None:
        """The longest form of the lexicon at `at`, with all its senses."""
        last = self.tokens[-1] if self.tokens else None
        if at not in self.forms and not (self.relaxed and last is not None and last.stop == at + self.offset):
            return None
        counting = last is not None and any(h[0] in "=*" for h in last.numbers)
        found = [
            m
            for m in self.forms.get(at, ())
            if (counting or "bound" not in m.tags or m.sense == "fraction") and self._guard_holds(m, at)
        ]
        if last is not None and (last.kind == "figure" or counting):
            found = [
                m for m in found if m.type == "numbers" and m.sense[0] == "*"
            ] or found  # 12 milliards | de, not «milliards de»
            if last.digits != 4 and any(m.type == "times" and m.sense == "unit" for m in found):
                found = [
                    m for m in found if m.sense not in _RELATIVE
                ]  # 两年 | 内, not 年内; hai năm | tới, not năm tới
        found.sort(key=lambda m: m.guard is not None)
        longest = max((m.end for m in found), default=0) - self.offset
        best: list[Mention | Entry] = [m for m in found if m.end - self.offset == longest]
        if (
            self.relaxed
            and last is not None
            and last.stop == at + self.offset
            and last.kind in ("figure", "form", "date")
        ):
            stop, entries = self._attached_form(at)
            if stop >= longest:
                longest, best = stop, [*entries, *(best if stop == longest else ())]
        if not best or longest > len(self.folded):
            return None
        if all(f.type == "markers" for f in best):
            longest = self._before_a_form(at, longest)
        if longest - at <= 2 and _is_alphabetic(self.folded[longest - 1]) and self._names_on(at, longest):
            return None
        return self._token(at, longest, "form", best, stop=self._word_end(longest, best))

    def _before_a_form(self, at: int, end: int) -> int:
        """Where a marker is cut so that it leaves a time or number its first word: «de | la même année»."""
        for position in range(at + 1, end):
            if any(m.type != "markers" and m.end - self.offset > end for m in self.forms.get(position, ())):
                return at + len(self.folded[at:position].rstrip())
        return end

    def _names_on(self, at: int, end: int) -> bool:
        """Whether one or two letters begin a name (M113, T-72), not a magnitude or a unit."""
        after = f"{self.folded[end : end + 2]:2}"
        return after[0] in _DIGITS or (
            after[0] == "-" and after[1] in _DIGITS and not (at and self.folded[at - 1] in _DIGITS)
        )

    def _guard_holds(self, mention: Mention, at: int) -> bool:
        if mention.sense == "per" and self.folded[at] in _DIGITS:
            return bool(_FIGURE_NEAR.match(self.folded, mention.end - self.offset))  # 1日90機, but «1日、» is a date
        if mention.guard != "number":
            return True
        return bool(self.tokens) and (self.tokens[-1].kind == "figure" or bool(self.tokens[-1].numbers))

    def _attached_form(self, at: int) -> tuple[int, list[Entry]]:
        table = _attachable(self.language)
        for stop in range(min(at + 16, len(self.folded)), at, -1):
            entries = table.get(self.folded[at:stop])
            if entries and (
                script(self.folded[stop - 1]) != "w" or stop == len(self.folded) or script(self.folded[stop]) != "w"
            ):
                return stop, entries
        return 0, []

    def _word_end(self, at: int, forms: Sequence[Mention | Entry]) -> int:
        """Where the particles attached to a form end; unless what is attached is a form of the lexicon itself."""
        suffix = next((f.suffix for f in forms if isinstance(f, Mention) and f.suffix), "")
        if not self.relaxed or at >= len(self.folded) or script(self.folded[at - 1]) == "c":
            return at
        begin = at + 1 if self.folded[at] == "'" else at
        if (
            script(self.folded[begin : begin + 1] or " ") != script(self.folded[at - 1])
            or self._attached_form(begin)[0]
        ):
            return begin if begin > at and self._attached_form(begin)[0] else at
        stop = begin
        while stop < len(self.folded) and script(self.folded[stop]) == script(self.folded[at - 1]):
            if script(self.folded[stop]) == "h" and stop > begin and self._attached_form(stop)[0] and not suffix:
                break
            stop += 1
        return stop

    def _positional(self, at: int) -> Token | None:
        """二〇二五: a year written digit by digit."""
        found = _DIGITS_IN_A_ROW.match(self.folded, at)
        if not found or self.folded[at - 1 : at] in tuple(_HAN_DIGITS + "十百千万"):
            return None
        value = float("".join(str(_HAN_DIGITS.index("〇" if c == "零" else c)) for c in found.group()))
        return self._token(at, found.end(), "figure", value=value, digits=4)

    def _figure(self, at: int) -> Token:
        folded = self.folded
        date = _DATE.match(folded, at)
        if date and not self._named(at):
            return self._token(at, date.end(), "date", stop=self._figure_tail(date.end()))
        if season := _TWO_YEARS.match(folded, at):
            return self._token(at, season.end(), "figure", value=float(season[1]), digits=4)
        other = _MEANINGLESS.match(folded, at)
        if other:
            return self._token(at, other.end(), "barred")
        found = _FIGURE.match(folded, at)
        assert found is not None
        value, digits, end = self._value(found)
        kind = "barred" if self._barred(at, end) else "figure"
        token = self._token(at, end, kind, stop=self._figure_tail(end), value=value, digits=digits)
        if digits and self.language.grammar.get("ordinal_dot") and _DOT_AND_WORD.match(folded, end):
            token.tags = frozenset({"ordinal"})
        return token

    def _value(self, found: re.Match[str]) -> tuple[float, int, int]:
        """(value, digits of a plain integer, end); a group of three is thousands unless the shape forbids it."""
        if found["spaced"]:
            whole, part, end = re.sub(r"\D", "", found["spaced"]), found["sd"], found.end()
        elif found["grouped"]:
            whole, part, end = re.sub(r"\D", "", found["grouped"]), found["gd"], found.end()
            if self._is_decimal(found):
                return float(re.sub(r"[,']", ".", found["grouped"])), 0, found.end("grouped")
        else:
            whole, part, end = found["plain"], found["pd"], found.end()
            if len(whole) > 15:
                return float(whole[:15]), 0, end
            if not part:
                return float(whole), len(whole), end
        return float(whole[:15] + (f".{part[1:]}" if part else "")), 0, end

    def _is_decimal(self, found: re.Match[str]) -> bool:
        grouped, sign = found["grouped"], found["sep"]
        if sign is None or sign == "'" or grouped.count(sign) > 1 or found["gd"]:
            return False
        if grouped.startswith("0"):
            return True
        if sign != self.language.grammar.get("decimal", "."):
            return False
        rest = found.end()
        while rest < len(self.folded) and self.folded[rest] == " ":
            rest += 1
        following = [m.sense for m in self.forms.get(rest, ()) if m.type == "numbers"]
        if any(sense[0] == "*" for sense in following):
            return True
        percent = "percent" in following or self.folded[rest : rest + 1] == "%"
        return percent and sign not in self.language.grammar.get("thousands", ())

    def _figure_tail(self, end: int) -> int:
        """Skips a case ending after an apostrophe (2021'den) where no form of the lexicon stands there."""
        if self.relaxed and self.folded[end : end + 1] == "'" and self.folded[end + 1 : end + 2].isalpha():
            if self._attached_form(end + 1)[0]:
                return end + 1
            stop = end + 1
            while stop < len(self.folded) and self.folded[stop].isalpha():
                stop += 1
            return stop
        return end

    def _named(self, at: int) -> bool:
        """Whether the figure belongs to a name: KN-23, T-72, K9, or inside a designation."""
        if self.names.holds(at):
            return True
        last = self.tokens[-1] if self.tokens else None
        if not at or (
            last is not None and last.end == at + self.offset and (last.numbers or last.times) and len(last.text) > 1
        ):
            return False
        before = self.folded[at - 1]
        if before == "-" and at > 1:
            before = "a" if self.folded[at - 2] in "»”\"'" else self.folded[at - 2]
        return _is_alphabetic(before)

    def _barred(self, at: int, end: int) -> bool:
        if self._named(at):
            return True
        after = self.folded[end : end + 1]
        if after and _is_alphabetic(after):
            return end not in self.forms and not self._attached_form(end)[0]
        return after in ("×", "*") and self.folded[end + 1 : end + 2].isdecimal()

    def _plain_token(self, at: int) -> Token:
        if not self.folded[at].isalpha():
            return self._token(at, at + 1, "mark")
        kind = self.classes[at]
        if kind == "c":
            return self._token(at, at + 1, "word")
        found = _WORD.match(self.classes, at)
        stop = found.end() if found else at + 1
        if self.language.prefixes:
            split = (i for i in range(at + 1, stop) if any(m.prefix for m in self.forms.get(i, ())))
            stop = next(split, stop)
        named = at in self.telling or self.raw[at + self.offset].isupper()
        token = self._compound(at, stop) or self._token(at, stop, "name" if named else "word")
        token.tags |= self.senses.get(at, frozenset())
        if self.language.prefixes:
            token.marks |= frozenset(self.language.prefixes.get(token.text, ()))
        return token

    def _compound(self, at: int, stop: int) -> Token | None:
        """A number written as one word of several (fünfundzwanzig, 이십오), in Hangul with what is attached."""
        hangul = self.classes[at] == "h"
        if stop - at < (2 if hangul else 3) or stop - at > 40:
            return None
        for end in range(stop, at + 1, -1) if hangul else (stop,):
            heading = compound(self.folded[at:end], self.language)
            if heading and (
                end == stop or self.folded[end:stop] in self.language.suffixes or self._attached_form(end)[0]
            ):
                token = self._token(at, end, "form", stop=end if self._attached_form(end)[0] else stop)
                token.numbers = (heading,)
                return token
        return None


def _is_alphabetic(char: str) -> bool:
    """A letter of Latin, Cyrillic or Greek, where a figure touching it is part of a name."""
    return char.isalpha() and (char < "\u0530" or "\u1e00" <= char < "\u2000")


def _headings(forms: Iterable[Mention | Entry], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join((f.sense, *f.args)) for f in forms if f.type == kind))
