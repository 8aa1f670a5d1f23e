"""Who says it: the chain of voices of a sentence, each as the words that name it, the origin first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ondit.extract.frames import in_quotes
from ondit.extract.scene import Item, Scene

_STOPS = ",;:()—–…!?«»“”„\"，、；：。（）「」『』【】،؛\n"
_TRIM = " \t\u00a0\u202f-–—,;:'’\"«»“”"
_WORD = re.compile(r"[^\s]+")
LONGEST = 90
_DATED = frozenset({"weekday", "day", "month", "week", "month-rel", "year-rel", "season", "quarter", "night"})


@dataclass(frozen=True, slots=True)
class Speech:
    """One act of saying. `voices`: (start, end) spans, origin first; `verb`: the word that marks it; `denies` for a denial;
    `start`, `end`: what it covers."""

    voices: tuple[tuple[int, int], ...]
    verb: Item
    denies: bool
    start: int
    end: int


def speeches(scene: Scene) -> list[Speech]:
    """Every act of saying in the sentence, by position; their covers split the sentence where there are several."""
    found: list[Speech] = []
    cited = [i for i in scene.items if i.type == "speech" and i.sense in ("cite", "relay")]
    for item in scene.items:
        if item.type == "speech" and item.sense == "source":
            span = _source_span(scene, item)
        elif (item.type == "speech" and item.sense == "say") or (item.type == "modality" and item.sense == "deny" and not item.is_noun):
            if any((c.start, c.end) == (item.start, item.end) for c in cited) or _passive(scene, item):
                continue
            span = _subject_span(scene, item)
        else:
            continue
        if span is not None:
            found.append(Speech((span,), item, item.type == "modality", scene.segment.start, scene.segment.end))
    found = _with_cited(scene, found, cited)
    return _covers(scene, _without_doubles(found))


def _passive(scene: Scene, verb: Item) -> bool:
    """«the text was not published»: what is said, not who says it."""
    if "part" not in verb.tags or "past" in verb.tags:
        return False
    auxiliaries = [i for i in scene.of("modality", "have", "be") if i.end <= verb.start and verb.start - i.end <= 12]
    return bool(auxiliaries) and auxiliaries[-1].sense == "be"


def _source_span(scene: Scene, item: Item) -> tuple[int, int] | None:
    """«according to X»: X follows a preposition, or precedes a postposition."""
    if "post" in item.mention.args or "suffix" in item.mention.args:
        closing = item.end >= scene.segment.end - 2 or scene.text[item.end : item.end + 1] in ",."
        return _before(scene, item.start) if closing or scene.language.grammar.get("order") == "SOV" else None
    if _is_preposition(scene, item) and (item.start > scene.segment.start + 2 or not _comma_follows(scene, item.end)):
        return None
    span = _after(scene, item.end)
    counted = span is not None and any(i.start <= span[0] < i.end for i in scene.of("numbers", "more", "less", "about", "fraction"))
    return None if counted else span


def _is_preposition(scene: Scene, item: Item) -> bool:
    """A word that is also a plain preposition («pour», «для») names a source only at the head of the sentence."""
    return any((i.start, i.end) == (item.start, item.end) for i in scene.of("markers"))


def _comma_follows(scene: Scene, start: int) -> bool:
    return "," in scene.text[start : start + 50]


def _subject_span(scene: Scene, verb: Item) -> tuple[int, int] | None:
    """The subject of a verb of saying: before it, in apposition before its comma, or inverted behind it."""
    order = scene.language.grammar.get("order", "SVO")
    if order == "SOV":
        return _topic(scene, verb)
    if order == "VSO":
        return _after(scene, verb.end, subject=True) or _before(scene, verb.start)
    before = _before(scene, verb.start)
    inverted = before is None or _closes_clause(scene, verb.start)
    if inverted and not scene.text[verb.end : verb.end + 1] in (":", "："):
        return _after(scene, verb.end, subject=True) or before
    return before


def _closes_clause(scene: Scene, at: int) -> bool:
    """«…», a annoncé X: the verb, with its auxiliary, follows a quotation or the comma that closes what is said."""
    text = scene.text[scene.segment.start : _before_auxiliary(scene, at)].rstrip()
    return bool(text) and text[-1] in "»”\"」,،，–—-"


def _topic(scene: Scene, verb: Item) -> tuple[int, int] | None:
    """Verb-final languages: a subject right before the verb, behind the clause that it reports («…했다고 X가 밝혔다»);
    else the first noun phrase with a subject particle that can speak."""
    speakers = [
        (i, end) for i in scene.items
        if i.end <= verb.start and _can_speak(i) and not in_quotes(scene, i.start)
        and (end := _particle_end(scene, i, ("subj",))) is not None
    ]  # fmt: skip
    if not speakers:
        return _unmarked(scene, verb)
    reported = max((c.end for c in scene.of("markers", "clause") if c.end <= verb.start), default=-1)
    behind = [(i, end) for i, end in speakers if i.start >= reported >= 0]
    _, end = (behind or speakers)[0]
    return _phrase_back(scene, end)


def _unmarked(scene: Scene, verb: Item) -> tuple[int, int] | None:
    """Languages whose subject has no particle (Turkish): the first bare phrase that can speak, with its office."""
    if any("subj" in functions for functions in scene.language.suffixes.values()):
        return None
    start = end = -1
    for item in scene.items:
        if item.end > verb.start or not (_can_speak(item) or item.type == "parties") or in_quotes(scene, item.start):
            continue
        if end >= 0 and item.start - end <= 14 and scene.clear(end, item.start):
            end = item.end
        elif end < 0 or set(_own_functions(scene, start, end)) - {"subj"}:
            start, end = item.start, item.end
    if end < 0 or set(_own_functions(scene, start, end)) - {"subj"}:
        return None
    return _trimmed(scene, start, _word_stop(scene, end))


def _own_functions(scene: Scene, start: int, end: int) -> tuple[str, ...]:
    """What the last noun of a phrase is marked as; a possessive ending on an office is no case."""
    last = [i for i in scene.items if start <= i.start and i.end <= end and i.type in ("parties", "speech", "reference")]
    return last[-1].functions if last and last[-1].type != "speech" else ()


def _word_stop(scene: Scene, end: int) -> int:
    while end < scene.segment.end and scene.text[end].isalpha():
        end += 1
    return end


def _can_speak(item: Item) -> bool:
    if item.type == "parties":
        return item.mention.args[0] != "adj"
    return (item.type == "speech" and item.sense in ("voice", "office", "title")) or (item.type == "reference" and item.sense in ("speaker", "one"))


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
            if senses and set(senses) & set(functions) and _word_ends(scene, position + length):
                return position
            if senses and length == 1 and _word_ends(scene, position + 1) and not set(senses) & {"of", "and", "with", *functions}:
                return None
        position += 1
    return None


def _word_ends(scene: Scene, at: int) -> bool:
    if at >= len(scene.text) or not scene.text[at].isalpha():
        return True
    return not "\uac00" <= scene.text[at] <= "\ud7a3"


def _phrase_back(scene: Scene, end: int) -> tuple[int, int] | None:
    """The noun phrase ending at `end`: back to punctuation, a time, or a word with a particle of another function."""
    text, start = scene.text, end
    floor = max(scene.segment.start, end - LONGEST)
    while start > floor and text[start - 1] not in _STOPS:
        start -= 1
    for item in scene.items:
        if item.type == "times" and start <= item.start and item.end < end:
            start = max(start, item.end + len(item.mention.suffix))
        if item.type in ("parties", "objects", "triggers", "speech", "reference") and start <= item.start and item.end < end:
            senses = item.functions
            if set(senses) & {"subj", "obj", "to", "from", "in"} and item.mention.suffix:
                start = max(start, item.end + len(item.mention.suffix))
    return _trimmed(scene, start, end)


def _before(scene: Scene, end: int) -> tuple[int, int] | None:
    """The noun phrase before a verb: back to the boundary of the clause; an apposition between commas stands for it."""
    text = scene.text
    end = _before_auxiliary(scene, end)
    while end > scene.segment.start and text[end - 1] in " \u00a0\u202f":
        end -= 1
    apposed = end > scene.segment.start and text[end - 1] in ",，"
    if apposed:
        end -= 1
    start = _left_edge(scene, end)
    span = _trimmed(scene, start, end)
    if span is None:
        return None
    if apposed and not _named(text[span[0] : span[1]]):
        outer = _trimmed(scene, _left_edge(scene, max(scene.segment.start, start - 2)), max(scene.segment.start, start - 1))
        return outer if outer and _speaks(scene, *outer) else None
    return span if _speaks(scene, *span) else None


def _before_auxiliary(scene: Scene, end: int) -> int:
    """«L'ambassade a de sa part accusé»: the subject ends before the auxiliary."""
    starts = [i.start for i in scene.of("modality", "have", "be") if i.end <= end and end - i.end <= 25]
    return min(starts, default=end) if starts and not any(c in scene.text[min(starts) : end] for c in ",;:.") else end


