"""Killed while it sends to many readers, at each step of one message: each has got exactly one."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.mailing import collection, digest, kill, many, running, smtp, subscribe
from servers.mail import MailServer

Stage = Callable[[MailServer, Callable[[], None], str], None]


def run_killed(root: Path, server: MailServer, plan: Callable[[Callable[[], None]], None]) -> None:
    """Start sending and kill the process from within the server, when the victim's turn comes."""
    process: list[subprocess.Popen[str]] = []
    plan(lambda: kill(process[0]))
    with running(root, "--send") as started:
        process.append(started)
        started.wait(120)
    assert started.returncode == -9
    server.on_rcpt = server.on_kept = lambda to: None


def on_rcpt(server: MailServer, strike: Callable[[], None], victim: str) -> None:
    server.on_rcpt = lambda to: strike() if to == victim else None


def on_kept(server: MailServer, strike: Callable[[], None], victim: str) -> None:
    server.on_kept = lambda to: strike() if to == victim else None


@pytest.fixture
def root(tmp_path: Path, server: MailServer) -> Path:
    return collection(tmp_path, "2025-09-01", smtp=smtp(server), rate=60000)


@pytest.mark.parametrize(("stage", "count"), [(on_rcpt, 100), (on_kept, 500)])
def test_each_of_many_readers_gets_exactly_one(
    root: Path, server: MailServer, stage: Stage, count: int
) -> None:
    subscribe(root, many(count))
    run_killed(root, server, lambda strike: stage(server, strike, many(count)[count // 2]))
    assert count // 2 <= len(server.mails) <= count // 2 + 1

    done = digest(root, "--send")

    assert server.readers == dict.fromkeys(many(count), 1)
    said = "1 mail of an earlier run may not have arrived" in done.stderr
    assert (said, done.returncode) == ((True, 1) if stage is on_kept else (False, 0))
    assert digest(root, "--send").stdout == "There is no new paper.\n"


def test_killed_again_and_again_it_comes_to_an_end(root: Path, server: MailServer) -> None:
    subscribe(root, many(40))
    for victim in many(40)[5::10]:

        def strike_at(strike: Callable[[], None], victim: str = victim) -> None:
            server.on_rcpt = lambda to: strike() if to == victim else None

        run_killed(root, server, strike_at)

    digest(root, "--send")

    assert server.readers == dict.fromkeys(many(40), 1)
