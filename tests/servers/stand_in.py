"""A stand-in for an API: a real HTTP server on loopback that can also misbehave as told.

An API of its own derives from `StandIn` and gives `answer`; the rest is here:

    with ArxivServer(papers) as server:
        server.misbehave([faults.status(429, retry_after="1"), None, faults.half()])
        ...ask server.url...
        assert len(server.requests) == 3
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from servers.faults import Fault


@dataclass(frozen=True)
class Seen:
    """A request as it came in; `at` is in seconds of the monotonic clock."""

    at: float
    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes = b""


@dataclass(frozen=True)
class Answered:
    """What the API says when it is well."""

    body: bytes
    status: int = 200
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


class StandIn:
    """A server on a free port of loopback; a context manager."""

    path = "/"

    def __init__(self, port: int = 0) -> None:
        self.requests: list[Seen] = []
        """All requests so far, in the order of their coming."""
        self.stopping = threading.Event()
        self._faults: list[Fault | None] = []
        self._always: Fault | None = None
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _handler(self))

    @property
    def url(self) -> str:
        """Where the API is."""
        return f"http://127.0.0.1:{self._server.server_address[1]}{self.path}"

    def answer(self, request: Seen) -> Answered:
        """Say what the API says to a request."""
        raise NotImplementedError

    def misbehave(self, faults: Iterable[Fault | None]) -> None:
        """Let the next requests go wrong, one fault each; None is a good answer."""
        with self._lock:
            self._faults.extend(faults)

    def misbehave_always(self, fault: Fault | None) -> None:
        """Let every request go wrong that no other fault is for; None ends it."""
        self._always = fault

    def take(self, request: Seen) -> Fault | None:
        """Note a request and say what shall go wrong with it."""
        with self._lock:
            self.requests.append(request)
            return self._faults.pop(0) if self._faults else self._always

    def gaps(self) -> list[float]:
        """Return the seconds between the requests."""
        times = [request.at for request in self.requests]
        return [later - earlier for earlier, later in pairwise(times)]

    def start(self) -> Self:
        """Serve from a thread of its own."""
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def serve_forever(self) -> None:
        """Serve until interrupted."""
        self._server.serve_forever()

    def stop(self) -> None:
        """Stop serving; requests that hang are let go."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Bear clients that go away in the middle; show everything else."""
        if not isinstance(sys.exc_info()[1], OSError | ValueError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _handler(stand_in: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def do_PATCH(self) -> None:
            self._serve()

        def _serve(self) -> None:
            request = self._read()
            fault = stand_in.take(request)
            try:
                if fault is not None and fault.replace is not None:
                    fault.replace(self, stand_in, request)
                else:
                    self.send_answer(stand_in.answer(request))
            except (ConnectionError, TimeoutError):
                self.close_connection = True

        def _read(self) -> Seen:
            url = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            query = parse_qs(url.query, keep_blank_values=True)
            return Seen(time.monotonic(), self.command, url.path, query, headers, body)

        def send_answer(self, answer: Answered) -> None:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep quiet."""

    return Handler
