"""The MkDocs side of pages: every generated page of the site, and the front page's edition."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext
from rich.console import Console

from broadsheet.build import upstream
from broadsheet.errors import BroadsheetError, Invalid
from broadsheet.fetch.enrich import collection_settings
from broadsheet.fetch.plugin import FetchPlugin
from broadsheet.fetch.source import find_sources
from broadsheet.output import Output, open_output
from broadsheet.pages.cluster import print_on
from broadsheet.pages.comments import Giscus, read_giscus
from broadsheet.pages.forge import FORGES, Forge
from broadsheet.pages.limits import size_notice
from broadsheet.pages.outline import Outline
from broadsheet.pages.page_types import GeneratedPage, PageFile, generate
from broadsheet.pages.render import Renderer
from broadsheet.pages.script_words import WORDS_SCRIPT, words_script
from broadsheet.pages.shell import (
    MANY,
    Gatherer,
    Press,
    Shell,
    all_pages,
    hinderance,
    is_one_of_many,
)
from broadsheet.pages.site_maps import MOST, robots, site_maps
from broadsheet.pages.source_credits import MARKER, with_credits
from broadsheet.pages.urls import Urls, source_uri
from broadsheet.pages.views import Views
from broadsheet.pages.writing import Writing
from broadsheet.project import Project
from broadsheet.site_folder import folder_sizes
from broadsheet.stages import table
from broadsheet.tagging.plugin import TaggingPlugin
from broadsheet.workers import cores

log = get_plugin_logger(__name__)

_THEME = Path(__file__).parents[1] / "theme"
_STYLES = "assets/broadsheet/broadsheet.css"
_SCRIPTS = ("words.js", "shelf.js", "store.js", "marks.js", "lists.js", "keys.js")
"""In this order: each stands on those before it."""


class PagesConfig(Config):
    """Options of `broadsheet/pages`."""

    per_page = c.Type(int, default=50)
    """Papers on one page of a list."""

    leads = c.Type(int, default=3)
    """Papers at the top of the front page."""

    curators = c.Type(str, default="")
    """Who keeps the collection, in a few words under the masthead."""

    papers_language = c.Type(str, default="en")
    """What papers in Latin letters are taken to be in, where their source does not say (BCP 47)."""

    author_pages_from = c.Type(int, default=1)
    """Papers that an author needs for a page of their own; the others lead to the search page."""

    forge = c.Optional(c.Choice(FORGES))
    """What `repo_url` is, where the name of its host does not tell."""

    comments = c.Type(dict, default={})
    """Discussions on GitHub, shown by giscus after a click: `repo`, `repo_id`, `category`,
    `category_id`, and `origin` for a giscus of one's own."""

    render = c.Choice(("auto", "pages", "shell"), default="auto")
    """How pages are made: `pages` lets MkDocs render the theme for each; `shell` renders it once
    for all pages of a kind, the same bytes sooner; `auto` does so from 2,000 pages on."""

    jobs = c.Type(int, default=0)
    """Processes that make the pages of the shell; 0 for one a core."""

    cluster = c.Type(str, default="")
    """The address of a Dask scheduler whose workers make the pages, as `--cluster` says it."""

    timings = c.Type(bool, default=False)
    """Say at the end what each stage of the build took, as `broadsheet build --timings` does."""


