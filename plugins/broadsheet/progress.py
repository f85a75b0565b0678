"""Progress of a fetch: a bar a source on a terminal, plain lines in a log."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bars
from rich.text import Text

from broadsheet.fetch.progress import Progress
from broadsheet.fetch.report import SourceReport

_SECONDS_BETWEEN_LINES = 30.0


@contextmanager
def shown_progress(stream: TextIO | None = None) -> Iterator[Progress]:
    """Yield a Progress that is shown while the block runs, on standard error."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield Lines(stream)
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(file=stream)) as bars:
        yield Drawn(bars)


class Drawn:
    """A bar for each source, with its rate and the time that is left."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def start(self, source: str, label: str, total: int) -> None:
        """Draw a bar."""
        self._tasks[source] = self._bars.add_task(label, total=total)

    def expect(self, source: str, total: int) -> None:
        """Make the bar longer."""
        self._bars.update(self._tasks[source], total=total)

    def advance(self, source: str, count: int) -> None:
        """Move the bar on."""
        self._bars.advance(self._tasks[source], count)

    def finish(self, report: SourceReport) -> None:
        """Stop the bar's clock."""
        if report.source in self._tasks:
            self._bars.stop_task(self._tasks[report.source])


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.3g}/s" if speed else "", style="progress.data.speed")


class Lines:
    """A line when a source begins and ends, and every half minute in between."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._counts: dict[str, _Count] = {}
        self._threads = threading.Lock()

    def start(self, source: str, label: str, total: int) -> None:
        """Say whom is asked, and about how much."""
        with self._threads:
            self._counts[source] = _Count(label, total, self._clock())
            self._say(f"{label}: asking about {total}")

    def expect(self, source: str, total: int) -> None:
        """Take the new total; the next line says it."""
        with self._threads:
            self._counts[source].total = total

    def advance(self, source: str, count: int) -> None:
        """Say how it goes, if nothing was said for half a minute."""
        with self._threads:
            one = self._counts[source]
            one.done += count
            now = self._clock()
            if now - one.said >= _SECONDS_BETWEEN_LINES and one.done < one.total:
                one.said = now
                self._say(one.line(now))

    def finish(self, report: SourceReport) -> None:
        """Say how much was done, and how long it took."""
        with self._threads:
            if one := self._counts.get(report.source):
                seconds = self._clock() - one.began
                self._say(f"{one.label}: {one.done} of {one.total} done in {_duration(seconds)}")

    def _say(self, line: str) -> None:
        print(line, file=self._stream, flush=True)


class _Count:
    def __init__(self, label: str, total: int, now: float) -> None:
        self.label = label
        self.total = total
        self.done = 0
        self.began = self.said = now

    def line(self, now: float) -> str:
        rate = self.done / max(0.001, now - self.began)
        left = _duration((self.total - self.done) / rate) if rate else "some time"
        return f"{self.label}: {self.done} of {self.total}, {rate:.3g}/s, about {left} left"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
