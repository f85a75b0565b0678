"""Where the shelf is kept: tabs in step, storage that is damaged, newer or refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.shelves import OTHER, PAPER, key_of, papers_url, said, shelf_file, star, store, stored

OpenPage = Callable[..., Page]


def test_two_tabs_stay_in_step(open_page: OpenPage) -> None:
    first = open_page(papers_url(PAPER))
    second = first.context.new_page()
    second.goto(first.url)

    star(first).click()

    expect(star(second)).to_have_attribute("aria-pressed", "true")


def test_two_tabs_do_not_undo_each_others_changes(open_page: OpenPage) -> None:
    first = open_page(papers_url(PAPER))
    second = first.context.new_page()
    second.goto(first.url.replace(PAPER, OTHER))

    star(first).click()
    star(second).click()

    assert sorted(stored(first)) == [OTHER, PAPER]


def test_a_shelf_that_cannot_be_read_is_put_aside_once(open_page: OpenPage) -> None:
    page = open_page(papers_url(PAPER))
    store(page, '{"kind": "broadsheet-sh')
    page.reload()

    expect(said(page)).to_contain_text("could not be read")
    star(page).click()
    page.reload()

    expect(star(page)).to_have_attribute("aria-pressed", "true")
    expect(said(page)).to_have_count(0)
    aside = page.evaluate("key => localStorage.getItem(key)", key_of(page) + ".broken")
    assert aside == '{"kind": "broadsheet-sh'


def test_a_shelf_of_a_newer_version_is_left_as_it_is(open_page: OpenPage) -> None:
    page = open_page(papers_url(PAPER))
    newer = shelf_file({}, version=2, boards=[])
    store(page, newer)
    page.reload()

    star(page).click()

    expect(star(page)).to_have_attribute("aria-pressed", "true")
    expect(said(page)).to_contain_text("newer version")
    assert page.evaluate("key => localStorage.getItem(key)", key_of(page)) == newer


@pytest.mark.parametrize(
    ("method", "words", "pressed"),
    [("getItem", "lets this site keep nothing", "true"), ("setItem", "not kept", "false")],
    ids=["closed", "full"],
)
def test_storage_that_refuses_is_said_and_breaks_nothing(
    open_page: OpenPage, method: str, words: str, pressed: str
) -> None:
    page = open_page("")
    page.add_init_script(
        f"""{{
          const real = Storage.prototype.{method};
          Storage.prototype.{method} = function (key, value) {{
            if (key.includes("broadsheet-")) throw new DOMException("no", "QuotaExceededError");
            return real.call(this, key, value);
          }};
        }}"""
    )
    page.goto(page.url + papers_url(PAPER))

    star(page).click()

    expect(said(page)).to_contain_text(words)
    expect(star(page)).to_have_attribute("aria-pressed", pressed)
