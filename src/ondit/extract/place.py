"""Places named in a sentence: known ones, capitals used as places, and a head with its name («the plant in Izhevsk»)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ondit.extract.scene import Item, Scene
from ondit.languages import Mention

_NAME = re.compile(
    r"[«“\"]?[A-ZÀ-ÝА-ЯЁІЇЄҐĐ][\w'’.-]*(?:[ -](?:(?:de|du|des|la|le|el|al|an|der|di|da|do|del)[ -])?[A-ZÀ-ÝА-ЯЁІЇЄҐĐ][\w'’.-]*)*[»”\"]?"
)

_BEFORE_HEAD = re.compile(r"(?:[A-ZÀ-ÝА-ЯЁІЇЄҐĐĞİŞ][\w'’-]+ )+$")
_LETTERS = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")
_WORDS = re.compile(r"([^\W\d]+)(?:(['’])([^\W\d]+))?")


@dataclass(frozen=True, slots=True)
class Place:
    """`state` is the state whose capital or region it is, where known."""

    start: int
    end: int
    latitude: float | None
    longitude: float | None
    functions: tuple[str, ...]
    state: str | None
    head: str | None = None


def places_of(scene: Scene) -> list[Place]:
    """Every place of the sentence, each span with its head word; by position, none inside another."""
    found = [_known(scene, i) for i in scene.of("places") if i.sense != "head"]
    found += [
        _capital(scene, i)
        for i in scene.parties
        if i.mention.args[:1] == ("capital",) and "in" in i.functions and "to" not in i.functions[:1]
    ]
    found = [_with_head(scene, place) for place in found]
    found += [p for i in scene.of("places", "head") if (p := _from_head(scene, i)) is not None]
    found += _after_in(scene) + _before_in(scene)
    found.sort(key=lambda p: (p.start - p.end, p.start))
    kept: list[Place] = []
    for place in found:
        wider = next((n for n, k in enumerate(kept) if k.start < place.end and place.start < k.end), None)
        if wider is None:
            kept.append(place)
        elif kept[wider].state is None and place.state is not None:  # «завод БПЛА в Алабуге»: the town's state
            kept[wider] = replace(kept[wider], state=place.state)
    return _chained(scene, sorted(kept, key=lambda p: p.start))


def as_party(place: Place, text: str) -> Item | None:
    """The state that a place lies in, named by the place's words; None where no list says."""
    if place.state is None:
        return None
    words = text[place.start : place.end]
    return Item(
        Mention(place.start, place.end, "parties", place.state, ("place",), frozenset(), None, words, "place"),
        place.functions,
    )


def _known(scene: Scene, item: Item) -> Place:
    latitude, longitude, state = (*item.mention.args, None, None, None)[:3]
    try:
        point = (float(latitude or "x"), float(longitude or "x"))
    except ValueError:
        return Place(item.start, item.end, None, None, item.functions, None)
    return Place(item.start, item.end, *point, item.functions, state)


def _capital(scene: Scene, item: Item) -> Place:
    return Place(item.start, item.end, None, None, item.functions, item.sense)


def _with_head(scene: Scene, place: Place) -> Place:
    """«la région de Koursk», «Курская область», «クルスク州»: the head belongs to the name."""
    for head in scene.of("places", "head"):
        if head.mention.args[0] == "part":
            continue  # «북부 수미»: the name is enough
        if 0 <= place.start - head.end <= 6 and _only_of(scene, head.end, place.start):
            return Place(
                head.start,
                place.end,
                place.latitude,
                place.longitude,
                _functions(head, place),
                place.state,
                head.mention.args[0],
            )
        if 0 <= head.start - place.end <= 2 and scene.clear(place.end, head.start):
            return Place(
                place.start,
                head.end,
                place.latitude,
                place.longitude,
                _functions(head, place),
                place.state,
                head.mention.args[0],
            )
    return place


def _only_of(scene: Scene, start: int, end: int) -> bool:
    """Whether at most a word for «of» stands between a head and its name («l'usine d'Alabuga»)."""
    if scene.clear(start, end):
        return True
    return any(start <= m.start and m.end <= end for m in scene.of("markers", "of")) and not any(
        c in ",;:.()" for c in scene.text[start:end]
    )


def _functions(head: Item, place: Place) -> tuple[str, ...]:
    return head.functions or tuple(f for f in place.functions if f != "of") or ("in",)


def _behind_part(scene: Scene, head: Item) -> Place | None:
    """«南部リンショーピンで», «북부 틴자우아텐 부근에서»: a word for a part of a land with the foreign name behind it."""
    text, start = scene.text, head.end
    if text[start : start + 1] in (" ", "\u306e"):
        start += 1
    end = start
    while end < scene.segment.end and _katakana(text[end]):
        end += 1
    if end == start:
        while end < scene.segment.end and "\uac00" <= text[end] <= "\ud7a3":
            end += 1
        endings = scene.language.suffixes
        end -= next((n for n in (4, 3, 2, 1) if end - n - start >= 2 and text[end - n : end] in endings), 0)
    if end - start < 2 or _known_word(scene, start, end):
        return None
    return Place(head.start, end, None, None, ("in",), None, "part")


