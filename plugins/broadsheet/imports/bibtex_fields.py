"""BibTeX's and BibLaTeX's types and fields, and the work that an entry tells of.

https://mirrors.ctan.org/macros/latex/contrib/biblatex/doc/biblatex.pdf, section 2.2
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from broadsheet.imports.bibtex_values import author_of, text_of, verbatim_of
from broadsheet.imports.work import Work, read_authors
from broadsheet.records.names import Author

TYPES = {
    "article": "article-journal", "suppperiodical": "article-journal", "book": "book",
    "mvbook": "book", "booklet": "book", "collection": "book", "mvcollection": "book",
    "proceedings": "book", "mvproceedings": "book", "manual": "book", "periodical": "book",
    "inbook": "chapter", "incollection": "chapter", "bookinbook": "chapter",
    "suppbook": "chapter", "suppcollection": "chapter", "inproceedings": "paper-conference",
    "conference": "paper-conference", "phdthesis": "thesis", "mastersthesis": "thesis",
    "thesis": "thesis", "techreport": "report", "report": "report", "dataset": "dataset",
    "software": "software", "inreference": "entry", "reference": "book", "standard": "standard",
    "patent": "patent", "unpublished": "article", "preprint": "article",
}  # fmt: skip
_CONTAINERS = ("journaltitle", "journal", "booktitle", "maintitle")
_ISSUERS = ("publisher", "school", "institution", "organization")
_DATE_PARTS = ("date", "year", "month", "day")
_PLAIN = {
    "title": "title", "volume": "volume", "abstract": "abstract", "language": "language",
}  # fmt: skip
_ARCHIVES = ("eprinttype", "archiveprefix", "archive")
KNOWN_FIELDS = frozenset(
    _CONTAINERS
    + _ISSUERS
    + _DATE_PARTS
    + tuple(_PLAIN)
    + _ARCHIVES
    + tuple(
        "author subtitle shorttitle number issue pages eid doi url eprint eprintclass primaryclass "  # noqa: SIM905
        "arxiv arxivid pmid langid keywords keyword howpublished note pdf code video slides "
        "crossref xdata series acl openreview comment urldate code_url pdf_url ee".split()
    )
)
"""Fields that have a place in a record, or repeat what another one says."""
_KEYWORDS = re.compile(r"\s*[;,]\s*")
_URL_IN_TEXT = re.compile(r"\\url\s*\{([^{}]*)\}|(https?://[^\s{},]+)")
_ARXIV = re.compile(
    r"(?i)arxiv[:\s]*(?:preprint\s*)?(?:arxiv:)?\s*((?:[a-z-]+(?:\.[a-z]{2})?/)?\d[\d.]{6,9}(?:v\d+)?)"
    r"|abs/(\d{4}\.\d{4,5})"
)


def work_of(kind: str, key: str, fields: Mapping[str, str], line: int) -> tuple[Work, list[str]]:
    """Return the work of an entry, and what is to be said of its values."""
    notes: list[str] = []
    authors = _authors(fields.get("author", ""), notes)
    work = Work(
        line=line,
        name=key,
        type=_type(kind, fields),
        title=_title(fields),
        authors=authors,
        date=_date(fields),
        container_title=_container(kind, fields),
        volume=text_of(fields.get("volume", "")),
        issue=text_of(_issue(kind, fields)),
        pages=text_of(fields.get("pages") or fields.get("eid", "")),
        publisher=_first_text(fields, _ISSUERS),
        language=text_of(fields.get("langid") or fields.get("language", "")),
        abstract=text_of(fields.get("abstract", "")),
        comment=text_of(fields.get("comment", "")),
        keywords=_words(fields),
        categories=_words_of(fields.get("primaryclass") or fields.get("eprintclass", "")),
        ids=_ids(fields),
        links=_links(fields),
    )
    _take_note(work, fields.get("note", ""))
    return work, notes


def _type(kind: str, fields: Mapping[str, str]) -> str:
    if kind in ("misc", "online", "electronic", "www", "unpublished"):
        is_preprint = any(key in fields for key in ("eprint", "arxiv", "arxivid"))
        return "article" if is_preprint else TYPES.get(kind, "")
    return TYPES.get(kind, "")


def _title(fields: Mapping[str, str]) -> str:
    title = text_of(fields.get("title") or fields.get("shorttitle", ""))
    subtitle = text_of(fields.get("subtitle", ""))
    if not subtitle or not title:
        return title or subtitle
    return f"{title}{' ' if title[-1] in '.:?!' else ': '}{subtitle}"


def _authors(value: str, notes: list[str]) -> list[Author]:
    authors: list[Author] = []
    for name in _names(value):
        if name.strip().lower() == "others":
            notes.append("the authors end in `and others`; the list is not whole")
            continue
        try:
            parts = parse_single_name_into_parts(name, strict=False)
        except InvalidNameError:
            authors += read_authors([text_of(name)])
            continue
        joined = tuple(" ".join(one) for one in (parts.first, parts.von, parts.last, parts.jr))
        author = author_of(joined)  # type: ignore[arg-type]  # four of them
        if author is not None:
            authors.append(author)
    return authors


def _names(value: str) -> list[str]:
    names: list[str] = split_multiple_persons_names(value) if value.strip() else []
    return names


def _date(fields: Mapping[str, str]) -> str:
    if date := text_of(fields.get("date", "")):
        return date
    year, month, day = (text_of(fields.get(name, "")) for name in ("year", "month", "day"))
    if month.isdecimal():
        return "-".join(filter(None, (year, month, day)))
    return " ".join(filter(None, (day, month, year))) if year else ""


def _container(kind: str, fields: Mapping[str, str]) -> str:
    found = _first_text(fields, _CONTAINERS)
    # Of a book these repeat its title.
    if kind in ("book", "proceedings", "collection") and found == _title(fields):
        return ""
    return found or (text_of(fields.get("series", "")) if kind == "proceedings" else "")


def _issue(kind: str, fields: Mapping[str, str]) -> str:
    """Return the issue; of BibLaTeX's two fields `number` is the number, `issue` a season."""
    return fields.get("number") or fields.get("issue", "")


