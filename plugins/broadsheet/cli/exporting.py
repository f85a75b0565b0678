"""`broadsheet export`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.cli.group import project_here
from broadsheet.cli.terminal import counted, say
from broadsheet.errors import BroadsheetError
from broadsheet.project import Project

if TYPE_CHECKING:
    from broadsheet.collection import Collection
    from broadsheet.exports.formats import Shelfmarks
    from broadsheet.records.models import Paper

_PARQUET = "parquet"
_TEXT = "text"
_USUAL_STYLE = "apa"
_MOST_FOUND = 1_000_000


@click.command()
@click.argument("format_", metavar="FORMAT")
@click.option("--topic", "topics", multiple=True, help="Papers of a topic; may be given again.")
@click.option("--collection", "collections", multiple=True, help="Papers of a reading list.")
@click.option("--author", "authors", multiple=True, help="Papers by an author, as in the address.")
@click.option("--venue", "venues", multiple=True, help="Papers of a venue, as in the address.")
@click.option("--year", "years", multiple=True, help="Papers of a year.")
@click.option("--id", "ids", multiple=True, help="A paper by any id or address of it.")
@click.option("--query", default="", help="Papers that a search of the built site finds.")
@click.option("--style", default="", help="A citation style, for text: apa, ieee, …")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file to write.")
def export(
    format_: str, query: str, style: str, output: Path | None, **kinds: tuple[str, ...]
) -> None:
    """Write papers in a format of other programs.

    FORMAT is bibtex, biblatex, ris, csl-json, csv, jsonl, parquet, or text for a list of references
    in a citation style. Without an option all papers
    are written; options of different kinds narrow the choice, several of one kind widen it. Without
    a file the text goes to standard output.
    """
    from broadsheet.collection import read_sound_collection
    from broadsheet.exports.selection import Selection, select

    if style and format_ != _TEXT:
        raise BroadsheetError(f"--style goes with the format `{_TEXT}`, not with `{format_}`")
    project = project_here()
    collection = read_sound_collection(project)
    found = _found(project, query) if query else None
    papers = select(collection, Selection(found=found, **kinds))
    if format_ == _TEXT:
        count = _write_references(papers, project, style, output)
    else:
        count = _write_papers(format_, papers, collection, output)
    if output is not None:
        say(f"{counted(count, 'paper')} written to {output}")


def _found(project: Project, query: str) -> tuple[str, ...]:
    """Return the ids of what a search finds, the best first; what is only near is left out."""
    from broadsheet.search.reading import Index
    from broadsheet.search.searching import search

    results = search(Index(project.root / "site"), query, _MOST_FOUND)
    return tuple(hit.id for hit in results.hits if hit.tier != "meaning")


def _write_papers(
    name: str, papers: Sequence[Paper], collection: Collection, output: Path | None
) -> int:
    """Write the papers and return their number."""
    from broadsheet.exports.formats import Shelfmarks, find_format, rendered
    from broadsheet.pages.urls import Urls

    marks = Shelfmarks.of(collection.catalogue.papers, collection.facets, Urls(True))
    if name == _PARQUET:
        _write_parquet(papers, marks, output)
    else:
        format_ = find_format(name, _TEXT, _PARQUET)
        _write(rendered(format_, papers, marks), output)
    return len(papers)


def _write_references(
    papers: Sequence[Paper], project: Project, style: str, output: Path | None
) -> int:
    """Write a list of references and return their number; who is left out is said."""
    from broadsheet.exports.citation_styles import load_styles
    from broadsheet.exports.citations import Citations
    from broadsheet.exports.references import BETWEEN, references

    styles = load_styles([style or _USUAL_STYLE], project.styles)
    found = list(references(papers, Citations(styles)))
    _write([BETWEEN.join(found)], output)
    if left := len(papers) - len(found):
        say(f"{counted(left, 'paper')} left out: no authors to cite", is_error=True)
    return len(found)


def _write(pieces: Iterable[str], output: Path | None) -> None:
    from broadsheet.records.store import replaced

    lines = (piece.encode() for piece in pieces)
    if output is None:
        sys.stdout.buffer.writelines(lines)
        sys.stdout.buffer.flush()
    else:
        with replaced(output) as file:
            file.writelines(lines)


def _write_parquet(papers: Iterable[Paper], marks: Shelfmarks, output: Path | None) -> None:
    from broadsheet.exports.parquet import write_parquet

    if output is None:
        raise BroadsheetError("Parquet is no text for a terminal; name a file: -o papers.parquet")
    write_parquet(papers, marks, output)
