"""Documents: what a paper says, in plain text, as papers are compared by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from broadsheet.records.catalogue import Catalogue
from broadsheet.records.models import Paper
from broadsheet.records.tex import split_formulas
from broadsheet.tagging.rules import Assignment
from broadsheet.tagging.vocabulary import Vocabulary


class Document(Struct, frozen=True):
    """The texts of one paper; formulas are left out, for their letters are no words."""

    paper: str
    headings: tuple[str, ...]
    """The title, the keywords, the labels of its topics: these count double."""
    body: tuple[str, ...]
    """The summary and the abstract."""


def documents(
    catalogue: Catalogue,
    vocabulary: Vocabulary,
    assignments: Mapping[str, tuple[Assignment, ...]],
) -> tuple[Document, ...]:
    """Return every paper's texts, in the order of their ids, which no move of a file changes."""
    papers = sorted(catalogue.papers, key=lambda one: one.id)
    return tuple(_document(one, vocabulary, assignments.get(one.id, ())) for one in papers)


def _document(paper: Paper, vocabulary: Vocabulary, assignments: Sequence[Assignment]) -> Document:
    labels = (vocabulary.tags[one.tag].label for one in assignments)
    return Document(
        paper.id,
        tuple(map(_words, (paper.title, *paper.keywords, *labels))),
        tuple(_words(text) for text in (paper.summary, paper.abstract) if text),
    )


def _words(text: str) -> str:
    return " ".join(piece.text for piece in split_formulas(text) if not piece.is_formula)