def _katakana(char: str) -> bool:
    return "\u30a1" <= char <= "\u30fc"


def _foreign_owner(scene: Scene, head: Item) -> int:
    """«ラプアの工場»: where a foreign name begins that a word for «of» ties to its head, else the head's own start."""
    of = next((m for m in scene.of("markers", "of") if m.end == head.start), None)
    start = of.start if of is not None else head.start
    while of is not None and start > scene.segment.start and _katakana(scene.text[start - 1]):
        start -= 1
    named = of is not None and of.start - start >= 2 and not _known_word(scene, start, of.start)
    return start if named else head.start


def _from_head(scene: Scene, head: Item) -> Place | None:
    """A head with a name that no list knows: «l'usine de La Ferté-Saint-Aubin», «カラチ造船所»."""
    text = scene.text
    last = text[head.end - 1]
    if head.mention.args[0] == "part":
        return _behind_part(scene, head)
    if "\u3040" <= last <= "\u9fff" or "\uac00" <= last <= "\ud7a3":
        start = head.start
        while (
            start > scene.segment.start
            and head.start - start < 10
            and text[start - 1].isalpha()
            and not _taken(scene, start - 1)
        ):
            start -= 1
        if head.start - start < 2:
            start = _foreign_owner(scene, head)
        if head.start - start < 2:
            return None
        return Place(start, head.end, None, None, head.functions or ("in",), None, head.mention.args[0])
    if (named := _caseless_name(scene, head)) is not None:
        return named
    found = None
    for marker in scene.of("markers"):
        if (
            marker.sense in ("of", "in")
            and 0 <= marker.start - head.end <= (26 if marker.sense == "of" else 14)
            and scene.clear(head.end, marker.start)
        ):
            found = _NAME.match(text, _name_begins(scene, marker.end))
            if found and found.end() <= scene.segment.end:
                break
    if not found:
        found = _NAME.match(text, _name_begins(scene, head.end))
    if found:
        found = _NAME.match(text, found.start(), _before_party(scene, found.start(), found.end())) or found
    owner = next((p for p in scene.parties if p.mention.args[0] == "adj" and 0 <= p.start - head.end <= 1), None)
    if owner is not None and head.mention.args[0] in ("base", "plant", "port") and "in" in head.functions:
        return Place(head.start, owner.end, None, None, head.functions, owner.sense, head.mention.args[0])
    if not found or found.end() > scene.segment.end:
        begun = _unknown_run(scene, max(scene.segment.start, head.start - 40), head.start)
        if begun is not None and begun > scene.segment.start:
            return Place(begun, head.end, None, None, head.functions or ("in",), None, head.mention.args[0])
        return None
    if found and found.end() <= scene.segment.end and not _is_party(scene, found.start(), found.end()):
        end = found.end() - found.group().endswith(".")
        return Place(head.start, end, None, None, head.functions or ("in",), None, head.mention.args[0])
    return None


def _caseless_name(scene: Scene, head: Item) -> Place | None:
    """Scripts without capitals: the word behind a head that no list knows names the place («قاعدة رياق الجوية»), with the
    attributes of `grammar.toml: place_attributes` passed over or taken in."""
    grammar = scene.language.grammar
    attributes = frozenset(grammar.get("place_attributes", ()))
    if not attributes or (head.mention.suffix and head.mention.suffix not in grammar.get("place_links", ())):
        return None
    end, named = head.end + len(head.mention.suffix), 0
    for word in _LETTERS.finditer(scene.text, end, min(scene.segment.end, end + 40)):
        if word.start() != end + 1 or scene.text[end] not in " \u00a0\u200c":
            break
        attribute = word.group() in attributes
        if not attribute and (named or _any_word(scene, word.start(), word.end())):
            break
        named += not attribute
        end = word.end()
    return Place(head.start, end, None, None, head.functions or ("in",), None, head.mention.args[0]) if named else None


def _any_word(scene: Scene, start: int, end: int) -> bool:
    """Whether the lexicon reads the word as anything."""
    return any(i.start < end and start < i.end for i in scene.items) or len(scene.text[start:end]) < 3


def _name_before(scene: Scene, at: int) -> int | None:
    """Where the capitalised words that end right before a position begin («Holzdorf üssü», «Uvira çevresinde»), if no list
    knows them as something else; one word that opens the sentence may owe its capital to that."""
    if scene.language.grammar.get("words") != "suffixed" or scene.language.grammar.get("adjective") != "before":
        return None
    begun = _unknown_run(scene, max(scene.segment.start, at - 60), at)
    if begun is None:
        return None
    alone = begun <= scene.segment.start + 1 and " " not in scene.text[begun:at].strip()
    return None if alone else begun


