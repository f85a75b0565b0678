"""Sources for tests: each asks a `servers.catalogue`, and looks papers up as it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import Request
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.settings import ActiveSource
from broadsheet.fetch.target import Target
from broadsheet.records.models import Facts

_DECODER = msgspec.json.Decoder(dict[str, Facts])


class Catalogue:
    """A source that asks for `batch` keys in one request."""

    default_url = "http://localhost"
    interval = 0.0
    terms = ""
    credit = ""

    def __init__(self, name: str, key: Callable[[Target], str], batch: int = 100) -> None:
        self.name = name
        self.label = name.title()
        self.batch = batch
        self.key = key

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterator[Finding]:
        reply = client.send(Request(url=url, params=(("keys", "|".join(keys)),)))
        if not reply.headers.get("content-type", "").startswith("application/json"):
            raise FetchError(f"{self.label}: the answer is not JSON")
        try:
            found = _DECODER.decode(reply.body)
        except msgspec.DecodeError:
            raise FetchError(f"{self.label}: the answer cannot be read") from None
        yield from (Finding(key, found.get(key)) for key in keys)


def by_arxiv(target: Target) -> str:
    return target.ids.arxiv


def by_doi(target: Target) -> str:
    return target.ids.doi


def by_acl(target: Target) -> str:
    return target.ids.acl


def by_repository(target: Target) -> str:
    links = (link.url for link in target.links if link.kind == "code")
    return next((url.removeprefix("https://github.com/") for url in links), "")


def active(
    name: str, url: str, key: Callable[[Target], str], *, batch: int = 100, interval: float = 0.0
) -> ActiveSource:
    """Return a source that asks a stand-in."""
    return ActiveSource(Catalogue(name, key, batch), url, interval)
