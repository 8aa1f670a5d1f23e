"""Who owns what, and what is coordinated with what."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ondit.extract.scene import LISTING, PUNCTUATION, Item, Scene


def own(scene: Scene) -> None:
    """Tie each party to the noun that it modifies: adjective, genitive, possessive, or a bare name before its noun."""
    nouns = [
        i
        for i in scene.items
        if i.type in ("objects", "designations")
        or (i.type == "speech" and i.sense in ("office", "voice", "title"))
        or (i.type == "triggers" and i.is_noun)
    ]
    side = str(scene.language.grammar.get("adjective", "before"))
    possessor = str(scene.language.grammar.get("possessor", side))
    _whose(scene)
    for party in scene.parties:
        if party.host is not None:
            continue
        host = _host(scene, party, nouns, side, possessor)
        if host is not None:
            party.host = host
            host.owners.append(party)


def _whose(scene: Scene) -> None:
    """«fighters of Russia's Africa Corps»: a party that another possesses takes its place in the sentence."""
    for owner, owned in itertools.pairwise(scene.parties):
        if owner.sense != owned.sense and owned.start - owner.end <= 4 and _possessive(scene, owner):
            owned.functions = owned.functions or owner.functions
            owner.host = owned


def _host(scene: Scene, party: Item, nouns: Sequence[Item], side: str, possessor: str) -> Item | None:
    adjective = party.mention.args[0] == "adj" or "adj" in party.tags
    genitive = "of" in party.functions
    possessive = _possessive(scene, party)
    other_function = bool(party.functions) and not genitive and not adjective
    cased = bool(scene.language.cases)  # an indeclinable name behind its noun: «граждан КНДР»
    best: tuple[int, Item] | None = None
    for noun in nouns:
        if noun.start >= party.end:
            gap = noun.start - party.end
            owned = (
                genitive
                and "dat" not in party.tags
                and possessor in ("before", "both")
                and _takes_possessor(scene, party, noun)
            )
            beside = side != "after" and not other_function and gap <= 1
            if (cased and noun.type != "speech") or (beside and _ditransitive(scene, party, noun)):
                beside = False  # «поставки России ракет», «Moskau Raketen liefern»: what stands before is no attribute
            allowed = possessive or owned or (adjective and side != "after") or beside
            free = scene.clear(party.end, noun.start)
            gap -= (
                adjective and side == "both" and gap == 1
            )  # «zakup koreańskich haubic»: beside two nouns, the one behind
        elif noun.end <= party.start:
            gap = party.start - noun.end
            bare = not party.functions and not adjective if cased and possessor == "after" else side != "before"
            allowed = (genitive and possessor != "before") or (adjective and side != "before") or (
                bare and not party.functions and gap <= 1 and not _definite(scene, noun)
                and not (cased and _acts(scene, party)))  # fmt: skip
            free = scene.clear(noun.end, party.start)
        else:
            continue
        if "from" in party.functions and noun.end <= party.start and _possessed(scene, noun):
            continue  # «seine letzten Soldaten aus dem Tschad»
        if allowed and free and gap <= 32 and not _at_place(scene, noun, party) and (
            best is None or gap < best[0] or (gap == best[0] and noun.type == "objects" and best[1].type == "speech")
        ):  # fmt: skip
            best = (gap, noun)
    return best[1] if best else None


def _at_place(scene: Scene, noun: Item, party: Item) -> bool:
    """«un convoi du port de Conakry»: the name is the port's."""
    left, right = sorted((noun, party), key=lambda i: i.start)
    return any(
        left.end <= p.start and p.end <= right.start and p.mention.args[:1] != ("plant",)
        for p in scene.of("places", "head")
    )


def _possessed(scene: Scene, noun: Item) -> bool:
    """Whether a word for «its» stands in the noun's own phrase."""
    return any(
        0 <= noun.start - r.end <= 24 and scene.clear(r.end, noun.start)
        for r in scene.of("reference", "possessive", "own")
    )


def _ditransitive(scene: Scene, party: Item, noun: Item) -> bool:
    """«gives Ukraine missiles»: a state's name right behind a verb of giving receives the goods behind it."""
    return party.mention.args[:1] in (("name",), ("capital",)) and noun.type in ("objects", "designations") and any(
        t.sense in ("give", "offer", "pay") and not t.is_noun and 0 <= party.start - t.end <= 2 for t in scene.triggers
    )  # fmt: skip


def _acts(scene: Scene, party: Item) -> bool:
    """An indeclinable name right before a finite verb is its subject («жодного супутника КНДР не отримала»)."""
    for trigger in scene.triggers:
        gap = scene.text[party.end : trigger.start] if party.end < trigger.start <= party.end + 5 else None
        if gap is not None and not trigger.is_noun and trigger.tags & {"past", "pres", "fut"} and gap.count(" ") == 2:
            return True
    return False


def _definite(scene: Scene, noun: Item) -> bool:
    """A noun with an attached article is no construct: a bare name behind it is the next phrase (اتهم الجيش الإمارات)."""
    article = str(scene.language.grammar.get("article", ""))
    return bool(article) and (noun.mention.prefix.endswith(article) or scene.text.startswith(article, noun.start))


def _takes_possessor(scene: Scene, party: Item, noun: Item) -> bool:
    """Where the possessed noun is marked («X'in askerleri»), a bare noun behind a genitive is not its possession, nor is
    one that another marked party parts from it («X'in Y'ye … mermi verdiği»)."""
    marks = scene.language.grammar.get("possessed")
    if not marks:
        return True
    parted = any(p.functions and party.end <= p.start < noun.start for p in scene.parties)
    return not parted and (bool(noun.mention.suffix) or scene.text[noun.end - 1] in marks)


