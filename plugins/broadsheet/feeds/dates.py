"""When a paper came into the feeds and when it last changed: from records, never from a clock.

A paper comes in on the day it was featured, else published. It has changed on the day of its newest
version and on the day of any notice, which is when its sources say that title, abstract or standing
became others. A retraction also brings a paper to the top again, since whoever read it must know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from broadsheet.records.models import Paper

UNDATED = "1970-01-01"
"""Atom asks for a date where nothing is known of one."""
_GRAVE = ("retracted", "withdrawn", "concern")


def entered(paper: Paper) -> str:
    """Return the day a paper was featured, else published, as `2025-09-02`; empty if unknown."""
    if paper.featured:
        return paper.featured.isoformat()
    return paper.published.first_iso if paper.published else ""


def changed(paper: Paper) -> str:
    """Return the last day on which what a feed shows of a paper changed; empty if unknown."""
    newest = paper.updated.first_day.isoformat() if paper.updated else ""
    return max(entered(paper), newest, *_noticed(paper, None))


def newest_first(papers: Iterable[Paper]) -> list[Paper]:
    """Return papers in the order of feeds; those of one day keep theirs, undated ones are last."""
    return sorted(papers, key=came_up, reverse=True)


def came_up(paper: Paper) -> str:
    """Return the day by which feeds are ordered, as `2025-09-02`; empty if unknown."""
    day = entered(paper)
    return max(day, *_noticed(paper, _GRAVE)) if paper.notices else day


def moment(day: str) -> str:
    """Return the beginning of a day in UTC; RFC 3339."""
    return f"{day or UNDATED}T00:00:00Z"


def _noticed(paper: Paper, kinds: tuple[str, ...] | None) -> Iterator[str]:
    for notice in paper.notices:
        if notice.date and (kinds is None or notice.kind in kinds):
            yield notice.date.first_day.isoformat()
