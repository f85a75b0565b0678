"""The MkDocs side of exports: files beside the pages, and tags in the head of paper pages."""

from __future__ import annotations

from markupsafe import Markup
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from broadsheet.build import upstream
from broadsheet.exports.atom import atom_feed
from broadsheet.exports.csl_json import csl_json
from broadsheet.exports.highwire import highwire_tags
from broadsheet.fetch.plugin import FetchPlugin
from broadsheet.pages.page_types import GeneratedPage
from broadsheet.pages.urls import Urls
from broadsheet.records.catalogue import Catalogue

log = get_plugin_logger(__name__)

FEED = "feeds/all.atom"
CSL_JSON = "exports/papers.csl.json"


class ExportsConfig(Config):
    """No options yet."""


class ExportsPlugin(BasePlugin[ExportsConfig]):
    """Writes the feed and the bibliography, and says them in each page's head."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the files early, so that hand-written links to them are checked."""
        catalogue = upstream(config, FetchPlugin, "broadsheet/fetch").catalogue
        for path, content in self._contents(catalogue, config):
            files.append(File.generated(config, path, content=content))
        return files

    @staticmethod
    def _contents(catalogue: Catalogue, config: MkDocsConfig) -> list[tuple[str, bytes]]:
        if not config.site_url:
            log.info("set `site_url` in mkdocs.yml: without it the feed's links lead nowhere")
        feed = atom_feed(
            catalogue.papers,
            title=config.site_name,
            site=_with_slash(config.site_url or ""),
            path=FEED,
            urls=Urls(config.use_directory_urls),
        )
        return [(FEED, feed), (CSL_JSON, csl_json(catalogue.papers))]

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Put what programs look for into a page's head: the feed, and a paper's citation."""
        # The theme asks for a sitemap beside whatever has just `alternate` for its relation.
        feed = Markup('<link rel="alternate feed" type="{}" title="{}" href="{}">')
        address = get_relative_url(FEED, page.url)
        tags = [feed.format("application/atom+xml", config.site_name, address)]
        if isinstance(page, GeneratedPage) and page.leaf.paper is not None:
            tags.append(highwire_tags(page.leaf.paper, page.canonical_url or ""))
        page.meta["broadsheet_head"] = Markup("\n").join(tags)
        return context


def _with_slash(url: str) -> str:
    return url if not url or url.endswith("/") else f"{url}/"
