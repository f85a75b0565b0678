"""Dublin Core in a paper page's head, for libraries' programs.

https://www.dublincore.org/specifications/dublin-core/dc-html/
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from broadsheet.exports.publication import CROWD, container, issued, kind, subjects
from broadsheet.pages.links import identifier_links
from broadsheet.pages.markup import lines, meta
from broadsheet.records.models import Paper
from broadsheet.records.tex import plain_text

# https://www.dublincore.org/specifications/dublin-core/dcmi-type-vocabulary/
_TYPES = {"dataset": "Dataset", "software": "Software"}


def dublin_core_tags(paper: Paper) -> Markup:
    """Return the `DC.*` meta elements of a paper; the abstract stands on the page."""
    schema = Markup('<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">')
    values = (meta("name", f"DC.{name}", value) for name, value in _values(paper) if value)
    return lines((schema, *values))


def _values(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "title", plain_text(paper.title)
    # Highwire's tags have them all.
    if len(paper.authors) <= CROWD:
        for author in paper.authors:
            yield "creator", author.sort_name
    date = issued(paper)
    yield "date", date.iso if date else ""
    yield "type", _TYPES.get(kind(paper), "Text")
    yield "source", container(paper)
    yield "publisher", paper.publisher
    for link in identifier_links(paper.ids):
        yield "identifier", link.url
    yield "language", paper.language
    yield "rights", paper.license
    for word in subjects(paper):
        yield "subject", word
