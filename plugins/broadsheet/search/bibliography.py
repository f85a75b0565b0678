"""The bibliography of results: every paper's entries in shards, for files made in the browser.

The entries are those of the exports, abstracts aside: who saves results wants to cite them, and the
files of all papers have the abstracts. A block holds the papers next to each other by id, packed
with raw deflate (RFC 1951), which finds in RIS what it has just seen in BibTeX. References have
blocks of their own for each style, so that a browser loads only the style that is asked for.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from broadsheet import __version__
from broadsheet.cache import Value, recall
from broadsheet.exports.citation_styles import CitationStyle
from broadsheet.exports.citations import Citations
from broadsheet.exports.formats import ExportFormat, Shelfmarks
from broadsheet.exports.references import BETWEEN, plain_citations
from broadsheet.pages.saving import FORMATS, style_choice
from broadsheet.records.models import Paper
from broadsheet.search.shards import Shard

CONTENTS = "bibliography"
"""The shard that knows the others: the first id of each, and what a file has around its entries."""
_ENTRIES = (96, 256)
"""Papers in a block, usually and at most: some 30 kB packed, and never more than 80."""
_REFERENCES = (384, 1024)
Blocks = list[tuple[str, str]]
"""The first id of each block, and the name of its shard."""


def bibliography(
    papers: Iterable[Paper],
    marks: Shelfmarks,
    citations: Citations | None = None,
    cache: Path | None = None,
) -> Iterator[Shard]:
    """Yield the entries and references of all papers in blocks, then the shard of their contents.

    Blocks are kept in `cache`, where there is one, and made anew where a paper of theirs changed.
    """
    listed = sorted(papers, key=lambda paper: paper.id)
    blocks: Blocks = []
    for some in _blocks(listed, *_ENTRIES):
        shard = Shard.of("entries", _entries(some, marks, cache))
        blocks.append((some[0].id, shard.name))
        yield shard
    styles: list[dict[str, object]] = []
    if citations:
        styles = yield from _cited(listed, citations, cache)
    contents = {"formats": [_frame(one) for one in FORMATS], "blocks": blocks, "styles": styles}
    yield Shard(CONTENTS, msgspec.json.encode(contents).decode())


def _cited(
    papers: Sequence[Paper], citations: Citations, cache: Path | None
) -> Generator[Shard, None, list[dict[str, object]]]:
    """Yield the references in blocks, and return what the contents say of each style."""
    blocks: dict[str, Blocks] = {style.name: [] for style in citations.styles}
    for some in _blocks(papers, *_REFERENCES):
        payloads = _references(some, citations, cache)
        for style, payload in zip(citations.styles, payloads, strict=True):
            shard = Shard.of(style_choice(style.name), payload)
            blocks[style.name].append((some[0].id, shard.name))
            yield shard
    return [_style(one, blocks[one.name]) for one in citations.styles]


def _blocks(papers: Iterable[Paper], usual: int, most: int) -> Iterator[list[Paper]]:
    """Cut where an id says so by itself, so that a new paper changes one block, not all after."""
    block: list[Paper] = []
    for paper in papers:
        if block and (len(block) == most or zlib.crc32(paper.id.encode()) % usual == 0):
            yield block
            block = []
        block.append(paper)
    if block:
        yield block


def _entries(papers: Sequence[Paper], marks: Shelfmarks, cache: Path | None) -> str:
    said = [(paper, marks.keys[paper.id], marks.topics.get(paper.id, ())) for paper in papers]
    path = cache / f"{papers[0].id}.json" if cache else None
    return _kept(path, said, str, lambda: _packed([_row(paper, marks) for paper in papers]))


def _references(
    papers: Sequence[Paper], citations: Citations, cache: Path | None
) -> tuple[str, ...]:
    """Return a block of references for each style."""

    def make() -> tuple[str, ...]:
        texts = [(paper.id, plain_citations(paper, citations)) for paper in papers]
        return tuple(
            _packed([(paper, some[at]) for paper, some in texts])
            for at in range(len(citations.styles))
        )

    path = cache / "references" / f"{papers[0].id}.json" if cache else None
    return _kept(path, (citations.digest, papers), tuple[str, ...], make)


def _kept(path: Path | None, said: object, kind: type[Value], make: Callable[[], Value]) -> Value:
    """Return what is kept of a block, where it still says the same."""
    if path is None:
        return make()
    by = (__version__, [one.name for one in FORMATS], said)
    key = hashlib.blake2b(msgspec.msgpack.encode(by), digest_size=16).hexdigest()
    return recall(path, key, kind, make)


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
