"""Who says it: the chain of voices of a sentence, each as the words that name it, the origin first."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ondit.extract.frames import auxiliary_of
from ondit.extract.scene import Item, Scene
from ondit.extract.voices import (
    DATED,
    before_auxiliary,
    can_speak,
    narrowed,
    phrase_after,
    phrase_before,
    topic,
    trimmed,
)
from ondit.languages import Mention
from ondit.records import GROUP_OF

_SIGNATURE = 40  # code points that the source of a headline takes
_COLON = re.compile(r"[:：]")
_DASH = re.compile(r"(?<=\s)[–—-](?=\s)|[＝]")


_ASIDE = re.compile(r",[^,;:.«»“”\"]{2,35},\s*$")


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
    denials = {(i.start, i.end) for i in scene.of("modality", "deny") if not i.is_noun}  # also listed as saying
    for item in scene.items:
        if item.type == "speech" and item.sense == "source":
            span = _source_span(scene, item)
        elif (item.type == "speech" and item.sense == "say" and (item.start, item.end) not in denials) or (
            item.type == "modality" and item.sense == "deny" and not item.is_noun
        ):
            if (
                any(
                    (c.start, c.end) == (item.start, item.end)
                    for c in cited
                    if c.sense == "cite" or c.mention.tail is not None
                )
                or _passive(scene, item)
                or _only_named(scene, item)
            ):
                continue
            if _hands_over(scene, item) or _unconfirmed(scene, item):
                continue
            if scene.text[item.start].isupper() and scene.text[item.start - 1 : item.start] == " ":
                continue  # «Pacific Brief»: a name
            if "that" in item.tags and not _says_something(scene, item):
                continue
            span = _subject_span(scene, item)
        else:
            continue
        if span is not None:
            found.append(Speech((span,), item, item.type == "modality", scene.segment.start, scene.segment.end))
    found = _with_cited(scene, found, cited)
    if not found and scene.segment.kind == "headline":
        found = _signed(scene)
    found = [replace(s, voices=tuple(narrowed(scene, *v) for v in s.voices)) for s in found]
    return _covers(scene, _without_doubles(found))


def _signed(scene: Scene) -> list[Speech]:
    """«NHK: Pyongyang to send …», «… to be sent – ministry»: a headline opens or closes with its source."""
    start, end = scene.segment.start, scene.segment.end
    colon = _COLON.search(scene.text, start, min(end, start + _SIGNATURE))
    dash = max((m.start() for m in _DASH.finditer(scene.text, max(start, end - _SIGNATURE), end)), default=None)
    for a, b in ((start, colon.start() if colon else None), (dash + 1 if dash is not None else None, end)):
        if a is None or b is None or any(a <= t.start < b for t in [*scene.triggers, *scene.objects]):
            continue
        speakers = [i for i in scene.items if a <= i.start and i.end <= b and (can_speak(i) or i.type == "parties")]
        span = trimmed(scene, a, b)
        sign = speakers[0] if speakers else _acronym(scene, span)
        if sign is not None and span is not None:
            return [Speech((span,), sign, False, start, end)]
    return []


def _acronym(scene: Scene, span: tuple[int, int] | None) -> Item | None:
    """«NHK: …»: a name in capitals that no list knows."""
    if span is None or not 2 <= span[1] - span[0] <= 8 or not scene.text[span[0] : span[1]].isupper():
        return None
    words = scene.text[span[0] : span[1]]
    return Item(Mention(*span, "speech", "voice", (), frozenset(), None, words, "acronym"))


def _only_named(scene: Scene, item: Item) -> bool:
    """Verb-final languages: a noun of saying that a particle ties to another verb («…との報道について») tells of no act."""
    return (
        scene.language.grammar.get("order") == "SOV"
        and not item.tags
        and bool({"about", "subj", "obj", "of", "on"} & set(item.functions))
    )


def _says_something(scene: Scene, verb: Item) -> bool:
    """A verb tagged `that` («added») is one of saying where it closes or opens what is said; «added two firms to its list» is not."""
    rest = scene.text[verb.end : verb.end + 3].strip()
    clause = any(0 <= c.start - verb.end <= 2 for c in scene.of("markers", "clause"))
    return clause or not rest or rest[0] in ':,.;«“„"' or _closes_clause(scene, verb.start)


def _passive(scene: Scene, verb: Item) -> bool:
    """«the text was not published», «is believed to»: what is said, not who says it."""
    if any(h.start < verb.start and verb.end <= h.end for h in scene.of("modality", "hedge")):
        return True
    if (
        verb.tags & {"inf", "ger"}
        and not verb.tags & {"past", "pres", "part"}
        and scene.language.grammar.get("order") == "SVO"
    ):
        return True  # «its commitment to defend …»: nobody says it here
    if "part" not in verb.tags:
        return False
    if not verb.tags & {"past", "pres", "noun"} and auxiliary_of(scene, verb) is None and not scene.language.cases:
        return True  # «trois sociétés accusées de …»
    auxiliaries = [i for i in scene.of("modality", "have", "be") if i.end <= verb.start and verb.start - i.end <= 12]
    return bool(auxiliaries) and auxiliaries[-1].sense == "be"


def _unconfirmed(scene: Scene, verb: Item) -> bool:
    """«Cairo does not confirm this» says nothing."""
    return any(m.start <= verb.start and verb.end <= m.end for m in scene.of("modality", "unconfirmed"))


def _hands_over(scene: Scene, verb: Item) -> bool:
    """Slavic «przekazała», «передала» both tell and give: with goods right behind it in its clause it gives."""
    if not any(t.start == verb.start and t.end == verb.end and t.sense == "give" for t in scene.triggers):
        return False
    stop = next((i for i in range(verb.end, scene.segment.end) if scene.text[i] in ',;:–—«„"('), scene.segment.end)
    return any(verb.end <= thing.start < stop for thing in scene.objects)


def _source_span(scene: Scene, item: Item) -> tuple[int, int] | None:
    """«according to X»: X follows a preposition, or precedes a postposition."""
    if item.mention.tail is not None:
        return _framed(scene, item, item.mention.tail)
    if "post" in item.mention.args or "suffix" in item.mention.args:
        closing = item.end >= scene.segment.end - 2 or scene.text[item.end : item.end + 1] in ",."
        return phrase_before(scene, item.start) if closing or scene.language.grammar.get("order") == "SOV" else None
    if _is_preposition(scene, item) and (item.start > scene.segment.start + 2 or not _comma_follows(scene, item.end)):
        return None
    span = phrase_after(scene, item.end)
    counted = span is not None and any(
        i.start <= span[0] < i.end for i in scene.of("numbers", "more", "less", "about", "fraction")
    )
    deal = span is not None and any(
        GROUP_OF.get(o.sense) == "instrument" and span[0] <= o.start < span[1] for o in scene.objects
    )
    return None if counted or deal else span  # «according to the contract» names no voice


def _framed(scene: Scene, item: Item, tail: tuple[int, int]) -> tuple[int, int] | None:
    """«nach südkoreanischen Angaben»: the noun belongs to the voice; «wie das Ministerium am Dienstag mitteilte»: the verb
    does not."""
    if any(i.start == tail[0] and not i.is_noun for i in scene.of("speech", "say")):
        span = phrase_after(scene, item.end, subject=True)
        return span and trimmed(scene, span[0], min(span[1], tail[0]))
    return trimmed(scene, item.end, tail[1])


def _is_preposition(scene: Scene, item: Item) -> bool:
    """A word that is also a plain preposition («pour», «для») names a source only at the head of the sentence."""
    return any((i.start, i.end) == (item.start, item.end) for i in scene.of("markers"))


def _comma_follows(scene: Scene, start: int) -> bool:
    return "," in scene.text[start : start + 50]


def _subject_span(scene: Scene, verb: Item) -> tuple[int, int] | None:
    """The subject of a verb of saying: before it, in apposition before its comma, or inverted behind it."""
    order = scene.language.grammar.get("order", "SVO")
    if order == "SOV":
        return topic(scene, verb)
    if order == "VSO":
        return phrase_after(scene, verb.end, subject=True) or phrase_before(scene, verb.start)
    before = phrase_before(scene, verb.start) or _around_aside(scene, verb)
    tells = before is not None and any((r.start, r.end) == (verb.start, verb.end) for r in scene.of("speech", "relay"))
    inverted = before is None or (_closes_clause(scene, verb.start) and not tells)  # «X, general of Y, told Z»
    if inverted and scene.text[verb.end : verb.end + 1] not in (":", "："):
        behind = _before_tail(scene, verb, phrase_after(scene, _behind_time(scene, verb.end), subject=True))
        pronoun = any((r.start, r.end) == behind for r in scene.of("reference", "one"))
        return before if before is not None and pronoun else behind or before  # «X, which waits, said it …»
    return before


def _around_aside(scene: Scene, verb: Item) -> tuple[int, int] | None:
    """«The Emirates, for their part, deny …»: a few words between commas part the subject from its verb."""
    aside = _ASIDE.search(scene.text, scene.segment.start, before_auxiliary(scene, verb.start))
    if aside is None or any(aside.start() < i.start < aside.end() for i in [*scene.triggers, *scene.parties]):
        return None
    named = trimmed(scene, aside.start(), aside.end())
    if named is not None and all(word[:1].isupper() for word in scene.text[named[0] : named[1]].split()):
        return named  # «another agency, Tass, reported»
    return phrase_before(scene, aside.start())


def _behind_time(scene: Scene, at: int) -> int:
    """«anunciou nesta quinta-feira o ministro»: a time between an inverted verb and its subject is passed over."""
    reached = at
    for item in scene.of("times"):
        if reached <= item.start <= reached + 12 and scene.clear(reached, item.start):
            reached = max(reached, item.end)
            at = reached if item.sense in DATED else at
    return at


def _before_tail(scene: Scene, verb: Item, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """«teilte das Ministerium mit»: the voice ends before the verb's particle."""
    tail = verb.mention.tail
    if span is None or tail is None or span[1] <= tail[0]:
        return span
    return trimmed(scene, span[0], tail[0])


