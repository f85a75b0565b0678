"""OpenAlex's answers: works to Facts.

https://developers.openalex.org/api-reference/works
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Raw

from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources import author_names, csl_types
from broadsheet.fetch.sources.json_reply import read_json, read_part
from broadsheet.fetch.sources.openalex_shapes import (
    Authorship,
    Biblio,
    IdsSaid,
    Location,
    Named,
    OpenAccess,
    PersonSaid,
    Refusal,
    Venue,
    Word,
    Work,
    WorkList,
)
from broadsheet.fetch.sources.salvage import (
    counts_of,
    date_of,
    distinct_notices,
    first_id,
    keywords_of,
    language_of,
    pages_of,
    pdf_links,
    unmarked_title,
)
from broadsheet.records.ids import (
    ARXIV_DOI,
    Identifiers,
    parse_arxiv,
    parse_doi,
    parse_pmid,
    parse_url,
)
from broadsheet.records.inverted_text import text_of
from broadsheet.records.markup_text import abstract_to_text, markup_to_text
from broadsheet.records.models import Facts, Link, Notice
from broadsheet.records.names import Author

LABEL = "OpenAlex"
FIELDS = (
    "id,doi,display_name,ids,publication_date,publication_year,language,type,authorships,"
    "primary_location,best_oa_location,open_access,biblio,cited_by_count,is_retracted,keywords,"
    "primary_topic"
)
"""What is asked for; `abstract_inverted_index` comes to it where it is wanted."""
_WORK = re.compile(r"(?:https://openalex\.org/)?(W[1-9]\d{0,11})", re.ASCII)


def read_list(body: bytes) -> Iterator[Finding]:
    """Yield each work of a list by its DOI.

    Raises:
        FetchError: it is no list of works.
    """
    answer = read_json(body, WorkList, LABEL)
    if answer.error or answer.results is None:
        reason = answer.message or answer.error or "it sends no list of works"
        raise FetchError(f"OpenAlex refuses: {markup_to_text(reason)[:200]}")
    return (read_work(raw) for raw in answer.results)


def read_work(body: bytes | Raw) -> Finding:
    """Return one work by its DOI, or by its OpenAlex id where it has none.

    Raises:
        FetchError: it is no JSON at all, or an error of the API.
    """
    if isinstance(body, bytes) and (refusal := read_json(body, Refusal, LABEL)).error:
        raise FetchError(f"OpenAlex refuses: {markup_to_text(refusal.message or '')[:200]}")
    raw = body if isinstance(body, Raw) else Raw(body)
    name = read_part(raw, Named)
    if isinstance(name, str):
        return Finding("", refusal=name)
    key = _key(name.doi, name.id)
    if not _WORK.fullmatch(name.id or ""):
        what = markup_to_text(name.id or "something nameless")[:80]
        return Finding(key, refusal=f"OpenAlex answers with {what}, not with a work")
    work = read_part(raw, Work)
    if isinstance(work, str):
        return Finding(key, refusal=work)
    facts = _facts(work)
    if not facts.title:
        return Finding(key, refusal="OpenAlex has no title for it")
    return Finding(key, facts)


def reason_of(body: bytes) -> str:
    """Return in one line why OpenAlex refuses something."""
    try:
        refusal = read_json(body, Refusal, LABEL)
    except FetchError:
        return "without a reason"
    return markup_to_text(refusal.message or refusal.error or "without a reason")[:200]


def _key(doi: str | None, openalex: str | None) -> str:
    return first_id(parse_doi, [doi]) or _openalex(openalex)


def _openalex(text: str | None) -> str:
    found = _WORK.fullmatch(text or "")
    return found[1] if found else ""


def _facts(work: Work) -> Facts:
    title, marks = unmarked_title(markup_to_text(work.display_name or work.title or ""))
    place = work.primary_location or Location()
    venue = place.source or Venue()
    # A repository is where a copy lies, not where a paper came out.
    name = "" if venue.type == "repository" else markup_to_text(venue.display_name or "")
    biblio = work.biblio or Biblio()
    year = str(work.publication_year or "")
    return Facts(
        title=title,
        authors=tuple(filter(None, map(_author, work.authorships or ()))),
        published=date_of(work.publication_date) or date_of(year),
        venue=name,
        type=_type(work, venue),
        container_title=name,
        volume=markup_to_text(biblio.volume or ""),
        issue=markup_to_text(biblio.issue or ""),
        pages=_pages(biblio),
        publisher=markup_to_text(venue.host_organization_name or "") if name else "",
        language=language_of(work.language),
        abstract=abstract_to_text(text_of(work.abstract_inverted_index or {})),
        license=first_id(parse_url, [place.license_id]),
        keywords=keywords_of(_words(work)),
        notices=distinct_notices(_retraction(work), marks),
        counts=counts_of(work.cited_by_count),
        ids=_ids(work),
        links=_pdf(work),
    )


def _author(authorship: Authorship) -> Author | None:
    person = authorship.author or PersonSaid()
    places = [one.display_name for one in authorship.institutions or ()]
    return author_names.named(
        person.display_name or authorship.raw_author_name,
        orcid=person.orcid,
        places=places or authorship.raw_affiliation_strings or (),
    )


def _type(work: Work, venue: Venue) -> str:
    kind = csl_types.OPENALEX.get(work.type or "", "")
    if kind != "article-journal":
        return kind
    return {"conference": "paper-conference", "repository": "article"}.get(venue.type or "", kind)


def _pages(biblio: Biblio) -> str:
    first, last = biblio.first_page or "", biblio.last_page or ""
    pages = f"{first}–{last}" if first and last and first != last else first or last
    return pages_of(markup_to_text(pages))


def _words(work: Work) -> Iterator[str | None]:
    yield from (word.display_name for word in work.keywords or ())
    yield (work.primary_topic or Word()).display_name


def _retraction(work: Work) -> Iterator[Notice]:
    if work.is_retracted:
        url = f"https://openalex.org/{_openalex(work.id)}"
        yield Notice("retracted", "Marked as retracted by OpenAlex", None, url)


def _ids(work: Work) -> Identifiers:
    doi = first_id(parse_doi, [work.doi])
    places = (work.primary_location or Location(), work.best_oa_location or Location())
    return Identifiers(
        arxiv=first_id(parse_arxiv, [doi, *(_at_arxiv(place) for place in places)]),
        doi="" if doi.startswith(ARXIV_DOI) else doi,
        pmid=first_id(parse_pmid, [(work.ids or IdsSaid()).pmid]),
        openalex=_openalex(work.id),
    )


def _at_arxiv(place: Location) -> str:
    url = place.landing_page_url or ""
    return url if "arxiv.org/" in url else ""


def _pdf(work: Work) -> tuple[Link, ...]:
    best, first = (work.best_oa_location or Location(), work.primary_location or Location())
    anywhere = (work.open_access or OpenAccess()).oa_url or ""
    return pdf_links(
        [
            best.pdf_url,
            first.pdf_url if first.is_oa else "",
            anywhere if "pdf" in anywhere.lower() else "",
        ]
    )
