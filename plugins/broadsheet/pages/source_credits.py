"""Credits: whom a collection asks about its papers, with the thanks that their terms want."""

from __future__ import annotations

from collections.abc import Iterable

from broadsheet.fetch.source import Source

MARKER = "<!-- broadsheet/sources -->"
"""Where a hand-written page wants the table."""


def with_credits(markdown: str, sources: Iterable[Source]) -> str:
    """Put the table of sources in the place of the marker."""
    return markdown.replace(MARKER, credits_table(sources)) if MARKER in markdown else markdown


def credits_table(sources: Iterable[Source]) -> str:
    """Return a Markdown table of sources, by name, each with a link to its terms."""
    rows = (
        f"| [{_cell(source.label)}]({source.terms}) | {_cell(source.credit)} | {_pace(source)} |"
        for source in sorted(sources, key=lambda one: one.label.lower())
    )
    return "\n".join(["| Source and its terms | | Asked at most |", "|---|---|---|", *rows])


def _pace(source: Source) -> str:
    # A key in the environment may allow more, but must not change a page.
    batch = getattr(source, "keyless_batch", source.batch)
    papers = "1 paper" if batch == 1 else f"up to {batch} papers"
    interval = getattr(source, "keyless_interval", source.interval)
    return f"every {interval:g} s, {papers} each time"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
