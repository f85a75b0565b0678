"""`broadsheet serve` while records are edited."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from commands import broadsheet


def test_serve_shows_an_edited_record(collection: Path) -> None:
    broadsheet(collection, "add", "--no-fetch", "2401.00001")
    record = collection / "content" / "papers" / "2401.00001.yaml"
    address = f"127.0.0.1:{_free_port()}"
    page = f"http://{address}/deep/papers/2401.00001/"
    with _serving(collection, address):
        _wait_for(page, "arXiv 2401.00001", seconds=30)

        record.write_text('arxiv: "2401.00001"\ntitle: Socks, Edited\n', "utf-8")

        _wait_for(page, "Socks, Edited", seconds=30)


def test_serve_goes_on_when_a_record_is_broken(collection: Path) -> None:
    broadsheet(collection, "add", "--no-fetch", "2401.00001", "2401.00002")
    broken = collection / "content" / "papers" / "2401.00002.yaml"
    address = f"127.0.0.1:{_free_port()}"
    page = f"http://{address}/deep/papers/2401.00001/"
    with _serving(collection, address):
        _wait_for(page, "arXiv 2401.00001", seconds=30)

        broken.write_text("titel: x", "utf-8")
        (collection / "content" / "papers" / "2401.00001.yaml").write_text(
            'arxiv: "2401.00001"\ntitle: Still Here\n', "utf-8"
        )

        _wait_for(page, "Still Here", seconds=10)


class _serving:  # noqa: N801 (a context manager reads as a verb)
    def __init__(self, folder: Path, address: str) -> None:
        words = [sys.executable, "-m", "broadsheet", "serve", "--address", address]
        self._process = subprocess.Popen(
            words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGINT)
        self._process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, text: str, seconds: float) -> None:
    """Wait until a page holds a text; a page that does not come or lacks it fails the test."""
    ends = time.monotonic() + seconds
    seen = ""
    while time.monotonic() < ends:
        try:
            with urllib.request.urlopen(url, timeout=5) as reply:
                seen = reply.read().decode()
        except OSError as error:
            seen = str(error)
        if text in seen:
            return
        time.sleep(0.05)
    title = re.search(r"<title>.*?</title>", seen)
    pytest.fail(f"{url} lacks {text!r} after {seconds} s: {title[0] if title else seen[:200]}")
