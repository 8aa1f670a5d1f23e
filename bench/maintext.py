"""Main text against pages with known text: `python -m bench.maintext [--articles N] [--show LAYOUT]`.

Every layout of `bench/pages` in every language; ondit, trafilatura and resiliparse read the same pages in one run.
Paragraph recall: known blocks found whole, white space aside. Character precision: letters of the output that belong to a
known block, the title or a picture's caption. Exact: blocks found letter for letter, with every space, as one line.
Pages are saved as UTF-8. The layouts were written before their author had read the cleaner.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from bench.pages import layouts, news
from bench.pages.news import Article

_WHITE = re.compile(r"\s+")
# Joiners and the like that a text may lose without losing a letter count as letters here: losing them is an error.
NEUTRAL_OF = ("caption",)


@dataclass
class Score:
    known: int = 0
    found: int = 0
    exact: int = 0
    good: int = 0
    all: int = 0
    seconds: float = 0.0

    def add(self, other: Score) -> None:
        for name in ("known", "found", "exact", "good", "all", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def line(self) -> str:
        share = [a / max(1, b) for a, b in ((self.found, self.known), (self.good, self.all), (self.exact, self.known))]
        return f"{share[0]:7.3f} {share[1]:9.3f} {share[2]:7.3f}"


def ours(source: str) -> str:
    from ondit.read.html import article

    return article(source)[0]


def trafilatura_text(source: str) -> str:
    import trafilatura

    return trafilatura.extract(source, include_comments=False, favor_recall=False) or ""


def resiliparse_text(source: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(source, main_content=True, alt_texts=False, links=False, noscript=False))


READERS: dict[str, Callable[[str], str]] = {
    "ondit": ours,
    "trafilatura": trafilatura_text,
    "resiliparse": resiliparse_text,
}


def bare(text: str) -> str:
    return _WHITE.sub("", text)


def scored(article: Article, layout: str, text: str) -> Score:
    """One page's output against what is known. Blocks are looked for in order, so a copy counts once, and as noise then."""
    score = Score()
    rest = bare(text)
    score.all = len(rest)
    lines = {line.removeprefix("- ").strip() for line in text.split("\n")}
    for block in sorted(layouts.shown(layout, article), key=lambda block: -len(block.text)):
        score.known += 1
        wanted = bare(block.text)
        score.exact += block.text in lines
        if wanted in rest:
            score.found += 1
            score.good += len(wanted)
            rest = rest.replace(wanted, "\x00", 1)
    for wanted in _neutral(article):
        while wanted in rest:
            score.good += len(wanted)
            rest = rest.replace(wanted, "\x00", 1)
    return score


def _neutral(article: Article) -> list[str]:
    told = news.words()[article.language]
    return [bare(article.title), *(bare(told["caption"].replace("{name}", name)) for name in told["names"])]


def pages(articles: int) -> list[tuple[str, Article, str]]:
    """(layout, article, page): each layout in each language, `articles` times; every fourth article is a held one."""
    made = []
    number = 0
    for name in layouts.PAGES:
        for language in news.words():
            for _ in range(articles):
                number += 1
                chance = random.Random(number)
                article = news.neutral(number, language, chance)
                made.append((name, article, layouts.page(article, name, chance, weight=3000)))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2)
    parser.add_argument(
        "--show", help="print what ondit makes of the first page of a layout that is not read perfectly"
    )
    given = parser.parse_args()
    made = pages(given.articles)
    if given.show:
        show(given.show, made)
        return
    by: dict[str, dict[str, Score]] = {name: {} for name in READERS}
    for name, reader in READERS.items():
        for layout, article, source in made:
            began = time.process_time()
            text = reader(source)
            score = scored(article, layout, text)
            score.seconds = time.process_time() - began
            by[name].setdefault(layout, Score()).add(score)
            by[name].setdefault("*" + article.language, Score()).add(score)
    print(f"{len(made)} pages, {len(layouts.PAGES)} layouts, {len(news.words())} languages")
    print(f"{'':24}" + "".join(f"{name:>12} recall precision exact" for name in READERS))
    for key in by["ondit"]:
        print(f"{key:24}" + "".join(" " * 9 + by[name][key].line() for name in READERS))
    for name in READERS:
        total = Score()
        for layout in layouts.PAGES:
            total.add(by[name][layout])
        print(f"{name:12} all:{total.line()}   {len(made) / total.seconds:,.0f} pages/s")


def show(layout: str, made: list[tuple[str, Article, str]]) -> None:
    for name, article, source in made:
        if name == layout:
            text = ours(source)
            score = scored(article, name, text)
            if score.found < score.known or score.good < score.all:
                lines = {line.removeprefix("- ") for line in text.split("\n")}
                for block in layouts.shown(name, article):
                    print("missed " if block.text not in lines else "       ", block.kind, block.text)
                known = {bare(block.text) for block in layouts.shown(name, article)}
                print(
                    *("extra: " + line for line in text.split("\n") if bare(line.removeprefix("- ")) not in known),
                    sep="\n",
                )
                return
    print("every page of it is read perfectly")


if __name__ == "__main__":
    main()
