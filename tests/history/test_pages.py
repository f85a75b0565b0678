"""The history on the site: its pages, its feed, and the thanks on a paper's page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from repositories import commit, git, init
from sites import Site, build_site, plugins, write_config

AT = "content/papers/"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    found = init(tmp_path / "papers")
    write_config(found, plugins=["search", *plugins(), "broadsheet/history"])
    socks = 'arxiv: "2401.00001"\ntitle: "Socks <b>&</b> more"\n'
    commit(
        found,
        "One",
        {f"{AT}a.yaml": socks, ".gitignore": ".cache\nsite\n", "docs/about.md": "# About\n"},
    )
    message = "Two\n\nReason: <script>alert(1)</script> it was wrong\nAdded-by: Ada & Example"
    commit(
        found,
        message,
        {f"{AT}a.yaml": socks + "venue: SOCK 2024\n", f"{AT}b.yaml": "id: wool\ntitle: W\n"},
    )
    (found / AT / "b.yaml").unlink()
    commit(found, "Three")
    return found


@pytest.fixture
def site(root: Path) -> Site:
    return build_site(root / "mkdocs.yml")


def test_the_changes_are_told_with_their_reasons_and_people(site: Site) -> None:
    html = site.text("changes/")

    assert '<a href="../papers/2401.00001/">Socks &lt;b&gt;&amp;&lt;/b&gt; more</a>' in html
    assert "Why: &lt;script&gt;alert(1)&lt;/script&gt; it was wrong" in html
    assert "<script>alert" not in html
    assert "Taken out" in html
    assert site.dead_links() == []


def test_contributors_are_named_with_their_numbers(site: Site) -> None:
    html = site.text("contributors/")

    assert "Wilma Hare" in html
    assert "added 1 paper" in html
    assert "Ada &amp; Example" in html


def test_a_papers_page_says_who_added_it(site: Site) -> None:
    assert "Added by Wilma Hare" in site.text("papers/2401.00001/")


def test_the_feed_has_an_entry_a_commit_and_deed(site: Site) -> None:
    atom = fromstring(site.text("feeds/changes.atom"))
    items = json.loads(site.text("feeds/changes.json"))["items"]

    titles = [
        one.findtext("{http://www.w3.org/2005/Atom}title")
        for one in atom.iter("{http://www.w3.org/2005/Atom}entry")
    ]
    assert titles == [
        "Taken out: W",
        "Corrected: Socks <b>&</b> more",
        "Added: W",
        "Added: Socks <b>&</b> more",
    ]
    assert [one["title"] for one in items] == titles
    assert len({one["id"] for one in items}) == 4


def test_a_shallow_clone_says_so_on_the_page_and_in_the_log(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "shallow")

    site = build_site(tmp_path / "shallow" / "mkdocs.yml")

    assert "built from a part of the history" in site.text("changes/")
    assert any("this clone is shallow" in line for line in site.log)


def test_outside_a_repository_the_pages_are_there_and_say_why_they_are_empty(
    tmp_path: Path,
) -> None:
    write_config(tmp_path, plugins=["search", *plugins(), "broadsheet/history"])

    site = build_site(tmp_path / "mkdocs.yml")

    assert "built without its history" in site.text("changes/")
    assert site.dead_links() == []


def test_two_clones_of_one_commit_give_the_same_pages(root: Path, tmp_path: Path) -> None:
    texts = []
    for name in ("one", "two"):
        git(tmp_path, "clone", "-q", root.as_uri(), name)
        site = build_site(tmp_path / name / "mkdocs.yml")
        texts.append(
            [site.text(path) for path in ("changes/", "contributors/", "feeds/changes.atom")]
        )

    assert texts[0] == texts[1]
