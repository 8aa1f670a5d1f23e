"""Layouts of news pages, each a function from an article to the inside of `<body>`; `page` puts the head and the weight around it.

They follow what news sites do, from the tables of 2002 to the modules of today. `PAGES` names them all.
"""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Callable
from typing import Any

from bench.pages.news import Article, Block, paragraph, sentence, words

Layout = Callable[[Article, random.Random], str]
PAGES: dict[str, Layout] = {}
RIGHT_TO_LEFT = ("ar",)


def layout(function: Layout) -> Layout:
    PAGES[function.__name__.strip("_")] = function
    return function


# ---- pieces -------------------------------------------------------------------------------------------------------


def esc(text: str) -> str:
    return html.escape(text, quote=False)


def inline(text: str, chance: random.Random) -> str:
    """The text with what editors put inside a paragraph: links, emphasis, entities, spans that do nothing."""
    parts = re.split(r"(\s+)", text)
    if len(parts) < 9:  # no spaces: a few characters in the middle are wrapped
        middle = len(text) // 2
        return f"{esc(text[:middle])}<b>{esc(text[middle : middle + 2])}</b>{esc(text[middle + 2 :])}"
    out = [esc(part) for part in parts]
    for at in chance.sample(range(0, len(out), 2), 2):
        if out[at]:
            out[at] = chance.choice(
                [
                    '<a href="/topic/{0}" class="lnk">{1}</a>',
                    "<strong>{1}</strong>",
                    "<em>{1}</em>",
                    '<span data-k="{0}">{1}</span>',
                ]
            ).format(at, out[at])
    return "".join(out).replace("—", "&mdash;", 1).replace("€", "&euro;", 1).replace("é", "&eacute;", 1)


def marked(block: Block, chance: random.Random, p: str = "<p>{}</p>", h: str = "<h2>{}</h2>") -> str:
    inside = inline(block.text, chance) if block.kind != "h" else esc(block.text)
    if block.kind == "quote":
        return f"<blockquote><p>{inside}</p></blockquote>"
    if block.kind == "li":
        return f"<ul><li>{inside}</li></ul>"
    return (h if block.kind == "h" else p).format(inside)


def body(
    article: Article, chance: random.Random, p: str = "<p>{}</p>", between: Callable[[int], str] = lambda at: ""
) -> str:
    return "\n".join(marked(block, chance, p) + between(at) for at, block in enumerate(article.body))


def told(article: Article) -> dict[str, Any]:
    return words()[article.language]


def menu(article: Article, deep: int = 4) -> str:
    """A menu as large sites have it: each section with its own links."""
    inner = "".join(
        f'<li class="nav__item"><a href="/{at}/">{esc(name)}</a><ul>'
        + "".join(f'<li><a href="/{at}/{sub}">{esc(name)} {sub}</a></li>' for sub in range(deep))
        + "</ul></li>"
        for at, name in enumerate(told(article)["menu"])
    )
    return f'<nav class="nav" aria-label="main"><ul>{inner}</ul></nav>'


def foot(article: Article) -> str:
    links = " | ".join(f'<a href="/f/{at}">{esc(name)}</a>' for at, name in enumerate(told(article)["menu"]))
    return f'<footer class="ftr"><div>{links}</div><p>© 2025 {esc(told(article)["outlet"])}. {esc(told(article)["rights"])}</p></footer>'


def share(article: Article, tag: str = "div") -> str:
    sites = "".join(
        f'<li><a href="https://share.example/{name}" rel="nofollow">{name}</a></li>'
        for name in ("Facebook", "X", "WhatsApp", "Telegram")
    )
    return f'<{tag} class="social-tools"><span>{esc(told(article)["share"])}</span><ul>{sites}</ul></{tag}>'


def byline(article: Article, tag: str = "div") -> str:
    return f'<{tag} class="meta"><span class="author">{esc(told(article)["by"].replace("{name}", article.author))}</span> <time datetime="{article.published}T08:30:00Z">{article.published} 08:30</time></{tag}>'


