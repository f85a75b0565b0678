r"""Card shards: what a result shows of its document, a few documents a shard.

A line a document, its fields between tabs, the parts of a list between `\x1f`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from broadsheet.search.documents import HAS, Document
from broadsheet.search.shards import Shard, group
from broadsheet.search.streams import letters

PER_SHARD = 16
"""Few, for the results of a query lie far apart."""
PER_GROUP = 48
"""Shards that share a hash."""
PART = "\x1f"


def card_shards(lines: Sequence[str]) -> Iterator[tuple[str, list[Shard]]]:
    """Yield the cards in the documents' order, a group with its hash."""
    for start in range(0, len(lines), PER_SHARD * PER_GROUP):
        some = lines[start : start + PER_SHARD * PER_GROUP]
        parts = (some[at : at + PER_SHARD] for at in range(0, len(some), PER_SHARD))
        yield group("cards", ["\n".join(part) for part in parts])


def card_line(one: Document, topics: Mapping[str, int]) -> str:
    """Return a card; topics are told by number."""
    counts = (one.citations, one.votes)
    fields = (
        one.id,
        _clean(one.title),
        PART.join(map(_clean, one.authors)),
        _clean(one.venue),
        _clean(one.date),
        _clean(one.teaser),
        letters(topics[topic] for topic in one.topics),
        letters(at for at, name in enumerate(HAS) if name in one.has),
        ",".join(str(count or "") for count in counts) if any(counts) else "",
    )
    return "\t".join(fields).rstrip("\t")


def _clean(text: str) -> str:
    return " ".join(text.replace(PART, " ").split())
