"""Progress of a fetch, on a terminal and in a log."""

from __future__ import annotations

import io
import threading

from rich.console import Console
from rich.progress import Progress as Bars

from broadsheet.fetch.report import SourceReport
from broadsheet.progress import Drawn, Lines, shown_progress

REPORT = SourceReport(source="arxiv", label="arXiv", asked=10, answered=10)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_log_gets_a_line_at_the_start_and_the_end() -> None:
    stream, clock = io.StringIO(), Clock()
    lines = Lines(stream, clock)

    lines.start("arxiv", "arXiv", 10)
    clock.now = 12.0
    lines.advance("arxiv", 10)
    lines.finish(REPORT)

    assert stream.getvalue().splitlines() == [
        "arXiv: asking about 10",
        "arXiv: 10 of 10 done in 12 s",
    ]


def test_a_long_run_says_its_rate_and_the_time_left_now_and_then() -> None:
    stream, clock = io.StringIO(), Clock()
    lines = Lines(stream, clock)

    lines.start("arxiv", "arXiv", 1000)
    lines.expect("arxiv", 2000)
    for clock.now in (10.0, 20.0, 40.0, 50.0):
        lines.advance("arxiv", 100)

    assert stream.getvalue().splitlines()[1:] == ["arXiv: 300 of 2000, 7.5/s, about 4 min left"]


def test_what_is_no_terminal_is_a_log() -> None:
    with shown_progress(io.StringIO()) as progress:
        assert isinstance(progress, Lines)


def test_a_terminal_gets_a_bar_a_source() -> None:
    stream = io.StringIO()
    with Bars(console=Console(file=stream, force_terminal=True)) as bars:
        drawn = Drawn(bars)
        drawn.start("arxiv", "arXiv", 5)
        drawn.expect("arxiv", 10)
        drawn.advance("arxiv", 10)
        drawn.finish(REPORT)
    assert "arXiv" in stream.getvalue()
    assert "100%" in stream.getvalue()


def test_a_source_that_had_nothing_to_do_ends_without_a_word() -> None:
    stream = io.StringIO()
    Lines(stream).finish(REPORT)
    assert stream.getvalue() == ""


def test_lines_of_many_threads_stay_whole() -> None:
    stream = io.StringIO()
    lines = Lines(stream)
    threads = [threading.Thread(target=lines.start, args=(f"s{n}", f"S{n}", n)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(stream.getvalue().splitlines()) == sorted(
        f"S{n}: asking about {n}" for n in range(20)
    )
