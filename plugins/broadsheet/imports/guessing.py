"""Guessing what the columns of a list mean, by their names and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from broadsheet.errors import Invalid
from broadsheet.imports.mapping import EMPTY, IGNORE, Column, Mapping
from broadsheet.imports.rows import Rows
from broadsheet.imports.work_dates import read_date
from broadsheet.records.ids import parse_acl, parse_arxiv, parse_doi
from broadsheet.records.models import LINK_KINDS

_SAMPLE = 300
# What people call their columns, without capitals and signs.
_WORDS = {
    "title": "title papertitle name paper papername titel titre 題目 标题 タイトル",
    "authors": "authors author authornames creators writer writers authorlist autoren 著者 作者",
    "abstract": "abstract abstracttext zusammenfassung abstractnote 概要 摘要",
    "summary": "summary tldr note notes description highlight takeaway",
    "published": "published publicationdate date publisheddate pubdate issued dateofpublication "
    "releasedate",
    "year": "year pubyear publicationyear jahr yr 年",
    "month": "month",
    "venue": "venue conference conf venuename publishedin booktitleshort where",
    "container_title": "containertitle container journal journaltitle booktitle proceedings "
    "publicationtitle sourcetitle source pubname publicationname journalbook publication",
    "type": "type itemtype publicationtype pubtype documenttype",
    "volume": "volume vol",
    "issue": "issue number no",
    "pages": "pages page pagerange",
    "publisher": "publisher",
    "language": "language lang",
    "license": "license licence",
    "keywords": "keywords keyword authorkeywords subjects manualtags automatictags",
    "topics": "topics topic tags tag category categories area areas track subject task tasks",
    "arxiv": "arxiv arxivid arxivurl arxivlink eprint",
    "doi": "doi doiurl doilink",
    "acl": "acl aclid anthologyid anthology",
    "openreview": "openreview openreviewid forum forumid openreviewurl",
    "pmid": "pmid pubmed pubmedid",
    "url": "url link paperurl paperlink website address href ee weburl landingpage href",
    "pdf": "pdf pdfurl pdflink paperpdf openaccesspdf fulltext",
    "code": "code codeurl codelink github repo repository githuburl implementation sourcecode",
    "project": "project projectpage projecturl page homepage projectlink webpage",
    "model": "model models modelurl weights checkpoint",
    "dataset": "dataset datasets data dataurl datasetlink",
    "demo": "demo demourl",
    "video": "video videourl youtube talk",
    "slides": "slides slidesurl presentation",
    "poster": "poster posterurl",
    "blog": "blog blogpost blogurl",
    "featured": "featured edition",
    "name": "citationkey bibkey citekey key",
}
_BY_WORD = {word: field for field, words in reversed(_WORDS.items()) for word in words.split()}
_SEPARATORS = ("|", ";", "\n", ",", "、", "，", " and ", "/")
# Columns whose words group the papers.
_GROUPS = re.compile(
    r"(?i)session|method|platform|model|field|domain|modalit|theme|group|section|class"
)
_LISTS = ("authors", "keywords", "topics", "categories")
_ADDRESS = re.compile(r"(?i)(?:https?://|www\.)\S+|[\w-]+\.(?:com|org|io|net|edu)/\S*")
_OPENREVIEW = re.compile(r"(?=\S*[A-Z0-9])(?=\S*[a-z])[A-Za-z0-9_-]{9,12}", re.ASCII)
_MIXED = re.compile(r"[a-z][A-Z0-9]|[0-9][A-Za-z]|[A-Z]{2}[a-z]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BOOLEANS = frozenset(["true", "false", "yes", "no", "0", "1", "y", "n"])
_EMPTY_MARK = re.compile(r"_+\w+_+|\[?\]?|\{\}|empty|missing")


def guess(rows: Rows) -> Mapping:
    """Return what the columns most likely mean; what cannot be told is ignored."""
    values = {name: _sample(rows, name) for name in rows.columns}
    empty = frozenset(_empty_marks(values.values()))
    columns: dict[str, Column] = {}
    taken: set[str] = set()
    # Columns whose name says all come first, so that a vaguer one does not take their field.
    for name in sorted(rows.columns, key=lambda one: _word(one) not in _BY_WORD):
        told = [one for one in values[name] if one.lower() not in empty | EMPTY]
        field = _field(name, told, taken)
        if field in _LISTS:
            columns[name] = Column(field, _separator(rows, name, field))
        else:
            columns[name] = Column(field)
        if field not in _REPEATED:
            taken.add(field)
    return Mapping({name: columns[name] for name in rows.columns}, empty=empty)


_REPEATED = frozenset([IGNORE, *LINK_KINDS, "url", "keywords", "topics"])
"""Fields that several columns may be."""


def _sample(rows: Rows, name: str) -> list[str]:
    found = (text for row in rows.rows for text in row.values.get(name, ()))
    return [text for _, text in zip(range(_SAMPLE), found, strict=False)]


def _word(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


def _field(name: str, told: Sequence[str], taken: set[str]) -> str:
    by_name = _BY_WORD.get(_word(name), "")
    if by_name in LINK_KINDS:
        # Many a list says `False` where there is no address.
        told = [one for one in told if one.lower() not in _BOOLEANS]
    if not told:
        return IGNORE
    for field in (by_name, *_by_values(name, told)):
        if field and field not in taken and _suits(field, told):
            return field
    return IGNORE


def _by_values(name: str, told: Sequence[str]) -> Iterator[str]:
    """Yield what values look like, the surest first."""
    for field in ("doi", "arxiv", "acl", "openreview"):
        if _most(told, _TESTS[field]):
            yield field
    if _most(told, _ADDRESS.fullmatch):
        yield next((kind for kind in LINK_KINDS if kind in name.lower()), "url")
    length = sorted(map(len, told))[len(told) // 2]
    if length > 250:
        yield "abstract"
    if _GROUPS.search(name) and not _most(told, str.isdecimal) and not _is_unique(told):
        yield "keywords"


def _suits(field: str, told: Sequence[str]) -> bool:
    test = _TESTS.get(field)
    if field == "openreview" and not any("openreview.net" in one for one in told):
        # Any word may look so; ids are mixed and each is another.
        return _most(told, _OPENREVIEW.fullmatch) and _mixed(told) and _is_unique(told)
    if test is not None:
        return _most(told, test)
    if field in LINK_KINDS:
        return _most(told, _ADDRESS.fullmatch, 0.5)
    if field in ("keywords", "topics"):
        return not _most(told, lambda one: one.lower() in _BOOLEANS)
    if field in ("title", "authors", "abstract"):
        return not _most(told, _ADDRESS.fullmatch)
    return True


def _most(told: Sequence[str], test: Callable[[str], object], share: float = 0.8) -> bool:
    return sum(bool(test(one)) for one in told) >= share * len(told)


def _is_unique(told: Sequence[str]) -> bool:
    return len(told) > 5 and len(set(told)) > 0.9 * len(told)


def _mixed(told: Sequence[str]) -> bool:
    return _most(told, _MIXED.search, 0.9)


def _parses(parse: Callable[[str], str]) -> Callable[[str], bool]:
    def test(text: str) -> bool:
        try:
            return bool(parse(text))
        except Invalid:
            return False

    return test


_TESTS: dict[str, Callable[[str], object]] = {
    "doi": _parses(parse_doi),
    "arxiv": _parses(parse_arxiv),
    "acl": _parses(parse_acl),
    "openreview": lambda one: "openreview.net" in one or _OPENREVIEW.fullmatch(one),
    "pmid": lambda one: one.isdecimal() or "ncbi.nlm" in one,
    "url": _ADDRESS.fullmatch,
    "year": _YEAR.fullmatch,
    "published": read_date,
    "featured": read_date,
}


def _empty_marks(columns: object) -> Iterator[str]:
    """Yield words that lists write for nothing, such as `__no_data__`."""
    for texts in columns:  # type: ignore[attr-defined]  # the samples of each column
        yield from {one.lower() for one in texts if _EMPTY_MARK.fullmatch(one.lower())}


def _separator(rows: Rows, name: str, field: str) -> str:
    """Return what stands between the values of a column; empty where each is a value of its own."""
    cells = [row.values[name] for row in rows.rows if name in row.values][:_SAMPLE]
    if any(len(cell) > 1 for cell in cells):
        return ""
    texts = [cell[0] for cell in cells if cell]
    for separator in _SEPARATORS:
        with_it = [text for text in texts if separator in text]
        if separator == "," and field == "authors":
            if with_it and _are_whole_names(with_it):
                return separator
        elif len(with_it) >= max(1, 0.1 * len(texts)) and _is_even(with_it, separator):
            return separator.strip() or separator
    return ""


def _are_whole_names(texts: Sequence[str]) -> bool:
    """Tell whether commas stand between names, not between a family and its given name."""
    parts = [part.strip() for text in texts for part in text.split(",")]
    whole = sum(" " in part for part in parts)
    return whole >= 0.6 * len(parts)


def _is_even(texts: Sequence[str], separator: str) -> bool:
    """Tell whether the pieces between separators are words, not halves of sentences."""
    pieces = [piece.strip() for text in texts for piece in text.split(separator)]
    return sum(0 < len(piece) <= 60 for piece in pieces) >= 0.7 * len(pieces)