def teasers(article: Article, chance: random.Random, count: int = 6, summaries: bool = False) -> str:
    """Cards that lead to other stories, with or without a summary."""
    cards = []
    for at in range(count):
        title, summary = sentence(article.language, chance, "titles"), paragraph(article.language, chance, 1, 2)
        cards.append(
            f'<div class="card"><a href="/story-{chance.randint(1, 99999)}.html"><img src="/t{at}.jpg" alt="{html.escape(title)}"><h3>{esc(title)}</h3></a>'
            + (f"<p>{esc(summary)}</p>" if summaries else "") + "</div>"
        )  # fmt: skip
    return "".join(cards)


def related(article: Article, chance: random.Random, summaries: bool = False, count: int = 6) -> str:
    return f'<section class="more-stories"><h2>{esc(told(article)["related"])}</h2>{teasers(article, chance, count, summaries)}</section>'


def comments(article: Article, chance: random.Random, count: int = 5, long: bool = False) -> str:
    rows = []
    for at in range(count):
        text = paragraph(article.language, chance, 2, 4) if long else chance.choice(told(article)["comments"])
        rows.append(
            f'<li class="cmt"><b>user{at}</b> <time>{at + 1} h</time><p>{esc(text)}</p><a href="#r{at}">↩</a></li>'
        )
    return f'<section id="comments" class="cmts"><h2>{esc(told(article)["comment"])} ({count})</h2><ol>{"".join(rows)}</ol></section>'


def figure(article: Article, chance: random.Random) -> str:
    caption = told(article)["caption"].replace("{name}", chance.choice(told(article)["names"]))
    return f'<figure><img src="/i/{chance.randint(1, 999)}.jpg" alt=""><figcaption>{esc(caption)}</figcaption></figure>'


def advert(article: Article) -> str:
    return f'<div class="ad-slot" id="dfp-{len(article.title)}"><span>{esc(told(article)["ad"])}</span><script>window.gt=window.gt||[];gt.push(function(){{show("x")}});</script></div>'


def newsletter(article: Article) -> str:
    return f'<form class="nl" action="/nl"><p>{esc(told(article)["newsletter"])}</p><input type="email" name="m"><button>OK</button></form>'


def tags(article: Article) -> str:
    return (
        f'<div class="tags">{esc(told(article)["tags"])}: '
        + ", ".join(f'<a href="/tag/{name}">{esc(name)}</a>' for name in told(article)["menu"][1:5])
        + "</div>"
    )


def headlines(article: Article, chance: random.Random, count: int, form: str = "<li><a href=/p{0}>{1}</a></li>") -> str:
    """Titles of other stories, each in a form with its number and its words."""
    return "".join(form.format(at, esc(sentence(article.language, chance, "titles"))) for at in range(1, count + 1))


def title(article: Article, more: str = "") -> str:
    return f"<h1{more}>{esc(article.title)}</h1>"


# ---- today's layouts ----------------------------------------------------------------------------------------------


@layout
def semantic(a: Article, c: random.Random) -> str:
    return f"<header>{menu(a)}</header><main><article><header>{title(a)}{byline(a)}</header>{figure(a, c)}{body(a, c)}{tags(a)}</article></main><aside>{related(a, c)}</aside>{foot(a)}"


@layout
def wordpress(a: Article, c: random.Random) -> str:
    bio = f'<div class="author-box"><h4>{esc(a.author)}</h4><p>{esc(told(a)["newsletter"])}</p></div>'
    return (
        f'<div id="page" class="hfeed site"><div id="masthead">{menu(a)}</div><div id="primary"><article class="post-{c.randint(1, 9999)} post type-post hentry">'
        f'<h1 class="entry-title">{esc(a.title)}</h1><div class="entry-meta">{byline(a, "span")}</div><div class="entry-content">{body(a, c)}'
        f'<div class="sharedaddy sd-sharing-enabled">{share(a)}</div><div id="jp-relatedposts"><h3><em>{esc(told(a)["related"])}</em></h3>{teasers(a, c, 3)}</div></div>'
        f'<footer class="entry-footer">{tags(a)}</footer></article>{bio}{comments(a, c)}</div><div id="secondary" class="widget-area">{teasers(a, c, 8)}</div></div>{foot(a)}'
    )  # fmt: skip


