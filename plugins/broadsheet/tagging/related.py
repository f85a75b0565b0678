"""Related papers: for each paper the nearest others, with the words that they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log10

from broadsheet.tagging.documents import Document
from broadsheet.tagging.landscape import Related
from broadsheet.tagging.phrases import Phrases
from broadsheet.tagging.similarity import Neighbour, Weights, neighbours, weigh

MOST = 5
"""Related papers of one paper."""


class Corpus:
    """Documents with their phrases found and weighed; `weights` has a row for each document."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self._phrases = Phrases()
        self.weights: Weights | None = weigh(map(self._keys, documents), len(documents))

    def _keys(self, document: Document) -> list[str]:
        headings = [key for text in document.headings for key, *_ in self._phrases.of(text)]
        body = [key for text in document.body for key, *_ in self._phrases.of(text)]
        return [*headings, *headings, *body]

    def forms(self, wanted: frozenset[str]) -> dict[str, str]:
        """Return each phrase as it is written most often, in running text where it stands in any.

        A title's capitals say nothing of a word.
        """
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        running = self._written((one.body for one in self.documents), wanted)
        for key, form in running:
            found[key][form] += 1
        missing = wanted - found.keys()
        for key, form in self._written((one.headings for one in self.documents), missing):
            found[key][form] += 1
        return {key: min(forms, key=lambda one: (-forms[one], one)) for key, forms in found.items()}

    def _written(
        self, texts: Iterable[Sequence[str]], wanted: frozenset[str]
    ) -> Iterator[tuple[str, str]]:
        for text in (text for some in texts for text in some):
            for key, start, end in self._phrases.of(text):
                if key in wanted:
                    yield key, " ".join(text[start:end].split())


def least_score(papers: int) -> float:
    """Return the cosine below which papers share little but the way they are written.

    In a small collection common words look rare: of 20 papers any two may come to 0.3, of 1,000 to
    0.15. The line was drawn through random samples of 20 to 10,000 papers of one field.
    """
    return max(0.12, round(0.5 - 0.12 * log10(max(papers, 1)), 3))


def find_related(corpus: Corpus) -> dict[str, tuple[Related, ...]]:
    """Return the nearest papers of each, the nearest first; a paper with none is left out."""
    if corpus.weights is None:
        return {}
    found = list(neighbours(corpus.weights, MOST, least_score(len(corpus.documents))))
    wanted = frozenset(phrase for some in found for one in some for phrase in one.shared)
    forms = corpus.forms(wanted)
    names = [one.paper for one in corpus.documents]
    return {
        name: tuple(_related(one, names, forms) for one in some)
        for name, some in zip(names, found, strict=True)
        if some
    }


def _related(neighbour: Neighbour, names: Sequence[str], forms: Mapping[str, str]) -> Related:
    terms = tuple(forms[phrase] for phrase in neighbour.shared)
    return Related(names[neighbour.row], neighbour.score, terms)
