"""One sentence as the later passes see it: its mentions, what each noun phrase's markers say, who owns what.

Nothing here knows a language: order, markers, cases and affixes come from the language's data.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ondit.extract.segment import Segment
from ondit.languages import Language, Mention
from ondit.records import GROUP_OF

CASES = frozenset({"nom", "gen", "dat", "acc", "ins", "loc"})
_PUNCTUATION = ",;:.()—–…!?«»“”„\"，、；：。（）「」『』【】،؛؟"
_LISTING = frozenset({",", "、", "，", "،", "·", "・", "/", "-", "–"})
_NOUNS = ("objects", "designations", "speech", "triggers", "places")


@dataclass(slots=True, eq=False)
class Item:
    """A mention in its sentence. `functions`: what markers and case say («to», «from», …); `owners`: parties that modify
    it; `host`: the noun that it modifies; `group`: what it is coordinated with, itself included."""

    mention: Mention
    functions: tuple[str, ...] = ()
    owners: list[Item] = field(default_factory=list)
    host: Item | None = None
    named: Item | None = None
    group: list[Item] = field(default_factory=list)
    spoken: bool = False

    @property
    def start(self) -> int:
        return self.mention.start

    @property
    def end(self) -> int:
        return self.mention.end

    @property
    def type(self) -> str:
        return self.mention.type

    @property
    def sense(self) -> str:
        return self.mention.sense

    @property
    def tags(self) -> frozenset[str]:
        return self.mention.tags

    @property
    def is_noun(self) -> bool:
        """Whether an event word is a noun («delivery») rather than a verb."""
        return "noun" in self.tags or bool(self.tags & CASES)


@dataclass(slots=True)
class Scene:
    """A segment with its items by type; offsets are code points of the whole text."""

    text: str
    segment: Segment
    language: Language
    items: list[Item]
    parties: list[Item]
    objects: list[Item]
    triggers: list[Item]
    breaks: list[int]

    def of(self, kind: str, *senses: str) -> list[Item]:
        return [i for i in self.items if i.type == kind and (not senses or i.sense in senses)]

    def clear(self, start: int, end: int) -> bool:
        """Whether no punctuation, verb or marker stands in text[start:end]."""
        at = bisect_left(self.breaks, start)
        return at >= len(self.breaks) or self.breaks[at] >= end

    def crossings(self, start: int, end: int) -> int:
        """How many of them stand there."""
        return bisect_left(self.breaks, end) - bisect_left(self.breaks, start)

    def between(self, start: int, end: int) -> str:
        return self.text[start:end]


def resolve(mentions: Sequence[Mention], length: int) -> list[Mention]:
    """Longest match: a mention inside, or across the edge of, a longer one is dropped; equal spans stay. Sorted by start.

    Modal words and definite phrases only compete with their like: «engaged to supply» is a promise and a supply, «the
    contract» is a reference and a contract."""
    kept: list[Mention] = []
    apart = ("modality", "reference")
    for layer in ([m for m in mentions if m.type not in apart], *([m for m in mentions if m.type == kind] for kind in apart)):
        taken = bytearray(length)
        spans: set[tuple[int, int]] = set()
        for m in sorted(layer, key=lambda m: m.start - m.end):
            if (m.start, m.end) in spans or taken.find(1, m.start, m.end) < 0:
                spans.add((m.start, m.end))
                taken[m.start : m.end] = b"\x01" * (m.end - m.start)
                kept.append(m)
    cited = {(m.start, m.end) for m in kept if m.type == "speech" and m.tail is not None}  # «نقلت وكالة عن …» moves nothing
    return _united([m for m in kept if m.type != "triggers" or (m.start, m.end) not in cited])


def _united(mentions: Sequence[Mention]) -> list[Mention]:
    """One mention for one reading of a span: the tags of homonymous inflected forms are united."""
    by_reading: dict[tuple[object, ...], Mention] = {}
    for m in mentions:
        key = (m.start, m.end, m.type, m.sense, m.args)
        other = by_reading.get(key)
        if other is None:
            by_reading[key] = m
        elif not m.tags <= other.tags or (other.guard and not m.guard):
            by_reading[key] = replace(other, tags=other.tags | m.tags, guard=m.guard if not m.guard else other.guard)
    return sorted(by_reading.values(), key=lambda m: (m.start, m.end))


def guarded(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Without those whose guard does not hold in this sentence."""
    kept = [m for m in mentions if m.guard is None]
    arms = [(m.start, m.end) for m in kept if m.type == "designations" or (m.type == "objects" and GROUP_OF.get(m.sense) in ("materiel", "people"))]
    ends = {m.end for m in kept if m.type == "numbers"}
    parties = any(m.type == "parties" for m in kept)
    places = any(m.type == "places" and m.sense != "head" for m in kept)
    designated = any(m.type == "designations" for m in kept)
    for m in mentions:
        before = text[max(0, m.start - 3) : m.start].rstrip()
        holds = {
            None: False,
            "arms": bool(arms) and any(span != (m.start, m.end) for span in arms),
            "party": parties and any(o.type == "parties" and (o.start, o.end) != (m.start, m.end) for o in kept),
            "number": bool(before) and (before[-1].isdigit() or m.start in ends or m.start - 1 in ends),
            "designation": designated,
            "place": places or parties,
            "quote": bool(before) and before[-1] in "«“\"„「『‘",
        }[m.guard]
        if holds:
            kept.append(m)
    kept.sort(key=lambda m: (m.start, m.end))
    return kept


