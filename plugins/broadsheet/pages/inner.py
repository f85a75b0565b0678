"""Links to pages and feeds of the site, as templates place them."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct


class Inner(Struct, frozen=True):
    """A link to another page of the site, by its key."""

    label: str
    key: str
    title: str = ""
    """What a pointer resting on it is told."""
    count: int = 0
    writing: Markup = Markup("")
    """Attributes with the language and direction of the label, where they are not the page's."""


class FeedLink(Struct, frozen=True):
    """A link to a feed in one of its forms."""

    label: str
    path: str
    media_type: str


class FileLink(FeedLink, frozen=True):
    """A link to a file of the papers that a page lists, in one of the formats."""


class Join(Struct, frozen=True):
    """How readers follow the site; each empty where there is no such way."""

    feed: str = ""
    form: str = ""
    """Where a form with a mail address in the field `field` is sent."""
    field: str = "email"
    address: str = ""
    """Where a mail is sent."""
    page: str = ""
    """A page elsewhere."""

    @property
    def by_mail(self) -> bool:
        """Tell whether mail is to be had."""
        return bool(self.form or self.address or self.page)
