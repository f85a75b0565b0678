"""What the MkDocs plugins share: how they find each other, and how they say what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, PrefixedLogger

from broadsheet.errors import Problem

Plugin = TypeVar("Plugin", bound=BasePlugin)  # type: ignore[type-arg]


def upstream(config: MkDocsConfig, kind: type[Plugin], name: str) -> Plugin:
    """Return the plugin whose work another one goes on with.

    Raises:
        PluginError: mkdocs.yml does not name it.
    """
    plugin = config.plugins.get(name)
    if not isinstance(plugin, kind):
        raise PluginError(f"add `{name}` to `plugins:` in mkdocs.yml; other plugins need it")
    return plugin


def report(log: PrefixedLogger, problems: Sequence[Problem], *, is_serving: bool) -> None:
    """Log every Problem; errors end a build, while `serve` shows what is good.

    Raises:
        PluginError: there was an error and the site is not being served.
    """
    for problem in problems:
        log.warning(str(problem))
    errors = sum(problem.is_error for problem in problems)
    if errors and not is_serving:
        count = "1 error" if errors == 1 else f"{errors} errors"
        raise PluginError(f"{count} in the content, listed above; mend them and build again")
