from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from broadsheet.pages.forge import Forge


def report(forge: Forge) -> tuple[str, dict[str, list[str]]]:
    url = urlsplit(forge.report("p1", subject="Fix: A & B", text="Paper: p1"))
    return f"{url.scheme}://{url.netloc}{url.path}", parse_qs(url.query)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://github.com/us/papers", "github"),
        ("https://gitlab.com/us/papers", "gitlab"),
        ("https://gitlab.university.example/us/papers", "gitlab"),
        ("https://codeberg.org/us/papers", "forgejo"),
        ("https://forge.example/us/papers", ""),
        ("", ""),
    ],
)
def test_the_host_tells_what_forge_it_is(url: str, kind: str) -> None:
    assert Forge.at(url).kind == kind


def test_a_site_may_say_what_forge_it_is() -> None:
    assert Forge.at("https://forge.example/us/papers", "gitlab").kind == "gitlab"


def test_github_fills_the_fields_of_its_form() -> None:
    address, form = report(Forge.at("https://github.com/us/papers/"))
    assert address == "https://github.com/us/papers/issues/new"
    assert form == {"template": ["fix-record.yml"], "title": ["Fix: A & B"], "paper": ["p1"]}


def test_gitlab_fills_title_and_description() -> None:
    address, form = report(Forge.at("https://gitlab.com/us/papers"))
    assert address == "https://gitlab.com/us/papers/-/issues/new"
    assert form == {"issue[title]": ["Fix: A & B"], "issue[description]": ["Paper: p1"]}


def test_forgejo_fills_title_and_body() -> None:
    address, form = report(Forge.at("https://codeberg.org/us/papers"))
    assert address == "https://codeberg.org/us/papers/issues/new"
    assert form == {"title": ["Fix: A & B"], "body": ["Paper: p1"]}


def test_without_a_forge_there_is_nowhere_to_report() -> None:
    assert Forge.at("").report("p1", subject="", text="") == ""