def drop_homographs(scene: Scene) -> None:
    """«ucranianos» is an adjective beside its noun, else the people."""
    attached = {(p.start, p.end) for p in scene.parties if p.mention.args[0] == "adj" and p.host is not None}
    alone = {(p.start, p.end) for p in scene.parties if p.mention.args[0] == "demonym"} - attached
    named = {(p.start, p.end, p.sense) for p in scene.parties if p.mention.args[0] == "name"}
    dropped = [
        p for p in scene.parties
        if _named_too(scene, p, named) or (p.mention.args[0] == "demonym" and (p.start, p.end) in attached) or (p.mention.args[0] == "adj" and (p.start, p.end) in alone)
    ]  # fmt: skip
    for party in dropped:
        if party.host is not None:
            party.host.owners.remove(party)
    scene.parties = [p for p in scene.parties if p not in dropped]


def _named_too(scene: Scene, party: Item, named: set[tuple[int, int, str]]) -> bool:
    """«Siria»: with a capital the state, not its adjective."""
    adjective = party.mention.args[0] in ("adj", "demonym")
    return adjective and (party.start, party.end, party.sense) in named and scene.text[party.start].isupper()


def _possessive(scene: Scene, party: Item) -> bool:
    return any(i.type == "markers" and i.sense == "possessive" and 0 <= i.start - party.end <= 1 for i in scene.items)


_CLOSING = ' \u00a0»”"」』)）'


def coordinate(scene: Scene, items: Sequence[Item]) -> None:
    """Group neighbours that only a comma or a coordinator separates, and let them share their functions."""
    grammar = scene.language.grammar
    before = grammar.get("order") != "SOV" or grammar.get("adpositions") == "before"
    for item in items:
        item.group = [item]
    for left, right in itertools.pairwise(items):
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
        elif (
            right.host is None
            and left.host is not None
            and left.type == "parties"
            and right.mention.args[0] == left.mention.args[0]
        ):
            right.host = left.host
            left.host.owners.append(right)


def _listed(scene: Scene, left: Item, right: Item) -> bool:
    start = max(left.end, left.named.end) if left.named is not None else left.end
    end = min(right.start, right.named.start) if right.named is not None else right.start
    if end - start > (40 if left.type == "parties" else 70) or left.mention.type == "triggers":
        return False
    words = [
        (i.start, i.end)
        for i in scene.items
        if i.type == "markers" and i.sense in ("and", "with") and start <= i.start < i.end <= end
    ]
    if left.type == "parties" and any(not t.is_noun and start <= t.start < end for t in scene.triggers):
        return False  # «Armenia's arms came from Russia»
    joined_by = {i.sense for i in scene.of("markers", "and", "with") if start <= i.start < i.end <= end}
    if left.type == "parties" and joined_by == {"with"} and any(start <= o.start < end for o in scene.objects):
        return False  # «atacó Ucrania con misiles norcoreanos»
    comitative = scene.language.suffixes.get(left.mention.suffix, ())
    rest = scene.text[start:end]
    if left.type == "parties" and not words and _speaks_for(left) != _speaks_for(right):
        return False  # «from Iran, Western diplomats say»
    if left.type == "parties" and not words and _fronted(scene, left) and not right.functions:
        return False  # «In Sudan, Iran has …»
    if left.type == "parties" and not words and left.mention.args[0] != "adj" and right.mention.args[0] == "adj":
        return False  # «Thailand, Chinese-made guns»: a name and an attribute are no list
    if left.type != "parties":
        joined = "and" in scene.language.prefixes.get(right.mention.prefix, ())
        return bool(words or joined or rest.lstrip(_CLOSING)[:1] in ("、", ",", "，", "·")) and not _verb_between(
            scene, left, end
        )
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
    if (
        rest[:1] in ",،、，"
        and len(rest.split()) == 2
        and len(rest.split()[1]) <= 3
        and not _clause_word(scene, start, end)
    ):
        return True
    return rest.strip() in LISTING or (
        bool(words) and len(rest.split()) <= 2 and not any(c in PUNCTUATION for c in rest)
    )


def _fronted(scene: Scene, party: Item) -> bool:
    """A place that opens the sentence with its preposition."""
    return "in" in party.functions and any(
        m.start <= scene.segment.start + 2 and 0 <= party.start - m.end <= 2 for m in scene.of("markers", "in")
    )


def _speaks_for(party: Item) -> bool:
    """Whether a party modifies a voice or office."""
    return party.host is not None and party.host.type == "speech"


def _clause_word(scene: Scene, start: int, end: int) -> bool:
    return any(start <= i.start < end for i in scene.of("markers", "clause"))


def _verb_between(scene: Scene, left: Item, end: int) -> bool:
    """Something that ends a list of objects: a verb, a voice, a party that is not the object's own, another marker."""
    for item in scene.items:
        if not left.end <= item.start < end:
            continue
        if (
            (item.type == "triggers" and not item.is_noun)
            or item.type == "speech"
            or (item.type == "parties" and item.host is not left)
        ):
            return True
        if _closes_list(scene, item):
            return True
    return False


def _closes_list(scene: Scene, item: Item) -> bool:
    """A marker that begins another phrase; «des» and «de», which are also partitive, do not."""
    if item.type != "markers" or item.sense not in ("clause", "to", "from", "by", "in", "against"):
        return False
    return not any(o.sense == "of" and (o.start, o.end) == (item.start, item.end) for o in scene.items)
