"""URLs: where each page stands in the site, and the way from one page to another."""

from __future__ import annotations

import posixpath

from msgspec import Struct


class Urls(Struct, frozen=True):
    """The two layouts MkDocs knows: `papers/x/` and `papers/x.html`.

    A page is named by its key: `papers/2405.21018`, `topics/` for a landing page, empty for
    the front.
    """

    is_directory: bool

    def path(self, key: str) -> str:
        """Return a page's path below the site's root, as links to it end; a query stays."""
        key, mark, query = key.partition("?")
        return f"{self._path(key)}{mark}{query}"

    def _path(self, key: str) -> str:
        if not key or key.endswith("/"):
            return key if self.is_directory else f"{key}index.html"
        return f"{key}/" if self.is_directory else f"{key}.html"


def source_uri(key: str) -> str:
    """Return the Markdown file that MkDocs takes a page to come from, and that links may name."""
    return f"{key}index.md" if not key or key.endswith("/") else f"{key}.md"


def up(here: str) -> str:
    """Return the way from a page, as `Urls.path` gives it, to the root of the site."""
    return "../" * here.count("/")


def relative(target: str, here: str) -> str:
    """Return the link from one path below the root to another, each as `Urls.path` gives it."""
    base = here if here.endswith("/") or not here else posixpath.dirname(here)
    path, mark, query = target.partition("?")
    found = posixpath.relpath(path or ".", base or ".")
    return f"{found}{'/' if path.endswith('/') or not path else ''}{mark}{query}"