def _left_edge(scene: Scene, end: int) -> int:
    """Back from `end` to punctuation, a verb, a clause marker, a time or the start of the sentence."""
    text, start = scene.text, end
    floor = max(scene.segment.start, end - LONGEST)
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
            or (item.type == "times" and scene.text[start : item.start].strip() in ("", "On", "on", "In", "in", "Am", "Im", "Le", "le", "El", "el"))
            or (item.type == "speech" and item.sense in ("say", "cite", "continue"))
        )
        if closes and item.end < end:
            start = max(start, item.end)
    return start


def _inside_word(text: str, at: int) -> bool:
    return text[at] in "'’-.–" and 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def _after(scene: Scene, start: int, subject: bool = False) -> tuple[int, int] | None:
    """The noun phrase after a source preposition or an inverted verb: on to punctuation or the next verb."""
    text, limit = scene.text, min(scene.segment.end, start + LONGEST)
    end = start
    while end < limit and (text[end] not in _STOPS or _inside_word(text, end) or (end - start <= 2 and text[end] in "،,：:")):
        if text[end] in "«“„「" and end > start:
            break
        end += 1
    for item in scene.items:
        if item.start <= start or item.start >= end:
            continue
        closes = (
            (item.type == "triggers" and not item.is_noun and item.tags & {"past", "pres", "fut", "impf"} and item.start - start > 3)
            or (item.type == "markers" and item.sense == "clause")
            or (item.type == "modality" and item.sense in ("have", "be", "plan"))
            or (item.type == "speech" and item.sense in ("say", "cite", "relay"))
            or (item.type == "times" and item.sense in _DATED and item.start - start > 3)
        )
        if closes or (subject and scene.language.grammar.get("order") == "VSO" and _ends_subject(scene, item, start)):
            end = min(end, item.start - len(item.mention.prefix))
    span = _trimmed(scene, start, end)
    return span if span and (not subject or _speaks(scene, *span)) else None