def _first_text(fields: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := text_of(fields.get(name, "")))), "")


def _words(fields: Mapping[str, str]) -> list[str]:
    return _words_of(fields.get("keywords") or fields.get("keyword", ""))


def _words_of(value: str) -> list[str]:
    return [word for word in _KEYWORDS.split(text_of(value)) if word]


def _ids(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    archive = next((fields[name].lower() for name in _ARCHIVES if name in fields), "")
    eprint = verbatim_of(fields.get("eprint", ""))
    kinds = {"arxiv": "arxiv", "pubmed": "pmid"}
    is_arxiv = eprint and not archive and re.search(r"\d{4}\.\d{4}|/\d{7}", eprint)
    is_known = archive in kinds or is_arxiv
    eprints = [(kinds.get(archive, "arxiv"), eprint)] if is_known else []
    named = [
        (kind, verbatim_of(fields[name]))
        for name, kind in (
            ("doi", "doi"), ("arxiv", "arxiv"), ("arxivid", "arxiv"), ("pmid", "pmid"),
            ("acl", "acl"), ("openreview", "openreview"),
        )
        if name in fields
    ]  # fmt: skip
    return [*eprints, *named, *_arxiv_in_journal(fields)]


def _arxiv_in_journal(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    texts = " ".join(fields.get(name, "") for name in ("journal", "journaltitle", "volume", "note"))
    return [("arxiv", match[1] or match[2])] if (match := _ARXIV.search(texts)) else []


def _links(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    kinds = {
        "url": "url", "ee": "url", "pdf": "pdf", "pdf_url": "pdf", "code": "code",
        "code_url": "code", "video": "video", "slides": "slides",
    }  # fmt: skip
    links = [
        (kind, address)
        for name, kind in kinds.items()
        if (address := verbatim_of(fields.get(name, "")))
        and (name == "url" or address.startswith(("http", "www.")))
    ]
    published = _URL_IN_TEXT.search(fields.get("howpublished", ""))
    return [*links, *([("url", published[1] or published[2])] if published else [])]


def _take_note(work: Work, note: str) -> None:
    """Take what a note says that has a place: a volume that is no number, an address."""
    text = text_of(note)
    if not work.volume and (match := re.fullmatch(r"Volume (\S.*)", text)):
        work.volume = match[1]
    elif text and not work.comment:
        work.comment = text
