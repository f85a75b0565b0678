"""The pager: links between the pages of one long list."""

from __future__ import annotations

from broadsheet.pages.inner import Inner


def pager(key: str, total: int) -> tuple[Inner, ...]:
    """Return the links to all pages of a list; none where there is but one."""
    if total == 1:
        return ()
    first = Inner("1", key)
    rest = (Inner(str(number), page_key(key, number)) for number in range(2, total + 1))
    return (first, *rest)


def page_key(key: str, number: int) -> str:
    """Return the key of one page of a list."""
    return key if number == 1 else f"{key.rstrip('/')}/page/{number}"
