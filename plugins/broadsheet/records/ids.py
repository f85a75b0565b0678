"""Identifiers of papers, in every form people paste them: arXiv, DOI, ACL, OpenReview, PMID."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from msgspec import Struct

from broadsheet.errors import Invalid
from broadsheet.records.slugs import RESERVED

# Since 2007-04 YYMM.NNNN, since 2015-01 YYMM.NNNNN; before, an archive and YYMMNNN.
# https://info.arxiv.org/help/arxiv_identifier.html
_ARXIV_NEW = re.compile(r"(\d{2})(\d{2})\.(\d{4,5})(?:v[1-9]\d*)?", re.ASCII)
_ARXIV_OLD = re.compile(
    r"([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(\d{2})(\d{2})(\d{3})(?:v[1-9]\d*)?",
    re.ASCII | re.IGNORECASE,
)
_ARXIV_HOSTS = ("arxiv.org", "ar5iv.org", "alphaxiv.org", "huggingface.co", "hf.co", "scirate.com")
_ARXIV_PATH = re.compile(
    r"^(?:[a-z]+/)?(?:abs|pdf|html|papers|arxiv|overview|format|src|e-print)/|\.(?:pdf|md)$",
    re.IGNORECASE,
)
ARXIV_DOI = "10.48550/arxiv."
"""How the DOIs begin that arXiv registers for each of its papers."""
# https://www.crossref.org/blog/dois-and-matching-regular-expressions/
_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s\"<>{}|\\^`]+|10\.1002/\(sici\)[^\s\"{}|\\^`]+")
_DOI_START = re.compile(
    r"(?:doi:\s*)?(?:(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/"
    r"|[^/\s]+/doi/(?:abs/|full/|pdf/|pdfdirect/|epdf/|book/)?))?",
    re.IGNORECASE,
)
_ACL = re.compile(
    r"\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+|[A-Z]\d{2}-\d{4}|W\d{2}-\d{4,6}", re.ASCII | re.IGNORECASE
)
_ACL_HOSTS = ("aclanthology.org", "aclweb.org", "aclanthology.info")
_OPENREVIEW = re.compile(r"[A-Za-z0-9_-]{8,14}", re.ASCII)
_PMID = re.compile(r"[1-9]\d{0,7}", re.ASCII)
_PAPER_ID = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?", re.ASCII)
_LONGEST_PAPER_ID = 120


class Identifiers(Struct, frozen=True, omit_defaults=True):
    """The names one paper goes by; empty where it has none or none is known."""

    arxiv: str = ""
    """Without version: `2405.21018` or `quant-ph/0201082`."""
    doi: str = ""
    """Lower case, without `https://doi.org/`."""
    acl: str = ""
    openreview: str = ""
    pmid: str = ""
    url: str = ""
    openalex: str = ""
    """`W2741809807`; like the two below it comes from sources, not from curators."""
    s2: str = ""
    """Semantic Scholar's corpus id, digits."""
    dblp: str = ""
    """A DBLP key: `conf/iclr/ExampleS24`."""


def parse_arxiv(text: str) -> str:
    """Read an arXiv id, new or old style, bare, as URL or as DataCite DOI; drop its version.

    Raises:
        Invalid: there is no arXiv id in the text, or it names a month that arXiv never had.
    """
    bare = re.sub(r"^arxiv:\s*", "", _arxiv_tail(text.strip()), flags=re.IGNORECASE)
    bare = re.sub(r"\s+\[[\w.-]+\]$|[.,;]+$", "", bare)
    if match := _ARXIV_NEW.fullmatch(bare):
        return _new_arxiv(text, *match.groups())
    if (match := _ARXIV_OLD.fullmatch(bare)) and _had_old_ids(match[2], match[3]):
        return f"{match[1].lower()}/{match[2]}{match[3]}{match[4]}"
    raise Invalid(f"`{text}` is not an arXiv id", "write it like 2405.21018 or quant-ph/0201082")


def _arxiv_tail(text: str) -> str:
    """Return what is left of a text without what stands around an arXiv id."""
    doi = _DOI_START.sub("", text, count=1)
    if doi.lower().startswith(ARXIV_DOI):
        return doi[len(ARXIV_DOI) :]
    url = _as_url(text)
    if url is None or not _is_at(url, _ARXIV_HOSTS):
        return text
    return _ARXIV_PATH.sub("", unquote(url.path).strip("/"))


def _new_arxiv(text: str, year: str, month: str, number: str) -> str:
    if not 1 <= int(month) <= 12:
        raise Invalid(f"`{text}` is not an arXiv id: there is no month {month}")
    if f"{year}{month}" < "0704":
        raise Invalid(f"`{text}` is not an arXiv id: ids of this form begin with 0704")
    digits = 5 if int(year) >= 15 else 4
    if len(number) != digits:
        raise Invalid(
            f"`{text}` is not an arXiv id: ids of 20{year} have {digits} digits after the dot",
            "was a digit lost? quote the id in YAML",
        )
    return f"{year}{month}.{number}"


def _had_old_ids(year: str, month: str) -> bool:
    century = "19" if year > "90" else "20"
    return "199107" < f"{century}{year}{month}" < "200704" and 1 <= int(month) <= 12


