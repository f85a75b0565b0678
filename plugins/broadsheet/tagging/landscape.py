"""The landscape of a collection: what is near each paper, and where it stands on the map."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import msgspec
from msgspec import Struct, field

from broadsheet.cache import last, recall
from broadsheet.records.models import Paper
from broadsheet.tagging.documents import Document
from broadsheet.tagging.facets import newest_first
from broadsheet.workers import apart

_EDITION = 2
"""Counts up with every change to the way the landscape is made."""
_FILE = "landscape.json"
MOST_PLACED = 2_000
"""Papers on the map: with more of them neither the page nor the reader gets along."""
WIDTH, HEIGHT = 1_000, 640
"""The map's extent, in steps of its coordinates."""


class Related(Struct, frozen=True):
    """A paper near another one."""

    paper: str
    score: float
    """The cosine of the two, at most 1."""
    terms: tuple[str, ...]
    """What they share, as the papers write it: `machine translation`; the weightiest first."""


class Landscape(Struct, frozen=True):
    """The nearest papers of each, and the places of those on the map."""

    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """From 0 to WIDTH and to HEIGHT."""


def survey(
    documents: Sequence[Document], placed: Sequence[str], cache: Path, jobs: int = 1
) -> Landscape:
    """Return the landscape of documents, out of the cache where they are the same as last time."""
    key = _key(documents, placed)
    return recall(cache / _FILE, key, Landscape, lambda: _survey(documents, placed, jobs))


def last_survey(papers: Iterable[str], cache: Path) -> Landscape | None:
    """Return what the cache has of some papers, by their ids, though their texts have changed."""
    found = last(cache / _FILE, Landscape)
    if found is None:
        return None
    there = frozenset(papers)
    return Landscape(
        {
            paper: tuple(one for one in some if one.paper in there)
            for paper, some in found.related.items()
            if paper in there
        },
        {paper: place for paper, place in found.places.items() if paper in there},
    )


def evenly(papers: Iterable[Paper]) -> tuple[str, ...]:
    """Return the papers for the map: all, else every second, third, ... from the newest on."""
    every = newest_first(sorted(papers, key=lambda one: one.id))
    total = min(len(every), MOST_PLACED)
    return tuple(every[at * len(every) // total].id for at in range(total))


def _survey(documents: Sequence[Document], placed: Sequence[str], jobs: int) -> Landscape:
    """Make the landscape; its matrices are the most that a build holds, and soon of no use."""
    made = apart(lambda: msgspec.msgpack.encode(_made(documents, placed, jobs)), jobs)
    return msgspec.msgpack.decode(made(), type=Landscape)


def _made(documents: Sequence[Document], placed: Sequence[str], jobs: int) -> Landscape:
    # Importing scikit-learn takes a second, which a build out of the cache need not wait for.
    from broadsheet.tagging.map_layout import lay_out
    from broadsheet.tagging.related import Corpus, find_related

    corpus = Corpus(documents)
    places = apart(lambda: lay_out(corpus, placed), jobs)
    return Landscape(find_related(corpus), places())


def _key(documents: Sequence[Document], placed: Sequence[str]) -> str:
    """Return a digest of all that the landscape depends on; other libraries, other numbers."""
    made_by = [version(name) for name in ("numpy", "scipy", "scikit-learn", "snowballstemmer")]
    digest = hashlib.sha256(msgspec.json.encode([_EDITION, made_by, placed]))
    for document in documents:
        digest.update(msgspec.json.encode(document))
    return digest.hexdigest()
