"""The shelf as a link that is shared."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.shelves import OTHER, PAPER, TITLE, entry, said, shelf_file, store, stored

OpenPage = Callable[..., Page]


def test_a_link_shares_the_starred_papers_and_nothing_else(open_page: OpenPage) -> None:
    page = open_page("shelf/")
    marks = {PAPER: entry(note="secret"), OTHER: entry(star=False, read=True)}
    store(page, shelf_file(marks))
    page.reload()

    page.get_by_role("button", name="Share as a link").click()

    field = page.get_by_role("textbox", name=re.compile("link that shares"))
    expect(field).to_have_value(f"{page.url}#shelf={PAPER}")


def test_a_shared_link_shows_its_list_and_changes_nothing_unasked(open_page: OpenPage) -> None:
    page = open_page(f"shelf/#shelf={PAPER},{OTHER}")

    shared = page.get_by_role("region", name="A list that was shared with you")
    expect(shared.get_by_role("link", name=TITLE)).to_be_visible()
    assert shared.locator(".bs-card").count() == 2
    assert stored(page) == {}


def test_the_papers_of_a_shared_link_can_be_starred_at_once(open_page: OpenPage) -> None:
    page = open_page(f"shelf/#shelf={PAPER},{OTHER}")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()

    page.get_by_role("button", name="Star all (2 new)").click()

    assert stored(page)[PAPER]["title"] == TITLE
    assert stored(page)[OTHER]["star"] is True
    expect(page.get_by_role("button", name="All of these are on your shelf.")).to_be_disabled()


def test_a_shared_list_can_be_put_away(open_page: OpenPage) -> None:
    page = open_page(f"shelf/#shelf={PAPER}")

    page.get_by_role("button", name="Put it away").click()

    expect(page.get_by_role("region", name="A list that was shared")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_adding_a_shared_list_leaves_notes_alone(open_page: OpenPage) -> None:
    page = open_page("shelf/")
    store(page, shelf_file({PAPER: entry(star=False, note="mine")}))
    page.goto(f"{page.url}#shelf={PAPER}")

    page.get_by_role("button", name="Star all (1 new)").click()

    assert stored(page)[PAPER] | {"at": ""} == entry(note="mine", at="")


@pytest.mark.parametrize(
    "fragment",
    [
        "#shelf=",
        "#shelf=%3Cimg%20src=x%20onerror=window.broken_in=1%3E",
        "#shelf=<img/src=x/onerror=window.broken_in=1>",
        "#shelf=javascript:window.broken_in=1",
        "#shelf=../../evil,..,//evil.example/",
        "#shelf=__proto__,constructor%00",
    ],
)
def test_a_hostile_link_shows_nothing(open_page: OpenPage, fragment: str) -> None:
    page = open_page("shelf/" + fragment)

    expect(said(page)).to_have_text("This link names no paper.")
    assert page.locator(".bs-shelf-page .bs-card").count() == 0
    assert page.evaluate("window.broken_in") is None
    assert stored(page) == {}


def test_a_shared_paper_that_is_gone_is_said_to_be_and_is_not_added(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}shelf/#shelf={PAPER},2101.00001")

    expect(page.get_by_text("This paper is not in the collection.")).to_be_visible()
    page.get_by_role("button", name="Star all (1 new)").click()

    assert list(stored(page)) == [PAPER]
    page.context.close()


def test_a_link_names_each_paper_once_and_not_too_many(open_page: OpenPage) -> None:
    page = open_page("shelf/")

    ids = page.evaluate(
        """() => {
          const { fragment, linked } = broadsheet.shelf;
          const many = Array.from({ length: 900 }, (_, at) => `sock${at % 800}`);
          return linked(fragment([...many, "no paper", "../x"]));
        }"""
    )

    assert ids == [f"sock{at}" for at in range(500)]
