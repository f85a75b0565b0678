"""What an answer about several papers holds, each paper brought to the key that it answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from broadsheet.fetch.finding import Finding


def settled(keys: Sequence[str], found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield one Finding a key, in the order of the keys; papers that nobody asked for are left out.

    A paper with an empty key is one that cannot be told. It may be any that is missing, so no
    missing key counts as unknown to the server then.
    """
    by_key: dict[str, Finding] = {}
    for one in found:
        known = by_key.get(one.key)
        if known is None or known.facts is None:
            by_key[one.key] = one
    nameless = by_key.pop("", None)
    for key in keys:
        missing = Finding(key, refusal=nameless.refusal if nameless else "")
        yield by_key.get(key, missing)


def packed(texts: Iterable[str], most: int, most_chars: int) -> Iterator[list[str]]:
    """Cut texts into parts of at most so many, and of so many characters as a URL writes them."""
    part: list[str] = []
    size = 0
    for text in texts:
        length = len(quote(text, safe="")) + 3
        if part and (len(part) == most or size + length > most_chars):
            yield part
            part, size = [], 0
        part.append(text)
        size += length
    if part:
        yield part


def named_in(reason: str, keys: Iterable[str]) -> list[str]:
    """Return the keys that a server's refusal names: these are to blame, not the request."""
    said = reason.lower()
    return [key for key in keys if key.lower() in said]
