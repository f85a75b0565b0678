"""The page of a paper: what can be done with it, and the talk about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from showcase import CROWD, FULL, HEBREW, JAPANESE, LONG

PAPER = f"papers/{FULL}/"
GISCUS = "https://giscus.app/"

OpenPage = Callable[..., Page]
Talk: TypeAlias = tuple[Page, list[str]]


def test_its_actions_lead_to_all_there_is(open_showcase: OpenPage) -> None:
    page = open_showcase(PAPER)

    actions = page.locator(".bs-actions a")

    assert actions.all_inner_texts() == [
        "PDF", "arXiv", "Code ★ 1,204", "Project", "Model", "Data", "Video", "Cite", "Share",
    ]  # fmt: skip
    expect(actions.nth(2)).to_have_attribute("title", "1,204 stars, as of 13 March 2026")


def test_its_record_can_be_fixed_or_a_mistake_reported(open_showcase: OpenPage) -> None:
    page = open_showcase(PAPER)

    fix = page.get_by_role("link", name="Fix this record").get_attribute("href") or ""
    report = page.get_by_role("link", name="Report a mistake").get_attribute("href") or ""

    assert fix.startswith("https://github.com/us/socks/edit/")
    assert fix.endswith("content/papers/showcase.yaml#L1")
    assert parse_qs(urlsplit(report).query) == {
        "template": ["fix-record.yml"],
        "title": ["Fix: Pairing Socks by Moonlight"],
        "paper": [FULL],
    }


def test_sharing_copies_the_address_where_the_device_has_no_way_of_its_own(
    open_showcase: OpenPage,
) -> None:
    page = open_showcase(PAPER, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.canShare = undefined")

    page.get_by_role("link", name="Share").click()

    expect(page.get_by_text("The link to this paper is copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert urlsplit(copied).path == f"/{PAPER}"


def test_sharing_goes_by_the_device_where_it_has_a_way(open_showcase: OpenPage) -> None:
    page = open_showcase(PAPER)
    page.evaluate(
        "() => { navigator.canShare = () => true;"
        " navigator.share = async (one) => { window.shared = one; } }"
    )

    page.get_by_role("link", name="Share").click()

    shared = page.evaluate("window.shared")
    assert shared["title"] == "Pairing Socks by Moonlight"
    assert urlsplit(shared["url"]).path == f"/{PAPER}"


def test_without_script_sharing_is_a_permanent_link(open_showcase: OpenPage) -> None:
    page = open_showcase(PAPER, script=False)

    link = page.get_by_role("link", name="Share")

    assert urlsplit(link.evaluate("one => one.href")).path == f"/{PAPER}"


def test_a_crowd_of_authors_is_folded_and_all_there(open_showcase: OpenPage) -> None:
    page = open_showcase(f"papers/{CROWD}/", script=False)

    assert page.locator(".bs-head .bs-byline a").count() == 125
    last = page.get_by_role("link", name="Quill Brook-Gro")
    expect(last).to_be_hidden()
    page.get_by_text("and 105 more").click()
    expect(last).to_be_visible()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("paper", [LONG, CROWD, HEBREW, JAPANESE, FULL])
def test_no_paper_runs_off_the_side(open_showcase: OpenPage, paper: str, width: int) -> None:
    page = open_showcase(f"papers/{paper}/", width=width)

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_hebrew_title_runs_to_the_left(open_showcase: OpenPage) -> None:
    page = open_showcase(f"papers/{HEBREW}/")

    title = page.get_by_role("heading", level=1)

    expect(title).to_have_attribute("dir", "rtl")
    expect(title).to_have_attribute("lang", "he")
    assert title.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert page.locator(".bs-abstract[dir=rtl][lang=he]").count() == 1


def test_a_japanese_title_says_so_for_its_letters(open_showcase: OpenPage) -> None:
    page = open_showcase(f"papers/{JAPANESE}/")

    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "ja")


# The talk about it


def test_no_comment_is_loaded_before_a_reader_asks(open_showcase: OpenPage) -> None:
    page = open_showcase(PAPER)  # which fails where another host is asked

    page.wait_for_load_state("networkidle")

    expect(page.get_by_role("heading", name="Discussion")).to_be_visible()
    expect(page.get_by_text("Nothing of theirs is loaded until you ask for it")).to_be_visible()
    assert page.locator("iframe, script[src^='https:']").count() == 0


@pytest.fixture
def talk(browser: Browser, showcase_address: str) -> Iterator[Callable[..., Talk]]:
    """Open a paper whose giscus answers from here; what was asked of it is told as well."""
    contexts: list[BrowserContext] = []

    def open_(scheme: str = "light", *, is_there: bool = True) -> Talk:
        context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
        contexts.append(context)
        page = context.new_page()
        asked: list[str] = []

        def answer(route: Route) -> None:
            asked.append(route.request.url)
            if not is_there:
                route.abort()
                return
            body = "window.told = { ...document.currentScript.dataset };"
            allowed = {"Access-Control-Allow-Origin": "*"}
            route.fulfill(content_type="text/javascript", headers=allowed, body=body)

        page.route(f"{GISCUS}**", answer)
        page.goto(showcase_address + PAPER)
        return page, asked

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_comments_are_loaded_on_demand_for_this_paper(
    talk: Callable[..., Talk], scheme: str
) -> None:
    page, asked = talk(scheme)
    assert asked == []

    page.get_by_role("button", name="Show the comments").click()
    page.wait_for_function("window.told")

    assert asked == [f"{GISCUS}client.js"]
    told = page.evaluate("window.told")
    assert told["term"] == FULL
    assert (told["repo"], told["repoId"], told["categoryId"]) == ("us/socks", "R_1", "C_1")
    assert (told["mapping"], told["strict"]) == ("specific", "1")
    assert (told["lang"], told["theme"]) == ("en", scheme)
    expect(page.get_by_role("button", name="Show the comments")).to_be_hidden()


def test_comments_that_do_not_come_are_owned_to(talk: Callable[..., Talk]) -> None:
    page, _ = talk(is_there=False)

    page.get_by_role("button", name="Show the comments").click()

    expect(page.get_by_text("The comments could not be loaded.")).to_be_visible()
    expect(page.get_by_role("button", name="Show the comments")).to_be_visible()


def test_without_script_the_talk_is_read_where_it_is_kept(open_showcase: OpenPage) -> None:
    page = open_showcase(PAPER, script=False)

    expect(page.get_by_role("button", name="Show the comments")).to_be_hidden()
    link = page.get_by_role("link", name="Read them on GitHub")
    expect(link).to_have_attribute(
        "href", f"https://github.com/us/socks/discussions?discussions_q={FULL}"
    )
