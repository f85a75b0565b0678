"""Settings that ask one source, at another address, and none of the others."""

from __future__ import annotations

from broadsheet.fetch.source import find_sources


def only(name: str, url: str) -> str:
    """Return what to write into `site_config/sources.yaml`."""
    others = [source.name for source in find_sources(()).sources if source.name != name]
    silent = "".join(f", {other}: {{enabled: false}}" for other in others)
    return f"sources: {{{name}: {{url: '{url}', interval: 0}}{silent}}}"
