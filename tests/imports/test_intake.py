from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.fetch.answers import Answer
from broadsheet.fetch.lock import read_lock, write_answers
from broadsheet.imports.importer import Imported, ImportedPaper
from broadsheet.imports.intake import Wish, import_file, import_into
from broadsheet.imports.report import ImportReport
from broadsheet.project import Project
from broadsheet.records.ids import Identifiers
from broadsheet.records.loader import load_records
from broadsheet.records.models import Facts, Link
from broadsheet.records.names import Author

TODAY = dt.date(2025, 9, 3)
EDITION = dt.date(2025, 9, 2)
INK = Facts(
    title="On Ink: A Study",
    abstract="Ink dries.",
    links=(Link("code", "https://github.com/quill/ink"),),
)
WELL = Facts(title="On Wells", abstract="Wells hold ink.")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "content" / "papers").mkdir(parents=True)
    return Project(tmp_path, tmp_path / "content")


def take(project: Project, *facts: Facts, today: dt.date = TODAY) -> ImportReport:
    papers = (ImportedPaper(one, 10 * at, EDITION) for at, one in enumerate(facts, start=1))
    return import_into(project, Imported("page.txt", tuple(papers)), "daily-papers", today)


def write_record(project: Project, name: str, text: str) -> None:
    (project.papers / name).write_text(text, encoding="utf-8")


def answers(project: Project) -> dict[str, Answer]:
    lock = read_lock(project.fetched, project.root)
    assert lock.problems == ()
    return dict(lock.answers["daily-papers"])


def files(project: Project) -> dict[str, bytes]:
    paths = (path for path in project.root.rglob("*") if path.is_file())
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in paths}


def test_a_new_paper_gets_a_record_that_editors_know(project: Project) -> None:
    take(project, INK)

    assert (project.papers / "on-ink-a-study.yaml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../schema/record.json\n"
        "id: on-ink-a-study\n"
        'title: "On Ink: A Study"\n'
        "featured: 2025-09-02\n"
    )


def test_a_new_paper_s_facts_go_into_the_lock(project: Project) -> None:
    take(project, INK)

    assert answers(project) == {
        "on-ink-a-study": Answer("on-ink-a-study", "title:On Ink: A Study", TODAY, INK)
    }


def test_a_new_paper_with_an_identifier_is_named_by_it(project: Project) -> None:
    take(project, Facts(title="On Ink", ids=Identifiers(arxiv="2401.00001")))

    (record,) = load_records(project.papers, project.root).records
    assert (record.id, record.ids.arxiv) == ("2401.00001", "2401.00001")
    assert answers(project)["2401.00001"].key == "arxiv:2401.00001"


def test_a_paper_that_is_there_by_title_keeps_its_record_and_gets_facts(project: Project) -> None:
    text = "arxiv: '2401.00001'\ntitle: On {INK} – a study\n"
    write_record(project, "any-name.yaml", text)

    report = take(project, INK)

    assert [(one.paper, one.title) for one in report.matched] == [("2401.00001", INK.title)]
    assert files(project).keys() >= {"content/papers/any-name.yaml"}
    assert (project.papers / "any-name.yaml").read_text(encoding="utf-8") == text
    assert answers(project)["2401.00001"].facts == INK


def test_a_paper_is_known_by_the_title_that_another_source_gave(project: Project) -> None:
    write_record(project, "a.yaml", "arxiv: '2401.00001'\n")
    fetched = Answer("2401.00001", "2401.00001", TODAY, Facts(title=INK.title))
    write_answers(project.fetched, "arxiv", [fetched])

    assert [one.paper for one in take(project, INK).matched] == ["2401.00001"]


def test_what_the_lock_says_of_a_paper_that_has_gone_is_no_match(project: Project) -> None:
    write_answers(project.fetched, "arxiv", [Answer("gone", "gone", TODAY, INK)])

    assert [one.paper for one in take(project, INK).new] == ["on-ink-a-study"]


