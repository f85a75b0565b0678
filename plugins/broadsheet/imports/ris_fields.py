"""The tags of RIS and of the Web of Science, and the works that they tell of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from broadsheet.imports.work import Work, read_authors, read_listed
from broadsheet.records.markup_text import abstract_to_text, markup_to_text
from broadsheet.records.names import Author

_TYPES = {
    "JOUR": "article-journal", "JFULL": "article-journal", "EJOUR": "article-journal",
    "MGZN": "article-journal", "NEWS": "article-newspaper", "CONF": "paper-conference",
    "CPAPER": "paper-conference", "CHAP": "chapter", "ECHAP": "chapter", "BOOK": "book",
    "EBOOK": "book", "EDBOOK": "book", "THES": "thesis", "RPRT": "report", "GOVDOC": "report",
    "UNPB": "article", "UNPD": "article", "PREPRINT": "article", "DATA": "dataset",
    "COMP": "software", "STAND": "standard", "PAT": "patent", "ENCYC": "entry",
    "DICT": "entry", "BLOG": "post-weblog", "ELEC": "webpage", "WEB": "webpage",
}  # fmt: skip
LEFT_OUT = frozenset(
    "A2 A3 A4 ED SN CY CN ET PP SE TA TT ST SV RI RP RN C2 C3 C5 C6 C8 DB DP AD CA OP NV J2 "  # noqa: SIM905
    "U1 U2 U3 U4 U5 N1 L3 L4".split()
)
"""Tags that a record has no place for."""
_DOI = re.compile(r"10\.\d{4,9}/\S+")

_WOS_TYPES = {
    "J": "article-journal", "B": "book", "C": "paper-conference", "S": "chapter", "P": "patent",
}  # fmt: skip
WOS_LEFT_OUT = frozenset("SN EI C1 RP EM CR NR TC Z9 U1 U2 PI PA J9 JI WC SC GA UT OA DA".split())  # noqa: SIM905

_Fields = Mapping[str, Sequence[str]]


def ris_work(fields: _Fields, line: int) -> Work:
    """Return the work of a reference; its tags have several names each."""
    first, last = _one(fields, "SP"), _one(fields, "EP")
    is_range = last and last != first and not re.search(r"[-–]", first)
    return Work(
        line=line,
        name=_one(fields, "ID"),
        type=_TYPES.get(_one(fields, "TY").upper(), ""),
        title=markup_to_text(_one(fields, "TI", "T1", "CT") or _own_title(fields)),
        authors=_authors(_all(fields, "AU", "A1")),
        date=_date(fields),
        container_title=markup_to_text(_container(fields)),
        volume=_one(fields, "VL"),
        issue=_one(fields, "IS", "CP"),
        pages=f"{first}–{last}" if is_range else first or last or _one(fields, "C7"),
        publisher=markup_to_text(_one(fields, "PB")),
        language=_one(fields, "LA"),
        abstract=abstract_to_text(_one(fields, "AB", "N2")),
        keywords=[markup_to_text(word) for word in _split_all(fields, "KW", r"[;\n]")],
        ids=_ids(fields),
        links=[
            *(("url", one) for one in _split_all(fields, "UR", r";\s*(?=https?:|www\.)|\s+")),
            *(("url", one) for one in _split_all(fields, "L2", r"\s+") if _is_address(one)),
            *(("pdf", one) for one in _split_all(fields, "L1", r"\s+") if _is_address(one)),
        ],
    )


def _authors(names: Sequence[str]) -> list[Author]:
    # The format wants `Family, Given`; many a file has `Given Family` throughout.
    return (read_listed if any("," in name for name in names) else read_authors)(names)


def _own_title(fields: _Fields) -> str:
    return _one(fields, "BT") if _one(fields, "TY") in ("BOOK", "EBOOK", "EDBOOK") else ""


def _container(fields: _Fields) -> str:
    if _one(fields, "TY") in ("BOOK", "EBOOK", "THES", "RPRT"):
        return ""
    return _one(fields, "T2", "JF", "JO", "BT", "JA", "J1", "J2", "T3")


def _date(fields: _Fields) -> str:
    """Return the most exact of the dates."""
    dates = [text.strip("/ ") for tag in ("DA", "PY", "Y1") for text in fields.get(tag, ())]
    year = next((text[:4] for text in dates if text[:4].isdecimal()), "")
    return next((text for text in dates if text.startswith(year) and len(text) > 4), year or
                next(iter(dates), ""))  # fmt: skip


def _ids(fields: _Fields) -> list[tuple[str, str]]:
    dois = [("doi", one) for one in _all(fields, "DO") if one]
    if not dois:
        found = (_DOI.search(one) for one in _all(fields, "M3", "N1", "L3"))
        dois = [("doi", match[0]) for match in found if match][:1]
    numbers = [
        ("arxiv" if "arxiv" in one.lower() else "pmid", one)
        for one in _all(fields, "AN", "C1", "M1")
        if re.match(r"(?i)arxiv:|pmid", one)
    ]
    return [*dois, *numbers]


def wos_work(fields: _Fields, line: int) -> Work:
    """Return the work of a Web of Science record."""
    first, last = _one(fields, "BP"), _one(fields, "EP")
    return Work(
        line=line,
        name=_one(fields, "UT"),
        type=_WOS_TYPES.get(_one(fields, "PT"), ""),
        title=markup_to_text(_one(fields, "TI")),
        authors=read_authors(_all(fields, "AF") or _all(fields, "AU")),
        date=" ".join((_one(fields, "PD"), _one(fields, "PY"))).strip(),
        container_title=markup_to_text(_one(fields, "SO")),
        volume=_one(fields, "VL"),
        issue=_one(fields, "IS"),
        pages=f"{first}–{last}" if first and last and first != last else first
        or _one(fields, "AR"),
        publisher=_one(fields, "PU"),
        language=_one(fields, "LA"),
        abstract=abstract_to_text(_one(fields, "AB")),
        keywords=[*_split_all(fields, "DE", ";"), *_split_all(fields, "ID", ";")],
        ids=[*(("doi", one) for one in _all(fields, "DI")),
             *(("pmid", one) for one in _all(fields, "PM"))],
    )  # fmt: skip


def _one(fields: _Fields, *tags: str) -> str:
    """Return the first value of the first tag that has one; pieces of a text belong together."""
    for tag in tags:
        if values := fields.get(tag):
            return " ".join(values) if tag in ("AB", "N2", "TI", "SO", "T1") else values[0]
    return ""


def _all(fields: _Fields, *tags: str) -> list[str]:
    return [one for tag in tags for one in fields.get(tag, ())]


def _split_all(fields: _Fields, tag: str, separator: str) -> list[str]:
    parts = (part for one in fields.get(tag, ()) for part in re.split(separator, one))
    return [part.strip() for part in parts if part.strip(" ;")]


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "www."))
