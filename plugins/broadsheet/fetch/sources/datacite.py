"""DataCite: DOIs of Zenodo, figshare and other repositories, 50 a request.

https://support.datacite.org/docs/api and https://support.datacite.org/docs/rate-limit
Its metadata are CC0. 500 requests in five minutes are allowed, twice as many with a mail address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import Request
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.answered import packed, settled
from broadsheet.fetch.sources.datacite_doi import read_dois, reason_of
from broadsheet.fetch.sources.datacite_prefixes import is_datacite
from broadsheet.fetch.target import Target
from broadsheet.records.ids import ARXIV_DOI

_MOST_CHARS = 3500


class DataCite:
    """The source `datacite`."""

    name = "datacite"
    label = "DataCite"
    default_url = "https://api.datacite.org/dois"
    interval = 0.6
    batch = 50

    terms = "https://support.datacite.org/docs/datacite-data-file-use-policy"
    credit = "Metadata of data sets and software from DataCite, which gives them away as CC0."

    options = ("prefixes",)

    def __init__(self, *, prefixes: Iterable[str] = ()) -> None:
        """Take further prefixes of DOIs that are DataCite's: `10.12345`."""
        self.prefixes = frozenset(prefixes)

    def key(self, target: Target) -> str:
        """Return the DOI if it is DataCite's; of arXiv's papers arXiv itself says more."""
        doi = target.ids.doi
        if not is_datacite(doi, self.prefixes) or (doi.startswith(ARXIV_DOI) and target.ids.arxiv):
            return ""
        return doi

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterator[Finding]:
        """Ask for all DOIs at once, for one alone by its own address."""
        for part in packed(keys, self.batch, _MOST_CHARS):
            if len(part) == 1:
                yield self._ask_one(client, url, part[0])
            else:
                yield from settled(part, self._list(client, url, part))

    def _list(self, client: Client, url: str, keys: list[str]) -> Iterator[Finding]:
        # No DOI that we read has a quote or a backslash, so that quoting is enough.
        query = " OR ".join(f'"{key}"' for key in keys)
        params = (
            ("query", f"doi:({query})"), ("page[size]", str(2 * len(keys))),
            ("disable-facets", "true"), ("affiliation", "true"),
        )  # fmt: skip
        try:
            return read_dois(client.send(_request(url, params)).body)
        except FetchError as error:
            if error.status != 400:
                raise
            reason = reason_of(error.body)
            raise FetchError(f"DataCite refuses: {reason}", status=400) from None

    def _ask_one(self, client: Client, url: str, key: str) -> Finding:
        params = (("affiliation", "true"),)
        try:
            reply = client.send(_request(f"{url}/{quote(key, safe='/')}", params))
        except FetchError as error:
            if error.status == 404:
                return Finding(key)
            if error.status == 400:
                return Finding(key, refusal=reason_of(error.body))
            raise
        for one in read_dois(reply.body):
            if one.key in (key, ""):
                return Finding(key, one.facts, one.refusal)
            title = one.facts.title if one.facts else ""
            return Finding(key, refusal=f"DataCite answers with {one.key}, “{title}”")
        return Finding(key)


def _request(url: str, params: tuple[tuple[str, str], ...]) -> Request:
    return Request(url=url, params=params, accept="application/vnd.api+json")
