"""GitHub's repositories: names from links, a query for many, answers of both APIs to Facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import msgspec
from msgspec import Raw, Struct, field

from broadsheet.errors import Invalid
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.bodies import one_line, read_json
from broadsheet.fetch.sources.github_query import GraphAnswer
from broadsheet.records.models import Count, Facts, Repository

_FORGE = "https://github.com"
_OWNER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}", re.ASCII)
_SPDX = re.compile(r"[A-Za-z0-9.+-]{1,60}", re.ASCII)
_NO_OWNERS = frozenset(
    "about apps collections features gist login marketplace orgs organizations search settings "  # noqa: SIM905
    "sponsors stars topics trending users".split()
)
_FIELDS = "{ nameWithOwner isArchived stargazerCount licenseInfo { spdxId } }"


class _License(Struct):
    spdx_id: str | None = None


class _GraphLicense(Struct):
    spdx_id: str | None = field(default=None, name="spdxId")


class _Rest(Struct):
    full_name: str
    stargazers_count: int | None = None
    archived: bool | None = None
    license: _License | None = None


class _Graph(Struct, rename="camel"):
    name_with_owner: str
    stargazer_count: int | None = None
    is_archived: bool | None = None
    license_info: _GraphLicense | None = None


def repository_name(url: str) -> str:
    """Return `owner/name` of the repository that an address on GitHub leads into, or empty text."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if (parts.hostname or "").lower() not in ("github.com", "www.github.com"):
        return ""
    owner, _, rest = parts.path.strip("/").partition("/")
    return _full_name(owner, rest.partition("/")[0].removesuffix(".git"))


def query_of(keys: Sequence[str]) -> str:
    """Return a query for many repositories, each under an alias of its place: `r0`."""
    parts = []
    for at, key in enumerate(keys):
        owner, _, name = key.partition("/")
        # Both have no character that would end a string.
        if _full_name(owner, name):
            parts.append(f'r{at}: repository(owner: "{owner}", name: "{name}") {_FIELDS}')
    return "query { " + " ".join(parts or ["__typename"]) + " }"


def repositories_of(answer: GraphAnswer, keys: Sequence[str]) -> Iterator[Finding]:
    """Yield what an answer to `query_of` says of each key: one that is null is not found."""
    data = answer.data or {}
    errors = {str(one.path[0]): one for one in answer.errors if one.path}
    for at, key in enumerate(keys):
        alias = f"r{at}"
        error = errors.get(alias)
        if _is_there(data.get(alias)):
            yield _finding(data[alias], key)
        elif error is not None and error.type != "NOT_FOUND":
            yield Finding(key, refusal=one_line(error.message or error.type or "no reason given"))
        elif alias in data:
            yield Finding(key)
        else:
            yield Finding(key, refusal="the answer does not name it")


def read_repository(body: bytes, key: str) -> Facts:
    """Read an answer of the REST API.

    Raises:
        Invalid: a value has a wrong type.
        FetchError: the bytes are no JSON.
    """
    answer = read_json(body, _Rest, "GitHub")
    spdx = answer.license.spdx_id if answer.license else None
    return _facts(key, answer.full_name, answer.stargazers_count, answer.archived, spdx)


def _is_there(raw: Raw | None) -> bool:
    return raw is not None and bytes(raw).strip() != b"null"


def _finding(raw: Raw, key: str) -> Finding:
    try:
        answer = msgspec.json.decode(raw, type=_Graph)
        spdx = answer.license_info.spdx_id if answer.license_info else None
        stars, is_archived = answer.stargazer_count, answer.is_archived
        return Finding(key, _facts(key, answer.name_with_owner, stars, is_archived, spdx))
    except msgspec.ValidationError as error:
        return Finding(key, refusal=f"its answer has another form: {error}")
    except Invalid as error:
        return Finding(key, refusal=error.message)


def _facts(
    key: str, full_name: str, stars: int | None, is_archived: bool | None, spdx: str | None
) -> Facts:
    if not _full_name(*full_name.partition("/")[::2]):
        raise Invalid(f"`{one_line(full_name)}` is no name of a repository")
    moved = full_name.lower() != key.lower()
    repository = Repository(
        url=f"{_FORGE}/{key}",
        license=spdx if spdx and spdx != "NOASSERTION" and _SPDX.fullmatch(spdx) else "",
        is_archived=bool(is_archived),
        moved_to=f"{_FORGE}/{full_name}" if moved else "",
    )
    counts = (Count("stars", stars),) if stars is not None and stars >= 0 else ()
    return Facts(counts=counts, repositories=(repository,))


def _full_name(owner: str, name: str) -> str:
    if not _OWNER.fullmatch(owner) or owner.lower() in _NO_OWNERS:
        return ""
    is_name = _NAME.fullmatch(name) and name not in (".", "..")
    return f"{owner}/{name}" if is_name else ""
