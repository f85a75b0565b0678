"""The collector of cycles, which rests while a collection is read.

All that is made then lives as long as the build: to go through it again and again, as Python does
while objects are made, would cost more than to read it.
"""

from __future__ import annotations

import gc
import threading

_PAUSE = 5.0
"""Seconds after which nobody waits for an edit any more."""
_later: threading.Timer | None = None


def rest() -> None:
    """Look for no cycles from here on; what a build before this one left is given back."""
    if _later is not None:
        _later.cancel()
    gc.unfreeze()
    gc.disable()


def resume(*, is_last: bool) -> None:
    """Look for cycles again, in what is made from here on.

    A process that builds again and again finds those of the build before when it has a pause.
    """
    gc.freeze()
    gc.enable()
    if not is_last:
        _collect_later()


def _collect_later() -> None:
    global _later
    if _later is not None:
        _later.cancel()
    _later = threading.Timer(_PAUSE, _collect)
    _later.daemon = True
    _later.start()


def _collect() -> None:
    gc.unfreeze()
    gc.collect()
    gc.freeze()
