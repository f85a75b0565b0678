"""Keys are sent and never shown: not in messages, logs, files or representations."""

from __future__ import annotations

import logging
import socket
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.fetch.client import Client, Limits
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import Reply, Request
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.kept import Kept
from broadsheet.fetch.keys import NAMES, api_key, holds_key, without_keys
from broadsheet.fetch.lock import read_lock
from broadsheet.fetch.run import run
from broadsheet.fetch.settings import ActiveSource
from broadsheet.fetch.target import Target
from broadsheet.records.models import Facts
from fetch.fetching import TODAY, some_records
from servers import faults
from servers.stand_in import Answered, Seen, StandIn

KEY = "sk-sock+secret/0123"


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", KEY)


class Keyed:
    """A source that sends a key wherever one can be sent."""

    name = "keyed"
    label = "Keyed"
    default_url = "http://localhost"
    interval = 0.0
    batch = 1
    terms = ""
    credit = ""

    def key(self, target: Target) -> str:
        return target.ids.arxiv

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterator[Finding]:
        token = api_key("GITHUB_TOKEN")
        headers = (("Authorization", f"Bearer {token}"),)
        request = Request(
            url=f"{url}/{keys[0]}", params=(("api_key", token),), headers=headers, is_kept=True
        )
        said = client.send(request).body.decode("utf-8", "replace")
        if "no" in said:
            raise FetchError(f"Keyed refuses: {said}")
        if "why" in said:
            yield Finding(keys[0], refusal=said)
        elif "oops" in said:
            raise RuntimeError(said, request)
        else:
            yield Finding(keys[0], Facts(title=said[:1000]))


class Echo(StandIn):
    """Repeats what it was sent, as careless servers do."""

    words = ""

    def answer(self, request: Seen) -> Answered:
        said = f"{self.words} {request.query} {request.headers}".replace("\n", " ")
        return Answered(
            said.encode(),
            200,
            "text/plain",
            {"ETag": '"x"', "X-Sent": request.headers["authorization"]},
        )


FAULTS: list[faults.Fault | None] = [
    None, faults.status(429), faults.status(429, retry_after="999"), faults.status(401),
    faults.status(403), faults.status(404), faults.status(500), faults.reset(), faults.half(),
    faults.half(chunked=True), faults.html(), faults.rubbish(), faults.hang(), faults.drip(0.02),
    faults.huge(4), faults.gzip_bomb(4), faults.redirect("http://[bad"),
    faults.redirect(f"https://example.org/?api_key={KEY}"),
    faults.redirect(f"/x?api_key={KEY}"), faults.status(200, Content_Encoding="gzip"),
]  # fmt: skip


def show(folder: Path, url: str) -> str:
    """Fetch, and return everything that was written or said."""
    with Client(
        limits=Limits(backoff=0.01, read=0.2, reply=0.4, tries=2, bytes=2**20),
        kept=Kept(folder / "http"),
    ) as client:
        lock = read_lock(folder, folder)
        report = run(
            some_records(2), lock, [ActiveSource(Keyed(), url, 0.0)], client, folder, today=TODAY
        )
    files = [
        path.read_bytes().decode("latin-1") + path.name
        for path in folder.rglob("*")
        if path.is_file()
    ]
    return "\n".join([repr(report), *map(str, (*report.sources, *report.problems)), *files])


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("words", ["", "no", "why", "oops"])
def test_whatever_goes_wrong_no_key_is_shown(
    fault: faults.Fault | None, words: str, tmp_path: Path,
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    with Echo() as server:
        server.words = words
        server.misbehave_always(fault)
        shown = show(tmp_path, server.url)
        sent = server.requests[0]

    said = [
        shown,
        caplog.text,
        *capfd.readouterr(),
        *(record.getMessage() for record in caplog.records),
    ]
    assert sent.query["api_key"] == [KEY]
    assert KEY in sent.headers["authorization"]
    assert all(form not in text for text in said for form in (KEY, "sk-sock%2Bsecret%2F0123"))


def test_a_refused_connection_shows_no_key(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"

    assert KEY not in show(tmp_path, url)


def test_an_exception_shows_no_key_with_its_causes() -> None:
    request = Request(url="http://127.0.0.1:1/", params=(("key", KEY),), headers=(("X-Key", KEY),))
    with Client(limits=Limits(tries=1)) as client, pytest.raises(FetchError) as caught:
        client.send(request)

    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + repr(request)
    assert KEY not in shown


def test_values_that_hold_keys_are_shown_without() -> None:
    request = Request(
        url=f"https://api.example.org/?key={KEY}", params=(("key", KEY),), headers=(("X", KEY),)
    )

    assert repr(request) == "<GET api.example.org>"
    assert repr(Reply(200, {"x": KEY}, KEY.encode())) == "<200, 19 bytes>"
    assert str(FetchError(f"you sent {KEY}")) == "you sent [key]"


def test_a_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "  hf_0123456789 \n")

    assert api_key("HF_TOKEN") == "hf_0123456789"
    assert api_key("NCBI_API_KEY") == ""


@pytest.mark.parametrize("text", ["two\r\nX-Evil: lines", "ключ-от-носков"])
def test_what_cannot_be_sent_is_no_key(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", text)

    assert api_key("HF_TOKEN") == ""


def test_a_name_that_nobody_documented_is_refused() -> None:
    with pytest.raises(ValueError, match="no variable"):
        api_key("HOME")


def test_short_words_in_the_environment_are_left_in_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENREVIEW_USERNAME", "a")

    assert without_keys("a sock") == "a sock"
    assert not holds_key(b"a sock")


def test_every_name_is_one_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, f"key-of-{name}")

    assert [api_key(name) for name in NAMES] == [f"key-of-{name}" for name in NAMES]


def test_an_error_of_the_disk_shows_no_key(tmp_path: Path) -> None:
    (tmp_path / "fetched").write_text("oops")
    with Echo() as server, pytest.raises(BroadsheetError) as caught:
        show(tmp_path / "fetched", server.url)

    assert KEY not in str(caught.value)
