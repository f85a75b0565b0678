"""Statistics and the map as readers use them: with and without script, by pointer and by keys."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]

STATS = "stats/"
MAP = "stats/map/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_bars_have_the_colour_of_the_scheme(open_page: OpenPage, scheme: str) -> None:
    page = open_page(STATS, scheme=scheme)

    bar = page.locator(".bs-chart--columns path[fill='var(--bs-accent)']").first
    colour = bar.evaluate("bar => getComputedStyle(bar).fill")

    assert colour == {"light": "rgb(163, 22, 28)", "dark": "rgb(255, 143, 135)"}[scheme]


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", [STATS, MAP])
def test_nothing_is_wider_than_the_window(open_page: OpenPage, path: str, width: int) -> None:
    page = open_page(path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_chart_is_a_picture_with_a_name(open_page: OpenPage) -> None:
    page = open_page(STATS)
    expect(page.get_by_role("img", name="Papers over time")).to_be_visible()


def test_without_script_the_numbers_can_be_read(open_page: OpenPage) -> None:
    page = open_page(STATS, script=False)

    page.get_by_text("Papers over time as a table").click()

    expect(page.locator("#over-time table")).to_be_visible()


def test_without_script_a_mark_leads_to_its_paper(open_page: OpenPage) -> None:
    page = open_page(MAP, script=False)
    mark = page.locator("#map a").first
    title = mark.locator("title").text_content()

    mark.click()

    expect(page).to_have_url(re.compile("/papers/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title or "")


def test_the_map_is_one_stop_of_the_tab_key(open_page: OpenPage) -> None:
    page = open_page(MAP)
    assert page.locator("#map a[tabindex='0']").count() == 1
    assert page.locator("#map a[tabindex='-1']").count() == page.locator("#map a").count() - 1


def place(page: Page) -> tuple[int, int]:
    x, y = page.evaluate(
        "['x', 'y'].map(name => document.activeElement.querySelector('use').getAttribute(name))"
    )
    return int(x), int(y)


def test_arrow_keys_lead_to_the_nearest_mark_that_way(open_page: OpenPage) -> None:
    page = open_page(MAP)
    page.locator("#map a[tabindex='0']").focus()
    x, y = place(page)

    page.keyboard.press("ArrowRight")

    u, v = place(page)
    assert u - x > 0
    assert abs(v - y) <= u - x


def test_an_arrow_key_at_the_edge_stays(open_page: OpenPage) -> None:
    page = open_page(MAP)
    page.locator("#map a[tabindex='0']").focus()
    before = place(page)

    page.keyboard.press("ArrowLeft")

    assert place(page) == before


def test_the_mark_in_focus_is_named_above_the_map(open_page: OpenPage) -> None:
    page = open_page(MAP)
    mark = page.locator("#map a[tabindex='0']")

    mark.focus()

    expect(page.locator("#map-keys")).to_have_text(mark.locator("title").text_content() or "")


def test_a_topic_pointed_at_in_the_legend_stands_out_on_the_map(open_page: OpenPage) -> None:
    page = open_page(MAP)
    shown = "all => [...new Set(all.map(one => getComputedStyle(one).opacity))]"

    page.locator(".bs-legend li").nth(1).hover()

    own, others = "#map use[href='#bs-mark-1']", "#map use:not([href='#bs-mark-1'])"
    assert page.eval_on_selector_all(own, shown) == ["1"]
    assert page.eval_on_selector_all(others, shown) == ["0.12"]


def test_marks_of_the_legend_keep_their_size_on_a_small_window(open_page: OpenPage) -> None:
    page = open_page(MAP, width=390)
    size = "one => one.getBoundingClientRect().width"

    legend = page.locator(".bs-legend use[href='#bs-mark-1']")

    assert legend.evaluate(size) == 10
    assert page.locator("#map use[href='#bs-mark-1']").first.evaluate(size) > 5


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_a_chart_fills_its_column_with_letters_of_a_readable_size(
    open_page: OpenPage, width: int
) -> None:
    page = open_page(STATS, width=width)
    figure, chart = page.locator(".bs-figure").first, page.locator(".bs-chart").first

    ratio = chart.evaluate(
        "one => one.getBoundingClientRect().width / one.closest('figure').clientWidth"
    )
    scale = chart.evaluate("one => one.getBoundingClientRect().width / one.viewBox.baseVal.width")
    letters = chart.locator("text").first.evaluate(
        "one => parseFloat(getComputedStyle(one).fontSize)"
    )

    expect(figure).to_be_visible()
    assert ratio == pytest.approx(1, abs=0.01)
    assert 10 <= letters * scale <= 16


def test_enter_opens_the_paper_in_focus(open_page: OpenPage) -> None:
    page = open_page(MAP)
    page.locator("#map a[tabindex='0']").focus()

    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/papers/"))


def test_no_other_page_loads_the_maps_script(open_page: OpenPage) -> None:
    assert open_page(MAP).locator("script[src$='map.js']").count() == 1
    assert open_page(STATS).locator("script[src$='map.js']").count() == 0


def test_a_paper_leads_to_its_related_papers(open_page: OpenPage) -> None:
    page = open_page("papers/2412.19513/")

    page.locator(".bs-related a").first.click()

    expect(page).to_have_url(re.compile("/papers/"))
    expect(page.locator(".bs-related")).to_contain_text("Confidence v.s. Critique")
