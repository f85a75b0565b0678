"""The blocks of all papers: what the index knows of them before pages are made."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.digests import digest_of, program_digest
from broadsheet.pages.urls import Urls
from broadsheet.records.catalogue import Catalogue
from broadsheet.records.cuts import cut
from broadsheet.records.models import Paper
from broadsheet.search.block import Block
from broadsheet.search.block_store import BlockStore, KeptBlock
from broadsheet.search.documents import Standing, paper_document, paper_order, topic_labels
from broadsheet.search.occurrences import Words
from broadsheet.tagging.facets import Facets

_USUAL, _MOST = 1_500, 4_000
"""Papers in a block: fewer share fewer words, more are read anew with the one that changed."""


def paper_blocks(
    catalogue: Catalogue, facets: Facets, topics: dict[str, int], urls: Urls, store: BlockStore
) -> list[KeptBlock]:
    """Return where the blocks of papers are, the oldest first; those that changed are made.

    Topics are told by number.
    """
    labels = topic_labels(facets)
    words = Words()

    def kept(papers: Sequence[Paper]) -> KeptBlock:
        places = [Standing.of(one, facets) for one in papers]
        said = zip(papers, places, strict=True)
        made_of = digest_of(program_digest(), labels, topics, urls, papers, places)
        return store.keep(
            made_of,
            lambda: Block.of([paper_document(*one, labels, urls) for one in said], topics, words),
        )

    found = [kept(some) for some in cut(paper_order(catalogue), _USUAL, _MOST)]
    store.keep_only(found)
    return found
