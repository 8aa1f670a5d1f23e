"""Names of places across scripts: whether two words can mean one place, by sound. Nothing finer than the words is derived."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz

from ondit.reconcile.voices import fold, sound, speaker_of

_GENERIC = frozenset(
    "region oblast district area zone special economic front border port harbour harbor airport airfield base city town village plant"
    " factory shipyard works yard near around outside north south east west northern southern eastern western the of in at la el le les"
    " de du des del di da der die das im in bei russian russia province kray krai republic sez usine fabrique zona economica especial"
    " economique speciale puerto hafen cang xuong nha may tau dong cua vung tinh conflict combat zones conflit frente regione gebiet"
    " oblasti oblast raion obmezh osoboi ekonomicheskoi osobliv ekonomichnii zoni zone teritorii lager werk ministry foreign"
    " naval marine air islands island coast gulf sea".split()
)
_CJK_GENERIC = re.compile(
    r"(特別経済区|经济特区|經濟特區|경제특구|공장|工場|工厂|工廠|造船厂|造船廠|造船所|港|항|지역|地区|地區|州|주|市|시|基地|기지|空港|机场|機場|공항|県|省|附近|"
    r"인근|周辺|海域|앞바다|沖|近郊|국경|边界|邊界|国境|部|北部|南部|東部|西部|中部|동부|서부|남부|북부|ロシア|러시아|俄|露|朝鮮|外務省|외무부)"
)


@lru_cache(maxsize=20_000)
def place_name(text: str) -> str:
    """The proper part of a place in Latin letters, marked `~` where the script writes no sounds (Han characters), or ''."""
    proper = _CJK_GENERIC.sub(" ", text)
    han = bool(re.search(r"[\u3400-\u9fff]", proper))
    if not re.search(r"[A-Za-zÀ-ỹ]", text) or re.search(r"[\u3040-\u30ff\uac00-\ud7af\u3400-\u9fff]", proper):
        words = [anyascii(w).lower() for w in re.findall(r"\w+", proper)]
        words = [w for w in words if fold(w) not in _GENERIC]
    else:
        words = [fold(w) for w in re.findall(r"[^\W\d_]+", proper) if w[0].isupper() and fold(w) not in _GENERIC]
    name = " ".join(w for w in words if len(w) > 1)
    return ("~" if han and name else "") + name


_PINYIN = ((r"q", "ch"), (r"x", "sh"), (r"zh", "j"), (r"c(?!h)", "ts"))


def places(a: str, b: str) -> str:
    """`same`, `different` (both are names in scripts that write sounds, and they sound unlike) or `unknown`."""
    if not a or not b:
        return "unknown"
    if a == b:
        return "same"
    x, y = _sound(a), _sound(b)
    if x and y and (fuzz.partial_ratio(x, y) >= 80 if min(len(x), len(y)) >= 3 else x == y):
        return "same"
    if fuzz.token_set_ratio(a.strip("~"), b.strip("~")) >= 80:
        return "same"
    if a.startswith("~") or b.startswith("~"):
        return "unknown"
    return "different"


@lru_cache(maxsize=20_000)
def _sound(name: str) -> str:
    if name.startswith("~"):
        for pattern, letters in _PINYIN:
            name = re.sub(pattern, letters, name)
    return sound(name.strip("~").replace(" ", ""))


def within_state(place: str, states: frozenset[str]) -> bool:
    """Whether the name is only that of a party."""
    return bool(speaker_of(place).states & states)
