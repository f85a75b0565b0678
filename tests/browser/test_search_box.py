"""The theme's search box over our engine: what the theme can do, our results do."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import OpenPage


def results(page: Page) -> Locator:
    return page.locator(".md-search-result__item")


def ask(page: Page, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(text, delay=20)


def test_a_paper_has_its_authors_and_venue_and_marked_words(open_page: OpenPage) -> None:
    page = open_page("about/")

    ask(page, "optimization-based jailbreaking")

    first = results(page).first
    expect(first.locator("h1")).to_have_text(re.compile("Improved Techniques"))
    expect(first.locator("mark").first).to_have_text(re.compile("Optimization", re.I))
    expect(first).to_contain_text("Xiaojun Jia")
    expect(first).to_contain_text("ICLR 2025")


def test_who_types_a_topic_is_offered_its_page_first(open_page: OpenPage) -> None:
    page = open_page("about/")

    ask(page, "jailbreaking")

    expect(results(page).first.locator("h1")).to_have_text("Jailbreaking")
    expect(results(page).first.locator("a")).to_have_attribute(
        "href", re.compile(r"/topics/jailbreaking/")
    )


def test_sections_of_a_page_stand_below_their_page(open_page: OpenPage) -> None:
    page = open_page("")

    ask(page, "curators who keeps")

    item = results(page).filter(has_text="Who keeps it").first
    expect(item.locator("h1")).to_have_text("About this collection")
    expect(item.locator("a[href$='#who-keeps-it']").locator("h2")).to_have_text("Who keeps it")


def test_enter_opens_the_best_result_with_its_words_marked(open_page: OpenPage) -> None:
    page = open_page("about/")
    ask(page, "optimization-based jailbreaking")
    expect(results(page).first).to_be_visible()

    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/papers/2405\.21018/\?h="))
    expect(page.locator("mark[data-md-highlight]").first).to_be_visible()


def test_the_word_that_is_typed_is_finished(open_page: OpenPage) -> None:
    page = open_page("about/")

    ask(page, "jailbr")

    expect(page.locator(".md-search__suggest")).to_have_text(re.compile("^jailbreak"))


def test_a_link_with_a_query_opens_the_box(open_page: OpenPage) -> None:
    page = open_page("about/?q=jailbreaking")

    expect(results(page).first).to_be_visible()


def test_nothing_found_is_said(open_page: OpenPage) -> None:
    page = open_page("about/")

    ask(page, "xylophonequartz")

    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")


def test_many_results_lead_to_the_page_with_all_of_them(open_page: OpenPage) -> None:
    page = open_page("about/")
    ask(page, "model")
    expect(results(page).first).to_be_visible()

    # The results of `mod` lead there too, while the word is being typed.
    all_of_them = results(page).filter(has_text=re.compile(r"Show all \d+ results")).locator("a")
    expect(all_of_them).to_have_attribute("href", re.compile(r"\?q=model"))
    all_of_them.click()

    expect(page).to_have_url(re.compile(r"/search/\?q=model"))
    expect(page.get_by_role("searchbox")).to_have_value("model")


def test_the_shelf_is_searched_on_the_page_that_knows_it(open_page: OpenPage) -> None:
    page = open_page("about/")

    ask(page, "is:starred")

    expect(results(page)).to_have_text("Search the papers on your shelf")


@pytest.mark.parametrize(
    "query", ['"><img src=x onerror=alert(1)>', "a" * 3000, '"', "-", "\\", "title:"]
)
def test_a_strange_query_breaks_nothing(open_page: OpenPage, query: str) -> None:
    page = open_page("about/")
    page.keyboard.press("/")
    page.keyboard.insert_text(query)
    page.keyboard.press("End")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")

    page.keyboard.type("jailbreaking")

    expect(results(page).first).to_be_visible()
    assert page.locator(".md-search-result img").count() == 0
