"""Links that leave the site: a paper's files and its pages elsewhere."""

from __future__ import annotations

from urllib.parse import quote

from msgspec import Struct

from broadsheet.language.words import ENGLISH, Words
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Paper

_KINDS = (
    "code", "project", "model", "dataset", "demo", "video", "slides", "poster", "blog",
)  # fmt: skip
_PAGES = {
    "arxiv": ("arXiv", "https://arxiv.org/abs/{}"),
    "doi": ("DOI", "https://doi.org/{}"),
    "acl": ("ACL Anthology", "https://aclanthology.org/{}/"),
    "openreview": ("OpenReview", "https://openreview.net/forum?id={}"),
    "pmid": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
}


class Link(Struct, frozen=True):
    """A link to another site; `value` is the identifier where it is one."""

    kind: str
    label: str
    url: str
    value: str = ""


def record_links(paper: Paper, words: Words = ENGLISH) -> tuple[Link, ...]:
    """Return a paper's PDF, its page at its source and what belongs to it, in readers' order."""
    pdf = paper_pdf(paper)
    source = identifier_links(paper.ids, words)[:1]
    own = (
        Link(kind, words(f"link.{kind}"), link.url)
        for kind in _KINDS
        for link in paper.links
        if link.kind == kind
    )
    return (*([Link("pdf", words("link.pdf"), pdf)] if pdf else []), *source, *own)


def paper_pdf(paper: Paper) -> str:
    """Return the address of the PDF: the record's own, else where the identifiers say it is."""
    if found := paper.link("pdf"):
        return found
    if paper.ids.acl:
        return f"https://aclanthology.org/{quote(paper.ids.acl)}.pdf"
    return f"https://arxiv.org/pdf/{quote(paper.ids.arxiv)}" if paper.ids.arxiv else ""


def identifier_links(ids: Identifiers, words: Words = ENGLISH) -> tuple[Link, ...]:
    """Return the page of each identifier."""
    links = [
        Link(kind, label, identifier_url(ids, kind), value)
        for kind, (label, _) in _PAGES.items()
        if (value := getattr(ids, kind))
    ]
    return (*links, *([Link("url", words("link.url"), ids.url)] if ids.url else []))


def identifier_url(ids: Identifiers, kind: str) -> str:
    """Return the page of one identifier; empty where the paper has none of the kind."""
    value: str = getattr(ids, kind)
    return _PAGES[kind][1].format(quote(value, safe="/:;()")) if value and kind in _PAGES else value
