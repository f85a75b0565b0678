"""The MkDocs side of pages: every generated page of the site, and the front page's edition."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext
from rich.console import Console

from broadsheet.build import upstream
from broadsheet.errors import BroadsheetError
from broadsheet.fetch.enrich import collection_settings
from broadsheet.fetch.plugin import FetchPlugin
from broadsheet.on_demand import SITE
from broadsheet.output import Output
from broadsheet.pages.arrangement import collection_views, free_leaves
from broadsheet.pages.client import SCRIPT, STYLES, script, style_sheet
from broadsheet.pages.cluster import print_on
from broadsheet.pages.comments import Giscus
from broadsheet.pages.compiled import keep_compiled
from broadsheet.pages.ground import ground
from broadsheet.pages.heads import Head, whole_head
from broadsheet.pages.indentation import Unindented
from broadsheet.pages.limits import size_notice
from broadsheet.pages.navigation import hang
from broadsheet.pages.options import PagesConfig, discussions
from broadsheet.pages.outline import Outline
from broadsheet.pages.page_types import GeneratedPage
from broadsheet.pages.press import Elsewhere, Gatherer, Press
from broadsheet.pages.printing import Printing
from broadsheet.pages.render import Renderer
from broadsheet.pages.script_words import words_script
from broadsheet.pages.source_credits import MARKER, with_credits
from broadsheet.pages.staging import Staging
from broadsheet.pages.urls import Urls
from broadsheet.pages.views import Views
from broadsheet.site_ledger import SiteLedger
from broadsheet.stages import table
from broadsheet.watching import listen
from broadsheet.workers import chosen_jobs

log = get_plugin_logger(__name__)

_BESIDE = {"papers and lists": "pages", "feeds": "feeds", "exports": "exports"}
"""What is written beside the files of MkDocs: how it is called, and by which stage."""
_THEME = Path(__file__).parents[1] / "theme"


class PagesPlugin(BasePlugin[PagesConfig]):
    """Makes the pages; `views` and `renderer` are there from files on."""

    views: Views
    renderer: Renderer
    gatherers: list[Gatherer]
    """What comes together while pages are made; other plugins add theirs at files."""
    heads: list[Head]
    """What is said to programs in the head of a page; other plugins add theirs at files."""
    ledger: SiteLedger
    """Writes what stands beside the files of MkDocs; there from files on."""
    grounds: list[object]
    """What all pages are made of, other plugins' affairs; they add theirs at files."""
    printing: Printing
    """Makes the many pages of a large site; there from files on."""
    helps: Output | None = None
    """Where the pages go of the build that this one helps, as a worker of a cluster does."""
    _staging: Staging
    _giscus: Giscus | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our templates behind the site's own and before the theme's.

        Raises:
            PluginError: an option has a value that no page can be made with.
        """
        self._giscus = discussions(self.config)
        at = 1 if config.theme.custom_dir else 0
        config.theme.dirs.insert(at, str(_THEME))
        config.extra_css.insert(0, STYLES)
        config.extra_javascript.insert(0, _deferred(SCRIPT))
        return config

    @event_priority(-1000)  # after every plugin that may end the build before anything is written
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Have MkDocs build beside the site; its own folder is emptied before each build."""
        if self.helps is not None:
            self.ledger = SiteLedger(self.helps)
            return
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        # Serving builds into a folder of its own, which has another name each time.
        cache = None if fetch.is_serving else fetch.project.cache
        place = os.environ.get("BROADSHEET_OUTPUT") or config.site_dir
        try:
            self._staging = Staging(config.site_dir, place, cache)
        except BroadsheetError as error:
            raise PluginError(str(error)) from error
        self.ledger = self._staging.ledger
        config.site_dir = self._staging.folder

    @event_priority(50)  # before plugins that look at all files
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page of the outline; a hand-written page at the same place wins."""
        self.gatherers, self.heads, self.grounds = [], [], []
        self.views = collection_views(config, self.config, self._giscus)
        words = self.views.words
        overrides = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
        self.renderer = Renderer(Urls(config.use_directory_urls), overrides, words)
        project = upstream(config, FetchPlugin, "broadsheet/fetch").project
        self.renderer.keep_compiled(project.cache)
        told = words_script(words, self.renderer.urls)
        for path, content in ((STYLES, style_sheet()), (SCRIPT, script(told))):
            if files.get_file_from_path(path) is None:  # a site may have its own
                files.append(File.generated(config, path, content=content))
        self.printing = Printing(config, project, self.renderer)
        outline = Outline(self.views, self.config.per_page, project.cache)
        front = outline.front(config.site_name, self.config.curators, self.config.leads)
        leaves = free_leaves((front, *outline), files)
        return self.printing.files(files, leaves, self.config.render)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Hang each page below its landing page, so that the navigation shows where a reader is."""
        self.printing.theme.nav = nav
        self.printing.theme.landing = hang(nav, files, is_chosen=config.nav is not None)
        return nav

    @event_priority(-100)  # when the templates are what they will be
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Begin with the many pages."""
        env.add_extension(Unindented)
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        keep_compiled(env, fetch.project.cache)
        if fetch.is_serving:
            self.printing.offer(env)
            return env
        self.views.settle()
        press = self._press(config, fetch)
        print_pages = self.printing.cut if self.helps else self.printing.begin
        print_pages(env, self.heads, press)
        return env

    def _press(self, config: MkDocsConfig, fetch: FetchPlugin) -> Press:
        more = (self.views.words.digest, self.views.source_labels, *self.grounds)
        common, addresses, cluster = (
            ground(config, more),
            self.printing.addresses,
            self._cluster(config),
        )
        gatherers, stages = self.gatherers, fetch.stages
        return Press(self.ledger, common, gatherers, stages, addresses, self.jobs, cluster)

    @property
    def jobs(self) -> int:
        """Return how many processes a build may use."""
        return self.config.jobs or chosen_jobs()

    def _cluster(self, config: MkDocsConfig) -> Elsewhere | None:
        address = self.config.cluster or os.environ.get("BROADSHEET_CLUSTER")
        if self.helps or not address:
            return None
        return partial(print_on, address, config, self._staging.place)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Tell the site map of the pages that MkDocs does not make, and the lost of the ways on."""
        if template_name == "sitemap.xml":
            context["pages"] = self.printing.mapped()  # type: ignore[typeddict-item]  # no files
        if template_name == "404.html":
            # It stands for addresses of any depth, so its links begin at the root of the host.
            root = f"{urlsplit(config.site_url or '/').path.rstrip('/')}/"
            context["broadsheet_lost"] = self.renderer.render("lost.html", None, "", root=root)  # type: ignore[typeddict-unknown-key]  # ours
        return context

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., object]
    ) -> LiveReloadServer:
        """Have pages made when they are asked for, which no edit has to wait for."""
        server.set_app(SITE.around(server.serve_request, server.mount_path, server.root))
        listen(server, [config.docs_dir, str(config.config_file_path)], config.watch)
        return server

    @event_priority(-1000)  # when the last plugin has written its files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Move what differs over to the site, and say what the build took."""
        stages = upstream(config, FetchPlugin, "broadsheet/fetch").stages
        self.printing.finish()
        with stages("site folder"):
            self.printing.write_site_maps(Path(config.site_dir))
            config.site_dir = self._staging.site
            sizes = self._staging.settle()
        for name, stage in _BESIDE.items():
            sizes[name] += stages.costs[stage].size if stage in stages.costs else 0
        if notice := size_notice(sizes):
            log.info("%s", notice)
        if self.config.timings or os.environ.get("BROADSHEET_TIMINGS"):
            Console(stderr=True).print(table(stages))

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the site as it was."""
        if printing := getattr(self, "printing", None):
            printing.stop()
        if staging := getattr(self, "_staging", None):
            staging.drop()

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
        """Give the front page its edition, and a page of ours its head."""
        if isinstance(page, GeneratedPage):
            page.meta["broadsheet_head"] = whole_head(self.heads, page.leaf, page.address)
        if page.meta.get("template") == "front.html":
            context["broadsheet_front"] = self._front(page, config)  # type: ignore[typeddict-unknown-key]  # ours
        return context

    def _front(self, page: Page, config: MkDocsConfig) -> Markup:
        title = str(page.meta.get("title") or config.site_name)
        view = self.views.front(title, self.config.curators, self.config.leads)
        welcome = Markup(page.content or "")  # noqa: S704 - Markdown of the site's own authors
        return self.renderer.render("front.html", view, page.url, welcome=welcome)


def _deferred(path: str) -> c.ExtraScriptValue:
    value = c.ExtraScriptValue(path)
    value.defer = True
    return value
