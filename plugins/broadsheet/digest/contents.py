"""What a mail holds: its papers in order, what trends, and the ways on to the site."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection as AnyOf
from collections.abc import Sequence

from msgspec import Struct

from broadsheet.collection import Collection
from broadsheet.feeds.address import Publication
from broadsheet.feeds.entry import Entries, Entry
from broadsheet.language.dates import date_text
from broadsheet.language.words import Words
from broadsheet.pages.markup import shorten
from broadsheet.pages.numbers import trend_reason
from broadsheet.pages.views import Views
from broadsheet.tagging.trending import trending

_SUBJECT = 70
"""Characters of a title in a subject: phones show few more."""
_TRENDING = 3


class Way(Struct, frozen=True):
    """A link with what is said beside it."""

    label: str
    url: str
    note: str = ""


class Contents(Struct, frozen=True, kw_only=True):
    """The values that the mail's templates place."""

    site: str
    home: str
    language: str
    subject: str
    preheader: str
    """What mail programs show behind the subject."""
    dateline: str
    number: int
    papers: tuple[Entry, ...]
    topics: tuple[Way, ...]
    trending: tuple[Way, ...]
    subscribe: str
    edition: str
    """Where all papers are to be seen."""


class Writer:
    """Makes the contents of mails of one collection."""

    def __init__(self, collection: Collection, site: Publication, words: Words) -> None:
        self.words = words
        self._site = site
        self._collection = collection
        self._views = Views(
            collection.catalogue, collection.facets, collection.vocabulary, {}, words=words
        )
        self._entries = Entries(self._views, site)

    def wanted(self, papers: Sequence[str], topics: AnyOf[str]) -> tuple[str, ...]:
        """Return the papers of some topics and of those below them; all where none are named."""
        known = self._collection.facets.topics.by_slug
        wanted = {paper for topic in topics if topic in known for paper in known[topic].papers}
        there = (paper for paper in papers if paper in self._collection.catalogue.by_id)
        return tuple(paper for paper in there if not topics or paper in wanted)

    def contents(self, papers: Sequence[str], number: int, day: dt.date) -> Contents:
        """Return what a mail with these papers, at least one, holds."""
        entries = tuple(self._entries.paper(paper, self._site.url) for paper in papers)
        edition = self._edition(papers)
        titles = [entry.title for entry in entries]
        return Contents(
            site=self._site.name,
            home=self._page(""),
            language=self.words.language,
            subject=self._subject(titles),
            preheader=shorten("; ".join(titles[1:]) or entries[0].summary, 140),
            dateline=edition.label if edition else date_text(day, self.words),
            number=number,
            papers=entries,
            topics=self._topics(entries),
            trending=self._trending(papers),
            subscribe=self._page("subscribe/"),
            edition=edition.url if edition else self._page("papers/"),
        )

    def _subject(self, titles: Sequence[str]) -> str:
        first = shorten(titles[0], _SUBJECT)
        more = len(titles) - 1
        return self.words("digest.subject", title=first, count=more) if more else first

    def _edition(self, papers: Sequence[str]) -> Way | None:
        """Return the edition that all papers run in, if there is one."""
        days = {self._collection.catalogue.by_id[paper].featured for paper in papers}
        day = days.pop() if len(days) == 1 else None
        if day is None:
            return None
        term = self._collection.facets.editions.by_slug[day.isoformat()]
        return Way(term.label, self._page(f"editions/{term.slug}"))

    def _topics(self, entries: Sequence[Entry]) -> tuple[Way, ...]:
        counts: dict[tuple[str, str], int] = {}
        for topic in (topic for entry in entries for topic in entry.topics):
            key = (topic.label, topic.url)
            counts[key] = counts.get(key, 0) + 1
        ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        return tuple(Way(label, url, str(count)) for (label, url), count in ordered)

    def _trending(self, papers: Sequence[str]) -> tuple[Way, ...]:
        """Return what trends beside the papers that are announced."""
        found = trending(self._collection.catalogue.papers, _TRENDING + len(papers))
        others = [trend for trend in found if trend.paper not in set(papers)][:_TRENDING]
        return tuple(
            Way(entry.title, entry.url, trend_reason(trend, self.words))
            for trend in others
            if (entry := self._entries.paper(trend.paper, self._site.url))
        )

    def _page(self, key: str) -> str:
        return self._site.page(key, self._site.url)
