"""The landscape of a collection: what is near each paper, and where it stands on the map."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from broadsheet.cache import last, recall
from broadsheet.digests import digest_of, program_digest
from broadsheet.tagging.documents import Document
from broadsheet.tagging.nearness import Nearness, Packed, Related
from broadsheet.workers import apart

if TYPE_CHECKING:
    from broadsheet.tagging.corpus import Closeness

_FILE, _CORPUS, _MAP = "landscape.json", "corpus.npz", "map.json"
MOST_PLACED = 2_000
"""Papers on the map: with more of them neither the page nor the reader gets along."""
WIDTH, HEIGHT = 1_000, 640
"""The map's extent, in steps of its coordinates."""


class Landscape(Struct, frozen=True):
    """The nearest papers of each, and the places of those on the map."""

    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """From 0 to WIDTH and to HEIGHT."""


class _Survey(Struct, frozen=True):
    """A landscape as the cache has it."""

    near: Packed
    places: dict[str, tuple[int, int]]


def survey(documents: Sequence[Document], cache: Path, jobs: int = 1) -> Landscape:
    """Return the landscape of documents, out of the cache where they are the same as last time."""
    return begin_survey(lambda: documents, cache, jobs)()


def begin_survey(
    documents: Callable[[], Sequence[Document]], cache: Path, jobs: int = 1
) -> Callable[[], Landscape]:
    """Begin with `survey` and return what waits for it."""
    # The matrices are the most that a build holds, and soon of no use.
    surveyed = apart(lambda: _recalled(documents(), cache, jobs), jobs)

    def wait() -> Landscape:
        made = surveyed()
        return Landscape(Nearness(made.near), made.places)

    return wait


def _recalled(documents: Sequence[Document], cache: Path, jobs: int) -> _Survey:
    digests = [digest_of(one) for one in documents]
    key = digest_of(program_digest(), digests).hex()
    return recall(cache / _FILE, key, _Survey, lambda: _made(documents, digests, cache, jobs))


def last_survey(papers: Iterable[str], cache: Path) -> Landscape | None:
    """Return what the cache has of some papers, by their ids, though their texts have changed."""
    found = last(cache / _FILE, _Survey)
    if found is None:
        return None
    there = frozenset(papers)
    places = {paper: place for paper, place in found.places.items() if paper in there}
    return Landscape(Nearness(found.near, there), places)


def chosen(papers: Iterable[str]) -> list[str]:
    """Return the papers for the map: all, or as many as it takes, by lot.

    The lot is drawn by the id, so that a paper more moves no other one off the map.
    """
    return heapq.nsmallest(MOST_PLACED, papers, key=digest_of)


def _made(
    documents: Sequence[Document], digests: Sequence[bytes], cache: Path, jobs: int
) -> _Survey:
    # Importing scipy takes a while, which a build out of the cache need not wait for.
    from broadsheet.tagging.last_corpus import LastCorpus
    from broadsheet.tagging.related import packed

    before = LastCorpus.load(cache / _CORPUS)
    now = (before.next if before else LastCorpus.of)(documents, digests)
    closeness = now.corpus.closeness(chosen(now.corpus.names))
    places = apart(lambda: _laid_out(closeness, cache), jobs)
    near = packed(now.corpus, now.near)
    now.save(cache / _CORPUS)
    return _Survey(near, places())


def _laid_out(closeness: Closeness, cache: Path) -> dict[str, tuple[int, int]]:
    def places() -> dict[str, tuple[int, int]]:
        # Importing scikit-learn takes a second.
        from broadsheet.tagging.map_layout import lay_out

        return lay_out(closeness)

    key = digest_of(program_digest(), closeness.names, closeness.cosines.tobytes()).hex()
    return recall(cache / _MAP, key, dict[str, tuple[int, int]], places)
