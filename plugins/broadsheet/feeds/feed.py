"""A feed: whose news it brings, and its entries cut into one document to subscribe to and archives.

Archives are those of RFC 5005, section 4, cut from the oldest entry on, so a new paper changes no
archive: it only makes the document that readers fetch again and again one longer, until the oldest
hundred of what is there become an archive of their own. The feed of all papers alone has them:
others' would say everything once more for each topic, venue and author of a paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

NEWEST = 50
"""Entries that the document to subscribe to has at the least, where there are archives."""
ARCHIVE = 100
"""Entries of an archive."""


class Feed(Struct, frozen=True, kw_only=True):
    """One feed; `name` is its place below `feeds/` without an ending: `all`, `topics/socks`."""

    name: str
    label: str
    """What is followed, in a word or two: `Socks`; empty for the whole site."""
    page: str
    """The key of the page that shows the same."""
    entries: Sequence[str]
    """Ids of papers, or of editions, the newest first."""
    description: str = ""
    """Plain text."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """What a reading list says of each paper, by id; Markdown."""
    most: int = 0
    """Entries at the most; 0 where archives reach back to the first paper."""

    def path(self, ending: str, number: int = 0) -> str:
        """Return the place of a document of the feed; 0 is the one to subscribe to."""
        return f"feeds/{self.name}/{number}{ending}" if number else f"feeds/{self.name}{ending}"


class Document(Struct, frozen=True):
    """One document of a feed; `number` is that of an archive, from 1, the oldest; else 0."""

    feed: Feed
    number: int
    entries: Sequence[str]
    archives: int
    """How many archives the feed has."""

    @property
    def older(self) -> int:
        """Return the number of the archive before it, or 0."""
        return self.number - 1 if self.number else self.archives

    @property
    def newer(self) -> int:
        """Return the number of the archive after it, or 0."""
        return self.number + 1 if 0 < self.number < self.archives else 0

    @property
    def is_complete(self) -> bool:
        """Tell whether the document is all there is of the feed."""
        return not self.archives and len(self.entries) == len(self.feed.entries)


def documents(feed: Feed) -> Iterator[Document]:
    """Yield the document to subscribe to, then the archives from the newest to the oldest."""
    count = len(feed.entries)
    archives = 0 if feed.most else max(0, count - NEWEST) // ARCHIVE
    newest = feed.most or count - archives * ARCHIVE
    yield Document(feed, 0, feed.entries[:newest], archives)
    for number in range(archives, 0, -1):
        end = count - (number - 1) * ARCHIVE
        yield Document(feed, number, feed.entries[end - ARCHIVE : end], archives)
