"""A form that feeds come in: how an entry is written, and how a document of entries is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from broadsheet.feeds.address import Publication
from broadsheet.feeds.entry import Entry
from broadsheet.feeds.feed import Document


class Form(Struct, frozen=True):
    """One form. Entries are written by themselves, so that many documents can hold the same one."""

    label: str
    ending: str
    media_type: str
    entry: Callable[[Entry], bytes]
    around: Callable[[Document, Sequence[bytes], str, Publication], bytes]
    """Makes a document of entries that are written, the day of the newest change among them."""

    def document(self, document: Document, entries: Iterable[Entry], site: Publication) -> bytes:
        """Return one document of a feed."""
        shown = list(entries)
        updated = max((one.updated for one in shown), default="")
        return self.around(document, [self.entry(one) for one in shown], updated, site)