def _ends_subject(scene: Scene, item: Item, start: int) -> bool:
    """Verb-first languages: the subject ends before a verbal noun, another bare party, or «about», «to», «with»."""
    if item.start - start <= 3:
        return False
    if item.type == "triggers" and item.is_noun:
        return True
    if item.type == "markers" and item.sense in ("about", "on", "to", "with") and "pre" in item.mention.args:
        return True
    earlier = [p for p in scene.parties if start <= p.start < item.start]
    return item.type == "parties" and bool(earlier) and item.host is None and not item.functions and item.mention.args[0] == "name"


def _trimmed(scene: Scene, start: int, end: int) -> tuple[int, int] | None:
    text = scene.text
    if end == scene.segment.end and end > start and text[end - 1] in ".!?؟":
        end -= 1
    while start < end and (text[start] in _TRIM or text[start] in _STOPS):
        start += 1
    while end > start and (text[end - 1] in _TRIM or text[end - 1] in _STOPS):
        end -= 1
    for item in scene.items:  # an attached preposition is no part of the voice
        if item.mention.prefix and item.start - len(item.mention.prefix) == start and scene.language.prefixes.get(item.mention.prefix):
            start = item.start
    changed = True
    while changed:
        changed = False
        for item in scene.items:
            if item.type == "markers" and item.sense in ("and", "clause", "in", "on") and item.end == end and item.start > start and "pre" in item.mention.args:
                end = len(text[:item.start].rstrip())
                changed = True
            if (item.type == "times" and item.sense in _DATED or item.type == "modality" and item.sense in ("have", "be")) and item.end == end and item.start > start:
                end = len(text[:item.start].rstrip())
                changed = True
            if item.type == "times" and item.sense in _DATED and item.start == start and item.end < end:
                start = item.end
                while start < end and (text[start] in _TRIM or text[start] in _STOPS):
                    start += 1
                changed = True
    if scene.language.grammar.get("words") == "unspaced":
        end = _head_final(scene, start, end)
    return (start, end) if 0 < end - start <= LONGEST else None


