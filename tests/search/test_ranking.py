"""The engine's script in Node.js and the reader in Python, on one index."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from broadsheet.records.models import Paper
from broadsheet.search.reading import Index
from broadsheet.search.searching import search
from samples import paper
from search.conftest import Node
from search.indexes import many, write_index

PAPERS = many(420)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ranked")
    write_index(folder, *PAPERS)
    return folder


def test_node_and_python_rank_alike(site: Path, node: Node) -> None:
    queries = [_query(random.Random(seed), PAPERS) for seed in range(300)]
    index = Index(site)
    found = node.call(
        *(("search", {"text": text, "limit": 12}) for text in queries),
        shards=site / "search" / "broadsheet",
    )
    differing = [
        (text, ours, theirs)
        for text, one in zip(queries, found, strict=True)
        if (ours := _said(search(index, text, 12))) != (theirs := _answered(one))
    ]
    assert differing == []


def test_the_queries_reach_every_tier_and_corrections(site: Path) -> None:
    index = Index(site)
    results = [search(index, _query(random.Random(seed), PAPERS), 12) for seed in range(300)]
    assert {hit.tier for one in results for hit in one.hits} == {"exact", "words", "meaning"}
    assert any(one.corrected for one in results)
    assert any(one.unknown for one in results)


def _said(results: Any) -> list[Any]:
    hits = [[hit.id, hit.tier, hit.score] for hit in results.hits]
    return [results.total, hits, [list(one) for one in results.corrected], list(results.unknown)]


def _answered(found: dict[str, Any]) -> list[Any]:
    hits = [[hit["id"], hit["tier"], hit["score"]] for hit in found["hits"]]
    corrected = [[one["from"], one["to"]] for one in found["corrected"]]
    return [found["total"], hits, corrected, found["unknown"]]


def _query(chance: random.Random, papers: list[Paper]) -> str:
    """Draw a query as people type them about a paper that is there."""
    paper = chance.choice(papers)
    words = paper.abstract.split()
    at = chance.randrange(len(words) - 2)
    word = words[at]
    return chance.choice(
        (
            paper.title,
            " ".join(chance.sample(words, 3)),
            word[: chance.randint(1, len(word))],
            f"{words[0]} {words[5][:-1]}x",
            f'"{word} {words[at + 1]}"',
            f"{word} -{words[at + 1]}",
            f"{paper.authors[0].name} {paper.venue[-4:]}",
            f"author:{paper.authors[0].family} {word}",
            f"year:2012..2015 {word} ",
            f"{word}-{words[at + 1]}",
            f"topic:socks {word}",
            f"topic:nothing {word}",
            f'venue:"{paper.venue}" {word}',
            f"has:code -year:2013 {word}",
            paper.id,
            "",
            "the of and",
        )
    )


def test_a_word_of_every_paper_finds_every_paper(tmp_path: Path, node: Node) -> None:
    papers = [paper(f"p{number}", title=f"Sock {number}") for number in range(400)]
    shards = write_index(tmp_path, *papers)

    (found,) = node.call(("search", {"text": "sock", "limit": 1}), shards=shards)

    assert found["total"] == search(Index(tmp_path), "sock", 1).total == 400
