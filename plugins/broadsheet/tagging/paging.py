"""Paging: a long list as pages of one length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

Item = TypeVar("Item")


class Slice(Struct, Generic[Item], frozen=True):
    """One page of a list; numbers count from 1."""

    number: int
    total: int
    items: tuple[Item, ...]
    start: int
    """The place of its first item in the whole list, from 1."""


def slices(items: Sequence[Item], size: int) -> Iterator[Slice[Item]]:
    """Cut a list into pages of `size`; an empty list is one empty page."""
    total = max(1, -(-len(items) // size))
    for number in range(1, total + 1):
        start = (number - 1) * size
        yield Slice(number, total, tuple(items[start : start + size]), start + 1)
