"""What the disk, the clock and hostile servers do to a whole fetch."""

from __future__ import annotations

import datetime as dt
import resource
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from broadsheet.fetch.client import Client, Limits
from broadsheet.fetch.lock import Answer, read_lock, write_answers
from broadsheet.fetch.run import Policy
from fetch import fetching
from fetch.fetching import TODAY, fetch, some_records
from servers import faults
from servers.arxiv import ArxivServer, some_papers

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE feed [<!ENTITY a "sock"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<feed xmlns="http://www.w3.org/2005/Atom"><title>&c;</title></feed>"""
OUTSIDE = BOMB.replace(b'<!ENTITY a "sock">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')


@pytest.mark.parametrize(
    "fault",
    [
        faults.status(429), faults.status(429, retry_after="600"), faults.status(500),
        faults.status(503),
        faults.reset(), faults.half(), faults.half(chunked=True), faults.drip(0.05), faults.hang(),
        faults.html(), faults.rubbish(), faults.says(b'{"a": [1, 2', "application/json"),
        faults.says(b"<?xml version='1.0'?><feed><entry><id>x"), faults.says(BOMB),
        faults.says(OUTSIDE),
        faults.says(b"<a>" * 100_000), faults.huge(8), faults.gzip_bomb(8),
        faults.redirect("https://example.org/api/query"), faults.redirect("file:///etc/passwd"),
    ],
)  # fmt: skip
def test_after_a_fault_the_rest_is_asked_and_kept(
    server: ArxivServer, tmp_path: Path, fault: faults.Fault
) -> None:
    server.misbehave([None])
    server.misbehave_always(fault)
    limits = Limits(backoff=0.01, read=0.2, reply=0.4, tries=2, bytes=2**20)

    with Client(limits=limits) as client:
        first = fetch(server.url, tmp_path, client, some_records(21), batch=7)
        server.misbehave_always(None)
        second = fetch(server.url, tmp_path, client, some_records(21), batch=7)

    assert first.sources[0].answered >= 7
    assert first.sources[0].failed == 21 - first.sources[0].answered > 0
    assert len(first.sources[0].reasons) in (1, 2)
    assert second.sources[0].asked == first.sources[0].failed
    assert len(read_lock(tmp_path, tmp_path).answers["arxiv"]) == 21


def test_an_answer_of_hundreds_of_megabytes_is_not_read(
    server: ArxivServer, tmp_path: Path
) -> None:
    server.misbehave([faults.huge(256), faults.gzip_bomb(256)])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with Client(limits=Limits(bytes=8 * 2**20)) as client:
        report = fetch(server.url, tmp_path, client, some_records(2), batch=1)

    # The stand-in holds the packed answer, of less than a megabyte, in this process too.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024
    assert report.sources[0].reasons == ("127.0.0.1: the answer has more than 8 MB",)


def test_an_answer_from_the_future_is_asked_for_again_and_dated_today(
    server: ArxivServer, client: Client, tmp_path: Path
) -> None:
    future = TODAY + dt.timedelta(days=4000)
    write_answers(tmp_path, "arxiv", [Answer("2401.00001", "2401.00001", future)])

    fetch(server.url, tmp_path, client, some_records(1), policy=Policy.STALE)

    assert read_lock(tmp_path, tmp_path).answers["arxiv"]["2401.00001"].asked == TODAY


def fetch_with_little_disk(
    url: str, folder: Path, bytes_left: int
) -> subprocess.CompletedProcess[str]:
    def little_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_left, bytes_left))

    program = [sys.executable, fetching.__file__, url, str(folder), "60", "5"]
    return subprocess.run(
        program, capture_output=True, text=True, check=False, preexec_fn=little_disk
    )


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="needs a limit on files")
@pytest.mark.parametrize("bytes_left", [0, 700, 5_000, 12_345])
def test_a_full_disk_ends_the_fetch_and_loses_nothing(
    tmp_path: Path, client: Client, bytes_left: int
) -> None:
    with ArxivServer(some_papers(60)) as server:
        done = fetch_with_little_disk(server.url, tmp_path, bytes_left)
        kept = read_lock(tmp_path, tmp_path)
        asked = {one for ids in server.asked_ids[:-1] for one in ids}
        fetch(server.url, tmp_path, client, some_records(60))

    assert done.returncode != 0
    assert "BroadsheetError" in done.stderr.splitlines()[-1]
    assert "cannot be written: File too large" in done.stderr.splitlines()[-1]
    assert kept.problems == ()
    assert asked <= set(kept.answers.get("arxiv", {}))
    assert len(read_lock(tmp_path, tmp_path).answers["arxiv"]) == 60


def test_a_fetch_killed_at_any_byte_of_its_last_write_can_go_on(
    server: ArxivServer, client: Client, tmp_path: Path
) -> None:
    fetch(server.url, tmp_path, client, some_records(2))
    whole = (tmp_path / "arxiv.jsonl").read_bytes()
    first = whole.splitlines(keepends=True)[0]

    for cut in range(len(first), len(whole), 7):
        (tmp_path / "arxiv.jsonl").unlink()
        (tmp_path / ".arxiv.jsonl.part").write_bytes(whole[:cut])
        report = fetch(server.url, tmp_path, client, some_records(2))

        assert report.sources[0].asked == 1
        assert (tmp_path / "arxiv.jsonl").read_bytes() == whole


def test_a_stopped_fetch_keeps_what_was_answered(server: ArxivServer, tmp_path: Path) -> None:
    server.misbehave([None, None, faults.hang()])
    program = [sys.executable, fetching.__file__, server.url, str(tmp_path), "21", "5"]
    process = subprocess.Popen(program, stderr=subprocess.PIPE)
    waiting = threading.Event()
    while len(server.requests) < 3 and not waiting.wait(0.01):
        pass
    process.send_signal(2)
    process.communicate(timeout=20)

    assert process.returncode != 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "arxiv.jsonl"]
    assert len(read_lock(tmp_path, tmp_path).answers["arxiv"]) == 10
