"""Addresses: where a generated page stands, as MkDocs would say it, without a page of MkDocs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from urllib.parse import quote

from msgspec import Struct

from broadsheet.pages.leaf import Leaf
from broadsheet.pages.urls import Urls


class Address(Struct, frozen=True):
    """Where a page stands."""

    file: str
    """Its file below the site's folder."""
    url: str
    """Its URL from the root of the site; empty for the front."""
    canonical: str = ""
    """Its whole URL; empty where the site has none."""
    edit: str = ""
    """Where a forge edits what it is made of; empty where there is no such place."""


class Addresses:
    """Knows the address of every page below the front."""

    def __init__(self, urls: Urls, site: str, edit: Callable[[str], str]) -> None:
        """Take the site's URL or nothing, and what knows a file's place in a forge."""
        self._urls = urls
        self._site = site if not site or site.endswith("/") else f"{site}/"
        self._edit = cache(edit)

    def of(self, leaf: Leaf) -> Address:
        """Return the address of a page."""
        path = self._urls.path(leaf.key)
        url = quote(path)
        return Address(
            file=f"{path}index.html" if path.endswith("/") else path,
            url=url,
            canonical=f"{self._site}{url}" if self._site else "",
            edit=self._edit(leaf.origin.path) if leaf.origin else "",
        )
