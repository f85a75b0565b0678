"""The composer: documents of feeds, of entries each of which is made and written once.

A paper comes in the feeds of its topics, venue and authors, eight documents and more, each in two
forms; and whole in its editions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path

from markupsafe import Markup
from msgspec import Struct

from broadsheet.feeds.address import Publication
from broadsheet.feeds.atom import ATOM
from broadsheet.feeds.entry import Entries, Entry, part_of_edition
from broadsheet.feeds.feed import ARCHIVE, NEWEST, Document, Feed, documents
from broadsheet.feeds.form import Form
from broadsheet.feeds.json_feed import JSON_FEED
from broadsheet.feeds.plan import EDITIONS
from broadsheet.pages.views import Views
from broadsheet.pieces import Pieces, Place

FORMS = (ATOM, JSON_FEED)


class _Written(Struct, frozen=True):
    """An entry of a paper: the day it changed, and where it is in each form and for editions."""

    updated: str
    forms: tuple[Place, ...]
    part: Place


class Composer:
    """Makes the documents of the feeds of one collection."""

    def __init__(self, views: Views, site: Publication, folder: Path | None = None) -> None:
        self._entries = Entries(views, site)
        self._site = site
        self._pieces = Pieces(folder)
        self._papers: dict[tuple[str, str], _Written] = {}
        # A document is asked for in one form after the other.
        self._own = lru_cache(maxsize=NEWEST + ARCHIVE)(self._own_entry)

    def files(self, feed: Feed) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Yield the path of each document of a feed in each form, and what makes it."""
        for document in documents(feed):
            for form in FORMS:
                path = feed.path(form.ending, document.number)
                yield path, partial(self.document, document, form)

    def document(self, document: Document, form: Form) -> bytes:
        """Return a document in a form."""
        feed, site = document.feed, self._site
        base = site.base(feed.path(form.ending, document.number))
        found = [self._entry(feed, name, base, form) for name in document.entries]
        updated = max((day for day, _ in found), default="")
        return form.around(document, [data for _, data in found], updated, site)

    def _entry(self, feed: Feed, name: str, base: str, form: Form) -> tuple[str, bytes]:
        """Return the day of an entry's last change, and the entry."""
        if feed.name in EDITIONS or feed.notes.get(name):
            entry = self._own(feed.name, name, feed.notes.get(name, ""), base)
            return entry.updated, form.entry(entry)
        paper = self._paper(name, base)
        return paper.updated, self._pieces.get(paper.forms[FORMS.index(form)])

    def _own_entry(self, feed: str, name: str, note: str, base: str) -> Entry:
        """Return an entry that stands in no other feed."""
        if feed not in EDITIONS:
            return self._entries.paper(name, base, note)
        papers = self._entries.papers_of(name)
        parts = (self._pieces.get(self._paper(paper, base).part).decode() for paper in papers)
        content = Markup("").join(map(Markup, parts))
        return self._entries.edition(name, content, base)

    def _paper(self, name: str, base: str) -> _Written:
        if (found := self._papers.get((name, base))) is None:
            entry = self._entries.paper(name, base)
            forms = tuple(self._pieces.put(form.entry(entry)) for form in FORMS)
            part = self._pieces.put(part_of_edition(entry).encode())
            found = self._papers[name, base] = _Written(entry.updated, forms, part)
        return found
