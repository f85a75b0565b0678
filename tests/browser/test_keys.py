"""The keys: a list read and marked without a pointer, and keys that can be turned off."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

PAPER = "papers/2412.19513/"
TOPIC = "topics/safety/"

OpenPage = Callable[..., Page]


def title(page: Page, at: int) -> Locator:
    return page.locator(".bs-list .bs-card__title a").nth(at)


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_j_and_k_go_through_a_list_and_into_view(open_page: OpenPage) -> None:
    page = open_page(TOPIC)

    press(page, "jjjj")
    expect(title(page, 3)).to_be_focused()
    expect(title(page, 3)).to_be_in_viewport()
    press(page, "k")

    expect(title(page, 2)).to_be_focused()
    assert title(page, 2).evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


def test_the_header_of_the_theme_does_not_cover_what_k_finds(open_page: OpenPage) -> None:
    page = open_page(TOPIC)
    press(page, "jjjjjjj")

    press(page, "kkkkkk")

    box = title(page, 0).bounding_box()
    header = page.locator(".md-header").bounding_box()
    assert box is not None
    assert header is not None
    assert box["y"] >= header["y"] + header["height"]


def test_the_ends_of_a_list_hold(open_page: OpenPage) -> None:
    page = open_page(TOPIC)

    press(page, "j" * 20)
    expect(title(page, 7)).to_be_focused()
    press(page, "k" * 20)

    expect(title(page, 0)).to_be_focused()


def test_j_passes_over_what_a_filter_hides(open_page: OpenPage) -> None:
    page = open_page(TOPIC)
    press(page, "jjjs")
    page.goto(page.url + "#show=starred")

    page.locator("body").evaluate("one => document.activeElement.blur()")
    press(page, "j")

    expect(title(page, 2)).to_be_focused()


def test_j_and_o_lead_to_the_pages_that_a_search_finds_too(open_page: OpenPage) -> None:
    page = open_page("search/?q=contribute")
    found = page.locator(".bs-search__list .bs-card:not([data-paper]) .bs-card__title a").first
    found.wait_for()
    place = page.locator(".bs-search__list .bs-card__title a").evaluate_all(
        "(all, one) => all.indexOf(one)", found.element_handle()
    )
    page.locator("body").evaluate("one => document.activeElement.blur()")

    press(page, "j" * (place + 1))
    expect(found).to_be_focused()
    press(page, "s")
    expect(page.locator(".bs-say p")).to_have_text("Choose a paper with j or k first.")
    address = found.evaluate("one => one.href")
    press(page, "o")

    expect(page).to_have_url(address)


def test_o_opens_the_paper(open_page: OpenPage) -> None:
    page = open_page(TOPIC)
    name = title(page, 1).inner_text()

    press(page, "jjo")

    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_s_stars_the_paper_of_a_list_and_leaves_the_search_alone(open_page: OpenPage) -> None:
    page = open_page(TOPIC)

    press(page, "js")

    card = page.locator(".bs-list .bs-card").first
    expect(card.get_by_role("button", name="Star")).to_have_attribute("aria-pressed", "true")
    expect(title(page, 0)).to_be_focused()
    press(page, "s")
    expect(card.get_by_role("button", name="Star")).to_have_attribute("aria-pressed", "false")


def test_s_stars_the_paper_of_a_page(open_page: OpenPage) -> None:
    page = open_page(PAPER)

    press(page, "s")

    star = page.locator(".bs-shelf").get_by_role("button", name="Star")
    expect(star).to_have_attribute("aria-pressed", "true")


def test_s_asks_for_a_paper_where_none_is_chosen(open_page: OpenPage) -> None:
    page = open_page(TOPIC)

    press(page, "s")

    expect(page.locator(".bs-say p")).to_have_text("Choose a paper with j or k first.")


def test_c_leads_to_the_citation(open_page: OpenPage) -> None:
    page = open_page(PAPER)
    page.evaluate(
        """() => {
          if (document.getElementById("cite")) return;
          const box = document.createElement("section");
          box.id = "cite";
          document.querySelector(".bs-main").append(box);
        }"""
    )

    press(page, "c")

    assert page.evaluate("document.activeElement.closest('#cite') !== null")


def test_the_slash_searches(open_page: OpenPage) -> None:
    page = open_page(TOPIC)

    press(page, "/")

    expect(page.get_by_role("textbox", name="Search")).to_be_focused()


def test_the_question_mark_shows_all_keys_and_gives_the_focus_back(open_page: OpenPage) -> None:
    page = open_page(TOPIC)
    press(page, "jj")

    press(page, "?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    expect(dialog.locator("kbd")).to_have_text(["j", "k", "o", "s", "c", "/", "?"])
    page.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    expect(title(page, 1)).to_be_focused()


def test_keys_rest_while_the_dialog_is_open(open_page: OpenPage) -> None:
    page = open_page(TOPIC)
    press(page, "j?")

    press(page, "jo")

    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape(TOPIC)))


def test_keys_are_letters_in_a_field(open_page: OpenPage) -> None:
    page = open_page(PAPER)
    page.get_by_role("button", name="Note").click()

    page.keyboard.type("jokes? /cs")

    expect(page.get_by_role("textbox", name=re.compile("Your note"))).to_have_value("jokes? /cs")
    expect(page.locator("dialog[open]")).to_have_count(0)


@pytest.mark.parametrize("chord", ["Control+j", "Alt+j", "Meta+j"])
def test_keys_with_a_modifier_are_the_browsers(open_page: OpenPage, chord: str) -> None:
    page = open_page(TOPIC)

    page.keyboard.press(chord)

    assert page.evaluate("document.activeElement === document.body")


def test_keys_can_be_turned_off_for_good_and_on_again(open_page: OpenPage) -> None:
    page = open_page(TOPIC)
    press(page, "?")
    page.get_by_role("checkbox", name="Use these keys").uncheck()
    page.get_by_role("button", name="Close").click()
    page.reload()

    press(page, "js/?")
    assert page.evaluate("document.activeElement === document.body")
    page.goto(page.url.replace(TOPIC, "guide/curators/"))
    press(page, "/")
    assert page.evaluate("document.activeElement === document.body")

    page.goto(page.url.replace("guide/curators/", "shelf/"))
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("checkbox", name="Use these keys").check()
    page.keyboard.press("Escape")
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


def test_a_morning_without_a_pointer(open_page: OpenPage) -> None:
    """From the front page: star the second paper, read it, write a note, find it on the shelf."""
    page = open_page("")
    press(page, "jjso")
    expect(page.locator(".bs-paper")).to_be_visible()

    button = page.get_by_role("button", name="I read this")
    for _ in range(60):
        if button.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("Good.")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("link", name="My shelf").last).to_be_focused()
    page.keyboard.press("Enter")

    card = page.locator(".bs-shelf-page .bs-card")
    expect(card.get_by_role("textbox")).to_have_value("Good.")
    expect(card.get_by_role("button", name="Star")).to_have_attribute("aria-pressed", "true")
    expect(card.get_by_role("button", name="I read this")).to_have_attribute("aria-pressed", "true")
