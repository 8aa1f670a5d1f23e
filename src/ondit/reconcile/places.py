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
    r"인근|周辺|海域|앞바다|沖|近郊|국경|边界|邊界|国境|部|北部|南部|東部|西部|中部|동부|서부|남부|북부|드론|무인기|생산|특구|경제|군사|부대|전선|접경|해안|일대|수도|외곽|현지|無人機|攻撃用|共和国|特別|経済|訓練|훈련장|훈련|ロシア|러시아|俄|露|朝鮮|外務省|외무부)"
)


@lru_cache(maxsize=20_000)
def place_name(text: str) -> str:
    """The proper part of a place in Latin letters, marked `~` where the script writes no sounds (Han characters), or ''."""
    if speaker_of(text).states and not _rest(text):
        return ""
    proper = _CJK_GENERIC.sub(" ", text)
    if _CJK.search(proper):
        words = [anyascii(w).lower() for w in re.findall(r"\w+", proper)]
    elif re.search(r"[a-zа-яёіїєґ]", text.casefold()):
        words = [fold(w) for w in re.findall(r"[^\W\d_]+", proper) if w[0].isupper() and fold(w) not in _GENERIC]
        words = [anyascii(w).lower() for w in words]
    else:
        words = [anyascii(w).lower() for w in re.findall(r"\w+", fold(proper)) if w not in _GENERIC]
    name = " ".join(w for w in words if len(w) > 1)
    return ("~" if _HAN.search(proper) and name else "") + name


def _rest(text: str) -> str:
    """The capitalised words (or all, where a script has no capitals) that are no name of a state."""
    names = [w for w in re.findall(r"[^\W\d_]+", text) if (w[0].isupper() or w[0].lower() == w[0].upper())]
    return " ".join(w for w in names if not speaker_of(w).states and fold(w) not in _GENERIC)


_HAN = re.compile(r"[\u3400-\u9fff]")
_CJK = re.compile(r"[\u3040-\u30ff\uac00-\ud7af\u3400-\u9fff]")
_PINYIN = ((r"q", "ch"), (r"x", "sh"), (r"zh", "j"), (r"c(?!h)", "ts"))


def places(a: str, b: str) -> str:
    """`same`, `different` (both are names in scripts that write sounds, and they sound unlike) or `unknown`."""
    if not a or not b:
        return "unknown"
    if a == b:
        return "same"
    x, y = _sound(a), _sound(b)
    if x and y and (x == y or min(len(x), len(y)) >= 4 and fuzz.partial_ratio(x, y) >= 85 or _begins(x, y)):
        return "same"
    if fuzz.token_set_ratio(a.strip("~"), b.strip("~")) >= 80:
        return "same"
    if a.startswith("~") or b.startswith("~"):
        return "unknown"
    return "different"


def _begins(x: str, y: str) -> bool:
    return min(len(x), len(y)) == 3 and (x.startswith(y) or y.startswith(x))


@lru_cache(maxsize=20_000)
def _sound(name: str) -> str:
    if name.startswith("~"):
        for pattern, letters in _PINYIN:
            name = re.sub(pattern, letters, name)
    return sound(name.strip("~").replace(" ", ""))
