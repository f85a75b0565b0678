"""A paper in a list, as templates place it."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from broadsheet.pages.inner import Inner
from broadsheet.pages.links import Link


class Card(Struct, frozen=True, kw_only=True):
    """A paper in a list."""

    key: str
    title: Markup
    is_long: bool
    """Whether the title runs over so many lines that it is set smaller."""
    writing: Markup
    """Attributes with the title's language and direction, where they are not the page's."""
    text_writing: Markup
    authors: tuple[Inner, ...]
    venue: Inner | None
    date: str
    text: Markup
    """The curator's summary, else the beginning of the abstract."""
    topics: tuple[Inner, ...]
    links: tuple[Link, ...]
    badges: tuple[str, ...]
    """What a reader must know before anything else: `Withdrawn`, `Retracted`."""
    note: Markup = Markup("")
    """What the reading list that is shown says of it."""
    is_new: bool = False
    """Whether it ran in the latest edition."""
    order: tuple[tuple[str, str], ...] = ()
    """What lists are sorted by: `cited`, `31`; what is not known is left out."""
