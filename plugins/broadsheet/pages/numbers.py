"""Numbers: a paper's votes, stars and citations as readers see them, always with their day."""

from __future__ import annotations

from broadsheet.language.dates import date_text
from broadsheet.language.words import Words
from broadsheet.pages.view_types import NumberView, RepositoryView
from broadsheet.records.models import Paper
from broadsheet.tagging.trending import Trend


def number_views(paper: Paper, words: Words) -> tuple[NumberView, ...]:
    """Return each count of a paper; the day is that of its newest reading, where there is one."""
    days = {reading.kind: reading.date for reading in paper.readings}
    return tuple(
        NumberView(
            words(f"count.{count.kind}", count=count.value),
            date_text(days[count.kind], words) if count.kind in days else "",
        )
        for count in paper.counts
    )


def repository_views(paper: Paper) -> tuple[RepositoryView, ...]:
    """Return what is known of each code repository."""
    return tuple(
        RepositoryView(
            one.url.split("://", 1)[-1],
            one.moved_to or one.url,
            one.license,
            one.is_archived,
            bool(one.moved_to),
        )
        for one in paper.repositories
    )


def trend_reason(trend: Trend, words: Words) -> str:
    """Return why a paper trends: `about 31 upvotes a week, as of 24 November 2026`."""
    gain = trend.gains[0]
    gained = words(f"count.{gain.kind}", count=round(gain.a_week))
    return words("trend.reason", gain=gained, date=date_text(trend.date, words))
