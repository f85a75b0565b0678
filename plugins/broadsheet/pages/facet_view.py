"""The terms of a facet, editions in a calendar, as templates place them."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from broadsheet.pages.inner import FeedLink, Inner


class FacetView(Struct, frozen=True, kw_only=True):
    """All terms of a facet, in sections."""

    name: str
    heading: str
    introduction: str
    sections: tuple[tuple[str, tuple[FacetEntry, ...]], ...]
    months: tuple[Month, ...] = ()
    """The calendar of a facet of editions."""
    weekdays: tuple[str, ...] = ()
    """What the calendar's days are called, from Monday."""
    pager: tuple[Inner, ...] = ()
    current: int = 1
    letters: tuple[Inner, ...] = ()
    """The first page of each letter of a long list."""
    feeds: tuple[FeedLink, ...] = ()


class Day(Struct, frozen=True):
    """A day of the month; `edition` where there is one."""

    number: int
    edition: Inner | None = None


class Week(Struct, frozen=True):
    """Seven days from Monday, None outside the month; `edition` is the week's."""

    days: tuple[Day | None, ...]
    edition: Inner | None = None


class Month(Struct, frozen=True):
    """A month that has editions."""

    label: str
    edition: Inner
    weeks: tuple[Week, ...]


class Twig(Struct, frozen=True):
    """A topic below another one, with those below it in turn."""

    link: Inner
    below: tuple[Twig, ...] = ()


class FacetEntry(Struct, frozen=True):
    """A term in the list of its facet."""

    link: Inner
    description: Markup
    below: tuple[Twig, ...] = ()
    progress: tuple[str, ...] = ()
    """The papers of a reading list."""
    share: int = 0
    """Of the fullest year, in per cent; 0 where no bar is drawn."""
