"""Generated pages as MkDocs knows them: no Markdown, HTML from a leaf of the outline."""

from __future__ import annotations

import posixpath
from pathlib import Path

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from broadsheet.pages.outline import Leaf
from broadsheet.pages.render import Renderer
from broadsheet.pages.urls import source_uri
from broadsheet.project import Project


class GeneratedPage(Page):
    """A page of the outline; it goes through every hook that a hand-written page does."""

    def __init__(self, leaf: Leaf, file: File, config: MkDocsConfig, renderer: Renderer) -> None:
        self.leaf = leaf
        self._renderer = renderer
        # MkDocs takes a title for HTML and themes print it as it is.
        super().__init__(str(escape(leaf.title)), file, config)

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the place of front matter: there is no source to read."""
        self.markdown = ""
        self.meta = {
            "description": str(escape(self.leaf.description)),
            "template": "broadsheet.html",
            "hide": ["navigation", "toc"],
            # One entry a paper comes from the search plugin; lists would only repeat their papers.
            "search": {"exclude": True},
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Fill the template; the table of contents leads to the heading, for the skip link."""
        view = self.leaf.view()
        self.content = self._renderer.render(
            self.leaf.template, view, self.url, edit=self._edit_address()
        )
        self.toc = get_toc([{"level": 1, "id": "title", "name": self.title or "", "children": []}])
        self.present_anchor_ids = {"title"}

    def _edit_address(self) -> str:
        """Return where the record is mended; forges jump to the line that a fragment names."""
        line = self.leaf.origin.line if self.leaf.origin else 1
        return f"{self.edit_url}#L{line}" if self.edit_url else ""


def generate(leaf: Leaf, config: MkDocsConfig, project: Project, renderer: Renderer) -> File:
    """Make the file and the page of a leaf; call it inside an event."""
    # Thousands of pages in a navigation are copied into thousands of pages; landing pages are few.
    is_offered = config.nav is None and leaf.key == leaf.landing
    inclusion = InclusionLevel.INCLUDED if is_offered else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, source_uri(leaf.key), content="", inclusion=inclusion)
    if leaf.origin is not None:
        # Edit links are relative to docs_dir; records stand beside it.
        origin = (project.root / leaf.origin.path).as_posix()
        file.edit_uri = posixpath.relpath(origin, Path(config.docs_dir).as_posix())
    GeneratedPage(leaf, file, config, renderer)
    return file
