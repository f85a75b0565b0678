"""Addresses of papers' pages and files, and the ids that stand in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import SplitResult, unquote, urlsplit

from broadsheet.errors import Invalid
from broadsheet.records.ids import Identifiers, identify, parse_acl, parse_doi, parse_pmid

_DOI = re.compile(r"/(10\.\d{4,9}/.+)")
# What publishers hang on a DOI to name a form of the paper.
_FORM = re.compile(
    r"(?:\.full|\.abstract|\.short|\.pdf|\.html|\.xml|\.epub|/(?:full|abstract|summary|pdf|epdf|"
    r"html|meta|references|fulltext\w*|download))+$"
)
_BIORXIV = re.compile(r"(10\.(?:1101|64898)/[\d.]+)v\d+.*")
_ACL = re.compile(r"(\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+|[A-Z]\d{2}-\d{4,6})", re.ASCII | re.I)
_S2 = "semanticscholar.org"
_S2_HASH = re.compile(r"/([0-9a-f]{40})(?:/|$)", re.IGNORECASE | re.ASCII)
_S2_CORPUS = re.compile(r"corpusid:(\d{1,12})", re.IGNORECASE)
_S2_ARXIV = re.compile(r"/arxiv:?/?(\S+)$", re.IGNORECASE)
_OPENALEX = re.compile(r"/(?:works/)?(w\d{1,12})$", re.IGNORECASE)
_DBLP = re.compile(r"/rec/(?:html/|bibtex/)?((?:conf|journals|books|phd|series)/[\w/-]+)")
_IJCAI = re.compile(r"/proceedings/(\d{4})/0*(\d+)(?:\.pdf)?$")
_NATURE = re.compile(r"/articles/(s?[\w-]+?)(?:\.pdf|_reference\.pdf)?$")
_EUROPE_PMC = re.compile(r"/(?:article|abstract)/med/(\d+)", re.IGNORECASE)


def named_by_address(url: str) -> Identifiers:
    """Return the ids that an address names; none where it names none that is known."""
    try:
        return identify(url)
    except Invalid:
        pass
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        read = next((read for home, read in _HOSTS.items() if _is_at(host, home)), _doi_in_path)
        return read(parts)
    except (Invalid, ValueError):
        return Identifiers()


def semantic_scholar_hash(url: str) -> str:
    """Return the hash that Semantic Scholar knows a paper by, where an address holds one."""
    parts = urlsplit(url)
    match = _S2_HASH.search(parts.path) if _is_at(parts.hostname or "", _S2) else None
    return match[1].lower() if match else ""


def repository_of(url: str) -> str:
    """Return `https://host/owner/name` where an address is in a code repository, else nothing."""
    parts = urlsplit(url)
    path = [part for part in parts.path.split("/") if part][:2]
    host = (parts.hostname or "").removeprefix("www.")
    is_forge = host in ("github.com", "gitlab.com", "codeberg.org", "bitbucket.org")
    return f"https://{host}/{'/'.join(path)}" if is_forge and len(path) == 2 else ""


def _doi_in_path(parts: SplitResult) -> Identifiers:
    path = unquote(parts.path)
    match = _DOI.search(path) or _DOI.search(f"/{parts.query.partition('=')[2]}")
    if match is None:
        return Identifiers()
    doi = _BIORXIV.sub(r"\1", _FORM.sub("", match[1].rstrip("/")))
    return Identifiers(doi=parse_doi(doi))


def _semantic_scholar(parts: SplitResult) -> Identifiers:
    if match := _S2_CORPUS.search(parts.path):
        return Identifiers(s2=match[1])
    if match := _S2_ARXIV.search(parts.path):
        return identify(match[1])
    return Identifiers()


def _acl(parts: SplitResult) -> Identifiers:
    match = _ACL.search(parts.path)
    return Identifiers(acl=parse_acl(match[1])) if match else Identifiers()


def _openalex(parts: SplitResult) -> Identifiers:
    match = _OPENALEX.search(parts.path)
    return Identifiers(openalex=match[1].upper()) if match else Identifiers()


def _dblp(parts: SplitResult) -> Identifiers:
    match = _DBLP.search(parts.path.removesuffix(".html").removesuffix(".bib"))
    return Identifiers(dblp=match[1]) if match else Identifiers()


def _ijcai(parts: SplitResult) -> Identifiers:
    match = _IJCAI.search(parts.path)
    return Identifiers(doi=f"10.24963/ijcai.{match[1]}/{match[2]}") if match else Identifiers()


def _nature(parts: SplitResult) -> Identifiers:
    match = _NATURE.search(parts.path)
    return Identifiers(doi=parse_doi(f"10.1038/{match[1]}")) if match else Identifiers()


def _europe_pmc(parts: SplitResult) -> Identifiers:
    match = _EUROPE_PMC.search(parts.path)
    return Identifiers(pmid=parse_pmid(match[1])) if match else Identifiers()


_HOSTS: dict[str, Callable[[SplitResult], Identifiers]] = {
    _S2: _semantic_scholar,
    "aclanthology.org": _acl,
    "aclweb.org": _acl,
    "openalex.org": _openalex,
    "dblp.org": _dblp,
    "dblp.uni-trier.de": _dblp,
    "ijcai.org": _ijcai,
    "nature.com": _nature,
    "europepmc.org": _europe_pmc,
}


def _is_at(host: str, home: str) -> bool:
    return host == home or host.endswith(f".{home}")
