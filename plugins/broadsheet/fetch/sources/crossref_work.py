"""Crossref's answers: works to Facts.

https://api.crossref.org/swagger-ui/index.html
https://www.crossref.org/documentation/register-maintain-records/maintaining-your-metadata/registering-updates/
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Raw

from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources import author_names, csl_types
from broadsheet.fetch.sources.crossref_shapes import (
    DateSaid,
    Envelope,
    Event,
    LicenseSaid,
    Named,
    PersonSaid,
    Update,
    Work,
    WorkList,
)
from broadsheet.fetch.sources.json_reply import read_json, read_part
from broadsheet.fetch.sources.salvage import (
    counts_of,
    date_of_parts,
    distinct_notices,
    doi_url,
    first_id,
    language_of,
    pages_of,
    unmarked_title,
)
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers, parse_arxiv, parse_doi, parse_url
from broadsheet.records.markup_text import abstract_to_text, markup_to_text
from broadsheet.records.models import Facts, Notice
from broadsheet.records.names import Author

LABEL = "Crossref"
FIELDS = (
    "DOI,title,subtitle,author,published,issued,posted,container-title,short-container-title,"
    "event,volume,issue,page,article-number,publisher,type,license,is-referenced-by-count,"
    "updated-by,relation"
)
"""What is asked for; `abstract` comes to it where it is wanted, `language` cannot be chosen."""
_NOTICES = {
    "retraction": "retracted", "partial_retraction": "retracted", "withdrawal": "withdrawn",
    "removal": "withdrawn", "correction": "corrected", "corrigendum": "corrected",
    "erratum": "corrected", "addendum": "corrected", "clarification": "corrected",
    "expression_of_concern": "concern", "new_version": "replaced", "new_edition": "replaced",
}  # fmt: skip


def read_works(body: bytes, *, abstracts: bool = False) -> Iterator[Finding]:
    """Yield each work of an answer by its DOI, in the answer's order.

    Raises:
        FetchError: it is no answer about works.
    """
    envelope = read_json(body, Envelope, LABEL)
    if envelope.status != "ok":
        raise FetchError(f"Crossref refuses: {reason_of(body)}")
    if envelope.kind == "work":
        raws = [envelope.message]
    elif envelope.kind == "work-list":
        raws = read_json(envelope.message, WorkList, LABEL).items or []
    else:
        kind = markup_to_text(envelope.kind or "message without type")[:60]
        raise FetchError(f"Crossref answers with a {kind}, not with works")
    return (_finding(raw, abstracts) for raw in raws)


def reason_of(body: bytes) -> str:
    """Return in one line why Crossref refuses something."""
    texts: list[str] = []
    try:
        texts += _texts(msgspec.json.decode(body))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        texts.append("without a reason")
    return markup_to_text("; ".join(dict.fromkeys(texts)))[:200] or "without a reason"


def _texts(value: object) -> Iterator[str]:
    """Yield the message and the value of each part of a refusal."""
    if isinstance(value, dict):
        for name in ("message", "description", "value"):
            yield from _texts(value.get(name))
    elif isinstance(value, list):
        for one in value[:20]:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def _finding(raw: Raw, abstracts: bool) -> Finding:
    work = read_part(raw, Work)
    if isinstance(work, str):
        name = read_part(raw, Named)
        doi = None if isinstance(name, str) else name.doi
        return Finding(first_id(parse_doi, [doi]), refusal=work)
    key = first_id(parse_doi, [work.doi])
    facts = _facts(work, key, abstracts)
    if not key:
        return Finding("", refusal="Crossref sends a work without a DOI")
    if not facts.title:
        return Finding(key, refusal="Crossref has no title for it")
    return Finding(key, facts)


def _facts(work: Work, doi: str, abstracts: bool) -> Facts:
    title, marks = unmarked_title(_title(work))
    container = _first(work.container_title)
    event = work.event or Event()
    return Facts(
        title=title,
        authors=tuple(filter(None, map(_author, work.author or ()))),
        published=_date(work.published) or _date(work.issued) or _date(work.posted),
        venue=_text(event.acronym) or _first(work.short_container_title) or container,
        type=csl_types.CROSSREF.get(work.type or "", ""),
        container_title=container,
        volume=_text(work.volume),
        issue=_text(work.issue),
        pages=pages_of(work.page) or _text(work.article_number),
        publisher=_text(work.publisher),
        language=language_of(work.language),
        abstract=abstract_to_text(work.abstract or "") if abstracts else "",
        license=_license(work.license or []),
        notices=distinct_notices(map(_notice, _updates(work)), _successors(work), marks),
        counts=counts_of(work.is_referenced_by_count),
        ids=Identifiers(doi=doi, arxiv=_arxiv(work)),
    )


def _title(work: Work) -> str:
    title, subtitle = _first(work.title), _first(work.subtitle)
    has_both = title and subtitle and subtitle.casefold() not in title.casefold()
    return f"{title.rstrip(':')}: {subtitle}" if has_both else title


def _author(author: PersonSaid) -> Author | None:
    places = [one.name for one in author.affiliation or ()]
    if author.name and not author.family:
        return author_names.group(author.name, places=places)
    return author_names.person(
        author.family, author.given, suffix=author.suffix, orcid=author.orcid, places=places
    )


def _date(date: DateSaid | None) -> PartialDate | None:
    parts = (date.parts if date else None) or [[]]
    return date_of_parts(parts[0])


def _updates(work: Work) -> Iterator[Update]:
    return (one for one in work.updated_by or () if one.type in _NOTICES)


def _notice(update: Update) -> Notice:
    doi = first_id(parse_doi, [update.doi])
    kind = _NOTICES[update.type or ""]
    return Notice(kind, _text(update.label), _date(update.updated), doi_url(doi))


def _successors(work: Work) -> Iterator[Notice]:
    """Yield where a preprint came out; arXiv's own DOIs say no more than that it is one."""
    for relation in (work.relation or {}).get("is-preprint-of", []):
        if doi := first_id(parse_doi, [relation.id]):
            yield Notice("replaced", "Published version", None, doi_url(doi))


def _arxiv(work: Work) -> str:
    relations = work.relation or {}
    kinds = ("has-preprint", "is-version-of", "is-same-as", "is-identical-to")
    return first_id(parse_arxiv, [one.id for kind in kinds for one in relations.get(kind, [])])


def _license(licenses: list[LicenseSaid]) -> str:
    # `tdm` and `stm-asf` are for machines that mine texts; readers want the others.
    for versions in (("vor",), ("unspecified", "am", None)):
        if url := first_id(parse_url, [one.url for one in licenses if one.version in versions]):
            return url
    return ""


def _first(texts: list[str | None] | None) -> str:
    return next(filter(None, map(_text, texts or ())), "")


def _text(text: str | None) -> str:
    return markup_to_text(text or "")
