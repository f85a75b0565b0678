from __future__ import annotations

import datetime as dt
import socket
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.fetch.client import Client, Limits
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.lock import Answer, LockWriter, read_lock, write_answers
from broadsheet.fetch.report import Report, SourceReport
from broadsheet.fetch.run import Policy, run
from broadsheet.fetch.settings import ActiveSource
from broadsheet.fetch.target import Target
from broadsheet.records.models import Facts
from fetch.fetching import TODAY, at, fetch, record, some_records
from servers import faults
from servers.arxiv import ArxivPaper, ArxivServer


def answers(folder: Path) -> dict[str, Answer]:
    return dict(read_lock(folder, folder).answers.get("arxiv", {}))


def titles(folder: Path) -> dict[str, str]:
    found = answers(folder).items()
    return {paper: answer.facts.title if answer.facts else "" for paper, answer in found}


def days_ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def test_21_papers_are_one_request(server: ArxivServer, client: Client, tmp_path: Path) -> None:
    report = fetch(server.url, tmp_path, client, some_records(21))

    assert len(server.requests) == 1
    assert str(report.sources[0]) == "arXiv: 21 asked, 21 answered"
    assert titles(tmp_path)["2401.00021"] == "A Study of Sock 21"


def test_what_was_answered_is_not_asked_again(
    server: ArxivServer, client: Client, tmp_path: Path
) -> None:
    fetch(server.url, tmp_path, client, some_records(20))
    report = fetch(server.url, tmp_path, client, some_records(21))

    assert server.asked_ids[1] == ["2401.00021"]
    assert report.sources[0].asked == 1


def test_nothing_to_ask_writes_nothing(server: ArxivServer, client: Client, tmp_path: Path) -> None:
    report = fetch(server.url, tmp_path / "fetched", client, [])

    assert report == Report(())
    assert not (tmp_path / "fetched").exists()


def test_an_unknown_paper_is_remembered_as_unknown(
    server: ArxivServer, client: Client, tmp_path: Path
) -> None:
    report = fetch(server.url, tmp_path, client, [record("2401.99999")])
    fetch(server.url, tmp_path, client, [record("2401.99999")])

    assert str(report.sources[0]) == "arXiv: 1 asked, 1 answered, 1 not found (2401.99999)"
    assert answers(tmp_path)["2401.99999"].facts is None
    assert len(server.requests) == 1


def test_a_record_with_a_mended_id_is_asked_for_again(
    server: ArxivServer, client: Client, tmp_path: Path
) -> None:
    write_answers(tmp_path, "arxiv", [Answer("2401.00001", "2401.99999", TODAY)])

    fetch(server.url, tmp_path, client, some_records(1))

    assert titles(tmp_path) == {"2401.00001": "A Study of Sock 1"}


def test_a_malformed_id_is_a_problem_at_its_record(
    server: ArxivServer, client: Client, tmp_path: Path
) -> None:
    server.malformed = {"2401.00002"}

    report = fetch(server.url, tmp_path, client, some_records(3))

    assert str(report.problems[0]) == (
        "content/papers/socks.yaml:2:1: warning: arXiv refuses `2401.00002`:"
        " incorrect id format for 2401.00002 (check the id)"
    )
    assert list(titles(tmp_path)) == ["2401.00001", "2401.00003"]
    assert not report.is_complete


@pytest.mark.parametrize("policy", list(Policy))
def test_a_policy_says_who_is_asked(
    server: ArxivServer, client: Client, tmp_path: Path, policy: Policy
) -> None:
    days = {1: days_ago(0), 2: days_ago(30), 3: days_ago(31), 4: days_ago(-1)}
    known = [Answer(f"2401.0000{n}", f"2401.0000{n}", day) for n, day in days.items()]
    write_answers(tmp_path, "arxiv", known)

    fetch(server.url, tmp_path, client, some_records(5), policy=policy)

    assert [int(key[-1]) for key in server.asked_ids[0]] == {
        Policy.MISSING: [5],
        Policy.STALE: [3, 4, 5],
        Policy.ALL: [1, 2, 3, 4, 5],
    }[policy]


def test_a_refresh_tells_what_is_unchanged(
    server: ArxivServer, client: Client, tmp_path: Path
) -> None:
    fetch(server.url, tmp_path, client, some_records(3))
    server.papers["2401.00002"] = ArxivPaper("2401.00002", "A Study of Shoes")

    report = fetch(server.url, tmp_path, client, some_records(3), policy=Policy.ALL)

    assert str(report.sources[0]) == "arXiv: 3 asked, 3 answered, 2 unchanged"
    assert titles(tmp_path)["2401.00002"] == "A Study of Shoes"


def test_a_paper_that_a_source_forgets_keeps_its_old_answer(
    server: ArxivServer, client: Client, tmp_path: Path
) -> None:
    fetch(server.url, tmp_path, client, some_records(2))
    del server.papers["2401.00002"]

    report = fetch(server.url, tmp_path, client, some_records(2), policy=Policy.ALL)

    assert titles(tmp_path)["2401.00002"] == "A Study of Sock 2"
    assert report.sources[0].reasons == (
        "arXiv no longer knows 2401.00002; its old answer is kept",
    )


def test_a_busy_server_is_waited_for_as_told(
    server: ArxivServer, client: Client, tmp_path: Path
) -> None:
    server.misbehave([faults.status(429, retry_after="1")])

    report = fetch(server.url, tmp_path, client, some_records(21))

    assert 0.9 <= server.gaps()[0] < 20
    assert report.is_complete


