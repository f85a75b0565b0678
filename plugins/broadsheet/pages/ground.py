"""The ground of a site: what all of its pages are made of, so that none outlives a change of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from broadsheet.digests import digest_of, program_digest

_ELSEWHERE = ("site_dir",)
"""Options that no page shows; that one is another folder while a site is built."""
_PLAIN = (str, int, bool, type(None))


def ground(config: MkDocsConfig, more: Iterable[object]) -> bytes:
    """Return a digest of the program, the site's options and templates, and what others add."""
    return digest_of(
        program_digest(),
        {key: value for key, value in config.items() if _is_shown(key, value)},
        [dict(config.plugins[name].config) for name in config.plugins if "broadsheet/" in name],
        list(_overrides(config.theme.custom_dir)),
        *more,
    )


def _is_shown(key: str, value: object) -> bool:
    return key not in _ELSEWHERE and isinstance(value, _PLAIN)


def _overrides(folder: str | None) -> Iterator[tuple[str, bytes]]:
    """Yield the templates of ours that the site replaces; those of the theme are in its shell."""
    for path in sorted(Path(folder, "broadsheet").rglob("*")) if folder else ():
        if path.is_file():
            yield path.as_posix(), path.read_bytes()
