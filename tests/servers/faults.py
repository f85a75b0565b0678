"""What can go wrong with a server, one fault a request."""

from __future__ import annotations

import gzip
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from servers.stand_in import Answered, Seen, StandIn

Handler: TypeAlias = Any
"""The handler of one connection, of `stand_in`."""


@dataclass(frozen=True)
class Fault:
    """Something that happens to one request in place of its answer."""

    name: str
    replace: Callable[[Handler, StandIn, Seen], None] | None = None


def status(code: int, *, retry_after: str = "", **headers: str) -> Fault:
    """Answer with a status alone, and perhaps with when to come back."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if retry_after:
        named["Retry-After"] = retry_after
    body = b"" if code in (204, 304) else b"not now\n"
    answer = Answered(body, code, "text/plain", named)
    return Fault(f"status {code}", lambda handler, server, seen: handler.send_answer(answer))


def says(body: bytes, content_type: str = "application/atom+xml", code: int = 200) -> Fault:
    """Answer with something else."""
    answer = Answered(body, code, content_type)
    return Fault("says", lambda handler, server, seen: handler.send_answer(answer))


def html() -> Fault:
    """Answer 200 with an error page, as proxies do."""
    page = b"<!DOCTYPE html><html><head><title>Oops</title></head><body><p>Try later<br></body>"
    return says(page, "text/html")


def rubbish() -> Fault:
    """Answer 200 with bytes that are nothing."""
    return says(bytes(range(256)) * 20, "application/octet-stream")


def redirect(location: str, code: int = 302) -> Fault:
    """Send the client elsewhere."""
    return status(code, Location=location)


def slow(seconds: float) -> Fault:
    """Answer well, but late."""

    def replace(handler: Handler, server: StandIn, seen: Seen) -> None:
        server.stopping.wait(seconds)
        handler.send_answer(server.answer(seen))

    return Fault("slow", replace)


def hang() -> Fault:
    """Take the request and say nothing."""

    def replace(handler: Handler, server: StandIn, seen: Seen) -> None:
        server.stopping.wait(60)
        handler.close_connection = True

    return Fault("hang", replace)


def drip(seconds: float, *, in_headers: bool = False) -> Fault:
    """Send the answer, or its headers, byte by byte with a pause before each."""

    def replace(handler: Handler, server: StandIn, seen: Seen) -> None:
        head = b"HTTP/1.1 200 OK\r\nX-Slow: "
        if not in_headers:
            handler.wfile.write(head + b"yes\r\nContent-Length: 100000\r\n\r\n")
        else:
            handler.wfile.write(head)
        while not server.stopping.wait(seconds):
            handler.wfile.write(b"a")
        handler.close_connection = True

    return Fault("drip", replace)


def half(*, chunked: bool = False) -> Fault:
    """Send half of the answer and cut the connection."""

    def replace(handler: Handler, server: StandIn, seen: Seen) -> None:
        body = server.answer(seen).body
        handler.send_response(200)
        if chunked:
            handler.send_header("Transfer-Encoding", "chunked")
        else:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        part = body[: len(body) // 2]
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(part), part) if chunked else part)
        handler.close_connection = True

    return Fault("half", replace)


def reset() -> Fault:
    """Reset the connection without an answer."""

    def replace(handler: Handler, server: StandIn, seen: Seen) -> None:
        linger = struct.pack("ii", 1, 0)
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        handler.close_connection = True
        handler.connection.close()

    return Fault("reset", replace)


def huge(megabytes: int) -> Fault:
    """Send more than anyone wants."""

    def replace(handler: Handler, server: StandIn, seen: Seen) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(megabytes * 2**20))
        handler.end_headers()
        for _ in range(megabytes):
            handler.wfile.write(b" " * 2**20)

    return Fault("huge", replace)


def gzip_bomb(megabytes: int) -> Fault:
    """Send a small answer that unpacks to a large one."""
    packed = gzip.compress(b" " * (megabytes * 2**20))
    answer = Answered(packed, 200, "application/atom+xml", {"Content-Encoding": "gzip"})
    return Fault("gzip bomb", lambda handler, server, seen: handler.send_answer(answer))
