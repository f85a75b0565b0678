"""The page /search/: words, filters, order and the address that keeps them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import OpenPage
from sites import Site

PAPERS = 21


def cards(page: Page) -> Locator:
    return page.locator(".bs-search__list .bs-card")


def field(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search all papers")


def count(page: Page) -> Locator:
    return page.locator("#bs-search-count")


def open_search(open_page: OpenPage, query: str = "", **window: object) -> Page:
    page = open_page(f"search/{query}", **window)
    expect(count(page)).not_to_be_empty()
    return page


def test_without_words_it_lists_all_papers_the_newest_first(open_page: OpenPage) -> None:
    page = open_search(open_page)

    expect(count(page)).to_have_text(f"{PAPERS} results")
    expect(cards(page)).to_have_count(PAPERS)
    expect(page.get_by_label("Sort by")).to_have_value("newest")
    dates = page.locator(".bs-search__list .bs-meta span").all_inner_texts()
    years = [int(found[0]) for text in dates if (found := re.findall(r"\b20\d\d$", text))]
    assert years[0] >= years[-1]


def test_typing_finds_papers_and_marks_their_words(open_page: OpenPage) -> None:
    page = open_search(open_page)

    field(page).press_sequentially("jailbreak")

    expect(page).to_have_url(re.compile(r"/search/\?q=jailbreak$"))
    expect(cards(page).first.locator("mark").first).to_have_text(re.compile("jailbreak", re.I))
    expect(page.get_by_label("Sort by")).to_have_value("relevance")


def test_a_filter_narrows_the_results_and_stands_in_the_address(open_page: OpenPage) -> None:
    page = open_search(open_page)

    page.get_by_role("checkbox", name="Safety").check()

    expect(page).to_have_url(re.compile(r"\?topic=safety$"))
    expect(count(page)).not_to_have_text(f"{PAPERS} results")
    box = page.locator("label", has=page.get_by_role("checkbox", name="Safety"))
    shown = box.locator(".bs-number").inner_text()
    expect(count(page)).to_have_text(f"{shown} results")


def test_a_filter_taken_while_one_types_loses_no_letter(open_page: OpenPage) -> None:
    page = open_search(open_page)

    field(page).fill("jailbreak")
    page.get_by_role("checkbox", name="Safety").check()

    expect(page).to_have_url(re.compile(r"\?q=jailbreak&topic=safety$"))
    expect(field(page)).to_have_value("jailbreak")


def test_an_order_by_what_no_paper_has_is_not_offered(open_page: OpenPage) -> None:
    page = open_search(open_page)

    expect(page.get_by_label("Sort by").locator("option")).to_have_text(
        ["relevance", "newest", "latest edition"]
    )


def test_going_back_undoes_filter_by_filter(open_page: OpenPage) -> None:
    page = open_search(open_page)
    page.get_by_role("checkbox", name="Safety").check()
    expect(page).to_have_url(re.compile("topic=safety"))
    page.get_by_label("Sort by").select_option("featured")
    expect(page).to_have_url(re.compile("sort=featured"))

    page.go_back()
    expect(page.get_by_label("Sort by")).to_have_value("newest")
    expect(page.get_by_role("checkbox", name="Safety")).to_be_checked()

    page.go_back()
    expect(page.get_by_role("checkbox", name="Safety")).not_to_be_checked()
    expect(count(page)).to_have_text(f"{PAPERS} results")


def test_typing_a_word_is_one_step_back(open_page: OpenPage) -> None:
    page = open_search(open_page)

    field(page).press_sequentially("reasoning", delay=150)
    expect(page).to_have_url(re.compile("q=reasoning$"))
    page.go_back()

    expect(page).to_have_url(re.compile("/search/$"))
    expect(field(page)).to_have_value("")


def test_a_link_opens_the_search_it_names(open_page: OpenPage) -> None:
    page = open_search(open_page, "?topic=safety&sort=newest&year=2025&is=unread")

    expect(page.get_by_role("checkbox", name="Safety")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Not read yet")).to_be_checked()
    expect(page.locator(".bs-trail")).to_contain_text("2025")
    expect(page.locator(".bs-brush__said")).to_have_text("2025")


def test_nonsense_in_the_address_is_left_out(open_page: OpenPage) -> None:
    page = open_search(open_page, "?sort=alphabet&year=20x&topic=%3Cscript%3E&page=-3&is=admin&h=")

    expect(count(page)).to_have_text(f"{PAPERS} results")


def test_what_is_asked_for_can_be_taken_away(open_page: OpenPage) -> None:
    page = open_search(open_page, "?q=reasoning&topic=safety")

    page.get_by_role("button", name="Without Safety").click()
    expect(page).to_have_url(re.compile(r"\?q=reasoning$"))
    page.get_by_role("button", name="Without “reasoning”").click()

    expect(count(page)).to_have_text(f"{PAPERS} results")
    expect(field(page)).to_be_focused()


def test_the_years_are_chosen_by_keys(open_page: OpenPage) -> None:
    page = open_search(open_page)

    page.get_by_role("slider", name="From year").press("ArrowRight")

    expect(page).to_have_url(re.compile(r"year=2023\.\.2025"))
    expect(page.get_by_role("slider", name="From year")).to_be_focused()


def test_the_years_are_chosen_by_dragging(open_page: OpenPage) -> None:
    page = open_search(open_page)
    box = page.locator(".bs-brush svg").bounding_box()
    assert box

    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 10, steps=4)
    page.mouse.up()

    expect(page).to_have_url(re.compile(r"year=2023\.\.2024"))


def test_the_years_are_chosen_by_a_finger(open_page: OpenPage) -> None:
    page = open_search(open_page, width=390)
    page.locator(".bs-facets summary").click()

    page.locator(".bs-brush svg").dispatch_event(
        "pointerdown", {"pointerId": 1, "pointerType": "touch", "clientX": 0, "button": 0}
    )
    page.locator(".bs-brush svg").dispatch_event("pointerup", {"pointerId": 1})

    expect(page).to_have_url(re.compile(r"year=2022$"))


def test_stars_on_results_are_those_of_the_shelf(open_page: OpenPage) -> None:
    page = open_search(open_page)
    cards(page).nth(2).get_by_role("button", name=re.compile("^Star")).click()

    page.get_by_role("checkbox", name="Starred").check()

    expect(count(page)).to_have_text("1 result")


def test_j_and_s_and_o_work_on_results(open_page: OpenPage) -> None:
    page = open_search(open_page, "?q=reasoning+is:paper")
    second = cards(page).nth(1)
    expect(second).to_have_attribute("data-paper", re.compile("."))

    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(second.locator(".bs-card__title a")).to_be_focused()
    page.keyboard.press("s")
    expect(second.locator(".bs-mark--star")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("o")

    expect(page).to_have_url(re.compile("/papers/"))


def test_j_leads_to_hand_written_pages_too_and_s_stars_none(open_page: OpenPage) -> None:
    page = open_search(open_page, "?q=curators")
    first = cards(page).first
    expect(first).to_contain_text("A page of this site")

    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(first.locator(".bs-card__title a")).to_be_focused()
    page.keyboard.press("j")

    expect(cards(page).nth(1).locator(".bs-card__title a")).to_be_focused()


def test_arrows_lead_from_the_line_into_the_results_and_back(open_page: OpenPage) -> None:
    page = open_search(open_page)
    field(page).focus()

    page.keyboard.press("ArrowDown")
    expect(cards(page).first.locator(".bs-card__title a")).to_be_focused()
    page.keyboard.press("ArrowUp")

    expect(field(page)).to_be_focused()


def test_the_slash_leads_to_the_line(open_page: OpenPage) -> None:
    page = open_search(open_page, "?q=reasoning")

    page.keyboard.press("/")

    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("reasoning")


def test_nothing_found_shows_ways_on(open_page: OpenPage) -> None:
    page = open_search(open_page, "?q=xylophonequartz")

    expect(count(page)).to_have_text("Nothing here has all of that.")
    expect(page.get_by_role("button", name="Without “xylophonequartz”")).to_be_visible()
    expect(page.get_by_role("navigation", name="Lists")).to_be_visible()


def test_an_index_that_does_not_load_is_said_and_can_be_tried_again(open_page: OpenPage) -> None:
    page = open_page("about/")
    page.context.route("**/search/broadsheet/*", lambda route: route.fulfill(status=200, body="x"))
    page.goto(page.url.replace("about/", "search/"))

    expect(page.get_by_text("The search index did not load.")).to_be_visible()
    expect(page.get_by_role("navigation", name="Lists")).to_be_visible()
    page.context.unroute("**/search/broadsheet/*")
    page.get_by_role("button", name="Try again").click()

    expect(count(page)).to_have_text(f"{PAPERS} results")


def test_without_scripts_lists_lead_to_every_paper(open_page: OpenPage) -> None:
    page = open_page("search/", script=False)

    expect(page.get_by_text("scripts are off")).to_be_visible()
    page.get_by_role("link", name=f"All {PAPERS} papers").click()

    expect(page.locator(".bs-card")).to_have_count(PAPERS)


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_no_width_scrolls_sideways(open_page: OpenPage, width: int) -> None:
    page = open_search(open_page, "?q=reasoning&topic=safety", width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_results_are_announced(open_page: OpenPage) -> None:
    page = open_search(open_page)

    expect(page.get_by_role("status").filter(has_text="21 results")).to_have_count(1)


def test_the_page_is_in_the_navigation(site: Site) -> None:
    assert 'href="search/"' in site.text("")


def test_results_are_saved_as_references_in_their_order(open_page: OpenPage) -> None:
    page = open_search(open_page, "?topic=safety&sort=newest")
    titles = page.locator(".bs-search__list .bs-card__title").all_inner_texts()

    with page.expect_download() as download:
        page.get_by_role("button", name="IEEE", exact=True).click()

    references = download.value.path().read_text("utf-8").split("\n\n")
    assert [one.split(". ")[0] for one in references] == [
        str(number) for number in range(1, len(titles) + 1)
    ]
    assert [one.count(title[:20]) for one, title in zip(references, titles, strict=True)] == [
        1
    ] * len(titles)
    expect(page.get_by_text(f"Saved: {len(titles)} papers.")).to_be_visible()


def test_only_the_style_that_is_asked_for_is_loaded(open_page: OpenPage) -> None:
    page = open_search(open_page)
    loaded: list[str] = []
    page.context.on("request", lambda one: loaded.append(one.url))

    with page.expect_download():
        page.get_by_role("button", name="APA", exact=True).click()

    assert [
        re.search(r"([a-z-]+)-[a-z0-9]{8}\.js$", url)[1] for url in loaded if "cited" in url
    ] == ["cited-apa"]
