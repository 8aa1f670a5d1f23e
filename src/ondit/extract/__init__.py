"""Documents to claims, without a model: `extract(document)`. Pure; knows no database, network or clock."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from ondit.extract.claims import EXTRACTOR, analyse, claims_of, told_behind
from ondit.extract.context import Context, main_pair, protagonist, remember
from ondit.extract.direction import settled
from ondit.extract.drafts import Analysis, Draft
from ondit.extract.interview import Interview, interview, is_question
from ondit.extract.mentions import resolve
from ondit.extract.merge import merge
from ondit.extract.phrases import build
from ondit.extract.scene import Item, Scene
from ondit.extract.segment import segments
from ondit.extract.topic import armed, beside_the_point, civil, off_topic
from ondit.languages import Language, available, load
from ondit.languages.identify import identify
from ondit.records import GROUP_OF, Claim, Document, Span

__all__ = ["EXTRACTOR", "covered", "explain", "extract", "relevant_sentences", "scenes_of"]


def covered(language: str | None) -> bool:
    """Whether a language has a lexicon."""
    return language in available()


def extract(document: Document) -> list[Claim]:
    """The claims of a document in reading order; none for a language without a lexicon."""
    return merge(settled([claim for claims, _ in _read(document) for claim in claims]))


def explain(document: Document) -> list[Draft]:
    """Every candidate in reading order, made or rejected, with its cues."""
    return [draft for _, drafts in _read(document) for draft in drafts]


def relevant_sentences(document: Document) -> list[Span]:
    """Sentences that name a party and arms, people of the forces or an event, but gave no claim."""
    taken = {(s.start, s.end) for claim in extract(document) for s in (claim.evidence, *claim.also)}
    spans = []
    for scene in scenes_of(document):
        segment = scene.segment
        if (segment.start, segment.end) not in taken and scene.parties and _military(scene):
            spans.append(Span(segment.start, segment.end, document.text[segment.start : segment.end]))
    return spans


def _military(scene: Scene) -> bool:
    return any(GROUP_OF.get(i.sense) in ("materiel", "people") or i.type == "designations" for i in scene.objects)


def scenes_of(document: Document) -> list[Scene]:
    """The analysed sentences of a document; empty for a language without a lexicon."""
    code = document.language if covered(document.language) else identify(document.text)
    if code is None or not covered(code):
        return []
    language = load(code)
    return _build(document.text, language)


def _build(text: str, language: Language) -> list[Scene]:
    mentions = resolve(language.mentions(text, gated=True))
    if not any(m.type == "parties" for m in mentions):
        return []
    starts = [m.start for m in mentions]
    scenes = []
    for segment in segments(text, language.grammar):
        inside = [
            m
            for m in mentions[bisect_left(starts, segment.start) : bisect_left(starts, segment.end)]
            if m.end <= segment.end and m.start >= segment.dateline
        ]
        scenes.append(build(text, segment, inside, language))
    return scenes


def _read(document: Document) -> Iterator[tuple[list[Claim], list[Draft]]]:
    scenes = scenes_of(document)
    if not scenes or not any(scene.objects or scene.triggers for scene in scenes) or off_topic(scenes):
        return
    analyses: list[Analysis] = []
    told = None
    for scene in scenes:
        if not beside_the_point(scene):
            analyses.append(analyse(document, scene, told))
            told = analyses[-1].times[-1] if analyses[-1].times else told
    events = [e for a in analyses for e in a.events]
    pair, dominant = main_pair(scenes, events)
    context = Context(main=pair, dominant=dominant, protagonist=protagonist(scenes, events))
    talk = interview(scenes)
    unarmed = not armed(scenes)
    for found, after in zip(analyses, [*analyses[1:], None], strict=False):
        scene = found.scene
        _set_topic(scene, context)
        context.behind = told_behind(after.scene if after is not None else None)
        _set_label(scene, context)
        answers = talk is not None and talk.answers(scene)
        if talk is not None and is_question(scene):
            context.asked = _asked_about(scene, talk)
        context.interviewee, context.home = (talk.voice, talk.home) if talk is not None and answers else (None, None)
        if scene.segment.kind == "heading":
            remember(context, scene, [])
        claims, drafts = claims_of(document, found, context)
        if unarmed:
            claims = [c for c in claims if c.kind not in ("transfer", "production") or not civil(c.object.category)]
        made = [(d.event.kind, _coded(d.actor), _coded(d.target)) for d in drafts if d.rejected is None]
        remember(context, scene, made)
        _announce(context, scene, drafts)
        yield claims, drafts


def _coded(party: Item | None) -> Item | None:
    return party if party is not None and party.coded else None


def _announce(context: Context, scene: Scene, drafts: list[Draft]) -> None:
    """A heading, or a line that ends with a colon, tells what the bullets below it list."""
    if scene.segment.kind == "bullet":
        return
    ends = document_end(scene)
    opens = scene.segment.kind in ("headline", "heading") or ends in ":："
    found = [
        d.event
        for d in drafts
        if (d.event.kind in ("transfer", "deployment", "use") and not d.event.implied and d.rejected is None)
        or d.event.frame.name == "pay"
    ]
    before = context.latest if ends in ":：" and not scene.parties else None  # «Im Einzelnen wurden übergeben:»
    context.latest = found[-1] if found else None
    context.announced = (
        (found[-1] if found else before) if opens else None if scene.segment.kind == "sentence" else context.announced
    )


def _set_topic(scene: Scene, context: Context) -> None:
    """The one party that a heading names («Who arms Yerevan:») is a side of what the bullets below it list."""
    kind = scene.segment.kind
    if kind == "bullet":
        return
    named = {p.sense: p for p in reversed(scene.parties)}
    if kind in ("headline", "heading") or document_end(scene) in ":：":
        if named or kind != "sentence":
            context.topic = next(iter(named.values())) if len(named) == 1 else None
    else:
        context.topic = None


def _asked_about(scene: Scene, talk: Interview) -> Item | None:
    """The one party beside the speaker's own that a question names: the other side of what the answer tells."""
    home = talk.home.sense if talk.home is not None else None
    named = {p.sense: p for p in scene.parties if p.sense != home}
    return next(iter(named.values())) if len(named) == 1 else None


def document_end(scene: Scene) -> str:
    """The last character of the sentence."""
    return scene.text[scene.segment.end - 1]


def _set_label(scene: Scene, context: Context) -> None:
    """The heading of a bullet gives its sentences a party or an object."""
    context.label = context.label_thing = context.label_pair = None
    label = scene.segment.label
    if label is None:
        return
    inside = [p for p in scene.parties if label[0] <= p.start and p.end <= label[1]]
    context.label = inside[0] if inside else None
    if inside and label != context.labelled:
        context.open_item(label, inside)
    distinct = list({p.sense: p for p in inside}.values())
    if len(distinct) == 2:  # «Turkey – Somalia: …»
        context.label_pair = context.pair = (distinct[0], distinct[1])
    things = [o for o in scene.objects if label[0] <= o.start and o.end <= label[1]]
    context.label_thing = things[0] if things else None
