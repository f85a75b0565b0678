"""The formats that papers are exported in, and files of them as streams or in parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct

from broadsheet.errors import BroadsheetError
from broadsheet.exports.biblatex import biblatex_entry
from broadsheet.exports.bibtex import bibtex_entry
from broadsheet.exports.citation_keys import citation_keys
from broadsheet.exports.csl_json import csl_item
from broadsheet.exports.data import paper_data
from broadsheet.exports.ris import ris_reference
from broadsheet.exports.table import csv_header, csv_row
from broadsheet.pages.urls import Urls
from broadsheet.records.models import Paper
from broadsheet.records.shapes import did_you_mean
from broadsheet.tagging.facets import Facets

MAX_BYTES = 49_900_000
"""Of what stands in one file of a site: Overleaf takes up to 50 MB, and some forges little more."""
Thing = TypeVar("Thing")


class Shelfmarks(Struct, frozen=True):
    """What exports say of papers that stands in no paper: citation keys, topics and addresses.

    Keys are those of the whole collection, so that a paper has the same one in every selection.
    """

    keys: Mapping[str, str]
    topics: Mapping[str, Sequence[str]]
    urls: Urls

    @classmethod
    def of(cls, papers: Iterable[Paper], facets: Facets, urls: Urls) -> Shelfmarks:
        """Make the marks of a collection."""
        topics = {
            paper: tuple(one.tag for one in assigned)
            for paper, assigned in facets.assignments.items()
        }
        return cls(citation_keys(papers), topics, urls)


class ExportFormat(Struct, frozen=True):
    """One format: its entries, and what stands around and between them."""

    name: str
    label: str
    suffix: str
    media_type: str
    entry: Callable[[Paper, Shelfmarks], str]
    opening: str = ""
    between: str = ""
    closing: str = ""
    is_sorted_by_key: bool = False


def _bibtex(paper: Paper, marks: Shelfmarks) -> str:
    return bibtex_entry(paper, marks.keys[paper.id])


def _biblatex(paper: Paper, marks: Shelfmarks) -> str:
    return biblatex_entry(paper, marks.keys[paper.id])


def _ris(paper: Paper, marks: Shelfmarks) -> str:
    return ris_reference(paper).replace("\n", "\r\n")


def _csl(paper: Paper, marks: Shelfmarks) -> str:
    return msgspec.json.encode(csl_item(paper), order="sorted").decode()


def _csv(paper: Paper, marks: Shelfmarks) -> str:
    return csv_row(paper, key=marks.keys[paper.id], topics=marks.topics.get(paper.id, ()))


def _data(paper: Paper, marks: Shelfmarks) -> str:
    data = paper_data(
        paper,
        key=marks.keys[paper.id],
        topics=marks.topics.get(paper.id, ()),
        page=marks.urls.path(f"papers/{paper.id}"),
    )
    return msgspec.json.encode(data).decode() + "\n"


FORMATS = (
    ExportFormat(
        "bibtex", "BibTeX", "bib", "application/x-bibtex", _bibtex,
        between="\n", is_sorted_by_key=True,
    ),
    ExportFormat(
        "biblatex", "BibLaTeX", "biblatex.bib", "application/x-bibtex", _biblatex,
        between="\n", is_sorted_by_key=True,
    ),
    ExportFormat(
        "ris", "RIS", "ris", "application/x-research-info-systems", _ris, between="\r\n",
    ),
    ExportFormat(
        "csl-json", "CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json", _csl,
        opening="[\n", between=",\n", closing="\n]\n",
    ),
    ExportFormat("csv", "CSV", "csv", "text/csv; charset=utf-8", _csv, opening=csv_header()),
    ExportFormat("jsonl", "JSON Lines", "jsonl", "application/jsonl", _data),
)  # fmt: skip


def find_format(name: str, *others: str) -> ExportFormat:
    """Return a format by its name, or by the ending of its files; `others` are known elsewhere.

    Raises:
        BroadsheetError: there is none.
    """
    found = (one for one in FORMATS if name.lower() in (one.name, one.suffix))
    if (first := next(found, None)) is None:
        hint = did_you_mean(name, [*(one.name for one in FORMATS), *others])
        raise BroadsheetError(f"there is no format `{name}` ({hint})")
    return first


def rendered(format_: ExportFormat, papers: Iterable[Paper], marks: Shelfmarks) -> Iterator[str]:
    """Yield a file in pieces: what opens it, the papers, what closes it."""
    yield format_.opening
    for number, paper in enumerate(ordered(format_, papers, marks)):
        yield (format_.between if number else "") + format_.entry(paper, marks)
    yield format_.closing


def parts(
    things: Iterable[Thing], size: Callable[[Thing], int], most: int = MAX_BYTES
) -> Iterator[list[Thing]]:
    """Yield things in as few parts of up to `most` bytes as their order allows, at least one."""
    part: list[Thing] = []
    room = most
    for thing in things:
        needed = size(thing)
        if part and needed > room:
            yield part
            part, room = [], most
        part.append(thing)
        room -= needed
    yield part


def whole(format_: ExportFormat, entries: Sequence[bytes]) -> bytes:
    """Return entries, or runs of them, as one file."""
    first, *others = entries or (b"",)
    *inner, last = (format_.opening.encode() + first, *others)
    return format_.between.encode().join((*inner, last + format_.closing.encode()))


def ordered(
    format_: ExportFormat, papers: Iterable[Paper], marks: Shelfmarks
) -> Sequence[Paper] | Iterable[Paper]:
    """Return papers in a format's order: bibliographies by key, so that diffs stay small."""
    if format_.is_sorted_by_key:
        return sorted(papers, key=lambda paper: marks.keys[paper.id])
    return papers
