"""Noun phrases: what markers, cases and affixes say of each, as the language's data gives them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ondit.extract.functions import same_words
from ondit.extract.groups import coordinate, drop_homographs, own
from ondit.extract.mentions import (
    attached,
    guarded,
    paired,
    settle_homographs,
    verb_or_noun,
    without_articles,
    without_false_verbs,
)
from ondit.extract.scene import CASES, NOBODY, NOUNS, PUNCTUATION, Item, Scene
from ondit.extract.segment import Segment
from ondit.languages import Language, Mention
from ondit.records import BLOCS, GROUP_OF

_YEAR = re.compile(r"\s*(?:19|20)\d\d(?![\d.,]\d)")


def build(text: str, segment: Segment, mentions: Sequence[Mention], language: Language) -> Scene:
    """The scene of one segment from the resolved mentions of the text that lie in it."""
    items = [
        Item(m)
        for m in without_false_verbs(
            without_articles(paired(attached(guarded(mentions, text))), text, language.grammar),
            text,
            language.grammar.get("articles", ()),
            language.grammar.get("order") == "SOV",
        )
    ]
    if language.grammar.get("order") == "VSO":
        items = verb_or_noun(text, segment, items)
    elif language.grammar.get("order") == "SVO" and language.boundaries.words == "spaced":
        items = settle_homographs(text, items, language.grammar.get("name_articles", ()))
    scene = Scene(text, segment, language, items, [], [], [], [])
    items[:] = _without_namesakes(items)
    scene.parties = [i for i in items if i.type == "parties" and i.mention.args[0] != "media"]
    scene.objects = [i for i in items if i.type in ("objects", "designations")]
    scene.triggers = [i for i in items if i.type == "triggers"]
    scene.objects = _without_label_doubles(scene)
    scene.objects = _heads(scene)
    scene.objects = _without_references(scene)
    scene.breaks = _breaks(scene)
    _join_designations(scene)
    nouns = [i for i in items if i.type in ("parties", *NOUNS)]
    for item in nouns:
        item.functions = _functions(scene, item)
    scene.unnamed = _unnamed(scene)
    own(scene)
    drop_homographs(scene)
    for party in scene.parties:
        if party.host is not None and party.host.type != "triggers":
            _agree(scene, party, party.host)
    coordinate(scene, scene.parties)
    coordinate(scene, scene.objects)
    for party in scene.parties:
        if party.host is not None and party.host.type == "speech":
            party.functions = _of_office(scene, party)
    return scene


def _unnamed(scene: Scene) -> list[Item]:
    """Sides without a code, with whom they are called after («Syrian rebels») tied to them. «Houthi rebels» have a code."""
    sides = []
    for side in scene.of("reference", NOBODY):
        beside = [
            p for p in scene.parties
            if (0 <= side.start - p.end <= 1 or 0 <= p.start - side.end <= 1) and scene.text[p.end : side.start].strip() == ""
        ]  # fmt: skip
        if any(p.sense in BLOCS for p in beside) or any(
            p.start < side.end and side.start < p.end for p in scene.parties
        ):
            continue
        side.functions = _functions(scene, side)
        for party in beside:
            if party.mention.args[:1] == ("adj",):
                party.host = side
        for party in scene.parties:  # «des rebelles du nord du Mali»
            if "of" in party.functions and 0 < party.start - side.end <= 16 and scene.clear(side.end, party.start):
                party.host = side
        sides.append(side)
    return sides


def _of_office(scene: Scene, party: Item) -> tuple[str, ...]:
    """What the phrase of an office says of its state: «un portavoz de la Cancillería china» is a bare phrase, whose inner
    genitives only tell whose office it is."""
    host = party.host
    assert host is not None
    if scene.language.grammar.get("verb_second") and party.end <= host.start and set(party.functions) == {"of"}:
        return host.functions  # «Kenias Außenminister»
    if scene.language.cases or scene.language.grammar.get("verb_second"):
        return host.functions or party.functions
    offices = scene.of("speech", "office", "voice", "title")
    while "of" in host.functions and set(host.functions) <= {"of", "from"}:
        outer = [o for o in offices if 0 < host.start - o.end <= 24 and scene.clear(o.end, host.start)]
        if not outer:
            return host.functions
        host = outer[-1]
    if host is party.host and not set(party.functions) <= {"of", "from"}:
        return host.functions or party.functions
    return host.functions


def _without_namesakes(items: list[Item]) -> list[Item]:
    """«이라크 국방부», «帛琉總統府»: behind the name of another state the office that bears one's own agency's name is that
    state's."""
    offices = {(i.start, i.end) for i in items if i.type == "speech" and i.sense in ("office", "voice", "title")}
    names = {i.end: i.sense for i in items if i.type == "parties" and i.mention.args[0] in ("name", "adj", "capital")}

    def borrowed(item: Item) -> bool:
        owner = names.get(item.start) or names.get(item.start - 1)
        return (item.start, item.end) in offices and owner not in (None, item.sense)

    return [i for i in items if not (i.type == "parties" and i.mention.args[0] == "agency" and borrowed(i))]


