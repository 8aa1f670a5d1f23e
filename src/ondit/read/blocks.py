"""An HTML body as lines of text in boxes: every inline letter kept, paragraphs, list items, headings and table rows apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ondit.read.marks import ARTICLE, NOTHING, OUT, TELLING, verdict

GONE = frozenset((
    "script", "style", "noscript", "template", "iframe", "svg", "canvas", "video", "audio", "object", "embed", "map", "button",
    "select", "textarea", "input", "noembed", "noframes", "xmp", "plaintext", "rt", "rp", "dialog", "link", "meta", "picture", "img",
))  # fmt: skip
INLINE = frozenset((
    "span", "b", "i", "em", "strong", "font", "u", "s", "small", "sup", "sub", "time", "abbr", "mark", "cite", "wbr", "label", "q",
    "code", "kbd", "samp", "var", "ins", "del", "bdi", "bdo", "data", "ruby", "rb", "big", "tt", "nobr", "acronym", "dfn", "strike",
    "source", "track", "area", "base", "col", "param", "meter", "progress", "output", "slot", "amp-img",
))  # fmt: skip
VOID = ("br", "hr")
ASKING = ("input", "textarea", "select")
_TEXT_IN_MENU = "nav p, nav article, nav main, nav h1"
"""A menu that is never closed swallows the page; one with such elements is not passed over unseen."""
BOXES = frozenset((
    "body", "div", "section", "article", "main", "ul", "ol", "dl", "table", "td", "th", "blockquote", "header", "footer", "form",
    "figure", "details", "center", "fieldset", "aside", "nav", "menu", "address",
))  # fmt: skip
OUT_TAGS = frozenset(("nav", "footer", "aside", "figcaption", "menu", "legend", "caption"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WHITE = re.compile(r"[ \t\n\r\f]+")
_BREAKS = re.compile(r" ?\x00[ \x00]*")
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7ff\uff00-\uff60]")
CELL = 250
"""Code points up to which a table cell is a datum; longer ones hold text of their own."""


@dataclass(slots=True, eq=False)
class Box:
    """A container. `good`: weight of its article-like lines, `text` and `links`: of all lines and of what is linked there;
    `out`: it, or what it stands in, is no part of an article; `name`: the names of its classes; `asks`: it is a form with
    fields to fill in."""

    tag: str
    parent: Box | None
    hint: int
    name: str = ""
    parts: list[Line | Box] = field(default_factory=list)
    good: int = 0
    text: int = 0
    links: int = 0
    out: bool = False
    asks: bool = False


@dataclass(slots=True, eq=False)
class Line:
    """A line of the page; `weight` is its length, wide letters counted for more; `linked` how much of it is a link; `good`:
    whether it reads like a part of an article, once that was asked."""

    text: str
    tag: str
    box: Box
    hint: int
    weight: int
    linked: float
    bullet: bool = False
    good: bool | None = None


def boxes_of(tree: Any) -> list[Box]:
    """The boxes of a parsed page in order, the body first, with their lines."""
    if tree.body is None:
        return []
    gone = GONE if tree.css_first(_TEXT_IN_MENU) is not None else GONE | {"nav"}
    builder = _Builder()
    words, opened, closed = builder.words, builder.open, builder.close
    above: list[tuple[Any, str]] = []
    node = tree.body.child
    while True:
        if node is None:
            if not above:
                break
            node, tag = above.pop()
            if tag not in INLINE:
                closed(tag)
            node = node.next
            continue
        tag = node.tag
        if tag == "-text":
            words(node.text_content)
            node = node.next
        elif tag in gone or tag[0] == "-":
            if tag in ASKING:
                builder.asked()
            node = node.next
        elif tag in VOID:
            opened(tag, {})
            node = node.next
        else:
            if tag not in INLINE:
                opened(tag, node.attributes)
            above.append((node, tag))
            node = node.child
    builder.flush()
    return builder.boxes


def weight_of(text: str) -> int:
    """Length in code points; a wide letter says about as much as two and a half others."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text)) * 3 // 2