def _unknown_run(scene: Scene, floor: int, at: int) -> int | None:
    """Where the capitalised words right before a position begin that no list knows: «Almanya'nın | Holzdorf üssü»."""
    found = _BEFORE_HEAD.search(scene.text, floor, at)
    if found is None:
        return None
    begun = found.start()
    while begun < at:
        stop = scene.text.index(" ", begun)
        if not _known_word(scene, begun, at):
            return begun
        begun = stop + 1
    return None


def _after_in(scene: Scene) -> list[Place]:
    """A capitalised name right after a preposition of place, unless it is a party, a person, a month."""
    found = []
    nouns = scene.language.grammar.get("place_prepositions")  # where every noun has a capital: only these open a name
    for marker in scene.of("markers", "in"):
        if "pre" not in marker.mention.args or (nouns and marker.mention.form not in nouns):
            continue
        name = _NAME.match(scene.text, _name_begins(scene, marker.end))
        if name and name.end() <= scene.segment.end and not _known_word(scene, name.start(), name.end()):
            end = name.end() - name.group().endswith(".")
            found.append(Place(name.start(), end, None, None, ("in",), None))
    return found


def _before_in(scene: Scene) -> list[Place]:
    """Languages with particles: a capitalised word with an ending of place, or an unknown word with one right behind a
    party's bare name («폴란드 글리비체에서»)."""
    table = {form: senses for form, senses in scene.language.suffixes.items() if "in" in senses and len(form) >= 2}
    if not table:
        return []
    found = []
    for marker in scene.of("markers", "in"):
        start = _name_before(scene, marker.start) if "post" in marker.mention.args else None
        if start is not None:
            found.append(Place(start, marker.start - 1, None, None, ("in",), None))
    for word in _WORDS.finditer(scene.text, scene.segment.start, scene.segment.end):
        name, apostrophe, ending = word.group(1), word.group(2), word.group(3) or ""
        if apostrophe:
            fits = name[0].isupper() and scene.language.fold(ending) in table
            end = word.start() + len(name)
        else:
            suffix = next(
                (s for s in sorted(table, key=len, reverse=True) if name.endswith(s) and len(name) - len(s) >= 2), None
            )
            behind = any(p.end == word.start() - 1 and not p.mention.suffix for p in scene.parties)
            fits = suffix is not None and behind and "\uac00" <= name[0] <= "\ud7a3"
            end = word.end() - len(suffix or "")
        if fits and not _known_word(scene, word.start(), end):
            begun = _name_before(scene, word.start()) if apostrophe else None
            found.append(Place(word.start() if begun is None else begun, end, None, None, ("in",), None))
    return found


def _chained(scene: Scene, places: list[Place]) -> list[Place]:
    """«Fort Sill, Oklahoma», «the Alabuga zone in Tatarstan», «Алабуге (Татарстан)»: the narrower place is the one."""
    kept: list[Place] = []
    for place in places:
        gap = scene.text[kept[-1].end : place.start] if kept else "x" * 9
        wider = gap in (", ", " (", "（", "・", "，") or (
            len(gap) <= 5 and _place_marker(scene, kept[-1].end, place.start)
        )
        if wider:
            kept[-1] = replace(kept[-1], state=kept[-1].state or place.state)
        else:
            kept.append(place)
    return kept


def _place_marker(scene: Scene, start: int, end: int) -> bool:
    return any(start <= m.start and m.end <= end for m in scene.of("markers", "in"))


def _name_begins(scene: Scene, at: int) -> int:
    """Where a name can begin behind spaces and an article."""
    text = scene.text
    while at < len(text) and text[at] in " \u00a0\u202f":
        at += 1
    for article in scene.language.grammar.get("name_articles", ()):
        begun = article if article.endswith("'") else article + " "
        if text[at : at + len(begun)].replace("’", "'") == begun:
            return at + len(begun)
    return at


def _taken(scene: Scene, at: int) -> bool:
    return any(i.start <= at < i.end for i in scene.items if i.type not in ("numbers", "topics"))


def _is_party(scene: Scene, start: int, end: int) -> bool:
    return any(
        i.start < end and start < i.end and i.mention.args[:1] and i.mention.args[0] in ("name", "adj", "demonym")
        for i in scene.parties
    )


def _before_party(scene: Scene, start: int, end: int) -> int:
    """Where the name of a party begins behind that of a place («w Tarnowie Polska produkuje»), else `end`."""
    return min((p.start - 1 for p in scene.parties if start < p.start < end), default=end)


def _known_word(scene: Scene, start: int, end: int) -> bool:
    return any(
        i.start < end
        and start < i.end
        and i.type in ("parties", "times", "objects", "designations", "speech", "places", "numbers", "topics")
        for i in scene.items
    )
