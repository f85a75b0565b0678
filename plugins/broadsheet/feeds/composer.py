"""The composer: documents of feeds, of entries each of which is made and written once.

A paper comes in the feeds of its topics, venue and authors, eight documents and more, most in two
forms; and whole in its editions. What a document is made of is known sooner than its entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path

from markupsafe import Markup
from msgspec import Struct

from broadsheet.digests import digest_of, program_digest
from broadsheet.feeds.address import Publication
from broadsheet.feeds.atom import ATOM
from broadsheet.feeds.entry import Entries, Entry, part_of_edition
from broadsheet.feeds.feed import ARCHIVE, NEWEST, Document, Feed, documents
from broadsheet.feeds.form import Form
from broadsheet.feeds.json_feed import JSON_FEED
from broadsheet.feeds.plan import AUTHORS, EDITIONS
from broadsheet.late_files import LateFile
from broadsheet.pages.views import Views
from broadsheet.pieces import Pieces, Place

FORMS = (ATOM, JSON_FEED)


def forms_of(feed: Feed) -> Sequence[Form]:
    """Return the forms of a feed: of the many of authors there is the one that all readers take."""
    return FORMS[:1] if feed.name.startswith(f"{AUTHORS}/") else FORMS


class _Written(Struct, frozen=True):
    """An entry of a paper: the day it changed, and where it is in each form."""

    updated: str
    forms: tuple[Place, ...]


class Composer:
    """Makes the documents of the feeds of one collection."""

    def __init__(self, views: Views, site: Publication, folder: Path | None = None) -> None:
        self._entries = Entries(views, site)
        self._views = views
        self._site = site
        self._ground = digest_of(program_digest(), site, views.words.digest)
        self._pieces = Pieces(folder)
        self._papers: dict[tuple[str, str], _Written] = {}
        # A document is asked for in one form after the other.
        self._own = lru_cache(maxsize=NEWEST + ARCHIVE)(self._own_entry)

    def files(self, feed: Feed) -> Iterator[LateFile]:
        """Yield each document of a feed in each form."""
        for document in documents(feed):
            digest = partial(self.digest, document)
            for form in forms_of(feed):
                path = feed.path(form.ending, document.number)
                yield LateFile(path, digest, partial(self.document, document, form))

    def digest(self, document: Document) -> bytes:
        """Return a digest of all that a document is made of, in whatever form."""
        feed = document.feed
        made_of = self._edition_of if feed.name in EDITIONS else self._views.cards.digest
        entries = [made_of(name) for name in document.entries]
        notes = [feed.notes.get(name) for name in document.entries] if feed.notes else []
        head = (feed.name, feed.label, feed.page, feed.description, len(feed.entries), feed.most)
        return digest_of(self._ground, head, document.number, document.archives, entries, notes)

    def _edition_of(self, slug: str) -> bytes:
        """Return a digest of what the entry of an edition is made of."""
        papers = self._entries.papers_of(slug)
        label = self._views.facets.editions.by_slug[slug].label
        return digest_of(slug, label, [self._views.cards.digest(paper) for paper in papers])

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
        papers = (self._entries.paper(paper, base) for paper in self._entries.papers_of(name))
        content = Markup("").join(map(part_of_edition, papers))
        return self._entries.edition(name, content, base)

    def _paper(self, name: str, base: str) -> _Written:
        if (found := self._papers.get((name, base))) is None:
            entry = self._entries.paper(name, base)
            forms = tuple(self._pieces.put(form.entry(entry)) for form in FORMS)
            found = self._papers[name, base] = _Written(entry.updated, forms)
        return found
