"""Nearness: the related papers of a whole collection, as numbers until somebody asks for some.

Of 100,000 papers half a million Related would take 300 MB; their numbers take 15.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Set

from msgspec import Struct

MOST = 5
"""Related papers of one paper."""
LONGEST = 4
"""Terms that are named of two papers."""
MILLION = 1_000_000
"""Scores are kept in parts of one."""


class Related(Struct, frozen=True):
    """A paper near another one."""

    paper: str
    score: float
    """The cosine of the two, at most 1."""
    terms: tuple[str, ...]
    """What they share, as the papers write it: `machine translation`; the weightiest first."""


class Packed(Struct, frozen=True):
    """Related papers in one piece each; `bytes` are 32-bit numbers as this machine has them."""

    papers: tuple[str, ...] = ()
    """In ascending order; all numbers of papers are places in it."""
    terms: tuple[str, ...] = ()
    others: bytes = b""
    """MOST for each paper; -1 behind the last."""
    scores: bytes = b""
    """Theirs, in millionths."""
    shared: bytes = b""
    """LONGEST places in `terms` for each of `others`; -1 behind the last."""


class Nearness(Mapping[str, tuple[Related, ...]]):
    """From a paper to those near it, the nearest first; a paper with none is not there."""

    def __init__(self, packed: Packed, there: Set[str] | None = None) -> None:
        self._papers, self._terms = packed.papers, packed.terms
        self._others, self._scores, self._shared = (
            memoryview(one).cast("i") for one in (packed.others, packed.scores, packed.shared)
        )
        self._there = there
        """Papers that there still are; all where it is None."""

    def __getitem__(self, paper: str) -> tuple[Related, ...]:
        """Return the papers near one.

        Raises:
            KeyError: there is none.
        """
        row = bisect_left(self._papers, paper)
        is_known = row < len(self._papers) and self._papers[row] == paper and self._is_there(paper)
        if not is_known or not (found := self._near(row)):
            raise KeyError(paper)
        return found

    def __iter__(self) -> Iterator[str]:
        """Yield every paper that has others near it."""
        return (paper for paper in self._papers if self.get(paper))

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self)

    def _near(self, row: int) -> tuple[Related, ...]:
        places = range(row * MOST, (row + 1) * MOST)
        every = (self._related(place) for place in places if self._others[place] >= 0)
        return tuple(one for one in every if self._is_there(one.paper))

    def _related(self, place: int) -> Related:
        shared = self._shared[place * LONGEST : (place + 1) * LONGEST]
        paper, score = self._papers[self._others[place]], self._scores[place] / MILLION
        return Related(paper, score, tuple(self._terms[one] for one in shared if one >= 0))

    def _is_there(self, paper: str) -> bool:
        return self._there is None or paper in self._there
