"""Semantic Scholar's answers: papers to Facts.

https://api.semanticscholar.org/api-docs/graph
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Raw, Struct, field

from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources import author_names, csl_types
from broadsheet.fetch.sources.json_reply import read_json, read_part
from broadsheet.fetch.sources.salvage import (
    counts_of,
    date_of,
    first_id,
    keywords_of,
    pages_of,
    pdf_links,
    unmarked_title,
)
from broadsheet.records.ids import (
    ARXIV_DOI,
    Identifiers,
    parse_acl,
    parse_arxiv,
    parse_doi,
    parse_pmid,
)
from broadsheet.records.markup_text import markup_to_text
from broadsheet.records.models import Facts

LABEL = "Semantic Scholar"
FIELDS = (
    "title,authors,externalIds,citationCount,openAccessPdf,venue,journal,year,publicationDate,"
    "publicationTypes,fieldsOfStudy"
)
"""What is asked for; never abstracts, which are not free to show. `tldr` where it is wanted."""
_UNSAID = "its answer is of another kind, and gives no reason"
_DBLP = re.compile(r"[a-z]+(?:/[A-Za-z0-9_.+-]+){1,3}", re.ASCII)
_PREPRINTS = frozenset({"arxiv.org", "arxiv", "corr"})


class _Refusal(Struct):
    error: str | None = None
    message: str | None = None


class _Search(Struct):
    total: int | None = None
    data: list[Raw] | None = None
    error: str | None = None
    message: str | None = None


class _Author(Struct):
    name: str | None = None


class _ExternalIds(Struct):
    arxiv: str | None = field(name="ArXiv", default=None)
    doi: str | None = field(name="DOI", default=None)
    acl: str | None = field(name="ACL", default=None)
    dblp: str | None = field(name="DBLP", default=None)
    pubmed: str | int | None = field(name="PubMed", default=None)
    corpus: int | str | None = field(name="CorpusId", default=None)


class _Pdf(Struct):
    url: str | None = None


class _Journal(Struct):
    name: str | None = None
    volume: str | None = None
    pages: str | None = None


class _Tldr(Struct):
    text: str | None = None


class _Paper(Struct, rename="camel"):
    paper_id: str | None = None
    title: str | None = None
    authors: list[_Author | None] | None = None
    external_ids: _ExternalIds | None = None
    citation_count: int | None = None
    open_access_pdf: _Pdf | None = None
    venue: str | None = None
    journal: _Journal | None = None
    year: int | None = None
    publication_date: str | None = None
    publication_types: list[str | None] | None = None
    fields_of_study: list[str | None] | None = None
    tldr: _Tldr | None = None


def read_batch(body: bytes) -> list[Finding]:
    """Return what stands at each place of a batch, without keys; None where nothing is known.

    Raises:
        FetchError: it is no list, or says why there is none.
    """
    if body[:100].lstrip().startswith(b"{"):
        raise FetchError(f"Semantic Scholar refuses: {reason_of(body)}")
    raws = read_json(body, list[Raw], LABEL)
    return [read_paper(raw) for raw in raws]


def read_search(body: bytes) -> Iterator[Facts]:
    """Yield the papers that a search found.

    Raises:
        FetchError: it is no answer of a search.
    """
    answer = read_json(body, _Search, LABEL)
    if answer.error or answer.message or (answer.data is None and answer.total != 0):
        raise FetchError(f"Semantic Scholar refuses: {reason_of(body)}")
    papers = (read_paper(raw) for raw in answer.data or ())
    return (one.facts for one in papers if one.facts is not None)


def read_paper(raw: Raw) -> Finding:
    """Return one paper without a key; None for `null`, a refusal for what is no paper."""
    if bytes(raw).strip() == b"null":
        return Finding("")
    paper = read_part(raw, _Paper)
    if isinstance(paper, str):
        return Finding("", refusal=paper)
    if not paper.paper_id:
        return Finding("", refusal="Semantic Scholar answers with something that is no paper")
    facts = _facts(paper)
    if not facts.title:
        return Finding("", refusal="Semantic Scholar has no title for it")
    return Finding("", facts)


def reason_of(body: bytes) -> str:
    """Return in one line why Semantic Scholar refuses something."""
    try:
        refusal = read_json(body, _Refusal, LABEL)
    except FetchError as error:
        return error.message
    return markup_to_text(refusal.error or refusal.message or _UNSAID)[:200]


def _facts(paper: _Paper) -> Facts:
    title, marks = unmarked_title(markup_to_text(paper.title or ""))
    journal = paper.journal or _Journal()
    venue = _venue(paper.venue)
    names = (author_names.named(one.name) for one in paper.authors or () if one)
    return Facts(
        title=title,
        authors=tuple(filter(None, names)),
        published=date_of(paper.publication_date) or date_of(str(paper.year or "")),
        venue=venue,
        type=_type(paper, venue),
        container_title=_venue(journal.name),
        volume="" if _is_preprint(journal.name) else markup_to_text(journal.volume or ""),
        pages=pages_of(markup_to_text(journal.pages or "")),
        keywords=keywords_of(paper.fields_of_study or ()),
        notices=marks,
        counts=counts_of(paper.citation_count),
        machine_summary=markup_to_text((paper.tldr or _Tldr()).text or ""),
        ids=_ids(paper.external_ids or _ExternalIds()),
        links=pdf_links([(paper.open_access_pdf or _Pdf()).url]),
    )


def _ids(ids: _ExternalIds) -> Identifiers:
    doi = first_id(parse_doi, [ids.doi])
    corpus, dblp = str(ids.corpus or ""), ids.dblp or ""
    return Identifiers(
        arxiv=first_id(parse_arxiv, [ids.arxiv, doi]),
        doi="" if doi.startswith(ARXIV_DOI) else doi,
        acl=first_id(parse_acl, [ids.acl]),
        pmid=first_id(parse_pmid, [str(ids.pubmed or "")]),
        s2=corpus if corpus.isdecimal() and corpus.isascii() and len(corpus) < 13 else "",
        dblp=dblp if _DBLP.fullmatch(dblp) and len(dblp) < 120 else "",
    )


def _venue(name: str | None) -> str:
    return "" if _is_preprint(name) else markup_to_text(name or "")


def _is_preprint(name: str | None) -> bool:
    return (name or "").strip().lower() in _PREPRINTS


def _type(paper: _Paper, venue: str) -> str:
    if _is_preprint(paper.venue):
        return "article"
    kinds = set(paper.publication_types or ())
    # Its kinds are guesses and come several at once; without a venue none of them is believed.
    known = (kind for name, kind in csl_types.SEMANTIC_SCHOLAR.items() if name in kinds)
    return next(known, "") if venue else ""
