"""Where two pieces of a citation meet, no blank and no sign of punctuation stands twice."""

from __future__ import annotations

from collections.abc import Iterable

from citeproc.string import SEAM_PUNCTUATION


class LineError(Exception):
    """A line cannot print this: only the processor knows how."""


_SIGNS = frozenset((*SEAM_PUNCTUATION, " "))


def attached(text: str, more: str) -> str:
    """Return a text with more behind it.

    Raises:
        LineError: the processor may drop one sign or both.
    """
    if not text or not more or text[-1] != more[0] or more[0] not in _SIGNS:
        return text + more
    if more[1:2] == more[0]:
        raise LineError(more)
    return text + more[1:]


def row(texts: Iterable[str], delimiter: str) -> str:
    """Return texts behind each other with a delimiter between them."""
    whole = ""
    for text in texts:
        whole = attached(attached(whole, delimiter) if whole else whole, text)
    return whole
