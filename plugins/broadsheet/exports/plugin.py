"""The MkDocs side of exports: files beside the pages, and tags in the head of paper pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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
from broadsheet.exports.site_files import ExportedFile, Exports, file_links, last_exports, listed
from broadsheet.exports.writing import begin_exports
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

    marks: Shelfmarks
    """What the files say of papers that stands in none; there before files."""
    _citations: Citations
    _panels: CitePanels
    _exports: Exports
    _wait: Callable[[], Sequence[ExportedFile]]
    """Waits until the files of papers are there."""
    _exported: frozenset[str] = frozenset()
    """The paths of the files of papers."""
    _files: Mapping[str, tuple[FileLink, ...]]
    """The files by the page that lists their papers."""

    @event_priority(-1001)  # when the content is sound, and it is known where the site goes
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Begin with the files of the papers, beside what the build does before its pages."""
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        facets = upstream(config, TaggingPlugin, "broadsheet/tagging").facets
        pages = upstream(config, PagesPlugin, "broadsheet/pages")
        self._citations = self._read_styles(fetch.project)  # before anything is written
        folder = fetch.project.cache / "exports"
        folder.mkdir(parents=True, exist_ok=True)
        with fetch.stages("exports", len(fetch.catalogue.papers)):
            urls = Urls(config.use_directory_urls)
            self.marks = Shelfmarks.of(fetch.catalogue.papers, facets, urls)
            groups = (facets.topics, facets.collections)
            exports = Exports(fetch.catalogue, self.marks, groups, folder)
            if fetch.is_serving or pages.helps is not None:
                self._wait = partial(_last, exports, folder)
            else:
                docs = Path(config.docs_dir)
                self._wait = begin_exports(exports, pages.ledger, docs, folder, pages.jobs)
        self._exports = exports

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add what describes the files, which links in hand-written pages may lead to."""
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        pages = upstream(config, PagesPlugin, "broadsheet/pages")
        with fetch.stages("exports") as cost:
            exported = self._wait()
            cost.size = sum(one.size for one in exported)
            for file in self._described(exported, config):
                if files.get_file_from_path(file.src_uri) is None:
                    files.append(file)
        self._exported = frozenset(one.path for one in exported)
        self._files = file_links(exported)
        pages.printing.expect(self._exported.__contains__)
        if fetch.is_serving:
            for one in exported:
                SITE.offer(one.path, partial(self._exports.find, one.path))
        self._cite(files, config)
        pages.views.files = self._links
        pages.heads.append(Head(self._head, self._bibliography))
        self._site = config.site_name
        return files

    def _cite(self, files: Files, config: MkDocsConfig) -> None:
        """Have pages cite their papers."""
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        pages = upstream(config, PagesPlugin, "broadsheet/pages")
        self._panels = CitePanels(self._citations, fetch.catalogue.papers, self.marks.keys)
        for path, text in self._panels.files():
            files.append(File.generated(config, path, content=text))
        pages.views.papers.cite = self._panels.of
        pages.views.papers.cited_as = self.marks.keys.__getitem__
        pages.views.citations = self._citations
        pages.gatherers.append(self._citations)
        pages.grounds.append(self._citations.digest)

    def _described(self, exported: Sequence[ExportedFile], config: MkDocsConfig) -> Iterator[File]:
        """Yield the files that tell programs and people what there is."""
        tagging = upstream(config, TaggingPlugin, "broadsheet/tagging")
        count = len(upstream(config, FetchPlugin, "broadsheet/fetch").catalogue.papers)
        site = SiteName(
            config.site_name, config.site_description or "", _with_slash(config.site_url or "")
        )
        described = api_files(
            site, tagging.facets, tagging.vocabulary, exported, self.marks.urls, count,
            tagging.words,
        )  # fmt: skip
        for path, content in described.items():
            yield File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV)

    def _links(self, key: str) -> tuple[FileLink, ...]:
        return self._files.get(key, ())

    def _read_styles(self, project: Project) -> Citations:
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
            log.info("%d citations are not shown: their style fails on them", len(failed))


def _last(exports: Exports, folder: Path) -> Sequence[ExportedFile]:
    """Return the files of the last build; where there was none, those that there would be."""
    measured = (one.put(_measured) for format_ in FORMATS for one in exports.of(format_))
    return last_exports(folder) or listed(measured)


def _measured(_path: str, _digest: bytes, make: Callable[[], bytes]) -> int:
    return len(make())


def _with_slash(url: str) -> str:
    return url if not url or url.endswith("/") else f"{url}/"
