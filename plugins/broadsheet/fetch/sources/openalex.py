"""OpenAlex: works by DOI, 80 a request; citations, affiliations, topics and open copies.

https://developers.openalex.org/api-reference/authentication
Its data are CC0. Without a key a hundred lists a day are allowed, with a free one ten thousand;
single works cost nothing. 100 requests a second are allowed, ten are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import Request
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.keys import api_key
from broadsheet.fetch.sources.answered import named_in, packed, settled
from broadsheet.fetch.sources.nearness import nearest_first
from broadsheet.fetch.sources.openalex_work import FIELDS, read_list, read_work, reason_of
from broadsheet.fetch.target import Target
from broadsheet.records.ids import ARXIV_DOI
from broadsheet.records.models import Facts

# `|` parts values and `,` filters; a DOI with such a character is asked for by itself.
_PLAIN = re.compile(r"[a-z0-9./_():;-]+", re.ASCII)
_MOST_CHARS = 3300
"""Of DOIs in a URL, which may have 4094 characters."""
_CANDIDATES = 5


class OpenAlex:
    """The source `openalex`; its keys are `doi:10.1/a`, `arxiv:2401.00001`, `pmid:1` or `W1`."""

    name = "openalex"
    label = "OpenAlex"
    default_url = "https://api.openalex.org/works"
    interval = 0.1
    batch = 80

    terms = "https://developers.openalex.org/api-reference/authentication"
    credit = "Citation counts, topics and affiliations from OpenAlex, which gives them away as CC0."

    options = ("abstracts",)

    def __init__(self, *, abstracts: bool = True) -> None:
        """Take whether abstracts are wanted, which OpenAlex sends as an index of words."""
        self.abstracts = abstracts

    def key(self, target: Target) -> str:
        """Return the identifier that stays what it is while sources complete the others."""
        ids = target.ids
        if ids.doi and not ids.doi.startswith(ARXIV_DOI):
            return f"doi:{ids.doi}"
        if arxiv := ids.arxiv or ids.doi.removeprefix(ARXIV_DOI):
            return f"arxiv:{arxiv}"
        return f"pmid:{ids.pmid}" if ids.pmid else ids.openalex

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterator[Finding]:
        """Ask for the DOIs in lists and for everything else one by one, which is free."""
        dois = {_doi(key): key for key in keys if _doi(key)}
        listed = [doi for doi in dois if _PLAIN.fullmatch(doi)] if len(dois) > 1 else []
        for part in packed(listed, self.batch, _MOST_CHARS):
            for found in self._ask_list(client, url, part):
                yield Finding(dois[found.key], found.facts, found.refusal)
        for key in keys:
            if _doi(key) not in listed:
                yield self._ask_one(client, url, key)

    def find(self, client: Client, url: str, title: str) -> Iterator[Facts]:
        """Yield up to five works, by how near their titles are."""
        params = (("search", title[:500]), ("per-page", str(_CANDIDATES)))
        found = read_list(client.send(self._request(url, params)).body)
        yield from nearest_first(title, [one.facts for one in found if one.facts is not None])

    def _ask_list(self, client: Client, url: str, dois: list[str]) -> Iterator[Finding]:
        params = (("filter", f"doi:{'|'.join(dois)}"), ("per-page", str(2 * len(dois))))
        try:
            body = client.send(self._request(url, params)).body
        except FetchError as error:
            yield from self._without_refused(client, url, dois, error)
            return
        yield from settled(dois, read_list(body))

    def _without_refused(
        self, client: Client, url: str, dois: list[str], error: FetchError
    ) -> Iterator[Finding]:
        if error.status != 400:
            raise error
        reason = reason_of(error.body)
        refused = named_in(reason, dois)
        if not refused or len(refused) == len(dois) > 1:
            raise FetchError(f"OpenAlex refuses: {reason}", status=400)
        yield from (Finding(doi, refusal=reason) for doi in refused)
        if rest := [doi for doi in dois if doi not in refused]:
            yield from self._ask_list(client, url, rest)

    def _ask_one(self, client: Client, url: str, key: str) -> Finding:
        doi = _doi(key)
        name = f"doi:{doi}" if doi else key
        try:
            body = client.send(self._request(f"{url}/{quote(name, safe=':/')}", ())).body
        except FetchError as error:
            if error.status == 404:
                return Finding(key)
            if error.status == 400:
                return Finding(key, refusal=reason_of(error.body))
            raise
        found = read_work(body)
        return found if found.refusal else _matching(key, found)

    def _request(self, url: str, params: tuple[tuple[str, str], ...]) -> Request:
        fields = f"{FIELDS},abstract_inverted_index" if self.abstracts else FIELDS
        key = api_key("OPENALEX_API_KEY")
        secret = (("api_key", key),) if key else ()
        return Request(
            url=url, params=(*params, ("select", fields), *secret), accept="application/json"
        )


def _doi(key: str) -> str:
    kind, _, value = key.partition(":")
    return {"doi": value, "arxiv": f"{ARXIV_DOI}{value}"}.get(kind, "")


def _matching(key: str, found: Finding) -> Finding:
    """Return the Finding under the key, or a refusal where the work is another."""
    facts = found.facts or Facts()
    # OpenAlex merges works, so an id of its own may lead to another one that has taken its place.
    same = {"doi": facts.ids.doi, "arxiv": facts.ids.arxiv, "pmid": facts.ids.pmid}
    kind, _, value = key.partition(":")
    if same.get(kind, value) == value:
        return Finding(key, found.facts)
    return Finding(key, refusal=f"OpenAlex answers with {found.key}, “{facts.title}”")
