"""`broadsheet search`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from broadsheet.cli.group import project_here
from broadsheet.cli.terminal import counted, safe, say

if TYPE_CHECKING:
    from broadsheet.search.searching import Hit, Results

_AUTHORS = 3


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True)
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the built site.  [default: site]",
)
def search(words: tuple[str, ...], as_json: bool, limit: int, site: Path | None) -> None:
    """Search the built site as its readers do.

    The same words, "phrases", -words and fields as in the browser: `author:hare year:2019..2024`.
    Put `--` before a -word.
    """
    # Reading an index takes numpy, which the other commands should not wait for.
    from broadsheet.search.reading import Index
    from broadsheet.search.searching import search as search_index

    folder = site if site is not None else project_here().root / "site"
    results = search_index(Index(folder), " ".join(words), limit)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(results), indent=2).decode())
    else:
        _say(results)
    sys.exit(0 if results.hits else 1)


def _say(results: Results) -> None:
    for wrong, right in results.corrected:
        say(f"Searched for `{right}` instead of `{wrong}`.", is_error=True)
    for unknown in results.unknown:
        say(f"`{unknown}` is no field or value of this collection.", is_error=True)
    tier = ""
    for hit in results.hits:
        if hit.tier == "meaning" and tier != "meaning":
            click.echo(_heading(results.total))
        tier = hit.tier
        click.echo(_lines(hit))
    say(counted(results.total, "result"), is_error=True)


def _heading(total: int) -> str:
    return "Near it, but without all words:\n" if total else "Nothing has all words; near it:\n"


def _lines(hit: Hit) -> str:
    authors = ", ".join(hit.authors[:_AUTHORS]) + (" et al." if len(hit.authors) > _AUTHORS else "")
    facts = " · ".join(filter(None, (authors, hit.venue or hit.date[:4], hit.url)))
    return f"{click.style(safe(hit.title), bold=True)}\n  {safe(facts)}\n"
