"""Names: terms that stand for one whole document, by its title or by an identifier.

They lie among the other terms, so that finding a paper by its id costs one shard.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from broadsheet.records.ids import ARXIV_DOI
from broadsheet.search.documents import Document
from broadsheet.search.tokens import plain_tokens

TITLE = "!"
ID = "#"
"""Both sort before every word."""
ACL_DOI = "10.18653/v1/"


def names(document: Document) -> Iterator[str]:
    """Yield the terms of a paper's identifiers, without those that the client derives itself.

    Those of a page are its other titles.
    """
    if document.kind == "page":
        for label in document.labels:
            yield from title_name(label)
        return
    yield ID + document.id.lower()
    for name in document.names:
        bare = name.partition(":")[2].lower()
        yield ID + bare.removeprefix(ARXIV_DOI).removeprefix(ACL_DOI)


def title_name(title: str) -> list[str]:
    """Return the term of a title, none where it has no words."""
    words = plain_tokens(title)
    return title_names([" ".join(words)]) if words else []


def title_names(titles: Sequence[str]) -> list[str]:
    """Return the terms of titles that are given as their words between blanks.

    A term is the 32 bits of FNV-1a over UTF-16, to base 36.
    http://www.isthe.com/chongo/tech/comp/fnv/
    """
    units = [np.frombuffer(_utf_16(one), dtype="<u2").astype(np.uint32) for one in titles]
    # All at once, a unit of each at a time; of those in this order the first are still going on.
    order = sorted(range(len(units)), key=lambda at: -len(units[at]))
    lengths = np.array([len(units[at]) for at in order], dtype=np.int64)
    flat = np.concatenate([units[at] for at in order]) if units else np.zeros(0, dtype=np.uint32)
    starts = np.cumsum(lengths) - lengths
    values = np.full(len(order), 0x811C9DC5, dtype=np.uint32)
    for unit in range(int(lengths.max(initial=0))):
        more = int(np.searchsorted(-lengths, -unit))
        values[:more] = (values[:more] ^ flat[starts[:more] + unit]) * np.uint32(0x01000193)
    return [TITLE + np.base_repr(values[at], 36).lower() for at in np.argsort(order)]


def _utf_16(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")
