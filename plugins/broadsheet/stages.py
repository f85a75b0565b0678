"""Stages of a build: what each of them costs, for the table that `--timings` prints."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct
from rich.table import Table

# Kilobytes on Linux, bytes on macOS: https://man7.org/linux/man-pages/man2/getrusage.2.html
_PER_MB = 1_000_000 if sys.platform == "darwin" else 1_000_000 / 1024


class Cost(Struct):
    """What a stage took; several runs of it add up."""

    name: str
    seconds: float = 0.0
    count: int = 0
    """Papers, pages or files."""
    size: int = 0
    """Bytes written."""
    peak: float = 0.0
    """Megabytes that the largest process held until its end."""


class Stages:
    """Measures the stages of a build, in the order in which they begin."""

    def __init__(self) -> None:
        self.costs: dict[str, Cost] = {}
        self._began = time.perf_counter()
        self._within = 0.0
        """What the blocks inside of the current one took."""

    @contextmanager
    def __call__(self, name: str, count: int = 0) -> Iterator[Cost]:
        """Measure a block; it may say its count and its bytes when it knows them.

        Of a block within another the time is that of the inner one alone.
        """
        cost = self.costs.setdefault(name, Cost(name))
        cost.count += count
        start = time.perf_counter()
        outer, self._within = self._within, 0.0
        try:
            yield cost
        finally:
            took = time.perf_counter() - start
            cost.seconds += took - self._within
            self._within = outer + took
            cost.peak = peak()

    def whole(self) -> float:
        """Return the seconds since the build began."""
        return time.perf_counter() - self._began


def peak() -> float:
    """Return how many megabytes the largest process of this build has held."""
    if sys.platform == "win32":
        return 0.0
    import resource  # only there where it is asked for

    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(one).ru_maxrss for one in who) / _PER_MB


def table(stages: Stages) -> Table:
    """Return the stages as a table; what no stage measured is MkDocs and its other plugins."""
    shown = Table(title="What the build took", title_justify="left")
    for heading in ("stage", "count", "seconds", "peak MB", "MB written"):
        shown.add_column(heading, justify="left" if heading == "stage" else "right")
    costs = list(stages.costs.values())
    whole = stages.whole()
    rest = Cost("the rest", seconds=whole - sum(one.seconds for one in costs), peak=peak())
    for one in (*costs, rest):
        shown.add_row(*_row(one))
    shown.add_section()
    shown.add_row(*_row(Cost("all", whole, size=sum(one.size for one in costs), peak=peak())))
    return shown


def _row(cost: Cost) -> tuple[str, ...]:
    return (
        cost.name,
        f"{cost.count:,}" if cost.count else "",
        f"{cost.seconds:.2f}",
        f"{cost.peak:.0f}",
        f"{cost.size / 1e6:.1f}" if cost.size else "",
    )
