"""The shelf: the names of shards by what they are made of, kept between builds.

Who has the file of a shard need not make it again to know that it is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

from broadsheet.cache import pack, unpacked
from broadsheet.digests import digest_of, program_digest
from broadsheet.search.shards import AnyShard, KnownShard

Tags = list[tuple[str, bytes]]
"""The name and the seal of each shard."""


class Shelf:
    """Knows the shards of the build before, if there is a path."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._before = unpacked(path, dict[bytes, Tags]) or {}
        self._used: dict[bytes, Tags] = {}

    def shards(
        self, made_of: object, make: Callable[[str], Sequence[AnyShard]]
    ) -> Sequence[KnownShard]:
        """Return shards by all that they are made of; what has none yet is made, once.

        `make` is told the digest of what they are made of.
        """
        key = digest_of(program_digest(), made_of)
        made = cache(partial(make, key.hex()))
        tags = self._before.get(key)
        if tags is None:
            tags = [(one.name, one.seal) for one in made()]
        self._used[key] = tags

        def payload(at: int) -> Callable[[], str]:
            return lambda: made()[at].payload

        return [KnownShard(*tag, payload(at)) for at, tag in enumerate(tags)]

    def save(self) -> None:
        """Remember what was asked for; a folder that cannot be written costs time only."""
        if self._path and self._used != self._before:
            pack(self._path, self._used)