def test_importing_twice_changes_no_byte(project: Project) -> None:
    take(project, INK, WELL)
    before = files(project)

    report = take(project, INK, WELL, today=TODAY + dt.timedelta(days=30))

    assert files(project) == before
    assert report.summary == "2 in the file: 0 new, 0 matched, 2 unchanged, 0 problems"


def test_a_changed_abstract_replaces_the_answer_of_that_paper_alone(project: Project) -> None:
    take(project, INK, WELL)
    later = TODAY + dt.timedelta(days=30)

    report = take(project, INK, Facts(title="On Wells", abstract="New."), today=later)

    assert [one.paper for one in report.matched] == ["on-wells"]
    assert [answer.asked for answer in answers(project).values()] == [TODAY, later]


def test_what_a_crash_left_out_is_made_up_for(project: Project) -> None:
    take(project, INK, WELL)
    whole = files(project)
    (project.fetched / "daily-papers.jsonl").unlink()
    (project.papers / "on-wells.yaml").unlink()

    take(project, INK, WELL)

    assert files(project) == whole


def test_a_title_that_two_papers_have_is_a_problem_and_no_guess(project: Project) -> None:
    write_record(project, "a.yaml", "- {id: one, title: On Wells}\n- {id: two, title: on wells}\n")

    report = take(project, WELL, INK)

    assert [one.paper for one in report.new] == ["on-ink-a-study"]
    (problem,) = report.problems
    assert (problem.path, problem.line) == ("page.txt", 10)
    assert problem.message == "`On Wells` may be each of one, two; not imported"


def test_a_paper_that_stands_twice_in_the_file_is_imported_once(project: Project) -> None:
    report = take(project, INK, WELL, INK)

    assert len(report.new) == 2
    assert [(one.paper, one.line) for one in report.merged] == [("on-ink-a-study", 30)]
    assert report.problems == ()


def test_entries_of_one_paper_are_merged_and_the_first_has_the_word(project: Project) -> None:
    more = Facts(title=INK.title, abstract="Other.", volume="3")

    report = take(project, INK, more)
    again = take(project, INK, more)

    assert answers(project)["on-ink-a-study"].facts == msgspec.structs.replace(INK, volume="3")
    assert report.merged[0].changes == ("volume: “3”",)
    assert (len(again.unchanged), again.merged[0].changes) == (1, ())


def test_equal_titles_by_others_are_two_papers(project: Project) -> None:
    take(project, Facts(title="Editorial", authors=(Author("Quill", "Ada"),)))

    report = take(project, Facts(title="Editorial", authors=(Author("Blot", "Bo"),)))

    assert len(report.new) == 1


def test_a_dry_run_says_what_would_come_and_writes_nothing(project: Project) -> None:
    page = project.root / "socks.bib"
    page.write_text("@misc{a, title = {On Socks}, author = {Hare, Wilma}}", encoding="utf-8")
    before = files(project)

    report = import_file(project, page, Wish(today=TODAY, is_dry=True))

    assert files(project) == before
    assert list(report.lines) == [
        "new: haresocks (On Socks), line 1",
        "  title: “On Socks”",
        "  authors: “Wilma Hare”",
        "1 in the file: 1 new, 0 matched, 0 unchanged, 0 problems; nothing was written",
    ]


@pytest.mark.parametrize("data", [b"", b"A letter, no library.\n", bytes(range(256))])
def test_a_file_without_any_entry_is_warned_of(project: Project, data: bytes) -> None:
    page = project.root / "socks.bib"
    page.write_bytes(data)

    report = import_file(project, page, Wish(today=TODAY))

    assert [str(problem) for problem in report.problems] == [
        "socks.bib:1:1: warning: there is no entry in it (is it the right file?)"
    ]


def test_a_paper_without_a_title_is_told_by_its_id(project: Project) -> None:
    report = take(project, Facts(ids=Identifiers(arxiv="2401.00001")))
    assert next(report.lines) == "new: 2401.00001, line 10"


