"""The shelf as a file: taken along, taken in, and hostile ones."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.shelves import (
    EVIL,
    OTHER,
    PAPER,
    entry,
    give,
    papers_url,
    said,
    shelf_file,
    star,
    store,
    stored,
)

OpenPage = Callable[..., Page]


def test_an_exported_file_brings_the_shelf_to_another_browser(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(papers_url(PAPER))
    star(page).click()
    page.get_by_role("button", name="Note").click()
    page.keyboard.type("Grüße an Wilma")
    page.goto(page.url.replace(papers_url(PAPER), "shelf/"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as a file").click()
    download.value.save_as(tmp_path / "shelf.json")

    other = open_page("shelf/")
    other.locator("input[type=file]").set_input_files(tmp_path / "shelf.json")

    expect(said(other)).to_contain_text("brought up to date: 1.")
    assert stored(other) == stored(page)
    assert re.fullmatch(r"shelf-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
    assert json.loads((tmp_path / "shelf.json").read_text("utf-8"))["version"] == 1


def test_of_two_entries_for_a_paper_the_later_one_stays(open_page: OpenPage) -> None:
    page = open_page("shelf/")
    mine = {PAPER: entry(note="mine, later"), OTHER: entry(note="mine, earlier")}
    store(page, shelf_file(mine))
    page.reload()

    early, late = "2025-01-01T00:00:00.000Z", "2025-12-01T00:00:00.000Z"
    theirs = {PAPER: entry(note="old", at=early), OTHER: entry(note="new", at=late)}
    give(page, shelf_file(theirs))

    expect(said(page)).to_contain_text("brought up to date: 1.")
    assert stored(page)[PAPER]["note"] == "mine, later"
    assert stored(page)[OTHER]["note"] == "new"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not a shelf",
        "null",
        "[]",
        '{"kind": "broadsheet-shelf", "version": 1}',
        shelf_file([]),
        shelf_file({PAPER: entry()}, kind="bookshelf"),
        shelf_file({PAPER: entry()}, version="1"),
        shelf_file({"../../evil": entry()}),
        shelf_file({"javascript:alert(1)": entry()}),
        shelf_file({EVIL: entry()}),
        '{"kind": "broadsheet-shelf", "version": 1, "papers": {"__proto__": {"star": true}}}',
        shelf_file({PAPER: entry(star="yes")}),
        shelf_file({PAPER: entry(title=[EVIL])}),
        shelf_file({PAPER: None}),
        "[" * 50_000,
    ],
)
def test_a_hostile_file_is_refused_and_changes_nothing(open_page: OpenPage, text: str) -> None:
    page = open_page("shelf/")
    store(page, shelf_file({OTHER: entry()}))
    page.reload()

    give(page, text)

    expect(said(page)).to_have_text("This file is not a shelf, so nothing was changed.")
    assert list(stored(page)) == [OTHER]
    assert page.evaluate("[{}.star, window.broken_in]") == [None, None]


def test_a_file_of_a_newer_version_is_refused(open_page: OpenPage) -> None:
    page = open_page("shelf/")

    give(page, shelf_file({}, version=2))

    expect(said(page)).to_contain_text("newer version of this site")


def test_markup_in_a_file_is_text(open_page: OpenPage) -> None:
    page = open_page("shelf/")

    give(page, shelf_file({PAPER: entry(title=EVIL, note=f"</textarea>{EVIL}")}))

    expect(page.get_by_role("link", name=EVIL)).to_be_visible()
    expect(page.locator(".bs-shelf-page img")).to_have_count(0)
    assert page.evaluate("window.broken_in") is None


def test_an_entry_from_the_future_does_not_win_for_ever(open_page: OpenPage) -> None:
    page = open_page("shelf/")

    give(page, shelf_file({PAPER: entry(at="2999-01-01T00:00:00.000Z")}))

    expect(page.get_by_role("link", name="A Sock Survey")).to_be_visible()
    assert stored(page)[PAPER]["at"] < "2999"


def test_starred_papers_are_saved_as_bibtex_and_as_references(open_page: OpenPage) -> None:
    page = open_page("shelf/")
    gone, read = entry(title="Gone"), entry(star=False, read=True)
    store(page, shelf_file({PAPER: entry(), "2101.00001": gone, OTHER: read}))
    page.reload()

    for label, start in (("BibTeX", "@inproceedings{yang2024confidence"), ("APA", "Yang, Z., ")):
        with page.expect_download() as download:
            page.get_by_role("button", name=label, exact=True).click()
        text = download.value.path().read_text("utf-8")
        assert text.startswith(start)
        assert text.count("2025.acl-long.203") >= 1
        expect(page.get_by_text("Saved: 1 paper. Left out: 1,")).to_be_visible()


def test_starred_papers_are_copied_as_references(open_page: OpenPage) -> None:
    page = open_page("shelf/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    store(page, shelf_file({PAPER: entry()}))
    page.reload()

    for label, start in (("BibTeX", "@inproceedings{yang2024confidence"), ("APA", "Yang, Z., ")):
        page.get_by_role("button", name=f"Copy as {label}", exact=True).click()
        expect(page.get_by_text("Copied: 1 paper.")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()").startswith(start)


def test_where_copying_is_forbidden_it_is_said(open_page: OpenPage) -> None:
    page = open_page("shelf/")
    store(page, shelf_file({PAPER: entry()}))
    page.reload()
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: {} })")

    page.get_by_role("button", name="Copy as APA", exact=True).click()

    expect(page.get_by_text("Nothing was copied; save the file instead.")).to_be_visible()


def test_without_a_star_no_file_is_saved(open_page: OpenPage) -> None:
    page = open_page("shelf/")
    store(page, shelf_file({PAPER: entry(star=False, read=True)}))
    page.reload()

    page.get_by_role("button", name="BibTeX", exact=True).click()

    expect(page.get_by_text("Star a paper first: the file")).to_be_visible()
