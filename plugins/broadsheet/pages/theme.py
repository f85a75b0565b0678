"""The theme, as it is put around a page whose own HTML is made."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from broadsheet.pages.page_types import GeneratedPage


class Theme:
    """Puts the theme around a page as `mkdocs.commands.build` does."""

    nav: Navigation
    landing: Callable[[str], Page | None]
    """Knows the landing page of a key."""

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        self.config = config
        self.files = files

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
