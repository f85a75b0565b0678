"""How the MkDocs plugins find each other."""

from __future__ import annotations

from typing import TypeVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

Plugin = TypeVar("Plugin", bound=BasePlugin)  # type: ignore[type-arg]  # of any configuration


def upstream(config: MkDocsConfig, kind: type[Plugin], name: str) -> Plugin:
    """Return the plugin whose work another one goes on with.

    Raises:
        PluginError: mkdocs.yml does not name it.
    """
    plugin = config.plugins.get(name)
    if not isinstance(plugin, kind):
        raise PluginError(f"add `{name}` to `plugins:` in mkdocs.yml; other plugins need it")
    return plugin