@layout
def drupal(a: Article, c: random.Random) -> str:
    fields = "".join(
        f'<div class="field-item {"even" if at % 2 else "odd"}">{marked(b, c)}</div>' for at, b in enumerate(a.body)
    )
    return (
        f'<div class="region region-header">{menu(a)}</div><div class="region region-content"><div class="node node-article">{title(a, " class=page-header")}'
        f'<div class="submitted">{byline(a, "span")}</div><div class="field field-name-body"><div class="field-items">{fields}</div></div>'
        f'<ul class="links inline"><li><a href="/print">⎙</a></li></ul></div></div><div class="region region-sidebar-second">{related(a, c, True)}</div>{foot(a)}'
    )  # fmt: skip


@layout
def css_modules(a: Article, c: random.Random) -> str:
    def name() -> str:
        return "".join(c.choice("abcdefghjkmnpqrstuvwxyz") for _ in range(3)) + f"__{c.randint(10000, 99999)}"

    return (
        f'<div class="{name()}"><div class="{name()}">{menu(a)}</div><div class="{name()}"><div class="{name()}">{title(a)}{byline(a)}{share(a)}</div><div class="{name()}">'
        + body(
            a,
            c,
            f'<p class="{name()} {name()}">{{}}</p>',
            lambda at: f'<div class="{name()}">{advert(a)}</div>' if at % 3 == 2 else "",
        )
        + f'</div><div class="{name()}">{teasers(a, c, 4, True)}</div></div>{foot(a)}</div>'
    )


@layout
def divs_for_paragraphs(a: Article, c: random.Random) -> str:
    return f'{menu(a)}<div class="wrap"><div class="left-col"><div class="headline">{esc(a.title)}</div>{byline(a)}<div class="story">{body(a, c, "<div class=txt>{}</div>")}</div>{share(a)}</div><div class="right-col">{teasers(a, c, 8)}</div></div>{foot(a)}'


@layout
def spans_for_paragraphs(a: Article, c: random.Random) -> str:
    return f'{menu(a)}<div role="main"><div role="article">{title(a)}{byline(a)}{body(a, c, "<div><span class=s1>{}</span></div>")}</div></div><div role="complementary">{related(a, c)}</div>{foot(a)}'


@layout
def custom_elements(a: Article, c: random.Random) -> str:
    return f"<site-header>{menu(a)}</site-header><news-page><news-head>{title(a)}{byline(a)}</news-head><news-body>{body(a, c)}</news-body><news-share>{share(a)}</news-share></news-page><site-rail>{related(a, c, True)}</site-rail><site-footer>{foot(a)}</site-footer>"


@layout
def amp(a: Article, c: random.Random) -> str:
    return (
        f'<amp-sidebar id="sidebar" layout="nodisplay" side="left">{menu(a)}</amp-sidebar><amp-consent id="consent" layout="nodisplay"><div id="ui"><p>{esc(told(a)["cookie"])}</p><button on="tap:consent.accept">OK</button></div></amp-consent>'
        f'<header class="amp-head"><a href="/">{esc(told(a)["outlet"])}</a></header><article class="amp-article">{title(a)}{byline(a)}<amp-img src="/a.jpg" width="16" height="9" layout="responsive"></amp-img>'
        + body(
            a,
            c,
            between=lambda at: (
                f'<amp-ad width="300" height="250" type="doubleclick"><div placeholder>{esc(told(a)["ad"])}</div></amp-ad>'
                if at == 2
                else ""
            ),
        )
        + f'</article><amp-list width="auto" height="400" src="/more.json"><template type="amp-mustache"><a href="{{{{url}}}}">{{{{title}}}}</a></template></amp-list><div class="amp-related"><h3>{esc(told(a)["related"])}</h3>{teasers(a, c, 4)}</div>{foot(a)}'
    )


