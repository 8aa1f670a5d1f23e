"""The words that name a voice: the subject of a verb of saying, or what follows «according to»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ondit.extract.frames import in_quotes
from ondit.extract.scene import Item, Scene

_STOPS = ',;:()—–…!?«»“”„"，、；：。（）「」『』【】،؛\n'
_INSIDE = re.compile(r"(?<=[^\W\d_A-Z]) [«“„\"]?([^\W\d_]{4,})")
_TRIM = " \t\u00a0\u202f-–—,;:'’\"«»“”"
_WORD = re.compile(r"[^\s]+")
LONGEST = 90
DATED = frozenset({"weekday", "day", "month", "week", "month-rel", "year-rel", "season", "quarter", "night"})


def topic(scene: Scene, verb: Item) -> tuple[int, int] | None:
    """Verb-final languages: a subject right before the verb, behind the clause that it reports («…했다고 X가 밝혔다»);
    else the first noun phrase with a subject particle that can speak."""
    speakers = [
        (i, end) for i in scene.items
        if i.end <= verb.start and can_speak(i) and not in_quotes(scene, i.start)
        and (end := _particle_end(scene, i, ("subj",))) is not None
    ]  # fmt: skip
    named = _bracketed(scene, verb)
    if named is not None and (not speakers or named[0] < speakers[0][0].start):
        return named
    if not speakers:
        return _unmarked(scene, verb)
    reported = max((c.end for c in scene.of("markers", "clause") if c.end <= verb.start), default=-1)
    told = _told_before(scene, speakers[-1][0].start)
    behind = [(i, end) for i, end in speakers if i.start >= max(reported, told) >= 0]
    _, end = (behind or speakers)[0]
    found = _phrase_back(scene, end)
    return (max(found[0], told), found[1]) if found is not None and behind and told < found[1] else found


def _told_before(scene: Scene, end: int) -> int:
    """Where the clause ends that is reported before its speaker («…したと国防省は発表した»), -1 where none does."""
    pattern = scene.language.grammar.get("reporting")
    if not pattern:
        return -1
    found = list(re.compile(pattern).finditer(scene.text, scene.segment.start, end))
    return found[-1].end() if found and end - found[-1].end() <= 30 else -1


_BRACKETS = {"「": "」", "『": "』", "‘": "’", "“": "”", "《": "》"}


def _bracketed(scene: Scene, verb: Item) -> tuple[int, int] | None:
    """«専門メディア「38ノース」は …»: a name in brackets behind a noun that speaks, with the subject's particle behind it."""
    text = scene.text
    for item in scene.of("speech", "voice", "office"):
        opens = item.end + (text[item.end : item.end + 1] == " ")
        close = text.find(_BRACKETS.get(text[opens : opens + 1], "\0"), opens, min(opens + 26, verb.start))
        if close < 0:
            continue
        letters = scene.language.fold(text[close + 1 : close + 4])
        if any("subj" in scene.language.suffixes.get(letters[:n], ()) for n in (3, 2, 1)):
            return opens + 1, close
    return None


def _unmarked(scene: Scene, verb: Item) -> tuple[int, int] | None:
    """Languages whose subject has no particle (Turkish): the first bare phrase that can speak, with its office."""
    if any("subj" in functions for functions in scene.language.suffixes.values()):
        return None
    opens = scene.segment.label[1] if scene.segment.label else 0  # «Atina: …» is what the bullet is about
    after = max((i for i in range(max(opens, scene.segment.start), verb.start) if scene.text[i] in ";؛"), default=-1)
    if after >= 0 and (behind := _first_bare(scene, verb, after)) is not None:
        return behind
    return _first_bare(scene, verb, opens)


