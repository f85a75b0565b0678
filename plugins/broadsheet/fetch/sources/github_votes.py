"""Votes without a server: reactions on the discussions and issues of the collection's repository.

A discussion or an issue belongs to a paper whose id in the collection stands in its title or text,
as giscus writes it. Needs a token in GITHUB_TOKEN; 100 threads a request.
https://docs.github.com/en/graphql/guides/using-the-graphql-api-for-discussions
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

import msgspec
from msgspec import Struct

from broadsheet.errors import Invalid
from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.github_query import GraphAnswer, ask_graph
from broadsheet.fetch.target import Target
from broadsheet.records.models import Count, Facts

_KINDS = ("discussions", "issues")
_REPOSITORY = re.compile(r"([A-Za-z0-9-]{1,39})/([A-Za-z0-9._-]{1,100})", re.ASCII)
_PAPER_IDS = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?", re.ASCII)
_QUERY = """query($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    threads: %s(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        title body reactions { totalCount } against: reactions(content: THUMBS_DOWN) { totalCount }
      }
    }
  }
}"""


class _Total(Struct, rename="camel"):
    total_count: int = 0


class _Thread(Struct):
    title: str | None = None
    body: str | None = None
    reactions: _Total | None = None
    against: _Total | None = None


class _PageInfo(Struct, rename="camel"):
    has_next_page: bool = False
    end_cursor: str | None = None


class _Threads(Struct, rename="camel"):
    page_info: _PageInfo
    nodes: list[_Thread | None]


class _Repository(Struct):
    threads: _Threads | None = None


class GithubVotes:
    """The source `github-votes`; without a repository it has nothing to ask for."""

    name = "github-votes"
    label = "GitHub reactions"
    default_url = "https://api.github.com"
    interval = 1.0
    batch = 100_000
    """All at once: the threads are read in order, whatever papers they are about."""

    terms = "https://docs.github.com/en/site-policy/github-terms/github-terms-of-service"
    credit = "Votes are reactions on GitHub."

    options = ("repository",)

    def __init__(self, repository: str = "") -> None:
        """Take `owner/name` of the repository.

        Raises:
            Invalid: it has another form.
        """
        if repository and not _REPOSITORY.fullmatch(repository):
            raise Invalid(f"`{repository}` is no repository", "write it like owner/name")
        self.repository = repository

    def key(self, target: Target) -> str:
        """Return the paper's id in this collection."""
        return target.paper if self.repository else ""

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterator[Finding]:
        """Count the reactions on all threads that name a key; one that none names is not found."""
        wanted = {key.lower(): key for key in keys}
        votes: Counter[str] = Counter()
        for thread in self._threads(client, url):
            for name in _named(thread, wanted.keys()):
                votes[wanted[name]] += _votes(thread)
        for key in keys:
            counts = (Count("reactions", votes[key]),)
            yield Finding(key, Facts(counts=counts) if key in votes else None)

    def _threads(self, client: Client, url: str) -> Iterator[_Thread]:
        owner, _, name = self.repository.partition("/")
        for kind in _KINDS:
            after: str | None = None
            while True:
                variables = {"owner": owner, "name": name, "after": after}
                threads = _read(ask_graph(client, url, _QUERY % kind, variables), self.repository)
                yield from filter(None, threads.nodes)
                page = threads.page_info
                if not (page.has_next_page and page.end_cursor):
                    break
                if page.end_cursor == after:
                    raise FetchError("GitHub goes round in circles with its list", is_final=True)
                after = page.end_cursor


def _read(answer: GraphAnswer, name: str) -> _Threads:
    raw = (answer.data or {}).get("repository")
    try:
        repository = None if raw is None else msgspec.json.decode(raw, type=_Repository | None)
    except msgspec.ValidationError as error:
        raise FetchError(f"GitHub: the answer has another form: {error}") from None
    if repository is None:
        raise FetchError(f"GitHub knows no repository {name}, or keeps it private", is_final=True)
    if repository.threads is None:
        raise FetchError(f"GitHub does not show the discussions of {name}", is_final=True)
    return repository.threads


def _named(thread: _Thread, wanted: Set[str]) -> Set[str]:
    text = f"{thread.title or ''}\n{thread.body or ''}".lower()
    return wanted & set(_PAPER_IDS.findall(text))


def _votes(thread: _Thread) -> int:
    total, against = (one.total_count if one else 0 for one in (thread.reactions, thread.against))
    return max(0, total - against)