@layout
def live_blog(a: Article, c: random.Random) -> str:
    posts = []
    for at, block in enumerate(a.body):
        posts.append(
            f'<div class="live-post" id="post-{at}"><div class="live-time"><time datetime="{a.published}T{20 - at:02}:15">{20 - at:02}:15</time></div>'
            f'<div class="live-body">{marked(block, c)}</div><div class="live-share"><a href="#post-{at}">{esc(told(a)["share"])}</a></div></div>'
        )
    return f'{menu(a)}<main class="live">{title(a)}<p class="live-flag"><span>LIVE</span></p>{byline(a)}<div class="live-stream">{"".join(posts)}</div></main>{related(a, c)}{foot(a)}'


@layout
def long_comments(a: Article, c: random.Random) -> str:
    return f'{menu(a)}<article>{title(a)}{byline(a)}<div class="article-body">{body(a, c)}</div></article>{comments(a, c, 25, long=True)}{foot(a)}'


@layout
def plain_comments(a: Article, c: random.Random) -> str:
    rows = "".join(
        f'<div class="media"><div class="media-body"><h4>user {at}</h4><p>{esc(paragraph(a.language, c, 2, 3))}</p></div></div>'
        for at in range(6)
    )
    return f'{menu(a)}<div class="container"><div class="row">{title(a)}{byline(a)}{body(a, c)}</div><div class="row reader-discussion"><h3>{esc(told(a)["comment"])}</h3>{rows}</div></div>{foot(a)}'


@layout
def cookie_wall(a: Article, c: random.Random) -> str:
    wall = "".join(f"<p>{esc(told(a)['cookie'])}</p>" for _ in range(4))
    choices = "".join(
        f"<li><label><input type=checkbox> {name}</label></li>" for name in ("Analytics", "Personalisation", "Ads")
    )
    return f'<div id="cmp-modal" role="dialog" aria-modal="true" class="consent-layer"><h2>Cookies</h2>{wall}<ul>{choices}</ul><button>OK</button></div>{menu(a)}<main><article>{title(a)}{byline(a)}{body(a, c)}</article></main>{foot(a)}'


@layout
def inline_related(a: Article, c: random.Random) -> str:
    def between(at: int) -> str:
        link = f'<a href="/story-{at}.html">{esc(sentence(a.language, c, "titles"))}</a>'
        forms = (
            f"<p><strong>{esc(told(a)['more'])}:</strong> {link}</p>",
            f'<div class="inline-promo"><span>{esc(told(a)["more"])}</span>{link}</div>',
            f'<aside class="pullout"><h4>{esc(told(a)["related"])}</h4><ul><li>{link}</li></ul></aside>',
        )
        return forms[at % 3] if at % 2 else ""

    return f'{menu(a)}<article>{title(a)}{byline(a)}<div class="c-article__content">{body(a, c, between=between)}</div></article>{foot(a)}'


@layout
def related_with_summaries(a: Article, c: random.Random) -> str:
    return f'{menu(a)}<div id="content"><article>{title(a)}{byline(a)}{body(a, c)}</article></div><div id="more">{related(a, c, True, 12)}</div>{foot(a)}'


@layout
def sidebar_first(a: Article, c: random.Random) -> str:
    return f'{menu(a)}<div id="sidebar"><h3>{esc(told(a)["popular"])}</h3><ol>{headlines(a, c, 10)}</ol>{teasers(a, c, 5, True)}</div><div id="main">{title(a)}{byline(a)}{body(a, c)}</div>{foot(a)}'


@layout
def latest_before(a: Article, c: random.Random) -> str:
    ticker = headlines(a, c, 8, "<li><time>{0}:0{0}</time> <a href=/n{0}>{1}</a></li>")
    return f'{menu(a)}<div class="ticker"><ul>{ticker}</ul></div><div class="lead-stories">{teasers(a, c, 4, True)}</div><main>{title(a)}{byline(a)}<section class="text">{body(a, c)}</section></main>{foot(a)}'


