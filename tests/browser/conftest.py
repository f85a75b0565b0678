"""A real Chromium on the site of this checkout, served over loopback."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from showcase import write_showcase
from sites import CHECKOUT, Site, build_site, plugins

_ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    # A container's root has no other sandbox; the pages are our own.
    "--no-sandbox",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.fail("no Chromium: run .ci/chromium, or install Debian's package `chromium`")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(_ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The checkout's own collection, as it is without anything fetched."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROADSHEET_FETCH", "never")
        return build_site(CHECKOUT / "mkdocs.yml", site_dir=str(tmp_path_factory.mktemp("site")))


@pytest.fixture(scope="session")
def showcase(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A fabricated collection with some of everything, and discussions."""
    comments = {"repo": "us/socks", "repo_id": "R_1", "category": "Papers", "category_id": "C_1"}
    palette = [
        {"media": f"(prefers-color-scheme: {media})", "scheme": scheme, "primary": primary}
        for media, scheme, primary in (("light", "default", "white"), ("dark", "slate", "black"))
    ]
    config = write_showcase(
        tmp_path_factory.mktemp("showcase"),
        site_url="",  # the tests share what is at their own address
        repo_url="https://github.com/us/socks",
        theme={"name": "material", "font": False, "palette": palette},
        plugins=["search", *plugins(pages={"comments": comments})],
    )
    return build_site(config)


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    yield from _serve(site)


@pytest.fixture(scope="session")
def showcase_address(showcase: Site) -> Iterator[str]:
    yield from _serve(showcase)


def _serve(site: Site) -> Iterator[str]:
    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Handler, directory=str(site.folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Open a page by its path, in a window of any width and scheme.

    At the end the test fails if any page asked another host for something or wrote an error.
    """
    yield from _opener(browser, address)


@pytest.fixture
def open_showcase(browser: Browser, showcase_address: str) -> Iterator[OpenPage]:
    """Open a page of the showcase, as `open_page` does; `more` is said to the browser."""
    yield from _opener(browser, showcase_address)


def _opener(browser: Browser, address: str) -> Iterator[OpenPage]:
    contexts: list[BrowserContext] = []
    strangers: list[str] = []
    errors: list[str] = []

    def open_(
        path: str,
        *,
        width: int = 1440,
        scheme: str = "light",
        script: bool = True,
        **more: Any,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "request",
            lambda one: None if one.url.startswith(_own(address)) else strangers.append(one.url),
        )
        page.on("console", lambda one: errors.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda one: errors.append(str(one)))
        page.goto(address + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert strangers == [], "a page asked another host"
    assert errors == [], "a page wrote an error"


def _own(address: str) -> tuple[str, ...]:
    return (address, "data:", "blob:")
