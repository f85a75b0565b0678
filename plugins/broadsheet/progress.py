"""Progress of a fetch: a bar a source on a terminal, nothing but the summary in a log."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from broadsheet.fetch.report import SourceReport
from broadsheet.fetch.run import Progress, Quiet


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Yield a Progress that is drawn while the block runs, on standard error."""
    if not sys.stderr.isatty():
        yield Quiet()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(stderr=True)) as bars:
        yield _Drawn(bars)


class _Drawn:
    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def start(self, source: str, label: str, total: int) -> None:
        self._tasks[source] = self._bars.add_task(label, total=total)

    def advance(self, source: str, count: int) -> None:
        self._bars.advance(self._tasks[source], count)

    def finish(self, report: SourceReport) -> None:
        self._bars.stop_task(self._tasks[report.source])
