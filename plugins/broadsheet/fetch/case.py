"""A case: one paper in one run, what is known of it, and whom it waits for."""

from __future__ import annotations

from broadsheet.fetch.target import Target, target_of
from broadsheet.records.models import Facts, Record

_MOST_KEYS = 3
"""Keys that a source is asked for a paper in one run, should other answers change them."""


class Case:
    """What a run knows of one paper; only its Board changes it."""

    def __init__(self, record: Record, said: dict[str, Facts]) -> None:
        self.record = record
        self.said = said
        """What each source says, as far as it counts and others need it."""
        self.target: Target = target_of(record, said)
        self.tried: dict[str, tuple[str, ...]] = {}
        """The keys by source that were looked at, asked for or not."""
        self.queued: dict[str, str] = {}
        """The key by source that waits to be asked for."""
        self.answered: dict[str, str] = {}
        """The key by source that an answer of this run belongs to."""
        self.pending = 0
        """How many sources are to answer yet."""

    def grow(self) -> bool:
        """Unite what is known by now; tell whether it is something else than before."""
        before, self.target = self.target, target_of(self.record, self.said)
        return self.target != before

    def tries(self, source: str, key: str) -> bool:
        """Tell whether a key is new to a source, and note it."""
        tried = self.tried.get(source, ())
        if key in tried or len(tried) == _MOST_KEYS:
            return False
        self.tried[source] = (*tried, key)
        return True
