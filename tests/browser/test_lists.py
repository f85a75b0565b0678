"""Lists: in what order a reader sees them, and how far one got in a reading list."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from showcase import FULL

OpenPage = Callable[..., Page]
TOPIC = "topics/knitting/"
LIST = "collections/socks/"


def sorts(page: Page) -> Locator:
    return page.get_by_role("group", name="Sort by")


def values(page: Page, order: str) -> list[str]:
    cards = page.locator(".bs-list .bs-card")
    return [one.get_attribute(f"data-{order}") or "" for one in cards.all()]


def titles(page: Page) -> list[str]:
    return page.locator(".bs-card__title a").all_inner_texts()


def test_a_topic_begins_with_its_newest_paper(open_showcase: OpenPage) -> None:
    page = open_showcase(TOPIC)

    newest = sorts(page).get_by_role("button", name="Newest")
    expect(newest).to_have_attribute("aria-pressed", "true")
    assert values(page, "newest") == sorted(values(page, "newest"), reverse=True)


def test_a_list_is_sorted_by_title(open_showcase: OpenPage) -> None:
    page = open_showcase(TOPIC)

    sorts(page).get_by_role("button", name="Title").click()

    assert titles(page) == sorted(titles(page))
    expect(sorts(page).get_by_role("button", name="Newest")).to_have_attribute(
        "aria-pressed", "false"
    )


def test_the_most_cited_come_first_and_the_unknown_last(open_showcase: OpenPage) -> None:
    page = open_showcase("topics/socks/")

    sorts(page).get_by_role("button", name="Most cited").click()

    cited = values(page, "cited")
    assert cited[:4] == ["45", "31", "12", "3"]
    assert set(cited[4:]) == {""}


def test_the_first_order_comes_back(open_showcase: OpenPage) -> None:
    page = open_showcase(LIST)
    listed = titles(page)

    sorts(page).get_by_role("button", name="Title").click()
    sorts(page).get_by_role("button", name="As listed").click()

    assert titles(page) == listed


def test_without_script_a_list_has_its_one_order(open_showcase: OpenPage) -> None:
    page = open_showcase(TOPIC, script=False)

    expect(page.locator(".bs-filter")).to_be_hidden()
    assert values(page, "newest") == sorted(values(page, "newest"), reverse=True)


def test_a_reading_list_tells_how_far_its_reader_got(open_showcase: OpenPage) -> None:
    page = open_showcase(f"papers/{FULL}/")
    page.get_by_role("button", name="I read this").click()

    page.get_by_role("link", name="Where to begin with socks").click()

    expect(page.get_by_text("You read 1 of 3")).to_be_visible()


def test_the_reading_lists_tell_it_too(open_showcase: OpenPage) -> None:
    page = open_showcase("collections/")

    expect(page.get_by_text("You read 0 of 3")).to_be_visible()


def test_an_author_page_says_who_it_is_by_orcid(open_showcase: OpenPage) -> None:
    page = open_showcase("authors/ada-identity/")

    link = page.get_by_role("link", name="0000-0002-1825-0097")
    expect(link).to_have_attribute("href", "https://orcid.org/0000-0002-1825-0097")
