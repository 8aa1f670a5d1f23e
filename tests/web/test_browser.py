"""Every page as a person meets it: in chromium, wide and on a phone, light and dark, by keyboard alone, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from ondit.ledger import Ledger
from ondit.web import create_app

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PAGES = (
    "overview", "pair", "filtered pair", "proposition", "English document", "Arabic document", "Korean document", "why", "search",
    "everything", "nothing found", "error", "check", "review", "sources", "decisions", "kept searches",
)  # fmt: skip
STANDARD = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="session")
def pages(demo: Ledger) -> dict[str, str]:
    """The path of each page that is looked at, found through the twins."""
    client = TestClient(create_app(demo), base_url="http://127.0.0.1")

    def get(path: str) -> Any:
        return client.get(path).json()

    listed = get("/pair/PRK/RUS.json")["propositions"]
    told = max(listed, key=lambda row: row["claims"])
    documents = {code: get(f"/search.json?language={code}")["claims"][0]["source"]["id"] for code in ("en", "ar", "ko")}
    return {
        "overview": "/", "pair": "/pair/PRK/RUS", "filtered pair": "/pair/PRK/RUS?kind=deployment&by=quarter",
        "proposition": f"/proposition/{told['id']}", "English document": f"/document/{documents['en']}",
        "Arabic document": f"/document/{documents['ar']}", "Korean document": f"/document/{documents['ko']}",
        "why": f"/document/{documents['ar']}/why", "search": "/search?text=Кн-23", "everything": "/search", "nothing found": "/search?text=nowhereatall", "error": "/document/none",
        "check": "/check", "review": "/review", "sources": "/sources", "decisions": "/decisions", "kept searches": "/searches",
    }  # fmt: skip


@contextmanager
def opened(browser: Any, address: str, path: str, **how: Any) -> Iterator[Any]:
    """A page of its own; fails for what the browser complains of, and for any request that would leave the machine."""
    context = browser.new_context(base_url=address, **({"viewport": WIDE} | how))
    page, wrong = context.new_page(), []
    page.on("request", lambda r: wrong.append(r.url) if urlsplit(r.url).netloc != urlsplit(address).netloc else None)
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    answer = page.goto(path)
    yield page
    context.close()
    if answer.status == 404:
        wrong = [each for each in wrong if "404" not in each]
    assert wrong == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", PHONE)])
def test_pages_are_accessible_and_fit(
    browser: Any, address: str, pages: dict[str, str], name: str, scheme: str, size: dict[str, int]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    with opened(browser, address, pages[name], viewport=size, color_scheme=scheme) as page:
        found = axe.Axe().run(page, options=STANDARD)
        assert [
            (each["id"], node["html"][:200], node["failureSummary"][:300])
            for each in found.response["violations"]
            for node in each["nodes"][:2]
        ] == []
        assert len(found.response["passes"]) > 20
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert page.locator("h1").count() == 1
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (sum(map(int, re.findall(r"\d+", paper)[:3])) < 200) is (scheme == "dark")


def test_the_keyboard_alone_leads_from_the_overview_to_the_evidence(browser: Any, address: str) -> None:
    with opened(browser, address, "/") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        assert page.locator(".skip").bounding_box()["x"] >= 0
        page.keyboard.press("Enter")
        assert _tab_to(page, "North Korea → Russia") < 20
        page.keyboard.press("Enter")
        page.wait_for_url("**/pair/PRK/RUS")
        _tab_to(page, "Deployment")
        page.keyboard.press("Enter")
        page.wait_for_url("**/proposition/*")
        assert page.locator("figure svg").count() >= 1


def _tab_to(page: Any, words: str) -> int:
    """Tab until what has the focus is named by these words; every stop on the way shows that it has the focus."""
    for stops in range(120):
        page.keyboard.press("Tab")
        named, shown = page.evaluate(
            """() => { const at = document.activeElement, style = getComputedStyle(at);
            return [at.getAttribute("aria-label") || at.textContent, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2]; }"""
        )
        assert shown, named
        if words in named:
            return stops
    raise AssertionError(f"no tab stop named {words}")


def test_a_claim_shows_which_words_gave_which_slot(browser: Any, address: str, pages: dict[str, str]) -> None:
    with opened(browser, address, pages["English document"]) as page:
        assert page.locator("mark[data-role]").count() == 0
        card = page.locator(".card").first
        card.hover()
        given = {each.get_attribute("data-role"): each.text_content() for each in page.locator("mark[data-role]").all()}
        listed = dict(zip(card.locator("dt").all_text_contents(), card.locator("dd").all_text_contents(), strict=True))
        assert given
        assert all(any(words in listed[slot] for slot in slots.split(", ")) for slots, words in given.items())
        page.mouse.move(5, 5)
        assert page.locator("mark[data-role]").count() == 0
        card.locator(".number").focus()
        assert page.locator("mark[data-role]").count() == len(given)
        page.keyboard.press("Escape")
        assert page.locator("mark.lit").count() == 0


def test_the_text_and_its_claims_scroll_together(browser: Any, address: str, demo: Ledger) -> None:
    client = TestClient(create_app(demo), base_url="http://127.0.0.1")
    ids = {row["source"]["id"] for row in client.get("/search.json?language=en").json()["claims"]}
    longest = max(ids, key=lambda name: len(client.get(f"/document/{name}.json").json()["claims"]))
    with opened(browser, address, f"/document/{longest}", viewport={"width": 1100, "height": 420}) as page:
        last = page.locator(".card").last
        assert not _inside(page, last)
        page.locator("article mark[data-claims]").last.scroll_into_view_if_needed()
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.locator("article mark[data-claims]").last.hover()
        page.wait_for_function("document.querySelector('.card.lit') !== null")
        page.wait_for_timeout(700)
        assert _inside(page, page.locator(".card.lit").first)


def _inside(page: Any, card: Any) -> bool:
    """Whether the top of a card is in view within its panel."""
    box, panel = card.bounding_box(), page.locator(".claims").bounding_box()
    return bool(panel["y"] - 5 <= box["y"] < panel["y"] + panel["height"])


@pytest.mark.parametrize(
    ("name", "language", "direction"), [("Arabic document", "ar", "rtl"), ("Korean document", "ko", "ltr")]
)
def test_a_text_stands_in_its_own_language_and_direction(
    browser: Any, address: str, pages: dict[str, str], name: str, language: str, direction: str
) -> None:
    with opened(browser, address, pages[name]) as page:
        article = page.locator("article")
        assert article.get_attribute("lang") == language
        assert article.evaluate("each => getComputedStyle(each).direction") == direction
        assert page.evaluate("getComputedStyle(document.body).direction") == "ltr"


def test_everything_works_without_javascript(browser: Any, address: str, pages: dict[str, str]) -> None:
    with opened(browser, address, pages["English document"], java_script_enabled=False) as page:
        page.locator(".card .number").first.click()
        assert page.url.endswith("#e1")
        page.locator("article .ref").first.click()
        assert re.search(r"#c\d+$", page.url)
        assert page.locator(".card dd").first.is_visible()
        page.goto("/pair/PRK/RUS")
        page.locator("select[name=by]").select_option("year")
        page.locator(".filters button").click()
        assert "by=year" in page.url
        page.locator("figure details summary").first.click()
        assert page.locator("figure details table").first.is_visible()


def test_a_search_crosses_scripts(browser: Any, address: str) -> None:
    with opened(browser, address, "/") as page:
        page.locator("input[type=search]").fill("Кн-23")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search*")
        assert page.locator(".list > li").count() > 0
        assert "kn-23" in page.locator(".list").text_content()
        before = page.locator(".list > li").count()
        page.locator(".facets a").first.click()
        assert page.locator(".chips a").count() == 1
        assert 0 < page.locator(".list > li").count() <= before


def test_whoever_asks_for_less_motion_gets_none(browser: Any, address: str) -> None:
    for motion, expected in (("reduce", "auto"), ("no-preference", "smooth")):
        with opened(browser, address, "/", reduced_motion=motion) as page:
            assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == expected