def build(text: str, segment: Segment, mentions: Sequence[Mention], language: Language) -> Scene:
    """The scene of one segment from the resolved mentions of the text that lie in it."""
    items = [Item(m) for m in _without_false_verbs(_paired(_attached(guarded(mentions, text))), text)]
    if language.grammar.get("order") == "VSO":
        items = _verb_or_noun(text, segment, items)
    scene = Scene(text, segment, language, items, [], [], [], [])
    scene.parties = [i for i in items if i.type == "parties" and i.mention.args[0] != "media"]
    scene.objects = [i for i in items if i.type in ("objects", "designations")]
    scene.triggers = [i for i in items if i.type == "triggers"]
    scene.objects = _without_label_doubles(scene)
    scene.breaks = _breaks(scene)
    _join_designations(scene)
    nouns = [i for i in items if i.type in ("parties", *_NOUNS)]
    for item in nouns:
        item.functions = _functions(scene, item)
    _own(scene)
    _drop_homographs(scene)
    for party in scene.parties:
        if party.host is not None and party.host.type != "triggers":
            _agree(scene, party, party.host)
    _coordinate(scene, [i for i in nouns if i.type == "parties"])
    _coordinate(scene, scene.objects)
    for party in scene.parties:
        if party.host is not None and party.host.type == "speech":
            party.functions = party.host.functions or party.functions
    return scene


def _join_designations(scene: Scene) -> None:
    """A designation in its noun's phrase («chars Leopard 2», «Su-35 fighters») names that noun and is no object of its own."""
    nouns = [o for o in scene.objects if o.type == "objects"]
    joined = set()
    for item in [o for o in scene.objects if o.type == "designations"]:
        for noun in nouns:
            left, right = (noun, item) if noun.end <= item.start else (item, noun)
            gap = scene.text[left.end : right.start]
            if noun.named is None and 0 <= right.start - left.end <= 24 and _only_quotes(scene, left.end, right.start) and not _coordinator(scene, left.end, right.start) and "," not in gap:
                if GROUP_OF.get(noun.sense) == "materiel" and (noun.sense in item.mention.args[:1] or right.start - left.end <= 4):
                    noun.named = item
                    joined.add(id(item))
                    break
    scene.objects = [o for o in scene.objects if id(o) not in joined]


