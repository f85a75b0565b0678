"""The MkDocs side of exports: files beside the pages, and tags in the head of paper pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from markupsafe import Markup
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from broadsheet.build import upstream
from broadsheet.errors import BroadsheetError
from broadsheet.exports.api import SiteName, api_files
from broadsheet.exports.citation_styles import load_styles
from broadsheet.exports.citations import Citations
from broadsheet.exports.cite_panels import CitePanels
from broadsheet.exports.dublin_core import dublin_core_tags
from broadsheet.exports.formats import FORMATS, Shelfmarks
from broadsheet.exports.highwire import highwire_tags
from broadsheet.exports.open_graph import open_graph_tags
from broadsheet.exports.schema_org import json_ld
from broadsheet.exports.signposts import list_signpost, paper_signposts
from broadsheet.exports.site_files import file_links, last_exports, write_exports
from broadsheet.fetch.plugin import FetchPlugin
from broadsheet.on_demand import SITE
from broadsheet.pages.address import Address
from broadsheet.pages.heads import Head
from broadsheet.pages.inner import FileLink
from broadsheet.pages.leaf import Leaf
from broadsheet.pages.markup import lines
from broadsheet.pages.plugin import PagesPlugin
from broadsheet.pages.urls import Urls, up
from broadsheet.project import Project
from broadsheet.tagging.plugin import TaggingPlugin

log = get_plugin_logger(__name__)

_BIBTEX = FORMATS[0]
CITE_SCRIPT = "assets/broadsheet/cite.js"


class ExportsConfig(Config):
    """Options of `broadsheet/exports`."""

    styles = c.ListOfItems(
        c.Type(str),
        default=["apa", "ieee", "association-for-computing-machinery", "chicago-author-date"],
    )
    """Citation styles, in the order of their tabs: `site_config/styles/<name>.csl`, else a style of
    the CSL project by the name of its file."""


class ExportsPlugin(BasePlugin[ExportsConfig]):
    """Writes the bibliographies, and a paper's citation into its page's head."""

    _panels: CitePanels
    _exported: frozenset[str] = frozenset()
    """The paths of the files of papers."""
    _files: Mapping[str, tuple[FileLink, ...]]
    """The files by the page that lists their papers."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the files early, so that hand-written links to them are checked."""
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        tagging = upstream(config, TaggingPlugin, "broadsheet/tagging")
        papers, urls = fetch.catalogue.papers, Urls(config.use_directory_urls)
        with fetch.stages("exports", len(papers)):
            marks = Shelfmarks.of(papers, tagging.facets, urls)
            for file in self._exports(fetch, tagging, marks, config):
                if files.get_file_from_path(file.src_uri) is None:
                    files.append(file)
        pages = upstream(config, PagesPlugin, "broadsheet/pages")
        pages.printing.expect(self._exported.__contains__)
        citations = self._citations(fetch.project)
        self._panels = CitePanels(citations, papers, marks.keys)
        for path, text in self._panels.files():
            files.append(File.generated(config, path, content=text))
        pages.views.papers.cite = self._panels.of
        pages.views.papers.cited_as = marks.keys.__getitem__
        pages.views.citations = citations
        pages.views.files = self._links
        pages.gatherers.append(citations)
        pages.heads.append(Head(self._head, self._bibliography))
        pages.grounds.append(citations.digest)
        self._site = config.site_name
        return files

    def _exports(
        self, fetch: FetchPlugin, tagging: TaggingPlugin, marks: Shelfmarks, config: MkDocsConfig
    ) -> Iterator[File]:
        """Yield the files of the papers, which wait in the cache, and what describes them."""
        papers, facets = fetch.catalogue.papers, tagging.facets
        folder = fetch.project.cache / "exports"
        folder.mkdir(parents=True, exist_ok=True)
        groups = (facets.topics, facets.collections)
        make = partial(write_exports, folder, papers, marks, groups)
        exported = (fetch.is_serving and last_exports(folder)) or make()
        self._exported = frozenset(one.path for one in exported)
        self._files = file_links(exported)
        for one in exported:
            if fetch.is_serving:
                SITE.offer(one.path, partial(_made, folder / one.path, make))
            else:
                yield File.generated(config, one.path, abs_src_path=str(folder / one.path))
        site = SiteName(
            config.site_name, config.site_description or "", _with_slash(config.site_url or "")
        )
        described = api_files(
            site, facets, tagging.vocabulary, exported, marks.urls, len(papers), tagging.words
        )
        for path, content in described.items():
            yield File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV)

    def _links(self, key: str) -> tuple[FileLink, ...]:
        return self._files.get(key, ())

    def _citations(self, project: Project) -> Citations:
        try:
            styles = load_styles(self.config.styles, project.styles)
        except BroadsheetError as error:
            raise PluginError(f"`styles` of broadsheet/exports: {error}") from error
        return Citations(styles)

    def _head(self, leaf: Leaf, address: Address) -> Markup:
        """Return what programs look for in a page's head: above all a paper's citation."""
        return lines(self._tags(leaf, address))

    def _bibliography(self, leaf: Leaf) -> str:
        """Return the path of the file of a page's papers, if there is one."""
        path = f"exports/{leaf.key}.{_BIBTEX.suffix}"
        return path if path in self._exported else ""

    def _tags(self, leaf: Leaf, address: Address) -> Iterator[Markup]:
        if bibliography := self._bibliography(leaf):
            yield list_signpost(_BIBTEX.media_type, f"{up(address.url)}{bibliography}")
        if leaf.paper is None:
            return
        url = address.canonical
        yield highwire_tags(leaf.paper, url)
        yield json_ld(leaf.paper, url)
        yield open_graph_tags(leaf.paper, site=self._site, description=leaf.describe(), url=url)
        yield dublin_core_tags(leaf.paper)
        yield from paper_signposts(leaf.paper)
        yield Markup('<script src="{}" defer></script>').format(f"{up(address.url)}{CITE_SCRIPT}")

    @event_priority(-2000)  # when all pages are made
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Say how many citations are missing."""
        if failed := self._panels.citations.failed:
            log.info("%d citations are not shown: their style fails on them", failed)


def _made(path: Path, make: Callable[[], object]) -> bytes:
    """Return a file that is brought up to date, as all are then."""
    make()
    return path.read_bytes()


def _with_slash(url: str) -> str:
    return url if not url or url.endswith("/") else f"{url}/"
