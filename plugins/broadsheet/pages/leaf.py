"""A leaf of the outline: one generated page, by what it needs to be made."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from broadsheet.records.models import Origin, Paper


class Leaf(Struct, frozen=True, kw_only=True):
    """One page: `key` is its place, `view` makes its values when it is rendered."""

    key: str
    template: str
    title: str
    """Plain text."""
    describe: Callable[[], str]
    """Returns the page in a sentence of plain text; asked for when it is rendered."""
    view: Callable[[], object]
    made_of: Callable[[], object] | None = None
    """What view and description are made of, where that is known sooner than the view."""
    landing: str
    """The key of the landing page it belongs to; its own for a landing page."""
    paper: Paper | None = None
    origin: Origin | None = None
    """The file to edit, where there is one."""

    @property
    def is_landing(self) -> bool:
        """Tell whether the page is one of the few that every collection has."""
        return self.key == self.landing
