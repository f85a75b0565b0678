"""Stars, read marks and notes, on the page of a paper and in lists."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.shelves import (
    PAPER,
    TITLE,
    TOPIC,
    card_star,
    entry,
    papers_url,
    shelf_file,
    star,
    store,
    stored,
)
from sites import CHECKOUT, Site

OpenPage = Callable[..., Page]
CLIENT = CHECKOUT / "plugins" / "broadsheet" / "pages" / "client" / "scripts"
ASSETS = CHECKOUT / "plugins" / "broadsheet" / "theme" / "assets" / "broadsheet"


def test_a_star_stays_after_a_reload(open_page: OpenPage) -> None:
    page = open_page(papers_url(PAPER))
    expect(star(page)).to_have_attribute("aria-pressed", "false")

    star(page).click()
    expect(star(page)).to_have_attribute("aria-pressed", "true")
    page.reload()

    expect(star(page)).to_have_attribute("aria-pressed", "true")


def test_a_second_press_takes_the_star_away_and_the_paper_off_the_shelf(
    open_page: OpenPage,
) -> None:
    page = open_page(papers_url(PAPER))

    star(page).click()
    star(page).click()

    expect(star(page)).to_have_attribute("aria-pressed", "false")
    assert stored(page) == {}


def test_a_star_on_a_card_names_its_paper_and_is_the_star_of_its_page(open_page: OpenPage) -> None:
    page = open_page(TOPIC)
    title = page.locator(".bs-list .bs-card__title a").first
    name = title.inner_text()

    page.get_by_role("button", name=f"Star: {name}", exact=True).click()
    title.click()

    expect(star(page)).to_have_attribute("aria-pressed", "true")


def test_the_front_page_has_stars_too(open_page: OpenPage) -> None:
    page = open_page("")

    page.locator(".bs-leads .bs-card").first.get_by_role("button", name="Star").click()

    assert len(stored(page)) == 1


def test_a_paper_that_was_read_says_so_in_lists(open_page: OpenPage) -> None:
    page = open_page(TOPIC)
    card = page.locator(".bs-list .bs-card").first
    card.locator(".bs-card__title a").click()

    page.get_by_role("button", name="I read this").click()
    page.go_back()

    expect(card).to_have_class(re.compile("bs-card--read"))
    expect(card.get_by_role("heading")).to_contain_text("(You read this)")


def test_a_note_is_kept_and_only_its_button_tells_of_it(open_page: OpenPage) -> None:
    page = open_page(papers_url(PAPER))

    page.get_by_role("button", name="Note").click()
    page.keyboard.type("Compare with the 2nd table.\nAsk Wilma.")
    page.reload()

    expect(page.get_by_role("textbox", name=re.compile("Your note"))).to_be_hidden()
    page.get_by_role("button", name="Your note").click()
    field = page.get_by_role("textbox", name=f"Your note on {TITLE}")
    expect(field).to_have_value("Compare with the 2nd table.\nAsk Wilma.")
    expect(field).to_be_focused()


@pytest.mark.parametrize("path", ["", papers_url(PAPER), TOPIC, "shelf/"])
def test_without_script_there_is_nothing_dead(open_page: OpenPage, path: str) -> None:
    page = open_page(path, script=False)

    dead = page.locator(".bs-mark, .bs-shelf, .bs-filter, .bs-shelf-page :is(button, input)")
    assert [one for one in dead.all() if one.is_visible()] == []


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", ["", papers_url(PAPER), TOPIC, "shelf/"])
def test_nothing_moves_when_the_marks_appear(open_page: OpenPage, path: str, width: int) -> None:
    page = open_page(path, width=width)
    store(page, shelf_file({PAPER: entry(read=True, note="mine"), "2405.21018": entry(read=True)}))
    page.reload()
    page.wait_for_timeout(300)

    shift = page.evaluate(
        """() => new Promise((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const one of list.getEntries()) sum += one.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(sum), 300);
        })"""
    )
    assert shift == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_are_large_enough_and_can_be_told_from_the_page(
    open_page: OpenPage, scheme: str
) -> None:
    page = open_page(TOPIC, scheme=scheme, width=390)

    box = card_star(page).bounding_box()

    assert box is not None
    assert min(box["width"], box["height"]) >= 24


def test_all_our_scripts_on_a_paper_page_weigh_little(site: Site) -> None:
    names = re.findall(r'src="[./]*(assets/broadsheet/[a-z-]+\.js)"', site.text(papers_url(PAPER)))
    weight = sum(len(gzip.compress((site.folder / name).read_bytes())) for name in names)

    assert len(names) >= 3
    assert weight <= 12_000


@pytest.mark.parametrize(
    "script",
    [one for one in (*CLIENT.glob("*.js"), *ASSETS.glob("*.js")) if one.name != "comments.js"],
    ids=lambda script: script.name,
)
def test_a_script_neither_builds_markup_from_text_nor_calls_home(script: Path) -> None:
    text = script.read_text("utf-8")

    unsafe = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
    assert re.findall(unsafe + r"|https?://(?!www\.w3\.org/2000/svg)", text) == []
    assert text.count("\n") < 250
