"""Where generated pages hang in the navigation: each below its landing page."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from broadsheet.pages.page_types import GeneratedPage
from broadsheet.pages.urls import source_uri

# As readers want them where nobody chose an order; the alphabet is MkDocs' own.
_ORDER = (
    "", "editions/", "papers/", "search/", "topics/", "authors/", "venues/", "years/", "stats/",
    "collections/", "shelf/",
)  # fmt: skip
_LAST = ("subscribe/", "changes/", "contributors/")


def hang(nav: Navigation, files: Files, *, is_chosen: bool) -> Callable[[str], Page | None]:
    """Hang the pages into a navigation; return what knows the landing page of a key.

    `is_chosen` tells whether the site's authors wrote the navigation themselves.
    """
    nav.items = [_without_folder(item) for item in nav.items]
    if not is_chosen:
        nav.items.sort(key=_place)

    @cache
    def landing(key: str) -> Page | None:
        found = files.get_file_from_path(source_uri(key))
        return found.page if found else None

    for file in files:
        page = file.page
        if isinstance(page, GeneratedPage) and not page.leaf.is_landing:
            page.parent = landing(page.leaf.landing)  # type: ignore[assignment]  # as the blog plugin does
    return landing


def _place(item: StructureItem) -> int:
    """Return where an item stands; hand-written pages come after the lists."""
    key = item.leaf.key if isinstance(item, GeneratedPage) else None
    if isinstance(item, Page) and item.is_homepage:
        key = ""
    if key in _ORDER:
        return _ORDER.index(key)
    return len(_ORDER) + (1 + _LAST.index(key) if key in _LAST else 0)


def _without_folder(item: StructureItem) -> StructureItem:
    """Return a landing page that is all there is in its folder: the folder has no name of ours."""
    if isinstance(item, Section) and len(item.children) == 1:
        page = item.children[0]
        if isinstance(page, GeneratedPage):
            page.parent = None
            return page
    return item
