"""The staging of a build: beside the site, one build at a time, moved over when it is whole."""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path

from filelock import FileLock, Timeout

from broadsheet.output import Output, open_output
from broadsheet.site_folder import folder_sizes
from broadsheet.site_ledger import SiteLedger

log = logging.getLogger(f"mkdocs.plugins.{__name__}")


class Staging:
    """Where one build goes, from its beginning to its end."""

    def __init__(self, site: str, place: str, cache: Path | None) -> None:
        """Take the site's folder, where it goes in truth, and where builds wait for each other.

        Raises:
            BroadsheetError: no such place is known here.
        """
        self.site = site
        self.place = place
        self.output: Output = open_output(place)
        self._lock = _sole_build(cache, Path(site)) if cache else None
        self.folder = str(self.output.open())
        book = cache / f"{Path(site).name}.ledger" if cache else None
        self.ledger = SiteLedger(self.output, book)

    def settle(self) -> Counter[str]:
        """Move over what differs; return the bytes below each folder of what was staged."""
        sizes = Counter(folder_sizes(self.folder))
        self.output.settle(self.ledger)
        self.ledger.save()
        self.release()
        return sizes

    def drop(self) -> None:
        """Leave the site as it was."""
        self.output.drop()
        self.release()

    def release(self) -> None:
        """Let another build begin."""
        if self._lock is not None:
            self._lock.release()


def _sole_build(cache: Path, folder: Path) -> FileLock:
    """Wait until no other build writes to the folder."""
    cache.mkdir(parents=True, exist_ok=True)
    lock = FileLock(cache / f"{folder.name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        log.info("another build writes to %s; waiting until it ends", folder)
        lock.acquire()
    return lock
