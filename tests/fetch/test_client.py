from __future__ import annotations

import datetime as dt
import os
import socket
import time
from email.utils import format_datetime

import pytest

from broadsheet import __version__
from broadsheet.fetch.client import Client, Limits
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import Reply, Request
from broadsheet.fetch.retry import retry_after
from servers import faults
from servers.arxiv import ArxivServer


def get(client: Client, url: str) -> bytes:
    return client.send(Request(url=url, accept="application/atom+xml")).body


def hurried(**limits: float) -> Client:
    return Client(limits=Limits(**{"backoff": 0.02, "reply": 5.0, **limits}))  # type: ignore[arg-type]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_server_is_told_who_asks_and_what_for(server: ArxivServer, client: Client) -> None:
    get(client, server.url)

    headers = server.requests[0].headers
    assert headers["user-agent"] == f"broadsheet/{__version__} (+team@example.org)"
    assert headers["accept"] == "application/atom+xml"


def test_two_requests_to_a_host_keep_its_interval(server: ArxivServer, client: Client) -> None:
    client.pace(server.url, 0.3)

    for _ in range(3):
        get(client, server.url)

    assert sum(server.gaps()) >= 0.55  # a busy machine may shift one request, not all


def test_the_longest_interval_of_a_host_counts(server: ArxivServer, client: Client) -> None:
    client.pace(server.url, 0.3)
    client.pace(server.url, 0.0)

    get(client, server.url)
    get(client, server.url)

    assert server.gaps()[0] >= 0.2


def test_time_can_be_somebody_elses(server: ArxivServer) -> None:
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    with Client(sleep=sleep, clock=lambda: now[0]) as client:
        client.pace(server.url, 3.0)
        get(client, server.url)
        get(client, server.url)

    assert slept == [3.0]


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(server: ArxivServer, client: Client, code: int) -> None:
    server.misbehave([faults.status(code), faults.status(code)])

    assert b"<feed" in get(client, server.url)
    assert len(server.requests) == 3


def test_the_wait_doubles_with_each_try(server: ArxivServer) -> None:
    server.misbehave([faults.status(503)] * 3)

    with hurried(backoff=0.1) as client:
        get(client, server.url)

    assert all(gap >= wait for gap, wait in zip(server.gaps(), [0.1, 0.2, 0.4], strict=True))


def test_after_four_tries_the_server_is_left_alone(server: ArxivServer, client: Client) -> None:
    server.misbehave_always(faults.status(503))

    with pytest.raises(FetchError, match=r"127\.0\.0\.1 answers 503") as caught:
        get(client, server.url)

    assert len(server.requests) == 4
    assert caught.value.is_final


def test_a_server_that_asks_to_wait_is_given_that_time(server: ArxivServer, client: Client) -> None:
    server.misbehave([faults.status(429, retry_after="1")])

    get(client, server.url)

    assert 0.9 <= server.gaps()[0] < 20


def test_a_server_may_name_the_time_of_day(server: ArxivServer, client: Client) -> None:
    then = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=2)
    server.misbehave([faults.status(503, retry_after=format_datetime(then, usegmt=True))])

    get(client, server.url)

    assert 0.5 <= server.gaps()[0] < 20


def test_a_server_that_asks_for_too_long_a_wait_is_left_alone(server: ArxivServer) -> None:
    server.misbehave([faults.status(429, retry_after="3600")])

    with hurried() as client, pytest.raises(FetchError) as caught:
        get(client, server.url)

    assert caught.value.message == "127.0.0.1 answers 429 and asks to wait 3600 s; given up"
    assert len(server.requests) == 1


def test_a_wait_past_the_deadline_is_not_begun(server: ArxivServer) -> None:
    server.misbehave([faults.status(429, retry_after="30")])
    begin = time.monotonic()

    with Client(deadline=25) as client, pytest.raises(FetchError, match="asks to wait 30 s"):
        get(client, server.url)

    assert time.monotonic() - begin < 20


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("Mon, 01 Jan 2024 00:01:30 GMT", 90.0),
        ("Sun, 31 Dec 2023 00:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("Mon, 99 Jan 2024", None),
    ],
)
def test_retry_after_is_counted_on_the_servers_clock(text: str, seconds: float | None) -> None:
    reply = Reply(429, {"retry-after": text, "date": "Mon, 01 Jan 2024 00:00:00 GMT"}, b"")

    assert retry_after(reply) == seconds


@pytest.mark.parametrize("fault", [faults.half(), faults.half(chunked=True), faults.reset()])
def test_a_broken_answer_is_asked_for_again(
    server: ArxivServer, client: Client, fault: faults.Fault
) -> None:
    server.misbehave([fault])

    assert b"</feed>" in get(client, server.url)
    assert len(server.requests) == 2


def test_a_server_that_always_breaks_off_is_named(server: ArxivServer, client: Client) -> None:
    server.misbehave_always(faults.half())

    with pytest.raises(FetchError, match="breaks off in the middle"):
        get(client, server.url)


def test_a_refused_connection_is_said_plainly(client: Client) -> None:
    with pytest.raises(FetchError) as caught:
        get(client, f"http://127.0.0.1:{free_port()}/api?key=secret")

    assert caught.value.message == "127.0.0.1: it refuses the connection"


