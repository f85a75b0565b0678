"""How long a reader waits for results as a file: `python tests/bench/search/saving.py SITE`.

SITE is a built site of more than 1,000 papers. A thousand of them, from all over the collection,
stand on a shelf; then the search page is asked for all it finds, of which it gives 5,000 at most.
Each button is clicked in a page that has loaded nothing of the bibliography, in Chromium, and the
time is from the click until the page says that it is done; the median of three.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Browser, Locator, Page, expect

from bench.search.tools import chromium, served
from browser.shelves import entry, shelf_file, store

_STARRED = 1_000
_TIMES = 3
_WAYS = ".bs-tools__ways[role=group]"


def main() -> None:
    """Print a row a button: which papers, the button's label, milliseconds."""
    site = Path(sys.argv[1])
    lines = (site / "exports" / "papers.jsonl").read_text("utf-8").splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    starred = {one: entry(title=one) for one in ids[:: len(ids) // _STARRED][:_STARRED]}
    shelf = shelf_file(starred)
    with chromium() as browser, served(site) as address:
        for name, key in ((f"{len(starred):,} on the shelf", "shelf/"), ("all found", "search/")):
            for at, label in enumerate(_labels(browser, f"{address}{key}", shelf)):
                waits = [_wait(browser, f"{address}{key}", shelf, at) for _ in range(_TIMES)]
                print(f"{name:<20} {label:<28} {statistics.median(waits):>7.0f} ms", flush=True)


def _labels(browser: Browser, url: str, shelf: str) -> list[str]:
    page = _opened(browser, url, shelf)
    labels = [one.get_attribute("aria-label") or one.inner_text() for one in _buttons(page).all()]
    page.context.close()
    return labels


def _opened(browser: Browser, url: str, shelf: str) -> Page:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(url)
    store(page, shelf)
    page.reload()
    expect(_buttons(page).first).to_be_visible(timeout=120_000)
    return page


def _buttons(page: Page) -> Locator:
    return page.locator(f"{_WAYS} button")


def _wait(browser: Browser, url: str, shelf: str, at: int) -> float:
    page = _opened(browser, url, shelf)
    said = page.locator(f"{_WAYS} [role=status]")
    page.wait_for_timeout(500)  # until nothing of the page's own is under way
    start = time.perf_counter()
    _buttons(page).nth(at).click()
    expect(said).to_contain_text("papers", timeout=120_000)
    waited = (time.perf_counter() - start) * 1000
    page.context.close()
    return waited


if __name__ == "__main__":
    main()
