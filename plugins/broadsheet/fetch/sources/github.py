"""GitHub: stars, licence and whereabouts of a paper's code repository.

With a token in GITHUB_TOKEN 100 repositories a request by GraphQL, 5,000 points an hour; without
one a request each by REST, 60 an hour, and only for what changed since the last time.
https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.errors import Invalid
from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import Request
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.keys import api_key
from broadsheet.fetch.sources.github_query import TOKEN, ask_graph, is_gone, send_politely
from broadsheet.fetch.sources.github_repository import (
    query_of,
    read_repository,
    repositories_of,
    repository_name,
)
from broadsheet.fetch.sources.links import below
from broadsheet.fetch.target import Target

_ACCEPT = "application/vnd.github+json"
_VERSION = (("X-GitHub-Api-Version", "2022-11-28"),)


class Github:
    """The source `github`."""

    name = "github"
    label = "GitHub"
    default_url = "https://api.github.com"
    interval = 1.0

    terms = "https://docs.github.com/en/site-policy/github-terms/github-terms-of-service"
    keyless_batch = 1
    credit = "Stars and licences of code repositories come from GitHub."

    @property
    def batch(self) -> int:
        """One request's worth."""
        return 100 if api_key(TOKEN) else self.keyless_batch

    def key(self, target: Target) -> str:
        """Return `owner/name` of the first code link that leads to GitHub."""
        names = (repository_name(link.url) for link in target.links if link.kind == "code")
        return next(filter(None, names), "")

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterator[Finding]:
        """Ask for all repositories at once, or for one after the other without a token."""
        if api_key(TOKEN):
            yield from repositories_of(ask_graph(client, url, query_of(keys)), keys)
        else:
            yield from (_ask_one(client, url, key) for key in keys)


def _ask_one(client: Client, url: str, key: str) -> Finding:
    path = below(url, "repos", key)
    request = Request(url=path, accept=_ACCEPT, headers=_VERSION, is_kept=True)
    try:
        # A renamed repository is a redirect within the host, which the client follows.
        return Finding(key, read_repository(send_politely(client, request), key))
    except Invalid as error:
        return Finding(key, refusal=error.message)
    except FetchError as error:
        if not is_gone(error):
            raise
        return Finding(key)
