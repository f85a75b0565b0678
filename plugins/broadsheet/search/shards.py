"""Shards: the index in pieces, each a classic script that also loads from disk.

A shard calls `bsShard(payload)`; its name ends in a hash of its content, so that a
browser keeps it for good and an old page never mixes two builds.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from broadsheet.errors import BroadsheetError

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
    def script(self) -> str:
        """Return the shard as JavaScript."""
        escaped = _TO_ESCAPE.sub(r"\\\g<0>", self.payload).replace("\r", "\\r")
        return f"{_HEAD}{escaped}{_TAIL}"


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


def write_shards(site: Path, shards: Iterable[Shard]) -> None:
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


def _write(folder: Path, shard: Shard) -> str:
    path = folder / f"{shard.name}.js"
    # Not synced to the disk one by one, like the rest of a site: thousands would take minutes.
    beside = path.with_suffix(".part")
    beside.write_bytes(shard.script.encode("utf-8", "replace"))
    beside.replace(path)
    return path.name
