"""The page of the shelf."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.shelves import (
    OTHER,
    PAPER,
    TITLE,
    card_star,
    entry,
    papers_url,
    shelf_file,
    star,
    store,
    stored,
)
from sites import CHECKOUT, Site, build_site

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The checkout's collection as files that open from disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROADSHEET_FETCH", "never")
        return build_site(
            CHECKOUT / "mkdocs.yml",
            site_dir=str(tmp_path_factory.mktemp("offline")),
            use_directory_urls=False,
        )


@pytest.fixture
def from_disk(browser: Browser, offline: Site) -> Iterator[Callable[[str], Page]]:
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda one: errors.append(str(one)))

    def open_(path: str) -> Page:
        file, hash_, fragment = path.partition("#")
        page.goto((offline.folder / file).as_uri() + hash_ + fragment)
        return page

    yield open_
    context.close()
    assert errors == []


def test_an_empty_shelf_explains_itself(open_page: OpenPage) -> None:
    page = open_page("shelf/")

    expect(page.get_by_role("heading", level=1)).to_have_text("My shelf")
    expect(page.get_by_text("Nothing is on your shelf yet.")).to_be_visible()


def test_from_an_empty_shelf_nothing_is_offered_to_take_along(open_page: OpenPage) -> None:
    page = open_page("shelf/")
    tools = page.get_by_role("region", name="Keep and share")

    offered = tools.get_by_role("button").evaluate_all("all => all.map(one => one.type)")
    expect(tools.get_by_role("button", name="Import a file")).to_be_attached()
    expect(tools.get_by_role("button", name="Keys")).to_be_visible()
    assert offered == ["file", "button"]
    store(page, shelf_file({PAPER: entry()}))
    page.reload()
    expect(tools.get_by_role("button", name="Export as a file")).to_be_visible()
    expect(tools.get_by_role("button", name="RIS")).to_be_visible()


def test_the_shelf_shows_titles_and_notes_and_leads_to_the_papers(open_page: OpenPage) -> None:
    page = open_page(papers_url(PAPER))
    star(page).click()
    page.get_by_role("button", name="Note").click()
    page.keyboard.type("For Monday.")

    page.get_by_role("link", name="My shelf").first.click()

    expect(page.get_by_role("textbox", name=re.compile("Your note on"))).to_have_value(
        "For Monday."
    )
    page.locator(".bs-shelf-page").get_by_role("link", name=TITLE).click()
    expect(page).to_have_url(re.compile(re.escape(papers_url(PAPER))))


def test_a_star_taken_away_on_the_shelf_can_be_put_back(open_page: OpenPage) -> None:
    page = open_page("shelf/")
    store(page, shelf_file({PAPER: entry()}))
    page.reload()
    button = page.get_by_role("button", name="Star", exact=True)

    button.click()
    assert stored(page) == {}
    button.click()

    assert stored(page)[PAPER]["title"] == "A Sock Survey"


def test_another_tab_adds_to_the_shelf_that_is_open(open_page: OpenPage) -> None:
    page = open_page("shelf/")
    other = page.context.new_page()
    other.goto(page.url.replace("shelf/", papers_url(PAPER)))

    star(other).click()

    expect(page.get_by_role("link", name=TITLE)).to_be_visible()


def test_without_script_the_shelf_says_what_it_needs(open_page: OpenPage) -> None:
    page = open_page("shelf/", script=False)

    expect(page.locator("noscript p")).to_contain_text("scripts are off")
    expect(page.locator("noscript p")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_a_full_shelf_does_not_run_off_the_side(open_page: OpenPage, width: int) -> None:
    page = open_page("shelf/", width=width)
    store(
        page,
        shelf_file({PAPER: entry(title="word" * 100, note="x" * 500), OTHER: entry(read=True)}),
    )
    page.goto(f"{page.url}#shelf={PAPER}")
    page.reload()
    page.get_by_role("button", name="Share as a link").click()

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_shelf_works_from_disk(from_disk: Callable[[str], Page]) -> None:
    page = from_disk(f"papers/{PAPER}.html")

    star(page).click()
    page.get_by_role("link", name="My shelf").first.click()
    page.locator(".bs-shelf-page").get_by_role("link", name=TITLE).click()

    expect(star(page)).to_have_attribute("aria-pressed", "true")


def test_a_filter_and_a_shared_link_work_from_disk(from_disk: Callable[[str], Page]) -> None:
    page = from_disk("topics/safety.html")
    card_star(page).click()
    page.get_by_role("link", name="Starred").click()
    expect(page.locator(".bs-list .bs-card:visible")).to_have_count(1)

    page = from_disk(f"shelf/index.html#shelf={PAPER}")

    link = page.get_by_role("region", name="A list that was").get_by_role("link", name=PAPER)
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
