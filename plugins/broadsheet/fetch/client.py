"""The polite client: paced for each host, patient with errors, bounded in time and bytes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from urllib.parse import SplitResult, urljoin, urlsplit

import msgspec
from msgspec import Struct

from broadsheet import __version__
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import (
    BROKEN,
    Reply,
    Request,
    TooLarge,
    TooLong,
    exchange,
    new_session,
)
from broadsheet.fetch.gate import Gate
from broadsheet.fetch.kept import Kept, conditions
from broadsheet.fetch.retry import asks_to_come_again, is_passing, retry_after

_MOVED = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 3
_NOT_MODIFIED = 304


class Limits(Struct, frozen=True):
    """How long and how much the client bears; times in seconds."""

    connect: float = 10.0
    read: float = 30.0
    """Between two packets."""
    reply: float = 120.0
    """For all of a reply."""
    bytes: int = 32 * 1024 * 1024
    """Of a reply, unpacked; 100 arXiv entries are about 0.4 MB."""
    tries: int = 4
    backoff: float = 3.0
    """Before the second try; twice as much before each further one."""
    longest_wait: float = 120.0
    """What a server may ask for with `Retry-After` and get."""


class Client:
    """Sends requests, at most one at a time to a host, and as often as `pace` allows."""

    def __init__(
        self,
        contact: str = "",
        *,
        deadline: float | None = None,
        limits: Limits | None = None,
        kept: Kept | None = None,
        is_awaited: bool = False,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the contact for the `User-Agent` and, in a build, the seconds that all may take.

        Where somebody waits for the answer, a host that is not there is not asked again.
        """
        self.limits = limits or Limits()
        self._kept = kept
        self._is_awaited = is_awaited
        self._sleep = sleep
        self._clock = clock
        self._ends = None if deadline is None else clock() + deadline
        self._gates: dict[str, Gate] = {}
        self._gates_lock = threading.Lock()
        self._session = new_session(user_agent(contact))

    @property
    def patience(self) -> float:
        """Seconds that a request may be put off to ask for more at once; none without deadline."""
        return self._left() / 8

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def pace(self, url: str, interval: float) -> None:
        """Ask the host of a URL at most once in `interval` seconds; the slowest word counts."""
        gate = self._gate(urlsplit(url))
        gate.interval = max(gate.interval, interval)

    def send(self, request: Request) -> Reply:
        """Send a request and return the reply, whose status is 200 to 299.

        Raises:
            FetchError: there is none, after all tries, or the server refuses with another status.
        """
        if self._kept is None:
            return self._follow(request)
        kept = self._kept.find(request)
        headers = (*request.headers, *conditions(kept))
        reply = self._follow(msgspec.structs.replace(request, headers=headers))
        if reply.status == _NOT_MODIFIED and kept is not None:
            return kept
        self._kept.keep(request, reply)
        return reply

    def _follow(self, request: Request) -> Reply:
        """Send a request wherever its server moved it to."""
        redirects = 0
        while True:
            reply = self._send_patiently(request)
            if reply.status not in _MOVED:
                return _good(reply, request)
            redirects += 1
            request = _redirected(request, reply, redirects)

    def _send_patiently(self, request: Request) -> Reply:
        host = _host(request.url)
        for attempt in range(self.limits.tries):
            is_last = attempt == self.limits.tries - 1
            backoff = self.limits.backoff * 2**attempt
            try:
                reply = self._send_once(request)
            except BROKEN as error:
                # A build does not wait for a network that is not there.
                is_in_vain = self._is_awaited and _is_out_of_reach(error)
                if is_last or self._ends is not None or is_in_vain:
                    raise FetchError(f"{host}: {_reason(error)}", is_final=True) from None
                self._put_off(host, request, backoff)
                continue
            if not asks_to_come_again(reply) or is_last:
                return reply
            self._put_off(host, request, backoff, reply)
        raise AssertionError("the last try returns or raises")

    def _send_once(self, request: Request) -> Reply:
        host = _host(request.url)
        with self._gate(urlsplit(request.url)).turn(self._ends):
            left = self._left()
            limits = self.limits
            seconds = min(limits.reply, left)
            timeouts = (min(limits.connect, seconds), min(limits.read, seconds))
            try:
                return exchange(
                    self._session, request, timeouts=timeouts, max_bytes=limits.bytes,
                    seconds=seconds,
                )  # fmt: skip
            except TooLong:
                message = f"{host}: no whole answer within {seconds:.3g} s"
                raise FetchError(message, is_final=seconds == left) from None
            except TooLarge:
                size = f"{limits.bytes / 2**20:.3g} MB"
                raise FetchError(f"{host}: the answer has more than {size}") from None

    def _put_off(
        self, host: str, request: Request, backoff: float, reply: Reply | None = None
    ) -> None:
        """Keep the host's gate closed until it may be asked again; give up if that is too long."""
        asked = None if reply is None else retry_after(reply)
        wait = backoff if asked is None else asked
        said = "" if reply is None else f"{host} answers {reply.status}"
        if asked is not None:
            said += f" and asks to wait {asked:.0f} s"
        if wait > self.limits.longest_wait or wait >= self._left():
            said = said or f"{host}: the connection failed"
            status, body = (reply.status, reply.body) if reply else (0, b"")
            raise FetchError(f"{said}; given up", status=status, body=body, is_final=True)
        self._gate(urlsplit(request.url)).close_for(wait)

    def _left(self) -> float:
        return float("inf") if self._ends is None else max(0.001, self._ends - self._clock())

    def _gate(self, url: SplitResult) -> Gate:
        host = url.netloc.rpartition("@")[2].lower()
        with self._gates_lock:
            if host not in self._gates:
                self._gates[host] = Gate(host, self._sleep, self._clock)
            return self._gates[host]


