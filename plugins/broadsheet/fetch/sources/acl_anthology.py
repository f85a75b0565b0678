"""The ACL Anthology: its own data, from which its site is built, a file for each collection.

A file holds all volumes of an event or a journal's year, up to some 10 MB; its papers are read from
it one by one, and so one request answers for all papers of a conference. Nothing is said of a rate;
one request a second is asked for.
https://aclanthology.org/faq/api/
https://github.com/acl-org/acl-anthology/tree/master/data/xml
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.errors import Invalid
from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import Request
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.acl_collection import read_collection
from broadsheet.fetch.sources.acl_ids import AclId, acl_of_doi, split_acl
from broadsheet.fetch.sources.links import below
from broadsheet.fetch.target import Target


class AclAnthology:
    """The source `acl-anthology`."""

    name = "acl-anthology"
    label = "ACL Anthology"
    default_url = "https://raw.githubusercontent.com/acl-org/acl-anthology/master/data/xml"
    interval = 1.0
    batch = 1000
    """Keys of one file are to come together, as it is asked for once a batch."""

    terms = "https://aclanthology.org/faq/copyright/"
    credit = (
        "Metadata of the ACL Anthology, the Association for Computational Linguistics, CC BY 4.0."
    )

    def key(self, target: Target) -> str:
        """Return the Anthology's id, also where only a DOI of its own names it."""
        return target.ids.acl or acl_of_doi(target.ids.doi)

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterator[Finding]:
        """Ask for each file that has some of the keys in it."""
        collections: dict[str, dict[AclId, str]] = {}
        for key in keys:
            try:
                acl = split_acl(key)
            except Invalid as error:
                yield Finding(key, refusal=error.message)
            else:
                collections.setdefault(acl.collection, {})[acl] = key
        for name, wanted in collections.items():
            yield from _ask_collection(client, url, name, wanted)


def _ask_collection(
    client: Client, url: str, name: str, wanted: dict[AclId, str]
) -> Iterator[Finding]:
    accept = "application/xml, text/plain"
    request = Request(url=below(url, f"{name}.xml"), accept=accept, is_kept=True)
    try:
        body = client.send(request).body
    except FetchError as error:
        if error.status != 404:
            raise
        body = b""
    papers = read_collection(body, name, wanted) if body else {}
    yield from (Finding(key, papers.get(acl)) for acl, key in wanted.items())
