"""What a reader does: opens the edition, a paper, a topic; searches; uses keys and a telephone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from sites import Site

PAPER = "papers/2412.19513/"
TITLE = "Confidence v.s. Critique: A Decomposition of Self-Correction Capability for LLMs"
PAGES = ["", PAPER, "topics/", "topics/safety/", "authors/", "editions/", "guide/curators/"]

OpenPage = Callable[..., Page]


def test_the_front_page_shows_the_edition_in_its_order(open_page: OpenPage) -> None:
    page = open_page("")

    expect(page.get_by_role("heading", level=1)).to_have_text("Daily Papers")
    expect(page.get_by_text("Tuesday, 2 September 2025")).to_be_visible()
    titles = page.locator(".bs-card__title").all_inner_texts()
    assert len(titles) == 21
    assert titles[0].startswith("Improved Techniques for Optimization-Based Jailbreaking")
    assert titles[-1].startswith("Enhancing LLM Reasoning via Critique Models")


def test_a_title_leads_to_its_paper(open_page: OpenPage) -> None:
    page = open_page("")

    page.get_by_role("link", name=TITLE).click()

    expect(page).to_have_url(re.compile(re.escape(PAPER)))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def test_a_paper_shows_who_where_when_and_why_its_topics(open_page: OpenPage) -> None:
    page = open_page(PAPER)

    expect(page.get_by_role("link", name="Zhifang Sui")).to_be_visible()
    expect(page.get_by_role("link", name="ACL 2025")).to_be_visible()
    expect(page.get_by_text("27 December 2024")).to_be_visible()
    expect(page.get_by_text("chosen by the curators").first).to_be_visible()
    expect(page.get_by_role("link", name="PDF")).to_have_attribute(
        "href", "https://arxiv.org/pdf/2412.19513"
    )


def test_a_topic_lists_its_papers_and_the_topics_below(open_page: OpenPage) -> None:
    page = open_page("topics/safety/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Safety")
    assert page.locator(".bs-card").count() == 8
    page.get_by_role("list", name="Within it").get_by_role("link", name="Jailbreaking").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jailbreaking")


def test_an_author_leads_to_their_papers(open_page: OpenPage) -> None:
    page = open_page(PAPER)

    page.get_by_role("link", name="Junyang Lin").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Junyang Lin")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("homeostatic", "Need is All You Need"),
        ("Zhifang Sui", "Confidence v.s. Critique"),
        ("B-STaR", "B-STaR: Monitoring"),
        ("mental health", "Mental health: 1 paper"),  # a topic typed leads to its page
        ("mental health digital", "What Makes Digital Support Effective?"),
        ("2505.18116", "Bridging Supervised Learning"),
    ],
)
def test_search_finds_papers_by_any_of_their_words(
    open_page: OpenPage, words: str, title: str
) -> None:
    page = open_page("")

    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type(words)

    result = page.locator(".md-search-result__item").first
    expect(result).to_contain_text(title)


def test_search_finds_hand_written_pages(open_page: OpenPage) -> None:
    page = open_page("")

    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("maintainers")

    expect(page.locator(".md-search-result__item").first).to_contain_text("maintainers")


def test_search_works_from_the_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("")

    page.keyboard.press("/")
    page.keyboard.type("homeostatic")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"papers/2205\.08645/"))


def test_the_first_tab_stop_skips_to_the_content(open_page: OpenPage) -> None:
    page = open_page(PAPER)

    page.keyboard.press("Tab")

    focused = page.locator(":focus")
    expect(focused).to_have_text(re.compile("Skip to content"))
    assert (focused.get_attribute("href") or "").endswith("#title")


def test_a_focused_link_is_outlined(open_page: OpenPage) -> None:
    page = open_page(PAPER)

    link = page.get_by_role("link", name="ACL 2025")
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")

    assert link.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_runs_off_the_side(open_page: OpenPage, path: str, width: int) -> None:
    page = open_page(path, width=width)

    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert over <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_readers_scheme(open_page: OpenPage, scheme: str) -> None:
    page = open_page("", scheme=scheme)

    light = page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).slice(0, 3)"
        ".reduce((sum, one) => sum + Number(one), 0) / 3"
    )
    assert (light > 200) == (scheme == "light")


def test_the_drawer_holds_the_navigation_on_a_telephone(open_page: OpenPage) -> None:
    page = open_page(PAPER, width=390)

    page.locator('label.md-header__button[for="__drawer"]').click()
    page.locator(".md-sidebar--primary").get_by_role("link", name="Topics").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Topics")


def test_on_a_telephone_the_front_page_leads_past_the_edition(open_page: OpenPage) -> None:
    page = open_page("", width=390)

    page.get_by_role("navigation", name="Further down").get_by_role("link", name="Topics").click()

    expect(page.locator("#topics")).to_be_in_viewport()
    wide = open_page("", width=1440)
    expect(wide.get_by_role("navigation", name="Further down")).to_have_count(0)


@pytest.mark.parametrize("path", ["", PAPER, "topics/safety/", "editions/2025-09-02/"])
def test_pages_read_without_script(open_page: OpenPage, path: str) -> None:
    page = open_page(path, script=False)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("a[href*='papers/'], .bs-actions a").count() > 0


def test_the_address_that_an_authors_page_had_leads_to_the_search(
    open_showcase: OpenPage, showcase: Site
) -> None:
    page = open_showcase("authors/")
    lost = showcase.folder / "404.html"

    page.route("**/authors/ada-once/", lambda route: route.fulfill(path=lost))
    page.goto(page.url + "ada-once/")

    expect(page).to_have_url(re.compile(r"/search/\?author=ada-once"))
