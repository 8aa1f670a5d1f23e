"""Which of all lexicon forms found in a text count: longest match, guards, forms that only stand attached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ondit.extract.scene import PUNCTUATION, Item
from ondit.extract.segment import Segment
from ondit.languages import Mention
from ondit.records import GROUP_OF


def resolve(mentions: Sequence[Mention]) -> list[Mention]:
    """Longest match: a mention inside, or across the edge of, a longer one is dropped; equal spans stay. Sorted by start.

    Modal words and definite phrases only compete with their like: «engaged to supply» is a promise and a supply, «the
    contract» is a reference and a contract. What a guarded form covers stays until the guard is tested in its sentence."""
    kept = _longest(mentions)
    kept = _without_first_words(_without_inner_auxiliaries(kept))
    cited = {
        (m.start, m.end) for m in kept if m.type == "speech" and m.tail is not None
    }  # «نقلت وكالة عن …» moves nothing
    return _united(
        [
            m
            for m in kept
            if m.type not in ("triggers", "markers") or m.tail is not None or (m.start, m.end) not in cited
        ]
    )


def _without_first_words(mentions: list[Mention]) -> list[Mention]:
    """«sent … home» is a return, no gift: a split event word whose second part is no preposition outdoes its first word alone."""
    markers = {(m.start, m.end) for m in mentions if m.type == "markers"}
    split = {
        (m.start, m.end) for m in mentions
        if m.type == "triggers" and m.tail is not None and m.guard is None and m.tail not in markers
    }  # fmt: skip
    return [m for m in mentions if m.type != "triggers" or m.tail is not None or (m.start, m.end) not in split]


def _without_inner_auxiliaries(mentions: list[Mention]) -> list[Mention]:
    """«il capo di stato maggiore»: a word within a longer name is no auxiliary."""
    names = [m for m in mentions if m.type in ("speech", "parties", "objects", "places") and m.end - m.start > 6]
    inside = {at for m in names for at in range(m.start, m.end)}
    return [
        m for m in mentions
        if m.type != "modality" or m.sense not in ("have", "be") or m.start not in inside
        or not any(n.start <= m.start and m.end <= n.end and (n.start, n.end) != (m.start, m.end) for n in names)
    ]  # fmt: skip


def _longest(mentions: Sequence[Mention], guards_hold: bool = False) -> list[Mention]:
    kept: list[Mention] = []
    apart = ("modality", "reference")
    length = max((m.end for m in mentions), default=0)
    for layer in (
        [m for m in mentions if m.type not in apart],
        *([m for m in mentions if m.type == kind] for kind in apart),
    ):
        taken = bytearray(length)
        if layer and layer[0].type == "modality":
            names = _inside_names(kept, length)
            layer = [m for m in layer if names.find(0, m.start, m.end) >= 0]
        spans: set[tuple[int, int]] = set()
        for m in sorted(layer, key=lambda m: m.start - m.end):
            if (m.start, m.end) in spans or taken.find(1, m.start, m.end) < 0:
                kept.append(m)
                if m.guard is None or guards_hold:
                    spans.add((m.start, m.end))
                    taken[m.start : m.end] = b"\x01" * (m.end - m.start)
    return kept + _named_inside(mentions, kept)


def _named_inside(mentions: Sequence[Mention], kept: Sequence[Mention]) -> list[Mention]:
    """Instruments, honours and sanctions named inside an event phrase («anlaşma yaptı», «nişan verdi»): its object."""
    phrases = [(m.start, m.end) for m in kept if m.type == "triggers" and m.tail is None and " " in m.form]
    if not phrases:
        return []
    present = {(m.start, m.end) for m in kept if m.type == "objects"}
    inside = [
        m for m in mentions
        if m.type == "objects" and GROUP_OF.get(m.sense) in ("instrument", "commemoration", "sanction")
        and (m.start, m.end) not in present
        and any(a <= m.start and m.end <= b and m.end - m.start < b - a for a, b in phrases)
    ]  # fmt: skip
    return [
        m
        for m in inside
        if not any(
            o is not m and o.start <= m.start and m.end <= o.end and o.end - o.start > m.end - m.start for o in inside
        )
    ]


def _inside_names(kept: Sequence[Mention], length: int) -> bytearray:
    """Marks what names of states, places and things cover: no modal word stands inside one (고민, worry, in 콩고민주공화국;
    意向, wish, in 意向書)."""
    names = bytearray(length)
    for m in kept:
        month = (m.type, m.sense) == ("times", "month") and m.form[:1].isupper()  # «in May» is no «may»
        if month or (m.type in ("parties", "places", "objects") and m.sense != "head" and m.guard is None):
            names[m.start : m.end] = b"\x01" * (m.end - m.start)
    return names


def _united(mentions: Sequence[Mention], alternatives: bool = True) -> list[Mention]:
    """One mention for one reading of a span: the tags of homonymous inflected forms are united. With `alternatives`, a form
    given under several guards stays one mention for each: any of them may hold."""
    by_reading: dict[tuple[object, ...], Mention] = {}
    for m in mentions:
        key = (m.start, m.end, m.type, m.sense, m.args, m.guard if alternatives else None)
        other = by_reading.get(key)
        if other is None:
            by_reading[key] = m
        elif not m.tags <= other.tags or (other.guard and not m.guard):
            by_reading[key] = replace(other, tags=other.tags | m.tags, guard=m.guard if not m.guard else other.guard)
    return sorted(by_reading.values(), key=lambda m: (m.start, m.end))


def guarded(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Without those whose guard does not hold in this sentence. What a figure, a party or a designation has let in counts as
    arms for those that need arms beside them."""
    kept = [m for m in mentions if m.guard is None]
    for guards in (("number", "designation", "party", "place", "quote"), ("arms",)):
        arms = {(m.start, m.end) for m in kept if _tells_of_arms(m)}
        ends = {m.end for m in kept if m.type == "numbers"}
        named = {(m.start, m.end) for m in kept if m.type == "parties"}
        acting = any(_acts_with_arms(m, _counted(text, m.start, ends)) for m in kept)
        places = any(m.type == "places" and m.sense != "head" for m in kept)
        designated = any(m.type == "designations" for m in kept)
        for m in mentions:
            if m.guard is None or m.guard not in guards:
                continue
            before = text[max(0, m.start - 3) : m.start].rstrip()
            holds = {
                "arms": bool(arms - {(m.start, m.end)}) or (acting and m.type == "triggers"),
                "party": bool(named - {(m.start, m.end)}),
                "number": _counted(text, m.start, ends),
                "designation": designated,
                "place": places or bool(named),
                "quote": bool(before) and before[-1] in '«“"„「『‘',
            }[m.guard]
            if holds:
                kept.append(m)
    kept.sort(key=lambda m: (m.start, -m.end, not (m.guard == "arms" and m.sense == "contract")))  # a deal about arms
    return _united(_longest(kept, guards_hold=True), alternatives=False)