@layout
def paywall(a: Article, c: random.Random) -> str:
    wall = f'<div class="paywall-offer"><h3>{esc(told(a)["subscribe"])}</h3><p>{esc(told(a)["newsletter"])}</p><p>{esc(told(a)["subscribe"])}</p><a class="btn" href="/abo">1 €</a></div>'
    return f'{menu(a)}<article class="premium">{title(a)}{byline(a)}<div class="article__text">{body(a, c)}{wall}</div></article>{related(a, c)}{foot(a)}'


@layout
def microdata_breaks(a: Article, c: random.Random) -> str:
    lines = "<br><br>\n".join(inline(block.text, c) for block in a.body)
    return f'{menu(a)}<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{esc(a.title)}</h1>{byline(a)}<div itemprop="articleBody">{lines}</div></div>{related(a, c)}{foot(a)}'


@layout
def sections(a: Article, c: random.Random) -> str:
    middle = max(1, len(a.body) // 2)
    halves = ("\n".join(marked(b, c) for b in part) for part in (a.body[:middle], a.body[middle:]))
    return (
        f"{menu(a)}<main>{title(a)}{byline(a)}"
        + "".join(f'<section class="block-text">{half}</section>{advert(a)}' for half in halves)
        + f"</main>{related(a, c)}{foot(a)}"
    )


@layout
def grid_modules(a: Article, c: random.Random) -> str:
    cells = "".join(
        f'<div class="grid"><div class="grid-cell-8"><div class="component text-block">{marked(b, c)}</div></div></div>{figure(a, c) if at == 1 else ""}'
        for at, b in enumerate(a.body)
    )
    return f'{menu(a)}<div class="grid-page">{title(a)}{byline(a)}{cells}</div><div class="grid-page">{related(a, c, True, 4)}</div>{foot(a)}'


@layout
def gallery(a: Article, c: random.Random) -> str:
    return f'{menu(a)}<article>{title(a)}{byline(a)}<div class="gallery"><ul>{"".join(f"<li>{figure(a, c)}</li>" for _ in range(6))}</ul></div>{body(a, c)}</article>{foot(a)}'


@layout
def embeds(a: Article, c: random.Random) -> str:
    post = f'<blockquote class="twitter-tweet" data-lang="{a.language}"><p lang="{a.language}">{esc(c.choice(told(a)["comments"]))} <a href="https://t.example/x">pic.example/x</a></p>&mdash; user (@user) <a href="https://t.example/1">{a.published}</a></blockquote><script async src="//platform.example/w.js"></script>'
    return f'{menu(a)}<article>{title(a)}{byline(a)}{body(a, c, between=lambda at: post if at == 1 else "")}<iframe src="https://v.example/1" title="video"></iframe></article>{foot(a)}'


@layout
def newsletter_inside(a: Article, c: random.Random) -> str:
    return f'{menu(a)}<article>{title(a)}{byline(a)}{share(a)}<div class="body-copy">{body(a, c, between=lambda at: newsletter(a) if at == 1 else "")}</div>{tags(a)}{share(a)}</article>{related(a, c)}{foot(a)}'


@layout
def lazy_images(a: Article, c: random.Random) -> str:
    picture = f'<div class="lazy"><img data-src="/l.jpg" alt=""><noscript><img src="/l.jpg" alt="{html.escape(a.title)}"></noscript></div>'
    return f"<noscript><p>Please enable JavaScript to use this site.</p></noscript>{menu(a)}<main>{title(a)}{byline(a)}{body(a, c, between=lambda at: picture if at % 4 == 0 else '')}</main>{foot(a)}"


@layout
def brief(a: Article, c: random.Random) -> str:
    """A short item beside a page full of other things; only its first two blocks are the article."""
    return f'{menu(a)}<div class="main-col"><div class="brief">{title(a)}{byline(a)}{"".join(marked(b, c) for b in a.body[:2])}</div></div><div class="rail">{related(a, c, True, 10)}<h3>{esc(told(a)["popular"])}</h3>{teasers(a, c, 10)}</div>{foot(a)}'


@layout
def next_story(a: Article, c: random.Random) -> str:
    """Endless scrolling: another story, whole, stands below the first."""
    other = "".join(f"<p>{esc(paragraph(a.language, c, 2))}</p>" for _ in range(4))
    return f'{menu(a)}<main><article data-url="{a.address}">{title(a)}{byline(a)}{body(a, c)}</article><article data-url="/next"><h1>{esc(sentence(a.language, c, "titles"))}</h1>{byline(a)}{other}</article></main>{foot(a)}'


@layout
def hidden_copies(a: Article, c: random.Random) -> str:
    hidden = "".join(f"<p>{esc(block.text)}</p>" for block in a.body[:2])
    return f'{menu(a)}<div class="mobile-only" style="display:none">{hidden}</div><article>{title(a)}{byline(a)}{body(a, c)}</article><div hidden>{hidden}</div>{foot(a)}'


@layout
def details(a: Article, c: random.Random) -> str:
    parts = [
        f"<details open><summary>{esc(told(a)['section'])}</summary>{marked(b, c)}</details>"
        if at == 3
        else marked(b, c)
        for at, b in enumerate(a.body)
    ]
    return f"{menu(a)}<article>{title(a)}{byline(a)}{''.join(parts)}</article>{related(a, c)}{foot(a)}"


@layout
def data_table(a: Article, c: random.Random) -> str:
    rows = "".join(f"<tr><td>{esc(name)}</td><td>{c.randint(1, 900)}</td></tr>" for name in told(a)["menu"][1:6])
    return f"{menu(a)}<article>{title(a)}{byline(a)}{body(a, c, between=lambda at: f'<table class=data><tbody>{rows}</tbody></table>' if at == 1 else '')}</article>{foot(a)}"


@layout
def interview(a: Article, c: random.Random) -> str:
    parts = [
        f'<div class="qa"><p><b>{esc(told(a)["section"])}?</b></p>{marked(b, c)}</div>'
        if at == 2
        else marked(b, c, "<p><span>{}</span></p>")
        for at, b in enumerate(a.body)
    ]
    return f'{menu(a)}<article>{title(a)}{byline(a)}<div class="interview">{"".join(parts)}</div>{share(a)}</article>{related(a, c)}{foot(a)}'


@layout
def lead_and_key_points(a: Article, c: random.Random) -> str:
    first, *rest = a.body
    return f'{menu(a)}<article><header>{title(a)}<p class="standfirst">{inline(first.text, c)}</p>{byline(a)}{share(a)}</header>{figure(a, c)}<div class="prose">{"".join(marked(b, c) for b in rest)}</div></article>{related(a, c)}{foot(a)}'


@layout
def list_story(a: Article, c: random.Random) -> str:
    items = "".join(f"<li>{inline(block.text, c)}</li>" for block in a.body[1:])
    return f'{menu(a)}<main><article>{title(a)}{byline(a)}{marked(a.body[0], c)}<ol class="facts">{items}</ol></article></main>{related(a, c)}{foot(a)}'


@layout
def tag_cloud_blog(a: Article, c: random.Random) -> str:
    cloud = "".join(
        f'<a href="/tag/{at}" style="font-size:{at % 9 + 8}px">{esc(name)}</a> '
        for at, name in enumerate(told(a)["menu"] * 5)
    )
    return f'<div id="header">{menu(a)}</div><div id="container"><div class="post"><h2 class="post-title"><a href="{a.address}">{esc(a.title)}</a></h2><div class="post-body">{body(a, c)}</div><div class="post-footer">{byline(a)}</div></div>{comments(a, c, 3)}</div><div id="side">{cloud}<ul class="archive">{"".join(f"<li><a href=/{y}>{y}</a></li>" for y in range(2005, 2026))}</ul></div>{foot(a)}'


# ---- layouts of another time --------------------------------------------------------------------------------------


@layout
def nested_tables(a: Article, c: random.Random) -> str:
    left = "".join(f"<tr><td><a href=/{at}>{esc(name)}</a></td></tr>" for at, name in enumerate(told(a)["menu"]))
    return (
        f'<table width=980 border=0><tr><td colspan=3><table><tr>{"".join(f"<td><a href=/{at}>{esc(n)}</a></td>" for at, n in enumerate(told(a)["menu"]))}</tr></table></td></tr>'
        f'<tr><td width=150 valign=top><table>{left}</table></td><td valign=top><table><tr><td><font size=5><b>{esc(a.title)}</b></font></td></tr><tr><td><font size=1>{a.published}</font></td></tr><tr><td>{body(a, c)}</td></tr></table></td>'
        f'<td width=200 valign=top><table><tr><td><b>{esc(told(a)["popular"])}</b></td></tr>{headlines(a, c, 8, "<tr><td><a href=/x{0}>{1}</a></td></tr>")}</table></td></tr></table><center><font size=1>{esc(told(a)["rights"])}</font></center>'
    )  # fmt: skip


@layout
def table_and_breaks(a: Article, c: random.Random) -> str:
    lines = "<br>\n&nbsp;&nbsp;<br>\n".join(inline(block.text, c) for block in a.body)
    return f'<table><tr><td>{menu(a)}</td><td><h3>{esc(a.title)}</h3><i>{a.published}</i><br><br>{lines}<br><br><a href="javascript:history.back()">&lt;&lt;</a></td></tr></table>{foot(a)}'


@layout
def unclosed(a: Article, c: random.Random) -> str:
    return (
        f"<CENTER><H1>{esc(a.title)}</H1></CENTER><HR>"
        + "".join(f"<P ALIGN=JUSTIFY>{inline(block.text, c)}\n" for block in a.body)
        + f'<HR><A HREF="/">{esc(told(a)["menu"][0])}</A> | <A HREF="/mail">{esc(told(a)["menu"][-1])}</A>'
    )


@layout
def press_release(a: Article, c: random.Random) -> str:
    return f'{menu(a)}<div class="press"><div class="press-date">{a.published}</div>{title(a)}{body(a, c)}<div class="press-contact"><p><a href="mailto:press@example.org">press@example.org</a> +00 000 000</p></div></div>{foot(a)}'


# ---- whole pages --------------------------------------------------------------------------------------------------


def shown(name: str, article: Article) -> tuple[Block, ...]:
    """The blocks of the article that a layout shows."""
    return article.body[:2] if name == "brief" else article.body


def page(article: Article, name: str, chance: random.Random, charset: str = "utf-8", weight: int = 20_000) -> str:
    """A whole page. `weight`: characters of style and script in it, as pages of today carry them."""
    told_by = told(article)["outlet"]
    stated = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title, "datePublished": f"{article.published}T08:30:00Z",
        "author": {"@type": "Person", "name": article.author}, "publisher": {"@type": "Organization", "name": told_by},
    }  # fmt: skip
    head = (
        f'<meta charset="{charset}"><title>{esc(article.title)} | {esc(told_by)}</title><meta property="og:title" content="{html.escape(article.title)}">'
        f'<meta property="og:site_name" content="{html.escape(told_by)}"><meta property="article:published_time" content="{article.published}T08:30:00Z"><link rel="canonical" href="{article.address}">'
        f'<script type="application/ld+json">{json.dumps(stated, ensure_ascii=charset != "utf-8")}</script>{_style(chance, weight // 3)}{_script(chance, weight * 2 // 3)}'
    )
    direction = ' dir="rtl"' if article.language in RIGHT_TO_LEFT else ""
    return f'<!DOCTYPE html><html lang="{article.language}"{direction}><head>{head}</head><body>{PAGES[name](article, chance)}{_script(chance, 600)}</body></html>'


def _style(chance: random.Random, size: int) -> str:
    rules = [
        f".c{chance.randint(100, 99999)}{{margin:{at % 17}px;color:#{chance.randint(0, 0xFFFFFF):06x};display:flex}}"
        for at in range(size // 48)
    ]
    return f"<style>{''.join(rules)}</style>"


def _script(chance: random.Random, size: int) -> str:
    calls = [
        f'd["k{chance.randint(0, 99999)}"]={{"id":{at},"on":function(e){{return e&&e.t<{chance.randint(1, 999)}}}}};'
        for at in range(size // 64)
    ]
    return f"<script>var d={{}};{''.join(calls)}</script>"
