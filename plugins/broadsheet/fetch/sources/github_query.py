"""Requests to GitHub: its GraphQL API, and its ways to say that it was asked enough.

https://docs.github.com/en/graphql/guides/forming-calls-with-graphql
https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec import Raw, Struct, field

from broadsheet.errors import Invalid
from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import Request
from broadsheet.fetch.keys import api_key
from broadsheet.fetch.sources.bodies import one_line, read_json

TOKEN = "GITHUB_TOKEN"  # noqa: S105 (a variable's name)
"""The variable of the environment that a token is read from."""


_GONE = frozenset({404, 410, 451})
"""451 is a repository taken down on legal grounds."""


class GraphError(Struct):
    """One of the errors that may stand beside the data."""

    type: str | None = None
    message: str | None = None
    path: list[str | int] | None = None


class GraphAnswer(Struct):
    """An answer: data by alias, each to be read by itself, and errors beside it."""

    data: dict[str, Raw] | None = None
    errors: list[GraphError] = field(default_factory=list)


class _Message(Struct):
    message: str = ""


def ask_graph(
    client: Client, url: str, query: str, variables: Mapping[str, str | None] | None = None
) -> GraphAnswer:
    """Send a GraphQL query.

    Raises:
        FetchError: there is no token, or no answer with data in it.
    """
    token = api_key(TOKEN)
    if not token:
        raise FetchError(f"GitHub answers this only with a token in {TOKEN}", is_final=True)
    body = msgspec.json.encode({"query": query, "variables": variables or {}})
    headers = (("Authorization", f"Bearer {token}"), ("Content-Type", "application/json"))
    request = Request(url=f"{url}/graphql", accept="application/json", headers=headers, body=body)
    try:
        answer = read_json(send_politely(client, request), GraphAnswer, "GitHub")
    except Invalid as error:
        raise FetchError(f"GitHub: {error.message}") from None
    if not answer.data:
        raise _no_data(answer)
    return answer


def send_politely(client: Client, request: Request) -> bytes:
    """Send a request; say it plainly where GitHub wants no more of them.

    Raises:
        FetchError: as of `Client.send`; final where the limit is used up.
    """
    try:
        return client.send(request).body
    except FetchError as error:
        if error.status == 401:
            raise _final(error, f"GitHub does not take the token in {TOKEN}") from None
        if error.status in (403, 429) and "rate limit" in _said(error.body):
            raise _final(error, f"{error.message}: its limit is used up{_hint()}") from None
        raise


def is_gone(error: FetchError) -> bool:
    """Tell whether GitHub says for good that it has no such repository, or shows it to nobody."""
    return error.status in _GONE or (error.status == 403 and "blocked" in _said(error.body))


def _said(body: bytes) -> str:
    try:
        return read_json(body, _Message, "GitHub").message.lower()
    except (Invalid, FetchError):
        return ""


def _hint() -> str:
    return "; go on in an hour" if api_key(TOKEN) else f"; set {TOKEN} or go on in an hour"


def _final(error: FetchError, message: str) -> FetchError:
    return FetchError(message, status=error.status, body=error.body, is_final=True)


def _no_data(answer: GraphAnswer) -> FetchError:
    error = answer.errors[0] if answer.errors else GraphError()
    if error.type == "RATE_LIMITED":
        return FetchError(f"GitHub: the limit is used up{_hint()}", is_final=True)
    return FetchError(
        f"GitHub answers without data: {one_line(error.message or 'no reason given')}"
    )
