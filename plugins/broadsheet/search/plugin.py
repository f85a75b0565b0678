"""The MkDocs side of search: the index of our engine, and the papers for the theme's own."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from broadsheet.build import upstream
from broadsheet.exports.formats import Shelfmarks
from broadsheet.fetch.plugin import FetchPlugin
from broadsheet.on_demand import SITE
from broadsheet.pages.leaf import Leaf
from broadsheet.pages.page_types import GeneratedPage
from broadsheet.pages.plugin import PagesPlugin
from broadsheet.pages.search_page import KEY as SEARCH
from broadsheet.pages.urls import Urls
from broadsheet.search.bibliography import bibliography
from broadsheet.search.client import SCRIPTS, script
from broadsheet.search.documents import Document, page_documents, paper_documents
from broadsheet.search.index import Labels, index
from broadsheet.search.lists import landing_documents, term_documents
from broadsheet.search.sections import Section, sections
from broadsheet.search.shards import FOLDER, MANIFEST, Shard, write_shards
from broadsheet.search.theme_box import STAND_IN, box_index, index_script
from broadsheet.search.theme_index import documents
from broadsheet.search.theme_protocol import WORKER, names_worker, read_theme
from broadsheet.tagging.plugin import TaggingPlugin

log = get_plugin_logger(__name__)


class SearchConfig(Config):
    """No options yet."""


class SearchPlugin(BasePlugin[SearchConfig]):
    """Writes the index of `search/broadsheet/`, and one entry a paper to the theme's."""

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Forget the pages of the build before."""
        self._sections: dict[str, list[Section]] = {}
        self._landings: dict[str, Leaf] = {}
        self._starts_ours = False

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the scripts of the client."""
        for name in SCRIPTS:
            path = f"assets/broadsheet/search/{name}"
            files.append(File.generated(config, path, content=script(name)))
        return files

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Take in a page: the content of a hand-written one is whole now."""
        hidden = (page.meta.get("search") or {}).get("exclude")
        if isinstance(page, GeneratedPage):
            self._landings[page.leaf.key] = page.leaf
            if page.leaf.key == SEARCH:
                context["config"] = _without_box(config)
        elif not hidden:
            self._sections[page.url] = sections(page.content or "", page.url, str(page.title or ""))
        return context

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let the theme's box start our worker, where the theme speaks what it answers."""
        if "material/search" not in config.plugins:
            return env
        found = read_theme(map(Path, config.theme.dirs))
        if found.misfits:
            log.info(
                "the box searches by the theme's own engine, since the theme has changed: %s",
                "; ".join(found.misfits),
            )
            return env
        words = upstream(config, TaggingPlugin, "broadsheet/tagging").words
        self._starts_ours = True
        env.globals["broadsheet_search"] = {
            "theirs": found.worker,
            "ours": WORKER,
            "stand_in": STAND_IN,
            "heading": words("box.heading"),
        }
        return env

    @event_priority(-50)  # after the theme's search plugin wrote its file
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the index, and what the theme's box reads."""
        if upstream(config, FetchPlugin, "broadsheet/fetch").is_serving:
            SITE.offer_below(f"{FOLDER}/", partial(self._indexed, config))
        else:
            self._write_index(config)
        path = Path(config.site_dir) / "search" / "search_index.json"
        if not path.exists():
            log.info("add `search` to `plugins:` and a box in the header will find the papers")
            return
        tagging = upstream(config, TaggingPlugin, "broadsheet/tagging")
        urls = Urls(config.use_directory_urls)
        entries: dict[str, Any] = msgspec.json.decode(path.read_bytes())
        front = Path(config.site_dir) / "index.html"
        if names_worker(front.read_text("utf-8"), ""):
            titles = {url: some[0].title for url, some in self._sections.items() if some}
            index = box_index(entries, tagging.words.group("boxed"), urls.path(SEARCH), titles)
            path.write_bytes(index)
            path.with_suffix(".js").write_bytes(index_script(index))
        else:
            if self._starts_ours:
                log.info("the box searches by the theme's own engine, as main.html is not ours")
            catalogue = upstream(config, FetchPlugin, "broadsheet/fetch").catalogue
            entries["docs"] += list(documents(catalogue, tagging.facets, urls, tagging.words))
            path.write_bytes(msgspec.json.encode(entries))

    def _indexed(self, config: MkDocsConfig, path: str) -> bytes | None:
        """Write the index, and return what it has under a path."""
        self._write_index(config)
        with suppress(OSError):
            return (Path(config.site_dir) / path).read_bytes()
        return None

    def _write_index(self, config: MkDocsConfig) -> None:
        tagging = upstream(config, TaggingPlugin, "broadsheet/tagging")
        labels = Labels.of(tagging.facets, tagging.vocabulary)
        paper_url = Urls(config.use_directory_urls).path("papers/{}")
        with upstream(config, FetchPlugin, "broadsheet/fetch").stages("search index") as cost:
            some = list(self._documents(config))
            cost.count = len(some)
            shards = index(some, labels, paper_url)
            write_shards(Path(config.site_dir), self._shards(shards, config))

    def _shards(self, index: Iterator[Shard], config: MkDocsConfig) -> Iterator[Shard]:
        for shard in index:
            if shard.name == MANIFEST:
                yield from self._bibliography(config)
            yield shard

    @staticmethod
    def _bibliography(config: MkDocsConfig) -> Iterator[Shard]:
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        facets = upstream(config, TaggingPlugin, "broadsheet/tagging").facets
        pages = upstream(config, PagesPlugin, "broadsheet/pages")
        pages.printing.finish()  # its workers have cited the papers already
        papers = fetch.catalogue.papers
        marks = Shelfmarks.of(papers, facets, Urls(config.use_directory_urls))
        cache = fetch.project.cache / "bibliography"
        return bibliography(papers, marks, pages.views.citations, cache)

    def _documents(self, config: MkDocsConfig) -> Iterator[Document]:
        catalogue = upstream(config, FetchPlugin, "broadsheet/fetch").catalogue
        facets = upstream(config, TaggingPlugin, "broadsheet/tagging").facets
        views = upstream(config, PagesPlugin, "broadsheet/pages").views
        urls = Urls(config.use_directory_urls)
        yield from paper_documents(catalogue, facets, urls)
        for url in sorted(self._sections):
            yield from page_documents(self._sections[url])
        landings = (self._landings[key] for key in sorted(self._landings))
        for one in (*landing_documents(landings, urls), *term_documents(views, urls)):
            if one.url not in self._sections:
                yield one


def _without_box(config: MkDocsConfig) -> MkDocsConfig:
    """Return the configuration for the page that has a search of its own.

    Two searches on one page confuse, and the theme's takes `?q=` out of the address.
    """
    plugins = {name: one for name, one in config.plugins.items() if name != "material/search"}
    changed = copy.copy(config)
    changed.data = {**config.data, "plugins": plugins}
    return changed
