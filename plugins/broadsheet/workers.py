"""Workers: one piece of work for many things, shared among processes where that pays.

Processes are forked, so that they find everything there without its being sent to them; what comes
back is sent. Where the system cannot fork safely, and for few things, all is done in this process.
"""

from __future__ import annotations

import gc
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")

_PARTS = 8
"""Parts for each process: fewer leave one process waiting for another's last."""
_inherited: list[tuple[Callable[[Sequence[Any]], Any], Sequence[Any]]] = []


def cores() -> int:
    """Return how many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    work: Callable[[Sequence[Thing]], Result], things: Sequence[Thing], jobs: int, least: int = 40
) -> Iterator[Result]:
    """Yield what the work returns for each part of the things, in their order.

    With fewer than `least` things there is one part. A process that dies loses nothing: its part
    is done here.
    """
    # Forking beside a system's own threads, as macOS has them, ends in deadlocks.
    if jobs < 2 or len(things) < least or sys.platform != "linux":
        yield work(things)
        return
    bounds = _bounds(len(things), jobs * _PARTS)
    _inherited.append((work, things))
    gc.freeze()  # else the collector would touch, and so copy, all that the processes share
    try:
        with _without_warnings(), ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
            futures = [pool.submit(_part, *one) for one in bounds]
            for future, (start, end) in zip(futures, bounds, strict=True):
                yield _result(future, work, things[start:end])
    finally:
        gc.unfreeze()
        _inherited.pop()


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Python warns of threads, which a fork would miss; ours are those of libraries at rest."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


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