def _closes_clause(scene: Scene, at: int) -> bool:
    """«…», a annoncé X: the verb, with its auxiliary, follows a quotation or the comma that closes what is said."""
    text = scene.text[scene.segment.start : before_auxiliary(scene, at)].rstrip()
    return bool(text) and text[-1] in '»”"」,،，–—-'


def _with_cited(scene: Scene, found: list[Speech], cited: Sequence[Item]) -> list[Speech]:
    """«B reports, citing A»: A comes first, B relays."""
    for item in cited:
        if item.mention.tail is not None:
            relay, origin = trimmed(scene, item.end, item.mention.tail[0]), phrase_after(scene, item.mention.tail[1])
            if relay and origin:
                found = [s for s in found if s.verb.start != item.start]
                found.append(Speech((origin, relay), item, False, scene.segment.start, scene.segment.end))
                continue
        span = phrase_before(scene, item.start) if "post" in item.mention.args else phrase_after(scene, item.end)
        if span is None or (_told_itself(found, item) and not _medium(scene, *span)):
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


def _told_itself(found: Sequence[Speech], item: Item) -> bool:
    """A relay that is also the verb of saying («two diplomats told X»)."""
    return item.sense == "relay" and any((s.verb.start, s.verb.end) == (item.start, item.end) for s in found)


