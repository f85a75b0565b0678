"""The identifiers and addresses of a work, found in whatever field a file has put them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias
from urllib.parse import urlsplit

from broadsheet.errors import Invalid
from broadsheet.imports.addresses import link_kind
from broadsheet.records.ids import (
    ARXIV_DOI,
    Identifiers,
    identify,
    parse_acl,
    parse_arxiv,
    parse_doi,
    parse_openreview,
    parse_pmid,
    parse_url,
)
from broadsheet.records.models import LINK_KINDS, Link

Warn: TypeAlias = Callable[[str, str], None]

_PARSERS: dict[str, Callable[[str], str]] = {
    "arxiv": parse_arxiv,
    "doi": parse_doi,
    "acl": parse_acl,
    "openreview": parse_openreview,
    "pmid": parse_pmid,
}
_KINDS = (*_PARSERS, "url")
_LABELS = {
    "arxiv": "arXiv id", "doi": "DOI", "acl": "ACL id", "openreview": "OpenReview id",
    "pmid": "PubMed id",
}  # fmt: skip
_OTHER_KINDS = ("dblp", "s2", "openalex")
_FORMS = {"dblp": r"[\w/.+-]+", "s2": r"\d+", "openalex": r"W\d+"}
_FILE = re.compile(r"(?i)\.pdf(?:$|[?#])|/pdf/")
_BARE_ADDRESS = re.compile(r"(?i)(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?")


def read_ids(
    named: Iterable[tuple[str, str]], links: Sequence[tuple[str, str]], warn: Warn
) -> tuple[Identifiers, list[tuple[str, str]]]:
    """Return the identifiers, the first of each kind, and the links that name none of them."""
    found: dict[str, str] = {}
    misplaced: list[tuple[str, str]] = []
    for kind, text in named:
        if not _take(found, kind, text.strip()):
            # Lists write the address of whatever page there is where an identifier should be.
            is_address = text.strip().lower().startswith(("http://", "https://"))
            if is_address:
                misplaced.append(("url", text))
            else:
                warn(f"`{text.strip()}` is no {_LABELS.get(kind, 'identifier')}; left out", "")
    rest: list[tuple[str, str]] = []
    for kind, text in dict.fromkeys((*misplaced, *links)):
        address = with_scheme(text.strip())
        if not _names_paper(found, address):
            rest.append((kind, address))
    _take_page(found, rest)
    if found.get("doi", "").startswith(ARXIV_DOI) and "arxiv" not in found:
        _take(found, "arxiv", found["doi"])
    return Identifiers(**found), rest


def _take(found: dict[str, str], kind: str, text: str) -> bool:
    """Take an identifier, the first of its kind; tell whether there was nothing wrong with it."""
    if not text or kind in found:
        return True
    if kind in _OTHER_KINDS:
        is_right = bool(re.fullmatch(_FORMS[kind], text, re.ASCII))
        found.update({kind: text} if is_right else {})
        return is_right
    try:
        found.update({kind: _PARSERS[kind](text)} if kind else _identified(text))
    except Invalid:
        return False
    return True


def _identified(text: str) -> dict[str, str]:
    ids = identify(text)
    return {kind: value for kind in _KINDS if (value := getattr(ids, kind))}


def _names_paper(found: dict[str, str], address: str) -> bool:
    """Take the identifier in an address; tell whether the address says no more than that."""
    try:
        ids = _identified(address)
    except Invalid:
        return False
    for kind, value in ids.items():
        found.setdefault(kind, value)
    # Of another paper's address, or of a copy that is not where the identifier leads, nothing goes.
    return all(found[kind] == value for kind, value in ids.items())


def _take_page(found: dict[str, str], rest: list[tuple[str, str]]) -> None:
    """Take the work's page out of the links: the first address that is one and no PDF."""
    for kind, address in rest:
        if kind == "url" and not _FILE.search(address) and _is_page(address):
            found["url"] = address
            rest[:] = [one for one in rest if one[1] != address]
            return


def _is_page(address: str) -> bool:
    """Tell whether an address is one, and of no other kind that it says itself."""
    try:
        return not link_kind(parse_url(address))
    except Invalid:
        return False


def read_links(links: Iterable[tuple[str, str]], warn: Warn) -> tuple[Link, ...]:
    """Return addresses as links of a kind; what is no address is said and left out."""
    kept: dict[str, Link] = {}
    for kind, address in links:
        try:
            url = parse_url(address)
        except Invalid:
            warn(f"`{address}` is no web address; left out", "")
            continue
        kind_of_link = kind if kind in LINK_KINDS else _kind(url)
        if kind_of_link:
            kept.setdefault(url, Link(kind_of_link, url))
        else:
            warn(f"`{url}` is left out: there is a page of the paper already", "")
    return tuple(kept.values())


def _kind(url: str) -> str:
    return "pdf" if _FILE.search(urlsplit(url).path) else link_kind(url)


def with_scheme(text: str) -> str:
    r"""Return an address with `https://`, without what `\url` and `<…>` put around it."""
    bare = re.sub(r"^(?:\\url\s*)?[{<](.*)[}>]$", r"\1", text.strip())
    bare = re.sub(r"\\([_%#&~$])", r"\1", bare).replace(" ", "%20")
    return f"https://{bare}" if _BARE_ADDRESS.fullmatch(bare) and "/" in bare else bare
