"""What is wrong with a language's data: unknown senses, tags, guards, duplicates. Run by the tests and by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ondit.languages.lexicon import Entry, read_language
from ondit.records import BLOCS, CATEGORIES, UNITS

PARTY_TYPES = ("name", "adj", "demonym", "capital", "government", "army", "agency", "person", "company", "media")
FRAMES = (
    "give", "equip", "receive", "buy", "order", "request", "offer", "arrive", "return", "pay", "share", "deploy", "serve",
    "fight", "withdraw", "use", "attack", "depend", "provenance", "cover", "make", "openplant", "sign", "expire", "visit",
    "host", "meet", "call", "negotiate", "train", "learn", "drill", "unveil", "honour", "award", "lose", "kill", "die",
    "sanction", "impose", "lift", "violate", "praise", "criticise", "assess",
)  # fmt: skip
FUNCTIONS = (
    "subj", "obj", "to", "from", "by", "of", "in", "with", "for", "against", "about", "on", "between", "and",
    "clause", "possessive", "case",
)  # fmt: skip
POSITIONS = ("pre", "post", "suffix", "prefix")
MODALITIES = (
    "negation", "deny", "refuse", "hedge", "possible", "consider", "plan", "start", "done", "end", "unconfirmed",
    "purpose", "condition", "share", "none", "have", "be", "infinitive", "positive", "negative",
)  # fmt: skip
SPEECH = ("say", "source", "cite", "relay", "voice", "title", "office", "continue", "carry", "this")
REFERENCES = (
    "nobody",
    "one",
    "both",
    "other",
    "counterpart",
    "speaker",
    "there",
    "object",
    "possessive",
    "own",
    "none",
)
NUMBERS = (
    "about",
    "more",
    "less",
    "between",
    "range",
    "vague",
    "few",
    "fraction",
    "percent",
    "unit",
    "per",
    "ordinal",
    "of",
    "article",
    "ratio",
)
TIMES = (
    "month", "weekday", "season", "quarter", "half", "day", "week", "month-rel", "year-rel", "quarter-rel", "season-rel", "last", "this",
    "next", "since", "until", "before", "after", "between", "range", "part", "ago", "in", "unit", "year", "past", "night",
    "calendar", "date", "vague", "same", "year-part", "month-part", "within", "decade", "era",
)  # fmt: skip
HEADS = ("plant", "base", "city", "region", "part", "front", "sea", "port", "site", "building")
TOPICS = ("none", "sport", "game", "museum", "charity", "business", "history", "culture")
TAGS = frozenset(
    [
        "past",
        "pres",
        "impf",
        "fut",
        "cond",
        "inf",
        "ger",
        "part",
        "fallen",
        "subj",
        "imp",
        "pass",
        "evid",
        "noun",
        "nom",
        "gen",
        "dat",
        "acc",
        "ins",
        "loc",
        "voc",
        "pl",
        "sg",
        "own",
        "adj",
        "neg",
        "nmz",
        "rel",
        "dual",
        "pfv",
        "ipfv",
        "pot",
        "attached",
        "bound",
        "weak",
        "about",
        "post",
        "act",
        "that",
    ]
)
SLOT_TAGS = ("governs", "to", "from", "by", "in", "against", "with", "for", "object", "implied")
_SENSES: dict[str, tuple[str, ...]] = {
    "triggers": FRAMES, "markers": FUNCTIONS, "modality": MODALITIES, "speech": SPEECH, "reference": REFERENCES,
    "times": TIMES, "topics": TOPICS,
}  # fmt: skip


def faults(folder: Path) -> list[str]:
    """One line for each fault of the language's own files, naming file, line and cause."""
    grammar, _, entries = read_language(folder)
    found = [
        f"{folder.name}/grammar.toml: lacks {key!r}" for key in ("code", "name", "order", "words") if key not in grammar
    ]
    own = [entry for entry in entries if entry.source.startswith(f"{folder.name}/")]
    for entry in own:
        cause = _sense_fault(entry) or _tag_fault(entry)
        if cause:
            found.append(f"{entry.source}: {cause} ({entry.form!r})")
    return list(dict.fromkeys(found)) + list(_conflicts(own))


def _sense_fault(entry: Entry) -> str | None:
    sense, args = entry.sense, entry.args
    if entry.type == "parties":
        if not all(re.fullmatch(r"[A-Z]{3}", code) or code in BLOCS for code in sense.split("+")):
            return f"unknown party code {sense!r}"
        if not args or args[0] not in PARTY_TYPES:
            return f"unknown kind of party name {args!r}"
    elif entry.type == "objects":
        category = args[0] if sense == "mistranslation" and args else sense
        return None if category in CATEGORIES else f"unknown category {category!r}"
    elif entry.type == "numbers":
        if not (sense in NUMBERS or re.fullmatch(r"[=*][\d.]+(e\d+)?", sense)):
            return f"unknown section {sense!r}"
        if sense == "unit" and (not args or args[0] not in (*UNITS, "other")):
            return f"unknown unit {args!r}"
    elif entry.type == "places" and sense == "head":
        return None if args and args[0] in HEADS else f"unknown place head {args!r}"
    elif entry.type in _SENSES and sense not in _SENSES[entry.type]:
        return f"unknown section {sense!r}"
    if entry.type == "markers" and sense not in ("case", "possessive") and (not args or args[0] not in POSITIONS):
        return f"a marker needs a position, not {args!r}"
    return None


def _tag_fault(entry: Entry) -> str | None:
    unknown = sorted(tag for tag in entry.tags if tag not in TAGS and tag.partition("=")[0] not in SLOT_TAGS)
    return f"unknown tags {unknown}" if unknown else None


def _conflicts(entries: Iterable[Entry]) -> list[str]:
    """Forms that name two different states: a reader could not tell either."""
    codes: dict[str, set[str]] = {}
    for entry in entries:
        if entry.type == "parties" and entry.args[0] in ("name", "adj", "capital"):
            codes.setdefault(entry.form, set()).add(entry.sense)
    return [f"parties: {form!r} names {sorted(found)}" for form, found in sorted(codes.items()) if len(found) > 1]
