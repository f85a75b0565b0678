"""Workers: one piece of work for many things, shared among processes where that pays.

Processes are forked, so that they find everything there without its being sent to them; what comes
back is sent. Where the system cannot fork safely, and for few things, all is done in this process.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import current_process, get_context
from typing import Any, TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")

_PARTS = 8
"""Parts for each process: fewer leave one process waiting for another's last."""
_PR_SET_PDEATHSIG = 1
"""https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html"""
_inherited: list[tuple[Callable[[Sequence[Any]], Any], Sequence[Any]]] = []


def cores() -> int:
    """Return how many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def chosen_jobs() -> int:
    """Return how many processes a build may use: as `--jobs` says, else one a core."""
    return int(os.environ.get("BROADSHEET_JOBS") or cores())


def spread(
    work: Callable[[Sequence[Thing]], Result], things: Sequence[Thing], jobs: int, least: int = 40
) -> Iterator[Result]:
    """Return what the work makes of each part of the things, in their order.

    Processes begin at once, and this one may go on with other things before it asks for results.
    With fewer than `least` things there is one part, made here when it is asked for. A process that
    dies loses nothing: its part is made here.
    """
    if not are_forked(len(things), jobs, least):
        return (work(some) for some in (things,))
    bounds = _bounds(len(things), jobs * _PARTS)
    _inherited.append((work, things))
    gc.freeze()  # else the collector would touch, and so copy, all that the processes share
    try:
        with _without_warnings():
            pool = ProcessPoolExecutor(
                min(jobs, len(bounds)), get_context("fork"), _end_with, (os.getpid(),)
            )
            # The first call starts all processes: one more later would have to fork beside threads.
            futures = [pool.submit(_part, *one) for one in bounds]
    finally:
        gc.unfreeze()
        _inherited.pop()
    return _results(pool, futures, work, [things[start:end] for start, end in bounds])


def apart(work: Callable[[], Result], jobs: int) -> Callable[[], Result]:
    """Begin work in a process of its own, whose memory ends with it; return what waits for it.

    Where no process can be forked, it is done here when it is asked for.
    """
    results = spread(lambda _: work(), (None,), jobs, least=1)

    def wait() -> Result:
        (result,) = results
        return result

    return wait


def are_forked(count: int, jobs: int, least: int = 40) -> bool:
    """Tell whether processes would share the work."""
    # Forking beside a system's own threads, as macOS has them, ends in deadlocks. A worker of a
    # cluster is a daemon, which may have no processes of its own.
    can = sys.platform == "linux" and not current_process().daemon
    return can and jobs > 1 and count >= least


def _results(
    pool: ProcessPoolExecutor,
    futures: Sequence[Future[Result]],
    work: Callable[[Sequence[Thing]], Result],
    parts: Sequence[Sequence[Thing]],
) -> Iterator[Result]:
    try:
        for future, part in zip(futures, parts, strict=True):
            yield _result(future, work, part)
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Python warns of threads, which a fork would miss; ours are those of libraries at rest."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def _end_with(parent: int) -> None:
    """Have this process end when the one that forked it is killed: else it would wait for ever."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was killed before
        os._exit(1)


def _part(start: int, end: int) -> Any:  # noqa: ANN401
    work, things = _inherited[-1]
    return work(things[start:end])


def _result(
    future: Future[Result], work: Callable[[Sequence[Thing]], Result], things: Sequence[Thing]
) -> Result:
    try:
        return future.result()
    except BrokenProcessPool:
        return work(things)


def _bounds(count: int, parts: int) -> list[tuple[int, int]]:
    size = -(-count // parts)
    return [(start, min(start + size, count)) for start in range(0, count, size)]
