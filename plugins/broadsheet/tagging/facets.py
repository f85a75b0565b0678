"""Facets: the groups that readers browse by, each a list of terms, each term a list of papers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct, field

from broadsheet.language.dates import edition_text, month_text
from broadsheet.language.words import ENGLISH, Words
from broadsheet.records.catalogue import Catalogue
from broadsheet.records.models import Paper
from broadsheet.records.reading_lists import ReadingList
from broadsheet.records.slugs import slugify, unique_slugs
from broadsheet.tagging.identities import Identities
from broadsheet.tagging.rules import Assignment
from broadsheet.tagging.vocabulary import Vocabulary

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|['’]\d\d(?!\w)")


class Term(Struct, frozen=True, kw_only=True):
    """One value of a facet: a topic, an author, a venue, a year, an edition, a reading list."""

    slug: str
    label: str
    papers: tuple[str, ...]
    """Ids of papers, in the order in which they are shown."""
    description: str = ""
    """For people; Markdown."""
    kind: str = ""
    """`day`, `week` or `month` of an edition."""
    initial: str = ""
    """The letter that an author is listed under."""
    broader: str = ""
    """The slug of the term above it."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """What a reading list says of each paper, by id; Markdown."""


class Facet(Struct, frozen=True):
    """All terms of one kind; `name` stands in URLs and Term slugs are unique within it."""

    name: str
    terms: tuple[Term, ...]
    by_slug: Mapping[str, Term]

    @classmethod
    def of(cls, name: str, terms: Iterable[Term]) -> Facet:
        """Make a facet of terms that are in their order."""
        kept = tuple(terms)
        return cls(name, kept, {term.slug: term for term in kept})


class Facets(Struct, frozen=True):
    """Every facet of a collection, and the way from a paper to the terms that it is in."""

    topics: Facet
    authors: Facet
    venues: Facet
    years: Facet
    editions: Facet
    collections: Facet
    assignments: Mapping[str, tuple[Assignment, ...]]
    identities: Identities
    venue_slugs: Mapping[str, str]
    """From the venue's series to slug."""

    def __iter__(self) -> Iterator[Facet]:
        """Yield the facets in the order in which they are offered."""
        yield from (self.editions, self.topics, self.authors)
        yield from (self.venues, self.years, self.collections)


def group(
    catalogue: Catalogue,
    vocabulary: Vocabulary,
    assignments: Mapping[str, tuple[Assignment, ...]],
    reading_lists: Sequence[ReadingList],
    words: Words = ENGLISH,
) -> Facets:
    """Group a catalogue's papers every way that readers browse; the newest come first."""
    papers = newest_first(catalogue.papers)
    identities = Identities.of(papers)
    venue_slugs = unique_slugs(sorted({venue_series(one.venue) for one in papers if one.venue}))
    return Facets(
        topics=_topics(papers, vocabulary, assignments),
        authors=_authors(papers, identities),
        venues=_venues(papers, venue_slugs),
        years=_years(papers),
        editions=_editions(catalogue.papers, words),
        collections=_collections(reading_lists),
        assignments=assignments,
        identities=identities,
        venue_slugs=venue_slugs,
    )


def grouped_by(papers: Iterable[Paper]) -> tuple[object, ...]:
    """Return all of papers that `group` goes by: of equal values it makes equal facets."""
    return tuple((one.id, one.published, one.authors, one.venue, one.featured) for one in papers)


def newest_first(papers: Sequence[Paper]) -> list[Paper]:
    """Return papers by day of publication, the newest first; undated ones last, equals as is."""
    return sorted(papers, key=lambda one: one.published.iso if one.published else "", reverse=True)


@lru_cache(maxsize=10_000)
def venue_series(venue: str) -> str:
    """Return a venue without its year: `ICLR 2025`, `ICLR (2025)` and `ICLR’25` are all `ICLR`."""
    words = re.sub(r"\( \)|\[ \]", " ", _YEAR.sub(" ", venue))
    return re.sub(r" (?=[,;:.)])", "", " ".join(words.split())).strip(" ,;:/-–—('’") or venue