def _first_bare(scene: Scene, verb: Item, opens: int) -> tuple[int, int] | None:
    """The first bare phrase from a position on that can speak, before its verb."""
    start = end = -1
    for item in scene.items:
        if (
            item.start < opens
            or item.end > verb.start
            or not (can_speak(item) or item.type == "parties")
            or in_quotes(scene, item.start)
        ):
            continue
        if end >= 0 and item.start - end <= 14 and scene.clear(end, item.start):
            end = item.end
        elif end < 0 or set(_own_functions(scene, start, end)) - {"subj"}:
            start, end = item.start, item.end
    if end < 0 or set(_own_functions(scene, start, end)) - {"subj"}:
        return None
    return trimmed(scene, start, _word_stop(scene, end))


def _own_functions(scene: Scene, start: int, end: int) -> tuple[str, ...]:
    """What the last noun of a phrase is marked as; a possessive ending on an office is no case."""
    last = [
        i for i in scene.items if start <= i.start and i.end <= end and i.type in ("parties", "speech", "reference")
    ]
    return last[-1].functions if last and last[-1].type != "speech" else ()


def _word_stop(scene: Scene, end: int) -> int:
    while end < scene.segment.end and scene.text[end].isalpha():
        end += 1
    return end


def can_speak(item: Item) -> bool:
    if item.type == "parties":
        return item.mention.args[0] != "adj"
    return (item.type == "speech" and item.sense in ("voice", "office", "title")) or (
        item.type == "reference" and item.sense in ("speaker", "one")
    )


def _particle_end(scene: Scene, item: Item, functions: Sequence[str]) -> int | None:
    """Where the noun phrase of `item` ends before a particle of one of these functions, within the next few words."""
    text, language = scene.text, scene.language
    if item.type == "reference":  # listed with its particle: «국방부는»
        own = language.fold(text[item.start : item.end])
        for length in (2, 1):
            if set(language.suffixes.get(own[-length:], ())) & set(functions) and len(own) > length + 1:
                return item.end - length
    position, stop = item.end, min(scene.segment.end, item.end + 24)
    while position < stop and text[position] not in _STOPS:
        folded = language.fold(text[position : position + 4])
        for length in (3, 2, 1):
            senses = language.suffixes.get(folded[:length])
            if senses is None or not _word_ends(scene, position + length):
                continue
            if set(senses) & set(functions):
                return position
            if not set(senses) & {"of", "and", "with"}:
                return None
        position += 1
    return None


def _word_end(scene: Scene, at: int) -> int:
    """Where a Hangul word ends that goes on at a position."""
    while at < scene.segment.end and "\uac00" <= scene.text[at] <= "\ud7a3":
        at += 1
    return at


def _word_ends(scene: Scene, at: int) -> bool:
    if at >= len(scene.text) or not scene.text[at].isalpha():
        return True
    return not "\uac00" <= scene.text[at] <= "\ud7a3"


def _phrase_back(scene: Scene, end: int) -> tuple[int, int] | None:
    """The noun phrase ending at `end`: back to punctuation, a time, the clause that is reported, or a word with a particle
    of another function."""
    text, start = scene.text, end
    floor = max(scene.segment.start, end - LONGEST)
    if scene.segment.label is not None and scene.segment.label[1] <= end:
        floor = max(floor, scene.segment.label[1])
    while start > floor and text[start - 1] not in _STOPS:
        start -= 1
    for item in scene.items:
        if not start <= item.start or item.end >= end:
            continue
        if (item.type == "times" and item.sense != "this") or (item.type == "triggers" and not item.is_noun):
            start = max(start, _word_end(scene, item.end))
        elif item.type == "markers" and item.sense == "clause" and "post" in item.mention.args:
            start = max(start, item.end)
        elif (
            item.type in ("parties", "objects", "triggers", "speech", "reference")
            and item.host is None
            and set(item.functions) & {"subj", "obj", "to", "from", "in"}
            and (length := _particle_length(scene, item.end))
        ):
            start = max(start, item.end + length)
    return trimmed(scene, min(start, end), end)


def _particle_length(scene: Scene, at: int) -> int:
    """How long the particle is that is attached at a position, 0 where none is."""
    language = scene.language
    letters = language.fold(scene.text[at : at + 4])
    return next((n for n in range(len(letters), 0, -1) if letters[:n] in language.suffixes), 0)