def _only_quotes(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing but quotation marks parts two words («из танков „Армата“»)."""
    at = bisect_left(scene.breaks, start)
    return all(scene.text[i] in "«»“”„\"「」『』" for i in scene.breaks[at : bisect_left(scene.breaks, end)])


def _coordinator(scene: Scene, start: int, end: int) -> bool:
    return any(start <= i.start < end for i in scene.items if i.type == "markers" and i.sense == "and")


def _without_label_doubles(scene: Scene) -> list[Item]:
    """A bullet's heading that names the category of an object in its text adds none («Money: a grant of …»)."""
    label = scene.segment.label
    if label is None:
        return scene.objects
    told = {o.sense for o in scene.objects if o.type == "objects" and o.start >= label[1]}
    return [o for o in scene.objects if o.end > label[1] or o.type != "objects" or o.sense not in told]


def _verb_or_noun(text: str, segment: Segment, items: list[Item]) -> list[Item]:
    """Verb-first languages spell many verbs and their verbal nouns alike: finite at the head of a clause, else a noun."""
    heads = {segment.start, *(i.end for i in items if (i.type == "markers" and i.sense == "clause") or i.type == "modality")}
    for item in items:
        tags = item.tags
        if item.type != "triggers" or "noun" not in tags or not tags & {"past", "pres", "fut"}:
            continue
        start = item.start - len(item.mention.prefix)
        before = text[segment.start : start].rstrip()
        opens = not before or before[-1] in _PUNCTUATION or any(0 <= start - h <= 1 for h in heads)
        finite = opens and item.mention.prefix in ("", "و", "ف", "س", "وس")
        kept = tags - {"noun", "nom", "acc", "gen"} if finite else tags - {"past", "pres", "fut"}
        item.mention = replace(item.mention, tags=kept)
    return items


def _without_false_verbs(mentions: list[Mention], text: str) -> list[Mention]:
    """A finite form right behind an article, a possessive or a preposition is a noun of the same spelling («its own list»,
    «le livre»); an infinitive may stand there."""
    infinitives = {m.end for m in mentions if m.type == "modality" and m.sense == "infinitive"}
    openers = {
        m.end for m in mentions
        if (m.type == "numbers" and m.sense == "article") or (m.type == "reference" and m.sense == "possessive")
        or (m.type == "markers" and "pre" in m.args and m.sense not in ("and", "clause", "subj", "obj"))
    } - infinitives  # fmt: skip
    return [
        m for m in mentions
        if not (m.type in ("triggers", "modality") and m.tags & {"pres", "past"} and not m.tags & {"part", "ger", "noun"} and not m.prefix and m.start - 1 in openers and text[m.start - 1] == " ")
    ]  # fmt: skip


def _paired(mentions: list[Mention]) -> list[Mention]:
    """One word that names several parties (북러, русско-корейский) gives one mention each, sharing its span between them."""
    result = []
    for m in mentions:
        codes = m.sense.split("+") if m.type == "parties" else [m.sense]
        if len(codes) == 1:
            result.append(m)
            continue
        edges = [m.start + (m.end - m.start) * n // len(codes) for n in range(len(codes) + 1)]
        result += [replace(m, sense=code, start=edges[n], end=max(edges[n + 1], edges[n] + 1)) for n, code in enumerate(codes)]
    return result


def _attached(mentions: list[Mention]) -> list[Mention]:
    """Forms that attach directly behind a party (`-군`) only stand there."""
    ends = {m.end for m in mentions if m.type == "parties"}
    return [m for m in mentions if "attached" not in m.tags or m.start in ends]


def _breaks(scene: Scene) -> list[int]:
    """Positions of what a noun phrase does not reach across: punctuation, verbs, markers other than «of»."""
    start, end = scene.segment.start, scene.segment.end
    places = [i for i in range(start, end) if scene.text[i] in _PUNCTUATION and not _inside_number(scene.text, i)]
    for item in scene.items:
        kind, sense = item.type, item.sense
        if (
            (kind == "triggers" and not item.is_noun)
            or (kind == "modality" and sense not in ("have", "be", "share", "infinitive", "positive", "negative"))
            or (kind == "speech" and sense in ("say", "source", "cite", "relay"))
            or (kind == "markers" and sense not in ("of", "and", "possessive", "case") and "suffix" not in item.mention.args and "prefix" not in item.mention.args)
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
        return attached
    cases = mention.tags & CASES
    if found := _preposition(scene, item, cases):
        return found
    if found := _postposition(scene, item):
        return found
    if not cases and not mention.suffix and (found := _phrase_final(scene, item)):
        return found
    return _bare_cases(scene, cases)


def _agree(scene: Scene, party: Item, host: Item) -> None:
    """An adjective's case is its noun's: what both can be decides."""
    cases = party.tags & host.tags & CASES
    if not cases or party.mention.args[0] != "adj":
        return
    host.functions = _preposition(scene, party if party.start < host.start else host, cases) or _bare_cases(scene, cases)


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


def _preposition(scene: Scene, item: Item, cases: frozenset[str]) -> tuple[str, ...]:
    """The nearest preposition before, with nothing between that closes a phrase."""
    found: list[str] = []
    span: tuple[int, int] | None = None
    for other in reversed(scene.items):
        if other.end > item.start or other.type != "markers" or "pre" not in other.mention.args:
            continue
        if span is not None and (other.start, other.end) != span:
            break
        if other.sense in ("and", "clause"):
            if span is None and not scene.clear(other.end, item.start):
                break
            continue
        if item.start - other.end > 45 or not scene.clear(other.end, item.start):
            break
        needed = other.tags & CASES
        if needed and cases and not needed & cases:
            continue
        if _noun_between(scene, other.end, item.start, item) or _time_between(scene, other.end, item.start):
            break
        span = (other.start, other.end)
        found.append(other.sense)
    return tuple(found)


def _time_between(scene: Scene, start: int, end: int) -> bool:
    """«с октября КНДР направила»: the preposition is the date's."""
    return any(start <= i.start < end for i in scene.of("times", "month", "weekday", "day", "year", "year-rel", "month-rel", "season", "quarter", "unit"))


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
        named = other.type == "parties" and other.mention.args[0] not in ("adj", "demonym") and "adj" not in other.tags
        construct = end - other.end <= 1 and scene.language.grammar.get("adjective") != "after"
        if named and not (item.type in ("speech", "objects") and construct):
            return True
    return False


def _postposition(scene: Scene, item: Item) -> tuple[str, ...]:
    return tuple(
        other.sense
        for other in scene.items
        if other.type == "markers" and "post" in other.mention.args and 0 <= other.start - item.end <= 2 and other.sense != "clause"
    )


def _phrase_final(scene: Scene, item: Item) -> tuple[str, ...]:
    """Verb-final languages mark the end of the phrase: «북한군 지휘관 20명에게»."""
    if scene.language.grammar.get("order") != "SOV" or item.type != "parties":
        return ()
    for other in scene.items:
        if other.start < item.end:
            continue
        if other.start - item.end > 16 or not scene.clear(item.end, other.start) or other.type in ("parties", "objects", "designations", "triggers"):
            return ()
        if other.type == "markers" and {"suffix", "post"} & set(other.mention.args) and other.sense not in ("clause", "and", "of"):
            return (other.sense,)
    return ()


def _own(scene: Scene) -> None:
    """Tie each party to the noun that it modifies: adjective, genitive, possessive, or a bare name before its noun."""
    nouns = [i for i in scene.items if i.type in ("objects", "designations") or (i.type == "speech" and i.sense in ("office", "voice", "title")) or (i.type == "triggers" and i.is_noun)]
    side = str(scene.language.grammar.get("adjective", "before"))
    possessor = str(scene.language.grammar.get("possessor", side))
    for party in scene.parties:
        host = _host(scene, party, nouns, side, possessor)
        if host is not None:
            party.host = host
            host.owners.append(party)


def _host(scene: Scene, party: Item, nouns: Sequence[Item], side: str, possessor: str) -> Item | None:
    adjective = party.mention.args[0] == "adj" or "adj" in party.tags
    genitive = "of" in party.functions
    possessive = _possessive(scene, party)
    other_function = bool(party.functions) and not genitive and not adjective
    best: tuple[int, Item] | None = None
    for noun in nouns:
        if noun.start >= party.end:
            gap = noun.start - party.end
            owned = genitive and possessor in ("before", "both") and _takes_possessor(scene, party, noun)
            allowed = possessive or owned or (adjective and side != "after") or (
                side != "after" and not other_function and gap <= 1)  # fmt: skip
            free = scene.clear(party.end, noun.start)
        elif noun.end <= party.start:
            gap = party.start - noun.end
            allowed = (genitive and possessor != "before") or (adjective and side != "before") or (
                side != "before" and not party.functions and gap <= 1)  # fmt: skip
            free = scene.clear(noun.end, party.start)
        else:
            continue
        if allowed and free and gap <= 32 and (best is None or gap < best[0]):
            best = (gap, noun)
    return best[1] if best else None


def _takes_possessor(scene: Scene, party: Item, noun: Item) -> bool:
    """Where the possessed noun is marked («X'in askerleri»), a bare noun behind a genitive is not its possession, nor is
    one that another marked party parts from it («X'in Y'ye … mermi verdiği»)."""
    marks = scene.language.grammar.get("possessed")
    if not marks:
        return True
    parted = any(p.functions and party.end <= p.start < noun.start for p in scene.parties)
    return not parted and (bool(noun.mention.suffix) or scene.text[noun.end - 1] in marks)


def _drop_homographs(scene: Scene) -> None:
    """«ucranianos» is an adjective beside its noun, else the people."""
    attached = {(p.start, p.end) for p in scene.parties if p.mention.args[0] == "adj" and p.host is not None}
    alone = {(p.start, p.end) for p in scene.parties if p.mention.args[0] == "demonym"} - attached
    dropped = [
        p for p in scene.parties
        if (p.mention.args[0] == "demonym" and (p.start, p.end) in attached) or (p.mention.args[0] == "adj" and (p.start, p.end) in alone)
    ]  # fmt: skip
    for party in dropped:
        if party.host is not None:
            party.host.owners.remove(party)
    scene.parties = [p for p in scene.parties if p not in dropped]


def _possessive(scene: Scene, party: Item) -> bool:
    return any(i.type == "markers" and i.sense == "possessive" and 0 <= i.start - party.end <= 1 for i in scene.items)


def _coordinate(scene: Scene, items: Sequence[Item]) -> None:
    """Group neighbours that only a comma or a coordinator separates, and let them share their functions."""
    before = scene.language.grammar.get("order") != "SOV"
    for item in items:
        item.group = [item]
    for left, right in zip(items, items[1:], strict=False):
        if not _listed(scene, left, right):
            continue
        group = [*left.group, right]
        for member in group:
            member.group = group
        if before and (not right.functions or right.functions == ("of",) == left.functions):
            right.functions = left.functions
        elif not before and not left.functions:
            left.functions = right.functions
        if left.host is None and right.host is not None and left.type == "parties":
            left.host = right.host
            right.host.owners.append(left)
        elif right.host is None and left.host is not None and left.type == "parties" and right.mention.args[0] == left.mention.args[0]:
            right.host = left.host
            left.host.owners.append(right)


def _listed(scene: Scene, left: Item, right: Item) -> bool:
    start, end = left.end, right.start
    if end - start > (40 if left.type == "parties" else 70) or left.mention.type == "triggers":
        return False
    words = [(i.start, i.end) for i in scene.items if i.type == "markers" and i.sense in ("and", "with") and start <= i.start < i.end <= end]
    comitative = scene.language.suffixes.get(left.mention.suffix, ())
    rest = scene.text[start:end]
    if left.type != "parties":
        joined = "and" in scene.language.prefixes.get(right.mention.prefix, ())
        return bool(words or joined or rest.strip()[:1] in ("、", ",", "，", "·")) and not _verb_between(scene, left, end)
    if set(comitative) & {"and", "with"} or "and" in scene.language.prefixes.get(right.mention.prefix, ()):
        return len(rest.strip()) <= 4
    for a, b in words:
        if not any(i.sense == "and" for i in scene.items if (i.start, i.end) == (a, b)):
            continue
        rest = (scene.text[start:a] + scene.text[b:end]).strip()
    if scene.language.grammar.get("comma_subject") and not words and right.functions and not left.functions:
        return False  # Turkish parts a bare subject from the rest by a comma
    if left.mention.form == right.mention.form and left.end == right.start:
        return True
    if rest[:1] in ",،、，" and len(rest.split()) == 2 and len(rest.split()[1]) <= 3 and not _clause_word(scene, start, end):
        return True
    return rest.strip() in _LISTING or (bool(words) and len(rest.split()) <= 2 and not any(c in _PUNCTUATION for c in rest))


def _clause_word(scene: Scene, start: int, end: int) -> bool:
    return any(start <= i.start < end for i in scene.of("markers", "clause"))


def _verb_between(scene: Scene, left: Item, end: int) -> bool:
    """Something that ends a list of objects: a verb, a voice, a party that is not the object's own, another marker."""
    for item in scene.items:
        if not left.end <= item.start < end:
            continue
        if (item.type == "triggers" and not item.is_noun) or item.type == "speech" or (item.type == "parties" and item.host is not left):
            return True
        if _closes_list(scene, item):
            return True
    return False


def _closes_list(scene: Scene, item: Item) -> bool:
    """A marker that begins another phrase; «des» and «de», which are also partitive, do not."""
    if item.type != "markers" or item.sense not in ("clause", "to", "from", "by", "in", "against"):
        return False
    return not any(o.sense == "of" and (o.start, o.end) == (item.start, item.end) for o in scene.items)


def first_by(items: Iterable[Item], position: int) -> Item | None:
    """The item nearest to a position."""
    return min(items, key=lambda i: min(abs(i.start - position), abs(i.end - position)), default=None)
