"""Crossref: DOIs of journals and proceedings, 50 a request, with retractions and corrections.

https://www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/
Lists may be asked once a second, three times with a mail address (December 2025). Its metadata are
facts and free to use; abstracts may be the publisher's and are left out unless asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import Request
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.answered import named_in, packed, settled
from broadsheet.fetch.sources.crossref_work import FIELDS, read_works, reason_of
from broadsheet.fetch.sources.datacite_prefixes import is_datacite
from broadsheet.fetch.sources.nearness import nearest_first
from broadsheet.fetch.target import Target
from broadsheet.records.models import Facts

# Commas part filters and colons part their names from values; such DOIs are asked one by one.
_PLAIN = re.compile(r"[a-z0-9./_()-]+", re.ASCII)
_MOST_CHARS = 3500
_CANDIDATES = 5


class Crossref:
    """The source `crossref`."""

    name = "crossref"
    label = "Crossref"
    default_url = "https://api.crossref.org/v1/works"
    batch = 50

    terms = "https://www.crossref.org/documentation/retrieve-metadata/rest-api/"
    credit = "Bibliographic metadata from Crossref."

    options = ("abstracts",)
    contact_as = "mailto"

    def __init__(self, *, abstracts: bool = False, mailto: str = "") -> None:
        """Take whether abstracts are wanted, and a mail address for the faster pool."""
        self.abstracts = abstracts
        self.mailto = mailto

    @property
    def interval(self) -> float:
        """Seconds between two lists: 1, or a third with a mail address."""
        return 0.34 if self.mailto else 1.0

    def key(self, target: Target) -> str:
        """Return the DOI, unless it is one of another agency's."""
        return "" if is_datacite(target.ids.doi) else target.ids.doi

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterator[Finding]:
        """Ask for all DOIs at once, and for those that a filter cannot hold one by one."""
        plain = [key for key in keys if _PLAIN.fullmatch(key)]
        for part in packed(plain, self.batch, _MOST_CHARS):
            yield from self._ask_list(client, url, part)
        for key in keys:
            if not _PLAIN.fullmatch(key):
                yield self._ask_one(client, url, key)

    def find(self, client: Client, url: str, title: str) -> Iterator[Facts]:
        """Yield up to five works, by how near their titles are."""
        params = (("query.bibliographic", title[:500]), ("rows", str(_CANDIDATES)))
        reply = client.send(self._request(url, (*params, ("select", self._fields()))))
        found = [one.facts for one in read_works(reply.body) if one.facts is not None]
        yield from nearest_first(title, found)

    def _ask_list(self, client: Client, url: str, keys: list[str]) -> Iterator[Finding]:
        doi_filter = ",".join(f"doi:{key}" for key in keys)
        params = (("filter", doi_filter), ("rows", str(2 * len(keys))), ("select", self._fields()))
        try:
            body = client.send(self._request(url, params)).body
        except FetchError as error:
            yield from self._without_refused(client, url, keys, error)
            return
        yield from settled(keys, read_works(body, abstracts=self.abstracts))

    def _without_refused(
        self, client: Client, url: str, keys: list[str], error: FetchError
    ) -> Iterator[Finding]:
        """One DOI that Crossref does not like spoils the list; ask for the others again."""
        if error.status != 400:
            raise error
        reason = reason_of(error.body)
        refused = named_in(reason, keys)
        # The whole filter may be quoted; then any of its DOIs may be the one.
        if not refused:
            raise FetchError(f"Crossref refuses: {reason}", status=400)
        if len(refused) == len(keys) > 1:
            for key in keys:
                yield self._ask_one(client, url, key)
            return
        yield from (Finding(key, refusal=reason) for key in refused)
        if rest := [key for key in keys if key not in refused]:
            yield from self._ask_list(client, url, rest)

    def _ask_one(self, client: Client, url: str, key: str) -> Finding:
        try:
            reply = client.send(self._request(f"{url}/{quote(key, safe='')}", ()))
        except FetchError as error:
            if error.status == 404:
                return Finding(key)
            if error.status == 400:
                return Finding(key, refusal=reason_of(error.body))
            raise
        for one in read_works(reply.body, abstracts=self.abstracts):
            if one.key in (key, ""):
                return Finding(key, one.facts, one.refusal)
            title = one.facts.title if one.facts else ""
            return Finding(key, refusal=f"Crossref answers with {one.key}, “{title}”")
        return Finding(key)

    def _request(self, url: str, params: tuple[tuple[str, str], ...]) -> Request:
        polite = (("mailto", self.mailto),) if self.mailto else ()
        return Request(url=url, params=(*params, *polite), accept="application/json")

    def _fields(self) -> str:
        return f"{FIELDS},abstract" if self.abstracts else FIELDS
