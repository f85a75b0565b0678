"""Shards: the index in pieces, each a classic script that also loads from disk.

A shard calls `BroadsheetShard(name, payload)`; its name ends in a hash of its content, so that a
browser keeps it for good and an old page never mixes two builds.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from broadsheet.records.store import write_text

FOLDER = "search/broadsheet"
"""Below the site's root."""
MANIFEST = "manifest"
_ESCAPES = str.maketrans({"\\": "\\\\", "`": "\\`", "$": "\\$", "\r": "\\r"})


class Shard(Struct, frozen=True):
    """A piece of the index by its name."""

    name: str
    payload: str

    @classmethod
    def of(cls, kind: str, payload: str) -> Shard:
        """Name a payload by its kind and content."""
        digest = hashlib.blake2b(payload.encode("utf-8", "replace"), digest_size=5).digest()
        return cls(f"{kind}-{base64.b32encode(digest).decode().lower()}", payload)

    @property
    def script(self) -> str:
        """Return the shard as JavaScript."""
        return f"BroadsheetShard({self.name!r},`{self.payload.translate(_ESCAPES)}`)\n"


def read_script(script: str) -> str:
    """Return the payload of a shard's JavaScript.

    Raises:
        ValueError: the text is not a whole shard.
    """
    head, mark, rest = script.partition(",`")
    if not head.startswith("BroadsheetShard(") or not mark or not rest.endswith("`)\n"):
        raise ValueError("not a whole shard")
    out: list[str] = []
    pieces = rest[:-3].split("\\")
    out.append(pieces[0])
    at = 1
    while at < len(pieces):
        piece = pieces[at]
        if piece == "":
            out.append("\\" + (pieces[at + 1] if at + 1 < len(pieces) else ""))
            at += 2
            continue
        out.append(("\r" if piece[0] == "r" else piece[0]) + piece[1:])
        at += 1
    return "".join(out)


def write_shards(site: Path, shards: Iterable[Shard]) -> None:
    """Write the shards of a build, the manifest last, and remove those of builds before.

    Raises:
        BroadsheetError: the folder cannot be written.
    """
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    kept = {f"{MANIFEST}.js"}
    manifest: Shard | None = None
    for shard in shards:
        kept.add(f"{shard.name}.js")
        path = folder / f"{shard.name}.js"
        if shard.name == MANIFEST:
            manifest = shard
        else:
            write_text(path, shard.script)
    if manifest is not None:
        write_text(folder / f"{MANIFEST}.js", manifest.script)
    for path in folder.glob("*.js"):
        if path.name not in kept:
            path.unlink(missing_ok=True)
