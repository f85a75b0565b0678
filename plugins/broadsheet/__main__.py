"""`broadsheet`, and `python -m broadsheet`."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

from broadsheet.cli import main


def run() -> NoReturn:
    """Run the command line, and end at once.

    Python would first give back one by one what a build holds, which takes seconds of a large one.
    """
    code: object = 0
    try:
        main(prog_name="broadsheet")
    except SystemExit as end:
        code = end.code
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(code if isinstance(code, int) else code is not None)


if __name__ == "__main__":
    run()
