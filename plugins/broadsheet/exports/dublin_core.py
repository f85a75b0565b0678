"""Dublin Core in a paper page's head, for libraries' programs.

https://www.dublincore.org/specifications/dublin-core/dc-html/
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from broadsheet.exports.publication import CROWD, container, issued, kind, subjects
from broadsheet.pages.links import identifier_links
from broadsheet.pages.markup import lines, metas
from broadsheet.records.models import Paper
from broadsheet.records.tex import plain_text

# https://www.dublincore.org/specifications/dublin-core/dcmi-type-vocabulary/
_TYPES = {"dataset": "Dataset", "software": "Software"}


def dublin_core_tags(paper: Paper) -> Markup:
    """Return the `DC.*` meta elements of a paper; the abstract stands on the page."""
    schema = Markup('<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">')
    return lines((schema, metas("name", _values(paper))))


def _values(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "DC.title", plain_text(paper.title)
    # Highwire's tags have them all.
    if len(paper.authors) <= CROWD:
        for author in paper.authors:
            yield "DC.creator", author.sort_name
    date = issued(paper)
    yield "DC.date", date.iso if date else ""
    yield "DC.type", _TYPES.get(kind(paper), "Text")
    yield "DC.source", container(paper)
    yield "DC.publisher", paper.publisher
    for link in identifier_links(paper.ids):
        yield "DC.identifier", link.url
    yield "DC.language", paper.language
    yield "DC.rights", paper.license
    for word in subjects(paper):
        yield "DC.subject", word