def _counted(text: str, start: int, ends: set[int]) -> bool:
    """Whether a figure, whose words end at one of `ends`, stands directly before a position."""
    before = text[max(0, start - 3) : start].rstrip()
    return bool(before) and (before[-1].isdigit() or start in ends or start - 1 in ends)


def _tells_of_arms(mention: Mention) -> bool:
    return mention.type == "designations" or (
        mention.type == "objects" and GROUP_OF.get(mention.sense) in ("materiel", "people")
    )


def _acts_with_arms(mention: Mention, counted: bool) -> bool:
    """What lets an event word in though no arms are named: an army, or a figure of what counts nothing else («the other
    seven batteries will arrive»)."""
    if mention.type == "parties":
        return mention.args[:1] == ("army",)
    return counted and mention.type == "numbers" and mention.sense == "unit" and mention.args[:1] in _COUNTED


_COUNTED = (("battalion",), ("brigade",), ("battery",), ("shipload",), ("trainload",))


def verb_or_noun(text: str, segment: Segment, items: list[Item]) -> list[Item]:
    """Verb-first languages spell many verbs and their verbal nouns alike: finite at the head of a clause, else a noun."""
    heads = {
        segment.start,
        *(i.end for i in items if (i.type == "markers" and i.sense == "clause") or i.type == "modality"),
    }
    for item in items:
        tags = item.tags
        if item.type != "triggers" or "noun" not in tags or not tags & {"past", "pres", "fut"}:
            continue
        start = item.start - len(item.mention.prefix)
        before = text[segment.start : start].rstrip()
        opens = not before or before[-1] in PUNCTUATION or any(0 <= start - h <= 1 for h in heads)
        finite = opens and item.mention.prefix in ("", "و", "ف", "س", "وس")
        kept = tags - {"noun", "nom", "acc", "gen"} if finite else tags - {"past", "pres", "fut"}
        item.mention = replace(item.mention, tags=kept)
    return items


_ACTORS = ("name", "capital", "government", "army", "agency", "person", "company")


def settle_homographs(text: str, items: list[Item], articles: Sequence[str] = ()) -> list[Item]:
    """«supplies», «entrega», «consegna» are a verb behind a bare subject or a modal word, or right before an object; else a noun."""
    before = {
        i.end: i
        for i in items
        if i.type in ("parties", "speech", "modality", "markers", "objects", "designations", "reference", "numbers")
    }
    kinds = ("parties", "objects", "designations", "numbers", "reference", "markers")
    after: dict[int, Item] = {}
    for i in sorted(items, key=lambda i: (i.type == "markers", i.type == "markers" and i.sense == "of")):
        if i.type in kinds:
            after[i.start] = i  # «compra de»: a preposition first of all
    definite = frozenset(articles)
    for item in items:
        if item.type != "triggers" or "noun" not in item.tags or not item.tags & {"past", "pres", "inf"}:
            continue
        left, right = before.get(item.start - 1), after.get(item.end + 1)
        subject = left is not None and (
            (left.type == "parties" and left.mention.args[0] in _ACTORS and not left.mention.suffix)
            or (left.type == "speech" and left.sense in ("voice", "office"))
            or left.type == "modality"
            or (left.type == "markers" and left.sense == "clause")
        )
        of = right is not None and right.type == "markers" and right.sense == "of"
        bare = (
            left is None and right is not None and right.type not in ("markers", "reference") and text[item.end] == " "
        )
        finite = ((subject and not of) or bare) and _word_before(text, item.start) not in definite
        tags = item.tags - {"noun", "pl"} if finite else item.tags - {"past", "pres", "inf", "fut"}
        item.mention = replace(item.mention, tags=tags)
    return items