class PagesPlugin(BasePlugin[PagesConfig]):
    """Makes the pages; `views` and `renderer` are there from files on."""

    views: Views
    renderer: Renderer
    gatherers: list[Gatherer]
    """What comes together while pages are made; other plugins add theirs at files."""
    shell: Shell | None = None
    helps: Output | None = None
    """Where the pages go of the build that this one helps, as a worker of a cluster does."""
    _output: Output
    _site_dir: str
    _lock: FileLock | None = None
    _files: Files
    _giscus: Giscus | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our templates behind the site's own and before the theme's.

        Raises:
            PluginError: an option has a value that no page can be made with.
        """
        for name in ("per_page", "leads", "author_pages_from"):
            if self.config[name] < 1:
                raise PluginError(f"`{name}` of broadsheet/pages must be 1 or more")
        try:
            self._giscus = read_giscus(self.config.comments)
        except Invalid as error:
            raise PluginError(
                f"`comments` of broadsheet/pages: {error.message} ({error.hint})"
            ) from None
        at = 1 if config.theme.custom_dir else 0
        config.theme.dirs.insert(at, str(_THEME))
        config.extra_css.insert(0, _STYLES)
        config.extra_javascript[:0] = map(_script, _SCRIPTS)
        return config

    @event_priority(-1000)  # after every plugin that may end the build before anything is written
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Have MkDocs build beside the site; its own folder is emptied before each build."""
        if self.helps is not None:
            self._output = self.helps
            return
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        self._site_dir = config.site_dir
        # Serving builds into a folder of its own, which has another name each time.
        if not fetch.is_serving:
            self._lock = _sole_build(fetch.project, Path(config.site_dir))
        try:
            self._output = open_output(self._place())
        except BroadsheetError as error:
            raise PluginError(str(error)) from error
        config.site_dir = str(self._output.open())

    def _place(self) -> str:
        return os.environ.get("BROADSHEET_OUTPUT") or self._site_dir

    def _add_pages(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page of the outline; a hand-written page at the same place wins."""
        self.gatherers = []
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        tagging = upstream(config, TaggingPlugin, "broadsheet/tagging")
        overrides = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
        self.renderer = Renderer(Urls(config.use_directory_urls), overrides, tagging.words)
        labels = {source.name: source.label for source in find_sources().sources}
        self.views = Views(
            fetch.catalogue,
            tagging.facets,
            tagging.vocabulary,
            labels,
            tagging.landscape,
            tagging.words,
        )
        self.views.papers.forge = Forge.at(config.repo_url or "", self.config.forge or "")
        self.views.papers.comments = self._giscus
        self.views.cards.author_pages_from = self.config.author_pages_from
        self.views.cards.writing = Writing(tagging.words, self.config.papers_language)
        script = words_script(tagging.words, self.renderer.urls)
        files.append(File.generated(config, WORDS_SCRIPT, content=script))
        outline = Outline(self.views, self.config.per_page, fetch.project.cache)
        front = outline.front(config.site_name, self.config.curators, self.config.leads)
        for leaf in (front, *outline):
            if files.get_file_from_path(source_uri(leaf.key)) is None:
                files.append(generate(leaf, config, fetch.project, self.renderer))
            elif leaf.key:
                log.info(
                    "%s is hand-written and stands for the generated page", source_uri(leaf.key)
                )
        return files

    def _begin_shell(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Let the shell write the many pages, if nothing hinders it."""
        self._files = files
        self.shell = None
        many = sum(isinstance(file, PageFile) for file in files) >= MANY
        if self.config.render == "shell" or (self.config.render == "auto" and many):
            if reason := hinderance(config):
                log.info("each page is rendered by itself: %s", reason)
            else:
                stages = upstream(config, FetchPlugin, "broadsheet/fetch").stages
                press = Press(
                    self._output, self.gatherers, stages, self._jobs(config), self._cluster(config)
                )
                self.shell = Shell(config, files, press)
                self.shell.take()
        return files

    def _jobs(self, config: MkDocsConfig) -> int:
        """While serving there are threads, beside which no process is forked."""
        if upstream(config, FetchPlugin, "broadsheet/fetch").is_serving:
            return 1
        return self.config.jobs or int(os.environ.get("BROADSHEET_JOBS") or cores())

    def _cluster(self, config: MkDocsConfig) -> Callable[[int], Iterator[Any]] | None:
        address = self.config.cluster or os.environ.get("BROADSHEET_CLUSTER")
        if self.helps or not address:
            return None
        return lambda count: self._print_on(address, config, count)

    def _print_on(self, address: str, config: MkDocsConfig, count: int) -> Iterator[Any]:
        try:
            yield from print_on(address, config, self._place(), count)
        except BroadsheetError as error:
            raise PluginError(str(error)) from error

    on_files = CombinedEvent(
        event_priority(50)(_add_pages),  # before plugins that look at all files
        event_priority(-100)(_begin_shell),  # when the last plugin has added its pages
    )

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Hang each page below its landing page, so that the navigation shows where a reader is."""
        nav.items = [_without_folder(item) for item in nav.items]

        @cache
        def landing(key: str) -> Page | None:
            found = files.get_file_from_path(source_uri(key))
            return found.page if found else None

        for file in files:
            page = file.page
            if isinstance(page, GeneratedPage) and page.leaf.key != page.leaf.landing:
                page.parent = landing(page.leaf.landing)  # type: ignore[assignment]  # as the blog plugin does
        if self.shell:
            self.shell.nav, self.shell.landing = nav, landing
        return nav

    @event_priority(-100)  # when the templates are what they will be
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Prove the shell on some pages, or do without it."""
        if self.shell and self.helps:
            self.shell.cut(env)
        elif self.shell and (reason := self.shell.prove(env)):
            log.info("each page is rendered by itself: the theme prints for %s", reason)
            self.shell.give_back()
            self.shell = None
        elif self.shell:
            log.info("the shell writes %d pages", sum(1 for _ in self.shell.pages))
            self.shell.start()
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Tell the site map of the pages that MkDocs does not make, as far as it takes them."""
        if template_name == "sitemap.xml":
            pages = all_pages(self._files)
            if len(pages) > MOST:
                pages = [file for file in pages if not is_one_of_many(file)]
            context["pages"] = pages
        return context

    def _write_site_maps(self, config: MkDocsConfig, folder: Path) -> None:
        """Write the maps of what `sitemap.xml` does not take."""
        pages = all_pages(self._files)
        if len(pages) <= MOST or not config.site_url:
            return
        many: list[Any] = [file.page for file in pages if is_one_of_many(file)]
        maps = dict(site_maps((page.canonical_url, page.update_date) for page in many))
        if not (folder / "robots.txt").exists():
            maps["robots.txt"] = robots(config.site_url.rstrip("/") + "/", list(maps))
        for name, content in maps.items():
            (folder / name).write_bytes(content)

    @event_priority(-1000)  # when the last plugin has written its files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Move what differs over to the site, and say what the build took."""
        stages = upstream(config, FetchPlugin, "broadsheet/fetch").stages
        if self.shell:
            self.shell.finish()
        with stages("site folder"):
            self._write_site_maps(config, Path(config.site_dir))
            sizes = Counter({"papers and lists": self._pages_size()})
            sizes.update(folder_sizes(config.site_dir))
            config.site_dir = self._site_dir
            pages = self.shell.pages if self.shell else ()
            self._output.settle(page.dest_uri for page in pages)
        self._release()
        if notice := size_notice(sizes):
            log.info("%s", notice)
        if self.config.timings or os.environ.get("BROADSHEET_TIMINGS"):
            Console(stderr=True).print(table(stages))

    def _pages_size(self) -> int:
        return self.shell.press.stages.costs["pages"].size if self.shell else 0

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the site as it was."""
        if self.shell:
            self.shell.stop()
        if output := getattr(self, "_output", None):
            output.drop()
        self._release()

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Say on hand-written pages that ask for it whom the collection asks about its papers."""
        if MARKER not in markdown:
            return markdown
        settings = collection_settings(upstream(config, FetchPlugin, "broadsheet/fetch").project)
        return with_credits(
            markdown, (active.source for active in settings.active), self.views.words
        )

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the front page its edition."""
        if page.meta.get("template") == "front.html":
            context["broadsheet_front"] = self._front(page, config)  # type: ignore[typeddict-unknown-key]
        return context

    def _front(self, page: Page, config: MkDocsConfig) -> Markup:
        title = str(page.meta.get("title") or config.site_name)
        view = self.views.front(title, self.config.curators, self.config.leads)
        welcome = Markup(page.content or "")  # noqa: S704 - Markdown of the site's own authors
        return self.renderer.render("front.html", view, page.url, welcome=welcome)


def _without_folder(item: StructureItem) -> StructureItem:
    """Return a landing page that is all there is in its folder: the folder has no name of ours."""
    if isinstance(item, Section) and len(item.children) == 1:
        page = item.children[0]
        if isinstance(page, GeneratedPage):
            page.parent = None
            return page
    return item


def _sole_build(project: Project, folder: Path) -> FileLock:
    """Wait until no other build writes to the folder."""
    project.cache.mkdir(parents=True, exist_ok=True)
    lock = FileLock(project.cache / f"{folder.name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        log.info("another build writes to %s; waiting until it ends", folder)
        lock.acquire()
    return lock


def _script(name: str) -> c.ExtraScriptValue:
    script = c.ExtraScriptValue(f"assets/broadsheet/{name}")
    script.defer = True
    return script
