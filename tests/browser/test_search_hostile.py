"""Results of a collection that means harm, and of one that is large: text stays text."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from sites import build_site, write_config

HOSTILE = """</script><img src=x onerror=document.title='hurt'> "q" `b` ${x} \\ & <b>bold</b>"""
PAPERS = 330


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of a hostile paper among many, served over loopback."""
    root = tmp_path_factory.mktemp("hostile")
    config = write_config(root)
    (root / "docs" / "index.md").write_text("# Socks\n", "utf-8")
    hostile = {"id": "hostile", "title": HOSTILE, "authors": ["<b>Ann</b> Bee"], "summary": HOSTILE}
    papers = root / "content" / "papers"
    (papers / "hostile.yaml").write_text(yaml.safe_dump({**hostile, "venue": HOSTILE}), "utf-8")
    many = [
        {"id": f"sock{number:03d}", "title": f"Sock number {number}", "published": "2024-01-01"}
        for number in range(PAPERS)
    ]
    (papers / "many.yaml").write_text(yaml.safe_dump(many), "utf-8")
    site = build_site(config)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Handler, directory=str(site.folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda one: errors.append(str(one)))
    page.goto(address)
    yield page
    context.close()
    assert errors == []


def cards(page: Page) -> int:
    return page.locator(".bs-search__list .bs-card").count()


def test_the_page_shows_markup_of_a_paper_as_text(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=onerror")

    card = page.locator(".bs-search__list .bs-card").first
    expect(card.locator(".bs-card__title")).to_contain_text(re.compile("</script><img"))
    expect(card.locator("img, script, b")).to_have_count(0)
    expect(page).not_to_have_title("hurt")


def test_the_box_shows_markup_of_a_paper_as_text(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("onerror bold", delay=20)

    item = page.locator(".md-search-result__item").first
    expect(item.locator("h1")).to_contain_text("</script><img src=x")
    expect(item.locator("img, script, b")).to_have_count(0)
    expect(page).not_to_have_title("hurt")


def test_an_address_with_markup_is_text_too(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=<img+src=x+onerror=document.title='hurt'>&topic=<b>&author=x<y")

    expect(page.locator("#bs-search-count")).not_to_be_empty()
    expect(page.locator("#bs-search img")).to_have_count(0)


def test_more_results_come_while_one_scrolls_and_then_by_a_button(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=sock")
    expect(page.locator(".bs-search__list .bs-card").nth(39)).to_be_attached()

    for _ in range(30):
        page.mouse.wheel(0, 20_000)
        page.wait_for_timeout(30)
    reached = cards(page)
    more = page.get_by_role("button", name=re.compile(r"^Show \d+ more"))
    more.click()

    assert 200 <= reached < PAPERS
    expect(page.locator(".bs-search__list .bs-card").nth(reached)).to_be_attached()
    title = page.locator(".bs-search__list .bs-card").nth(reached).locator("a").first
    expect(title).to_be_focused()


def test_an_address_opens_as_many_results_as_were_shown(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=sock&page=3")

    expect(page.locator(".bs-search__list .bs-card").nth(119)).to_be_attached()


def test_going_back_leads_to_where_one_was(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=sock&page=3")
    link = page.locator(".bs-search__list .bs-card__title a").nth(100)
    link.scroll_into_view_if_needed()
    page.wait_for_function("history.state?.at > 0")
    link.click()
    expect(page).to_have_url(re.compile("/papers/"))

    page.go_back()

    expect(page.locator(".bs-search__list .bs-card__title a").nth(100)).to_be_in_viewport()