def _join_designations(scene: Scene) -> None:
    """A designation in its noun's phrase («chars Leopard 2», «Su-35 fighters») names that noun and is no object of its own."""
    nouns = [o for o in scene.objects if o.type == "objects"]
    joined = set()
    for item in [o for o in scene.objects if o.type == "designations"]:
        for noun in nouns:
            left, right = (noun, item) if noun.end <= item.start else (item, noun)
            if same_words(noun, item) and noun.sense in item.mention.args[:1]:
                noun.named = item  # «170毫米自行火炮» says both
                joined.add(id(item))
                break
            gap = scene.text[left.end : right.start]
            if (
                (
                    noun.named is None
                    and 0 <= right.start - left.end <= 24
                    and _only_quotes(scene, left.end, right.start)
                    and not _coordinator(scene, left.end, right.start)
                    and "," not in gap
                )
                and GROUP_OF.get(noun.sense) == "materiel"
                and (noun.sense in item.mention.args[:1] or right.start - left.end <= 4)
            ):
                noun.named = item
                joined.add(id(item))
                break
    for noun in nouns:
        if noun.named is not None:
            joined.update(id(d) for d in scene.objects if _same_name(scene, noun.named, d))
    # A word that several designations share («Shahed») names one thing.
    named = {(n.named.start, n.named.end) for n in nouns if n.named is not None}
    scene.objects = [o for o in scene.objects if id(o) not in joined and (o in nouns or (o.start, o.end) not in named)]


def _same_name(scene: Scene, first: Item, second: Item) -> bool:
    """«czołgów Abrams M1A2T»: two names of one thing side by side."""
    beside = second.type == "designations" and 0 <= second.start - first.end <= 1
    return beside and second is not first and first.mention.args[:1] == second.mention.args[:1]


