"""Addresses and ids as feeds need them: absolute, and the same for ever."""

from __future__ import annotations

import uuid

from msgspec import Struct

from broadsheet.pages.urls import Urls


class Publication(Struct, frozen=True, kw_only=True):
    """The site whose news the feeds bring."""

    name: str
    url: str
    """The site's address with a slash at its end; empty where it is not known."""
    urls: Urls
    description: str = ""
    language: str = "en"
    icon: str = ""
    """The path of the site's icon."""
    ids: str = ""
    """What ids begin with, if that is another address than the site's: one that it moved from."""

    def title(self, label: str) -> str:
        """Return what something of the site is called among other sites' things."""
        return f"{self.name}: {label}" if label else self.name

    def base(self, path: str) -> str:
        """Return what addresses in the file at `path` begin with.

        Without the site's address that is the way up to its root, which no reader that moves the
        feed can follow.
        """
        return self.url or "../" * path.count("/")

    def page(self, key: str, base: str) -> str:
        """Return the address of a page by its key."""
        return f"{base}{self.urls.path(key)}"

    def id(self, place: str) -> str:
        """Return the permanent IRI of a page (`papers/x/`) or feed (`feeds/all`); RFC 4287, 4.2.6.

        It is made like an address, yet it stays when the layout of addresses changes, and where
        `ids` names the first address, when the site moves.
        """
        if start := self.ids or self.url:
            return f"{start}{place}"
        return uuid.uuid5(uuid.NAMESPACE_URL, f"broadsheet:{self.name}/{place}").urn