def user_agent(contact: str) -> str:
    """Return what servers see: who asks, and where to complain."""
    return f"broadsheet/{__version__}" + (f" (+{contact})" if contact else "")


def _good(reply: Reply, request: Request) -> Reply:
    host = _host(request.url)
    was_asked = any(name in ("If-None-Match", "If-Modified-Since") for name, _ in request.headers)
    if 200 <= reply.status < 300 or (reply.status == _NOT_MODIFIED and was_asked):
        return reply
    is_final = is_passing(reply) or reply.status in (401, 403)
    message = f"{host} answers {reply.status}"
    raise FetchError(message, status=reply.status, body=reply.body, is_final=is_final)


def _redirected(request: Request, reply: Reply, redirects: int) -> Request:
    here, there = urlsplit(request.url), _target(request, reply)
    host = _host(request.url)
    if redirects > _MOST_REDIRECTS:
        raise FetchError(f"{host} sends us round in circles", status=reply.status)
    is_same = there.netloc.lower() == here.netloc.lower() and there.scheme == here.scheme
    is_safer = there.hostname == here.hostname and (here.scheme, there.scheme) == ("http", "https")
    if not (is_same or is_safer):
        shown = f"{there.scheme}://{there.hostname or ''}"
        message = f"{host} sends us to {shown}; only redirects within a host are followed"
        raise FetchError(message, status=reply.status, is_final=True)
    if request.body and reply.status not in (307, 308):
        raise FetchError(f"{host} answers {reply.status} to a POST", status=reply.status)
    return msgspec.structs.replace(request, url=there.geturl(), params=())


def _target(request: Request, reply: Reply) -> SplitResult:
    try:
        return urlsplit(urljoin(request.url, reply.headers.get("location", "")))
    except ValueError:
        raise FetchError(f"{_host(request.url)} redirects to no URL", status=reply.status) from None


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _is_out_of_reach(error: Exception) -> bool:
    """Tell whether nobody is there, as one sees who waits before a terminal without a network."""
    return any(word in _names(error) for word in ("NameResolution", "refused"))


def _names(error: Exception) -> str:
    return f"{type(error).__name__} {type(error.__cause__ or error.__context__).__name__} {error}"


def _reason(error: Exception) -> str:
    # The libraries' own messages hold the whole URL, and a URL may hold a key.
    name = _names(error)
    reasons = {
        "NameResolution": "its name cannot be resolved; is there a network?",
        "ConnectTimeout": "it cannot be reached",
        "refused": "it refuses the connection",
        "Timeout": "it is silent",
        "timed out": "it is silent",
        "SSL": "its certificate is not trusted",
        "IncompleteRead": "it breaks off in the middle of the answer",
        "Protocol": "it breaks the connection",
        "ConnectionError": "it cannot be reached",
        "Decode": "its answer cannot be unpacked",
        "Content": "its answer cannot be unpacked",
    }
    return next((said for word, said in reasons.items() if word in name), "the connection failed")
