"""Versions: what a record file said at some time, as much of it as tells a change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from broadsheet.history.git import Git, GitError
from broadsheet.records.catalogue import names_of
from broadsheet.records.loader import records_in
from broadsheet.records.models import Record
from broadsheet.records.yaml_file import MAX_BYTES, parse_yaml

_AT_ONCE = 500
_FIELDS = tuple(
    name for name in Record.__struct_fields__ if name not in ("id", "ids", "origin", "added_by")
)


class Version(Struct, frozen=True):
    """A record at some time: its title, its identifiers and a digest of each field it had."""

    title: str
    names: tuple[str, ...]
    added_by: str
    fields: Mapping[str, str]


Versions = Mapping[str, Version]
"""The records of a file by their papers' ids."""


def read_versions(git: Git, blobs: Iterable[str]) -> dict[str, Versions]:
    """Return what blobs said, each read once, a few hundred at a time."""
    names = sorted(set(blobs))
    found: dict[str, Versions] = {}
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        found.update(zip(some, map(versions_in, _contents(git, some)), strict=True))
    return found


def versions_in(data: bytes) -> Versions:
    """Return the records of a file; what was no record then is left out."""
    if len(data) > MAX_BYTES:
        return {}
    found = records_in(parse_yaml(data, ""))
    return {one.id: _version(one) for one in (*found.flawed, *found.records)}


def _version(record: Record) -> Version:
    return Version(
        record.title,
        tuple(names_of(record.ids)),
        record.added_by,
        {
            "ids": _digest(record.ids),
            **{name: _digest(value) for name in _FIELDS if (value := getattr(record, name))},
        },
    )


def _digest(value: object) -> str:
    return hashlib.blake2b(msgspec.json.encode(value), digest_size=8).hexdigest()


def _contents(git: Git, blobs: Sequence[str]) -> Iterator[bytes]:
    """Yield the bytes of blobs, in their order.

    Raises:
        GitError: git cannot read them; a partial clone may lack some.
    """
    data, at = git.data("cat-file", "--batch", stdin="\n".join(blobs).encode() + b"\n"), 0
    for blob in blobs:
        end = data.index(b"\n", at)
        head = data[at:end].split(b" ")
        if len(head) != 3:
            raise GitError(f"git cat-file: {blob} is not here")
        size = int(head[2])
        yield data[end + 1 : end + 1 + size]
        at = end + 2 + size
