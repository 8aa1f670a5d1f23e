"""Who speaks in one document: names with the titles that stand beside them, nouns with the voice that they point back to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ondit.reconcile.voices import UNSPACED, Speaker, joined, relation, speaker_of
from ondit.records import Claim

_STOP = re.compile(r"[.;:!?\n«»\"“”„()（）。；：！？「」]")


def chains_of(claims: Sequence[Claim], text: str) -> list[tuple[Speaker, ...]]:
    """The attribution of each claim (in reading order) as speakers, origin first."""
    plain = [tuple(_known(v.text, v.code, text) for v in c.attribution) for c in claims]
    heads: list[Speaker] = []
    out: list[tuple[Speaker, ...]] = []
    everything = [chain[0] for chain in plain if chain and chain[0].specific]
    for chain in plain:
        if chain and not chain[0].specific:
            before = next((s for s in reversed(heads) if _points_to(chain[0], s)), None)
            before = before or next((s for s in everything if _points_to(chain[0], s)), None)
            if before is not None:
                chain = (joined(chain[0], before), *chain[1:])
        if chain:
            heads.append(chain[0])
        out.append(chain)
    return out


def _known(words: str, code: str | None, text: str) -> Speaker:
    speaker = speaker_of(words)
    if speaker.name and not (speaker.people or speaker.media or speaker.bodies or speaker.fields or speaker.roles):
        speaker = titled(speaker, words, text)
    return replace(speaker, states=frozenset((code,))) if code and not speaker.states else speaker


def titled(speaker: Speaker, words: str, text: str) -> Speaker:
    """A bare name with the office that stands right before it or in apposition behind it, wherever the document gives one."""
    for match in re.finditer(re.escape(words), text):
        for beside in (
            _before(text[max(0, match.start() - 60) : match.start()]),
            _behind(text[match.end() : match.end() + 60]),
        ):
            title = speaker_of(beside) if beside else speaker
            if title.name or not (title.roles - {"generic"} or title.bodies or title.people):
                continue
            return replace(
                speaker, states=speaker.states | title.states, bodies=title.bodies, fields=title.fields, roles=title.roles,
                people=title.people,
            )  # fmt: skip
    return speaker


def _before(text: str) -> str:
    """The few words that end where the name begins, without what a comma parts from them."""
    text = re.split(r"[,，、،]", _STOP.split(text)[-1])[-1].strip()
    return text[-14:] if UNSPACED.search(text) else " ".join(text.split()[-6:])


def _behind(text: str) -> str:
    """An apposition after a comma; in Korean, Japanese and Chinese what follows without one."""
    if UNSPACED.match(text.strip()[:1]):
        return re.split(r"[은는이가をはがと，、,。]", _STOP.split(text.strip())[0])[0][:14]
    match = re.match(r"\s*,\s*([^,]{3,60}),", text)
    return _STOP.split(match[1])[0] if match else ""


def _points_to(noun: Speaker, before: Speaker) -> bool:
    """Whether a noun without a name can stand for a voice named before."""
    if relation(noun, before) == "different":
        return False
    if noun.roles - {"generic"} or noun.bodies or noun.fields:
        return bool(
            noun.roles & before.roles
            or noun.bodies & before.bodies
            or noun.fields & before.fields
            or "generic" in noun.roles
        )
    return True
