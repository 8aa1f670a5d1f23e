"""Which lines of a page are its main text: the box that holds the article, without what only stands around it."""

from __future__ import annotations

from collections.abc import Iterator

from ondit.read.blocks import HEADINGS, Box, Line
from ondit.read.marks import ARTICLE, NOTHING, OUT, empty_line, heading_of_comments, heading_of_others, plain, pointer

SENTENCE_ENDS = ".!?…。！？؟۔।:;»”\"'’)）」』"
LONG, SENTENCE = 80, 40
"""From these weights on a line speaks for an article: any line, and one that ends as sentences do."""
NEARLY_ALL = 0.9
MOSTLY_LINKS = 0.5
TEASER = 350
STORIES = 4
"""Whole stories that a page shows one below the other, at most."""
MARGIN = 30
"""Code points by which a line may differ from its plain form: marks at the edges, white space."""
BYLINE = 30
"""Code points that «By …, our correspondent» adds to a name."""
_COOKIES = ("cookie", "クッキー", "쿠키")
_PLAIN_TAGS = frozenset(
    ("div", "section", "body", "td", "th", "header", "article", "main", "center", "form", "figure", "address")
)


def main_lines(boxes: list[Box], title: str | None, author: str | None = None) -> list[Line]:
    """The lines of the main text in order, the title and the author's line left out."""
    if not boxes:
        return []
    _weigh(boxes)
    region, before = _region(boxes[0])
    picked = [*before, *_inside(region, region)]
    known = plain(title) if title else None
    lines = [line for line in picked if not (known and _says(line, known))]
    if (
        author
        and lines
        and author in lines[0].text
        and len(lines[0].text) < len(author) + BYLINE
        and not is_good(lines[0])
    ):
        del lines[0]
    while lines and lines[-1].tag in HEADINGS:
        lines.pop()
    return lines


def _says(line: Line, known: str) -> bool:
    """Whether a line says the same as a plain text, its edges left aside."""
    return abs(len(line.text) - len(known)) <= MARGIN and plain(line.text) == known


def is_good(line: Line) -> bool:
    """Whether a line reads like a part of an article: long enough, a sentence, not a link."""
    if line.good is None:
        line.good = _is_good(line)
    return line.good


def _is_good(line: Line) -> bool:
    if line.weight < SENTENCE or line.linked >= MOSTLY_LINKS or line.tag in HEADINGS:
        return False
    return (line.weight >= LONG or line.text[-1] in SENTENCE_ENDS) and not empty_line(line.text)


def _weigh(boxes: list[Box]) -> None:
    """Fill `out`, `good`, `text` and `links` of every box; where nearly everything would be out, the largest comes back."""
    everything = {id(box): sum(line.weight for line in _lines(box) if is_good(line)) for box in boxes}
    for box in reversed(boxes[1:]):
        if box.parent is not None:
            everything[id(box.parent)] += everything[id(box)]
    total = everything[id(boxes[0])]
    for box in boxes[1:]:
        box.out = (box.parent is not None and box.parent.out) or (box.hint == OUT and box.tag != "main")
        if not box.out and 2 * everything[id(box)] < total:
            box.out = any(_of_cookies(line.text) for line in _lines(box) if line.weight >= SENTENCE)
    _sum(boxes)
    if 3 * boxes[0].good < total:
        tops = (box for box in boxes if box.out and box.parent and not box.parent.out and not _of_readers(box))
        back = max(tops, key=lambda box: everything[id(box)], default=None)
        if back is not None and 3 * everything[id(back)] > total:
            back.hint, back.out = NOTHING, False
            for box in boxes[boxes.index(back) + 1 :]:
                if box.parent is not None and _within(box, back):
                    box.out = box.parent.out or box.hint == OUT
            _sum(boxes)


def _of_readers(box: Box) -> bool:
    """Whether a box is headed as comments: there may be more of them than of the article."""
    stack = [iter(box.parts)]
    while stack:
        part = next(stack[-1], None)
        if part is None:
            stack.pop()
        elif isinstance(part, Line):
            return heading_of_comments(part.text)
        else:
            stack.append(iter(part.parts))
    return False


def _of_cookies(text: str) -> bool:
    folded = text.casefold()
    return any(word in folded for word in _COOKIES)


def _sum(boxes: list[Box]) -> None:
    for box in boxes:
        lines = [] if box.out else [line for line in _lines(box) if line.hint != OUT]
        box.good = sum(line.weight for line in lines if is_good(line))
        box.text = sum(line.weight for line in lines)
        box.links = int(sum(line.weight * line.linked for line in lines))
    for box in reversed(boxes[1:]):
        if box.parent is not None:
            box.parent.good += box.good
            box.parent.text += box.text
            box.parent.links += box.links


