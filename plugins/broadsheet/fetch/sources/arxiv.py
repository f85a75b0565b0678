"""arXiv: its query API, 100 papers a request, one request every 3 s, answers in Atom.

https://info.arxiv.org/help/api/user-manual.html
https://info.arxiv.org/help/api/tou.html (metadata is CC0; thank arXiv for its open access)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import Request
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.arxiv_feed import Feed, read_feed
from broadsheet.fetch.sources.nearness import nearest_first, title_words
from broadsheet.fetch.target import Target
from broadsheet.records.models import Facts

_MOST_WORDS = 10
_MOST_FOUND = 10
_ABOUT_IDS = re.compile(r"\bids?\b", re.IGNORECASE)


class Arxiv:
    """The source `arxiv`."""

    name = "arxiv"
    label = "arXiv"
    default_url = "https://export.arxiv.org/api/query"
    interval = 3.0
    batch = 100

    terms = "https://info.arxiv.org/help/api/tou.html"
    credit = "Thank you to arXiv for use of its open access interoperability."

    def key(self, target: Target) -> str:
        """Return the arXiv id without its version."""
        return target.ids.arxiv

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterator[Finding]:
        """Ask for all keys at once; where one of them spoils the answer, for the others again."""
        feed = _feed(client, url, keys)
        if feed.refusal and not _ABOUT_IDS.search(feed.refusal):
            raise FetchError(f"arXiv refuses: {feed.refusal[:200]}")
        if feed.refusal:
            yield from self._ask_without_refused(client, url, keys, feed.refusal)
            return
        if feed.total > len(feed.papers) and set(keys) - feed.papers.keys():
            raise FetchError(
                f"arXiv says it has {feed.total} papers for us and sends {len(feed.papers)}"
            )
        yield from (Finding(key, feed.papers.get(key)) for key in keys)

    def find(self, client: Client, url: str, title: str) -> list[Facts]:
        """Find papers by the longest words of a title, all of which they must have in theirs."""
        words = title_words(title, _MOST_WORDS)
        if not words:
            return []
        query = " AND ".join(f"ti:{word}" for word in words)
        feed = _send(client, url, (("search_query", query), ("max_results", str(_MOST_FOUND))))
        if feed.refusal:
            raise FetchError(f"arXiv refuses: {feed.refusal[:200]}")
        return nearest_first(title, feed.papers.values())

    def _ask_without_refused(
        self, client: Client, url: str, keys: Sequence[str], refusal: str
    ) -> Iterator[Finding]:
        """One bad id spoils the whole request. The refusal may name it; else halves tell."""
        refused = [key for key in keys if refusal.endswith(f" {key}")] or list(
            keys[: len(keys) == 1]
        )
        yield from (Finding(key, refusal=refusal) for key in refused)
        rest = [key for key in keys if key not in refused]
        halves = [rest] if refused else [rest[: len(rest) // 2], rest[len(rest) // 2 :]]
        for half in halves:
            if half:
                yield from self.ask(client, url, half)


def _feed(client: Client, url: str, keys: Sequence[str]) -> Feed:
    return _send(
        client,
        url,
        (("id_list", ",".join(keys)), ("start", "0"), ("max_results", str(len(keys)))),
    )


def _send(client: Client, url: str, params: tuple[tuple[str, str], ...]) -> Feed:
    request = Request(url=url, params=params, accept="application/atom+xml")
    try:
        return read_feed(client.send(request).body)
    except FetchError as error:
        if error.status != 400:
            raise
        feed = read_feed(error.body)
        if not feed.refusal:
            raise
        return feed
