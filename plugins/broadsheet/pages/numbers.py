"""Numbers: a paper's votes, stars and citations as readers see them, always with their day."""

from __future__ import annotations

import datetime as dt

from broadsheet.language.dates import date_text
from broadsheet.language.words import Words
from broadsheet.pages.paper_view import NumberView, RepositoryView
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


def stars_text(paper: Paper, words: Words) -> tuple[str, str]:
    """Return the stars of a paper's code, `1,204`, and in words with their day; empty without."""
    found = next((count.value for count in paper.counts if count.kind == "stars"), 0)
    if not found:
        return "", ""
    said = words("count.stars", count=found)
    days = [reading.date for reading in paper.readings if reading.kind == "stars"]
    if not days:
        return words.number(found), said
    return words.number(found), f"{said}, {words('paper.as_of', date=date_text(max(days), words))}"


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


def trend_reason(trend: Trend, words: Words, shown: dt.date | None = None) -> str:
    """Return why a paper trends: `about 31 upvotes a week`, with its day unless that is `shown`."""
    gain = trend.gains[0]
    gained = words(f"count.{gain.kind}", count=round(gain.a_week))
    if trend.date == shown:
        return words("trend.reason", gain=gained)
    return words("trend.reason.dated", gain=gained, date=date_text(trend.date, words))
