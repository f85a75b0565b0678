from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.fetch.lock import Answer, LockWriter, read_lock, write_answers
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Link
from broadsheet.records.names import Author

DAY = dt.date(2024, 3, 1)
FACTS = Facts(
    title="On Socks",
    authors=(Author("Example", "Ada", affiliation="Sock Lab"),),
    published=PartialDate(2024, 1, 15),
    version=2,
    abstract="We sort $n$ socks.",
    categories=("cs.LG", "stat.ML"),
    ids=Identifiers(arxiv="2401.00001", doi="10.1234/socks"),
    links=(Link("pdf", "https://arxiv.org/pdf/2401.00001"),),
)


def answer(paper: str, day: dt.date = DAY, facts: Facts | None = FACTS) -> Answer:
    return Answer(paper, paper, day, facts)


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def line(**changes: object) -> str:
    facts = {"title": "On Socks", **changes}
    return json.dumps({"paper": "p1", "key": "p1", "asked": "2024-03-01", "facts": facts})


def test_an_answer_comes_back_as_it_was_written(tmp_path: Path) -> None:
    write_answers(tmp_path, "arxiv", [answer("p1")])

    assert read_lock(tmp_path, tmp_path).answers == {"arxiv": {"p1": answer("p1")}}


def test_a_line_shows_what_a_reviewer_wants_to_see(tmp_path: Path) -> None:
    facts = Facts(title="Über $O(n)$ Socks", published=PartialDate(2024, 1))
    write_answers(tmp_path, "arxiv", [answer("p1", facts=facts), answer("p2", facts=None)])

    assert lines(tmp_path / "arxiv.jsonl") == [
        '{"paper":"p1","key":"p1","asked":"2024-03-01","facts":{"title":"Über $O(n)$ Socks",'
        '"published":{"year":2024,"month":1,"day":0}}}',
        '{"paper":"p2","key":"p2","asked":"2024-03-01"}',
    ]


def test_lines_are_sorted_by_paper(tmp_path: Path) -> None:
    write_answers(tmp_path, "arxiv", [answer("p2"), answer("p10")])
    write_answers(tmp_path, "arxiv", [answer("p1")])

    papers = [json.loads(one)["paper"] for one in lines(tmp_path / "arxiv.jsonl")]
    assert papers == ["p1", "p10", "p2"]


def test_a_new_answer_replaces_the_old_one_of_its_paper(tmp_path: Path) -> None:
    write_answers(tmp_path, "arxiv", [answer("p1"), answer("p2")])
    write_answers(tmp_path, "arxiv", [answer("p1", facts=None)])

    assert read_lock(tmp_path, tmp_path).answers["arxiv"] == {
        "p1": answer("p1", facts=None),
        "p2": answer("p2"),
    }


def test_every_source_has_its_file_whoever_wrote_it(tmp_path: Path) -> None:
    write_answers(tmp_path, "arxiv", [answer("p1")])
    write_answers(tmp_path, "daily-papers", [answer("p1")])

    assert list(read_lock(tmp_path, tmp_path).answers) == ["arxiv", "daily-papers"]
    assert (tmp_path / "daily-papers.jsonl").exists()


def test_a_lock_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert read_lock(tmp_path / "fetched", tmp_path).answers == {}


def test_answers_are_readable_before_the_writer_ends(tmp_path: Path) -> None:
    with LockWriter(tmp_path) as writer:
        writer.append("arxiv", [answer("p1")])

        assert list(read_lock(tmp_path, tmp_path).answers["arxiv"]) == ["p1"]
        assert not (tmp_path / "arxiv.jsonl").exists()


def test_the_journal_is_gone_when_the_writer_ends(tmp_path: Path) -> None:
    with LockWriter(tmp_path) as writer:
        writer.append("arxiv", [answer("p1")])

    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "arxiv.jsonl"]


