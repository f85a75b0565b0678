"""The saved text of a daily papers page: a date, then titles and abstracts in turn.

    Daily Papers
    by ... and the research community
    Sep 2
    A title
    An abstract.

Blank lines stand between all of them, and the page's own words above the heading are passed over.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from broadsheet.errors import Problem, Severity
from broadsheet.imports.addresses import found_links
from broadsheet.imports.files import ImportFile
from broadsheet.imports.importer import Imported, ImportedPaper
from broadsheet.imports.prose import clean_prose
from broadsheet.records.models import Facts

_HEADING = "Daily Papers"
_HEADING_WITHIN = 30
"""Paragraphs; navigation may stand above."""
_BYLINE = re.compile(r"by\s*[A-Z@].{0,100}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(
    rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.? (?P<day>\d{{1,2}})(?:,? (?P<year>\d{{4}}))?",
    re.IGNORECASE | re.ASCII,
)
_LONGEST_TITLE = 300
_SHORTEST_ABSTRACT = 80
_ENDED = re.compile(r"(?:[.!?…][)\]}”\"'’]*|https?://\S+)$")


class DailyPapers:
    """Reads such a page; it has no identifiers, so papers are known by their titles."""

    name = "daily-papers"
    label = "daily papers page (text)"

    def recognises(self, file: ImportFile) -> bool:
        """Tell whether the heading stands near the start."""
        return _heading(_paragraphs(file.head)) >= 0

    def parts(self, file: ImportFile, edition: dt.date | None) -> Iterator[Imported]:
        """Read a whole file at once."""
        yield self.read(file.shown, file.text, edition)

    def read(self, path: str, text: str, edition: dt.date | None) -> Imported:
        """Read the page; its date has no year, so papers are featured where `edition` is given."""
        page = _Page(path)
        paragraphs = _paragraphs(text)
        body = page.edition(paragraphs, _heading(paragraphs) + 1, edition)
        page.papers(paragraphs[body:])
        refused = sum(problem.is_error for problem in page.problems)
        entries = len(page.found) + refused if page.found else 0
        return Imported(path, tuple(page.found), tuple(page.problems), entries)


class _Paragraph(Struct, frozen=True):
    line: int
    text: str

    @property
    def is_abstract(self) -> bool:
        """Tell by the length, or by the full stop, which a title does not have."""
        is_sentence = len(self.text) >= _SHORTEST_ABSTRACT and self.text.endswith(".")
        return len(self.text) > _LONGEST_TITLE or is_sentence


def _paragraphs(text: str) -> list[_Paragraph]:
    """Cut a text at its blank lines; a paragraph's own lines are joined."""
    found: list[_Paragraph] = []
    lines: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.strip():
            lines.append(line.strip())
        elif lines:
            found.append(_Paragraph(number - len(lines), " ".join(lines)))
            lines = []
    return found


def _heading(paragraphs: Sequence[_Paragraph]) -> int:
    texts = [paragraph.text for paragraph in paragraphs[:_HEADING_WITHIN]]
    return texts.index(_HEADING) if _HEADING in texts else -1


class _Page:
    """Collects the papers and Problems of one page."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[ImportedPaper] = []
        self.problems: list[Problem] = []
        self.featured: dt.date | None = None

    def edition(self, paragraphs: Sequence[_Paragraph], at: int, given: dt.date | None) -> int:
        """Read byline and date; return where the papers start."""
        if at < len(paragraphs) and _BYLINE.fullmatch(paragraphs[at].text):
            at += 1
        self.featured = given
        match = _DAY.fullmatch(paragraphs[at].text) if at < len(paragraphs) else None
        if match is None:
            if given is None:
                line = paragraphs[max(at - 1, 0)].line if paragraphs else 1
                self._warn(line, "the page has no date", "give it: --edition 2025-01-31")
            return at
        self._date(paragraphs[at].line, match, given)
        return at + 1

    def _date(self, line: int, match: re.Match[str], given: dt.date | None) -> None:
        month, day = _MONTHS.index(match["month"].lower()) + 1, int(match["day"])
        year = int(match["year"] or (given.year if given else 2000))
        try:
            printed = dt.date(year, month, day)
        except ValueError:
            self._warn(line, f"`{match[0]}` is not a day", "give it: --edition 2025-01-31")
            return
        if given is not None:
            if printed != given:
                self._warn(line, f"the page is of `{match[0]}`, but {given} was given", "which?")
        elif match["year"]:
            self.featured = printed
        else:
            hint = f"give it: --edition YYYY-{month:02d}-{day:02d}"
            self._warn(line, f"`{match[0]}` lacks its year, so no paper is featured", hint)

    def papers(self, paragraphs: Sequence[_Paragraph]) -> None:
        """Pair titles and abstracts; name whatever has no partner."""
        title: _Paragraph | None = None
        for paragraph in paragraphs:
            if not paragraph.is_abstract:
                self._lonely_title(title)
                title = paragraph
            elif title is None:
                hint = "put its title above it, with a blank line between"
                self._refuse(paragraph, "this abstract has no title", hint)
            else:
                self.found.append(_paper(title, paragraph, self.featured))
                title = None
        self._lonely_title(title)
        self._end(paragraphs)

    def _lonely_title(self, title: _Paragraph | None) -> None:
        if title is not None:
            hint = "put its abstract below it, or add the paper by its id"
            self._refuse(title, "this title has no abstract", hint)

    def _end(self, paragraphs: Sequence[_Paragraph]) -> None:
        if not self.found:
            self.problems.append(
                Problem(self.path, 1, 1, "no paper found", "titles and abstracts stand in turn")
            )
        elif paragraphs[-1].is_abstract and not _ENDED.search(paragraphs[-1].text):
            message = "the last abstract ends within a sentence"
            self._warn(paragraphs[-1].line, message, "is the file cut off?")

    def _refuse(self, paragraph: _Paragraph, message: str, hint: str) -> None:
        start = paragraph.text[:60].rstrip()
        message = f"{message}, so it is not imported: `{start}`"
        self.problems.append(Problem(self.path, paragraph.line, 1, message, hint))

    def _warn(self, line: int, message: str, hint: str) -> None:
        self.problems.append(Problem(self.path, line, 1, message, hint, Severity.WARNING))


def _paper(title: _Paragraph, abstract: _Paragraph, featured: dt.date | None) -> ImportedPaper:
    text = clean_prose(abstract.text)
    facts = Facts(title=clean_prose(title.text), abstract=text, links=found_links(text))
    return ImportedPaper(facts, title.line, featured)
