"""What papers can be saved as in the browser: some formats, and references in each style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from broadsheet.exports.formats import find_format

if TYPE_CHECKING:
    from broadsheet.pages.views import Views

FORMATS = tuple(map(find_format, ("bibtex", "ris", "csl-json", "csv")))
"""The formats whose entries the site holds for the browser, besides the files of all papers."""


class Saving(Struct, frozen=True):
    """One choice: its name among the entries, its label, and the file that it makes."""

    name: str
    label: str
    file: str
    media_type: str


def savings(views: Views) -> tuple[Saving, ...]:
    """Return the choices of a site, formats first."""
    formats = (Saving(one.name, one.label, f"papers.{one.suffix}", one.media_type)
               for one in FORMATS)  # fmt: skip
    styles = views.citations.styles if views.citations else ()
    return (*formats, *(_references(one.name, one.label) for one in styles))


def style_choice(style: str) -> str:
    """Return the name of the choice of a style, which is that of no format."""
    return f"cited-{style}"


def _references(style: str, label: str) -> Saving:
    return Saving(style_choice(style), label, f"references-{style}.txt", "text/plain;charset=utf-8")
