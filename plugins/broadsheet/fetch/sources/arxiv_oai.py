"""arXiv's OAI-PMH: licences and versions of papers, and whole sets of papers for bulk imports.

A paper alone is a request alone, so the source `arxiv-oai` is asked only where the settings say so;
`harvest` gets up to 3,500 papers a request. One request every 3 s, counted together with those of
the query API.
https://info.arxiv.org/help/oa/index.html
https://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from msgspec import Struct

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import Request
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.oai_records import Records, read_records
from broadsheet.fetch.target import Target
from broadsheet.records.models import Facts


class ArxivOai:
    """The source `arxiv-oai`."""

    name = "arxiv-oai"
    label = "arXiv OAI-PMH"
    default_url = "https://oaipmh.arxiv.org/oai"
    interval = 3.0
    batch = 1
    default_enabled = False

    terms = "https://info.arxiv.org/help/api/tou.html"
    credit = "Thank you to arXiv for use of its open access interoperability."

    def key(self, target: Target) -> str:
        """Return the arXiv id without its version."""
        return target.ids.arxiv

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterator[Finding]:
        """Ask for one paper after the other."""
        for key in keys:
            params = (
                ("verb", "GetRecord"),
                ("identifier", f"oai:arXiv.org:{key}"),
                ("metadataPrefix", "arXivRaw"),
            )
            records = _send(client, url, params)
            if records.error in ("", "idDoesNotExist"):
                yield Finding(key, records.papers.get(key))
            else:
                yield Finding(key, refusal=records.reason)


class Bookmark(Struct, frozen=True):
    """Where a harvest was left: in a set, at a token that is good for some hours."""

    set: str = ""
    token: str = ""


class Page(Struct, frozen=True):
    """Some papers of a harvest, and where the next ones begin; None at its end."""

    papers: tuple[Facts, ...]
    bookmark: Bookmark | None


def harvest(
    client: Client, url: str, since: dt.date | None, until: dt.date | None, sets: Sequence[str] = ()
) -> Iterator[Facts]:
    """Yield all papers of some sets, such as `cs:cs:CL`, that changed in a span of days.

    A paper of several sets comes once. The days are those of changes of the metadata.

    Raises:
        FetchError: arXiv does not go on; `harvest_pages` can be taken up again.
    """
    seen: set[str] = set()
    for page in harvest_pages(client, url, since, until, sets):
        for facts in page.papers:
            if facts.ids.arxiv not in seen:
                seen.add(facts.ids.arxiv)
                yield facts


def harvest_pages(
    client: Client,
    url: str,
    since: dt.date | None,
    until: dt.date | None,
    sets: Sequence[str] = (),
    *,
    begin: Bookmark | None = None,
) -> Iterator[Page]:
    """Yield a harvest page by page; `begin` with the bookmark of the last page to take it up again.

    Raises:
        FetchError: arXiv does not go on; final where the bookmark is out of date.
    """
    names = list(sets) or [""]
    begin = begin or Bookmark(names[0])
    if begin.set not in names:
        raise FetchError(f"the harvest was of the set `{begin.set}`, which is not asked for now")
    token = begin.token
    for at in range(names.index(begin.set), len(names)):
        while True:
            records = _list(client, url, token or _span(since, until, names[at]))
            if records.token and records.token == token:
                raise FetchError("arXiv goes round in circles with its list", is_final=True)
            token = records.token
            following = names[at] if token else "".join(names[at + 1 : at + 2])
            is_end = not token and at == len(names) - 1
            bookmark = None if is_end else Bookmark(following, token)
            yield Page(tuple(records.papers.values()), bookmark)
            if not token:
                break


def _list(client: Client, url: str, asked: str | tuple[tuple[str, str], ...]) -> Records:
    # Beside a token nothing else may stand.
    params = (("resumptionToken", asked),) if isinstance(asked, str) else asked
    records = _send(client, url, (("verb", "ListRecords"), *params))
    if records.error == "badResumptionToken":
        raise FetchError("arXiv has forgotten where the harvest was; begin it again", is_final=True)
    if records.error not in ("", "noRecordsMatch"):
        raise FetchError(f"arXiv refuses: {records.reason}", is_final=True)
    return records


def _span(since: dt.date | None, until: dt.date | None, name: str) -> tuple[tuple[str, str], ...]:
    days = (("from", since and since.isoformat()), ("until", until and until.isoformat()))
    asked = (("metadataPrefix", "arXiv"), *days, ("set", name))
    return tuple((key, value) for key, value in asked if value)


def _send(client: Client, url: str, params: tuple[tuple[str, str], ...]) -> Records:
    request = Request(url=url, params=params, accept="text/xml, application/xml")
    return read_records(client.send(request).body)