def test_an_error_in_the_middle_keeps_what_was_answered(tmp_path: Path) -> None:
    writer = LockWriter(tmp_path)
    writer.__enter__()
    writer.append("arxiv", [answer("p1")])
    writer.__exit__(ZeroDivisionError, ZeroDivisionError(), None)

    assert list(read_lock(tmp_path, tmp_path).answers["arxiv"]) == ["p1"]


def test_a_journal_cut_at_any_byte_gives_its_whole_lines(tmp_path: Path) -> None:
    with LockWriter(tmp_path) as writer:
        writer.append("arxiv", [answer("p1"), answer("p2")])
        journal = (tmp_path / ".arxiv.jsonl.part").read_bytes()
    (tmp_path / "arxiv.jsonl").unlink()
    ends = [at for at, byte in enumerate(journal) if byte == ord("\n")]

    for cut in range(len(journal) + 1):
        (tmp_path / ".arxiv.jsonl.part").write_bytes(journal[:cut])
        lock = read_lock(tmp_path, tmp_path)

        assert lock.problems == ()
        assert len(lock.answers["arxiv"]) == sum(cut >= end for end in ends)


def test_the_next_writer_folds_what_a_killed_one_left(tmp_path: Path) -> None:
    write_answers(tmp_path, "arxiv", [answer("p1"), answer("p2")])
    whole = (tmp_path / "arxiv.jsonl").read_bytes()
    (tmp_path / "arxiv.jsonl").write_bytes(whole.splitlines(keepends=True)[0])
    (tmp_path / ".arxiv.jsonl.part").write_bytes(whole.splitlines(keepends=True)[1] + b'{"pap')

    with LockWriter(tmp_path):
        pass

    assert (tmp_path / "arxiv.jsonl").read_bytes() == whole
    assert not (tmp_path / ".arxiv.jsonl.part").exists()


def test_what_a_writer_killed_at_its_end_left_is_tidied_up(tmp_path: Path) -> None:
    (tmp_path / ".arxiv.jsonl.x1y2z3").write_text('{"paper":"p1",')
    (tmp_path / ".arxiv.jsonl.part").write_text(line() + "\n")

    with LockWriter(tmp_path):
        pass

    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "arxiv.jsonl"]


def test_a_second_writer_is_told_of_the_first(tmp_path: Path) -> None:
    with LockWriter(tmp_path), pytest.raises(BroadsheetError, match="another fetch is writing"):
        write_answers(tmp_path, "arxiv", [answer("p1")], wait=0)


def test_an_answer_that_comes_too_late_is_refused(tmp_path: Path) -> None:
    with LockWriter(tmp_path) as writer:
        pass

    with pytest.raises(BroadsheetError, match="too late"):
        writer.append("arxiv", [answer("p1")])


def test_a_source_cannot_name_a_file_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(BroadsheetError, match="no name for a source"):
        write_answers(tmp_path / "fetched", "../arxiv", [answer("p1")])


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "fetched").write_text("oops")

    with pytest.raises(BroadsheetError, match="fetched: cannot be written"):
        write_answers(tmp_path / "fetched", "arxiv", [answer("p1")])


def test_a_journal_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with LockWriter(tmp_path) as writer:
        (tmp_path / ".arxiv.jsonl.part").mkdir()

        with pytest.raises(BroadsheetError, match=r"\.arxiv\.jsonl\.part: cannot be written"):
            writer.append("arxiv", [answer("p1")])

        (tmp_path / ".arxiv.jsonl.part").rmdir()


