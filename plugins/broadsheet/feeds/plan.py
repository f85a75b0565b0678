"""The plan: which feeds a collection has.

Every topic and reading list has one, a venue from 3 papers on and an author from 5: of 25,000
authors of 10,000 papers about 1,300. A name that was met once would have a feed that never brings
anything, and all such feeds as many files as there are pages. Numbers of papers only grow, so a
feed that is there stays. An author's feed is short, for there are many, and few bring more between
two looks of a reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from broadsheet.feeds.dates import came_up
from broadsheet.feeds.feed import Feed
from broadsheet.pages.markup import plain
from broadsheet.pages.views import Views
from broadsheet.records.tex import plain_text
from broadsheet.tagging.facets import Facet, Term
from broadsheet.tagging.trending import trending

AUTHORS = "authors"
GROUPS = ("topics", "collections", "venues", AUTHORS)
"""The facets whose terms have feeds."""
EDITIONS = ("editions", "weeks")
"""The feeds whose entries are editions."""
_TRENDING = 20
_MOST = 100
_MOST_OF_AUTHOR = 20


class Policy(Struct, frozen=True):
    """From how many papers on a venue and an author have a feed."""

    venues_from: int = 3
    authors_from: int = 5

    def least(self, facet: str) -> int:
        """Return how many papers a term of a facet must have."""
        return {"venues": self.venues_from, AUTHORS: self.authors_from}.get(facet, 0)


def plan(views: Views, policy: Policy) -> Iterator[Feed]:
    """Yield every feed: all papers, editions, weeks, what trends, those with code, the facets'."""
    by_id = views.catalogue.by_id
    days_of = {one.id: came_up(one) for one in views.catalogue.papers}
    papers = sorted(by_id, key=days_of.__getitem__, reverse=True)
    yield Feed(name="all", label="", page="", entries=papers)
    days, weeks = (_editions(views, kind) for kind in ("day", "week"))
    yield Feed(
        name="editions",
        label=views.words("facet.editions"),
        page="editions/",
        entries=days,
        most=_MOST,
    )
    # The newest week may still grow; it comes in when another has begun.
    label = views.words("feed.weeks")
    yield Feed(name="weeks", label=label, page="editions/", entries=weeks[1:], most=_MOST)
    yield _trending(views)
    with_code = [one for one in papers if by_id[one].link("code")]
    label = views.words("feed.code")
    yield Feed(name="code", label=label, page="papers/", entries=with_code, most=_MOST)
    for name in GROUPS:
        facet = getattr(views.facets, name)
        yield from _feeds(facet, policy.least(name), days_of)


def _editions(views: Views, kind: str) -> list[str]:
    return [term.slug for term in views.facets.editions.terms if term.kind == kind]


def _trending(views: Views) -> Feed:
    """Return the feed of what trends: a list that is complete at each moment; RFC 5005, 2."""
    found = trending(views.catalogue.papers, _TRENDING)
    return Feed(
        name="trending",
        label=views.words("front.trending"),
        page="",
        entries=[trend.paper for trend in found],
        most=_TRENDING,
    )


def _feeds(facet: Facet, least: int, days_of: Mapping[str, str]) -> Iterator[Feed]:
    for term in facet.terms:
        if len(term.papers) >= least:
            yield _feed(facet, term, days_of)


def _feed(facet: Facet, term: Term, days_of: Mapping[str, str]) -> Feed:
    key = f"{facet.name}/{term.slug}"
    return Feed(
        name=key,
        label=plain_text(term.label),
        page=key,
        entries=sorted(term.papers, key=days_of.__getitem__, reverse=True),
        description=plain(term.description) if term.description else "",
        notes=term.notes,
        most=_MOST_OF_AUTHOR if facet.name == AUTHORS else _MOST,
    )
