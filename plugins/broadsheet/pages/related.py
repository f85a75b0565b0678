"""Related papers as the page of a paper shows them."""

from __future__ import annotations

from collections.abc import Callable

from broadsheet.pages.inner import Inner
from broadsheet.pages.paper_view import RelatedView
from broadsheet.tagging.landscape import Landscape


def related_views(
    landscape: Landscape, paper_id: str, link: Callable[[str], Inner]
) -> tuple[RelatedView, ...]:
    """Return the papers near one; `link` makes the link to a paper of an id."""
    found = landscape.related.get(paper_id, ())
    return tuple(RelatedView(link(one.paper), one.terms) for one in found)
