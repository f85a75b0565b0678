"""Open Graph: what a link to a paper's page shows where people share it.

https://ogp.me/
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from broadsheet.exports.publication import issued, subjects
from broadsheet.pages.markup import metas
from broadsheet.records.models import Paper
from broadsheet.records.tex import plain_text


def open_graph_tags(paper: Paper, *, site: str, description: str, url: str = "") -> Markup:
    """Return the `og:*` meta elements of a paper; `url` is its page's address, if known."""
    return metas("property", _values(paper, site, description, url))


def _values(paper: Paper, site: str, description: str, url: str) -> Iterator[tuple[str, str]]:
    yield "og:type", "article"
    yield "og:site_name", site
    yield "og:title", plain_text(paper.title)
    yield "og:description", description
    yield "og:url", url
    date = issued(paper)
    yield "article:published_time", date.iso if date else ""
    for word in subjects(paper):
        yield "article:tag", word
