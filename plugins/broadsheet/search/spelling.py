"""Spelling shards: the words of the collection, for those that are typed wrong.

A word with one mistake has its first half right or its second half. So the words lie in two orders,
from their beginning and from their end, and a mistake costs a shard or two of each.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from broadsheet.search.postings import Postings
from broadsheet.search.shards import Shard
from broadsheet.search.streams import front_coded, letters

_SHORTEST = 4
_LEAST = 3
"""Documents that a word must have: what stands once may be a mistake itself."""
_PER_SHARD = 800


class Order(Struct, frozen=True):
    """The words in one order: `firsts` has the first of each shard."""

    firsts: list[str]
    shards: list[Shard]


class Spelling(Struct, frozen=True):
    """The words from their beginning and from their end."""

    forward: Order
    backward: Order


def spelling(found: Postings) -> Spelling:
    """Collect the words that others may be taken for."""
    counts = np.diff(found.text.starts) + np.diff(found.authors.starts)
    words = {
        found.terms[row]: int(counts[row])
        for row in np.flatnonzero(counts >= _LEAST).tolist()
        if len(found.terms[row]) >= _SHORTEST and found.terms[row].isalpha()
    }
    turned = {word[::-1]: count for word, count in words.items()}
    return Spelling(_order("forward", words), _order("backward", turned))


def _order(name: str, words: dict[str, int]) -> Order:
    ordered = sorted(words)
    parts = [ordered[at : at + _PER_SHARD] for at in range(0, len(ordered), _PER_SHARD)]
    shards = [Shard.of(name, _payload(part, words)) for part in parts]
    return Order([part[0] for part in parts], shards)


def _payload(part: Sequence[str], words: dict[str, int]) -> str:
    """Write the words, and to each the length of its count in bits."""
    return f"{front_coded(part)}\t{letters(words[word].bit_length() for word in part)}"
