"""One HTTP exchange, bounded in bytes and in time whatever the server does."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from http.client import HTTPException
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

import requests
import urllib3
from msgspec import Struct

from broadsheet.fetch.keys import without_keys

BROKEN = (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError)
"""What the libraries raise when a connection fails or breaks."""
_CHUNK = 64 * 1024


class _NoKeys(logging.Filter):
    """Takes keys out of what the libraries log: they log addresses with all parameters."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_keys(record.getMessage()), ()
        return True


for _name in ("urllib3.connectionpool", "urllib3.util.retry", "urllib3.connection"):
    logging.getLogger(_name).addFilter(_NoKeys())


class Request(Struct, frozen=True, kw_only=True):
    """What is asked: a GET, or a POST where there is a body."""

    url: str
    params: tuple[tuple[str, str], ...] = ()
    accept: str = "*/*"
    headers: tuple[tuple[str, str], ...] = ()
    """Further ones, such as a key from the environment; never shown or logged."""
    body: bytes = b""
    is_kept: bool = False
    """Whether its answer is kept to ask the server next time only for what changed.

    For a GET alone, and not where the answer depends on who asks.
    """

    def __repr__(self) -> str:
        """Return what is asked of whom; parameters and headers may hold a key."""
        return f"<{self.method} {urlsplit(self.url).hostname}>"

    @property
    def method(self) -> str:
        """Return the HTTP method."""
        return "POST" if self.body else "GET"


class Reply(Struct, frozen=True):
    """What came back whole; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    def __repr__(self) -> str:
        """Return the status and the size; what servers say may repeat a key."""
        return f"<{self.status}, {len(self.body)} bytes>"


class TooLong(Exception):
    """A reply took longer than its time."""


class TooLarge(Exception):
    """A reply has more bytes than are read."""


def new_session(user_agent: str) -> requests.Session:
    """Return a session that takes nothing from its surroundings: no proxy, no netrc, no cookie."""
    session = requests.Session()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers.update({"User-Agent": user_agent, "Accept-Encoding": "gzip"})
    return session


def exchange(
    session: requests.Session, request: Request, *, timeouts: tuple[float, float], max_bytes: int,
    seconds: float,
) -> Reply:  # fmt: skip
    """Send a request and read the reply within `seconds`; `timeouts` are to connect and to read.

    Raises:
        TooLong, TooLarge: the reply is more than was asked for.
        BROKEN: the connection failed.
    """
    is_over = threading.Event()
    try:
        return _within(
            seconds, lambda: _read(session, request, timeouts, max_bytes, seconds, is_over)
        )
    finally:
        is_over.set()


def _within(seconds: float, work: Callable[[], Reply]) -> Reply:
    # No timeout of a socket covers a name server that is silent or headers that come byte by byte.
    # The thread is left to itself then; it dies with its socket, or with the process.
    results: queue.SimpleQueue[Reply | BaseException] = queue.SimpleQueue()

    def run() -> None:
        try:
            results.put(work())
        except BaseException as error:  # noqa: BLE001 (raised again in the caller's thread)
            results.put(error)

    threading.Thread(target=run, name="broadsheet-exchange", daemon=True).start()
    try:
        result = results.get(timeout=seconds)
    except queue.Empty:
        raise TooLong from None
    if isinstance(result, BaseException):
        raise result
    return result


def _read(
    session: requests.Session, request: Request, timeouts: tuple[float, float], max_bytes: int,
    seconds: float, is_over: threading.Event,
) -> Reply:  # fmt: skip
    ends = time.monotonic() + seconds
    with session.request(
        request.method,
        request.url,
        params=request.params,
        data=request.body or None,
        headers={"Accept": request.accept, **dict(request.headers)},
        timeout=timeouts,
        allow_redirects=False,
        stream=True,
    ) as response:
        body = bytearray()
        # read1 returns after each packet, so that a drip is noticed; `iter_content` would wait.
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            body += chunk
            if len(body) > max_bytes:
                raise TooLarge
            if is_over.is_set() or time.monotonic() > ends:
                raise TooLong
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status_code, headers, bytes(body))
