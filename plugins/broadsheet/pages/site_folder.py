"""The folder of the site, as pages are written into it by the ten thousand."""

from __future__ import annotations

import os


def write_page(path: str, content: bytes) -> None:
    """Write a page, with as few calls to the system as there can be.

    Raises:
        OSError: the file cannot be written.
    """
    folder = os.path.dirname(path)  # noqa: PTH120 - a Path for each of them costs more than the page
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        while content:
            content = content[os.write(file, content) :]
    finally:
        os.close(file)
