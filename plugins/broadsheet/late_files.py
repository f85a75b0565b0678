"""Late files: files of the site that are no pages, made by a process of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from broadsheet.site_ledger import Entry, SiteLedger
from broadsheet.workers import apart

_FEW = 200
"""Files that are made sooner than a process has begun."""

Late = tuple[int, dict[str, Entry]]
"""The bytes of some files, and what the ledger of their process knows of them."""


class LateFile(Struct, frozen=True):
    """A file by its path below the site's root: a digest of what it is made of, and its maker."""

    path: str
    digest: Callable[[], bytes]
    make: Callable[[], bytes]


def begin(files: Sequence[LateFile], ledger: SiteLedger, jobs: int) -> Callable[[], Late]:
    """Begin to put files into the site; return what waits until all are there.

    A few are put when somebody waits for them.
    """

    def put() -> Late:
        size = sum(ledger.put(one.path, one.digest(), one.make) for one in files)
        return size, ledger.gathered()

    return apart(put, jobs if len(files) > _FEW else 1)
