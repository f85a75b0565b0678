"""The theme, and how MkDocs makes a page with it, which is what every other way is held against."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from broadsheet.pages.page_types import GeneratedPage, PageFile


class Theme:
    """Puts the theme around a page as `mkdocs.commands.build` does."""

    nav: Navigation
    landing: Callable[[str], Page | None]
    """Knows the landing page of a key."""

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        self.config = config
        self.files = files

    def made(self, file: PageFile, env: Environment) -> bytes:
        """Return a page as MkDocs makes it, with all that plugins and hooks do to it."""
        page = file.page_of(self.config)
        read(page, self.config, self.files)
        return self.around(page, env).encode("utf-8", errors="xmlcharrefreplace")

    def around(self, page: GeneratedPage, env: Environment, head: str | None = None) -> str:
        """Return a page whose content is made; `head` replaces what our plugins say there."""
        config = self.config
        page.parent = self.landing(page.leaf.landing)  # type: ignore[assignment]  # as the blog plugin does
        page.active = True
        try:
            context = get_context(self.nav, self.files.documentation_pages(), config, page)
            template = env.get_template(page.meta["template"])
            context = config.plugins.on_page_context(
                context, page=page, config=config, nav=self.nav
            )
            if head is not None:
                page.meta["broadsheet_head"] = head
            text = template.render(context)
            return config.plugins.on_post_page(text, page=page, config=config) or ""
        finally:
            page.active = False


def read(page: GeneratedPage, config: MkDocsConfig, files: Files) -> None:
    """Do what `mkdocs.commands.build` does to read a page."""
    page = config.plugins.on_pre_page(page, config=config, files=files)  # type: ignore[assignment]  # its type is any page
    page.read_source(config)
    page.markdown = config.plugins.on_page_markdown(
        page.markdown or "", page=page, config=config, files=files
    )
    page.render(config, files)
    page.content = config.plugins.on_page_content(
        page.content or "", page=page, config=config, files=files
    )
