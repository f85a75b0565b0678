"""The MkDocs side of the history: its pages, its feed, and whom each paper is owed to."""

from __future__ import annotations

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files

from broadsheet.build import upstream
from broadsheet.feeds.address import Publication
from broadsheet.feeds.composer import FORMS
from broadsheet.fetch.plugin import FetchPlugin
from broadsheet.history.changes_feed import NAME, change_entries, changes_document
from broadsheet.history.changes_page import StoryPages
from broadsheet.history.story import Story, read_story
from broadsheet.pages.inner import FeedLink
from broadsheet.pages.page_types import generate
from broadsheet.pages.plugin import PagesPlugin
from broadsheet.pages.urls import source_uri
from broadsheet.records.models import Paper

log = get_plugin_logger(__name__)

_LINKS = tuple(
    FeedLink(form.label, f"feeds/{NAME}{form.ending}", form.media_type) for form in FORMS
)


class HistoryConfig(Config):
    """`broadsheet/history` has no options."""


class HistoryPlugin(BasePlugin[HistoryConfig]):
    """Tells readers what git remembers; `story` is there from files on."""

    story: Story

    @event_priority(25)  # after the pages, which it adds to, before those who look at all of them
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages of changes and contributors, and the feed."""
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        pages = upstream(config, PagesPlugin, "broadsheet/pages")
        self.story = read_story(fetch.project)
        if self.story.is_cut:
            log.info("this clone is shallow: what came before it is not told (fetch-depth: 0)")
        pages.views.papers.added_by = self._added_by
        found = StoryPages(self.story, fetch.catalogue.by_id, pages.views.words, _LINKS)
        for leaf in found.leaves():
            if files.get_file_from_path(source_uri(leaf.key)) is None:
                files.append(generate(leaf, config, fetch.project, pages.renderer))
        self._add_feed(files, config, pages, found)
        return files

    def _added_by(self, paper: Paper) -> tuple[str, ...]:
        return (paper.added_by,) if paper.added_by else self.story.added_by.get(paper.id, ())

    @staticmethod
    def _add_feed(
        files: Files, config: MkDocsConfig, pages: PagesPlugin, found: StoryPages
    ) -> None:
        site = Publication(
            name=config.site_name,
            url=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
            urls=pages.renderer.urls,
            description=config.site_description or "",
            language=pages.views.words.language,
        )
        document = changes_document(found)
        for form in FORMS:
            path = document.feed.path(form.ending)
            entries = change_entries(found, site, site.base(path))
            content = form.document(document, entries, site)
            files.append(File.generated(config, path, content=content))
