"""Semantic Scholar: citations and identifiers, 500 papers a request, one request a second.

https://api.semanticscholar.org/api-docs/graph
https://www.semanticscholar.org/product/api/license (asks for its name and a link where data are
shown; abstracts are not to be republished, and are never asked for)
A key is needed for one's own rate; all who have none share one pool, which is often busy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import Request
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.keys import api_key
from broadsheet.fetch.sources.nearness import nearest_first
from broadsheet.fetch.sources.semantic_scholar_paper import (
    FIELDS,
    read_batch,
    read_search,
    reason_of,
)
from broadsheet.fetch.target import Target
from broadsheet.records.ids import ARXIV_DOI
from broadsheet.records.models import Facts

_PREFIXES = {"arxiv": "ARXIV", "doi": "DOI", "acl": "ACL", "pmid": "PMID", "s2": "CorpusId"}
"""The kinds of identifiers, the most steady first, and what the API calls them."""
_CANDIDATES = 5


class SemanticScholar:
    """The source `semantic-scholar`; its keys are `ARXIV:2401.00001`, `DOI:10.1/a`, `ACL:…`."""

    name = "semantic-scholar"
    label = "Semantic Scholar"
    default_url = "https://api.semanticscholar.org/graph/v1"
    interval = 1.0
    batch = 500

    terms = "https://www.semanticscholar.org/product/api/license"
    credit = "Data from Semantic Scholar, https://www.semanticscholar.org/?utm_source=api"

    options = ("machine_summaries",)

    def __init__(self, *, machine_summaries: bool = False) -> None:
        """Take whether the sentences are wanted that a model wrote about papers."""
        self.machine_summaries = machine_summaries

    def key(self, target: Target) -> str:
        """Return the first identifier of a paper in the API's own form, or empty text."""
        ids = target.ids
        if ids.doi.startswith(ARXIV_DOI) and not ids.arxiv:
            return f"ARXIV:{ids.doi.removeprefix(ARXIV_DOI)}"
        named = ((prefix, getattr(ids, kind)) for kind, prefix in _PREFIXES.items())
        return next((f"{prefix}:{value}" for prefix, value in named if value), "")

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterator[Finding]:
        """Ask for all keys at once; the answers stand in the order of the keys.

        Raises:
            FetchError: the answer is none, or does not fit the question.
        """
        request = self._request(
            f"{url}/paper/batch", (), msgspec.json.encode({"ids": [*keys]}), "application/json"
        )
        try:
            found = read_batch(client.send(request).body)
        except FetchError as error:
            if error.status != 400:
                raise
            yield from _refused(keys, reason_of(error.body))
            return
        if len(found) != len(keys):
            raise FetchError(
                f"Semantic Scholar sends {len(found)} papers for {len(keys)} identifiers"
            )
        yield from (_checked(key, one, keys) for key, one in zip(keys, found, strict=True))

    def find(self, client: Client, url: str, title: str) -> Iterator[Facts]:
        """Yield up to five papers, by how near their titles are."""
        params = (("query", title[:300]), ("limit", str(_CANDIDATES)))
        found = read_search(client.send(self._request(f"{url}/paper/search", params)).body)
        yield from nearest_first(title, found)

    def _request(
        self, url: str, params: tuple[tuple[str, str], ...], body: bytes = b"", kind: str = ""
    ) -> Request:
        fields = f"{FIELDS},tldr" if self.machine_summaries else FIELDS
        key = api_key("SEMANTIC_SCHOLAR_API_KEY")
        headers = (("Content-Type", kind), ("x-api-key", key))
        return Request(
            url=url,
            params=(*params, ("fields", fields)),
            accept="application/json",
            headers=tuple((name, value) for name, value in headers if value),
            body=body,
        )


def _refused(keys: Sequence[str], reason: str) -> Iterator[Finding]:
    """Yield what a refusal of the whole batch says: where no id is known, that is no error."""
    if "no valid paper ids" not in reason.lower():
        raise FetchError(f"Semantic Scholar refuses: {reason}", status=400)
    yield from map(Finding, keys)


def _checked(key: str, found: Finding, keys: Sequence[str]) -> Finding:
    """Return what stands at a key's place, or a refusal where it is a paper of another key."""
    if found.facts is None:
        return Finding(key, refusal=found.refusal)
    names = _names(found.facts)
    prefix = key.partition(":")[0]
    own = next((name for name in names if name.startswith(f"{prefix}:")), "")
    others = [name for name in names if name in keys]
    # Preprint and publication are one paper there, so that a DOI may be answered with another one.
    is_other = bool(others) or (prefix != "DOI" and own != "")
    if key.lower() in map(str.lower, names) or not is_other:
        return Finding(key, found.facts)
    said = f"Semantic Scholar answers with {own or others[0]}, “{found.facts.title}”"
    return Finding(key, refusal=said)


def _names(facts: Facts) -> list[str]:
    named = ((prefix, getattr(facts.ids, kind)) for kind, prefix in _PREFIXES.items())
    return [f"{prefix}:{value}" for prefix, value in named if value]