@pytest.mark.parametrize(
    "fault",
    [faults.html(), faults.rubbish(), faults.says(b"<feed"), faults.status(404), faults.drip(0.05)],
)
def test_a_batch_that_fails_does_not_stop_the_others(
    server: ArxivServer, tmp_path: Path, fault: faults.Fault
) -> None:
    server.misbehave([None, fault])

    with Client(limits=Limits(backoff=0.02, reply=0.5)) as client:
        report = fetch(server.url, tmp_path, client, some_records(21), batch=7)

    assert len(titles(tmp_path)) == 14
    assert (report.sources[0].answered, report.sources[0].failed) == (14, 7)
    assert len(report.sources[0].reasons) == 1


def test_a_server_that_only_fails_is_left_alone(
    server: ArxivServer, client: Client, tmp_path: Path
) -> None:
    server.misbehave_always(faults.html())

    report = fetch(server.url, tmp_path, client, some_records(21), batch=2)

    assert len(server.requests) == 3
    assert str(report.sources[0]) == (
        "arXiv: 21 asked, 0 answered, 21 failed (arXiv: the answer is a web page, not data)"
    )


def test_without_a_server_the_deadline_holds(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
    begin = time.monotonic()

    with Client(deadline=60) as client:
        report = fetch(url, tmp_path, client, some_records(21))

    assert time.monotonic() - begin < 15
    assert str(report.sources[0]) == (
        "arXiv: 21 asked, 0 answered, 21 failed (127.0.0.1: it refuses the connection)"
    )


@pytest.mark.parametrize(
    "fault", [faults.hang(), faults.slow(20), faults.drip(0.1, in_headers=True)]
)
def test_the_deadline_keeps_what_was_answered_until_then(
    server: ArxivServer, tmp_path: Path, fault: faults.Fault
) -> None:
    server.misbehave([None, fault])
    begin = time.monotonic()

    with Client(deadline=0.8) as client:
        report = fetch(server.url, tmp_path, client, some_records(21), batch=7)

    assert time.monotonic() - begin < 15
    assert len(titles(tmp_path)) == report.sources[0].answered == 7


def test_the_interval_to_a_host_ends_with_the_deadline(server: ArxivServer, tmp_path: Path) -> None:
    begin = time.monotonic()

    with Client(deadline=1) as client:
        lock = read_lock(tmp_path, tmp_path)
        sources = [at(server.url, interval=60, batch=7)]
        run(some_records(21), lock, sources, client, tmp_path, today=TODAY)

    assert time.monotonic() - begin < 15
    assert len(titles(tmp_path)) == 7


class Odd:
    """A source of somebody else, for papers with an address."""

    name = "odd"
    label = "Odd"
    default_url = "http://localhost"
    interval = 0.0
    batch = 2

    def key(self, target: Target) -> str:
        return target.ids.arxiv

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterator[Finding]:
        yield Finding(keys[0], Facts(title="A Study of Sock 1"))
        yield Finding("something else", Facts(title="Wrong"))
        raise RuntimeError("https://example.org/?key=secret")


def test_a_strangers_source_fails_alone_and_keeps_what_it_said(
    server: ArxivServer, client: Client, tmp_path: Path
) -> None:
    sources = [ActiveSource(Odd(), "http://localhost", 0.0), at(server.url)]
    lock = read_lock(tmp_path, tmp_path)

    report = run(some_records(2), lock, sources, client, tmp_path, today=TODAY)

    assert [str(source) for source in report.sources] == [
        "Odd: 2 asked, 1 answered, 1 failed (Odd fails with RuntimeError)",
        "arXiv: 2 asked, 2 answered",
    ]


def test_a_second_fetch_is_told_of_the_first(
    server: ArxivServer, client: Client, tmp_path: Path
) -> None:
    with LockWriter(tmp_path), pytest.raises(BroadsheetError, match="another fetch is writing"):
        fetch(server.url, tmp_path, client, some_records(1))

    assert server.requests == []


def test_a_folder_that_cannot_be_written_ends_the_run_before_anyone_is_asked(
    server: ArxivServer, client: Client, tmp_path: Path
) -> None:
    (tmp_path / "fetched").write_text("oops")

    with pytest.raises(BroadsheetError, match="cannot be written"):
        fetch(server.url, tmp_path / "fetched", client, some_records(1))

    assert server.requests == []


def test_a_journal_that_cannot_be_written_ends_the_run(
    server: ArxivServer, client: Client, tmp_path: Path
) -> None:
    class Saboteur(Recorder):
        def start(self, source: str, label: str, total: int) -> None:
            (tmp_path / ".arxiv.jsonl.part").symlink_to("/dev/full")

        def finish(self, report: SourceReport) -> None:
            (tmp_path / ".arxiv.jsonl.part").unlink()

    with pytest.raises(BroadsheetError, match="cannot be written"):
        fetch(server.url, tmp_path, client, some_records(1), progress=Saboteur())

    assert titles(tmp_path) == {}


class Recorder:
    """A Progress that remembers."""

    def __init__(self) -> None:
        self.seen: list[object] = []

    def start(self, source: str, label: str, total: int) -> None:
        self.seen.append((source, label, total))

    def expect(self, source: str, total: int) -> None:
        self.seen.append((source, total))

    def advance(self, source: str, count: int) -> None:
        self.seen.append(count)

    def finish(self, report: SourceReport) -> None:
        self.seen.append(report.answered)


def test_progress_is_told_of_each_batch(
    server: ArxivServer, client: Client, tmp_path: Path
) -> None:
    recorder = Recorder()

    fetch(server.url, tmp_path, client, some_records(21), batch=10, progress=recorder)

    assert recorder.seen == [("arxiv", "arXiv", 21), 10, 10, 1, 21]
