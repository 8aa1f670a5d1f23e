"""Interviews: questions claim nothing, and every answer has the interviewee's voice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ondit.extract.scene import Item, Scene

_MARKS = ("?", "？", "؟")
FEWEST_QUESTIONS = 3
_LED = re.compile(r"(?:[―─—–-]{1,2}|Q\d*\s*[.:：)]|[^\W\d_]{1,10}(?: [^\W\d_]{1,8})?[:：])\s*(?=\S)")


def is_question(scene: Scene) -> bool:
    """A sentence that asks asserts nothing. Where no mark is usual, an interviewer's line asks by its last word
    (`grammar.toml: asking`)."""
    text = scene.text[scene.segment.start : scene.segment.end].rstrip('»”"」』) ')
    if text.endswith(_MARKS):
        return True
    asking = tuple(scene.language.grammar.get("asking", ()))
    return bool(asking) and _lead(scene) is not None and text.rstrip(".。…").endswith(asking)


def _lead(scene: Scene) -> str | None:
    """What an interviewer's line begins with: a dash, «Q:», or a word listed in `grammar.toml: interviewer` with a colon."""
    found = _LED.match(scene.text, scene.segment.start, scene.segment.end)
    if found is None:
        return None
    lead = found.group().strip()
    if lead[0].isalpha() and not lead.startswith("Q"):
        return lead if lead.rstrip(":：") in scene.language.grammar.get("interviewer", ()) else None
    return lead


@dataclass(frozen=True, slots=True)
class Interview:
    """`voice`: the words that name the interviewee; `home`: the party spoken for, where known; `questions`: paragraphs."""

    voice: tuple[int, int]
    home: Item | None
    questions: frozenset[int]

    def answers(self, scene: Scene) -> bool:
        """Whether the interviewee is speaking."""
        paragraph = scene.segment.paragraph
        return paragraph not in self.questions and paragraph > min(self.questions)


def interview(scenes: Sequence[Scene]) -> Interview | None:
    """The interview that a text of questions and answers is, with title and name of its first lines; None for other texts."""
    questions = _questions(scenes)
    span = _interviewee(scenes, questions) if questions else None
    return None if span is None else Interview(span, _home(scenes, questions, span), frozenset(questions))


def _interviewee(scenes: Sequence[Scene], questions: set[int]) -> tuple[int, int] | None:
    unnamed: tuple[int, int] | None = None
    for scene in _before(scenes, questions):
        for item in scene.items:
            if (item.type == "speech" and item.sense in ("title", "voice", "office")) or (
                item.type == "reference" and item.sense == "speaker"
            ):
                if (span := _with_name(scene, item)) is not None:
                    return span
                whole = _whole(scene, item)
                if unnamed is None or (
                    unnamed[0] >= scene.segment.start and whole[1] - whole[0] > unnamed[1] - unnamed[0]
                ):
                    unnamed = whole  # «la ministra de Defensa de Letonia» rather than «la ministra»
    return unnamed


def _home(scenes: Sequence[Scene], questions: set[int], span: tuple[int, int]) -> Item | None:
    """The party whose office is named before the first question; an ambassador «to» a state (주페루 대사) is not its own."""
    for scene in _before(scenes, questions):
        named = (
            scene.segment.start <= span[0] < scene.segment.end
        )  # «la mission européenne» of another sentence is no office
        for item in scene.of("speech", "title", "office", *(("voice",) if named else ())):
            for owner in item.owners:
                if owner.start == 0 or not scene.text[owner.start - 1].isalpha():
                    return owner
    return None


def _before(scenes: Sequence[Scene], questions: set[int]) -> Iterator[Scene]:
    first = min(questions)
    return (scene for scene in scenes if scene.segment.paragraph < first)


def _questions(scenes: Sequence[Scene]) -> set[int]:
    """The paragraphs that ask, none where too few of them are followed by an answer: by their mark, or by what all begin with."""
    asked = {s.segment.paragraph for s in scenes if is_question(s) and s.segment.kind != "headline"}
    leads: dict[str, set[int]] = {}
    for scene in scenes:
        if scene.segment.kind != "headline" and (lead := _lead(scene)) is not None:
            leads.setdefault(lead, set()).add(scene.segment.paragraph)
    led = max(leads.values(), key=len, default=set())
    for lines in (led, asked):
        questions = asked | lines
        if len({p for p in lines if _answered(scenes, p, questions)}) >= FEWEST_QUESTIONS:
            return questions
    return set()


def _answered(scenes: Sequence[Scene], paragraph: int, questions: set[int]) -> bool:
    behind = [s for s in scenes if s.segment.paragraph == paragraph + 1]
    return bool(behind) and paragraph + 1 not in questions and not any(is_question(s) for s in behind)


def _whole(scene: Scene, item: Item) -> tuple[int, int]:
    """An office with the party that it belongs to («에스토니아 국방차관», «la ministra de Defensa de Letonia»), else with the word
    before it («주페루 대사»)."""
    alike = [i for i in scene.of("speech") if i.end == item.end]
    behind = [o.end for i in alike for o in i.owners if 0 <= o.start - item.end <= 10]
    if behind and scene.language.grammar.get("possessor") == "after":
        return item.start, max(behind)
    owners = [o.start for o in item.owners if o.end <= item.start]
    if owners or scene.language.grammar.get("possessor") != "before":
        return min([item.start, *owners]), item.end
    start, floor = item.start, scene.segment.start
    if start - 1 > floor and scene.text[start - 1] == " ":
        start -= 1
        while start > floor and scene.text[start - 1].isalnum():
            start -= 1
    return (start, item.end) if scene.text[start].isalnum() else (item.start, item.end)


def _with_name(scene: Scene, item: Item) -> tuple[int, int] | None:
    """A title with the capitalised name behind it; in scripts without capitals, with the words up to a known one."""
    text, end = scene.text, item.end
    words = 0
    caseless = scene.language.grammar.get("words") == "prefixed"
    stops = {i.start for i in scene.items if i.type in ("markers", "triggers", "modality", "times", "numbers")}
    while words < 4:
        start = end
        while start < scene.segment.end and text[start] in " \u00a0":
            start += 1
        stop = start
        while stop < scene.segment.end and (text[stop].isalpha() or text[stop] in "'’-"):
            stop += 1
        if stop == start or not (text[start].isupper() or (caseless and start not in stops)):
            break
        end, words = stop, words + 1
    return (item.start, end) if words else None
