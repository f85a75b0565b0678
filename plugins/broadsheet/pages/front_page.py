"""The front page's values: the latest edition and the ways on from it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from broadsheet.language.dates import date_text
from broadsheet.pages.front_view import FrontView, TrendView
from broadsheet.pages.numbers import trend_reason
from broadsheet.tagging.trending import trending

if TYPE_CHECKING:
    from broadsheet.pages.views import Views

_NEWEST = 20
"""Papers of a front page without an edition."""
_TRENDING = 5


def front_page(views: Views, title: str, curators: str, leads: int) -> FrontView:
    """Return the front page: the latest edition, else the newest papers."""
    facets = views.facets
    days = [term for term in facets.editions.terms if term.kind == "day"]
    latest = days[0] if days else None
    papers = latest.papers if latest else [one.id for one in views.newest_first[:_NEWEST]]
    cards = tuple(map(views.card, papers))
    broad = [term for term in facets.topics.terms if not term.broader and term.papers]
    trends, day = _trends(views)
    return FrontView(
        title=title,
        dateline=latest.label if latest else "",
        number=len(days),
        count=len(papers) if latest else len(views.catalogue.papers),
        curators=curators,
        edition=views.cards.term(facets.editions, latest) if latest else None,
        lead=cards[:leads],
        rest=cards[leads:],
        older=views.cards.term(facets.editions, days[1]) if len(days) > 1 else None,
        trending=trends,
        newest=_newest(views) if latest and not trends else (),
        trending_date=day,
        topics=views.entries(facets.topics, broad),
        lists=views.entries(facets.collections, facets.collections.terms),
        join=views.join,
    )


def _trends(views: Views) -> tuple[tuple[TrendView, ...], str]:
    """Return what trends, and the day that its gains are as of."""
    found = trending(views.catalogue.papers, _TRENDING)
    if not found:
        return (), ""
    day = max(trend.date for trend in found)
    return tuple(
        TrendView(views.cards.paper(one.paper), trend_reason(one, views.words, day))
        for one in found
    ), date_text(day, views.words)


def _newest(views: Views) -> tuple[TrendView, ...]:
    dated = (paper for paper in views.newest_first if paper.published)
    return tuple(
        TrendView(views.cards.paper(one.id), views.card(one.id).date)
        for one in islice(dated, _TRENDING)
    )
