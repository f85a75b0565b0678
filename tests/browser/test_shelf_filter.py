"""Lists seen by the shelf: the starred or unread alone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from browser.shelves import TOPIC, card_star, entry, shelf_file, store

OpenPage = Callable[..., Page]


def test_a_list_can_show_the_starred_alone(open_page: OpenPage) -> None:
    page = open_page(TOPIC)
    card_star(page, 2).click()

    page.get_by_role("navigation", name="Show").get_by_role("link", name="Starred").click()

    expect(page.locator(".bs-list .bs-card:visible")).to_have_count(1)
    expect(page.locator(".bs-filter__count")).to_have_text("1 of 8 on this page")


def test_the_back_button_takes_a_filter_back(open_page: OpenPage) -> None:
    page = open_page(TOPIC)
    show = page.get_by_role("navigation", name="Show")

    show.get_by_role("link", name="Starred").click()
    expect(page.locator(".bs-list .bs-card:visible")).to_have_count(0)
    page.go_back()

    expect(page.locator(".bs-list .bs-card:visible")).to_have_count(8)
    expect(show.get_by_role("link", name="All")).to_have_attribute("aria-current", "true")


def test_an_address_keeps_its_filter(open_page: OpenPage) -> None:
    page = open_page(TOPIC)
    store(
        page,
        shelf_file({page.locator(".bs-card").first.get_attribute("data-paper"): entry(read=True)}),
    )

    page.goto(page.url + "#show=unread")
    page.reload()

    expect(page.locator(".bs-list .bs-card:visible")).to_have_count(7)


def test_the_next_page_of_a_list_keeps_the_filter(open_page: OpenPage) -> None:
    page = open_page("years/")
    page.locator(".bs-term").last.click()
    page.goto(page.url + "#show=unread")

    siblings = page.locator(".bs-siblings a")
    assert siblings.count() > 0
    assert all("#show=unread" in str(one.get_attribute("href")) for one in siblings.all())
