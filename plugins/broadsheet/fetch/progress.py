"""Progress: what a run tells those who watch it."""

from __future__ import annotations

from typing import Protocol

from broadsheet.fetch.report import SourceReport


class Progress(Protocol):
    """Who wants to see how a run goes on; called from the threads of the sources."""

    def start(self, source: str, label: str, total: int) -> None:
        """Take that so many papers will be asked for, as far as is known now."""

    def expect(self, source: str, total: int) -> None:
        """Take that it is so many in all by now: what another source said led to more."""

    def advance(self, source: str, count: int) -> None:
        """Take that so many more papers are done, whatever came of them."""

    def finish(self, report: SourceReport) -> None:
        """Take what came of a source."""


class Quiet:
    """A Progress that nobody looks at."""

    def start(self, source: str, label: str, total: int) -> None:
        """Do nothing."""

    def expect(self, source: str, total: int) -> None:
        """Do nothing."""

    def advance(self, source: str, count: int) -> None:
        """Do nothing."""

    def finish(self, report: SourceReport) -> None:
        """Do nothing."""
