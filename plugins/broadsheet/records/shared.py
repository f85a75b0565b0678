"""Shared values: what many records say is held once, for of 100,000 it would be a third of all."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from broadsheet.records.loader import Records
from broadsheet.records.models import Origin, Record


class Shared:
    """Holds each value once."""

    def __init__(self) -> None:
        self._values: dict[Any, Any] = {}

    def records(self, found: Records) -> Records:
        """Return what was read, its records with what they have in common."""
        return replace(found, records=tuple(map(self._record, found.records)))

    def _record(self, record: Record) -> Record:
        one = self._values.setdefault
        path, venue, day, tags = record.origin.path, record.venue, record.published, record.tags
        return replace(
            record,
            origin=Origin(one(path, path), record.origin.line),
            authors=tuple([one(author, author) for author in record.authors]),
            venue=one(venue, venue),
            published=one(day, day),
            tags=one(tags, tags),
        )
