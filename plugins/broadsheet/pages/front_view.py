"""The front page, as templates place it."""

from __future__ import annotations

from msgspec import Struct

from broadsheet.pages.card import Card
from broadsheet.pages.facet_view import FacetEntry
from broadsheet.pages.inner import Inner, Join


class FrontView(Struct, frozen=True, kw_only=True):
    """The front page: the latest edition and the ways on from it."""

    title: str
    dateline: str
    number: int
    count: int
    curators: str
    edition: Inner | None
    lead: tuple[Card, ...]
    rest: tuple[Card, ...]
    older: Inner | None
    trending: tuple[TrendView, ...]
    newest: tuple[TrendView, ...]
    """Where nothing trends: the papers published last, each with its day."""
    trending_date: str
    """The day that the gains are as of, unless one says another."""
    topics: tuple[FacetEntry, ...]
    lists: tuple[FacetEntry, ...]
    join: Join = Join()


class TrendView(Struct, frozen=True):
    """A paper that trends, and why."""

    paper: Inner
    reason: str
