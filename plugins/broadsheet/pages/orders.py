"""Orders: what a reader may sort a list by, and where each paper stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from broadsheet.records.models import Paper

ORDERS = ("newest", "title", "cited", "voted", "featured")
"""By name as search knows them, but for `title`; what the page itself can do without."""
_KINDS = {"cited": "citations", "voted": "upvotes"}

Places: TypeAlias = tuple[tuple[str, str], ...]
"""Where a paper stands, by the name of the order."""


def places(paper: Paper) -> Places:
    """Return what a paper is sorted by, by the name of the order; what is not known is left out."""
    counts = {count.kind: count.value for count in paper.counts}
    found = {
        "newest": paper.published.iso if paper.published else "",
        "featured": paper.featured.isoformat() if paper.featured else "",
        **{order: str(counts.get(kind, "")) for order, kind in _KINDS.items()},
    }
    return tuple((order, value) for order, value in found.items() if value)


def orders_of(papers: Iterable[Places], first: str) -> tuple[str, ...]:
    """Return the orders that make a difference to some papers, the one they are in first."""
    known = [dict(some) for some in papers]
    if len(known) < 2:
        return ()
    telling = {order for order in ORDERS if len({some.get(order) for some in known}) > 1}
    telling.add("title")
    rest = (order for order in ORDERS if order in telling and order != first)
    return (first, *rest)
