"""Cuts: papers in parts, so that a new paper changes the part that it is in and none after it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from broadsheet.records.models import Paper


def cut(papers: Iterable[Paper], usual: int, most: int = 0) -> Iterator[list[Paper]]:
    """Cut where an id says so by itself, into parts of so many papers, on the average.

    Parts have at most `most` papers, if that is not 0.
    """
    part: list[Paper] = []
    for paper in papers:
        if part and (len(part) == most or zlib.crc32(paper.id.encode()) % usual == 0):
            yield part
            part = []
        part.append(paper)
    if part:
        yield part