class _Builder:
    """The page as it is gone through: open boxes, the line that grows, table rows under way."""

    def __init__(self) -> None:
        self.root = self.box = Box("body", None, NOTHING)
        self.boxes = [self.root]
        self.buffer: list[str] = []
        self.linked = 0
        self.link = self.pre = 0
        self.tag, self.hint = "body", NOTHING
        self.stack: list[tuple[str, str, int]] = []
        self.bullet = False
        self.rows: list[list[Line]] = []

    def words(self, text: str) -> None:
        """Letters of the line that grows."""
        if not self.buffer and text.isspace():
            return
        self.buffer.append(text.replace("\n", "\0") if self.pre else text)
        if self.link:
            self.linked += len(text) if not text.isspace() else 0

    def open(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "a":
            self.link += 1
            return
        if tag == "br":
            self.buffer.append("\0")
            return
        if self.buffer:
            self.flush()
        if tag in ("hr", "body"):
            return
        hint = verdict(*(attributes.get(name) for name in TELLING), "hidden" in attributes) if attributes else NOTHING
        if tag in OUT_TAGS:
            hint = OUT
        elif tag == "main" or (tag == "article" and hint == NOTHING):
            hint = ARTICLE
        self.stack.append((tag, self.tag, self.hint))
        self.tag, self.hint = tag, hint
        if tag in BOXES:
            self._enter(tag, hint, attributes.get("class"))
        elif tag == "tr":
            self.rows.append([])
        elif tag == "li":
            self.bullet = True
        elif tag == "pre":
            self.pre += 1

    def _enter(self, tag: str, hint: int, names: str | None) -> None:
        box = Box(tag, self.box, hint, names or "")
        self.box.parts.append(box)
        self.boxes.append(box)
        self.box = box

    def close(self, tag: str) -> None:
        if tag == "a":
            self.link = max(0, self.link - 1)
            return
        if self.buffer:
            self.flush()
        # Serialised trees are well nested, so the innermost open element is the one that closes.
        if not self.stack or self.stack[-1][0] != tag:
            return
        _, self.tag, self.hint = self.stack.pop()
        if tag in BOXES:
            box = self.box
            self.box = box.parent or self.root
            if tag in ("td", "th") and self.rows:
                self._cell(box)
        elif tag == "tr":
            self._row()
        elif tag == "pre":
            self.pre -= 1
        elif tag == "li":
            self.bullet = False

    def asked(self) -> None:
        """A field stands here: the form around it asks for something."""
        box: Box | None = self.box
        while box is not None and box.tag != "form":
            box = box.parent
        if box is not None:
            box.asks = True

    def flush(self) -> None:
        """The line so far, if it holds more than white space, into the open box."""
        if not self.buffer:
            return
        raw, linked, self.linked = "".join(self.buffer), self.linked, 0
        self.buffer.clear()
        loose = "\n" in raw or "  " in raw or "\t" in raw or "\r" in raw or "\f" in raw
        text = (_WHITE.sub(" ", raw) if loose else raw).strip(" \xa0\u3000\0")
        if not text:
            return
        if "\0" in text:
            text = "\n".join(filter(None, (part.strip() for part in _BREAKS.split(text))))
        share = min(1.0, linked / len(raw.strip() or text)) if linked else 0.0
        self.box.parts.append(Line(text, self.tag, self.box, self.hint, weight_of(text), share, self.bullet))
        self.bullet = False

    def _cell(self, box: Box) -> None:
        """A cell that holds a few words is a datum of its row; any other stays a box of its own."""
        lines = [part for part in box.parts if isinstance(part, Line)]
        size = sum(len(each.text) for each in lines)
        if len(lines) < len(box.parts) or size > CELL or len(lines) > 3 or any(each.bullet for each in lines):
            self._row(again=True)
            return
        home = self.box
        home.parts.pop()
        box.parts.clear()
        if lines:
            text = " ".join(each.text.replace("\n", " ") for each in lines)
            linked = sum(each.linked * len(each.text) for each in lines) / size
            self.rows[-1].append(Line(text, "td", home, box.hint, weight_of(text), linked))

    def _row(self, again: bool = False) -> None:
        """The data of the row so far as one line."""
        cells = self.rows[-1] if again else self.rows.pop() if self.rows else []
        if cells:
            text = "\t".join(cell.text for cell in cells)
            linked = sum(cell.linked * len(cell.text) for cell in cells) / len(text)
            row = Line(text, "tr", cells[0].box, NOTHING, weight_of(text), linked)
            parts = cells[0].box.parts
            parts.insert(len(parts) - 1 if again and parts and isinstance(parts[-1], Box) else len(parts), row)
        if again:
            self.rows[-1].clear()
