"""Site maps of what is too much for one: `sitemap-N.xml` beside `sitemap.xml`, all in `robots.txt`.

A site map names 50,000 pages at most (https://www.sitemaps.org/protocol.html). `sitemap.xml` stays
one of pages, never one of site maps: the theme reads it in the browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from markupsafe import escape

MOST = 50_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{}">\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def site_maps(pages: Iterable[tuple[str, str]], most: int = MOST) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each map of some pages, which are URLs with a day each."""
    rest = iter(pages)
    number = 0
    while some := list(islice(rest, most)):
        number += 1
        yield f"sitemap-{number}.xml", _site_map(some)


def robots(site: str, names: Sequence[str]) -> bytes:
    """Return a robots.txt that names the maps; `site` is a URL that ends in a slash."""
    lines = (f"Sitemap: {site}{name}\n" for name in ("sitemap.xml", *names))
    return f"User-agent: *\nAllow: /\n{''.join(lines)}".encode()


def _site_map(pages: Sequence[tuple[str, str]]) -> bytes:
    entries = (
        f"<url><loc>{escape(url)}</loc><lastmod>{day}</lastmod></url>\n" for url, day in pages
    )
    return f"{_HEAD.format(_NAMESPACE)}{''.join(entries)}</urlset>\n".encode()
