"""The bibliography of results: every paper's entries in shards, for files made in the browser.

The entries are those of the exports, abstracts aside: who saves results wants to cite them, and the
files of all papers have the abstracts. A block holds the papers next to each other by id, packed
with raw deflate (RFC 1951), which finds in RIS what it has just seen in BibTeX. References have
blocks of their own for each style, so that a browser loads only the style that is asked for.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from broadsheet.cache import Value, recall
from broadsheet.exports.citation_styles import CitationStyle
from broadsheet.exports.citations import Citations
from broadsheet.exports.formats import ExportFormat, Shelfmarks
from broadsheet.exports.references import BETWEEN
from broadsheet.pages.saving import FORMATS, style_choice
from broadsheet.records.cuts import cut
from broadsheet.records.models import Paper
from broadsheet.search.shards import AnyShard, Shard
from broadsheet.search.shelf import Shelf

CONTENTS = "bibliography"
"""The shard that knows the others: the first id of each, and what a file has around its entries."""
_ENTRIES = (96, 256)
"""Papers in a block, usually and at most: some 30 kB packed, and never more than 80."""
_REFERENCES = (384, 1024)
Blocks = list[tuple[str, str]]
"""The first id of each block, and the name of its shard."""


class Bibliography(Struct, frozen=True):
    """Makes the bibliography of a collection.

    Where there is a folder of the cache, blocks wait in it, and are made anew where a paper of
    theirs changed.
    """

    papers: Sequence[Paper]
    """In the order of their ids."""
    marks: Shelfmarks
    cache: Path | None = None

    @classmethod
    def of(
        cls, papers: Iterable[Paper], marks: Shelfmarks, cache: Path | None = None
    ) -> Bibliography:
        """Order the papers."""
        return cls(sorted(papers, key=lambda paper: paper.id), marks, cache)

    def shards(self, citations: Citations | None = None) -> Iterator[AnyShard]:
        """Yield entries and references in blocks, then the shard of their contents."""
        blocks: Blocks = []
        for first, shard in self.entries():
            blocks.append((first, shard.name))
            yield shard
        styles: list[dict[str, object]] = []
        if citations:
            styles = yield from self._cited(citations)
        contents = {"formats": [_frame(one) for one in FORMATS], "blocks": blocks, "styles": styles}
        yield Shard(CONTENTS, msgspec.json.encode(contents).decode())

    def entries(self) -> list[tuple[str, AnyShard]]:
        """Return the blocks of entries, each by its first id; they need no citation."""
        shelf = self._shelf("entries")
        found = [(some[0].id, self._entries(some, shelf)) for some in cut(self.papers, *_ENTRIES)]
        shelf.save()
        return found

    def _cited(self, citations: Citations) -> Generator[AnyShard, None, list[dict[str, object]]]:
        """Yield the references in blocks, and return what the contents say of each style."""
        blocks: dict[str, Blocks] = {style.name: [] for style in citations.styles}
        shelf = self._shelf("references")
        for some in cut(self.papers, *_REFERENCES):
            shards = self._references(some, citations, shelf)
            for style, shard in zip(citations.styles, shards, strict=True):
                blocks[style.name].append((some[0].id, shard.name))
                yield shard
        shelf.save()
        return [_style(one, blocks[one.name]) for one in citations.styles]

    def _entries(self, papers: Sequence[Paper], shelf: Shelf) -> AnyShard:
        """Return a block of entries."""
        marks = self.marks
        said = [(paper, marks.keys[paper.id], marks.topics.get(paper.id, ())) for paper in papers]

        def make(key: str) -> list[Shard]:
            payload = self._kept("entries", papers, key, str, partial(_entries, papers, marks))
            return [Shard.of("entries", payload)]

        return shelf.shards((marks.urls, said), make)[0]

    def _references(
        self, papers: Sequence[Paper], citations: Citations, shelf: Shelf
    ) -> Sequence[AnyShard]:
        """Return a block of references for each style."""

        def make(key: str) -> list[Shard]:
            packed = partial(_references, papers, citations)
            payloads = self._kept("references", papers, key, list[str], packed)
            names = [style_choice(style.name) for style in citations.styles]
            return [Shard.of(*one) for one in zip(names, payloads, strict=True)]

        return shelf.shards((citations.digest, papers), make)

    def _kept(
        self,
        folder: str,
        papers: Sequence[Paper],
        key: str,
        kind: type[Value],
        make: Callable[[], Value],
    ) -> Value:
        """Return what is kept of a block, where it still says the same."""
        if self.cache is None:
            return make()
        return recall(self.cache / folder / f"{papers[0].id}.json", key, kind, make)

    def _shelf(self, name: str) -> Shelf:
        return Shelf(self.cache / f"{name}.shards" if self.cache else None)


def _entries(papers: Sequence[Paper], marks: Shelfmarks) -> str:
    return _packed([_row(paper, marks) for paper in papers])


def _references(papers: Sequence[Paper], citations: Citations) -> list[str]:
    texts = [(paper.id, citations.plain(paper)) for paper in papers]
    return [
        _packed([(paper, some[at]) for paper, some in texts]) for at in range(len(citations.styles))
    ]


def _row(paper: Paper, marks: Shelfmarks) -> Sequence[str]:
    """Return a paper's id, its key, and its entry in each format."""
    brief = replace(paper, abstract="")
    return (paper.id, marks.keys[paper.id], *(one.entry(brief, marks) for one in FORMATS))


def _frame(one: ExportFormat) -> dict[str, str | bool]:
    return {
        "name": one.name,
        "opening": one.opening,
        "between": one.between,
        "closing": one.closing,
        "byKey": one.is_sorted_by_key,
    }


def _style(one: CitationStyle, blocks: Blocks) -> dict[str, object]:
    return {
        "name": style_choice(one.name),
        "between": BETWEEN,
        "isNumbered": one.is_numbered,
        "blocks": blocks,
    }


def _packed(rows: Sequence[Sequence[str]]) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(msgspec.json.encode(rows)) + packer.flush()
    return base64.b64encode(packed).decode()
