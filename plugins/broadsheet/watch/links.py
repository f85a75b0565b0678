"""Links: which addresses of the records answer no more, and which have moved for good."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from msgspec import Struct

from broadsheet import __version__
from broadsheet.records.models import Record

_TIMEOUT = 20.0
_HOSTS = 8
_MOST_HOPS = 5
# https://www.rfc-editor.org/rfc/rfc9110#status.3xx: only these say that the address is another now.
_FOR_GOOD = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)
_GONE = (404, 410)


class Fate(StrEnum):
    """What an address answered; one that was not sure is left alone."""

    FINE = "fine"
    MOVED = "moved"
    GONE = "gone"
    UNSURE = "unsure"


class LinkState(Struct, frozen=True, order=True):
    """An address and what became of it; `now` is where it moved to, or what was answered."""

    url: str
    fate: Fate
    now: str = ""


def record_urls(records: Iterable[Record]) -> tuple[str, ...]:
    """Return the addresses that curators wrote, sorted, each once."""
    found = {link.url for record in records for link in record.links}
    found |= {record.ids.url for record in records if record.ids.url}
    return tuple(sorted(found))


def due(urls: Sequence[str], most: int, today: dt.date) -> tuple[str, ...]:
    """Return at most so many addresses, others each week, so that all have their turn."""
    rounds = -(-len(urls) // most)
    week = today.toordinal() // 7
    return tuple(urls[week % rounds :: rounds]) if rounds > 1 else tuple(urls)


def try_links(
    urls: Sequence[str], *, interval: float = 1.0, contact: str = ""
) -> tuple[LinkState, ...]:
    """Ask every address once, those of one host in turn and `interval` seconds apart."""
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(urlsplit(url).netloc.lower(), []).append(url)
    agent = f"broadsheet/{__version__} (link check{f'; {contact}' if contact else ''})"
    with ThreadPoolExecutor(_HOSTS, thread_name_prefix="links") as pool:
        turns = pool.map(lambda some: list(_host(some, interval, agent)), by_host.values())
        return tuple(sorted(state for states in turns for state in states))


def _host(urls: Sequence[str], interval: float, agent: str) -> Iterator[LinkState]:
    with requests.Session() as session:
        session.headers["User-Agent"] = agent
        for number, url in enumerate(urls):
            if number:
                time.sleep(interval)
            yield _state(session, url)


def _state(session: requests.Session, url: str) -> LinkState:
    here, is_for_good = urldefrag(url).url, True
    for _ in range(_MOST_HOPS):
        status, target = _ask(session, here)
        if status in _REDIRECTS and target:
            is_for_good = is_for_good and status in _FOR_GOOD
            here = target
            continue
        if status in _GONE:
            return LinkState(url, Fate.GONE, str(status))
        if not 200 <= status < 300:
            return LinkState(url, Fate.UNSURE, str(status or target))
        has_moved = is_for_good and here != urldefrag(url).url and _is_same_page(url, here)
        return LinkState(url, Fate.MOVED, here) if has_moved else LinkState(url, Fate.FINE)
    return LinkState(url, Fate.UNSURE, "it goes round in circles")


def _ask(session: requests.Session, url: str) -> tuple[int, str]:
    """Return the status and where it leads; a body is never read."""
    if urlsplit(url).scheme not in ("http", "https"):
        return 0, "it leads to another kind of address"
    try:
        reply = session.head(url, timeout=_TIMEOUT, allow_redirects=False)
        if reply.status_code in (403, 404, 405, 410, 501):
            # Some servers know no HEAD; a death needs two witnesses.
            with session.get(url, timeout=_TIMEOUT, allow_redirects=False, stream=True) as reply:
                return reply.status_code, _target(url, reply)
        return reply.status_code, _target(url, reply)
    except (requests.RequestException, UnicodeError, ValueError) as error:
        return 0, type(error).__name__


def _target(url: str, reply: requests.Response) -> str:
    location = reply.headers.get("Location", "")
    return urljoin(url, location) if location else ""


def _is_same_page(url: str, now: str) -> bool:
    """Tell whether an address leads to the same thing: a site's front page stands for nothing."""
    return bool(urlsplit(now).path.strip("/")) or not urlsplit(url).path.strip("/")
