"""The arrangement of a build: what pages say, as the plugins before this one left it, and which."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files

from broadsheet.build import upstream
from broadsheet.fetch.plugin import FetchPlugin
from broadsheet.fetch.source import find_sources
from broadsheet.pages.comments import Giscus
from broadsheet.pages.forge import Forge
from broadsheet.pages.leaf import Leaf
from broadsheet.pages.options import PagesConfig
from broadsheet.pages.urls import source_uri
from broadsheet.pages.views import Views
from broadsheet.pages.writing import Writing
from broadsheet.tagging.plugin import TaggingPlugin

log = get_plugin_logger(__name__)


def collection_views(config: MkDocsConfig, options: PagesConfig, comments: Giscus | None) -> Views:
    """Return the views of the collection that was read and grouped."""
    fetch = upstream(config, FetchPlugin, "broadsheet/fetch")
    tagging = upstream(config, TaggingPlugin, "broadsheet/tagging")
    labels = {source.name: source.label for source in find_sources().sources}
    views = Views(
        fetch.catalogue,
        tagging.facets,
        tagging.vocabulary,
        labels,
        tagging.landscape,
        tagging.words,
    )
    views.papers.forge = Forge.at(config.repo_url or "", options.forge or "")
    views.papers.comments = comments
    if options.author_pages_from:
        views.cards.author_pages_from = options.author_pages_from
    views.cards.writing = Writing(tagging.words, options.papers_language)
    return views


def free_leaves(leaves: Iterable[Leaf], files: Files) -> list[Leaf]:
    """Return the pages for which there is no hand-written one."""
    free: list[Leaf] = []
    for leaf in leaves:
        path = source_uri(leaf.key)
        if path not in files.src_uris:
            free.append(leaf)
        elif leaf.key:
            log.info("%s is hand-written and stands for the generated page", path)
    return free
