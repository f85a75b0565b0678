"""Web addresses in running text: where they are, without the text's own marks, and their kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import Struct

from broadsheet.errors import Invalid
from broadsheet.imports.sentences import SENTENCE_STARTS
from broadsheet.records.ids import parse_url
from broadsheet.records.models import Link

# In TeX some characters of an address carry a backslash.
_CHARACTER = r"(?:[^\s<>\"{}|\\^`“”]|\\[_%#&~$])"
_ADDRESS = re.compile(
    rf"(?:https?://|(?<![\w./@-])(?=(?:www|[\w-]+\.github|github|gitlab|huggingface)\."
    rf"[a-z]{{2}})){_CHARACTER}+",
    re.IGNORECASE,
)
_GLUED = re.compile(rf"[.!?](?:{SENTENCE_STARTS})$")
_CLOSING = {")": "(", "]": "["}
_WORDS = re.compile(r"[a-z]+")
_NEAR = 60
"""Characters before an address that may say what it is."""

_CODE_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "4open.science")
_VIDEO_HOSTS = ("youtube.com", "youtu.be", "vimeo.com")
_PROJECT_HOSTS = ("github.io", "gitlab.io")
_HUB_HOSTS = ("huggingface.co", "hf.co")
_HUB_PARTS = {"datasets": "dataset", "spaces": "demo"}
_HUB_OTHERS = ("papers", "blog", "docs", "collections", "models")
# The word nearest to the address decides.
_TELLING = {
    "page": "project", "website": "project", "webpage": "project", "homepage": "project",
    "site": "project", "project": "project", "code": "code", "codes": "code",
    "repository": "code", "implementation": "code", "dataset": "dataset", "datasets": "dataset",
    "data": "dataset", "demo": "demo", "model": "model", "models": "model", "weights": "model",
    "checkpoints": "model", "video": "video", "videos": "video", "slides": "slides",
    "poster": "poster", "blog": "blog",
}  # fmt: skip


class Address(Struct, frozen=True):
    """A web address and where it stands in a text."""

    url: str
    start: int
    end: int


def find_addresses(text: str) -> Iterator[Address]:
    """Yield the addresses in a text, without the marks of the sentence around them."""
    for match in _ADDRESS.finditer(text):
        raw = _trimmed(match[0])
        url = re.sub(r"\\([_%#&~$])", r"\1", raw)
        try:
            parse_url(url if "://" in url else f"https://{url}")
        except Invalid:
            continue
        yield Address(url, match.start(), match.start() + len(raw))


def found_links(text: str) -> tuple[Link, ...]:
    """Return the addresses in a text that its words or hosts make a link of a kind, each once."""
    links: dict[str, Link] = {}
    earlier = 0
    for address in find_addresses(text):
        url = address.url if "://" in address.url else f"https://{address.url}"
        before = text[max(earlier, address.start - _NEAR) : address.start]
        if kind := link_kind(url, before):
            links.setdefault(url.rstrip("/").lower(), Link(kind, url))
        earlier = address.end
    return tuple(links.values())


def link_kind(url: str, before: str = "") -> str:
    """Tell a link's kind by its host, else by the words before it; empty where neither says."""
    parts = urlsplit(url)
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.strip("/").split("/")
    if _is_at(host, _HUB_HOSTS):
        return _hub_kind(path)
    if _is_at(host, _CODE_HOSTS):
        return "code" if path[0] else ""
    if _is_at(host, _PROJECT_HOSTS):
        return "project"
    if _is_at(host, _VIDEO_HOSTS):
        return "video"
    return _told_kind(before)


def _hub_kind(path: list[str]) -> str:
    if path[0] in _HUB_PARTS:
        return _HUB_PARTS[path[0]]
    return "model" if len(path) > 1 and path[0] not in _HUB_OTHERS else ""


def _told_kind(before: str) -> str:
    sentence = re.split(r"[.!?;]\s", before)[-1]
    words = reversed(_WORDS.findall(sentence.lower()))
    return next((_TELLING[word] for word in words if word in _TELLING), "")


def _is_at(host: str, hosts: tuple[str, ...]) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in hosts)


def _trimmed(address: str) -> str:
    """Drop the marks that end a sentence or close a bracket which opened before the address."""
    address = _GLUED.sub("", address)
    while address:
        last = address[-1]
        is_open = last in _CLOSING and address.count(_CLOSING[last]) >= address.count(last)
        if last not in ".,;:!?'’*)]" or is_open:
            break
        address = address[:-1]
    return address
