"""Numbers: a paper's votes, stars and citations as readers see them, always with their day."""

from __future__ import annotations

from broadsheet.pages.dates import date_text
from broadsheet.pages.view_types import NumberView, RepositoryView
from broadsheet.records.models import Paper
from broadsheet.tagging.trending import Trend

_LABELS = {
    "citations": ("citation", "citations"),
    "upvotes": ("upvote", "upvotes"),
    "stars": ("star", "stars"),
    "reactions": ("reaction", "reactions"),
}


def number_views(paper: Paper) -> tuple[NumberView, ...]:
    """Return each count of a paper; the day is that of its newest reading, where there is one."""
    days = {reading.kind: reading.date for reading in paper.readings}
    return tuple(
        NumberView(
            f"{count.value:,}",
            _LABELS[count.kind][count.value != 1],
            date_text(days[count.kind]) if count.kind in days else "",
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


def trend_reason(trend: Trend) -> str:
    """Return why a paper trends: `about 31 upvotes a week, as of 24 November 2026`."""
    gain = trend.gains[0]
    amount = round(gain.a_week)
    label = _LABELS[gain.kind][amount != 1]
    return f"about {amount:,} {label} a week, as of {date_text(trend.date)}"
