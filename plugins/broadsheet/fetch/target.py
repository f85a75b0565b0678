"""A target: all that is known of a paper when a source is asked about it."""

from __future__ import annotations

from msgspec import Struct

from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Link


class Target(Struct, frozen=True):
    """One paper to be looked up, by any of its names; they grow as sources answer."""

    paper: str
    """The paper's id in this collection."""
    ids: Identifiers
    title: str = ""
    first_author: str = ""
    """The family name, as the record or the most believed source has it."""
    links: tuple[Link, ...] = ()
