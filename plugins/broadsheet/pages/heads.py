"""Heads: what plugins of ours say to programs in the head of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup

from broadsheet.pages.address import Address
from broadsheet.pages.leaf import Leaf
from broadsheet.pages.markup import lines

Head = Callable[[Leaf, Address], Markup]
"""Returns tags for a page, or nothing."""


def whole_head(heads: Iterable[Head], leaf: Leaf, address: Address) -> Markup:
    """Return what all have to say about a page, a tag a line."""
    return lines(head(leaf, address) for head in heads)