def without_false_verbs(
    mentions: list[Mention], text: str, articles: Sequence[str] = (), final: bool = False
) -> list[Mention]:
    """A finite form right behind an article, a possessive or a preposition is a noun of the same spelling («its own list»,
    «le livre»); an infinitive may stand there. Not where verbs close the sentence (`final`): anything stands before them."""
    if final:
        return mentions
    infinitives = {m.end for m in mentions if m.type == "modality"}  # «plans to», «is to», plain «to»
    openers = {
        m.end for m in mentions
        if (m.type == "numbers" and m.sense == "article") or (m.type == "reference" and m.sense == "possessive")
        or (m.type == "markers" and "pre" in m.args and m.sense not in ("and", "clause", "subj", "obj"))
    } - infinitives  # fmt: skip
    genitives = {m.end for m in mentions if m.type == "markers" and m.sense == "of" and "pre" in m.args}
    before = {m.start for m in mentions if m.type in ("objects", "designations")}
    mentions = [
        m for m in mentions  # «the transfer of used destroyers»: an attribute
        if not (m.type == "triggers" and m.sense in ("use", "kill") and "part" in m.tags and m.start - 1 in genitives and m.end + 1 in before)
    ]  # fmt: skip
    definite = frozenset(articles)
    openers |= {m.start - 1 for m in mentions if m.type == "triggers" and _word_before(text, m.start) in definite}
    return [
        m for m in mentions
        if not (m.type in ("triggers", "modality") and m.tags & {"pres", "past"} and not m.tags & {"part", "ger", "noun"} and not m.prefix and m.start - 1 in openers and text[m.start - 1] == " ")
    ]  # fmt: skip


def without_articles(mentions: list[Mention], text: str, grammar: dict[str, Any]) -> list[Mention]:
    """Portuguese «a» is both the preposition and the article: a preposition only before figures, infinitives, plurals and
    the names that take no article (`bare_names`, capitals, persons), an article elsewhere («a Rússia», «a empresa»)."""
    word, endings = grammar.get("either_article"), tuple(grammar.get("either_before", ()))
    if word is None:
        return mentions
    bare = frozenset(grammar.get("bare_names", ()))
    behind: dict[int, list[Mention]] = {}
    for m in mentions:
        if m.type in ("parties", "numbers", "triggers"):
            behind.setdefault(m.start - 1, []).append(m)
    return [
        m for m in mentions
        if m.type != "markers" or m.form.casefold() != word or _takes_preposition(text, m.end, behind.get(m.end, ()), bare, endings)
    ]  # fmt: skip


def _takes_preposition(
    text: str, at: int, behind: Sequence[Mention], bare: frozenset[str], endings: tuple[str, ...]
) -> bool:
    following = text[at : at + 40].split()[:1]
    word = following[0].strip("«»“”\"'.,;:()") if following else ""
    named = [m for m in behind if m.type == "parties"]
    if named:
        return any(
            m.args[0] in ("capital", "person", "demonym") or (m.args[0] == "name" and m.sense in bare) for m in named
        )
    if any(m.type == "numbers" for m in behind) or not word or word[0].isupper() or word[0].isdigit():
        return True
    return word.endswith(endings)


def _word_before(text: str, at: int) -> str:
    """The word before a position, lower case, where one space parts them."""
    before = text[max(0, at - 12) : at]
    return before[:-1].split()[-1].casefold() if before.endswith(" ") and before[:-1].split() else ""


def paired(mentions: list[Mention]) -> list[Mention]:
    """One word that names several parties (북러, русско-корейский) gives one mention each, sharing its span between them."""
    result = []
    for m in mentions:
        codes = m.sense.split("+") if m.type == "parties" else [m.sense]
        if len(codes) == 1:
            result.append(m)
            continue
        edges = [m.start + (m.end - m.start) * n // len(codes) for n in range(len(codes) + 1)]
        result += [
            replace(m, sense=code, start=edges[n], end=max(edges[n + 1], edges[n] + 1)) for n, code in enumerate(codes)
        ]
    return result


def attached(mentions: list[Mention]) -> list[Mention]:
    """Forms that attach directly behind a party (`-군`) only stand there."""
    ends = {m.end for m in mentions if m.type == "parties"}
    return [m for m in mentions if "attached" not in m.tags or m.start in ends]