def phrase_before(scene: Scene, end: int) -> tuple[int, int] | None:
    """The noun phrase before a verb: back to the boundary of the clause; an apposition between commas stands for it."""
    text = scene.text
    if scene.language.grammar.get("order") == "SOV" and not scene.language.grammar.get("possessed"):
        span = _phrase_back(scene, end)
        return span if span and speaks(scene, *span) else None
    if (inside := _around_auxiliary(scene, end)) is not None:
        return inside
    end = before_auxiliary(scene, end)
    while end > scene.segment.start and text[end - 1] in " \u00a0\u202f":
        end -= 1
    apposed = end > scene.segment.start and text[end - 1] in ",，"
    if apposed:
        end -= 1
    start = _left_edge(scene, end)
    span = trimmed(scene, start, end)
    if span is None and not apposed:
        return None
    if apposed and span is None:
        span = (start, end)
    assert span is not None
    if apposed and not _named(text[span[0] : span[1]]):
        comma = max(text.rfind(mark, scene.segment.start, end) for mark in ",，")
        close = max(scene.segment.start, start - 1 if comma < 0 else min(comma, start - 1))
        outer = trimmed(scene, _left_edge(scene, close), close)
        return outer if outer and speaks(scene, *outer) else None
    return span if speaks(scene, *span) else None


def _around_auxiliary(scene: Scene, end: int) -> tuple[int, int] | None:
    """«Russland hat … bestritten», «Im Juni hatte Russland angekündigt»: where a verb comes second, the subject stands
    before the auxiliary or right behind it."""
    if not scene.language.grammar.get("verb_second"):
        return None
    near = [i for i in scene.of("modality", "have", "be") if i.end < end and end - i.end <= 150]
    if not near or any(c in scene.text[near[-1].end : end] for c in ",;:"):
        return None
    for start, stop in ((_left_edge(scene, near[-1].start), near[-1].start), (near[-1].end, end)):
        span = trimmed(scene, start, stop)
        if span and speaks(scene, *span):
            return span
    return None


def before_auxiliary(scene: Scene, end: int) -> int:
    """«L'ambassade a de sa part accusé»: the subject ends before the auxiliary."""
    starts = [i.start for i in scene.of("modality", "have", "be") if i.end <= end and end - i.end <= 25]
    return min(starts, default=end) if starts and not any(c in scene.text[min(starts) : end] for c in ",;:.") else end


def _left_edge(scene: Scene, end: int) -> int:
    """Back from `end` to punctuation, a verb, a clause marker, a time or the start of the sentence."""
    text, start = scene.text, end
    floor = max(scene.segment.start, scene.segment.dateline, end - LONGEST)
    if scene.segment.label is not None and scene.segment.label[1] <= end:
        floor = max(floor, scene.segment.label[1])
    while start > floor and (text[start - 1] not in _STOPS or _inside_word(text, start - 1)):
        start -= 1
    for item in scene.items:
        if not start <= item.start or item.end > end:
            continue
        closes = (
            (item.type == "triggers" and not item.is_noun and item.tags & {"past", "pres", "fut", "impf"})
            or (item.type == "markers" and item.sense == "clause")
            or (item.type == "modality" and item.sense in ("have", "be", "plan", "deny"))
            or (item.type == "modality" and item.sense == "refuse" and item.tags & {"past", "pres"})
            or (item.type == "times" and _opens(scene, start, item.start))
            or (item.type == "speech" and item.sense in ("say", "cite", "continue", "this", "source"))
        )
        if closes and item.end < end:
            start = max(start, item.end)
        if item.type == "reference" and item.sense == "one" and item.end == end and " " not in text[item.start : end]:
            start = max(start, item.start)  # «five firms it accuses»: the pronoun is the subject
    return start


