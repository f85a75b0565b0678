"""PubMed: articles of medicine by their PubMed ids, 200 a request, with retractions and errata.

https://www.ncbi.nlm.nih.gov/books/NBK25497/ (three requests a second, ten with a key; `tool` and
`email` say who asks) and https://www.ncbi.nlm.nih.gov/home/about/policies/
Abstracts may be the publisher's and are left out unless asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import Request
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.keys import api_key
from broadsheet.fetch.sources.answered import settled
from broadsheet.fetch.sources.pubmed_article import read_articles
from broadsheet.fetch.target import Target

_KEY = "NCBI_API_KEY"


class PubMed:
    """The source `pubmed`."""

    name = "pubmed"
    label = "PubMed"
    default_url = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    batch = 200

    terms = "https://www.ncbi.nlm.nih.gov/home/about/policies/"
    credit = "Courtesy of the U.S. National Library of Medicine."

    options = ("abstracts",)
    keyless_interval = 0.34
    contact_as = "email"

    def __init__(self, *, abstracts: bool = False, email: str = "") -> None:
        """Take whether abstracts are wanted, and whom the library can write to."""
        self.abstracts = abstracts
        self.email = email

    @property
    def interval(self) -> float:
        """Seconds between two requests: a third, or a tenth with a key in the environment."""
        return 0.1 if api_key(_KEY) else self.keyless_interval

    def key(self, target: Target) -> str:
        """Return the PubMed id."""
        return target.ids.pmid

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterator[Finding]:
        """Ask for all articles at once; ids that are not known are left out of the answer."""
        who = (("email", self.email), ("api_key", api_key(_KEY)))
        params = (
            ("db", "pubmed"), ("id", ",".join(keys)), ("retmode", "xml"),
            ("retmax", str(len(keys))), ("tool", "broadsheet"),
            *((name, value) for name, value in who if value),
        )  # fmt: skip
        request = Request(url=f"{url}/efetch.fcgi", params=params, accept="text/xml")
        try:
            body = client.send(request).body
        except FetchError as error:
            yield from _refused(keys, error)
            return
        yield from settled(keys, read_articles(body, abstracts=self.abstracts))


def _refused(keys: Sequence[str], error: FetchError) -> Iterator[Finding]:
    """Yield what a refusal says; where none of the ids is known, that is no error."""
    if error.status != 400:
        raise error
    try:
        list(read_articles(error.body))
    except FetchError as refusal:
        if "id list is empty" not in refusal.message.lower():
            raise FetchError(refusal.message, status=400) from None
    yield from map(Finding, keys)
