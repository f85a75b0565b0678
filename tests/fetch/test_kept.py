from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from broadsheet.fetch.client import Client, Limits
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import Request
from broadsheet.fetch.kept import Kept
from servers import faults
from servers.stand_in import Answered, Seen, StandIn

KEY = "sk-sock-0123456789"


class Marked(StandIn):
    """Marks its answers, and says 304 to those who have them."""

    def __init__(self, **marks: str) -> None:
        super().__init__()
        self.body = b"socks"
        self.marks = {name.replace("_", "-"): value for name, value in marks.items()}

    def answer(self, request: Seen) -> Answered:
        known = {request.headers.get("if-none-match"), request.headers.get("if-modified-since")}
        if known & set(self.marks.values()):
            return Answered(b"", 304)
        return Answered(self.body, 200, "text/plain", self.marks)


@pytest.fixture
def server() -> Iterator[Marked]:
    with Marked(ETag='"one"') as server:
        yield server


def keeping(folder: Path) -> Client:
    return Client(limits=Limits(backoff=0.02), kept=Kept(folder))


def ask(client: Client, server: StandIn, **parts: object) -> bytes:
    return client.send(Request(url=server.url, is_kept=True, **parts)).body  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("marks", "header"),
    [
        ({"ETag": '"one"'}, "if-none-match"),
        ({"Last_Modified": "Mon, 01 Jan 2024 00:00:00 GMT"}, "if-modified-since"),
    ],
)
def test_what_did_not_change_is_not_sent_again(
    tmp_path: Path, marks: dict[str, str], header: str
) -> None:
    with Marked(**marks) as server, keeping(tmp_path) as client:
        assert ask(client, server) == b"socks"
        assert ask(client, server) == b"socks"

    assert server.requests[1].headers[header] in marks.values()


def test_the_next_run_knows_it_too(server: Marked, tmp_path: Path) -> None:
    for _ in range(2):
        with keeping(tmp_path) as client:
            assert ask(client, server) == b"socks"

    assert "if-none-match" in server.requests[1].headers


def test_what_changed_is_sent_and_kept(server: Marked, tmp_path: Path) -> None:
    with keeping(tmp_path) as client:
        ask(client, server)
        server.body, server.marks = b"shoes", {"ETag": '"two"'}

        assert ask(client, server) == b"shoes"
        assert ask(client, server) == b"shoes"

    assert server.requests[2].headers["if-none-match"] == '"two"'


@pytest.mark.parametrize(
    "request_", [Request(url="", is_kept=False), Request(url="", is_kept=True, body=b"{}")]
)
def test_only_a_get_that_wants_it_is_kept(
    server: Marked, tmp_path: Path, request_: Request
) -> None:
    with keeping(tmp_path) as client:
        client.send(Request(url=server.url, is_kept=request_.is_kept, body=request_.body))

    assert list(tmp_path.iterdir()) == []


def test_other_parameters_are_another_request(server: Marked, tmp_path: Path) -> None:
    with keeping(tmp_path) as client:
        ask(client, server, params=(("id", "1"),))
        ask(client, server, params=(("id", "2"),))

    assert "if-none-match" not in server.requests[1].headers


@pytest.mark.parametrize("damage", ["cut", "empty", "rubbish", "changed", "gone", "folder"])
def test_what_is_damaged_is_asked_for_anew(server: Marked, tmp_path: Path, damage: str) -> None:
    with keeping(tmp_path) as client:
        ask(client, server)
        (path,) = tmp_path.iterdir()
        whole = path.read_bytes()
        path.unlink()
        match damage:
            case "folder":
                path.mkdir()
            case "gone":
                pass
            case _:
                bad = {"cut": whole[:-1], "empty": b"", "rubbish": b"\xff\x00{",
                       "changed": whole.replace(b"socks", b"shoes")}  # fmt: skip
                path.write_bytes(bad[damage])

        assert ask(client, server) == b"socks"

    assert "if-none-match" not in server.requests[1].headers


def test_a_folder_that_cannot_be_written_is_done_without(server: Marked, tmp_path: Path) -> None:
    (tmp_path / "http").write_text("a file")

    with keeping(tmp_path / "http") as client:
        assert ask(client, server) == b"socks"


def test_a_server_that_says_not_modified_unasked_is_not_believed(
    server: Marked, tmp_path: Path
) -> None:
    server.misbehave([faults.status(304)])

    with keeping(tmp_path) as client, pytest.raises(FetchError, match="answers 304"):
        ask(client, server)


def test_an_error_is_not_kept(server: Marked, tmp_path: Path) -> None:
    server.misbehave([faults.status(404, ETag='"x"')])

    with keeping(tmp_path) as client, pytest.raises(FetchError):
        ask(client, server)

    assert list(tmp_path.iterdir()) == []


def test_the_folder_stays_small(server: Marked, tmp_path: Path) -> None:
    server.body = b"s" * 1000
    with Client(kept=Kept(tmp_path, most=20_000)) as client:
        for number in range(100):
            ask(client, server, params=(("id", str(number)),))

    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 20_000


def test_no_key_is_kept(server: Marked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY", KEY)
    with keeping(tmp_path) as client:
        ask(client, server, params=(("api_key", KEY),))
        monkeypatch.setenv("OPENALEX_API_KEY", f"{KEY}-new")
        ask(client, server, params=(("api_key", f"{KEY}-new"),))
        server.body, server.marks = f"you sent {KEY}-new".encode(), {"ETag": '"two"'}
        ask(client, server, params=(("id", "7"),))

    assert "if-none-match" in server.requests[1].headers
    assert all(KEY.encode() not in path.read_bytes() for path in tmp_path.iterdir())
    assert len(list(tmp_path.iterdir())) == 1
