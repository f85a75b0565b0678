"""Names: terms that stand for one whole document, by its title or by an identifier.

They lie among the other terms, so that finding a paper by its id costs one shard.
"""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.records.ids import ARXIV_DOI
from broadsheet.search.documents import Document
from broadsheet.search.tokens import plain_tokens

TITLE = "!"
ID = "#"
"""Both sort before every word."""
ACL_DOI = "10.18653/v1/"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def names(document: Document) -> Iterator[str]:
    """Yield the terms of a paper's identifiers; what the client derives itself is left out."""
    if document.kind == "page":
        return
    yield ID + document.id.lower()
    for name in document.names:
        bare = name.partition(":")[2].lower()
        yield ID + bare.removeprefix(ARXIV_DOI).removeprefix(ACL_DOI)


def title_name(title: str) -> list[str]:
    """Return the term of a title, none where it has no words."""
    words = plain_tokens(title)
    return [TITLE + _key(" ".join(words))] if words else []


def _key(text: str) -> str:
    """Return the 32 bits of FNV-1a over UTF-16, to base 36.

    http://www.isthe.com/chongo/tech/comp/fnv/
    """
    value = 0x811C9DC5
    data = text.encode("utf-16-le", "surrogatepass")
    for at in range(0, len(data), 2):
        value = ((value ^ (data[at] | data[at + 1] << 8)) * 0x01000193) & 0xFFFFFFFF
    found = ""
    while value:
        value, digit = divmod(value, 36)
        found = _DIGITS[digit] + found
    return found or "0"
