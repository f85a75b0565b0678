"""DBLP: where a paper of computer science was published, by its DOI or its title.

One request a paper, in JSON for titles and in XML for DOIs. No rate is stated, and 429 comes early;
clients settled on five to seven seconds. Asked only where the settings say so. The data are CC0.
https://dblp.org/faq/13501473 (the search API)
https://dblp.org/faq/1474681 (the XML of a record)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.errors import Invalid
from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import Request
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.dblp_hits import read_hits
from broadsheet.fetch.sources.dblp_record import read_record
from broadsheet.fetch.sources.links import below
from broadsheet.fetch.sources.nearness import nearest_first, title_words
from broadsheet.fetch.target import Target
from broadsheet.records.ids import ARXIV_DOI
from broadsheet.records.models import Facts
from broadsheet.records.titles import title_key

_DOI, _TITLE = "doi:", "title:"
_MOST_WORDS = 12
_MOST_FOUND = 10


class Dblp:
    """The source `dblp`; it also finds papers by their titles."""

    name = "dblp"
    label = "DBLP"
    default_url = "https://dblp.org"
    interval = 6.0
    batch = 1
    default_enabled = False

    terms = "https://dblp.org/db/about/copyright.html"
    credit = "Bibliographic data come from the dblp computer science bibliography."

    def key(self, target: Target) -> str:
        """Return the DOI, or the title of a paper whose first author can prove the answer."""
        if target.ids.doi and not target.ids.doi.startswith(ARXIV_DOI):
            return f"{_DOI}{target.ids.doi}"
        return f"{_TITLE}{target.title}" if target.title and target.first_author else ""

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterator[Finding]:
        """Ask for one paper after the other."""
        for key in keys:
            try:
                if key.startswith(_DOI):
                    yield Finding(key, _by_doi(client, url, key.removeprefix(_DOI)))
                else:
                    yield Finding(key, self._by_title(client, url, key.removeprefix(_TITLE)))
            except Invalid as error:
                yield Finding(key, refusal=error.message)

    def find(self, client: Client, url: str, title: str) -> list[Facts]:
        """Find papers by the words of a title."""
        try:
            return nearest_first(title, _search(client, url, title))
        except Invalid as error:
            raise FetchError(f"DBLP: {error.message}") from None

    def _by_title(self, client: Client, url: str, title: str) -> Facts | None:
        """Return the paper that has exactly this title; a published one rather than a preprint."""
        wanted = title_key(title)
        same = [one for one in _search(client, url, title) if title_key(one.title) == wanted]
        return min(same, key=lambda one: one.type == "article", default=None)


def _by_doi(client: Client, url: str, doi: str) -> Facts | None:
    request = Request(url=below(url, "doi", f"{doi}.xml"), accept="application/xml, text/xml")
    try:
        return read_record(client.send(request).body, doi)
    except FetchError as error:
        if error.status != 404:
            raise
        return None


def _search(client: Client, url: str, title: str) -> tuple[Facts, ...]:
    words = title_words(title, _MOST_WORDS)
    if not words:
        return ()
    params = (("q", " ".join(words)), ("format", "json"), ("h", str(_MOST_FOUND)))
    request = Request(url=f"{url}/search/publ/api", params=params, accept="application/json")
    return read_hits(client.send(request).body)
