"""Kept replies: what a server said last time, to be asked only whether it changed (RFC 9110, 13).

One file a request in a folder that may be deleted at any time: a line of JSON, then the body. Only
what the server marked with an `ETag` or a date is kept, and only of requests that ask for it. The
libraries for this (CacheControl, requests-cache) read whole bodies without a limit and answer from
what they keep without asking; here the server is always asked, in its turn.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import msgspec
from msgspec import Struct

from broadsheet.fetch.exchange import Reply, Request
from broadsheet.fetch.keys import holds_key, without_keys

_MARKS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_HEADERS = (*_MARKS, "content-type")
_MOST = 64 * 2**20
"""Bytes of all files together."""
_LARGEST = 4 * 2**20
"""Bytes of one file."""


class _Head(Struct, frozen=True):
    """The first line of a file; `digest` is of the body."""

    headers: dict[str, str]
    digest: str


class Kept:
    """The kept replies of a folder; whatever is wrong with it, requests go on without."""

    def __init__(self, folder: Path, *, most: int = _MOST) -> None:
        self._folder = folder
        self._most = most
        self._written = 0

    def find(self, request: Request) -> Reply | None:
        """Return what the server said last time, if that is kept whole."""
        if not _is_kept(request):
            return None
        try:
            line, _, body = self._path(request).read_bytes().partition(b"\n")
            head = msgspec.json.decode(line, type=_Head)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        is_whole = head.digest == hashlib.sha256(body).hexdigest()
        return Reply(200, head.headers, body) if is_whole else None

    def keep(self, request: Request, reply: Reply) -> None:
        """Keep a reply that the server can be asked about again."""
        headers = {name: reply.headers[name] for name in _HEADERS if name in reply.headers}
        is_marked = any(name in headers for name in _MARKS)
        if not (_is_kept(request) and is_marked and reply.status == 200):
            return
        head = _Head(headers, hashlib.sha256(reply.body).hexdigest())
        data = msgspec.json.encode(head) + b"\n" + reply.body
        if len(data) > min(_LARGEST, self._most) or holds_key(data):
            return
        try:
            self._write(self._path(request), data)
        except OSError:
            return

    def _path(self, request: Request) -> Path:
        said = without_keys(repr((request.url, request.params, request.accept)))
        return self._folder / hashlib.sha256(said.encode()).hexdigest()

    def _write(self, path: Path, data: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=self._folder, prefix=".new-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
        self._written += len(data)
        if self._written > self._most // 8:
            self._prune()

    def _prune(self) -> None:
        """Remove what was written longest ago, and more than needed, so as to do it seldom."""
        self._written = 0
        files = [(path.stat().st_mtime_ns, path) for path in self._folder.iterdir()]
        left = self._most * 3 // 4
        for _, path in sorted(files, reverse=True):
            left -= path.stat().st_size
            if left < 0:
                path.unlink(missing_ok=True)


def conditions(kept: Reply | None) -> tuple[tuple[str, str], ...]:
    """Return the headers that ask a server to answer only if it would not say this again."""
    if kept is None:
        return ()
    marks = ((header, kept.headers.get(name, "")) for name, header in _MARKS.items())
    return tuple((header, value) for header, value in marks if value)


def _is_kept(request: Request) -> bool:
    return request.is_kept and request.method == "GET"