def _head_final(scene: Scene, start: int, end: int) -> int:
    """Where nouns end their phrase and no space parts words, a voice ends with its last speaking noun and a short name:
    «金正恩|首次公开», «秘书|去年6月访问平壤时»."""
    stops = [i.start for i in scene.items if start < i.start < end and (i.type == "times" or (i.type == "triggers" and not i.is_noun))]
    cut = min([*stops, end])
    heads = [i.end for i in scene.items if start <= i.start and i.end <= cut and (_can_speak(i) or i.type == "parties")]
    if not heads:
        return end
    last = max(heads)
    return last if cut - last > 4 or cut < end else end


def _named(text: str) -> bool:
    words = _WORD.findall(text)
    return bool(words) and sum(w[:1].isupper() for w in words) * 2 >= len(words)


def _speaks(scene: Scene, start: int, end: int) -> bool:
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
    return len(words) >= 2 and all(w[:1].isupper() for w in words[-2:])


def _with_cited(scene: Scene, found: list[Speech], cited: Sequence[Item]) -> list[Speech]:
    """«B reports, citing A»: A comes first, B relays."""
    for item in cited:
        if item.mention.tail is not None:
            relay, origin = _trimmed(scene, item.end, item.mention.tail[0]), _after(scene, item.mention.tail[1])
            if relay and origin:
                found = [s for s in found if s.verb.start != item.start]
                found.append(Speech((origin, relay), item, False, scene.segment.start, scene.segment.end))
                continue
        span = _before(scene, item.start) if "post" in item.mention.args else _after(scene, item.end)
        if span is None:
            continue
        near = min(found, key=lambda s: abs(s.verb.start - item.start), default=None)
        if near is None:
            found = [*found, Speech((span,), item, False, scene.segment.start, scene.segment.end)]
            continue
        chain = (near.voices[0], span) if item.sense == "relay" else (span, near.voices[0])
        if chain[0] == chain[1]:
            continue
        found = [s if s is not near else Speech(chain, s.verb, s.denies, s.start, s.end) for s in found]
    return found


def _without_doubles(found: list[Speech]) -> list[Speech]:
    """One act for one voice: «X said and added» is the same voice twice."""
    kept: list[Speech] = []
    for speech in sorted(found, key=lambda s: s.verb.start):
        if not any(k.voices[0] == speech.voices[0] and k.denies == speech.denies for k in kept):
            kept.append(speech)
    return kept


def _covers(scene: Scene, found: list[Speech]) -> list[Speech]:
    """Several voices in one sentence share it: each covers from its clause's start to the next one's."""
    if len(found) < 2:
        return found
    cuts = [scene.segment.start]
    for left, right in zip(found, found[1:], strict=False):
        low = max(left.verb.end, left.voices[0][1])
        high = max(low, min(right.verb.start, right.voices[0][0]))
        breaks = [i for i in range(low, high) if scene.text[i] in ";；—–"] or [i for i in range(low, high) if scene.text[i] in ",，،、。."]
        cuts.append(breaks[-1] if breaks else high)
    cuts.append(scene.segment.end)
    return [Speech(s.voices, s.verb, s.denies, cuts[n], cuts[n + 1]) for n, s in enumerate(found)]


def speech_for(found: Sequence[Speech], position: int) -> Speech | None:
    """The act of saying that covers a position."""
    for speech in found:
        if speech.start <= position < speech.end:
            return speech
    return found[0] if len(found) == 1 else None
