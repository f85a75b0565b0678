"""The MkDocs side of search: the index of our engine, and the papers for the theme's own."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from broadsheet.build import upstream
from broadsheet.exports.formats import Shelfmarks
from broadsheet.exports.plugin import ExportsPlugin
from broadsheet.fetch.plugin import FetchPlugin
from broadsheet.on_demand import SITE
from broadsheet.pages.leaf import Leaf
from broadsheet.pages.page_types import GeneratedPage
from broadsheet.pages.plugin import PagesPlugin
from broadsheet.pages.search_page import KEY as SEARCH
from broadsheet.pages.urls import Urls
from broadsheet.search.bibliography import Bibliography
from broadsheet.search.block_store import KeptBlock
from broadsheet.search.client import SCRIPTS, script
from broadsheet.search.documents import Document, page_documents
from broadsheet.search.index import Labels
from broadsheet.search.lists import landing_documents, term_documents
from broadsheet.search.sections import Section, sections
from broadsheet.search.shards import FOLDER, AnyShard, put_shards, write_shards
from broadsheet.search.site_index import SiteIndex
from broadsheet.search.theme_box import STAND_IN, box_index, index_script
from broadsheet.search.theme_index import documents
from broadsheet.search.theme_protocol import WORKER, names_worker, read_theme
from broadsheet.site_ledger import Entry
from broadsheet.tagging.plugin import TaggingPlugin
from broadsheet.workers import apart

Put = tuple[int, dict[str, Entry]]
"""The bytes of some shards, and their entries in the site's ledger."""

log = get_plugin_logger(__name__)


class SearchConfig(Config):
    """No options yet."""


class SearchPlugin(BasePlugin[SearchConfig]):
    """Writes the index of `search/broadsheet/`, and one entry a paper to the theme's."""

    _papers: Callable[[], list[KeptBlock]]
    """Waits for what the index knows of papers."""
    _put: list[Callable[[], Put]]
    """Wait for what stands in the site."""

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Forget the pages of the build before."""
        self._sections: dict[str, list[Section]] = {}
        self._landings: dict[str, Leaf] = {}
        self._starts_ours = False
        self._site = Path(config.site_dir).name

    @event_priority(60)  # before the pages of the outline are listed, which takes a while
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the scripts of the client, and begin with what the index knows of papers."""
        for name in SCRIPTS:
            path = f"assets/broadsheet/search/{name}"
            files.append(File.generated(config, path, content=script(name)))
        self._papers = cache(apart(partial(self._read_papers, config), self._jobs(config)))
        return files

    @staticmethod
    def _jobs(config: MkDocsConfig) -> int:
        """Return how many processes may be used: one where only some of this is asked for."""
        pages = upstream(config, PagesPlugin, "broadsheet/pages")
        is_serving = upstream(config, FetchPlugin, "broadsheet/fetch").is_serving
        return 1 if is_serving or pages.helps else pages.jobs

    def _read_papers(self, config: MkDocsConfig) -> list[KeptBlock]:
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        facets = upstream(config, TaggingPlugin, "broadsheet/tagging").facets
        blocks = self._site_index(config).papers(fetch.catalogue, facets)
        self._bibliography(config).entries()  # kept, for the process that puts them
        return blocks

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
    def _begin(self, *, config: MkDocsConfig) -> None:
        """Begin with the index, and write what the theme's box reads."""
        if upstream(config, FetchPlugin, "broadsheet/fetch").is_serving:
            SITE.offer_below(f"{FOLDER}/", partial(self._indexed, config))
        else:
            self._papers()  # that process is this one's
            jobs = self._jobs(config)
            made = (self._shards, self._cited)  # in a process each
            self._put = [apart(partial(_put, one, config), jobs) for one in made]
        self._write_box(config)

    @event_priority(-900)  # before pages move the site to its place
    def _end(self, *, config: MkDocsConfig) -> None:
        """Wait until the index stands in the site."""
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        if fetch.is_serving:
            return
        ledger = upstream(config, PagesPlugin, "broadsheet/pages").ledger
        with fetch.stages("search index", len(fetch.catalogue.papers)) as cost:
            for wait in self._put:
                size, entries = wait()
                cost.size += size
                ledger.gather(entries)

    on_post_build = CombinedEvent(_begin, _end)

    def _write_box(self, config: MkDocsConfig) -> None:
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
        write_shards(Path(config.site_dir), chain(self._cited(config), self._shards(config)))

    def _cited(self, config: MkDocsConfig) -> Iterator[AnyShard]:
        citations = upstream(config, PagesPlugin, "broadsheet/pages").views.citations
        return self._bibliography(config).shards(citations)

    def _shards(self, config: MkDocsConfig) -> Sequence[AnyShard]:
        return self._site_index(config).shards(self._papers(), list(self._documents(config)))

    def _site_index(self, config: MkDocsConfig) -> SiteIndex:
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        tagging = upstream(config, TaggingPlugin, "broadsheet/tagging")
        labels = Labels.of(tagging.facets, tagging.vocabulary)
        # Builds of one site wait for each other; others of the same collection do not.
        folder = fetch.project.cache / "search" / self._site
        urls = Urls(config.use_directory_urls)
        return SiteIndex(folder, labels, urls, is_sole=not fetch.is_serving)

    @staticmethod
    def _bibliography(config: MkDocsConfig) -> Bibliography:
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        papers, exports = fetch.catalogue.papers, config.plugins.get("broadsheet/exports")
        if isinstance(exports, ExportsPlugin):  # which has made the keys of all papers already
            marks = exports.marks
        else:
            facets = upstream(config, TaggingPlugin, "broadsheet/tagging").facets
            marks = Shelfmarks.of(papers, facets, Urls(config.use_directory_urls))
        return Bibliography.of(papers, marks, fetch.project.cache / "bibliography")

    def _documents(self, config: MkDocsConfig) -> Iterator[Document]:
        views = upstream(config, PagesPlugin, "broadsheet/pages").views
        urls = Urls(config.use_directory_urls)
        for url in sorted(self._sections):
            yield from page_documents(self._sections[url])
        landings = (self._landings[key] for key in sorted(self._landings))
        for one in (*landing_documents(landings, urls), *term_documents(views, urls)):
            if one.url not in self._sections:
                yield one


def _put(make: Callable[[MkDocsConfig], Iterable[AnyShard]], config: MkDocsConfig) -> Put:
    """Make shards and have them stand in the site."""
    ledger = upstream(config, PagesPlugin, "broadsheet/pages").ledger
    return put_shards(ledger, make(config)), ledger.gathered()


def _without_box(config: MkDocsConfig) -> MkDocsConfig:
    """Return the configuration for the page that has a search of its own.

    Two searches on one page confuse, and the theme's takes `?q=` out of the address.
    """
    plugins = {name: one for name, one in config.plugins.items() if name != "material/search"}
    changed = copy.copy(config)
    changed.data = {**config.data, "plugins": plugins}
    return changed
