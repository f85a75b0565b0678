"""Shards: the index in pieces, each a classic script that also loads from disk.

A shard calls `bsShard(payload)`; its name ends in a hash of its content, so that a
browser keeps it for good and an old page never mixes two builds.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from broadsheet.digests import digest_of, program_digest
from broadsheet.errors import BroadsheetError
from broadsheet.site_ledger import SiteLedger

FOLDER = "search/broadsheet"
"""Below the site's root."""
MANIFEST = "manifest"
# Short, for there are thousands.
_HEAD, _TAIL = "bsShard(`", "`)\n"
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_TO_ESCAPE = re.compile(r"[\\`$]")


class Shard(Struct, frozen=True):
    """A piece of the index by its name."""

    name: str
    payload: str

    @classmethod
    def of(cls, kind: str, payload: str) -> Shard:
        """Name a payload by its kind and content."""
        return cls(f"{kind}-{digest(payload)}", payload)

    @property
    def seal(self) -> bytes:
        """Return a digest of the payload."""
        return digest_of(self.payload)


class KnownShard(Struct, frozen=True):
    """A shard whose name is known before it is made, and only made if someone wants it."""

    name: str
    seal: bytes
    make: Callable[[], str]

    @property
    def payload(self) -> str:
        """Return what it holds, made anew."""
        return self.make()


AnyShard = Shard | KnownShard


def script_of(payload: str) -> bytes:
    """Return a payload as JavaScript."""
    escaped = _TO_ESCAPE.sub(r"\\\g<0>", payload).replace("\r", "\\r")
    return f"{_HEAD}{escaped}{_TAIL}".encode("utf-8", "replace")


def digest(*payloads: str) -> str:
    """Return the hash of what some payloads hold, 40 bits of it, as part of a name."""
    found = hashlib.blake2b(digest_size=5)
    for payload in payloads:
        found.update(payload.encode("utf-8", "replace"))
        found.update(b"\xff")
    return base64.b32encode(found.digest()).decode().lower()


def group(kind: str, payloads: Sequence[str]) -> tuple[str, list[Shard]]:
    """Name payloads by one hash and their place, `kind-hash-0` and on, and return the hash too.

    Many small shards would need as many hashes, and who reads one would first load a list of them.
    """
    found = digest(*payloads)
    return found, [Shard(f"{kind}-{found}-{at}", one) for at, one in enumerate(payloads)]


def read_script(script: str) -> str:
    """Return the payload of a shard's JavaScript.

    Raises:
        ValueError: the text is not a whole shard.
    """
    if not script.startswith(_HEAD) or not script.endswith(_TAIL):
        raise ValueError("not a whole shard")
    payload = script[len(_HEAD) : -len(_TAIL)]
    return _ESCAPED.sub(lambda match: "\r" if match[1] == "r" else match[1], payload)


def put_shards(ledger: SiteLedger, shards: Iterable[AnyShard]) -> int:
    """Have shards stand in a site, those that do aside; return their bytes."""
    return sum(
        ledger.put(
            f"{FOLDER}/{one.name}.js",
            digest_of(program_digest(), one.seal),
            partial(_script, one),
        )
        for one in shards
    )


def _script(one: AnyShard) -> bytes:
    return script_of(one.payload)


def write_shards(site: Path, shards: Iterable[AnyShard]) -> None:
    """Write the shards of a build, the manifest last, then remove those of builds before.

    Whoever is killed meanwhile leaves the index as it was. Of two builds of a site the second waits
    from its beginning (`pages/staging`).

    Raises:
        BroadsheetError: the folder cannot be written.
    """
    folder = site / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept = {_write(folder, shard) for shard in shards}
        for path in folder.iterdir():
            if path.name not in kept:
                path.unlink(missing_ok=True)
    except OSError as error:
        raise BroadsheetError(f"{folder}: cannot be written: {error.strerror}") from error


def _write(folder: Path, shard: AnyShard) -> str:
    path = folder / f"{shard.name}.js"
    # Not synced to the disk one by one, like the rest of a site: thousands would take minutes.
    beside = path.with_suffix(".part")
    beside.write_bytes(script_of(shard.payload))
    beside.replace(path)
    return path.name
