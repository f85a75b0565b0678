"""A paper explained: who said what, when, and what readers see."""

from __future__ import annotations

import datetime as dt
from typing import Any

from broadsheet.cli.explaining import plain_lines
from broadsheet.fetch.answers import Answer
from broadsheet.fetch.explain import Explanation, explain
from broadsheet.fetch.likeness import Identity
from broadsheet.fetch.merge import statements_on
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Count, Facts, Link, Notice, Record, Repository
from broadsheet.records.names import Author
from samples import people, record

DAY = dt.date(2025, 9, 1)
PAPER = record("hare", arxiv="2405.21018")


def explained(paper: Record = PAPER, **facts: Facts | None) -> Explanation:
    answers = {
        source.replace("_", "-"): Answer(paper.id, "2405.21018", DAY, one)
        for source, one in facts.items()
    }
    said = {source: {paper.id: answer} for source, answer in answers.items()}
    return explain(paper, answers, statements_on(paper, said))


def rows(found: Explanation, name: str) -> list[tuple[Any, ...]]:
    field = next(field for field in found.fields if field.name == name)
    return [(one.source, one.value, one.is_shown) for one in field.said]


def test_each_value_has_its_source_and_the_winner_is_marked() -> None:
    found = explained(crossref=Facts(abstract="Theirs."), arxiv=Facts(abstract="Ours."))
    assert rows(found, "abstract") == [("arxiv", "Ours.", True), ("crossref", "Theirs.", False)]


def test_the_record_goes_before_all() -> None:
    found = explained(record("hare", arxiv="2405.21018", venue="SOCK"), arxiv=Facts(venue="WOOL"))
    assert rows(found, "venue") == [("curated", "SOCK", True), ("arxiv", "WOOL", False)]


def test_what_nobody_said_is_left_out() -> None:
    assert [field.name for field in explained(arxiv=Facts(title="T")).fields] == ["title", "ids"]


def test_of_united_fields_all_who_added_something_are_marked() -> None:
    code, page = Link("code", "https://a.example/x"), Link("project", "https://a.example")
    found = explained(
        arxiv=Facts(links=(code,)), github=Facts(links=(code,)), openreview=Facts(links=(page,))
    )
    assert [row[2] for row in rows(found, "links")] == [True, True, False]
    assert [row[0] for row in rows(found, "links")] == ["arxiv", "openreview", "github"]


def test_completed_authors_are_shown_above_the_lists_they_come_from() -> None:
    orcid = "0000-0002-1825-0097"
    found = explained(
        arxiv=Facts(authors=people("Wilma Hare")),
        crossref=Facts(authors=(Author("Hare", "W.", orcid=orcid),)),
    )
    assert rows(found, "authors")[0] == ("merged", f"Wilma Hare ({orcid})", True)


def test_a_source_that_does_not_know_the_paper_is_named() -> None:
    found = explained(arxiv=Facts(title="T"), hugging_face=None)
    assert [one.outcome for one in found.asked] == ["", "does not know the paper"]


def test_an_answer_about_another_paper_is_shown_as_not_used() -> None:
    answer = Answer("hare", "2405.21018", DAY, refused=Identity("Gloves", ("Bee, Otto",)))
    (asked,) = explain(PAPER, {"arxiv": answer}, ()).asked
    assert asked.outcome == "has another paper there, which is not used: “Gloves” by Bee, Otto"


def test_plain_lines_tell_all_without_colour() -> None:
    found = explained(
        arxiv=Facts(title="On Socks", published=PartialDate(2022)),
        crossref=Facts(
            title="On Socks",
            published=PartialDate(2025, 2),
            counts=(Count("citations", 4),),
            notices=(Notice("corrected", "A wrong toe.", PartialDate(2025)),),
            repositories=(Repository("https://github.com/hare/wool", "MIT", is_archived=True),),
            ids=Identifiers(doi="10.1000/1"),
        ),
    )
    lines = list(plain_lines(found, {"arxiv": "arXiv", "curated": "the record"}))
    assert lines == [
        "hare: On Socks",
        "content/papers/socks.yaml:1",
        "asked arXiv on 2025-09-01 for 2405.21018",
        "asked crossref on 2025-09-01 for 2405.21018",
        "title",
        "  * arXiv, 2025-09-01: On Socks",
        "    crossref, 2025-09-01: On Socks",
        "published (the earliest from those who put papers up or register them)",
        "  * arXiv, 2025-09-01: 2022",
        "    crossref, 2025-09-01: 2025-02",
        "notices",
        "  * crossref, 2025-09-01: corrected 2025 A wrong toe.",
        "repositories",
        "  * crossref, 2025-09-01: https://github.com/hare/wool (MIT, archived)",
        "ids (united)",
        "  * the record: arxiv 2405.21018",
        "  * crossref, 2025-09-01: doi 10.1000/1",
        "citations",
        "  * crossref, 2025-09-01: 4",
        "sources differ on the year: arXiv says 2022, crossref says 2025",
    ]
