"""Papers in answers of JSON, read by declared types one by one: a bad one does not spoil the rest.

Fields that are not declared are ignored, so that a server may add some; a declared one must have
its type, so that no guess gets into a record.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from broadsheet.errors import Invalid
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.sources import bodies

_T = TypeVar("_T")


def read_json(body: bytes | msgspec.Raw, kind: type[_T], label: str) -> _T:
    """Read a whole answer as a type.

    Raises:
        FetchError: it is a web page, no JSON, or JSON of another kind.
    """
    try:
        return bodies.read_json(bytes(body), kind, label)
    except Invalid as error:
        raise FetchError(f"{label}: {error.message}") from None


def read_part(raw: msgspec.Raw, kind: type[_T]) -> _T | str:
    """Read one paper of an answer, or return what is wrong with it."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return f"the answer cannot be read: {' '.join(str(error).split())[:160]}"
