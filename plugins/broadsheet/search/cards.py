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


def card_shards(
    documents: Sequence[Document], topics: Mapping[str, int]
) -> Iterator[tuple[str, list[Shard]]]:
    """Yield the cards in the documents' order, a group with its hash; topics are told by number."""
    for start in range(0, len(documents), PER_SHARD * PER_GROUP):
        some = documents[start : start + PER_SHARD * PER_GROUP]
        lines = [_line(one, topics) for one in some]
        parts = (lines[at : at + PER_SHARD] for at in range(0, len(lines), PER_SHARD))
        yield group("cards", ["\n".join(part) for part in parts])


def _line(one: Document, topics: Mapping[str, int]) -> str:
    counts = (one.citations, one.votes)
    fields = (
        one.id,
        one.title,
        PART.join(map(_clean, one.authors)),
        one.venue,
        one.date,
        one.teaser,
        letters(topics[topic] for topic in one.topics),
        letters(list(HAS).index(name) for name in one.has),
        ",".join(str(count or "") for count in counts) if any(counts) else "",
    )
    line = "\t".join(
        fields[:1] + tuple(map(_clean, fields[1:2])) + fields[2:3] + tuple(map(_clean, fields[3:]))
    )
    return line.rstrip("\t")


def _clean(text: str) -> str:
    return " ".join(text.replace(PART, " ").split())