def test_many_new_papers_come_in_lists_and_few_in_a_file_each(project: Project) -> None:
    entries = (f"@misc{{a{at}, title = {{On Sock {at}}}}}\n" for at in range(201))
    page = project.root / "My Socks.bib"
    page.write_text("".join(entries), encoding="utf-8")

    import_file(project, page, Wish(today=TODAY))

    assert [path.name for path in project.papers.iterdir()] == ["my-socks-0001.yaml"]
    assert len(load_records(project.papers, project.root).records) == 201


def test_words_of_a_list_become_topics_where_the_vocabulary_knows_them(project: Project) -> None:
    tags = "- {tag: socks, label: Socks, description: Worn., aliases: [stockings]}"
    (project.content / "tags.yaml").write_text(tags, encoding="utf-8")
    one = ImportedPaper(Facts(title="On Ink"), 1, topics=("Stockings", "wool"))

    import_into(project, Imported("list.csv", (one,)), "table", TODAY)

    (record,) = load_records(project.papers, project.root).records
    assert record.tags == ("socks",)
    lock = read_lock(project.fetched, project.root)
    assert lock.answers["table"][record.id].facts == Facts(title="On Ink", keywords=("wool",))


def test_a_paper_with_nothing_to_know_it_by_is_a_problem(project: Project) -> None:
    report = take(project, Facts(title="?!", abstract="Ink."))

    assert report.summary == (
        "1 in the file: 0 new, 0 matched, 0 unchanged, 1 not imported, 1 problem"
    )
    assert files(project) == {}


def test_two_new_papers_never_share_an_id_or_a_file(project: Project) -> None:
    write_record(project, "on-ink-a-study.yaml", "id: other\ntitle: Sand\n")
    long = "ink " * 30

    report = take(project, INK, Facts(title=f"{long} one"), Facts(title=f"{long} two"))

    names = [one.paper for one in report.new]
    assert len(set(names)) == 3
    assert names[0] == "on-ink-a-study-2"
    assert len(load_records(project.papers, project.root).records) == 4


def test_a_collection_with_wrong_records_is_left_alone(project: Project) -> None:
    write_record(project, "a.yaml", "titel: On Ink\n")
    before = files(project)

    with pytest.raises(BroadsheetError, match=r"1 problem in the records; mend them first.*titel"):
        take(project, INK)

    assert files(project) == before


def test_the_report_has_a_line_for_each_change_each_problem_and_the_counts(
    project: Project,
) -> None:
    take(project, WELL)

    report = take(project, INK, WELL, INK)

    assert list(report.lines) == [
        "new: on-ink-a-study (On Ink: A Study), line 10",
        "merged: on-ink-a-study (On Ink: A Study), line 30",
        "3 in the file: 1 new, 0 matched, 1 unchanged, 1 merged, 0 problems",
    ]


@pytest.mark.parametrize(
    "title", ["No", "- a: b", "{{ ink }}", '"Ink"', "@ink", "# Ink", "王：墨", "~ink"]
)
def test_a_hostile_title_comes_back_as_it_was_and_matches_again(
    project: Project, title: str
) -> None:
    take(project, Facts(title=title, abstract="Ink."))

    found = load_records(project.papers, project.root)
    assert found.problems == ()
    assert [record.title for record in found.records] == [title]
    assert len(take(project, Facts(title=title, abstract="Ink.")).unchanged) == 1


def test_a_saved_page_becomes_records_and_lock_entries(project: Project) -> None:
    page = project.root / "page.txt"
    abstract = "Ink dries on paper, and dries best on paper that was dry before the ink came to it."
    page.write_text(f"Daily Papers\n\nSep 2\n\nOn Ink\n\n{abstract}\n", encoding="utf-8")

    report = import_file(project, page, Wish(edition=EDITION, today=TODAY))

    assert list(report.lines) == [
        "new: on-ink (On Ink), line 5",
        "1 in the file: 1 new, 0 matched, 0 unchanged, 0 problems",
    ]
    (record,) = load_records(project.papers, project.root).records
    assert record.featured == EDITION
    assert answers(project)["on-ink"].facts == Facts(title="On Ink", abstract=abstract)