def _medium(scene: Scene, start: int, end: int) -> bool:
    """Whether who is told passes it on: a known medium or a proper name, not «reporters» or «this publication»."""
    known = any(start <= i.start < end and i.mention.args[:1] == ("media",) for i in scene.of("parties"))
    return known or scene.text[start:end].split()[-1][:1].isupper()


def _without_doubles(found: list[Speech]) -> list[Speech]:
    """One act for one voice: «X said and added» is the same voice twice."""
    kept: list[Speech] = []
    for speech in sorted(found, key=lambda s: s.verb.start):
        if not any(k.voices[0] == speech.voices[0] and k.denies == speech.denies for k in kept):
            kept.append(speech)
    return kept


def _covers(scene: Scene, found: list[Speech]) -> list[Speech]:
    """Several voices in one sentence share it: each covers from its clause's start to the next one's. One whose own part
    tells no event relays the one before («Shoigu announced, Censor reports citing Interfax»)."""
    if len(found) < 2:
        return [_from_semicolon(scene, s) for s in found]
    cuts = [scene.segment.start]
    for left, right in itertools.pairwise(found):
        low = max(left.verb.end, left.voices[0][1])
        high = max(low, min(right.verb.start, right.voices[0][0]))
        breaks = [i for i in range(low, high) if scene.text[i] in ";；—–"] or [
            i for i in range(low, high) if scene.text[i] in ",，،、。."
        ]
        cuts.append(breaks[-1] if breaks else high)
    cuts.append(scene.segment.end)
    covered = [Speech(s.voices, s.verb, s.denies, cuts[n], cuts[n + 1]) for n, s in enumerate(found)]
    last, before = covered[-1], covered[-2]
    telling = [*scene.triggers, *scene.of("modality", "positive", "negative")]
    if last.denies or before.denies or any(last.start <= t.start < last.end for t in telling):
        return covered
    chain = (*before.voices, *(v for v in last.voices if v not in before.voices))
    return [*covered[:-2], Speech(chain, before.verb, False, before.start, last.end)]


