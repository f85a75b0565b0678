"""What a reader loads: bytes of pages, of a first visit, and that nothing moves meanwhile."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from showcase import CROWD, FULL, JAPANESE, LONG
from sites import Site, build_site, write_config

_LANDING = (
    "", "authors/", "collections/", "editions/", "papers/", "search/", "shelf/", "stats/",
    "subscribe/", "topics/", "venues/", "years/",
)  # fmt: skip
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def shell(showcase: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page of the theme alone with the same settings and navigation, hand-written and empty."""
    settings = yaml.safe_load((showcase.folder.parent / "mkdocs.yml").read_text("utf-8"))
    own = {"plugins": ["search"], "nav": [f"{name}index.md" for name in _LANDING]}
    config = write_config(tmp_path_factory.mktemp("shell"), **settings | own)
    for path in (*own["nav"], "papers/none.md"):
        file = config.parent / "docs" / path
        file.parent.mkdir(exist_ok=True)
        file.write_text("---\nhide: [navigation, toc]\n---\n# Title", "utf-8")
    return build_site(config).text("papers/none/")


def sizes(html: str) -> tuple[int, int]:
    data = html.encode()
    return len(data), len(gzip.compress(data, 6, mtime=0))


@pytest.mark.parametrize("paper", [FULL, JAPANESE, "2603.00002", CROWD, LONG])
def test_a_paper_adds_little_to_the_themes_page(showcase: Site, shell: str, paper: str) -> None:
    whole, packed = sizes(showcase.text(f"papers/{paper}/"))
    theme, theme_packed = sizes(shell)

    assert whole - theme <= 20_000
    assert packed - theme_packed <= 5_000


@pytest.mark.parametrize("path", ["", f"papers/{FULL}/", "topics/socks/", "stats/"])
def test_a_first_visit_is_light(open_showcase: OpenPage, path: str, showcase: Site) -> None:
    page = open_showcase(path)
    page.wait_for_load_state("networkidle")

    loaded = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    paths = {re.sub(r"^https?://[^/]+/|[?#].*", "", one) for one in [page.url, *loaded]}
    weight = sum(map(packed_size, (showcase.folder / one for one in paths)))

    assert weight <= 150_000


def packed_size(path: Path) -> int:
    path = path / "index.html" if path.is_dir() else path
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", ["", f"papers/{FULL}/", "topics/socks/", "collections/", "stats/"])
def test_nothing_moves_while_a_page_loads(open_showcase: OpenPage, path: str, width: int) -> None:
    page = open_showcase(path, width=width)
    page.wait_for_load_state("networkidle")

    shift = page.evaluate(
        "new Promise(tell => new PerformanceObserver(list => tell("
        "list.getEntries().reduce((sum, one) => sum + one.value, 0)"
        ")).observe({ type: 'layout-shift', buffered: true }) || setTimeout(() => tell(0), 300))"
    )

    assert shift < 0.02


@pytest.mark.parametrize("path", ["", f"papers/{FULL}/", "stats/", "stats/map/"])
def test_every_picture_has_its_size(open_showcase: OpenPage, path: str) -> None:
    page = open_showcase(path)

    unsized = page.eval_on_selector_all(
        ".bs img, .bs svg:not(.bs-mark svg)",
        "all => all.filter(one => !one.getAttribute('width') || !one.getAttribute('height'))"
        ".map(one => one.outerHTML.slice(0, 80))",
    )

    assert unsized == []
