"""Which papers a mail announces: those of an edition, of a period, or all not announced before."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from broadsheet.collection import Collection
from broadsheet.digest.ledger import Ledger
from broadsheet.errors import BroadsheetError
from broadsheet.feeds.dates import entered, newest_first
from broadsheet.records.shapes import did_you_mean

_FIRST = 20
"""Papers of a first mail, in a collection without editions."""


class Period(Struct, frozen=True):
    """What is asked for; all of it may be left out."""

    edition: str = ""
    """A day, week or month as in its address: `2025-09-02`, `2025-w36`, `2025-09`."""
    since: dt.date | None = None
    until: dt.date | None = None

    def __bool__(self) -> bool:
        """Tell whether anything is asked for."""
        return bool(self.edition or self.since or self.until)


class Choice(Struct, frozen=True):
    """The papers to announce, in their order, and those that a first mail passes over."""

    papers: tuple[str, ...]
    passed: tuple[str, ...] = ()


def choose(collection: Collection, period: Period, ledger: Ledger) -> Choice:
    """Return the papers that are asked for and were never announced.

    The first mail of all announces the latest edition, else the newest papers, and what is older
    counts as known: nobody wants a mail of 10,000 papers.

    Raises:
        BroadsheetError: there is no such edition.
    """
    asked = _asked(collection, period) if period else _everything(collection)
    new = tuple(paper for paper in asked if paper not in ledger.announced)
    if ledger.has_begun:
        return Choice(new)
    first = new if period else _first(collection)
    return Choice(first, _older(collection, first))


def _older(collection: Collection, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return the papers that are no newer than those of a first mail, and not among them."""
    known = collection.catalogue.by_id
    newest = max((entered(known[paper]) for paper in chosen), default="")
    older = {paper for paper in known if entered(known[paper]) <= newest} if chosen else set()
    return tuple(sorted(older - set(chosen)))


def _asked(collection: Collection, period: Period) -> list[str]:
    papers = _everything(collection)
    if period.edition:
        known = collection.facets.editions.by_slug
        if period.edition not in known:
            hint = did_you_mean(period.edition, known)
            raise BroadsheetError(f"there is no edition `{period.edition}`; {hint}".rstrip("; "))
        papers = list(known[period.edition].papers)
    since, until = (day.isoformat() if day else "" for day in (period.since, period.until))
    days = {paper: entered(collection.catalogue.by_id[paper]) for paper in papers}
    return [
        paper for paper in papers if since <= days[paper] and days[paper][:10] <= (until or "~")
    ]


def _everything(collection: Collection) -> list[str]:
    return [paper.id for paper in newest_first(collection.catalogue.papers)]


def _first(collection: Collection) -> tuple[str, ...]:
    days = [term for term in collection.facets.editions.terms if term.kind == "day"]
    return days[0].papers if days else tuple(_everything(collection)[:_FIRST])
