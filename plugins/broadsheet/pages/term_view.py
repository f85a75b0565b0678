"""A term's papers, and the list of all papers, as templates place them."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from broadsheet.pages.card import Card
from broadsheet.pages.inner import FeedLink, FileLink, Inner


class TermView(Struct, frozen=True, kw_only=True):
    """One page of a term's papers."""

    kicker: Inner
    """The facet it belongs to."""
    heading: Markup
    description: Markup
    above: tuple[Inner, ...]
    below: tuple[Inner, ...]
    count: int
    cards: tuple[Card, ...]
    start: int
    is_ordered: bool
    """Whether the order means something: a reading list's, an edition's."""
    older: Inner | None
    newer: Inner | None
    pager: tuple[Inner, ...]
    current: int
    years: tuple[YearBar, ...] = ()
    beside: tuple[Inner, ...] = ()
    """Topics or authors that share papers with it."""
    orcid: str = ""
    """An author's, where it is known."""
    sorts: tuple[str, ...] = ()
    """What a reader may sort the list by, the order it has first."""
    search: str = ""
    """The page that sorts the whole list, where it has several pages."""
    progress: tuple[str, ...] = ()
    """The papers of a reading list, for the reader's progress through it."""
    namesakes: tuple[Inner, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    files: tuple[FileLink, ...] = ()
    elsewhere: str = ""
    """Where the papers are to be had in other formats."""


class YearBar(Struct, frozen=True):
    """A year's papers; `share` is of the fullest year, in per cent, at least 4 to be seen."""

    year: int
    count: int
    share: int


class PapersView(Struct, frozen=True, kw_only=True):
    """One page of the list of all papers."""

    count: int
    cards: tuple[Card, ...]
    pager: tuple[Inner, ...]
    current: int
    feeds: tuple[FeedLink, ...] = ()
    files: tuple[FileLink, ...] = ()
    sorts: tuple[str, ...] = ()
    search: str = ""
