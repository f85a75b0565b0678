"""BibTeX, as LaTeX's bibliographies read it; a superset that BibLaTeX understands as well.

https://www.bibtex.com/format/ · http://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from broadsheet.exports.citation_keys import citation_keys
from broadsheet.exports.latex import latex, latex_title
from broadsheet.exports.publication import address, container, is_preprint, issued, kind, page_range
from broadsheet.records.models import Paper
from broadsheet.records.names import Author

# The type of an entry, and the field that names what it is part of or who issued it.
_TYPES = {
    "paper-conference": ("inproceedings", "booktitle"),
    "article-journal": ("article", "journal"),
    "chapter": ("incollection", "booktitle"),
    "entry": ("incollection", "booktitle"),
    "thesis": ("phdthesis", "school"),
    "report": ("techreport", "institution"),
    "book": ("book", "publisher"),
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEPARATOR = re.compile(r"(?i),|(?:^|\s)and(?:\s|$)")
_BARE_URL = re.compile(r"[^\s{}\\%]*")


def bibtex(papers: Iterable[Paper]) -> bytes:
    """Return papers as one BibTeX file in UTF-8, ordered by key."""
    some = {paper.id: paper for paper in papers}
    keys = citation_keys(some.values())
    ordered = sorted(some.values(), key=lambda paper: keys[paper.id])
    return "\n".join(bibtex_entry(paper, keys[paper.id]) for paper in ordered).encode()


def bibtex_entry(paper: Paper, key: str) -> str:
    """Return one paper as an entry, a line a field."""
    kind_of_entry, whole = _entry_type(paper)
    fields = {
        "title": f"{{{latex_title(paper.title)}}}",
        "author": f"{{{' and '.join(map(bibtex_name, paper.authors))}}}" if paper.authors else "",
        **{name: f"{{{value}}}" for name, value in _texts(paper, whole) if value},
        **_date(paper),
    }
    lines = [f"  {name} = {value}" for name, value in fields.items() if value]
    return f"@{kind_of_entry}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _entry_type(paper: Paper) -> tuple[str, str]:
    """Return type and whole; without what a type requires, `misc` is the honest one."""
    found, whole = _TYPES.get(kind(paper), ("misc", ""))
    return (found, whole) if whole and _whole(paper, whole) else ("misc", "howpublished")


def _whole(paper: Paper, field: str) -> str:
    if field in ("school", "institution", "publisher"):
        return paper.publisher or container(paper)
    return container(paper)


def _texts(paper: Paper, whole: str) -> Iterator[tuple[str, str]]:
    first, last = page_range(paper)
    yield whole, latex(_whole(paper, whole))
    yield "volume", latex(paper.volume)
    yield "number", latex(paper.issue)
    yield "pages", f"{latex(first)}--{latex(last)}" if last else latex(first)
    if whole not in ("school", "institution"):
        yield "publisher", latex("" if is_preprint(paper) else paper.publisher)
    yield "doi", _verbatim(paper.ids.doi)
    yield "url", _verbatim(address(paper))
    yield "eprint", paper.ids.arxiv
    yield "archiveprefix", "arXiv" if paper.ids.arxiv else ""
    yield "primaryclass", paper.categories[0] if paper.ids.arxiv and paper.categories else ""


def _date(paper: Paper) -> Mapping[str, str]:
    date = issued(paper)
    if date is None:
        return {}
    return {"year": f"{{{date.year}}}", "month": _MONTHS[date.month - 1] if date.month else ""}


def _verbatim(text: str) -> str:
    r"""Return an address or DOI; `\url` prints what it gets, so little of it is escaped."""
    if _BARE_URL.fullmatch(text):
        return text
    return re.sub(r"[\s{}\\]", lambda match: f"%{ord(match[0]):02X}", text).replace("%", r"\%")


@lru_cache(maxsize=50_000)  # most authors are met again, each of them in BibLaTeX as well
def bibtex_name(author: Author) -> str:
    """Return a name as `van der Berg, Jr., Jan`; groups and names of one part in braces."""
    family, suffix = author.family, author.suffix
    if author.is_group or not author.given:
        whole = author.name
        return _braced(whole) if " " in whole or not _is_family(whole) else _part(whole)
    if not all(word[0].islower() for word in author.particle.split()):
        family = f"{author.particle} {family}"
        particle = ""
    else:
        particle = author.particle
    shown = _part(family) if _is_family(family) else _braced(family)
    first = f"{particle} {shown}" if particle else shown
    return ", ".join(filter(None, (first, suffix and _part(suffix), _part(author.given))))


def _is_family(name: str) -> bool:
    """Tell whether BibTeX takes all of a name for a family name, as it takes no small word."""
    firsts = [word.lstrip("'’`-")[:1] for word in name.split()]
    return name != "others" and all(one.isupper() or one > "\u2e80" for one in firsts)


def _part(name: str) -> str:
    # A comma or an `and` would begin another part or another author.
    return _braced(name) if _SEPARATOR.search(name) else latex(name)


def _braced(name: str) -> str:
    return f"{{{latex(name)}}}"