def test_a_file_that_cannot_be_read_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "arxiv.jsonl").mkdir()

    with pytest.raises(BroadsheetError, match=r"arxiv\.jsonl: cannot be read"):
        write_answers(tmp_path, "arxiv", [answer("p1")])

    assert (tmp_path / ".arxiv.jsonl.part").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    write_answers(tmp_path, "arxiv", [answer("p1")])

    with LockWriter(tmp_path) as writer:
        (tmp_path / ".arxiv.jsonl.part").symlink_to("/dev/full")
        with pytest.raises(BroadsheetError, match="No space left"):
            writer.append("arxiv", [answer("p2")])
        (tmp_path / ".arxiv.jsonl.part").unlink()

    assert list(read_lock(tmp_path, tmp_path).answers["arxiv"]) == ["p1"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        ("<<<<<<< HEAD", "not JSON"),
        ('{"other":' + "[" * 100_000, "not JSON"),
        ("[]", "not an answer: Expected `object`"),
        ("{}", "missing required field `paper`"),
        ('{"paper":"","key":"","asked":"2024-03-01"}', "`paper` is empty"),
        ('{"paper":"p1","key":"p1","asked":"yesterday"}', "Invalid RFC3339"),
        (line(title=7), "Expected `str`, got `int` - at `$.facts.title`"),
        (line(title="a\x07b"), "U+0007"),
        (line(title="a\u202eb"), "U+202E"),
        (line(title="a\ud800b"), "not JSON"),
        (line(title="a\x9bb"), "U+009B"),
        (line(authors=[{"family": "a\x1b[31m"}]), "U+001B"),
        (line(links=[{"kind": "pdf", "url": "javascript:alert(1)"}]), "not a web address"),
        (line(links=[{"kind": "virus", "url": "https://example.org"}]), "no kind of link"),
        (line(license="data:text/html,x"), "not a web address"),
        (line(ids={"arxiv": "../../etc/passwd"}), "not an arXiv id"),
        (line(ids={"url": "file:///etc/passwd"}), "not a web address"),
        (line(published={"year": 2024, "month": 13}), "not a day of the calendar"),
        (line(published={"year": 10**9}), "is not a date"),
        (line(version=-1), "version cannot be -1"),
    ],
)
def test_a_bad_line_is_a_problem_at_its_place(tmp_path: Path, text: str, message: str) -> None:
    good = '{"paper":"p0","key":"p0","asked":"2024-03-01"}'
    (tmp_path / "arxiv.jsonl").write_text(f"{good}\n{text}\n", "utf-8")

    lock = read_lock(tmp_path, tmp_path)

    (problem,) = lock.problems
    assert message in problem.message
    assert (problem.path, problem.line) == ("arxiv.jsonl", 2)
    assert list(lock.answers["arxiv"]) == ["p0"]


def test_bytes_that_are_no_utf_8_are_a_problem(tmp_path: Path) -> None:
    (tmp_path / "arxiv.jsonl").write_bytes(line(title="socks").encode() + b'\n{"\xff"}\n')

    lock = read_lock(tmp_path, tmp_path)

    assert [problem.line for problem in lock.problems] == [2]
    assert "p1" in lock.answers["arxiv"]


def test_a_line_without_end_is_a_problem_and_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "arxiv.jsonl"
    path.write_text(line(title="x" * 20_000_000) + "\n" + line().replace("p1", "p2") + "\n")

    lock = read_lock(tmp_path, tmp_path)

    assert [problem.line for problem in lock.problems] == [1]
    assert list(lock.answers["arxiv"]) == ["p2"]


def test_of_two_lines_for_a_paper_the_later_answer_counts(tmp_path: Path) -> None:
    newer = line(title="New").replace("2024-03-01", "2024-04-01")
    (tmp_path / "arxiv.jsonl").write_text(f"{newer}\n{line(title='Old')}\n")

    lock = read_lock(tmp_path, tmp_path)

    assert lock.answers["arxiv"]["p1"].asked == dt.date(2024, 4, 1)
    assert "stands twice" in lock.problems[0].message


def test_a_formula_with_backslashes_is_no_control_character(tmp_path: Path) -> None:
    facts = Facts(title=r"The $\upsilon$ of socks", abstract="two\nlines")
    write_answers(tmp_path, "arxiv", [answer("p1", facts=facts)])

    assert read_lock(tmp_path, tmp_path).problems == ()


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "arxiv.jsonl").mkdir()

    assert "cannot be read" in read_lock(tmp_path, tmp_path).problems[0].message
