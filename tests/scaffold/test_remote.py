from __future__ import annotations

import pytest

from broadsheet.scaffold.remote import Forge, forge_of


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/Wool-Lab/papers.git",
        "https://github.com/Wool-Lab/papers",
        "https://hare:secret@github.com/Wool-Lab/papers.git",
        "git@github.com:Wool-Lab/papers.git",
        "ssh://git@github.com:22/Wool-Lab/papers.git",
        "ssh://git@github.com/Wool-Lab/papers",
    ],
)
def test_every_form_of_a_remote_gives_the_same_addresses(remote: str) -> None:
    assert forge_of(remote, "trunk") == Forge(
        "https://github.com/Wool-Lab/papers",
        "https://wool-lab.github.io/papers/",
        "edit/trunk/content/pages/",
    )


def test_a_repository_named_like_its_pages_is_their_root() -> None:
    found = forge_of("git@github.com:wool-lab/wool-lab.github.io.git", "main")

    assert found.site_url == "https://wool-lab.github.io/"


def test_a_project_in_groups_of_gitlab_keeps_them() -> None:
    found = forge_of("git@gitlab.com:wool/lab/papers.git", "main")

    assert found.site_url == "https://wool.gitlab.io/lab/papers/"
    assert found.edit_uri == "-/edit/main/content/pages/"


def test_of_a_forge_that_is_not_known_only_the_repository_is() -> None:
    assert forge_of("https://forge.example/us/papers.git", "main") == Forge(
        "https://forge.example/us/papers"
    )


@pytest.mark.parametrize(
    "remote", ["", "/srv/git/papers.git", "../papers", "https://github.com/papers", "git@x:a b/c"]
)
def test_what_is_no_address_of_a_forge_says_nothing(remote: str) -> None:
    assert forge_of(remote, "main") == Forge()
