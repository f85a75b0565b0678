"""Generated pages as MkDocs knows them: no Markdown, HTML from a leaf of the outline."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from pathlib import Path

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from broadsheet.pages.address import Address
from broadsheet.pages.leaf import Leaf
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
            "description": str(escape(self.leaf.describe())),
            "template": "broadsheet.html",
            "hide": ["navigation", "toc"],
            # One entry a paper comes from the search plugin; lists would only repeat their papers.
            "search": {"exclude": True},
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Fill the template."""
        self.furnish(self.made())

    def furnish(self, content: str) -> None:
        """Take the content; the table of contents leads to the heading, for the skip link."""
        self.content = content
        self.toc = get_toc([{"level": 1, "id": "title", "name": self.title or "", "children": []}])
        self.present_anchor_ids = {"title"}

    def made(self) -> str:
        """Return the page's own HTML, without the theme around it."""
        return make(self.leaf, self.address, self._renderer)

    @property
    def address(self) -> Address:
        """Return where the page stands."""
        return Address(self.file.dest_uri, self.url, self.canonical_url or "", self.edit_url or "")


def make(leaf: Leaf, address: Address, renderer: Renderer) -> str:
    """Return a page's own HTML; forges jump to the line that a fragment names."""
    edit = f"{address.edit}#L{leaf.origin.line}" if address.edit and leaf.origin else ""
    return renderer.render(leaf.template, leaf.view(), address.url, edit=edit)


class PageFile(File):
    """The file of a generated page."""

    leaf: Leaf
    renderer: Renderer

    def page_of(self, config: MkDocsConfig) -> GeneratedPage:
        """Return a fresh page; MkDocs hangs it to the file."""
        return GeneratedPage(self.leaf, self, config, self.renderer)


def generate(leaf: Leaf, config: MkDocsConfig, project: Project, renderer: Renderer) -> PageFile:
    """Make the file and the page of a leaf; call it inside an event."""
    # Thousands of pages in a navigation are copied into thousands of pages; landing pages are few.
    is_offered = config.nav is None and leaf.is_landing
    inclusion = InclusionLevel.INCLUDED if is_offered else InclusionLevel.NOT_IN_NAV
    file = PageFile(
        source_uri(leaf.key), None, config.site_dir, config.use_directory_urls, inclusion=inclusion
    )
    file.generated_by = config.plugins._current_plugin or "broadsheet"
    file.abs_src_path, file._content = None, ""
    file.leaf = leaf
    file.renderer = renderer
    if leaf.origin is not None:
        file.edit_uri = _edit_uri(project.root, config.docs_dir, leaf.origin.path)
    file.page_of(config)
    return file


def edit_url(path: str, config: MkDocsConfig, project: Project) -> str:
    """Return where MkDocs has a file of the project edited; empty where it knows no place."""
    file = File.generated(config, "edited.md", content="")
    file.edit_uri = _edit_uri(project.root, config.docs_dir, path)
    return Page(None, file, config).edit_url or ""


@lru_cache(maxsize=1_000)
def _edit_uri(root: Path, docs: str, path: str) -> str:
    """Edit links are relative to docs_dir; records stand beside it."""
    return posixpath.relpath((root / path).as_posix(), Path(docs).as_posix())
