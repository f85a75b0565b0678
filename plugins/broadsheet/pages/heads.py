"""Heads: what plugins of ours say to programs in the head of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup
from msgspec import Struct

from broadsheet.pages.address import Address
from broadsheet.pages.leaf import Leaf
from broadsheet.pages.markup import lines


class Head(Struct, frozen=True):
    """What one plugin says in the head of a page."""

    tags: Callable[[Leaf, Address], Markup]
    """Returns the tags for a page, or nothing."""
    made_of: Callable[[Leaf], object]
    """Returns what the tags are made of, beyond what the page is."""


def whole_head(heads: Iterable[Head], leaf: Leaf, address: Address) -> Markup:
    """Return what all have to say about a page, a tag a line."""
    return lines(head.tags(leaf, address) for head in heads)
