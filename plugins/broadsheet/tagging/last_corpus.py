"""The last corpus: what a survey read and found, so that the next one does only what differs.

What is made so is what would be made of nothing: weights are whole numbers, and whoever had a
changed document among its nearest, or gets one, is compared with all again.
"""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from broadsheet.digests import program_digest
from broadsheet.errors import BroadsheetError
from broadsheet.records.store import replaced
from broadsheet.tagging.corpus import Corpus
from broadsheet.tagging.documents import Document
from broadsheet.tagging.neighbours import Neighbours, near_any
from broadsheet.tagging.phrases import Numbers, Units
from broadsheet.tagging.related import find_near, least_score
from broadsheet.tagging.similarity import weigh
from broadsheet.tagging.wordings import Matrix, Wordings, joined, read_wordings

_MOST_CHANGED = 0.2
"""Of all documents: from there on it is quicker to compare all again."""
_GONE = -2
_OF_MATRIX = ("data", "indices", "indptr")
_Texts = tuple[bytes, list[bytes], list[str], list[str]]
"""The digest of the program, those of the documents, their names, the units."""


class LastCorpus:
    """A corpus with the digest of each document, and what is near each."""

    def __init__(
        self, digests: Sequence[bytes], corpus: Corpus, find: Callable[[], Neighbours]
    ) -> None:
        self.digests, self.corpus, self._find = digests, corpus, find

    @cached_property
    def near(self) -> Neighbours:
        """What is near each document."""
        return self._find()

    @classmethod
    def of(cls, documents: Sequence[Document], digests: Sequence[bytes]) -> LastCorpus:
        """Read documents."""
        corpus = Corpus.of(documents)
        return cls(digests, corpus, lambda: find_near(corpus))

    def next(self, documents: Sequence[Document], digests: Sequence[bytes]) -> LastCorpus:
        """Return the same for documents of which most are these."""
        before = {digest: row for row, digest in enumerate(self.digests)}
        rows = np.array([before.get(digest, -1) for digest in digests], np.int64)
        new = [documents[at] for at in np.flatnonzero(rows < 0).tolist()]
        units = self.corpus.units
        both = joined([self.corpus.wordings, read_wordings(new, units)])
        order = np.where(rows < 0, len(before) - 1 + np.cumsum(rows < 0), rows)
        wordings = Wordings(both.matrix[order], both.forms)
        corpus = Corpus([one.paper for one in documents], wordings, units)
        old = Wordings(both.matrix[: len(before)], both.forms)
        return LastCorpus(digests, corpus, lambda: self._next(corpus, old, rows))

    def _next(self, corpus: Corpus, old: Wordings, rows: Numbers) -> Neighbours:
        changed = _changed(corpus.weights.matrix, weigh(old, corpus.units).matrix, rows)
        are_few = np.count_nonzero(changed) < _MOST_CHANGED * len(rows)
        if are_few and least_score(len(rows)) == least_score(len(self.digests)):
            return _near(corpus, self.near, rows, changed)
        return find_near(corpus)

    def save(self, path: Path) -> None:
        """Keep it in a file; one that cannot be written costs time only."""
        words, matrix = self.corpus.wordings, self.corpus.wordings.matrix
        texts = program_digest(), self.digests, self.corpus.names, self.corpus.units.names
        arrays = {
            "texts": np.frombuffer(msgspec.msgpack.encode(texts), np.uint8),
            "forms": words.forms,
            **{name: getattr(matrix, name) for name in _OF_MATRIX},
            **msgspec.structs.asdict(self.near),
        }
        with contextlib.suppress(OSError, BroadsheetError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with replaced(path) as file:
                np.savez(file, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, path: Path) -> LastCorpus | None:
        """Return what a file keeps; nothing where it is damaged or of another program."""
        try:
            with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
                found = {name: file[name] for name in file.files}
            texts = msgspec.msgpack.decode(found["texts"].tobytes(), type=_Texts)
            if texts[0] != program_digest():
                return None
            return cls._of_arrays(found, texts)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, msgspec.MsgspecError):
            return None

    @classmethod
    def _of_arrays(cls, found: dict[str, NDArray[Any]], texts: _Texts) -> LastCorpus:
        _, digests, names, units = texts
        shape = len(names), len(found["forms"])
        matrix = sp.csr_matrix(tuple(found[name] for name in _OF_MATRIX), shape=shape)
        corpus = Corpus(names, Wordings(matrix, found["forms"]), Units(units))
        fields = Neighbours.__struct_fields__
        near = Neighbours(**{name: found[name] for name in fields})
        return cls(digests, corpus, lambda: near)


def _changed(weights: Matrix, before: Matrix, rows: Numbers) -> NDArray[np.bool_]:
    """Tell which rows weigh otherwise than before, when they were the `rows`, or are new."""
    same = np.flatnonzero(rows >= 0)
    differences = weights[same] - before[rows[same]]
    differences.eliminate_zeros()
    changed = rows < 0
    changed[same] = differences.getnnz(axis=1) > 0
    return changed


def _near(
    corpus: Corpus, before: Neighbours, rows: Numbers, changed: NDArray[np.bool_]
) -> Neighbours:
    """Return what is near each document; of most it is what was near it before."""
    near = _moved(before, rows)
    weights, least = corpus.weights.matrix, least_score(len(corpus.names))
    is_open = changed | (near.candidates == _GONE).any(axis=1)
    is_open |= (changed[near.candidates] & (near.candidates >= 0)).any(axis=1)
    others, scores = near_any(weights, np.flatnonzero(changed), least)
    is_open[others[scores >= near.last[others]]] = True
    opened = np.flatnonzero(is_open)
    fresh = find_near(corpus, opened)
    for name in Neighbours.__struct_fields__:
        getattr(near, name)[opened] = getattr(fresh, name)
    return near


def _moved(before: Neighbours, rows: Numbers) -> Neighbours:
    """Return what was near the documents in rows that have moved; nothing for new ones."""
    near = Neighbours.none(len(rows))
    same = np.flatnonzero(rows >= 0)
    places = np.full(len(before.last) + 1, _GONE)
    places[rows[same]], places[-1] = same, -1
    for name in Neighbours.__struct_fields__:
        values = getattr(before, name)[rows[same]]
        is_rows = name in ("candidates", "others")
        getattr(near, name)[same] = places[values] if is_rows else values
    return near
