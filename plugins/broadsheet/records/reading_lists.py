"""Reading lists: files of content/collections/, each a title, an introduction and papers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from broadsheet.errors import Invalid, Problem
from broadsheet.records.catalogue import find_name
from broadsheet.records.ids import parse_paper_id
from broadsheet.records.loader import yaml_paths
from broadsheet.records.models import Origin
from broadsheet.records.shapes import ReadingListShape, did_you_mean, shape_problems
from broadsheet.records.yaml_file import YamlFile, read_yaml


class ListedPaper(Struct, frozen=True):
    """One entry: a paper's id and why it is here (Markdown)."""

    paper: str
    note: str = ""


class ReadingList(Struct, frozen=True):
    """An ordered list of papers; `slug` is the file's name and part of the URL."""

    slug: str
    title: str
    introduction: str
    papers: tuple[ListedPaper, ...]
    origin: Origin


def load_reading_lists(
    folder: Path, root: Path, names: Mapping[str, str]
) -> tuple[tuple[ReadingList, ...], tuple[Problem, ...]]:
    """Read all reading lists; `names` leads from any identifier to a paper's id."""
    lists: list[ReadingList] = []
    problems: list[Problem] = []
    for path in yaml_paths(folder):
        file = read_yaml(path, path.relative_to(root).as_posix())
        problems += file.problems
        misnamed = list(_slug_problems(file, path, {one.slug for one in lists}))
        problems += misnamed
        if file.tree is None:
            continue
        if wrong := shape_problems(file, file.tree, ReadingListShape, ()):
            problems += wrong
            continue
        shape = msgspec.convert(file.tree, ReadingListShape)
        papers, unknown = _papers(file, shape, dict(names))
        problems += unknown
        if misnamed:
            continue
        lists.append(
            ReadingList(
                slug=path.stem,
                title=" ".join(shape.title.split()),
                introduction=(shape.introduction or "").strip(),
                papers=papers,
                origin=Origin(file.path),
            )
        )
    return tuple(lists), tuple(problems)


def _slug_problems(file: YamlFile, path: Path, taken: Collection[str]) -> Iterator[Problem]:
    try:
        parse_paper_id(path.stem)
    except Invalid as error:
        yield file.problem((), f"the file's name is part of the URL: {error.message}", error.hint)
    if path.stem in taken:
        message = f"another reading list is called `{path.stem}` as well"
        yield file.problem((), message, "rename one of the files; its name is part of the URL")


def _papers(
    file: YamlFile, shape: ReadingListShape, names: dict[str, str]
) -> tuple[tuple[ListedPaper, ...], list[Problem]]:
    papers: dict[str, ListedPaper] = {}
    problems: list[Problem] = []
    for index, entry in enumerate(shape.papers):
        named, note = (entry, "") if isinstance(entry, str) else (entry.paper, entry.note or "")
        at = ("papers", index) if isinstance(entry, str) else ("papers", index, "paper")
        paper_id = find_name(names, named)
        if not paper_id:
            ids = (name for name in names if ":" not in name)
            hint = did_you_mean(named, ids)
            problems.append(file.problem(at, f"no paper `{named}` in this collection", hint))
        elif paper_id in papers:
            problems.append(file.problem(at, f"`{named}` stands twice in this list"))
        else:
            papers[paper_id] = ListedPaper(paper_id, note.strip())
    return tuple(papers.values()), problems
