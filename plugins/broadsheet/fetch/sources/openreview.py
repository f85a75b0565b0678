"""OpenReview: venues, authors and abstracts of submissions, from both generations of its API.

One request a paper, two for venues before 2023. Anonymous requests may be refused until a browser
has passed a test; OPENREVIEW_USERNAME and OPENREVIEW_PASSWORD get past it. No rate is stated; one
request a second is asked for. Asked only where the settings say so.
https://docs.openreview.net/getting-started/using-the-api
https://docs.openreview.net/reference/api-v2/entities/note
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from broadsheet.errors import Invalid
from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.exchange import Request
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.keys import api_key
from broadsheet.fetch.sources.bodies import read_json
from broadsheet.fetch.sources.openreview_note import read_note
from broadsheet.fetch.target import Target

_USERNAME, _PASSWORD = "OPENREVIEW_USERNAME", "OPENREVIEW_PASSWORD"
_JSON = (("Content-Type", "application/json"),)


class _Refusal(Struct):
    name: str | None = None


class _Notes(Struct):
    notes: list[msgspec.Raw]


class _Login(Struct):
    token: str


class Openreview:
    """The source `openreview`."""

    name = "openreview"
    label = "OpenReview"
    default_url = "https://api2.openreview.net"
    older_url = "https://api.openreview.net"
    """Where the first generation of the API answers, for what the second does not know."""
    interval = 1.0
    batch = 1
    default_enabled = False

    terms = "https://openreview.net/legal/terms"
    credit = "Venues of submissions come from OpenReview."

    def __init__(self) -> None:
        self._tokens: dict[str, str] = {}

    def key(self, target: Target) -> str:
        """Return the forum's id."""
        return target.ids.openreview

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterator[Finding]:
        """Ask for one submission after the other, of the older API where the newer has none."""
        urls = [url]
        # A mirror has its reasons; what it lacks is not asked for elsewhere.
        if url == self.default_url:
            urls.append(self.older_url)
            client.pace(self.older_url, self.interval)
        yield from (self._ask_one(client, urls, key) for key in keys)

    def _ask_one(self, client: Client, urls: Sequence[str], key: str) -> Finding:
        refusal = ""
        for url in urls:
            try:
                body = self._note(client, url, key)
                facts = None if body is None else read_note(body, key)
            except Invalid as error:
                refusal = error.message
                continue
            if facts is not None:
                return Finding(key, facts)
        return Finding(key, refusal=refusal)

    def _note(self, client: Client, url: str, key: str) -> bytes | None:
        """Return an answer with the note in it, or None where there is no such note."""
        token = self._token(client, url)
        headers = (("Authorization", f"Bearer {token}"),) if token else ()
        request = Request(
            url=f"{url}/notes", params=(("id", key),), accept="application/json", headers=headers
        )
        try:
            body = client.send(request).body
        except FetchError as error:
            if error.status == 404:
                return None
            raise _refusal(error) from None
        return body if read_json(body, _Notes, self.label).notes else None

    def _token(self, client: Client, url: str) -> str:
        username, password = api_key(_USERNAME), api_key(_PASSWORD)
        if not (username and password):
            return ""
        if url not in self._tokens:
            body = msgspec.json.encode({"id": username, "password": password})
            self._tokens[url] = _log_in(client, url, body)
        return self._tokens[url]


def _log_in(client: Client, url: str, body: bytes) -> str:
    request = Request(url=f"{url}/login", accept="application/json", headers=_JSON, body=body)
    try:
        return read_json(client.send(request).body, _Login, "OpenReview").token
    except (FetchError, Invalid) as error:
        # The message of the server may repeat what it was sent.
        status = f" (it answers {error.status})" if isinstance(error, FetchError) else ""
        message = f"OpenReview does not take {_USERNAME} and {_PASSWORD}{status}"
        raise FetchError(message, is_final=True) from None


def _refusal(error: FetchError) -> FetchError | Invalid:
    """Return what a refusal means: of one note, or of all that we could ask for."""
    name = _name_of(error.body) if error.status == 403 else ""
    if name == "ForbiddenError":
        return Invalid("it is not public")
    if name == "ChallengeRequiredError":
        message = f"OpenReview wants to see a browser; set {_USERNAME} and {_PASSWORD}"
        return FetchError(message, status=403, is_final=True)
    return error


def _name_of(body: bytes) -> str:
    try:
        return read_json(body, _Refusal, "OpenReview").name or ""
    except (FetchError, Invalid):
        return ""
