"""The cache: what takes long to make and is made of the content alone; safe to delete at any time.

A file holds one value, made of the content that its key is a digest of; a packed file has no key,
for its value says itself what each part was made of. A file that is damaged, of another content or
of another form counts as none.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from broadsheet.errors import BroadsheetError
from broadsheet.records.store import replaced

Value = TypeVar("Value")


def recall(path: Path, key: str, kind: type[Value], make: Callable[[], Value]) -> Value:
    """Return the value that a file keeps for a key, else make it and keep it.

    A value out of the file equals a fresh one. A folder that cannot be written costs time only.
    """
    found = _read(path, key)
    if found is not None:
        with contextlib.suppress(msgspec.DecodeError):
            return msgspec.json.decode(found, type=kind)
    value = make()
    _write(path, key, msgspec.json.encode(value))
    return value


def last(path: Path, kind: type[Value]) -> Value | None:
    """Return what a file keeps, whatever it was made of; nothing where it keeps nothing."""
    kept = _kept(path)
    with contextlib.suppress(msgspec.DecodeError):
        return msgspec.json.decode(kept[1], type=kind) if kept else None
    return None


def unpacked(path: Path | None, kind: type[Value]) -> Value | None:
    """Return what a packed file keeps; nothing where anything about it is not as it should be."""
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        return msgspec.msgpack.decode(path.read_bytes(), type=kind) if path else None
    return None


def pack(path: Path, value: object) -> None:
    """Keep a value in a packed file; a folder that cannot be written costs time only."""
    with contextlib.suppress(OSError, BroadsheetError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with replaced(path) as file:
            file.write(msgspec.msgpack.encode(value))


def _read(path: Path, key: str) -> bytes | None:
    kept = _kept(path)
    return kept[1] if kept and kept[0] == key else None


def _kept(path: Path) -> tuple[str, bytes] | None:
    """Return the key of a file and what it keeps for it, if it is whole."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        key = head.decode().partition(" ")[0]
    except (OSError, UnicodeDecodeError):
        return None
    return (key, body) if head == _head(key, body) else None


def _write(path: Path, key: str, body: bytes) -> None:
    with contextlib.suppress(OSError, BroadsheetError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with replaced(path) as file:
            file.write(_head(key, body) + b"\n")
            file.write(body)


def _head(key: str, body: bytes) -> bytes:
    return f"{key} {hashlib.sha256(body).hexdigest()}".encode()
