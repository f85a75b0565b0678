"""Hugging Face's daily papers as its API answers, a day or many in one list.

https://huggingface.co/docs/hub/api
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from broadsheet.errors import Invalid, Problem
from broadsheet.fetch.sources.hugging_face_paper import PaperAnswer, facts_of
from broadsheet.imports.files import ImportFile
from broadsheet.imports.importer import Imported, ImportedPaper
from broadsheet.imports.json_items import Item, is_of, read_items
from broadsheet.records.dates import parse_day
from broadsheet.records.ids import parse_arxiv
from broadsheet.records.tex import tex_to_unicode


class _Submission(Struct, rename="camel"):
    submitted_on_daily_at: str | None = None
    summary: str | None = None


class HuggingFace:
    """Reads such a list; a paper runs in the edition of the day on which it was submitted."""

    name = "hugging-face-daily"
    label = "Hugging Face daily papers (JSON)"

    def recognises(self, file: ImportFile) -> bool:
        """Tell by the paper within each item."""
        return is_of(file, _is_daily)

    def parts(self, file: ImportFile, edition: dt.date | None) -> Iterator[Imported]:
        """Yield all papers at once."""
        found = read_items(file)
        papers: list[ImportedPaper] = []
        problems: list[Problem] = []
        for item, line in zip(found.items, found.lines, strict=True):
            try:
                papers.append(_paper(item, line, edition))
            except (Invalid, msgspec.ValidationError) as error:
                message = f"this item cannot be read, so it is not imported: {error}"
                problems.append(Problem(file.shown, line, 1, message))
        yield Imported(file.shown, tuple(papers), tuple(problems), len(found.items))


def _is_daily(item: Item) -> bool:
    paper = item.get("paper")
    return isinstance(paper, dict) and "id" in paper and "title" in paper


def _paper(item: Item, line: int, edition: dt.date | None) -> ImportedPaper:
    answer = msgspec.convert(item.get("paper"), PaperAnswer)
    submission = msgspec.convert(item.get("paper"), _Submission)
    facts = facts_of(answer)
    ids = msgspec.structs.replace(facts.ids, arxiv=parse_arxiv(answer.id))
    facts = msgspec.structs.replace(
        facts, ids=ids, abstract=tex_to_unicode(submission.summary or "")
    )
    return ImportedPaper(facts, line, edition or _day(submission), name=answer.id)


def _day(submission: _Submission) -> dt.date | None:
    try:
        return parse_day((submission.submitted_on_daily_at or "")[:10])
    except Invalid:
        return None
