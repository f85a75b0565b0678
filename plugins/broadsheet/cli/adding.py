"""`broadsheet add`."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

import click

from broadsheet.cli.group import Day, project_here, today
from broadsheet.cli.terminal import say
from broadsheet.project import Project

if TYPE_CHECKING:
    from broadsheet.adding.outcome import Added, NewPaper, Question

_MOST_BYTES = 1_000_000


@click.command()
@click.argument("pasted", metavar="ID…", nargs=-1, required=True)
@click.option("--edition", type=Day(), help="The day of the edition that it runs in.")
@click.option("--tag", "tags", multiple=True, help="A topic of tags.yaml; may be given again.")
@click.option("--suggested", is_flag=True, help="Take the topics that its facts speak for.")
@click.option("--no-fetch", is_flag=True, help="Write the record and ask no source.")
def add(
    pasted: tuple[str, ...],
    edition: dt.date | None,
    tags: tuple[str, ...],
    suggested: bool,
    no_fetch: bool,
) -> None:
    """Add papers by ids, addresses or titles, and look up the rest.

    ID is whatever names a paper: an arXiv, DOI, ACL Anthology, OpenReview or PubMed id, the address
    of a page or PDF, a text with some of these in it, or a title. A `-` reads lines from standard
    input.
    """
    from broadsheet.adding.add import Wish
    from broadsheet.adding.add import add as add_papers
    from broadsheet.progress import shown_progress

    wish = Wish(
        today=today(),
        featured=edition,
        tags=tags,
        takes_suggested=suggested,
        may_fetch=not no_fetch,
    )
    project = project_here()
    with shown_progress() as progress:
        added = add_papers(project, _texts(pasted), wish, progress)
    _say_all(project, added, is_written=suggested)
    sys.exit(0 if added.is_complete else 1)


def _texts(pasted: tuple[str, ...]) -> list[str]:
    texts: list[str] = []
    for one in pasted:
        if one == "-":
            data = sys.stdin.buffer.read(_MOST_BYTES)
            texts += data.decode("utf-8-sig", errors="replace").splitlines()
        else:
            texts.append(one)
    return texts


def _say_all(project: Project, added: Added, *, is_written: bool) -> None:
    for paper in added.papers:
        say(f"{paper.paper}: written to {project.shown(paper.path)}")
        _say_paper(paper, is_written=is_written)
    for report in added.reports:
        for source in report.sources:
            say(source)
        for problem in report.problems:
            say(problem, is_error=True)
    for line in added.refused:
        say(line, is_error=True)
    for question in added.questions:
        _say_question(question)


def _say_paper(paper: NewPaper, *, is_written: bool) -> None:
    if paper.title:
        say(f"  {_line(paper.title, paper.authors, paper.year)}")
    for topic in paper.suggestions:
        verb = "topic" if is_written else "topic that may suit"
        say(f"  {verb}: {topic.tag}, {topic.reason}")


def _say_question(question: Question) -> None:
    say(f"“{question.title}” is a title. Which paper is it?")
    for number, (one, home) in enumerate(
        zip(question.candidates, question.homes, strict=True), start=1
    ):
        facts = one.facts
        names = tuple(author.name for author in facts.authors)
        year = str(facts.published.year) if facts.published else ""
        say(f"{number:>3}. {_line(facts.title, names, year)} [{', '.join(one.sources)}]")
        say(f"     is here already: {home}" if home else f"     broadsheet add {one.name}")
    for failure in question.failures:
        say(f"     ({failure})", is_error=True)


def _line(title: str, authors: tuple[str, ...], year: str) -> str:
    names = ", ".join(authors[:3]) + (" and others" if len(authors) > 3 else "")
    return " ".join(filter(None, (f"{title.rstrip('.')}.", names, f"({year})" if year else "")))
