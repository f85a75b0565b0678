"""The collector of cycles, which rests while a collection is read.

All that is made then lives as long as the build: to go through it again and again, as Python does
while objects are made, would cost more than to read it.
"""

from __future__ import annotations

import gc


def rest() -> None:
    """Look for no cycles from here on; what a build before this one left is given back."""
    gc.unfreeze()
    gc.disable()


def resume(*, is_last: bool) -> None:
    """Look for cycles again, in what is made from here on.

    A process that builds again and again has to find those of the build before.
    """
    if is_last:
        gc.freeze()
    gc.enable()