def _only_quotes(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing but quotation marks parts two words («из танков „Армата“»)."""
    at = bisect_left(scene.breaks, start)
    return all(scene.text[i] in '«»“”„"「」『』' for i in scene.breaks[at : bisect_left(scene.breaks, end)])


def _coordinator(scene: Scene, start: int, end: int) -> bool:
    return any(start <= i.start < end for i in scene.items if i.type == "markers" and i.sense == "and")


def _without_references(scene: Scene) -> list[Item]:
    """«Guns: this type of weapon …»: in a bullet the phrase stands for the object of its heading."""
    if scene.segment.label is None:
        return scene.objects
    spans = [(r.start, r.end) for r in scene.of("reference", "object")]
    referring = [
        o for o in scene.objects if any(a <= o.start and o.end <= b and (a, b) != (o.start, o.end) for a, b in spans)
    ]
    others = [o for o in scene.objects if o not in referring]
    return [o for o in scene.objects if o not in referring or not any(k.end <= o.start for k in others)]


def _heads(scene: Scene) -> list[Item]:
    """Of two nouns side by side one describes the other: «helicopter engines» are engines, «ingénieurs militaires» engineers."""
    if scene.language.cases:
        return _without_counting_heads(scene)
    if scene.language.grammar.get("words") != "spaced":
        return scene.objects
    before = scene.language.grammar.get("adjective") == "before"
    nouns = [o for o in scene.objects if o.type == "objects"]
    starts, ends = {o.start for o in nouns}, {o.end for o in nouns}
    dropped = {
        id(o) for o in nouns
        if (before and o.end + 1 in starts and scene.text[o.end] == " ")
        or (not before and o.sense == "troops" and o.start - 1 in ends and scene.text[o.start - 1] == " ")
    }  # fmt: skip
    dropped |= {
        id(o) for p in nouns for o in scene.objects
        if p.sense in ("component", "technology") and 0 < o.start - p.end <= 8 and _joined_by_of(scene, p.end, o.start)
    }  # fmt: skip
    return [o for o in scene.objects if id(o) not in dropped]


def _without_counting_heads(scene: Scene) -> list[Item]:
    """«батарею ракетных комплексов»: a word of number before a genitive counts what follows it."""
    units = {(i.start, i.end) for i in scene.of("numbers", "unit") if i.mention.args[:1] == ("battery",)}
    nouns = [n for n in scene.objects if "gen" in n.tags and n.type == "objects"]
    counting = {
        id(o)
        for o in scene.objects
        if (o.start, o.end) in units and any(0 < n.start - o.end <= 30 and scene.clear(o.end, n.start) for n in nouns)
    }
    return [o for o in scene.objects if id(o) not in counting]


def _joined_by_of(scene: Scene, start: int, end: int) -> bool:
    """«composants du missile»: the missile only tells whose."""
    return any(m.start == start + 1 and m.end in (end, end - 1) for m in scene.of("markers", "of"))


def _without_label_doubles(scene: Scene) -> list[Item]:
    """A bullet's heading that names the category of an object in its text adds none («Money: a grant of …»)."""
    label = scene.segment.label
    if label is None:
        return scene.objects
    told = {o.sense for o in scene.objects if o.type == "objects" and o.start >= label[1]}
    return [o for o in scene.objects if o.end > label[1] or o.type != "objects" or o.sense not in told]


def _breaks(scene: Scene) -> list[int]:
    """Positions of what a noun phrase does not reach across: punctuation, verbs, markers other than «of»."""
    start, end = scene.segment.start, scene.segment.end
    places = [i for i in range(start, end) if scene.text[i] in PUNCTUATION and not _inside_number(scene.text, i)]
    genitives = {
        (m.start, m.end) for m in scene.of("markers", "of") if "pre" in m.mention.args
    }  # «de» is «of» and «from»
    for item in scene.items:
        kind, sense = item.type, item.sense
        if (
            (kind == "triggers" and not item.is_noun)
            or (
                kind == "modality"
                and sense not in ("have", "be", "share", "none", "infinitive", "positive", "negative")
            )
            or (kind == "speech" and sense in ("say", "source", "cite", "relay"))
            or (
                kind == "markers"
                and sense not in ("of", "and", "possessive", "case")
                and "suffix" not in item.mention.args
                and "prefix" not in item.mention.args
                and (item.start, item.end) not in genitives
            )
        ):
            places.append(item.start)
    return sorted(set(places))


def _inside_number(text: str, at: int) -> bool:
    return text[at] in ".,'’" and 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def _functions(scene: Scene, item: Item) -> tuple[str, ...]:
    """The functions of a noun phrase by attached affix, preposition with case, postposition, bare case: first that says any."""
    language, mention = scene.language, item.mention
    attached = _affix(language.suffixes, mention.suffix) + language.prefixes.get(mention.prefix, ())
    if attached:
        return _postposition(scene, item) or attached  # «Rusya'ya ait», «birliklerine karşı»: it governs the case
    cases = mention.tags & CASES
    if _in_chain(scene, item):
        return ("of",)
    if found := _preposition(scene, item, cases):
        return found
    if found := _postposition(scene, item) or _closing(scene, item):
        return found
    if not cases and not mention.suffix and (found := _phrase_final(scene, item)):
        return found
    return _bare_cases(scene, cases)


def _agree(scene: Scene, party: Item, host: Item) -> None:
    """An adjective's case is its noun's: what both can be decides."""
    cases = party.tags & host.tags & CASES
    if not cases or party.mention.args[0] != "adj":
        return
    host.functions = _preposition(scene, party if party.start < host.start else host, cases) or _bare_cases(
        scene, cases
    )


def _bare_cases(scene: Scene, cases: frozenset[str]) -> tuple[str, ...]:
    """Functions of a noun phrase by case alone; a locative stands only behind a preposition."""
    told = cases - {"loc"} or cases
    table = scene.language.cases
    return tuple(table[case] for case in ("nom", "dat", "ins", "acc", "gen", "loc") if case in told and case in table)


def _affix(table: dict[str, tuple[str, ...]], affix: str) -> tuple[str, ...]:
    """The longest known affix that the letters begin with (particles stack: 에는, には)."""
    for length in range(len(affix), 0, -1):
        if affix[:length] in table:
            return table[affix[:length]]
    return ()


_QUOTES = '«“„"'


def _preposition(scene: Scene, item: Item, cases: frozenset[str]) -> tuple[str, ...]:
    """The nearest preposition before, with nothing between that closes a phrase."""
    found: list[str] = []
    span: tuple[int, int] | None = None
    for other in reversed(scene.of("markers")):
        if other.end > item.start or "pre" not in other.mention.args:
            continue
        if span is not None and (other.start, other.end) != span:
            break
        if _approximates(scene, other):
            continue
        if other.sense in ("and", "clause"):
            if span is None and not scene.clear(other.end, item.start):
                break
            continue
        if item.start - other.end > 45 or not _only_quotes(scene, other.end, item.start):
            break
        if other.sense in ("of", "from") and (_opens_clause(scene, other) or _partitive(scene, other)):
            continue
        needed = other.tags & CASES
        if needed and cases and not needed & cases:
            continue
        if (
            _name_between(scene, other.end, item)
            or _noun_between(scene, other.end, item.start, item)
            or _time_between(scene, other.end, item.start)
            or _figure_opens(scene, other.end, item)
        ):
            break
        span = (other.start, other.end)
        found.append(other.sense)
    return tuple(found)


def _opens_clause(scene: Scene, marker: Item) -> bool:
    """«; der Vertrag …»: what opens a clause hangs on no noun before it; where articles look like genitives it is one."""
    before = scene.text[scene.segment.start : marker.start].rstrip()
    return bool(scene.language.grammar.get("verb_second")) and (
        not before or before[-1] in ";:–—" or before[-1] in _QUOTES
    )


def _partitive(scene: Scene, marker: Item) -> bool:
    """«Des rebelles ont reçu …»: an article spelt like «of», where no noun stands before it."""
    if scene.text[marker.start : marker.end].lower() not in scene.language.grammar.get("partitives", ()):
        return False
    before = scene.text[scene.segment.start : marker.start].rstrip()
    return not before or before[-1] in ",;:–—" or before[-1] in _QUOTES


def _approximates(scene: Scene, marker: Item) -> bool:
    """«jusqu'à 8 millions d'obus», «over 100 drones»: a word before a figure that bounds it is no preposition."""
    bounds = any((n.start, n.end) == (marker.start, marker.end) for n in scene.of("numbers", "less", "more", "about"))
    return bounds and scene.text[marker.end : marker.end + 2].strip()[:1].isdigit()


def _name_between(scene: Scene, start: int, item: Item) -> bool:
    """A name that no list knows takes the preposition («pod Awdijiwką ponad 100 pojazdów»), where capitals mark names."""
    if not scene.language.cases or scene.language.grammar.get("verb_second") or item.type != "objects":
        return False
    return any(word[:1].isupper() and len(word) > 3 for word in scene.text[start : item.start].split())


def _time_between(scene: Scene, start: int, end: int) -> bool:
    """«с октября КНДР направила», «dal 2023 alcuni consiglieri»: the preposition is the date's."""
    year = _YEAR.match(scene.text, start, end)
    return bool(year and any(c.isalpha() for c in scene.text[year.end() : end])) or any(
        start <= i.start < end
        for i in scene.of(
            "times", "month", "weekday", "day", "year", "year-rel", "month-rel", "season", "quarter", "unit"
        )
    )


def _figure_opens(scene: Scene, start: int, item: Item) -> bool:
    """«entregó al país tres aviones»: the figure opens the noun's phrase, and a word before it has the preposition."""
    if item.type not in ("objects", "designations") or scene.language.grammar.get("order") == "SOV":
        return False
    figures = [i for i in scene.of("numbers") if start <= i.start < item.start and i.sense not in ("unit", "ratio")]
    first = min((i.start for i in figures), default=item.start)
    digit = next((i for i in range(start, item.start) if scene.text[i].isdigit()), item.start)
    opening = min(first, digit)
    return opening < item.start and any(c.isalpha() for c in scene.text[start:opening])


def _noun_between(scene: Scene, start: int, end: int, item: Item) -> bool:
    """Another full noun phrase between a preposition and its supposed noun: it is that one's («to Ukraine 40 missiles»)."""
    for other in scene.items:
        if other is item or other.start < start or other.end > end:
            continue
        if other.type == "reference" and other.sense in ("one", "other", "both", "object", "counterpart", "there"):
            return True
        if other.type == "places" and other.sense != "head":
            return True
        if other.type in ("objects", "designations") and item.type in ("parties", "places"):
            return True
        if (
            other.type == "speech"
            and other.sense in ("office", "voice")
            and item.type == "objects"
            and scene.language.grammar.get("adjective") == "after"
            and not scene.language.cases
        ):
            return True  # «all'aeronautica locale tre elicotteri»
        if other.type == "speech" and other.sense in ("office", "title", "voice") and _genitive_of(scene, item, other):
            return True  # «z szefem dyplomacji Izraela»: the preposition is the office's, the party its possessor
        people = other.type == "parties" and other.mention.args[0] == "demonym" and "noun" in other.tags
        named = other.type == "parties" and other.mention.args[0] not in ("adj", "demonym") and "adj" not in other.tags
        named = named or (people and item.type in ("objects", "designations"))
        construct = (
            end - other.end <= 1 and scene.language.grammar.get("adjective") != "after" and not scene.language.cases
        )
        if named and not (item.type in ("speech", "objects") and construct):
            return True
    return False


def _genitive_of(scene: Scene, item: Item, noun: Item) -> bool:
    """Whether a party in the genitive stands right behind a noun that is marked for another case."""
    genitive = item.type == "parties" and "gen" in item.tags and item.mention.args[0] != "adj"
    return genitive and bool(noun.tags & CASES - {"gen"}) and 0 <= item.start - noun.end <= 2


def _postposition(scene: Scene, item: Item) -> tuple[str, ...]:
    return tuple(
        other.sense
        for other in scene.of("markers")
        if "post" in other.mention.args and 0 <= other.start - item.end <= 2 and other.sense != "clause"
    )


def _closing(scene: Scene, item: Item) -> tuple[str, ...]:
    """Where attributes stand behind their noun, a postposition closes the whole phrase: «بالگرد می-۸ ساخت روسیه را»."""
    grammar = scene.language.grammar
    if (
        grammar.get("adpositions") != "before"
        or grammar.get("order") != "SOV"
        or item.type not in ("objects", "designations")
    ):
        return ()
    for other in scene.of("markers"):
        if other.start >= item.end and "post" in other.mention.args and other.sense not in ("clause", "and"):
            between = scene.objects and any(
                o.type == "objects" and item.end < o.start - 1 and o.end <= other.start for o in scene.objects
            )
            near = other.start - item.end <= 45 and scene.crossings(item.end, other.start) == 0
            return (other.sense,) if near and not between else ()
    return ()


def _in_chain(scene: Scene, item: Item) -> bool:
    """A noun right behind another is its genitive where nothing marks one («یادبود سربازان»)."""
    return bool(scene.language.grammar.get("ezafe")) and item.type == "objects" and any(
        o.end + 1 == item.start and o.type == "objects" and scene.text[o.end] == " " for o in scene.objects
    )  # fmt: skip


def _phrase_final(scene: Scene, item: Item) -> tuple[str, ...]:
    """Verb-final languages mark the end of the phrase: «북한군 지휘관 20명에게», «병사 최소 30명이»."""
    if scene.language.grammar.get("order") != "SOV" or item.type not in ("parties", "objects", "designations"):
        return ()
    at = bisect_left(scene.items, item.end, key=lambda i: i.start)
    for other in scene.items[at:]:
        if (
            other.start - item.end > 16
            or not scene.clear(item.end, other.start)
            or other.type in ("parties", "objects", "designations", "triggers", "places", "times")
            or scene.text[other.start - 1] in "'’"  # the case of a name: «Rusya Kazan'da …»
        ):
            return ()
        if other.type == "speech" and other.mention.suffix and other.sense in ("voice", "office", "title"):
            if other.start - item.end <= 1:
                return ()  # «한국 대사를»: the particle is the ambassador's, whom the party owns
            return _affix(scene.language.suffixes, other.mention.suffix)
        if other.type == "numbers" and (found := _counted_as(scene, other)):
            return found
        if (
            other.type == "markers"
            and {"suffix", "post"} & set(other.mention.args)
            and other.sense not in ("clause", "and", "of")
        ):
            return (other.sense,) if item.type == "parties" else ()
    return ()


def _counted_as(scene: Scene, unit: Item) -> tuple[str, ...]:
    """The functions that the particle behind a counting word gives to what is counted (30명이, 20대를)."""
    language, attached = scene.language, unit.mention.suffix
    if unit.sense != "unit":  # 3천명이: the magnitude holds its unit
        return language.suffixes.get(attached[-1:], ()) if len(attached) > 1 else ()
    if attached:
        return _affix(language.suffixes, attached)
    last = language.fold(scene.text[unit.end - 1 : unit.end])
    return language.suffixes.get(last, ()) if unit.end - unit.start > 1 else ()
