from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from broadsheet.fetch.client import Client
from broadsheet.fetch.lock import read_lock
from fetch import fetching
from fetch.fetching import fetch, some_records
from servers import faults
from servers.arxiv import ArxivServer, some_papers

COUNT, BATCH = 60, 5


@contextmanager
def fetching_process(url: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Fetch 60 papers, 5 at a time, in a process of its own that ends here at the latest."""
    program = [sys.executable, fetching.__file__, url, str(folder), str(COUNT), str(BATCH)]
    process = subprocess.Popen(program)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(server: ArxivServer, requests: int) -> None:
    ends = time.monotonic() + 20
    while len(server.requests) < requests and time.monotonic() < ends:
        time.sleep(0.002)


@pytest.mark.parametrize(("requests", "delay"), [(1, 0.0), (3, 0.012), (6, 0.025), (12, 0.03)])
def test_a_killed_fetch_loses_nothing_and_asks_for_the_rest(
    tmp_path: Path, client: Client, requests: int, delay: float
) -> None:
    with ArxivServer(some_papers(COUNT)) as server:
        server.misbehave_always(faults.slow(0.02))
        with fetching_process(server.url, tmp_path):
            wait_for(server, requests)
            time.sleep(delay)
        kept = read_lock(tmp_path, tmp_path)
        served = {one for ids in server.asked_ids[: requests - 1] for one in ids}
        server.requests.clear()
        server.misbehave_always(None)

        fetch(server.url, tmp_path, client, some_records(COUNT), batch=BATCH)

        asked = [one for ids in server.asked_ids for one in ids]

    before = set(kept.answers.get("arxiv", {}))
    assert kept.problems == ()
    assert served <= before
    assert sorted(asked) == sorted({f"2401.{n:05d}" for n in range(1, COUNT + 1)} - before)
    assert len(read_lock(tmp_path, tmp_path).answers["arxiv"]) == COUNT
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "arxiv.jsonl"]


def test_two_fetches_at_once_leave_one_to_do_the_work(tmp_path: Path, client: Client) -> None:
    with ArxivServer(some_papers(COUNT)) as server:
        server.misbehave_always(faults.slow(0.05))
        with fetching_process(server.url, tmp_path) as first:
            wait_for(server, 1)
            fetch(server.url, tmp_path, client, some_records(COUNT), wait=20.0)
            first.wait(20)

    assert first.returncode == 0
    assert len(server.requests) == COUNT / BATCH
    assert len(read_lock(tmp_path, tmp_path).answers["arxiv"]) == COUNT