def test_in_a_build_a_refused_connection_is_not_tried_again() -> None:
    begin = time.monotonic()

    with Client(deadline=60) as client, pytest.raises(FetchError):
        get(client, f"http://127.0.0.1:{free_port()}")

    assert time.monotonic() - begin < 15  # three more tries wait 3, 6 and 12 seconds


def test_somebody_who_waits_hears_at_once_that_a_connection_is_refused() -> None:
    waits: list[float] = []

    with Client(is_awaited=True, sleep=waits.append) as client, pytest.raises(FetchError) as caught:
        get(client, f"http://127.0.0.1:{free_port()}")

    assert caught.value.message == "127.0.0.1: it refuses the connection"
    assert waits == []


def test_a_silent_server_ends_with_the_read_time(server: ArxivServer) -> None:
    server.misbehave_always(faults.hang())

    with hurried(read=0.2, tries=2) as client, pytest.raises(FetchError, match="it is silent"):
        get(client, server.url)

    assert len(server.requests) == 2


@pytest.mark.parametrize("in_headers", [False, True])
def test_a_dripping_server_ends_with_the_reply_time(
    server: ArxivServer, *, in_headers: bool
) -> None:
    server.misbehave([faults.drip(0.05, in_headers=in_headers)])
    begin = time.monotonic()

    with hurried(reply=0.5) as client, pytest.raises(FetchError, match="no whole answer within"):
        get(client, server.url)

    assert time.monotonic() - begin < 15


@pytest.mark.parametrize(
    "fault", [faults.hang(), faults.slow(20), faults.drip(0.1), faults.drip(0.1, in_headers=True)]
)
def test_the_deadline_holds_whatever_the_server_does(
    server: ArxivServer, fault: faults.Fault
) -> None:
    server.misbehave_always(fault)
    begin = time.monotonic()

    with Client(deadline=0.6) as client, pytest.raises(FetchError) as caught:
        get(client, server.url)

    assert time.monotonic() - begin < 15
    assert caught.value.is_final


def test_a_slow_answer_within_the_time_is_taken(server: ArxivServer, client: Client) -> None:
    server.misbehave([faults.slow(0.3)])

    assert b"</feed>" in get(client, server.url)


@pytest.mark.parametrize("fault", [faults.huge(64), faults.gzip_bomb(64)])
def test_an_answer_is_read_up_to_its_limit(server: ArxivServer, fault: faults.Fault) -> None:
    server.misbehave([fault])

    with hurried(bytes=2**20) as client, pytest.raises(FetchError, match="more than 1 MB"):
        get(client, server.url)


def test_packed_answers_are_unpacked(server: ArxivServer, client: Client) -> None:
    server.misbehave([faults.gzip_bomb(1)])

    assert get(client, server.url) == b" " * 2**20


@pytest.mark.parametrize(
    "location",
    ["http://localhost:1/api", "//example.org/x", "ftp://127.0.0.1/x", "file:///etc/passwd"],
)
def test_redirects_elsewhere_are_not_followed(
    server: ArxivServer, client: Client, location: str
) -> None:
    server.misbehave([faults.redirect(location)])

    with pytest.raises(FetchError, match="only redirects within a host are followed"):
        get(client, server.url)


def test_another_port_is_another_server(server: ArxivServer, client: Client) -> None:
    with ArxivServer() as other:
        server.misbehave([faults.redirect(other.url)])

        with pytest.raises(FetchError, match="redirects within a host"):
            get(client, server.url)

        assert other.requests == []


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirects_within_a_host_are_followed(
    server: ArxivServer, client: Client, code: int
) -> None:
    server.misbehave([faults.redirect("/api/moved?id_list=2401.00001", code)])

    assert b"Sock 1" in get(client, server.url)
    assert server.requests[1].path == "/api/moved"


def test_redirects_in_circles_end(server: ArxivServer, client: Client) -> None:
    server.misbehave_always(faults.redirect("/api/query"))

    with pytest.raises(FetchError, match="round in circles"):
        get(client, server.url)

    assert len(server.requests) == 4


def test_a_refusal_keeps_what_the_server_says(server: ArxivServer, client: Client) -> None:
    server.misbehave([faults.says(b"no such thing", "text/plain", 404)])

    with pytest.raises(FetchError) as caught:
        get(client, server.url)

    assert (caught.value.status, caught.value.body) == (404, b"no such thing")
    assert not caught.value.is_final


def test_cookies_are_not_taken(server: ArxivServer, client: Client) -> None:
    server.misbehave([faults.status(200, Set_Cookie="id=1; Path=/")])

    get(client, server.url)
    get(client, server.url)

    assert "cookie" not in server.requests[1].headers


def test_proxies_of_the_surroundings_are_not_used(
    server: ArxivServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "http_proxy", f"http://127.0.0.1:{free_port()}")

    with hurried() as client:
        assert b"</feed>" in get(client, server.url)


def test_a_body_makes_a_post(server: ArxivServer, client: Client) -> None:
    client.send(Request(url=server.url, body=b'{"ids": []}'))

    assert (server.requests[0].method, server.requests[0].body) == ("POST", b'{"ids": []}')
