"""Interviews: questions claim nothing, and every answer has the interviewee's voice."""

from __future__ import annotations

from collections.abc import Sequence

from ondit.extract.scene import Item, Scene

_MARKS = ("?", "？", "؟")
FEWEST_QUESTIONS = 3


def is_question(scene: Scene) -> bool:
    """A sentence that asks asserts nothing."""
    text = scene.text[scene.segment.start : scene.segment.end].rstrip('»”"」』) ')
    return text.endswith(_MARKS)


def interviewee(scenes: Sequence[Scene]) -> tuple[int, int] | None:
    """The words that name the interviewee: title and name in the first lines of a text of questions and answers, else None."""
    questions = {s.segment.paragraph for s in scenes if is_question(s)}
    answered = {p for p in questions if any(s.segment.paragraph == p + 1 and not is_question(s) for s in scenes)}
    if len(answered) < FEWEST_QUESTIONS:
        return None
    unnamed: tuple[int, int] | None = None
    for scene in scenes:
        if scene.segment.paragraph in questions:
            break
        for item in scene.items:
            if (item.type == "speech" and item.sense in ("title", "voice", "office")) or (
                item.type == "reference" and item.sense == "speaker"
            ):
                if (span := _with_name(scene, item)) is not None:
                    return span
                unnamed = unnamed or _whole(scene, item)
    return unnamed


def _whole(scene: Scene, item: Item) -> tuple[int, int]:
    """An office with the party that it belongs to («주페루 대사»)."""
    start = min([item.start, *(o.start for o in item.owners if o.end <= item.start)])
    return start, item.end


def _with_name(scene: Scene, item: Item) -> tuple[int, int] | None:
    """A title with the capitalised name behind it, or the name before it in scripts without capitals."""
    text, end = scene.text, item.end
    words = 0
    while words < 4:
        start = end
        while start < scene.segment.end and text[start] in " \u00a0":
            start += 1
        stop = start
        while stop < scene.segment.end and (text[stop].isalpha() or text[stop] in "'’-"):
            stop += 1
        if stop == start or not text[start].isupper():
            break
        end, words = stop, words + 1
    return (item.start, end) if words else None
