"""The proof: some pages of every kind, printed by the shell and made by MkDocs, must be equal."""

from __future__ import annotations

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig

from broadsheet.pages.kinds import samples
from broadsheet.pages.shell import Shell
from broadsheet.pages.theme import Theme
from broadsheet.pages.urls import source_uri

_EVENTS = (
    "pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page",
)  # fmt: skip
# Plugins that hand-written pages concern alone, or that leave a page as it is.
_HARMLESS = (
    "broadsheet.", "material.plugins.search.", "material.plugins.tags.", "material.plugins.meta.",
    "material.plugins.offline.", "mkdocs.contrib.search",
)  # fmt: skip


def hinderance(config: MkDocsConfig) -> str:
    """Name the plugin that wants to see each page, if there is one."""
    for event in _EVENTS:
        for handler in config.plugins.events[event]:
            owner = getattr(handler, "__self__", handler)
            module = type(owner).__module__ if hasattr(handler, "__self__") else owner.__module__
            if not module.startswith(_HARMLESS):
                return f"`{module}` wants to see each page (on_{event})"
    return ""


def fault(shell: Shell, theme: Theme, env: Environment) -> str:
    """Return where the shell prints something else than MkDocs, if it does."""
    for some in shell.kinds.values():
        for leaf in samples(some):
            printed, specified = shell.printed(leaf), theme.made(shell.file_of(leaf), env)
            if printed != specified:
                difference = _difference(printed.decode(), specified.decode())
                return f"{source_uri(leaf.key)}: {difference}"
    return ""


def _difference(printed: str, specified: str) -> str:
    """Return the first line that differs."""
    pairs = zip(printed.splitlines(), specified.splitlines(), strict=False)
    one, other = next((pair for pair in pairs if pair[0] != pair[1]), ("", "the number of lines"))
    return f"`{other.strip()[:160]}`, not `{one.strip()[:160]}`"
