"""What a collection was made with: `.broadsheet.json`, so that an upgrade knows whose a file is."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
from msgspec import Struct

from broadsheet.errors import BroadsheetError
from broadsheet.records.store import write_text

_NAME = ".broadsheet.json"


class State(Struct, frozen=True, omit_defaults=True):
    """The version that last wrote the files, their digests then, and what cannot be inferred."""

    version: str = ""
    files: dict[str, str] = {}
    """From path to the SHA-256 of what was written there."""
    branch: str = ""
    """The branch that is published, as it was when the collection was made."""
    install: tuple[str, ...] = ()
    """Shell lines of workflows that put `broadsheet` on the path, where the usual ones do not."""
    requirements: str = ""
    """The file that says what they install, where that is not `requirements.txt`."""
    leave_out: tuple[str, ...] = ()
    """Paths that this collection does not want."""


def read_state(root: Path) -> State:
    """Return a collection's state; an older collection has none, which is an empty one.

    Raises:
        BroadsheetError: the file cannot be read.
    """
    path = root / _NAME
    try:
        return msgspec.json.decode(path.read_bytes(), type=State)
    except FileNotFoundError:
        return State()
    except (OSError, msgspec.DecodeError) as error:
        raise BroadsheetError(
            f"{path}: cannot be read: {error}; restore it, or delete it"
        ) from None


def write_state(root: Path, state: State) -> None:
    """Keep a collection's state, sorted.

    Raises:
        BroadsheetError: the file cannot be written.
    """
    text = msgspec.json.format(msgspec.json.encode(state, order="sorted"), indent=2).decode()
    write_text(root / _NAME, f"{text}\n")


def digest(text: str) -> str:
    """Return the SHA-256 of a text, whatever its line ends are."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()
