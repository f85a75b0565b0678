"""Credits: whom a collection asks about its papers, with the thanks that their terms want."""

from __future__ import annotations

from collections.abc import Iterable

from broadsheet.fetch.source import Source
from broadsheet.language.words import ENGLISH, Words

MARKER = "<!-- broadsheet/sources -->"
"""Where a hand-written page wants the table."""


def with_credits(markdown: str, sources: Iterable[Source], words: Words = ENGLISH) -> str:
    """Put the table of sources in the place of the marker."""
    if MARKER not in markdown:
        return markdown
    return markdown.replace(MARKER, credits_table(sources, words))


def credits_table(sources: Iterable[Source], words: Words = ENGLISH) -> str:
    """Return a Markdown table of sources, by name, each with a link to its terms."""
    rows = (
        f"| [{_cell(source.label)}]({source.terms}) "
        f"| {_cell(source.credit)} | {_pace(source, words)} |"
        for source in sorted(sources, key=lambda one: one.label.lower())
    )
    head = f"| {words('credits.source')} | | {words('credits.pace')} |"
    return "\n".join([head, "|---|---|---|", *rows])


def _pace(source: Source, words: Words) -> str:
    # A key in the environment may allow more, but must not change a page.
    batch = getattr(source, "keyless_batch", source.batch)
    interval = getattr(source, "keyless_interval", source.interval)
    return words("credits.every", seconds=f"{interval:g}", count=batch)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
