"""For everyone: small windows, large letters, forced colours, less motion, paper, no script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from showcase import CROWD, FULL, LONG

OpenPage = Callable[..., Page]
PAPER = f"papers/{FULL}/"
EDITION = "editions/2026-03-13/"
KINDS = [
    "", PAPER, f"papers/{CROWD}/", f"papers/{LONG}/", "topics/", "topics/socks/", "authors/",
    "authors/ada-identity/", EDITION, "editions/", "stats/", "stats/map/", "collections/",
    "collections/socks/", "shelf/", "search/", "papers/", "subscribe/",
]  # fmt: skip


@pytest.mark.parametrize("path", KINDS)
def test_a_page_fits_a_window_at_four_times_its_size(open_showcase: OpenPage, path: str) -> None:
    page = open_showcase(path, width=320)  # 1280 px at 400 %: WCAG 1.4.10

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("path", ["", PAPER, "topics/socks/", EDITION])
def test_letters_of_twice_the_size_cut_nothing_off(open_showcase: OpenPage, path: str) -> None:
    page = open_showcase(path)

    page.add_style_tag(content="html { font-size: 250% !important; }")  # the theme's is 125 %

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("path", KINDS)
def test_no_element_has_an_id_of_another(open_showcase: OpenPage, path: str) -> None:
    page = open_showcase(path)

    ids = page.eval_on_selector_all(".md-content [id]", "all => all.map(one => one.id)")

    assert sorted(ids) == sorted(set(ids))


def test_with_forced_colours_the_choice_is_seen(open_showcase: OpenPage) -> None:
    page = open_showcase("topics/socks/", forced_colors="active")

    colour = "one => getComputedStyle(one).backgroundColor"
    sorts = page.get_by_role("group", name="Sort by")
    chosen = sorts.get_by_role("button", name="Newest").evaluate(colour)
    other = sorts.get_by_role("button", name="Title").evaluate(colour)

    assert chosen != other


def test_with_forced_colours_the_format_chosen_for_a_citation_is_seen(
    open_showcase: OpenPage,
) -> None:
    page = open_showcase(PAPER, forced_colors="active")
    border = "one => getComputedStyle(one).borderBottomColor"

    chosen = page.locator(".bs-cite__box label", has_text="BibTeX").evaluate(border)
    other = page.locator(".bs-cite__box label", has_text="APA").evaluate(border)

    assert chosen != other


def test_with_forced_colours_what_is_chosen_can_be_read(open_showcase: OpenPage) -> None:
    page = open_showcase("topics/socks/", forced_colors="active")
    text, system = "one => getComputedStyle(one).color", "HighlightText"

    found = page.locator(".bs-filter [aria-current]").evaluate(text)

    page.evaluate(f"document.body.style = 'forced-color-adjust: none; color: {system}'")
    assert found == page.locator("body").evaluate(text)


def test_who_wants_less_motion_gets_none(open_showcase: OpenPage) -> None:
    page = open_showcase(PAPER, reduced_motion="reduce")

    moving = page.evaluate(
        "[...document.querySelectorAll('.bs *')].filter("
        "one => parseFloat(getComputedStyle(one).transitionDuration) > 0).length"
    )

    assert moving == 0


def test_the_tab_key_goes_through_a_paper_as_it_is_read(open_showcase: OpenPage) -> None:
    page = open_showcase(PAPER)
    page.locator("#title").evaluate("one => { one.tabIndex = -1; one.focus(); }")

    names = []
    for _ in range(7):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.innerText.trim()"))

    assert names == [
        "Ada Identity", "Otto Larch", "Quill Alder", "SOCK 2025", "PDF", "arXiv", "Code ★ 1,204",
    ]  # fmt: skip


# On paper


def test_a_printed_paper_has_its_text_and_one_reference(open_showcase: OpenPage) -> None:
    page = open_showcase(PAPER)
    page.emulate_media(media="print")

    for text in ("Pairing Socks by Moonlight", "In short", "Abstract", "Best Paper"):
        expect(page.locator(".bs").get_by_text(text, exact=True).first).to_be_visible()
    assert page.locator(".bs-cite__panel:visible").count() == 1
    expect(page.locator(".bs-cite__panel:visible")).to_contain_text("Identity, A.")


def test_a_printed_paper_has_nothing_to_press(open_showcase: OpenPage) -> None:
    page = open_showcase(PAPER)
    page.emulate_media(media="print")

    assert page.locator(".bs button:visible, .bs-actions:visible, .md-header:visible").count() == 0


def test_a_printed_crowd_is_all_there(open_showcase: OpenPage) -> None:
    page = open_showcase(f"papers/{CROWD}/")
    page.emulate_media(media="print")

    box = page.get_by_role("link", name="Quill Brook-Gro").bounding_box()

    assert box is not None
    assert box["height"] > 0


def test_an_edition_is_printed_in_two_columns(open_showcase: OpenPage) -> None:
    page = open_showcase(EDITION)
    page.emulate_media(media="print")

    lefts = page.eval_on_selector_all(
        ".bs-list .bs-card__title", "all => all.map(one => one.getBoundingClientRect().left)"
    )

    assert len({round(left) for left in lefts}) == 2


# Without script


def test_without_script_one_goes_from_the_front_to_any_paper(open_showcase: OpenPage) -> None:
    page = open_showcase("", script=False)

    page.locator(".bs-index").get_by_role("link", name="Clothing").click()
    page.get_by_role("list", name="Within it").get_by_role("link", name="Gloves").click()
    page.get_by_role("link", name="Why Gloves Come in Threes", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Why Gloves Come in Threes")
    page.get_by_role("link", name="Friday, 13 March 2026").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Friday, 13 March 2026")
    page.get_by_role("link", name="Thursday, 12 March 2026").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thursday, 12 March 2026")


def test_without_script_a_long_list_is_turned_page_by_page(open_page: OpenPage) -> None:
    page = open_page("editions/2025-09/", script=False)

    assert page.locator(".bs-card").count() == 21


def test_without_script_every_citation_is_there(open_showcase: OpenPage) -> None:
    page = open_showcase(PAPER, script=False)

    for name in ("BibTeX", "APA", "IEEE", "ACM", "Chicago", "RIS", "CSL-JSON"):
        page.locator(".bs-cite__box label", has_text=name).click()
        expect(page.locator(".bs-cite__panel:visible")).to_contain_text("Moonlight")
