from __future__ import annotations

from collections.abc import Iterable

import pytest

from broadsheet.pages.urls import Urls
from broadsheet.search.block import Block
from broadsheet.search.documents import paper_documents
from broadsheet.search.index import Labels, index, shards
from broadsheet.search.occurrences import Words
from broadsheet.search.shards import AnyShard
from broadsheet.search.shelf import Shelf
from samples import catalogue, facets
from search.indexes import TOPICS, many


@pytest.mark.parametrize("size", [1, 7, 400])
def test_an_index_of_blocks_is_the_index_of_all_documents(size: int) -> None:
    papers = many(700)
    grouped = facets(*papers, topics=TOPICS)
    labels = Labels.of(grouped, TOPICS)
    documents = paper_documents(catalogue(*papers), grouped, Urls(is_directory=True))
    some = [documents[at : at + size] for at in range(0, len(documents), size)]
    blocks = [Block.of(one, labels.numbers, Words()) for one in some]
    found = payloads(shards(blocks, labels, "papers/{}/", Shelf()))
    assert found == payloads(index(documents, labels, "papers/{}/"))


def payloads(found: Iterable[AnyShard]) -> dict[str, str]:
    return {one.name: one.payload for one in found}
