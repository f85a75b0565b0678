"""DataCite's answers: DOIs of data sets, software and preprints to Facts.

https://support.datacite.org/reference/dois-2 and https://datacite-metadata-schema.readthedocs.io/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Raw, Struct

from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources import author_names, csl_types
from broadsheet.fetch.sources.json_reply import read_json, read_part
from broadsheet.fetch.sources.salvage import (
    date_of,
    doi_url,
    first_id,
    keywords_of,
    language_of,
    unmarked_title,
)
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import ARXIV_DOI, Identifiers, parse_arxiv, parse_doi, parse_url
from broadsheet.records.markup_text import abstract_to_text, markup_to_text
from broadsheet.records.models import Facts, Link, Notice
from broadsheet.records.names import Author

LABEL = "DataCite"
_FORGE = re.compile(r"https://(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)/", re.I)
_TREE = re.compile(r"/(?:tree|releases/tag|commit|-/tree)/.*$")
_NEWER = frozenset({"IsPreviousVersionOf", "IsObsoletedBy"})


class _Answer(Struct):
    data: Raw = Raw(b"null")
    errors: list[Raw] | None = None


class _Error(Struct):
    title: str | None = None
    detail: str | None = None


class _Named(Struct):
    id: str | None = None


class _Title(Struct, rename="camel"):
    title: str | None = None
    title_type: str | None = None


class _Place(Struct):
    name: str | None = None


class _NameId(Struct, rename="camel"):
    name_identifier: str | None = None


class _Creator(Struct, rename="camel"):
    name: str | None = None
    name_type: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    affiliation: list[str | _Place | None] | None = None
    name_identifiers: list[_NameId] | None = None


class _Date(Struct, rename="camel"):
    date: str | None = None
    date_type: str | None = None


class _Types(Struct, rename="camel"):
    resource_type_general: str | None = None


class _Related(Struct, rename="camel"):
    relation_type: str | None = None
    related_identifier: str | None = None


class _Rights(Struct, rename="camel"):
    rights_uri: str | None = None


class _Description(Struct, rename="camel"):
    description: str | None = None
    description_type: str | None = None


class _Subject(Struct):
    subject: str | None = None


class _Publisher(Struct):
    name: str | None = None


class _Attributes(Struct, rename="camel"):
    doi: str | None = None
    titles: list[_Title] | None = None
    creators: list[_Creator] | None = None
    publisher: str | _Publisher | None = None
    publication_year: int | str | None = None
    dates: list[_Date] | None = None
    types: _Types | None = None
    version: str | None = None
    language: str | None = None
    subjects: list[_Subject] | None = None
    descriptions: list[_Description] | None = None
    rights_list: list[_Rights] | None = None
    related_identifiers: list[_Related] | None = None


class _Doi(Struct):
    id: str | None = None
    attributes: _Attributes | None = None


def read_dois(body: bytes) -> Iterator[Finding]:
    """Yield each DOI of an answer, whether it is one or a list.

    Raises:
        FetchError: it is no answer about DOIs, or says why there is none.
    """
    answer = read_json(body, _Answer, LABEL)
    data = bytes(answer.data).lstrip()
    if answer.errors or data == b"null":
        raise FetchError(f"DataCite refuses: {reason_of(body)}")
    is_list = data.startswith(b"[")
    raws = read_json(answer.data, list[Raw], LABEL) if is_list else [answer.data]
    return (_finding(raw) for raw in raws)


def reason_of(body: bytes) -> str:
    """Return in one line why DataCite refuses something."""
    try:
        errors = read_json(body, _Answer, LABEL).errors or []
    except FetchError:
        errors = []
    parts = [
        part for part in (read_part(raw, _Error) for raw in errors) if isinstance(part, _Error)
    ]
    texts = (markup_to_text(part.title or part.detail or "") for part in parts)
    return next(filter(None, texts), "without a reason")[:200]


def _finding(raw: Raw) -> Finding:
    doi = read_part(raw, _Doi)
    if isinstance(doi, str):
        name = read_part(raw, _Named)
        return Finding("" if isinstance(name, str) else first_id(parse_doi, [name.id]), refusal=doi)
    attributes = doi.attributes or _Attributes()
    key = first_id(parse_doi, [attributes.doi, doi.id])
    facts = _facts(attributes, key)
    if not key:
        return Finding("", refusal="DataCite sends something without a DOI")
    if not facts.title:
        return Finding(key, refusal="DataCite has no title for it")
    return Finding(key, facts)


def _facts(said: _Attributes, doi: str) -> Facts:
    title, marks = unmarked_title(_title(said.titles or []))
    publisher = said.publisher
    version = markup_to_text(said.version or "")
    return Facts(
        title=title,
        authors=tuple(filter(None, map(_author, said.creators or ()))),
        published=_day(said, "Issued", "Available") or date_of(str(said.publication_year or "")),
        updated=_day(said, "Updated"),
        type=csl_types.DATACITE.get((said.types or _Types()).resource_type_general or "", ""),
        publisher=markup_to_text(
            (publisher.name if isinstance(publisher, _Publisher) else publisher) or ""
        ),
        language=language_of(said.language),
        abstract=_abstract(said.descriptions or []),
        comment=f"Version {version.lstrip('vV')}" if version else "",
        license=first_id(parse_url, [one.rights_uri for one in said.rights_list or ()]),
        keywords=keywords_of(one.subject for one in said.subjects or ()),
        notices=(*marks, *_newer(said)),
        ids=Identifiers(
            doi="" if doi.startswith(ARXIV_DOI) else doi,
            arxiv=first_id(parse_arxiv, [doi, *_same(said)]),
        ),
        links=_code(said),
    )


def _title(titles: list[_Title]) -> str:
    """Return the title itself; others are subtitles and translations."""
    own = sorted(titles, key=lambda one: bool(one.title_type))
    return next(filter(None, (markup_to_text(one.title or "") for one in own)), "")


def _author(creator: _Creator) -> Author | None:
    places = [one.name if isinstance(one, _Place) else one for one in creator.affiliation or ()]
    if creator.name_type == "Organizational" and not creator.family_name:
        return author_names.group(creator.name, places=places)
    orcid = next(
        (one.name_identifier for one in creator.name_identifiers or () if _is_orcid(one)), ""
    )
    if not creator.family_name:
        return author_names.named(creator.name, orcid=orcid, places=places)
    return author_names.person(creator.family_name, creator.given_name, orcid=orcid, places=places)


def _is_orcid(name: _NameId) -> bool:
    return "orcid.org/" in (name.name_identifier or "")


def _day(said: _Attributes, *kinds: str) -> PartialDate | None:
    found = (
        date_of(one.date) for kind in kinds for one in said.dates or () if one.date_type == kind
    )
    return next(filter(None, found), None)


def _abstract(descriptions: list[_Description]) -> str:
    texts = (one.description or "" for one in descriptions if one.description_type == "Abstract")
    return next(filter(None, map(abstract_to_text, texts)), "")


def _newer(said: _Attributes) -> Iterator[Notice]:
    for one in said.related_identifiers or ():
        url = doi_url(first_id(parse_doi, [one.related_identifier]))
        if url and one.relation_type in _NEWER:
            yield Notice("replaced", "Newer version", None, url)


def _same(said: _Attributes) -> Iterator[str | None]:
    for one in said.related_identifiers or ():
        if one.relation_type in ("IsIdenticalTo", "IsVariantFormOf"):
            yield one.related_identifier


def _code(said: _Attributes) -> tuple[Link, ...]:
    """Return the repository that a release was made from, without its tag."""
    for one in said.related_identifiers or ():
        url = first_id(parse_url, [one.related_identifier])
        if _FORGE.match(url):
            return (Link("code", _TREE.sub("", url)),)
    return ()
