"""Documents: one entry a paper for the theme's search index, its titles and texts in HTML."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape
from msgspec import Struct

from broadsheet.language.dates import day_text
from broadsheet.language.words import ENGLISH, Words
from broadsheet.pages.markup import plain
from broadsheet.pages.urls import Urls
from broadsheet.records.catalogue import Catalogue
from broadsheet.records.models import Paper
from broadsheet.records.tex import plain_text
from broadsheet.tagging.facets import Facets


class Document(Struct, frozen=True):
    """An entry of `search_index.json`: https://squidfunk.github.io/mkdocs-material/plugins/search/."""

    location: str
    title: str
    text: str


def documents(
    catalogue: Catalogue, facets: Facets, urls: Urls, words: Words = ENGLISH
) -> Iterator[Document]:
    """Yield the entry of each paper, in the catalogue's order."""
    labels = {term.slug: term.label for term in facets.topics.terms}
    for paper in catalogue.papers:
        topics = [labels[one.tag] for one in facets.assignments.get(paper.id, ())]
        yield Document(
            location=urls.path(f"papers/{paper.id}"),
            title=str(escape(plain_text(paper.title))),
            text=str(escape(_text(paper, topics, words))),
        )


def _text(paper: Paper, topics: list[str], words: Words) -> str:
    """Say who, where and when first: it is what a result shows under its title."""
    parts = [
        ", ".join(author.name for author in paper.authors),
        paper.venue,
        day_text(paper.published, words) if paper.published else "",
        plain(paper.summary),
        plain_text(paper.abstract),
        ", ".join(topics),
        " ".join(filter(None, (paper.ids.arxiv, paper.ids.doi, paper.ids.acl))),
    ]
    return " · ".join(part for part in parts if part)
