from __future__ import annotations

from pathlib import Path

from broadsheet.records.models import Origin
from broadsheet.records.reading_lists import ListedPaper, ReadingList, load_reading_lists

NAMES = {
    "2401.00001": "2401.00001",
    "arxiv:2401.00001": "2401.00001",
    "quill2024well": "quill2024well",
}


def load(
    root: Path, text: str, name: str = "first-ink.yaml"
) -> tuple[tuple[ReadingList, ...], list[str]]:
    folder = root / "content" / "collections"
    folder.mkdir(parents=True)
    (folder / name).write_text(text, encoding="utf-8")
    lists, problems = load_reading_lists(folder, root, NAMES)
    return lists, [str(problem).partition(f"{name}:")[2] for problem in problems]


def test_a_reading_list_has_its_papers_in_order_with_notes(tmp_path: Path) -> None:
    lists, problems = load(
        tmp_path,
        "title: First Ink\nintroduction: |\n  Start here.\npapers:\n"
        "  - {paper: 'arXiv:2401.00001v2', note: The oldest.}\n  - quill2024well\n",
    )

    assert problems == []
    assert lists == (
        ReadingList(
            "first-ink",
            "First Ink",
            "Start here.",
            (ListedPaper("2401.00001", "The oldest."), ListedPaper("quill2024well")),
            Origin("content/collections/first-ink.yaml"),
        ),
    )


def test_an_unknown_paper_is_named_with_the_nearest(tmp_path: Path) -> None:
    lists, problems = load(tmp_path, "title: Ink\npapers:\n  - quill2024wel\n  - '2401.00001'\n")

    assert problems == [
        "3:5: error: no paper `quill2024wel` in this collection (did you mean `quill2024well`?)"
    ]
    assert lists[0].papers == (ListedPaper("2401.00001"),)


def test_a_paper_listed_twice_is_named_at_the_second(tmp_path: Path) -> None:
    _, problems = load(
        tmp_path, "title: Ink\npapers:\n  - '2401.00001'\n  - paper: arXiv:2401.00001\n"
    )

    assert problems == ["4:5: error: `arXiv:2401.00001` stands twice in this list"]


def test_a_list_out_of_shape_is_named_and_left_out(tmp_path: Path) -> None:
    lists, problems = load(tmp_path, "titel: Ink\npapers: [quill2024well]\n")

    assert lists == ()
    assert problems == [
        "1:1: error: unknown key `titel` (did you mean `title`?)",
        "1:1: error: `title` is missing",
    ]


def test_a_file_name_that_is_no_part_of_a_url_is_named(tmp_path: Path) -> None:
    _, (problem,) = load(tmp_path, "title: Ink\npapers: []\n", "First Ink.yaml")

    assert problem.startswith("1:1: error: the file's name is part of the URL: `First Ink` cannot")


def test_an_empty_list_file_is_named(tmp_path: Path) -> None:
    assert load(tmp_path, "")[1] == ["1:1: error: the file is empty (fill it or delete it)"]
