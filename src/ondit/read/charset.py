"""Bytes to text: byte order mark, what the source declares, UTF-8, then a guess."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding=["']([\w.:-]+)""", re.IGNORECASE
)
# What pages call by an older name they write in the larger set, as browsers have learned to read them.
_LARGER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030",
    "gbk": "gb18030", "hz": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "iso8859-8-i": "iso8859-8",
}  # fmt: skip
_SCRIPTS = (
    ("cp949", re.compile("[\uac00-\ud7a3]")), ("cp932", re.compile("[\u3040-\u30ff]")),
    ("gb18030", re.compile("[\u4e00-\u9fff，。]")), ("big5hkscs", re.compile("[\u4e00-\u9fff，。]")),
)  # fmt: skip
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
BROKEN = 0.01
"""A share of undecodable bytes up to which a text that says what it is written in is still read."""


def is_binary(data: bytes) -> bool:
    """Whether bytes can't be text in any charset: too many control characters, and no mark of a wide encoding."""
    head = data[:4096]
    if any(head.startswith(mark) for mark, _ in _MARKS) or _wide(head):
        return False
    return len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 100


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`. `declared`: the charset that its transport names. ValueError where no charset fits."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if b"\x1b$" not in data[:20000]:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    head = _DECLARED.search(data, 0, 4096)
    named = (declared, head and (head.group(1) or head.group(2)).decode("ascii", "replace"))
    for name in filter(None, map(_codec, named)):
        text = data.decode(name, "replace")
        if text.count("\ufffd") <= BROKEN * len(text):
            return text
    return _guess(data)


def _guess(data: bytes) -> str:
    from resiliparse.parse.encoding import detect_encoding

    wide = _wide(data[:4096])
    found = wide or _codec(detect_encoding(data)) or "utf-8"
    if found == "utf-8":
        found = _by_script(data) or found
    text = data.decode(found, "replace")
    if text.count("\ufffd") > 2 * BROKEN * len(text):
        raise ValueError("its text is in no known charset (tried UTF-8 and what it resembles)")
    return text


def _by_script(data: bytes) -> str | None:
    """The East Asian charset in which all bytes make sense, for texts too short for the detector."""
    for name, letters in _SCRIPTS:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if 2 * len(letters.findall(text)) > sum(not c.isascii() for c in text):
            return name
    return None


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark, where every other byte is NUL."""
    pairs = len(head) // 2
    if pairs < 8:
        return None
    if head[1::2].count(0) > 0.6 * pairs and head[::2].count(0) < 0.1 * pairs:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > 0.6 * pairs and head[1::2].count(0) < 0.1 * pairs else None


def _codec(name: str | None) -> str | None:
    """Python's name of a charset, widened as browsers do; None for one that is no text charset."""
    try:
        found = codecs.lookup(name.strip()).name if name else None
        return _LARGER.get(found, found) if found and codecs.lookup(found)._is_text_encoding else None
    except (LookupError, ValueError):
        return None
