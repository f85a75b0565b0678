"""The MkDocs side of search: papers join the index that the theme's search box reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger

from broadsheet.build import upstream
from broadsheet.fetch.plugin import FetchPlugin
from broadsheet.pages.urls import Urls
from broadsheet.search.documents import documents
from broadsheet.tagging.plugin import TaggingPlugin

log = get_plugin_logger(__name__)


class SearchConfig(Config):
    """No options yet."""


class SearchPlugin(BasePlugin[SearchConfig]):
    """Adds one entry a paper to `search/search_index.json`."""

    @event_priority(-50)  # after the theme's search plugin wrote the file
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Append the papers to the index of the hand-written pages."""
        path = Path(config.site_dir) / "search" / "search_index.json"
        if not path.exists():
            log.info("add `search` to `plugins:` and its box will find the papers")
            return
        catalogue = upstream(config, FetchPlugin, "broadsheet/fetch").catalogue
        facets = upstream(config, TaggingPlugin, "broadsheet/tagging").facets
        index: dict[str, Any] = msgspec.json.decode(path.read_bytes())
        index["docs"] += list(documents(catalogue, facets, Urls(config.use_directory_urls)))
        path.write_bytes(msgspec.json.encode(index))