def _opens(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing, or one preposition or article, stands before a time at the head of a phrase («On Monday», «Le 3 mai»)."""
    word = scene.text[start:end].strip(" 0123456789.")
    at = scene.text.find(word, start)
    return (
        not word
        or word.lower() in scene.language.grammar.get("name_articles", ())
        or any((m.start, m.end) == (at, at + len(word)) for m in scene.of("markers", "in", "on"))
    )


def _inside_word(text: str, at: int) -> bool:
    return text[at] in "'’-.–" and 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def phrase_after(scene: Scene, start: int, subject: bool = False) -> tuple[int, int] | None:
    """The noun phrase after a source preposition or an inverted verb: on to punctuation or the next verb."""
    if subject:
        start = _past_time(scene, start)
    text, limit = scene.text, min(scene.segment.end, start + LONGEST)
    if (quoted := _quoted_name(text, start, limit)) is not None:
        return trimmed(scene, *quoted)
    end = start
    while end < limit and (
        text[end] not in _STOPS or _inside_word(text, end) or (end - start <= 2 and text[end] in "،,：:")
    ):
        if text[end] in "«“„「" and end > start:
            break
        if text[end].isdigit() and text[end - 1] == " " and end - start > 8 and scene.language.cases:
            break  # «nach Angaben des Geheimdienstes 5.000 Soldaten»: no comma parts a voice from a figure
        end += 1
    named = _quoted_name(text, end, limit)  # «die „Washington Post“», «газета „Савски глас“»
    if named and (
        end - start <= 5 or any(i.end <= end <= i.end + 2 and i.start >= start for i in scene.of("speech", "voice"))
    ):
        return trimmed(scene, start, named[1])
    for item in scene.items:
        if item.start <= start or item.start >= end:
            continue
        closes = (
            (
                item.type == "triggers"
                and not item.is_noun
                and item.tags & {"past", "pres", "fut", "impf"}
                and item.start - start > 3
            )
            or (item.type == "markers" and item.sense == "clause")
            or (item.type == "modality" and item.sense in ("have", "be", "plan"))
            or (item.type == "numbers" and item.sense in ("about", "more", "less") and bool(scene.language.cases))
            or (item.type == "speech" and item.sense in ("say", "cite", "relay", "source"))
            or (item.type == "times" and item.sense in DATED and item.start - start > 3)
        )
        if not subject and item.type == "parties" and item.functions == ("subj",) and item.start - start > 8:
            end = min(end, item.start)  # «według wywiadu Korei Południowej | Korea Północna wysłała»
        if item.type == "objects" and _behind_genitive(scene, item, start):
            end = min(end, item.start)
        if (
            subject
            and item.type == "markers"
            and item.sense == "to"
            and "pre" in item.mention.args
            and _spoken_before(scene, start, item.start)
        ):
            end = min(end, item.start)  # «dijo Kim a Putin»
        if (occasion := _occasion(scene, item, start)) is not None:
            end = min(end, occasion)
        if closes or (subject and scene.language.grammar.get("order") == "VSO" and _ends_subject(scene, item, start)):
            end = min(end, item.start - len(item.mention.prefix))
    span = trimmed(scene, start, end)
    return span if span and (not subject or speaks(scene, *span)) else None


def _past_time(scene: Scene, start: int) -> int:
    """Behind a time between an inverted verb and its subject («klagte im Juli | ein Abgeordneter»)."""
    at = start
    for item in scene.of("times"):
        if item.sense in DATED and 0 <= item.start - at <= 12 and _opens(scene, at, item.start):
            at = item.end
            while at < scene.segment.end and scene.text[at] in " 0123456789":
                at += 1
    return start if any(c.start == at for c in scene.of("markers", "clause")) else at


def _behind_genitive(scene: Scene, item: Item, start: int) -> bool:
    """«nach Darstellung Kiews | Drohnenteile»: where cases mark nouns, a noun right behind a state's name in the genitive is
    the next phrase."""
    return bool(scene.language.grammar.get("verb_second")) and any(
        start <= p.start and item.start - p.end == 1 and p.mention.args[0] in ("name", "capital") for p in scene.parties
    )


def _spoken_before(scene: Scene, start: int, end: int) -> bool:
    return scene.language.grammar.get("order") == "SVO" and any(
        start <= i.start
        and i.end <= end
        and (i.type == "parties" and i.mention.args[:1] in (("person",), ("name",), ("capital",)))
        for i in scene.items
    )


def _quoted_name(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """A short name in quotation marks that opens at `start`: an outlet («ujawnił „Die Welt”»)."""
    at = start
    while at < limit and text[at] in " \u00a0":
        at += 1
    close = {"«": "»", "„": "“”", "“": "”"}.get(text[at : at + 1])
    if close is None or not text[at + 1 : at + 2].isupper():
        return None
    end = next((i for i in range(at + 1, min(limit, at + 40)) if text[i] in close), None)
    return None if end is None else (at, end + 1)


def _occasion(scene: Scene, item: Item, start: int) -> int | None:
    """Where «Lavrov | at talks with …», «глава МИД | на переговорах с …» ends: a preposition with a meeting or visit."""
    if (
        item.type != "triggers"
        or not item.is_noun
        or item.sense not in ("meet", "visit", "negotiate", "call", "honour")
    ):
        return None
    before = [
        m.start
        for m in scene.of("markers")
        if m.sense in ("in", "on", "about", "to") and "pre" in m.mention.args and 0 <= item.start - m.end <= 16
    ]
    return max((at for at in before if at - start > 3), default=None)


def _ends_subject(scene: Scene, item: Item, start: int) -> bool:
    """Verb-first languages: the subject ends before a verbal noun, another bare party, or «about», «to», «with»."""
    if item.start - start <= 3:
        return False
    if item.type == "triggers" and item.is_noun:
        return True
    if item.type == "markers" and item.sense in ("about", "on", "to", "with") and "pre" in item.mention.args:
        return True
    earlier = [p for p in scene.parties if start <= p.start < item.start]
    return (
        item.type == "parties"
        and bool(earlier)
        and item.host is None
        and not item.functions
        and item.mention.args[0] == "name"
    )


def _behind_preposition(scene: Scene, start: int, end: int) -> int:
    """«В МИД заявили», «w Kijowie potwierdzono»: the place speaks, its preposition is no part of the name."""
    if not scene.language.cases:
        return start
    for marker in scene.of("markers", "in"):
        if marker.start == start and marker.end < end - 1 and "pre" in marker.mention.args:
            return marker.end + 1
    return start


def trimmed(scene: Scene, start: int, end: int) -> tuple[int, int] | None:
    text = scene.text
    if end == scene.segment.end and end > start and text[end - 1] in ".!?؟":
        end -= 1
    while start < end and (text[start] in _TRIM or text[start] in _STOPS):
        start += 1
    while end > start and (text[end - 1] in _TRIM or text[end - 1] in _STOPS):
        end -= 1
    for item in scene.items:  # an attached preposition is no part of the voice
        if (
            item.mention.prefix
            and item.start - len(item.mention.prefix) == start
            and scene.language.prefixes.get(item.mention.prefix)
        ):
            start = item.start
    start = _behind_preposition(scene, start, end)
    changed = True
    while changed:
        changed = False
        for item in scene.items:
            if (
                item.type == "markers"
                and item.sense in ("and", "clause", "in", "on", "from")
                and item.end == end
                and item.start > start
                and "pre" in item.mention.args
            ):
                end = len(text[: item.start].rstrip())
                changed = True
            if (
                (
                    (item.type == "times" and item.sense in DATED)
                    or (item.type == "modality" and item.sense in ("have", "be", "negation"))
                )
                and item.end == end
                and item.start > start
            ):
                end = len(text[: item.start].rstrip())
                changed = True
            if item.type == "times" and item.sense in DATED and item.start == start and item.end < end:
                start = item.end
                while start < end and (text[start] in _TRIM or text[start] in _STOPS):
                    start += 1
                changed = True
    if scene.language.grammar.get("words") == "unspaced":
        end = _head_final(scene, start, end)
    return (start, end) if 0 < end - start <= LONGEST else None


def narrowed(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """A long title before a name gives way to its last word and the name («Kremlin spokesman X» → «spokesman X»), and what
    surrounds a known medium to its name («the Japanese broadcaster NHK»)."""
    name = _own_name(scene, start, end)
    if name is None or end - start <= 2 * (end - name):
        return start, end
    if any(i.end == end and i.mention.args[:1] == ("media",) for i in scene.of("parties")):
        return name, end
    titles = [i.start for i in scene.of("speech", "title", "voice") if start <= i.start < name]
    fitting = [at for at in titles if 2 * (end - at) >= end - start and end - at <= 2 * (end - name)]
    return min(fitting, default=start), end


def _own_name(scene: Scene, start: int, end: int) -> int | None:
    """Where the proper name of a person or medium begins that closes a voice; None where it closes with another word."""
    medium = [i.start for i in scene.of("parties") if i.end == end and i.mention.args[:1] == ("media",)]
    titles = [i.end for i in scene.of("speech", "title") if start <= i.start and i.end < end]
    if medium or not titles:
        return max(medium, default=None)
    words = list(_WORD.finditer(scene.text, max(titles), end))
    named = len(words) in (2, 3) and all(w.group()[0].isupper() for w in words)
    taken = any(
        i.mention.args[:1] != ("person",) and i.start >= max(titles) and i.end <= end for i in scene.of("parties")
    )
    return words[0].start() if named and not taken else None


def _head_final(scene: Scene, start: int, end: int) -> int:
    """Where nouns end their phrase and no space parts words, a voice ends with its last speaking noun and a short name:
    «金正恩|首次公开», «秘书|去年6月访问平壤时»."""
    stops = [
        i.start
        for i in scene.items
        if start < i.start < end and (i.type == "times" or (i.type == "triggers" and not i.is_noun))
    ]
    cut = min([*stops, end])
    heads = [i.end for i in scene.items if start <= i.start and i.end <= cut and (can_speak(i) or i.type == "parties")]
    if not heads:
        return end
    last = max(heads)
    return last if cut - last > 4 or cut < end else end


def _named(text: str) -> bool:
    words = _WORD.findall(text)
    return bool(words) and sum(w[:1].isupper() for w in words) * 2 >= len(words)


def speaks(scene: Scene, start: int, end: int) -> bool:
    """Whether a noun phrase holds a voice: a party, an office, a source noun, a pronoun for one, or a capitalised name."""
    for item in scene.items:
        if item.start >= end or item.end <= start:
            continue
        if item.type == "parties" and item.mention.args[0] != "adj":
            return True
        if item.type == "speech" and item.sense in ("voice", "office", "title"):
            return True
        if item.type == "reference" and item.sense in ("one", "speaker", "counterpart", "both", "other"):
            return True
    words = _WORD.findall(scene.text[start:end])
    if len(words) == 1:  # «подсчитали в SIPRI», «Meridian adds»
        acronym = len(words[0]) >= 3 and words[0].isupper() and words[0].isalpha()
        return acronym or _a_name(scene.text, words[0])
    return len(words) >= 2 and all(w[:1].isupper() for w in words[-2:])


def _a_name(text: str, word: str) -> bool:
    """Whether a single unknown word is a name: with a capital, also inside a sentence («the daily Meridian … Meridian adds»)."""
    return len(word) >= 4 and word[0].isupper() and word.isalpha() and word in _inside_sentences(text)


@lru_cache(maxsize=4)
def _inside_sentences(text: str) -> frozenset[str]:
    """Words of a text that stand behind a lower-case word, in their own spelling."""
    return frozenset(m.group(1) for m in _INSIDE.finditer(text))
