"""The offline edition: unpacked from its zip into an awkward folder, opened with no network."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from broadsheet.offline.archive import write_archive
from broadsheet.offline.strangers import strangers
from sites import CHECKOUT, build_site

PAPER = "2405.21018"
FORMULA = r"""
id: sock-formula
title: Knitting in $\\mathbb{R}^{n}$
authors: [Ann Bee]
"""
OpenFile = Callable[[str], Page]


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout's collection and a formula, as a reader has them who unpacked the zip."""
    root = tmp_path_factory.mktemp("offline")
    project = root / "project"
    ignored = shutil.ignore_patterns("fetched")
    shutil.copytree(CHECKOUT / "content", project / "content", ignore=ignored)
    shutil.copytree(CHECKOUT / "site_config", project / "site_config")
    shutil.copy(CHECKOUT / "mkdocs.yml", project)
    (project / "content" / "papers" / "formula.yaml").write_text(FORMULA, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROADSHEET_FETCH", "never")
        site = build_site(project / "site_config" / "offline.yml")
    write_archive(site.folder, root / "the-sample.zip", "the-sample")
    home = root / "My Papers" / "ü #1 100%"
    with zipfile.ZipFile(root / "the-sample.zip") as archive:
        archive.extractall(home)
    return home / "the-sample"


@pytest.fixture
def open_file(browser: Browser, edition: Path) -> Iterator[OpenFile]:
    """Open a file of the edition; at the end no page may have asked for anything but files."""
    context = browser.new_context(offline=True)
    asked: list[str] = []
    errors: list[str] = []

    def open_(path: str) -> Page:
        page = context.new_page()
        page.on("request", lambda one: asked.append(one.url))
        page.on("console", lambda one: errors.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda one: errors.append(str(one)))
        file, mark, rest = path.partition("?")
        page.goto((edition / file).as_uri() + mark + rest)
        return page

    yield open_
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert errors == []


def test_no_page_would_load_anything_from_another_host(edition: Path) -> None:
    assert strangers(edition) == []


def test_the_box_searches(open_file: OpenFile) -> None:
    page = open_file("index.html")

    page.keyboard.press("/")
    page.keyboard.type("optimization-based jailbreaking", delay=20)
    page.locator(".md-search-result__item a").first.click()

    expect(page).to_have_url(re.compile(rf"/papers/{PAPER}\.html\?h="))
    expect(page.locator("#title")).to_contain_text("Improved Techniques")


def test_the_search_page_searches_filters_and_goes_back(open_file: OpenFile) -> None:
    page = open_file("search/index.html?q=reasoning&sort=newest")
    count = page.locator("#bs-search-count")
    expect(count).to_have_text(re.compile(r"\d+ results"))
    before = count.inner_text()

    page.get_by_role("checkbox", name="Training").check()
    expect(page).to_have_url(re.compile("topic=learning"))
    expect(count).not_to_have_text(before)
    page.go_back()

    expect(count).to_have_text(before)


def test_results_are_saved_as_a_file(open_file: OpenFile) -> None:
    page = open_file("search/index.html?topic=safety")

    with page.expect_download() as download:
        page.get_by_role("button", name="BibTeX", exact=True).click()

    text = download.value.path().read_text("utf-8")
    assert text.count("\n@") == text.count("@inproceedings{") + text.count("@misc{") - 1


def test_starred_papers_are_saved_as_references(open_file: OpenFile) -> None:
    page = open_file("search/index.html")
    page.locator(".bs-search__list .bs-mark--star").first.click()
    page = open_file("shelf/index.html")

    with page.expect_download() as download:
        page.get_by_role("button", name="IEEE", exact=True).click()

    assert download.value.path().read_text("utf-8").startswith("1. ")
    assert download.value.suggested_filename == "references-ieee.txt"


def test_the_shelf_is_kept_and_searched(open_file: OpenFile) -> None:
    page = open_file("search/index.html")
    page.locator(".bs-search__list .bs-mark--star").first.click()

    page.get_by_role("checkbox", name="Starred").check()

    expect(page.locator("#bs-search-count")).to_have_text("1 result")


def test_a_result_leads_to_its_paper_with_formulas(open_file: OpenFile) -> None:
    page = open_file("search/index.html?q=knitting")

    page.locator(".bs-search__list .bs-card__title a").first.click()

    expect(page).to_have_url(re.compile(r"/papers/sock-formula\.html$"))
    box = page.locator("#title math").bounding_box()
    assert box is not None
    assert box["width"] > 10


def test_the_map_leads_to_papers(open_file: OpenFile) -> None:
    page = open_file("stats/map.html")

    page.locator("#map a").first.focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/papers/[^/]+\.html$"))


def test_charts_are_drawn(open_file: OpenFile) -> None:
    page = open_file("stats/index.html")

    box = page.locator(".bs-chart").first.bounding_box()
    assert box is not None
    assert box["height"] > 50
