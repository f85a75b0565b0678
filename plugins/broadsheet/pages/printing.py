"""Printing: how the many pages of a large site are made.

Where the shell may write them, MkDocs hears of them only by `SiteFiles`; else all are its pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_build_date
from msgspec import Struct

from broadsheet.on_demand import SITE
from broadsheet.pages.address import Addresses
from broadsheet.pages.heads import Head
from broadsheet.pages.kinds import MANY, Kind, kinds
from broadsheet.pages.leaf import Leaf
from broadsheet.pages.page_types import GeneratedPage, PageFile, edit_url, generate
from broadsheet.pages.press import Press
from broadsheet.pages.proof import fault, hinderance
from broadsheet.pages.render import Renderer
from broadsheet.pages.shell import Shell
from broadsheet.pages.site_files import SiteFiles
from broadsheet.pages.site_maps import MOST, robots, site_maps
from broadsheet.pages.theme import Theme, read
from broadsheet.project import Project

log = get_plugin_logger(__name__)


class MappedPage(Struct, frozen=True):
    """What a site map prints of a page."""

    canonical_url: str | None
    abs_url: str | None
    update_date: str
    is_one_of_many: bool
    """Whether it is one of those that grow with the collection."""
    is_link: bool = False


class MappedFile(Struct, frozen=True):
    """A file as the template of the site map asks for its page."""

    page: MappedPage


class Printing:
    """Makes the many pages of one build."""

    theme: Theme
    shell: Shell | None = None
    _is_writing: bool = False
    _files: SiteFiles
    _kinds: dict[Kind, list[Leaf]]

    def __init__(self, config: MkDocsConfig, project: Project, renderer: Renderer) -> None:
        self._config = config
        self._project = project
        self._renderer = renderer
        self.addresses = Addresses(
            renderer.urls, config.site_url or "", lambda path: edit_url(path, config, project)
        )

    def files(self, files: Files, leaves: Sequence[Leaf], render: str) -> SiteFiles:
        """Return all files: MkDocs makes the pages of some leaves, and hears of the others."""
        self._kinds = self._grouped(leaves, render)
        many = {leaf.key: leaf for some in self._kinds.values() for leaf in some}
        for leaf in leaves:
            if leaf.key not in many:
                files.append(self._file(leaf))
        self._files = SiteFiles(files, many.values(), self._file, self._file_at)
        self.theme = Theme(self._config, self._files)
        return self._files

    def expect(self, is_beside: Callable[[str], bool]) -> None:
        """Take in what knows the paths of files that others write into the site."""
        self._files.expect(is_beside)

    def _file(self, leaf: Leaf) -> PageFile:
        return generate(leaf, self._config, self._project, self._renderer)

    def _file_at(self, path: str) -> File:
        return File.generated(self._config, path, content="")

    def _grouped(self, leaves: Sequence[Leaf], render: str) -> dict[Kind, list[Leaf]]:
        """Return the pages that the shell is to write, if nothing hinders it."""
        if render == "pages" or (render == "auto" and len(leaves) < MANY):
            return {}
        if reason := hinderance(self._config):
            log.info("each page is rendered by itself: %s", reason)
            return {}
        return kinds(leaves, self._config.nav)

    def begin(self, env: Environment, heads: Sequence[Head], press: Press) -> None:
        """Prove the shell on some pages and have it write all, or do without it."""
        shell = self._proven(env, heads, press)
        if shell:
            self._is_writing = True
            log.info("the shell writes %d pages", len(shell.leaves))
            shell.start()

    def offer(self, env: Environment) -> None:
        """Offer to make the pages as MkDocs does, one by one, when they are asked for."""

        @cache
        def leaves() -> dict[str, Leaf]:
            free = (leaf for some in self._kinds.values() for leaf in self._files.free(some))
            return {self.addresses.of(leaf).file: leaf for leaf in free}

        def made(path: str) -> bytes | None:
            leaf = leaves().get(path)
            return self.theme.made(self._file(leaf), env) if leaf else None

        SITE.offer_below("", made)

    def _proven(self, env: Environment, heads: Sequence[Head], press: Press) -> Shell | None:
        """Return the shell, if there is one, and it prints what MkDocs would."""
        shell = self.cut(env, heads, press)
        if shell and (reason := fault(shell, self.theme, env)):
            log.info("each page is rendered by itself: the theme prints for %s", reason)
            self._do_without_shell()
        return self.shell

    def cut(self, env: Environment, heads: Sequence[Head], press: Press) -> Shell | None:
        """Make the shells, if there are pages for them, and return them."""
        free = {kind: self._files.free(some) for kind, some in self._kinds.items()}
        many = {kind: some for kind, some in free.items() if some}
        if many:
            self.shell = Shell(many, self._file, self._renderer, heads, press)
            self.shell.cut(self.theme, env)
        return self.shell

    def _do_without_shell(self) -> None:
        """Have MkDocs make the pages after all; its events of reading are made up for."""
        self.shell = None
        for file in self._files.take_back():
            page = file.page
            assert isinstance(page, GeneratedPage)  # noqa: S101 - `generate` makes it
            page.parent = self.theme.landing(page.leaf.landing)  # type: ignore[assignment]  # as the blog plugin does
            read(page, self._config, self._files)

    def finish(self) -> None:
        """Wait until all pages are written."""
        if self.shell:
            self.shell.finish()

    def stop(self) -> None:
        """Write no more pages."""
        if self.shell:
            self.shell.stop()

    @property
    def _printed(self) -> list[Leaf]:
        """The leaves that are written; those that are only offered are on no map of the site."""
        return self.shell.leaves if self.shell and self._is_writing else []

    def mapped(self) -> list[MappedFile]:
        """Return the pages for the site map, those that grow only as far as it takes them."""
        pages = self._mapped
        if len(pages) > MOST:
            pages = [page for page in pages if not page.is_one_of_many]
        return [MappedFile(page) for page in pages]

    def write_site_maps(self, folder: Path) -> None:
        """Write the maps of what `sitemap.xml` does not take."""
        pages = self._mapped
        if len(pages) <= MOST or not self._config.site_url:
            return
        many = [page for page in pages if page.is_one_of_many]
        maps = dict(site_maps((page.canonical_url or "", page.update_date) for page in many))
        if not (folder / "robots.txt").exists():
            maps["robots.txt"] = robots(self._config.site_url.rstrip("/") + "/", list(maps))
        for name, content in maps.items():
            (folder / name).write_bytes(content)

    @cached_property
    def _mapped(self) -> list[MappedPage]:
        """All pages in the order of their URLs, whoever makes them."""
        found = [*self._made_by_mkdocs(), *self._made_by_shell()]
        return sorted(found, key=lambda page: page.canonical_url or page.abs_url or "")

    def _made_by_mkdocs(self) -> Iterator[MappedPage]:
        for file in self._files.documentation_pages():
            if page := file.page:
                is_many = isinstance(page, GeneratedPage) and not page.leaf.is_landing
                yield MappedPage(page.canonical_url, page.abs_url, page.update_date, is_many)

    def _made_by_shell(self) -> Iterator[MappedPage]:
        day = get_build_date()
        for leaf in self._printed:
            yield MappedPage(self.addresses.of(leaf).canonical or None, None, day, True)