def _region(root: Box) -> tuple[Box, list[Line]]:
    """The smallest box with the whole article, and what introduces it between the title and that box."""
    before: list[Line] = []
    region, seen_title = root, False
    while True:
        kids = [part for part in region.parts if isinstance(part, Box) and part.good and not part.out]
        best = max(kids, key=lambda box: box.good, default=None)
        if best is None or not _holds_all(best, region, kids):
            return region, before
        for part in region.parts:
            if part is best:
                break
            for line in [part] if isinstance(part, Line) else list(_all_lines(part)):
                if line.tag == "h1":
                    seen_title, before = True, []
                elif (
                    seen_title
                    and line.hint != OUT
                    and line.linked < 0.2
                    and (is_good(line) or line.bullet)
                    and not pointer(line.text)
                ):
                    before.append(line)
        region = best


def _holds_all(best: Box, region: Box, kids: list[Box]) -> bool:
    """Whether the article stands in `best` alone, and not also beside it."""
    own = sum(line.weight for line in _lines(region) if line.hint != OUT and is_good(line))
    twins = [box for box in kids if box is not best and box.tag == best.tag and box.name == best.name]
    if any(10 * box.good > best.good and not _teaser(box) for box in twins):
        return False
    if best.good >= NEARLY_ALL * region.good:
        return True
    if best.hint == ARTICLE and 2 * best.good >= region.good:
        return True
    others = own + sum(box.good for box in kids if box is not best and _like_article(box))
    return 10 * others < best.good


def _like_article(box: Box) -> bool:
    return not _teaser(box) and box.links < MOSTLY_LINKS * box.text and not _headed_as_other(box)


def _teaser(box: Box) -> bool:
    """A linked heading with a sentence or two below it, or mostly links."""
    lines = [line for line in _all_lines(box) if line.hint != OUT]
    headings = [line for line in lines if line.linked > 0.8]
    return bool(headings) and (box.good < TEASER * len(headings) or box.links > MOSTLY_LINKS * box.text)


def _headed_as_other(box: Box) -> bool:
    first = next(_all_lines(box), None)
    return first is not None and (heading_of_others(first.text) or heading_of_comments(first.text))


def _inside(box: Box, region: Box) -> Iterator[Line]:
    """The lines of a box that belong to the article, in order."""
    stack = [iter(box.parts)]
    skipping = False
    said = 0
    while stack:
        part = next(stack[-1], None)
        if part is None:
            stack.pop()
            skipping = False
        elif isinstance(part, Box):
            if part.out or not part.text or (skipping and part.links > 0.3 * part.text) or _beside(part, region):
                if said > 200 and _comments(part):
                    return
                continue
            if said > 200 and _next_story(part):
                return
            skipping = False
            stack.append(iter(part.parts))
        elif heading_of_comments(part.text) and said > 200 and not part.bullet:
            return
        elif heading_of_others(part.text):
            skipping = True
        elif part.hint != OUT and _kept(part):
            if skipping and part.linked > 0.3:
                continue
            skipping = skipping and part.tag in HEADINGS
            said += part.weight
            yield part


def _next_story(box: Box) -> bool:
    """Whether a box is another whole story below the first, as endless pages have them; a live report has many such boxes."""
    if box.tag != "article" or box.parent is None:
        return False
    first = next(_all_lines(box), None)
    twins = sum(isinstance(part, Box) and part.tag == "article" for part in box.parent.parts)
    return first is not None and first.tag == "h1" and twins <= STORIES


def _comments(box: Box) -> bool:
    first = next(_all_lines(box), None)
    return not box.out and first is not None and heading_of_comments(first.text)


def _beside(box: Box, region: Box) -> bool:
    """Whether a box inside the region is no part of the article."""
    if box.hint == ARTICLE or 2 * box.good > region.good:
        return False
    if box.links > MOSTLY_LINKS * box.text and 3 * box.good < box.text:
        return True
    if box.asks and 4 * box.good < region.good:  # a form that holds the whole page asks for nothing
        return True
    return (_teaser(box) or _headed_as_other(box)) and box.tag != "table"


def _kept(line: Line) -> bool:
    if line.linked > 0.8 and (line.tag != "tr" or line.linked > 0.95) and line.weight < 2 * LONG:
        return False
    if empty_line(line.text) or (line.linked > 0.3 and pointer(line.text)):
        return False
    if line.tag in _PLAIN_TAGS and line.weight < SENTENCE:
        return line.text[-1] in SENTENCE_ENDS
    return True


def _lines(box: Box) -> Iterator[Line]:
    return (part for part in box.parts if isinstance(part, Line))


def _all_lines(box: Box) -> Iterator[Line]:
    stack = [iter(box.parts)]
    while stack:
        part = next(stack[-1], None)
        if part is None:
            stack.pop()
        elif isinstance(part, Line):
            yield part
        elif not part.out:
            stack.append(iter(part.parts))


def _within(box: Box, outer: Box) -> bool:
    at: Box | None = box
    while at is not None and at is not outer:
        at = at.parent
    return at is outer
