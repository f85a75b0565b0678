from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from multiprocessing import get_context

import pytest

from broadsheet.workers import apart, cores, spread


def squares(numbers: Sequence[int]) -> list[int]:
    return [number * number for number in numbers]


@pytest.mark.parametrize("count", [0, 1, 7, 100])
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_things(count: int, jobs: int) -> None:
    parts = spread(squares, range(count), jobs, least=2)
    assert [one for part in parts for one in part] == squares(range(count))


def test_few_things_are_done_in_this_process() -> None:
    assert list(spread(lambda some: os.getpid(), range(10), 2)) == [os.getpid()]


def test_many_things_are_done_in_others() -> None:
    assert os.getpid() not in list(spread(lambda some: os.getpid(), range(10), 2, least=2))


def test_a_process_that_is_killed_loses_nothing() -> None:
    here = os.getpid()

    def fragile(numbers: Sequence[int]) -> list[int]:
        if 5 in numbers and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return squares(numbers)

    parts = spread(fragile, range(40), 2, least=2)
    assert [one for part in parts for one in part] == squares(range(40))


def test_what_the_work_raises_is_raised_here() -> None:
    def failing(numbers: Sequence[int]) -> None:
        raise ValueError(numbers[0])

    with pytest.raises(ValueError, match="0"):
        list(spread(failing, range(10), 2, least=2))


def test_there_is_a_core() -> None:
    assert cores() >= 1


def test_work_is_done_apart() -> None:
    wait = apart(os.getpid, 2)
    assert wait() != os.getpid()


def test_one_job_does_the_work_here() -> None:
    assert apart(os.getpid, 1)() == os.getpid()


def test_work_may_have_other_work_done_apart() -> None:
    assert apart(lambda: apart(lambda: 7, 2)(), 2)() == 7


SLEEPING = """
import os, time
from broadsheet.workers import spread

def work(some):
    print(os.getpid(), flush=True)
    time.sleep(600)

list(spread(work, range(100), 2))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no processes are forked elsewhere")
def test_no_process_outlives_the_one_that_forked_it() -> None:
    command = (sys.executable, "-c", SLEEPING)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as build:
        assert build.stdout is not None
        workers = [int(build.stdout.readline()) for _ in range(2)]
        build.kill()
        assert build.stdout.read() == ""  # at the end of the last that could write
    assert workers[0] != workers[1]


def test_a_process_that_may_have_no_others_does_all_itself() -> None:
    def daemon() -> None:
        found = [one for part in spread(squares, range(100), 2) for one in part]
        os._exit(found != squares(range(100)))

    process = get_context("fork").Process(target=daemon, daemon=True)
    process.start()
    process.join()
    assert process.exitcode == 0
