"""The MkDocs side of tagging: topics and facets of the catalogue that the fetch plugin read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority

from broadsheet.build import upstream
from broadsheet.fetch.plugin import FetchPlugin
from broadsheet.language.words import Words, load_words
from broadsheet.last import Last
from broadsheet.records.reading_lists import load_reading_lists
from broadsheet.tagging.documents import Document, documents
from broadsheet.tagging.facets import Facets, group, grouped_by
from broadsheet.tagging.landscape import Landscape, begin_survey, last_survey
from broadsheet.tagging.rules import Assignment, assign, tag_problems
from broadsheet.tagging.vocabulary import Vocabulary, load_vocabulary
from broadsheet.workers import chosen_jobs


class TaggingConfig(Config):
    """No options yet: the vocabulary is content/tags.yaml."""


class TaggingPlugin(BasePlugin[TaggingConfig]):
    """Groups the papers; all that it holds is there from pre_build on."""

    words: Words
    vocabulary: Vocabulary
    facets: Facets
    landscape: Callable[[], Landscape]
    """Waits for it when it is asked first: till then a build goes on with other things."""

    def __init__(self) -> None:
        self._last: Last[Any, Facets] = Last()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Do nothing: a plugin with this event stays from one build to the next while it serves."""

    @event_priority(50)  # after fetch has made the catalogue, before anything asks for facets
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Load the vocabulary and the reading lists and group the catalogue."""
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        project = fetch.project
        self.words, word_problems = load_words(
            config.theme["language"], project.words, project.shown(project.words)
        )
        shown = project.shown(project.vocabulary)
        self.vocabulary, vocabulary_problems = load_vocabulary(project.vocabulary, shown)
        lists, list_problems = load_reading_lists(
            project.collections, project.root, fetch.catalogue.names
        )
        unknown = tag_problems(fetch.records, self.vocabulary, fetch.places)
        papers = fetch.catalogue.papers
        with fetch.stages("facets", len(papers)):
            assignments = assign(papers, self.vocabulary, self.words)
            self.landscape = cache(self._survey(fetch, assignments))
            arguments = self.vocabulary, assignments, lists
            self.facets = self._last.of(
                (grouped_by(papers), *arguments, self.words.digest),
                lambda: group(fetch.catalogue, *arguments, self.words),
            )
        fetch.report((*word_problems, *vocabulary_problems, *list_problems, *unknown))

    def _survey(
        self, fetch: FetchPlugin, assignments: Mapping[str, tuple[Assignment, ...]]
    ) -> Callable[[], Landscape]:
        """Begin with the landscape and return what waits for it."""
        catalogue, folder = fetch.catalogue, fetch.project.cache
        jobs = 1 if fetch.is_serving else chosen_jobs()

        def texts() -> tuple[Document, ...]:
            return documents(catalogue, self.vocabulary, assignments)

        begun = begin_survey(texts, folder, jobs)

        def wait() -> Landscape:
            known = last_survey(catalogue.by_id, folder) if fetch.is_serving else None
            with fetch.stages("related papers, map", len(catalogue.papers)):
                return known or begun()

        return wait
