"""A reader cites: chooses a format, copies it, takes it along; with keys, and without a script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from showcase import CROWD
from sites import Site

PAPER = "papers/2412.19513/"
DOI = "https://doi.org/10.18653/v1/2025.acl-long.203"

OpenPage = Callable[..., Page]


@pytest.mark.parametrize("script", [True, False])
def test_a_reader_chooses_a_format(open_page: OpenPage, script: bool) -> None:
    page = open_page(PAPER, script=script)

    expect(page.get_by_text("@inproceedings{yang2024confidence")).to_be_visible()
    page.get_by_text("APA", exact=True).click()

    expect(page.get_by_text("@inproceedings{yang2024confidence")).to_be_hidden()
    expect(page.get_by_text("Yang, Z., Zhang, Y.")).to_be_visible()


def test_arrow_keys_choose_a_format(open_page: OpenPage) -> None:
    page = open_page(PAPER)

    page.get_by_role("radio", name="BibTeX").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")

    expect(page.get_by_role("radio", name="IEEE")).to_be_checked()
    expect(page.get_by_text("Z. Yang, Y. Zhang")).to_be_visible()


def test_the_chosen_citation_is_copied(open_page: OpenPage) -> None:
    page = open_page(PAPER)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    for label, start in (("BibTeX", "@inproceedings{"), ("Chicago", "Yang, Zhe")):
        page.get_by_text(label, exact=True).click()
        page.locator(".bs-cite").get_by_role("button", name="Copy").click()
        expect(page.locator(".bs-cite__said")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()").strip().startswith(start)


def test_data_is_taken_along_as_a_file(open_page: OpenPage) -> None:
    page = open_page(PAPER)

    page.get_by_text("RIS", exact=True).click()
    with page.expect_download() as download:
        page.locator(".bs-cite").get_by_role("button", name="Download").click()

    assert download.value.suggested_filename == "yang2024confidence.ris"
    assert Path(download.value.path()).read_text("utf-8").startswith("TY  - CONF\n")


def test_what_is_only_read_is_no_file(open_page: OpenPage) -> None:
    page = open_page(PAPER)

    page.get_by_text("APA", exact=True).click()

    expect(page.get_by_role("button", name="Download")).to_be_hidden()


def test_buttons_that_need_a_script_are_not_there_without_one(open_page: OpenPage) -> None:
    page = open_page(PAPER, script=False)

    expect(page.locator(".bs-cite").get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False])
def test_a_crowds_data_is_a_file(open_showcase: OpenPage, script: bool) -> None:
    page = open_showcase(f"papers/{CROWD}/", script=script)

    page.get_by_text("RIS", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="marshada2026great.ris").click()

    assert Path(download.value.path()).read_text("utf-8").count("AU  - ") == 125


def test_a_crowds_bibtex_is_copied_from_its_file(open_showcase: OpenPage) -> None:
    page = open_showcase(f"papers/{CROWD}/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.locator(".bs-cite").get_by_role("button", name="Copy").click()

    expect(page.locator(".bs-cite__said")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("@inproceedings{marshada")


def test_the_script_is_asked_for_on_paper_pages_alone(site: Site) -> None:
    assert "cite.js" in site.text(PAPER)
    assert "cite.js" not in site.text("index.html")


def test_the_collection_can_be_taken_along(site: Site) -> None:
    assert site.text("exports/papers.bib").count("\n@") + 1 == 21
    assert site.text("exports/papers.ris").count("TY  - ") == 21
    assert DOI in site.text("exports/papers.csl.json")
    assert 'href="../exports/papers.bib"' in site.text("about")
