"""The press: pages printed and written, by one process, by several, or by a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Protocol

from msgspec import Struct

from broadsheet.pages.address import Addresses
from broadsheet.pages.leaf import Leaf
from broadsheet.site_ledger import SiteLedger
from broadsheet.stages import Stages
from broadsheet.workers import spread

Result = tuple[int, list[Any]]
"""The bytes of some pages, and what came together while they were made."""


Elsewhere = Callable[[int], Iterator[Result]]
"""Prints so many pages on other machines."""


class Printer(Protocol):
    """Prints pages."""

    def printed(self, leaf: Leaf) -> bytes:
        """Return a page."""

    def digest(self, leaf: Leaf) -> bytes:
        """Return a digest of all that a page is made of."""


class Gatherer(Protocol):
    """What comes together while pages are made, maybe in several processes."""

    def gathered(self) -> Any:  # noqa: ANN401 - its own affair
        """Return, once, what came together in this process."""

    def gather(self, found: Any) -> None:  # noqa: ANN401
        """Take in what came together in another."""


class Press(Struct, frozen=True):
    """Where pages go to, what comes together on the way, and who prints them."""

    ledger: SiteLedger
    ground: bytes
    """A digest of what all pages are made of."""
    gatherers: Sequence[Gatherer]
    stages: Stages
    addresses: Addresses
    jobs: int = 1
    cluster: Elsewhere | None = None

    def start(self, leaves: Sequence[Leaf], printer: Printer) -> Iterator[Result]:
        """Return the results of all pages; other processes begin with them at once."""
        if self.cluster is not None:
            return self.cluster(len(leaves))
        return spread(lambda some: self.work(some, printer), leaves, self.jobs)

    def finish(self, results: Iterator[Result], count: int) -> None:
        """Wait until all pages are written, and take in what came together."""
        with self.stages("pages", count) as cost:
            for size, found in results:
                cost.size += size
                for gatherer, one in zip((self.ledger, *self.gatherers), found, strict=True):
                    gatherer.gather(one)

    def work(self, some: Sequence[Leaf], printer: Printer) -> Result:
        """Write some pages; return their bytes and what came together in this process."""
        size = 0
        for leaf in some:
            page = partial(printer.printed, leaf)
            size += self.ledger.put(self.addresses.of(leaf).file, printer.digest(leaf), page)
        return size, [gatherer.gathered() for gatherer in (self.ledger, *self.gatherers)]