def _from_semicolon(scene: Scene, speech: Speech) -> Speech:
    """«A supplies B; C denied this», «…; the air force reported 338 drones shot down»: a denial behind a semicolon, or a voice
    that opens the clause behind it, leaves what stands before told; one at the end («…, the government says») says it all."""
    voice, verb = speech.voices[0], speech.verb
    start = min(verb.start, voice[0])
    at = max((i for i in range(speech.start, start) if scene.text[i] in ";；؛"), default=-1)
    telling = any(t.start > verb.start for t in scene.triggers)
    opens = start - at <= 8 and voice[1] <= verb.start and telling
    return replace(speech, start=at) if at >= 0 and (speech.denies or opens) else speech


def speech_for(scene: Scene, found: Sequence[Speech], position: int) -> Speech | None:
    """The act of saying that covers a position; what stands between the voice and its verb, or before both where the
    reported clause follows them («After a visit to Pyongyang, Shoigu said …»), is told by the way."""
    for speech in found:
        if speech.start <= position < speech.end:
            return None if _by_the_way(scene, speech, position) else speech
    return None


def _by_the_way(scene: Scene, speech: Speech, position: int) -> bool:
    if speech.verb.sense == "source" or scene.language.grammar.get("order") != "SVO" or not speech.verb.tags:
        return False
    voice, verb = speech.voices[0], speech.verb
    if "part" in verb.tags and scene.language.grammar.get("verb_second"):
        return False  # «Teheran hat Lieferungen … bestritten» frames what it reports
    opens = max(voice[1], verb.end)
    clause = min((c.start for c in scene.of("markers", "clause") if opens <= c.start <= opens + 60), default=-1)
    colon = scene.text[opens : opens + 2].strip()[:1] in ":："
    if clause < 0 and not colon:
        return min(voice[0], verb.start) <= position < opens and not _closes_clause(scene, verb.start)
    reports = any(t.start > opens for t in scene.triggers)
    return reports and position < (clause if clause >= 0 else opens) and not _closes_clause(scene, verb.start)