def week_slug(day: dt.date) -> str:
    """Return the ISO 8601 week of a day as it stands in URLs: `2025-w36`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-w{week:02d}"


def _collect(
    papers: Iterable[Paper], keys: Callable[[Paper], Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    groups: dict[str, dict[str, None]] = {}
    for paper in papers:
        for key in keys(paper):
            groups.setdefault(key, {})[paper.id] = None
    return {key: tuple(ids) for key, ids in groups.items()}


def _topics(
    papers: Sequence[Paper],
    vocabulary: Vocabulary,
    assignments: Mapping[str, tuple[Assignment, ...]],
) -> Facet:
    def keys(paper: Paper) -> Iterable[str]:
        for one in assignments.get(paper.id, ()):
            yield one.tag
            yield from vocabulary.ancestors(one.tag)

    groups = _collect(papers, keys)
    return Facet.of(
        "topics",
        (
            Term(
                slug=tag.tag,
                label=tag.label,
                papers=groups.get(tag.tag, ()),
                description=tag.description,
                broader=tag.broader if tag.broader in vocabulary.tags else "",
            )
            for tag in vocabulary.tags.values()
        ),
    )


def _authors(papers: Sequence[Paper], identities: Identities) -> Facet:
    groups = _collect(papers, lambda paper: map(identities.key, paper.authors))
    ordered = sorted((slugify(identities.authors[key].sort_name), key) for key in groups)
    return Facet.of(
        "authors",
        (
            Term(
                slug=identities.slugs[key],
                label=identities.authors[key].name,
                papers=groups[key],
                initial=sort_key[0].upper(),
            )
            for sort_key, key in ordered
        ),
    )


def _venues(papers: Sequence[Paper], slugs: Mapping[str, str]) -> Facet:
    groups = _collect(papers, lambda paper: [venue_series(paper.venue)] if paper.venue else [])
    ordered = sorted(groups, key=lambda name: (name.casefold(), name))
    return Facet.of(
        "venues", (Term(slug=slugs[name], label=name, papers=groups[name]) for name in ordered)
    )


def _years(papers: Sequence[Paper]) -> Facet:
    groups = _collect(papers, lambda one: [f"{one.published.year:04d}"] if one.published else [])
    ordered = sorted(groups, reverse=True)
    return Facet.of("years", (Term(slug=year, label=year, papers=groups[year]) for year in ordered))


def _editions(papers: Sequence[Paper], words: Words) -> Facet:
    """Return days, weeks and months, the latest first; their papers as the curators put them."""
    featured = [paper for paper in papers if paper.featured]
    by_day = sorted(featured, key=lambda one: one.featured or dt.date.min, reverse=True)
    terms: list[Term] = []
    for period in _PERIODS:
        days = {period.slug(one.featured): one.featured for one in by_day if one.featured}
        groups = _collect(by_day, period.slugs)
        terms += [
            Term(
                slug=key,
                label=period.label(days[key], words),
                papers=groups[key],
                kind=period.kind,
            )
            for key in groups
        ]
    return Facet.of("editions", terms)


def _collections(reading_lists: Sequence[ReadingList]) -> Facet:
    return Facet.of(
        "collections",
        (
            Term(
                slug=one.slug,
                label=one.title,
                papers=tuple(entry.paper for entry in one.papers),
                description=one.introduction,
                notes={entry.paper: entry.note for entry in one.papers if entry.note},
            )
            for one in reading_lists
        ),
    )


class _Period(Struct, frozen=True):
    kind: str
    slug: Callable[[dt.date], str]
    label: Callable[[dt.date, Words], str]

    def slugs(self, paper: Paper) -> list[str]:
        return [self.slug(paper.featured)] if paper.featured else []


def _week_label(day: dt.date, words: Words) -> str:
    year, week, _ = day.isocalendar()
    return words("date.week", week=str(week), year=str(year))


_PERIODS = (
    _Period("day", lambda day: day.isoformat(), edition_text),
    _Period("week", week_slug, _week_label),
    _Period("month", lambda day: day.isoformat()[:7], month_text),
)
