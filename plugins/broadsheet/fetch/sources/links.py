"""Links as sources send them: kept where they are safe addresses, dropped in silence else."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from broadsheet.errors import Invalid
from broadsheet.records.ids import parse_doi, parse_url
from broadsheet.records.models import Link


def safe_url(text: str) -> str:
    """Return a web address, or empty text where it is none."""
    try:
        return parse_url(text)
    except Invalid:
        return ""


def safe_doi(text: str) -> str:
    """Return a DOI in lower case, or empty text where it is none."""
    try:
        return parse_doi(text)
    except Invalid:
        return ""


def safe_links(links: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
    """Return Links of (kind, address), each once, without what is no address."""
    safe = ((kind, safe_url(url)) for kind, url in links)
    return tuple(dict.fromkeys(Link(kind, url) for kind, url in safe if url))


def below(url: str, *parts: str) -> str:
    """Return an address below another; the parts are quoted but for their slashes."""
    return "/".join([url.rstrip("/"), *(quote(part, safe="/") for part in parts)])