def parse_doi(text: str) -> str:
    """Read a DOI, bare or as URL, in lower case (DOIs ignore case).

    Raises:
        Invalid: the text is not a DOI.
    """
    bare = unquote(_DOI_START.sub("", text.strip(), count=1)).rstrip(".,;").lower()
    if "://" in text:
        bare = re.split(r"[?#]", bare, maxsplit=1)[0]
    if not _DOI.fullmatch(bare) or not bare.isprintable():
        raise Invalid(f"`{text}` is not a DOI", "write it like 10.18653/v1/2025.acl-long.203")
    return bare


def parse_acl(text: str) -> str:
    """Read an ACL Anthology id such as `2025.acl-long.203` or `P19-1001`, bare or as URL.

    Raises:
        Invalid: the text is not an ACL Anthology id.
    """
    bare = text.strip()
    url = _as_url(bare)
    if url is not None and _is_at(url, _ACL_HOSTS):
        bare = re.sub(r"\.(?:pdf|bib|xml|endf)$", "", url.path.strip("/").rpartition("/")[2])
    if not _ACL.fullmatch(bare):
        raise Invalid(f"`{text}` is not an ACL Anthology id", "write it like 2025.acl-long.203")
    return bare.lower() if "." in bare else bare.upper()


def parse_openreview(text: str) -> str:
    """Read an OpenReview forum id, bare or as URL.

    Raises:
        Invalid: the text is not an OpenReview id.
    """
    bare = text.strip()
    url = _as_url(bare)
    if url is not None and _is_at(url, ("openreview.net",)):
        bare = parse_qs(url.query).get("id", [""])[0]
    if not _OPENREVIEW.fullmatch(bare):
        hint = "it stands behind `forum?id=` in the URL"
        raise Invalid(f"`{text}` is not an OpenReview id", hint)
    return bare


def parse_pmid(text: str) -> str:
    """Read a PubMed id, bare or as URL.

    Raises:
        Invalid: the text is not a PubMed id.
    """
    bare = re.sub(r"^pmid:?\s*", "", text.strip(), flags=re.IGNORECASE)
    url = _as_url(bare)
    if url is not None and _is_at(url, ("ncbi.nlm.nih.gov",)):
        bare = url.path.strip("/").removeprefix("pubmed/")
    if not _PMID.fullmatch(bare):
        raise Invalid(f"`{text}` is not a PubMed id", "write its digits, such as 23193287")
    return bare


def parse_url(text: str) -> str:
    """Read a web address: http or https, with a host, without blanks or control characters.

    Raises:
        Invalid: the text is not such an address; other schemes are refused as unsafe.
    """
    bare = text.strip()
    try:
        url = urlsplit(bare)
        host = url.hostname
    except ValueError:
        raise Invalid(f"`{text}` is not a web address") from None
    # A browser takes a backslash for a slash, and so may see another host than we do.
    is_clean = bare.isprintable() and not re.search(r"[\s<>\"\\]", bare)
    if url.scheme not in ("http", "https") or not host or not is_clean:
        raise Invalid(f"`{text}` is not a web address", "start it with https://")
    return bare


def parse_paper_id(text: str) -> str:
    """Read the id a curator chose for a paper: what stands in its URL.

    Raises:
        Invalid: it has characters that do not suit every file system and URL.
    """
    if not _PAPER_ID.fullmatch(text) or len(text) > _LONGEST_PAPER_ID:
        hint = "use a-z, 0-9, dots and hyphens, such as lecun1998gradient"
        raise Invalid(f"`{text}` cannot be an id", hint)
    if text.partition(".")[0] in RESERVED:
        raise Invalid(f"`{text}` cannot be an id: the name is reserved", f"try {text}-paper")
    return text


def identify(text: str) -> Identifiers:
    """Tell what a pasted id or URL names.

    Raises:
        Invalid: nothing that is known.
    """
    for field, parse in _KINDS.items():
        try:
            return Identifiers(**{field: parse(text)})
        except Invalid:
            continue
    if re.match(r"\s*(?:arxiv:\s*)?\d{4}\.\d", text, re.IGNORECASE):
        parse_arxiv(text)  # says what is wrong with it
    raise Invalid(
        f"`{text}` is no id or URL that is known",
        "paste an arXiv, DOI, ACL Anthology, OpenReview or PubMed id or URL",
    )


def _parse_openreview_url(text: str) -> str:
    # A bare word of eight letters could be anything, so only the URL is taken.
    if "openreview.net" not in text:
        raise Invalid(f"`{text}` is not an OpenReview URL")
    return parse_openreview(text)


def _parse_marked_pmid(text: str) -> str:
    if not re.search(r"pmid|pubmed", text, re.IGNORECASE):
        raise Invalid(f"`{text}` is not marked as a PubMed id")
    return parse_pmid(text)


_KINDS: dict[str, Callable[[str], str]] = {
    "arxiv": parse_arxiv,
    "acl": parse_acl,
    "doi": parse_doi,
    "openreview": _parse_openreview_url,
    "pmid": _parse_marked_pmid,
}


def _as_url(text: str) -> SplitResult | None:
    candidate = text if "://" in text else f"https://{text}"
    try:
        url = urlsplit(candidate)
    except ValueError:
        return None
    return url if url.hostname and "." in url.hostname and url.path.strip("/") else None


def _is_at(url: SplitResult, hosts: tuple[str, ...]) -> bool:
    host = url.hostname or ""
    return any(host == known or host.endswith(f".{known}") for known in hosts)
