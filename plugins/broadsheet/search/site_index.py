"""The index of a site, built again and again: what stayed as it was is not made anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from broadsheet.pages.urls import Urls
from broadsheet.records.catalogue import Catalogue
from broadsheet.search.block import Block
from broadsheet.search.block_store import BlockStore, KeptBlock
from broadsheet.search.documents import Document
from broadsheet.search.index import Labels, shards
from broadsheet.search.occurrences import Words
from broadsheet.search.paper_blocks import paper_blocks
from broadsheet.search.shards import AnyShard
from broadsheet.search.shelf import Shelf
from broadsheet.tagging.facets import Facets


class SiteIndex(Struct, frozen=True):
    """Makes the index of a collection by what a folder of the cache keeps."""

    folder: Path
    labels: Labels
    urls: Urls
    is_sole: bool = True
    """Whether nobody else has to do with the folder; else nothing is kept."""

    def papers(self, catalogue: Catalogue, facets: Facets) -> list[KeptBlock]:
        """Return what the index has to know of papers; it takes most of the time."""
        store = BlockStore(self.folder / "blocks" if self.is_sole else None)
        return paper_blocks(catalogue, facets, self.labels.numbers, self.urls, store)

    def shards(self, papers: Sequence[KeptBlock], pages: Sequence[Document]) -> Sequence[AnyShard]:
        """Return all shards, the manifest last; where nothing changed, none is made."""
        shelf = self._shelf("all")
        made_of = ([one.digest for one in papers], pages, self.labels, self.urls)
        found = shelf.shards(made_of, lambda _: self._made(papers, pages))
        shelf.save()
        return found

    def _made(self, papers: Sequence[KeptBlock], pages: Sequence[Document]) -> list[AnyShard]:
        shelf = self._shelf("terms")
        pages_block = Block.of(pages, self.labels.numbers, Words())
        paper_url = self.urls.path("papers/{}")
        made = shards([*(one.read() for one in papers), pages_block], self.labels, paper_url, shelf)
        found = list(made)
        shelf.save()
        return found

    def _shelf(self, name: str) -> Shelf:
        return Shelf(self.folder / f"{name}.shards" if self.is_sole else None)
