"""The bibliography of results: every paper's entries in shards, for files made in the browser.

The entries are those of the exports, abstracts aside: who saves results wants to cite them, and the
files of all papers have the abstracts. A block holds the papers next to each other by id, packed
with raw deflate (RFC 1951), which finds in RIS what it has just seen in BibTeX.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from broadsheet import __version__
from broadsheet.cache import recall
from broadsheet.exports.formats import ExportFormat, Shelfmarks
from broadsheet.pages.search_page import FORMATS
from broadsheet.records.models import Paper
from broadsheet.search.shards import Shard

CONTENTS = "bibliography"
"""The shard that knows the others: the first id of each, and what a file has around its entries."""
_USUAL = 96
_MOST = 256
"""Papers in a block: some 30 kB packed, and never more than 80."""


def bibliography(
    papers: Iterable[Paper], marks: Shelfmarks, cache: Path | None = None
) -> Iterator[Shard]:
    """Yield the entries of all papers in blocks, then the shard of their contents.

    Blocks are kept in `cache`, where there is one, and made anew where a paper of theirs changed.
    """
    blocks: list[tuple[str, str]] = []
    for some in _blocks(sorted(papers, key=lambda paper: paper.id)):
        payload = _kept(some, marks, cache) if cache else _packed(some, marks)
        shard = Shard.of("entries", payload)
        blocks.append((some[0].id, shard.name))
        yield shard
    contents = {"formats": [_frame(one) for one in FORMATS], "blocks": blocks}
    yield Shard(CONTENTS, msgspec.json.encode(contents).decode())


def _blocks(papers: Iterable[Paper]) -> Iterator[list[Paper]]:
    """Cut where an id says so by itself, so that a new paper changes one block, not all after."""
    block: list[Paper] = []
    for paper in papers:
        if block and (len(block) == _MOST or zlib.crc32(paper.id.encode()) % _USUAL == 0):
            yield block
            block = []
        block.append(paper)
    if block:
        yield block


def _kept(papers: Sequence[Paper], marks: Shelfmarks, cache: Path) -> str:
    said = [(paper, marks.keys[paper.id], marks.topics.get(paper.id, ())) for paper in papers]
    key = hashlib.blake2b(msgspec.msgpack.encode((__version__, said)), digest_size=16).hexdigest()
    return recall(cache / f"{papers[0].id}.json", key, str, lambda: _packed(papers, marks))


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


def _packed(papers: Sequence[Paper], marks: Shelfmarks) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    rows = [_row(paper, marks) for paper in papers]
    packed = packer.compress(msgspec.json.encode(rows)) + packer.flush()
    return base64.b64encode(packed).decode()
