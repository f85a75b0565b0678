from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.project import Project, find_project


def test_a_project_is_found_from_a_folder_inside_it(tmp_path: Path) -> None:
    inside = tmp_path / "content" / "papers" / "2024"
    inside.mkdir(parents=True)

    assert find_project(inside) == Project(tmp_path, tmp_path / "content")


def test_the_nearest_project_wins(tmp_path: Path) -> None:
    (tmp_path / "content" / "papers").mkdir(parents=True)
    inner = tmp_path / "examples" / "small"
    (inner / "content" / "papers").mkdir(parents=True)

    assert find_project(inner).root == inner


def test_without_a_project_the_error_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(BroadsheetError, match="no content/papers here or above"):
        find_project(tmp_path)


def test_paths_are_shown_below_the_root(tmp_path: Path) -> None:
    project = Project(tmp_path, tmp_path / "content")

    assert project.shown(project.papers / "a.yaml") == "content/papers/a.yaml"


def test_a_path_outside_is_shown_whole(tmp_path: Path) -> None:
    project = Project(tmp_path / "here", tmp_path / "here" / "content")

    assert project.shown(tmp_path / "elsewhere.txt") == str(tmp_path / "elsewhere.txt")


def test_the_folders_have_the_names_of_the_layout(tmp_path: Path) -> None:
    project = Project(tmp_path, tmp_path / "content")
    paths = [project.papers, project.collections, project.vocabulary, project.fetched]

    assert [project.shown(path) for path in [*paths, project.schemas, project.sources]] == [
        "content/papers",
        "content/collections",
        "content/tags.yaml",
        "content/fetched",
        "content/schema",
        "site_config/sources.yaml",
    ]
