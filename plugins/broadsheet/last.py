"""The last value: what a build made, kept for the next one while a site is served.

Most edits change a word of one paper, and what papers are grouped by stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Last(Generic[Key, Value]):
    """Keeps one value, and the key that it was made for."""

    def __init__(self) -> None:
        self._kept: tuple[Key, Value] | None = None

    def of(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value of the last time, if its key was equal, else make it."""
        if self._kept is None or self._kept[0] != key:
            self._kept = (key, make())
        return self._kept[1]
