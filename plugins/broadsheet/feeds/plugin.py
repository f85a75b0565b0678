"""The MkDocs side of feeds: files beside the pages, and what leads to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from broadsheet.build import upstream
from broadsheet.digest.settings import read_settings
from broadsheet.feeds.address import Publication
from broadsheet.feeds.composer import Composer
from broadsheet.feeds.discovery import Discovery
from broadsheet.feeds.feed import Feed
from broadsheet.feeds.opml import PATH as OPML
from broadsheet.feeds.opml import opml
from broadsheet.feeds.plan import Policy, plan
from broadsheet.feeds.subscribe import subscribe_leaf
from broadsheet.fetch.plugin import FetchPlugin
from broadsheet.late_files import Late, LateFile, begin
from broadsheet.on_demand import SITE
from broadsheet.pages.address import Address
from broadsheet.pages.heads import Head
from broadsheet.pages.inner import Join
from broadsheet.pages.leaf import Leaf
from broadsheet.pages.page_types import GeneratedPage, generate
from broadsheet.pages.plugin import PagesPlugin
from broadsheet.pages.urls import Urls
from broadsheet.pages.views import Views

log = get_plugin_logger(__name__)


class FeedsConfig(Config):
    """Options of `broadsheet/feeds`."""

    authors_from = c.Type(int, default=Policy().authors_from)
    """From how many papers on an author has a feed."""

    venues_from = c.Type(int, default=Policy().venues_from)
    """From how many papers on a venue has a feed."""

    ids = c.Optional(c.URL(is_dir=True))
    """The address the site had first, once it has moved: readers then know its entries again."""


class FeedsPlugin(BasePlugin[FeedsConfig]):
    """Writes the feeds and says them on the pages; all is there from files on."""

    _discovery: Discovery
    _join: Join
    _views: Views
    _files: Mapping[str, LateFile]
    _put: Callable[[], Late] | None = None
    """Waits until the feeds are there, where they are written."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Have `serve` follow the settings of mail, which the page to subscribe goes by.

        Raises:
            PluginError: an option has a value that no feed can be made with.
        """
        for name in ("authors_from", "venues_from"):
            if self.config[name] < 1:
                raise PluginError(f"`{name}` of broadsheet/feeds must be 1 or more")
        path = upstream(config, FetchPlugin, "broadsheet/fetch").project.digest
        if path.exists():
            config.watch.append(str(path))
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read how readers come onto the mailing list."""
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        path = fetch.project.digest
        settings = read_settings(path, fetch.project.shown(path))
        fetch.report(settings.problems)
        ways = settings.subscribe
        self._join = Join("feeds/all.atom", ways.form, ways.field, ways.address, ways.page)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the files early, so that hand-written links to them are checked."""
        if not config.site_url:
            log.info("set `site_url` in mkdocs.yml: without it the feeds' links lead nowhere")
        pages = upstream(config, PagesPlugin, "broadsheet/pages")
        pages.heads.append(Head(self._head, self._head_of))
        self._views = pages.views
        site = self._publication(config)
        feeds = tuple(plan(self._views, self._policy()))
        self._discovery = Discovery(feeds, site)
        self._views.feeds = self._discovery.links
        self._views.join = self._join
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        fetch.project.cache.mkdir(parents=True, exist_ok=True)
        composer = Composer(self._views, site, fetch.project.cache)
        self._put = None
        self._files = {one.path: one for feed in feeds for one in composer.files(feed)}
        pages.printing.expect(self._files.__contains__)
        files.append(File.generated(config, OPML, content=opml(feeds, site, self._views.words)))
        self._add_page(
            files, config, subscribe_leaf(feeds, site.name, self._join, self._views.words)
        )
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Begin with the feeds, or offer them; a hand-written one stays."""
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        pages = upstream(config, PagesPlugin, "broadsheet/pages")
        free = [one for path, one in self._files.items() if path not in files.src_uris]
        if fetch.is_serving:
            for one in free:
                SITE.offer(one.path, one.make)
        elif pages.helps is None:
            for paper in self._views.catalogue.papers:
                # Before other processes begin, so that they and those of pages need not.
                self._views.cards.digest(paper.id)
            self._put = begin(free, pages.ledger, pages.jobs)
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Wait until the feeds are there."""
        fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
        if self._put is None:
            return
        with fetch.stages("feeds", len(self._files)) as cost:
            cost.size, found = self._put()
        upstream(config, PagesPlugin, "broadsheet/pages").ledger.gather(found)

    def _add_page(self, files: Files, config: MkDocsConfig, leaf: Leaf) -> None:
        project = upstream(config, FetchPlugin, "broadsheet/fetch").project
        renderer = upstream(config, PagesPlugin, "broadsheet/pages").renderer
        page = generate(leaf, config, project, renderer)
        if any(file.dest_uri == page.dest_uri for file in files):
            log.info("%s is hand-written and stands for the generated page", page.dest_uri)
        else:
            files.append(page)

    def _policy(self) -> Policy:
        return Policy(self.config.venues_from, self.config.authors_from)

    def _publication(self, config: MkDocsConfig) -> Publication:
        return Publication(
            name=config.site_name,
            url=_with_slash(config.site_url or ""),
            urls=Urls(config.use_directory_urls),
            description=config.site_description or "",
            language=self._views.words.language,
            icon=str(config.theme.get("favicon") or ""),
            ids=self.config.ids or "",
        )

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Name the feeds that have to do with a hand-written page in its head."""
        if not isinstance(page, GeneratedPage):
            feeds = self._discovery.of_page("", "" if page.is_homepage else "about")
            page.meta["broadsheet_head"] = self._discovery.head(feeds, page.url)
        return context

    def _head(self, leaf: Leaf, address: Address) -> Markup:
        """Name the feeds that have to do with a page of ours."""
        return self._discovery.head(self._feeds(leaf), address.url)

    def _head_of(self, leaf: Leaf) -> list[tuple[str, str]]:
        return [(feed.name, feed.label) for feed in self._feeds(leaf)]

    def _feeds(self, leaf: Leaf) -> list[Feed]:
        if leaf.paper is not None:
            return self._discovery.of_paper(self._views.cards.bearings(leaf.paper))
        return self._discovery.of_page(leaf.key, leaf.landing)


def _with_slash(url: str) -> str:
    return url if not url or url.endswith("/") else f"{url}/"
