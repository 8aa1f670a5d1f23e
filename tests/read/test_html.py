"""Main text of pages: what is kept to the letter, what around it is left out, what the page says of itself."""

from __future__ import annotations

import pytest

from ondit.read.html import article
from ondit.read.meta import day_of

STORY = [
    "La Corée du Nord a envoyé 25\u00a0000 obus à Moscou, selon Séoul, qui cite ses services.",
    "Le 中央 a dit — «€ 50 millions» — que la livraison de 106 obus a été faite par bateau en septembre.",
    "Le ministère a refusé de commenter ces informations, mais il les juge plausibles.",
]
MARKED = [
    STORY[0].replace("\u00a0", "&nbsp;"),
    STORY[1]
    .replace("中", "<b>中</b>")
    .replace("la livraison", "<a href=x>la livraison</a>")
    .replace("106", "10<sup>6</sup>"),
    STORY[2],
]
HEAD = (
    '<title>Des obus pour Moscou - Le Journal</title><meta property="og:site_name" content="Le Journal">'
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Des obus pour Moscou",'
    '"datePublished":"2024-10-23T10:00:00+02:00","author":{"name":"AFP"}}</script><link rel=canonical href="/a">'
)
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in MARKED)
AROUND = (
    '<nav><ul><li><a href="/">Monde</a></li></ul></nav>',
    "<div>Nous utilisons des cookies pour améliorer votre expérience, et nos partenaires le font aussi.</div>",
    '<div class="related-posts"><h3><a href=1>Une autre affaire de drones</a></h3><p>Un résumé assez long de cette autre affaire, ici.</p></div>',
    '<div><h3>À lire aussi</h3><ul><li><a href=1>Une autre affaire de drones qui ne concerne personne ici</a></li></ul></div>',
    "<h3>Commentaires (2)</h3><div><p>Je ne crois pas un mot de tout cela, car ce n'est que de la propagande de plus.</p></div>",
)  # fmt: skip
LAYOUTS = {
    "article": "<article><h1>Des obus pour Moscou</h1>{}</article>",
    "divs without names": "<div><div><h1>Des obus pour Moscou</h1><div>{}</div></div></div>",
    "table layout": "<table><tr><td><a href=/>Menu</a></td><td><h1>Des obus pour Moscou</h1>{}</td></tr></table>",
    "named body": '<h1>Des obus pour Moscou</h1><div class="article-body has-sidebar">{}</div>',
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("around", AROUND)
def test_the_story_and_nothing_else(layout: str, around: str) -> None:
    text, known = article(f"<html lang=fr><head>{HEAD}</head><body>{layout.format(PARAGRAPHS)}{around}</body></html>")
    assert text.split("\n") == STORY
    assert (known.title, known.published, known.outlet, known.credit) == (
        "Des obus pour Moscou",
        "2024-10-23",
        "Le Journal",
        "AFP",
    )


def test_the_author_line_is_no_text() -> None:
    page = f"<head>{HEAD}</head><body><article><h1>Des obus pour Moscou</h1><p>Par AFP</p>{PARAGRAPHS}</article></body>"
    assert article(page)[0].split("\n") == STORY


def test_lists_headings_and_tables_are_lines() -> None:
    body = (
        f"<article><h1>Des obus pour Moscou</h1>{PARAGRAPHS}<h2>Les détails</h2><ul><li>Des canons</li><li>Des missiles</li></ul>"
        "<table><tr><th>Année</th><th>Obus</th></tr><tr><td>2023</td><td>1 000</td></tr></table>"
        f"<p>Une ligne<br>et une autre, dont la fin est ici, un peu plus loin.</p></article>"
    )
    text, _ = article(f"<head>{HEAD}</head><body>{body}</body>")
    assert text.split("\n")[len(STORY) :] == [
        "Les détails", "- Des canons", "- Des missiles", "Année\tObus", "2023\t1 000", "Une ligne",
        "et une autre, dont la fin est ici, un peu plus loin.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-10-23T10:00:00Z", "2024-10-23"), ("Wed, 23 Oct 2024 10:00:00 GMT", "2024-10-23"), ("20241023", "2024-10-23"),
        ("23.10.2024 14:00", "2024-10-23"), ("2024年10月23日", "2024-10-23"), ("2024-10", "2024-10"),
        ("1970-01-01T00:00:00Z", None), ("yesterday", None), ("2024-13-40", None), ("", None),
    ],
)  # fmt: skip
def test_dates_as_machines_write_them(written: str, day: str | None) -> None:
    assert day_of(written) == day


@pytest.mark.parametrize("source", ["", "<", "<p", "<div>" * 3000 + "Un texte.", "<table><td><tr></p></td>x", "<!-- a"])
def test_broken_pages_break_nothing(source: str) -> None:
    article(source)


WORDS = "The city council opened a new library beside the river, and children read stories there every week. "
OTHER = "Somebody else thought that the town had far too many libraries already, and said so at great length. "


def body_of(inside: str) -> str:
    return article(f"<html><head><title>A library for the town</title></head><body>{inside}</body></html>")[0]


def test_the_next_story_of_an_endless_page_is_none_of_the_first() -> None:
    one = f"<article><h1>A library for the town</h1><p>{WORDS * 2}</p><p>{WORDS}</p></article>"
    two = f"<article><h1>Another story altogether</h1><p>{OTHER * 3}</p></article>"
    found = body_of(f"<main>{one}{two}</main>")
    assert WORDS.strip() in found
    assert "Somebody else" not in found


def test_posts_of_a_live_report_stay_together() -> None:
    posts = "".join(f"<article><h1>At {hour} o'clock</h1><p>{hour}: {WORDS * 2}</p></article>" for hour in range(8))
    found = body_of(f"<main>{posts}</main>")
    assert all(f"{hour}: The city" in found for hour in range(8))


def test_a_form_inside_a_text_is_none_of_it_and_one_around_the_page_is_no_matter() -> None:
    form = f"<form><p>{OTHER}</p><input name=mail></form>"
    inside = f"<article><p>{WORDS * 3}</p>{form}<p>{WORDS * 3}</p></article>"
    assert "Somebody else" not in body_of(inside)
    whole = body_of(f"<form id=aspnetForm><input type=hidden><div><p>{WORDS * 3}</p><p>{WORDS * 2}</p></div></form>")
    assert whole.count("The city council") == 5


def test_more_comments_than_article_do_not_become_the_article() -> None:
    comments = "".join(f"<li><p>{OTHER * 4}</p></li>" for _ in range(20))
    found = body_of(
        f"<article><p>{WORDS * 2}</p><p>{WORDS}</p></article><section id=comments><h2>Comments (20)</h2><ol>{comments}</ol></section>"
    )
    assert "Somebody else" not in found
    assert found.count("The city council") == 3


def test_deep_trees_are_walked() -> None:
    depth = 3000
    assert "The city council" in body_of("<div>" * depth + f"<p>{WORDS * 3}</p>" + "</div>" * depth)


def test_a_menu_that_is_never_closed_does_not_swallow_the_page() -> None:
    assert "The city council" in body_of(f"<nav><a href=/>Home</a><div><p>{WORDS * 3}</p><p>{WORDS}</p></div>")
